import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from './database';
import type { Doorbell } from './doorbell';
import { outboxBell, ringSql } from './doorbell';

/**
 * Signals to a company's workflow are rows first, so that none is lost with a process or while Temporal is away.
 * They reach the workflow at least once and in the order in which their transactions committed, per company.
 */

export type SignalName =
  | 'pause'
  | 'resume'
  | 'syncNow'
  | 'sessionOpened'
  | 'sessionClosed'
  | 'settingsChanged'
  | 'billcomChanged'
  | 'emailsAsked';

export interface OutboxRow {
  readonly id: string;
  readonly companyId: string;
  readonly signal: string;
  readonly payload: Record<string, unknown>;
}

/**
 * Leaves a signal for the pump. As the last thing in a transaction: it holds the company's place in the queue
 * until the commit.
 */
export async function enqueueSignal(
  tx: Transaction,
  companyId: string,
  signal: SignalName,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await insertSignal(tx, companyId, signal, payload);
  await tx.query(ringSql, [outboxBell]);
}

/** The lock makes the order of the ids the order of the commits. */
export async function insertSignal(
  tx: Transaction,
  companyId: string,
  signal: SignalName,
  payload: Record<string, unknown>,
): Promise<void> {
  await tx.query(
    `with place as materialized (select pg_advisory_xact_lock(hashtextextended('outbox ' || $1::text, 0)))
     insert into outbox (company_id, signal, payload) select $1::uuid, $2, $3 from place`,
    [companyId, signal, payload],
  );
}

/** Any constant; who holds it is the pump. */
const pumpLock = 7_461_002;
const lookAgainMs = 5_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

export interface OutboxPump {
  readonly database: Database;
  readonly doorbell: Doorbell;
  /** Delivers one signal (signal-with-start). Rejects when it could not: it is tried again. */
  readonly send: (companyId: string, signal: string, payload: Record<string, unknown>) => Promise<void>;
  /** Ends the pump. */
  readonly signal: AbortSignal;
  readonly log: { warn(details: object, message: string): void };
}

/**
 * Sends what waits in the outbox until `signal` aborts. May run in many processes: one at a time pumps. A company
 * whose signal cannot be delivered waits and is tried again, without holding up the others or its own order.
 */
export async function pumpOutbox(pump: OutboxPump): Promise<void> {
  const waiting = new Map<string, { failures: number; until: number }>();
  while (!pump.signal.aborted) {
    const heard = new AbortController();
    const rung = pump.doorbell.rung(outboxBell, lookAgainMs, AbortSignal.any([heard.signal, pump.signal]));
    const outcome = await pumpOne(pump, waiting).catch((error: unknown) => {
      pump.log.warn({ err: error }, 'the outbox cannot be read');
      return 'nothing' as const;
    });
    if (outcome === 'nothing')
      await Promise.race([rung, nextRetry(waiting, AbortSignal.any([heard.signal, pump.signal]))]);
    heard.abort();
  }
}

/** One signal, one transaction: sent, then marked. A crash in between sends it twice, never not at all. */
async function pumpOne(
  pump: OutboxPump,
  waiting: Map<string, { failures: number; until: number }>,
): Promise<'sent' | 'failed' | 'nothing'> {
  return pump.database.asSystem(async (tx) => {
    if (!(await takePumpLock(tx))) return 'nothing';
    const held = [...waiting].filter(([, retry]) => retry.until > Date.now()).map(([companyId]) => companyId);
    const row = await nextSignal(tx, held);
    if (!row) return 'nothing';
    try {
      await pump.send(row.companyId, row.signal, row.payload);
    } catch (error) {
      const failures = (waiting.get(row.companyId)?.failures ?? 0) + 1;
      const delay = Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
      waiting.set(row.companyId, { failures, until: Date.now() + delay });
      pump.log.warn({ err: error, companyId: row.companyId, signal: row.signal, failures }, 'a signal waits');
      return 'failed';
    }
    waiting.delete(row.companyId);
    await markSent(tx, row.id);
    return 'sent';
  });
}

async function nextRetry(
  waiting: ReadonlyMap<string, { until: number }>,
  signal: AbortSignal,
): Promise<void> {
  const until = Math.min(...[...waiting.values()].map((retry) => retry.until), Date.now() + lookAgainMs);
  await sleep(Math.max(until - Date.now(), 10), undefined, { signal, ref: false }).catch(() => undefined);
}

export async function takePumpLock(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    pumpLock,
  ]);
  return rows[0]?.taken === true;
}

/** The oldest unsent signal of a company that is not held back. */
export async function nextSignal(
  tx: Transaction,
  heldCompanies: readonly string[],
): Promise<OutboxRow | undefined> {
  const { rows } = await tx.query<OutboxRow>(
    `select id, company_id as "companyId", signal, payload from outbox
      where sent_at is null and company_id <> all($1::uuid[])
      order by id limit 1`,
    [heldCompanies],
  );
  return rows[0];
}

export async function markSent(tx: Transaction, id: string): Promise<void> {
  await tx.query('update outbox set sent_at = now() where id = $1', [id]);
}

const sentKeptDays = 7;
const rowsAtOnce = 1_000;

/**
 * Drops signals that reached Temporal more than a week ago; what happened is in its histories. To be run as the system,
 * again until it returns 0.
 * @returns how many rows it dropped.
 */
export async function purgeSentSignals(tx: Transaction, at?: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from outbox where id in (
       select id from outbox where sent_at < coalesce($1, now()) - make_interval(days => $2) limit $3)`,
    [at ?? null, sentKeptDays, rowsAtOnce],
  );
  return rowCount ?? 0;
}
