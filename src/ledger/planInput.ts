import type { Book, EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { Link } from '../reconcile/plan';
import type { Transaction } from './database';
import { queryWholeLists } from './wholeLists';

/**
 * What a plan needs of an entity. Only what may be written or matched comes whole: records on the work list, their
 * twins, and records without a living twin. Of all others, however many, only the fields by which they are in the way
 * of something else (names, parents, numbers), so that a cycle costs what has changed and not what there is.
 */

/** All records of an entity in one book, in the order of their ids; settled ones with `always` fields only, and no facts. */
export async function recordsToPlan(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  always: readonly string[] | 'everything',
): Promise<Map<string, BookRecord>> {
  const { rows } = await queryWholeLists<BookRecord>(
    tx,
    `select r.id, r.version, r.modified, r.active, r.deleted, r.merged_into as "mergedInto", r.problem,
       case when w.whole then r.fields else (
         select coalesce(jsonb_object_agg(k, r.fields -> k), '{}') from unnest($4::text[]) k where r.fields ? k) end as fields,
       case when w.whole then r.facts else '{}' end as facts
     from record r
       left join link l on l.company_id = $1 and l.entity = $3
         and case $2 when 'quickbooks' then l.quickbooks_id else l.billcom_id end = r.id
       left join record t on t.company_id = $1 and t.entity = $3
         and t.book = case $2 when 'quickbooks' then 'billcom' else 'quickbooks' end
         and t.id = case $2 when 'quickbooks' then l.billcom_id else l.quickbooks_id end,
       lateral (select r.changed or t.id is null or t.changed or t.deleted or t.merged_into is not null or $5 as whole) w
     where r.company_id = $1 and r.book = $2 and r.entity = $3 order by r.id`,
    [companyId, book, entity, always === 'everything' ? [] : always, always === 'everything'],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** All links of an entity; with bases where a side is on the work list, empty ones otherwise. */
export async function linksToPlan(tx: Transaction, companyId: string, entity: EntityName): Promise<Link[]> {
  const { rows } = await tx.query<Link>(
    `select l.id, l.entity, l.quickbooks_id as "quickbooksId", l.billcom_id as "billcomId",
       case when w.whole then l.quickbooks_base else '{}' end as "quickbooksBase",
       case when w.whole then l.billcom_base else '{}' end as "billcomBase"
     from link l,
       lateral (select l.quickbooks_id in (${changed("'quickbooks'")}) or l.billcom_id in (${changed("'billcom'")}) as whole) w
     where l.company_id = $1 and l.entity = $2`,
    [companyId, entity],
  );
  return rows;
}

/** Looked up in one set: of what came just now Postgres has no statistics. */
const changed = (book: string): string =>
  `select id from record where company_id = $1 and entity = $2 and book = ${book} and changed`;

/** A record without a link, an inactive one of QuickBooks, or one that was deleted or merged away. */
export interface Stranger {
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  readonly isGone: boolean;
  readonly isInactive: boolean;
  readonly mergedInto: string | null;
}

/**
 * The records of an entity that have no link, the inactive ones of QuickBooks, and those that were deleted or merged
 * away: what references meet besides living twins. Each book's column is asked for by itself, so that an index finds it:
 * of 20,000 invoices in both books it would be hours otherwise. `parent`: what it is below, in its own book.
 */
export async function strangersTo(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<(Stranger & { readonly parent: string | null })[]> {
  const { rows } = await tx.query<Stranger & { parent: string | null }>(
    `select r.book, r.id, coalesce(r.fields ->> 'name', r.id) as name, w.gone as "isGone", w.idle as "isInactive",
       r.merged_into as "mergedInto", r.fields ->> 'parent' as parent
     from record r, lateral (select r.deleted or r.merged_into is not null as gone, not r.active as idle) w
     where r.company_id = $1 and r.entity = $2 and (w.gone or (w.idle and r.book = 'quickbooks')
       or r.book = 'quickbooks' and not exists (
         select from link l where l.company_id = $1 and l.entity = $2 and l.quickbooks_id = r.id)
       or r.book = 'billcom' and not exists (
         select from link l where l.company_id = $1 and l.entity = $2 and l.billcom_id = r.id))`,
    [companyId, entity],
  );
  return rows;
}
