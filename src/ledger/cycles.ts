import type { Transaction } from './database';

export type CycleState = 'due' | 'running' | 'ended' | 'waitingForAccept' | 'interrupted' | 'failed';
export type CycleMode = 'preview' | 'sync';

/**
 * A cycle: `due` (asked for, not begun) → `running` → `ended`, or `waitingForAccept` (a first preview), `interrupted`
 * (an hour without a Web Connector session; the next cycle goes on from the rows) or `failed` (a fault of ours).
 * A company has at most one due and one running cycle (unique indexes).
 */
export interface Cycle {
  readonly number: number;
  readonly mode: CycleMode;
  readonly state: CycleState;
  readonly requestedBy: string;
  readonly acceptFirst: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly counts: Readonly<Record<string, unknown>>;
  readonly message: string | null;
}

/** The columns of a `Cycle`. */
export const cycleColumns = `number, mode, state, requested_by as "requestedBy", accept_first as "acceptFirst", created_at as "createdAt",
  started_at as "startedAt", ended_at as "endedAt", counts, message`;

export async function latestCycles(tx: Transaction, companyId: string, limit: number): Promise<Cycle[]> {
  return (
    await tx.query<Cycle>(
      `select ${cycleColumns} from cycle where company_id = $1 order by number desc limit $2`,
      [companyId, limit],
    )
  ).rows;
}

export async function loadCycle(
  tx: Transaction,
  companyId: string,
  number: number,
): Promise<Cycle | undefined> {
  return (
    await tx.query<Cycle>(`select ${cycleColumns} from cycle where company_id = $1 and number = $2`, [
      companyId,
      number,
    ])
  ).rows[0];
}

/** Locks the cycles that are due or run until the end of the transaction: none of them begins or ends meanwhile. */
export async function lockOpenCycles(
  tx: Transaction,
  companyId: string,
): Promise<Pick<Cycle, 'number' | 'state'>[]> {
  const { rows } = await tx.query<Pick<Cycle, 'number' | 'state'>>(
    `select number, state from cycle where company_id = $1 and state in ('due', 'running') for update`,
    [companyId],
  );
  return rows;
}

/** The number of the cycle that runs now. */
export async function runningCycle(tx: Transaction, companyId: string): Promise<number | undefined> {
  const { rows } = await tx.query<{ number: number }>(
    `select number from cycle where company_id = $1 and state = 'running'`,
    [companyId],
  );
  return rows[0]?.number;
}

/**
 * Asks for a cycle: the one that is due already, else the next number. During a running cycle it is the next one.
 * Its mode is a preview until the first preview was accepted. A preview that is asked for while a sync is due takes its
 * place: somebody wants to look before anything is written, and what it finds makes the next sync due at once. `sync`:
 * the first preview is accepted just now, so that another one that is due and was not looked at becomes the sync.
 */
export async function requestCycle(
  tx: Transaction,
  companyId: string,
  request: { by: string; preview?: boolean; sync?: boolean; acceptFirst?: boolean },
): Promise<{ number: number; mode: CycleMode }> {
  const due = await tx.query<{ number: number; mode: CycleMode }>(
    `update cycle set accept_first = accept_first or $2, mode = case when $3 then 'preview' when $4 then 'sync' else mode end
     where company_id = $1 and state = 'due' returning number, mode`,
    [companyId, request.acceptFirst ?? false, request.preview ?? false, request.sync ?? false],
  );
  if (due.rows[0]) return due.rows[0];
  const { rows } = await tx.query<{ number: number; mode: CycleMode }>(
    `with next as (update company set next_cycle = next_cycle + 1 where id = $1 returning next_cycle - 1 as number, accepted_at)
     insert into cycle (company_id, number, mode, state, requested_by, accept_first)
     select $1, number, case when $3 or accepted_at is null then 'preview' else 'sync' end, 'due', $2, $4 from next
     returning number, mode`,
    [companyId, request.by, request.preview ?? false, request.acceptFirst ?? false],
  );
  return rows[0] as { number: number; mode: CycleMode };
}

/**
 * Ends an older cycle that stands as running although the given one is about to: its workflow is gone, since a company
 * runs one cycle at a time.
 */
export async function interruptOlder(tx: Transaction, companyId: string, number: number): Promise<void> {
  await tx.query(
    `update cycle set state = 'interrupted', ended_at = now(),
       message = 'It was ended from outside. The next cycle goes on where this one stopped.'
     where company_id = $1 and state = 'running' and number < $2
       and exists (select from cycle next where next.company_id = $1 and next.number = $2 and next.state = 'due')`,
    [companyId, number],
  );
}

/** due → running; idempotent. @returns the cycle, or undefined when it may not run (over, overtaken or not there). */
export async function startCycle(
  tx: Transaction,
  companyId: string,
  number: number,
): Promise<Cycle | undefined> {
  await tx.query(
    `update cycle set state = 'running', started_at = now() where company_id = $1 and number = $2 and state = 'due'
     and not exists (select from cycle other where other.company_id = $1 and other.state = 'running')`,
    [companyId, number],
  );
  const cycle = await loadCycle(tx, companyId, number);
  return cycle?.state === 'running' ? cycle : undefined;
}

/** A sentence that people are told of a cycle; how it ends may replace it. */
export async function noteOnCycle(
  tx: Transaction,
  companyId: string,
  number: number,
  message: string,
): Promise<void> {
  await tx.query('update cycle set message = $3 where company_id = $1 and number = $2', [
    companyId,
    number,
    message,
  ]);
}

/** Ends a running (or never begun) cycle; a second end changes nothing. */
export async function endCycle(
  tx: Transaction,
  companyId: string,
  number: number,
  end: {
    state: Exclude<CycleState, 'due' | 'running'>;
    counts?: Readonly<Record<string, unknown>>;
    message?: string;
  },
): Promise<void> {
  await tx.query(
    `update cycle set state = $3, ended_at = now(), counts = counts || $4, message = coalesce($5, message)
     where company_id = $1 and number = $2 and state in ('due', 'running')`,
    [companyId, number, end.state, end.counts ?? {}, end.message ?? null],
  );
}
