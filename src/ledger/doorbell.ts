import { EventEmitter } from 'node:events';
import { Client } from 'pg';

/**
 * One LISTEN connection per process with fan-out in memory. A ring is a hint and never the truth:
 * who waits looks at the rows again, after a ring or after its time limit.
 */
export interface Doorbell {
  /** Resolves at the next ring of `bell`, or after `milliseconds`, or when `signal` aborts. Never rejects. */
  rung(bell: string, milliseconds: number, signal?: AbortSignal): Promise<void>;
  end(): Promise<void>;
}

const channel = 'tieout';
const reconnectAfterMs = 500;

/** The bell of a company's mailbox: rung when an exchange is queued, answered or a verdict is given. */
export const mailboxBell = (companyId: string): string => `mailbox:${companyId}`;
/** Rung when a signal waits in the outbox. */
export const outboxBell = 'outbox';
/** SQL that rings: `select pg_notify(...)` inside the transaction that changes the rows. */
export const ringSql = `select pg_notify('${channel}', $1)`;

/** @param name tells in Postgres whose connection it is; by it others see which processes are alive. */
export async function openDoorbell(url: string, name = 'tieout doorbell'): Promise<Doorbell> {
  const bells = new EventEmitter();
  bells.setMaxListeners(0);
  let client: Client | undefined;
  let ended = false;

  const reconnect = (): void => {
    setTimeout(() => {
      connect().catch(() => {
        if (!ended) reconnect();
      });
    }, reconnectAfterMs).unref();
  };
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: url, application_name: name, keepAlive: true });
    next.on('error', () => undefined);
    next.on('end', () => {
      if (!ended) reconnect();
    });
    next.on('notification', (message) => bells.emit(message.payload ?? ''));
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
  };
  await connect();

  return {
    rung(bell, milliseconds, signal) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          bells.off(bell, done);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        bells.on(bell, done);
        signal?.addEventListener('abort', done);
        if (signal?.aborted) done();
      });
    },
    async end() {
      ended = true;
      await client?.end();
    },
  };
}
