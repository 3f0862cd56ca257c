import type { EntityName } from '../entities/definition';
import type { ListRecords } from '../entities/listsOf';
import type { Transaction } from './database';

/**
 * The first load of a long list of QuickBooks.
 *
 *   begun    one iterator reads it, in one session
 *   broken   that session was lost, or QuickBooks dropped the iterator: what is left is found by comparing ids (sweeps.ts)
 *   ended    the row is gone, and the list's cursor says when it was read as a whole
 */
export interface FirstLoad {
  readonly sessionId: string;
  readonly broken: boolean;
  /** How long ago it began, in minutes, rounded up. */
  readonly minutes: number;
  /** What the mirror has of the list by now. */
  readonly rows: number;
}

/** Begins a first load in a session, or finds the one that is there. */
export async function beginFirstLoad(
  tx: Transaction,
  companyId: string,
  { name, entity, kind }: ListRecords,
  sessionId: string,
): Promise<FirstLoad> {
  const { rows } = await tx.query<FirstLoad>(
    `insert into first_load (company_id, entity, session_id) values ($1, $2, $3)
     on conflict (company_id, entity) do update set entity = excluded.entity
     returning session_id as "sessionId", broken, ceil(extract(epoch from now() - begun_at) / 60)::int as minutes,
       (select count(*)::int from record
         where company_id = $1 and book = 'quickbooks' and entity = $4 and facts ->> 'kind' is not distinct from $5
           and not deleted) as rows`,
    [companyId, name, sessionId, entity, kind],
  );
  return rows[0] as FirstLoad;
}

/** So little was read when its session was lost that it begins anew, in this one. */
export async function restartFirstLoad(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  sessionId: string,
): Promise<void> {
  await tx.query(
    'update first_load set session_id = $3, begun_at = now() where company_id = $1 and entity = $2 and not broken',
    [companyId, entity, sessionId],
  );
}

/** Its iterator is gone: comparing ids goes on from here. */
export async function breakFirstLoad(tx: Transaction, companyId: string, entity: EntityName): Promise<void> {
  await tx.query('update first_load set broken = true where company_id = $1 and entity = $2', [
    companyId,
    entity,
  ]);
}

export async function endFirstLoad(tx: Transaction, companyId: string, entity: EntityName): Promise<void> {
  await tx.query('delete from first_load where company_id = $1 and entity = $2', [companyId, entity]);
}
