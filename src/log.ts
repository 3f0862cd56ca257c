import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly name: string;
  readonly level?: string;
  readonly format?: 'json' | 'pretty';
  /** For tests; else stderr, because a process of ours says on stdout only that it is ready. */
  readonly destination?: DestinationStream;
}

/** What never belongs in a log, whatever object it comes in (design §9). */
const secretNames = [
  'password',
  'passwordHash',
  'secret',
  'ticket',
  'sessionId',
  'devKey',
  'apiKey',
  'authorization',
  'cookie',
  'token',
  'body',
  'requestBody',
  'responseBody',
  'strPassword',
  'strUserName',
  'strHCPResponse',
  'TIEOUT_SECRET_KEY',
  'TIEOUT_SECRET_KEY_PREVIOUS',
  'DATABASE_URL',
];
const removed = '[removed]';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A Bill.com session's id is as good as a password. A Web Connector session's id, a UUID of ours, only names it, since
 * its ticket opens it: without it nobody could follow a session through the log.
 */
const censor = (value: unknown, path: readonly string[]): unknown =>
  path.at(-1) === 'sessionId' && typeof value === 'string' && uuid.test(value) ? value : removed;

export function createLog(options: LogOptions): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? 'info',
    redact: { paths: secretNames.flatMap(everywhere), censor },
    serializers: { err: safeError, error: safeError },
  };
  if (options.destination !== undefined) return pino(settings, options.destination);
  if (options.format === 'pretty') {
    return pino({
      ...settings,
      transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname' } },
    });
  }
  return pino(settings, pino.destination({ dest: 2, sync: true }));
}

/** pino's redaction names paths; secrets are looked for down to the third level. */
function everywhere(name: string): string[] {
  return [name, `*.${name}`, `*.*.${name}`];
}

/** Type, message and stack; the other properties of an error may hold requests, rows or credentials. */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.cause instanceof Error ? { cause: safeError(error.cause) } : {}),
  };
}
