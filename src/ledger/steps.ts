import { randomUUID } from 'node:crypto';
import type { WritePhase } from '../reconcile/plan';
import type { Transaction } from './database';

/** One job of a cycle: a book's reading, or one entity's writes in one phase. */
export interface StepKey {
  readonly companyId: string;
  readonly cycle: number;
  readonly book: 'quickbooks' | 'billcom';
  readonly step: string;
  readonly phase: 'read' | WritePhase;
}

/** The right to settle a job's rows. The newest attempt holds it; an older one finds that it lost it. */
export interface Lease extends StepKey {
  readonly token: string;
}

/** Two attempts of one activity can run at once after a false heartbeat timeout (temporal.md §5.3): the newer one takes over. */
export async function takeLease(tx: Transaction, key: StepKey): Promise<Lease> {
  const token = randomUUID();
  // An attempt of an earlier cycle that is still alive somewhere loses its right too.
  await tx.query(
    'update cycle_step set lease = null where company_id = $1 and cycle < $2 and lease is not null',
    [key.companyId, key.cycle],
  );
  await tx.query(
    `insert into cycle_step (company_id, cycle, book, step, phase, state, lease, started_at)
     values ($1, $2, $3, $4, $5, 'running', $6, now())
     on conflict (company_id, cycle, book, step, phase)
     do update set state = 'running', lease = $6, started_at = coalesce(cycle_step.started_at, now()), ended_at = null,
       message = null, waits_for = null, waits_until = null`,
    [key.companyId, key.cycle, key.book, key.step, key.phase, token],
  );
  return { ...key, token };
}

/** Locks the step and asserts that the lease is still ours. @throws LeaseLost */
export async function assertLease(tx: Transaction, lease: Lease): Promise<void> {
  const { rows } = await tx.query<{ lease: string }>(
    'select lease from cycle_step where company_id = $1 and cycle = $2 and book = $3 and step = $4 and phase = $5 for update',
    [lease.companyId, lease.cycle, lease.book, lease.step, lease.phase],
  );
  if (rows[0]?.lease !== lease.token) throw new LeaseLost(lease.step);
}

export class LeaseLost extends Error {
  constructor(step: string) {
    super(`a newer attempt of the job “${step}” has taken over`);
    this.name = 'LeaseLost';
  }
}

/**
 * What a step waits for before its next attempt: `billcom` asked for it, the company's `share` of the hour is used up, an
 * `outage`, `access` that a person must restore, the `answer` to a write that was lost, a `refusal` of what was asked.
 */
export interface StepWait {
  readonly for: 'billcom' | 'share' | 'outage' | 'access' | 'answer' | 'refusal';
  readonly until: Date;
  /** For people. */
  readonly message: string;
}

/** An attempt ends and its step waits, unless a newer one has the lease; the next attempt's lease clears it. */
export async function noteWait(tx: Transaction, lease: Lease, wait: StepWait): Promise<void> {
  await tx.query(
    `update cycle_step set message = $7, waits_for = $8, waits_until = $9
     where company_id = $1 and cycle = $2 and book = $3 and step = $4 and phase = $5 and lease = $6 and state = 'running'`,
    [
      lease.companyId,
      lease.cycle,
      lease.book,
      lease.step,
      lease.phase,
      lease.token,
      wait.message,
      wait.for,
      wait.until,
    ],
  );
}

/** Records done of records total, for the progress that people see. */
export async function setProgress(
  tx: Transaction,
  lease: Lease,
  progress: { done: number; total: number },
): Promise<void> {
  await tx.query(
    'update cycle_step set done = $6, total = $7 where company_id = $1 and cycle = $2 and book = $3 and step = $4 and phase = $5',
    [lease.companyId, lease.cycle, lease.book, lease.step, lease.phase, progress.done, progress.total],
  );
}

/** Puts a step on the list before its job begins, so that progress counts it. */
export async function announceStep(tx: Transaction, key: StepKey, total: number): Promise<void> {
  await tx.query(
    `insert into cycle_step (company_id, cycle, book, step, phase, total) values ($1, $2, $3, $4, $5, $6)
     on conflict (company_id, cycle, book, step, phase) do update set total = cycle_step.done + $6`,
    [key.companyId, key.cycle, key.book, key.step, key.phase, total],
  );
}

export async function endStep(tx: Transaction, lease: Lease, failed?: string): Promise<void> {
  await tx.query(
    `update cycle_step set state = $6, message = $7, ended_at = now()
     where company_id = $1 and cycle = $2 and book = $3 and step = $4 and phase = $5`,
    [
      lease.companyId,
      lease.cycle,
      lease.book,
      lease.step,
      lease.phase,
      failed === undefined ? 'done' : 'failed',
      failed ?? null,
    ],
  );
}

/** The step has stopped before its end, because the company was paused: nothing of it is on its way. */
export async function restStep(tx: Transaction, lease: Lease): Promise<void> {
  await tx.query(
    `update cycle_step set state = 'waiting'
     where company_id = $1 and cycle = $2 and book = $3 and step = $4 and phase = $5`,
    [lease.companyId, lease.cycle, lease.book, lease.step, lease.phase],
  );
}

/** The workflow's word that a step failed for good: no attempt of it may settle anything any more. */
export async function failStep(tx: Transaction, key: StepKey, message: string): Promise<void> {
  await tx.query(
    `insert into cycle_step (company_id, cycle, book, step, phase, state, message, ended_at)
     values ($1, $2, $3, $4, $5, 'failed', $6, now())
     on conflict (company_id, cycle, book, step, phase)
     do update set state = 'failed', message = $6, lease = null, ended_at = now()`,
    [key.companyId, key.cycle, key.book, key.step, key.phase, message],
  );
}

export interface StepProgress {
  readonly book: string;
  readonly step: string;
  readonly phase: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  /** Why it failed, or what it waits for. */
  readonly message: string | null;
  readonly waitsFor: StepWait['for'] | null;
  readonly waitsUntil: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export async function stepsOf(tx: Transaction, companyId: string, cycle: number): Promise<StepProgress[]> {
  const { rows } = await tx.query<StepProgress>(
    `select book, step, phase, state, done, total, message, waits_for as "waitsFor", waits_until as "waitsUntil",
       started_at as "startedAt", ended_at as "endedAt"
     from cycle_step where company_id = $1 and cycle = $2 order by started_at nulls last, book, step`,
    [companyId, cycle],
  );
  return rows;
}

/** Steps that wait now, with their sentence. */
export const waitingSteps = (
  steps: readonly StepProgress[],
): (StepProgress & { readonly message: string; readonly waitsFor: StepWait['for'] })[] =>
  steps.filter(
    (step): step is StepProgress & { message: string; waitsFor: StepWait['for'] } =>
      step.state === 'running' && step.waitsFor !== null && step.message !== null,
  );
