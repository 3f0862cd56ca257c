import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

export interface RecordKey {
  readonly entity: EntityName;
  readonly book: Book;
  readonly id: string;
}

/** The names of records, as last seen; deleted ones too. */
export async function recordNames(
  tx: Transaction,
  companyId: string,
  records: readonly RecordKey[],
): Promise<(RecordKey & { readonly name: string })[]> {
  const { rows } = await tx.query<RecordKey & { name: string }>(
    `select distinct r.entity, r.book, r.id, r.fields ->> 'name' as name
     from record r join jsonb_to_recordset($2::jsonb) as k(entity text, book text, id text)
       on k.entity = r.entity and k.book = r.book and k.id = r.id
     where r.company_id = $1 and r.fields ->> 'name' is not null`,
    [companyId, JSON.stringify(records)],
  );
  return rows;
}
