import type { Book, EntityName } from '../entities/definition';
import { audit } from './audit';
import type { Transaction } from './database';
import { operationColumns, setOperationState, type Operation, type OperationState } from './operations';

/**
 * Nobody wants these writes taken back any more: what was planned for it is withdrawn.
 * @returns false where one is on its way to its book already
 */
export async function withdrawUndos(
  tx: Transaction,
  companyId: string,
  undone: readonly (string | null | undefined)[],
): Promise<boolean> {
  const { rows } = await tx.query<{ id: string; state: OperationState }>(
    `select id, state from operation where company_id = $1 and undoes = any($2::uuid[])
       and state in ('planned', 'sent', 'unknown') for update`,
    [companyId, undone.filter((id) => typeof id === 'string')],
  );
  const planned = rows.filter(({ state }) => state === 'planned').map(({ id }) => id);
  await setOperationState(tx, companyId, planned, 'withdrawn');
  return planned.length === rows.length;
}

/** The cycle of the latest write after this one to one of the same fields of its record; undefined when there is none. */
export async function writtenAgainIn(
  tx: Transaction,
  companyId: string,
  { id, entity, book, recordId, fields }: Operation,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ cycle: number }>(
    `select later.cycle from operation later join operation mine on mine.company_id = $1 and mine.id = $2
     where later.company_id = $1 and later.entity = $3 and later.book = $4 and later.record_id = $5 and later.state = 'applied'
       and later.position > mine.position and later.fields ?| $6::text[]
     order by later.position desc limit 1`,
    [companyId, id, entity, book, recordId, Object.keys(fields)],
  );
  return rows[0]?.cycle;
}

/** The writes by which Tieout made these records of a book. What people made has none. */
export async function createsOf(
  tx: Transaction,
  companyId: string,
  book: Book,
  records: readonly { readonly entity: EntityName; readonly id: string }[],
): Promise<Operation[]> {
  if (records.length === 0) return [];
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation
     where company_id = $1 and book = $2 and action = 'create' and state = 'applied'
       and (entity, record_id) in (select entity, id from jsonb_to_recordset($3::jsonb) as r(entity text, id text))
     order by position`,
    [companyId, book, JSON.stringify(records)],
  );
  return rows;
}

/** The carried out writes of a cycle, the newest first. */
export async function writesOfCycle(
  tx: Transaction,
  companyId: string,
  cycle: number,
  limit: number,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation
     where company_id = $1 and cycle = $2 and state in ('applied', 'sent', 'unknown') order by position desc limit $3`,
    [companyId, cycle, limit],
  );
  return rows;
}

/** The carried out writes to the records of a pair, the newest first. @param ids of its records in both books */
export async function writesTo(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: readonly string[],
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation
     where company_id = $1 and entity = $2 and source_id = any($3) and state in ('applied', 'sent', 'unknown')
     order by position desc limit 200`,
    [companyId, entity, ids],
  );
  return rows;
}

/** Writes whose id begins so. */
export async function operationsCalled(
  tx: Transaction,
  companyId: string,
  beginning: string,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and id::text like $2 || '%' limit 3`,
    [companyId, beginning],
  );
  return rows;
}

/** What was to be deleted is in use there, and is made inactive instead. @param operation the write that was to delete it */
export async function deactivateInstead(
  tx: Transaction,
  companyId: string,
  { id, undoes, entity, book, recordId }: Operation,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update decision set payload = payload || '{"way": "deactivate"}'
     where company_id = $1 and kind = 'undo' and state = 'open' and operation_id = $2 and payload ->> 'way' = 'delete'`,
    [companyId, undoes],
  );
  if (rowCount === 0) return;
  await audit(tx, companyId, {
    who: 'Tieout',
    action: 'made inactive instead of deleted',
    entity,
    book,
    ...(recordId === null ? {} : { recordId }),
    operationId: id,
    detail: 'QuickBooks deletes nothing that is in use',
  });
}
