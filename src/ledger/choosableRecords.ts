import type { Book, EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { Transaction } from './database';

/** Which records of a book a person may choose among. */
export interface Choosable {
  readonly book: Book;
  readonly entity: EntityName;
  /** Only those that are linked, only those that are not; undefined: both. */
  readonly isLinked: boolean | undefined;
  /** The id, or a part of the name or full name; '' for all. */
  readonly search: string;
}

/** Living ones, those called exactly so first. */
export async function choosableRecords(
  tx: Transaction,
  companyId: string,
  { book, entity, isLinked, search }: Choosable,
  limit: number,
): Promise<BookRecord[]> {
  const { rows } = await tx.query<BookRecord>(
    `select r.id, r.version, r.modified, r.active, r.deleted, r.merged_into as "mergedInto", r.problem, r.fields, r.facts
     from record r, lateral (select coalesce(r.facts ->> 'fullName', r.fields ->> 'name', r.id) as name) called
     where r.company_id = $1 and r.book = $2 and r.entity = $3 and not r.deleted and r.merged_into is null and r.active
       and ($4::boolean is null or $4 = exists (select from link l where l.company_id = $1 and l.entity = $3
         and case $2 when 'quickbooks' then l.quickbooks_id else l.billcom_id end = r.id))
       and ($5 = '' or r.id = $5 or strpos(lower(called.name), lower($5)) > 0)
     order by lower(r.fields ->> 'name') = lower($5) desc nulls last, lower(called.name), r.id limit $6`,
    [companyId, book, entity, isLinked ?? null, search, limit],
  );
  return rows;
}
