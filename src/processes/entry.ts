import type { Logger } from 'pino';
import { ConfigError } from '../config';

/** Runs a process' start; a wrong setting is one clear message, not a stack trace. */
export async function startOrExplain(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(error instanceof ConfigError ? 78 : 1); // 78: EX_CONFIG
  }
}

/** One line of JSON on stdout: the process is ready. Everything else goes to stderr. */
export function announceReady(ready: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...ready })}\n`);
}

/** Stops gracefully on SIGTERM and SIGINT; a second signal ends at once. */
export function endOnSignals(stop: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const end = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
