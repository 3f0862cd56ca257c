import type { Book } from '../entities/definition';
import type { Transaction } from './database';

/** The living accounts of either book that have one of these names, whatever their capitals. */
export async function accountsNamed(
  tx: Transaction,
  companyId: string,
  names: readonly string[],
): Promise<{ book: Book; id: string; name: string }[]> {
  const { rows } = await tx.query<{ book: Book; id: string; name: string }>(
    `select book, id, fields ->> 'name' as name from record
     where company_id = $1 and entity = 'account' and not deleted and merged_into is null
       and lower(fields ->> 'name') = any($2) order by book, id`,
    [companyId, names.map((name) => name.toLowerCase())],
  );
  return rows;
}

/** Which of these sources of writes have an open hold: what they are for was refused. */
export async function heldSources(
  tx: Transaction,
  companyId: string,
  sources: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `select distinct record_id as id from hold
     where company_id = $1 and entity = 'account' and record_id = any($2) and released_at is null`,
    [companyId, sources],
  );
  return new Set(rows.map(({ id }) => id));
}
