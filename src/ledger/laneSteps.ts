import type { Book, EntityName } from '../entities/definition';
import type { WritePhase } from '../reconcile/plan';
import type { Transaction } from './database';
import { operationColumns, type Operation, type OperationState } from './operations';

/** One entity's writes to one book, in one phase: a step of that book's lane. */
export interface LaneStep {
  readonly book: Book;
  readonly entity: EntityName;
  readonly phase: WritePhase;
}

/** Operations of one lane's step in given states, in the order in which they were planned. */
export async function operationsOf(
  tx: Transaction,
  companyId: string,
  where: LaneStep & { readonly states: readonly OperationState[] },
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and book = $2 and entity = $3 and phase = $4 and state = any($5)
     order by position`,
    [companyId, where.book, where.entity, where.phase, where.states],
  );
  return rows;
}

/**
 * Planned operations of one lane's step that are in no message set, in the order in which they were planned.
 * @param after the position of the last one that was seen; 0 for the first.
 */
export async function plannedOperations(
  tx: Transaction,
  companyId: string,
  where: LaneStep,
  after: bigint,
  limit: number,
): Promise<(Operation & { readonly position: string })[]> {
  const { rows } = await tx.query<Operation & { position: string }>(
    `select ${operationColumns}, position from operation
     where company_id = $1 and book = $2 and entity = $3 and phase = $4 and state = 'planned' and exchange_key is null
       and position > $5
     order by position limit $6`,
    [companyId, where.book, where.entity, where.phase, after, limit],
  );
  return rows;
}

/** How many operations of one lane's step are planned. */
export async function countPlanned(tx: Transaction, companyId: string, where: LaneStep): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from operation
     where company_id = $1 and book = $2 and entity = $3 and phase = $4 and state = 'planned'`,
    [companyId, where.book, where.entity, where.phase],
  );
  return rows[0]?.count ?? 0;
}

/** Those of these records whose twins a step is still to create. */
export async function openCreates(
  tx: Transaction,
  companyId: string,
  where: LaneStep,
  sourceIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `select source_id as id from operation
     where company_id = $1 and book = $2 and entity = $3 and phase = $4 and source_id = any($5)
       and action = 'create' and state in ('planned', 'sent')`,
    [companyId, where.book, where.entity, where.phase, sourceIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** How many writes of one lane's step have ended in this cycle, whichever attempt or session did them. */
export async function settledSoFar(
  tx: Transaction,
  companyId: string,
  where: LaneStep & { readonly cycle: number },
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from operation
     where company_id = $1 and cycle = $2 and book = $3 and entity = $4 and phase = $5 and state in ('applied', 'rejected')`,
    [companyId, where.cycle, where.book, where.entity, where.phase],
  );
  return rows[0]?.count ?? 0;
}

/**
 * What became of the writes that a cycle's steps left open, settled since by looking them up in a later session: the
 * progress that people see counts them, and a step of which nothing is open any more is done.
 */
export async function closeSettledSteps(tx: Transaction, companyId: string, cycle: number): Promise<void> {
  await tx.query(
    `update cycle_step step
     set done = greatest(step.done, w.settled), total = greatest(step.total, w.settled),
       state = case when w.open = 0 and step.state in ('running', 'waiting') then 'done' else step.state end,
       ended_at = case when w.open = 0 then coalesce(step.ended_at, now()) else step.ended_at end
     from (
       select book, entity, phase, count(*) filter (where state in ('applied', 'rejected'))::int as settled,
         count(*) filter (where state in ('planned', 'sent', 'unknown'))::int as open
       from operation where company_id = $1 and cycle = $2 group by book, entity, phase) w
     where step.company_id = $1 and step.cycle = $2 and step.book = w.book and step.step = w.entity and step.phase = w.phase`,
    [companyId, cycle],
  );
}
