import { BillcomError } from '../billcom/errors';
import { ConfigError } from '../config';
import { QwcRefused } from '../quickbooks/webconnector/qwc';
import { exitCode, Problem, type ExitCode } from './problem';

/** An error as a person is told of it: what is wrong, what to do, how the process ends. Never a stack. */
export interface Explained {
  readonly sentence: string;
  readonly cure: string;
  readonly exit: ExitCode;
}

export function explain(error: unknown): Explained {
  if (error instanceof Problem) return { sentence: error.message, cure: error.cure, exit: error.exit };
  if (error instanceof ConfigError) return { sentence: error.message, cure: '', exit: exitCode.wrongSetting };
  if (error instanceof BillcomError)
    return { sentence: billcomSentence(error), cure: error.cure, exit: exitCode.failed };
  if (error instanceof QwcRefused)
    return {
      sentence: error.message,
      cure: 'Set GATEWAY_PUBLIC_URL (or --gateway-url) to the address at which the QuickBooks computer reaches the gateway.',
      exit: exitCode.wrongSetting,
    };
  return fromPostgres(error) ?? { sentence: sentenceOf(error), cure: '', exit: exitCode.failed };
}

/** The book is named, once. */
export const billcomSentence = ({ message }: BillcomError): string =>
  message.includes('Bill.com') ? message : `Bill.com: ${message}`;

/** Connections that fail at every address come as one AggregateError without a message. */
function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '' && error.errors.length > 0)
    return sentenceOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

const startPostgres = 'Start it (or “tieout dev”), or correct DATABASE_URL.';

function fromPostgres(error: unknown): Explained | undefined {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = (first ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  const say = (sentence: string, cure: string): Explained => ({ sentence, cure, exit: exitCode.failed });
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'].includes(code))
    return say(`Postgres does not answer (${message}).`, startPostgres);
  if (['57P01', '57P02', '57P03'].includes(code))
    return say('Postgres is starting or stopping.', 'Try again in a moment.');
  if (code === '28P01' || code === '28000')
    return say(
      `Postgres refused the sign-in (${message}).`,
      'Correct the user and password in DATABASE_URL.',
    );
  if (code === '3D000')
    return say(
      `Postgres has no such database (${message}).`,
      'Create it, or correct DATABASE_URL; then run “tieout migrate”.',
    );
  if (code === '42P01' || code === '42703')
    return say('The database does not have today’s tables.', 'Run “tieout migrate”.');
  return undefined;
}
