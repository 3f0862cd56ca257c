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

/**
 * All records of an entity in one book, in the order of their ids; settled ones with `always` fields only, and no facts.
 * @param without ids of QuickBooks that the plan has nothing to do with (oldDocuments.ts)
 */
export async function recordsToPlan(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  always: readonly string[] | 'everything',
  without: readonly string[] = [],
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
     where r.company_id = $1 and r.book = $2 and r.entity = $3 and r.id <> all($6) order by r.id`,
    [companyId, book, entity, always === 'everything' ? [] : always, always === 'everything', without],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A document by what a key of it begins with. */
export interface DocumentKey {
  readonly id: string;
  /** Its number. */
  readonly name: string | null;
  /** YYYY-MM-DD. */
  readonly date: string | null;
}

/** Living documents of QuickBooks from before a day that have no link, were not made by us and have nothing new. */
export async function unlinkedBefore(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  before: string,
): Promise<DocumentKey[]> {
  const { rows } = await queryWholeLists<DocumentKey>(
    tx,
    `select r.id, r.fields ->> 'name' as name, r.fields ->> 'date' as date from record r
     where r.company_id = $1 and r.book = 'quickbooks' and r.entity = $2 and r.fields ->> 'date' < $3
       and not r.changed and not r.deleted and r.merged_into is null and r.problem is null and not r.facts ? 'externalGuid'
       and not exists (select from link l where l.company_id = $1 and l.entity = $2 and l.quickbooks_id = r.id)`,
    [companyId, entity, before],
  );
  return rows;
}

/**
 * Documents of Bill.com that may find a twin in a plan: those that are not settled with a living one.
 * @param decided ids of either book whose links a person's decision may end
 */
export async function unsettledInBillcom(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  decided: readonly string[],
): Promise<DocumentKey[]> {
  const { rows } = await queryWholeLists<DocumentKey>(
    tx,
    `select r.id, r.fields ->> 'name' as name, r.fields ->> 'date' as date
     from record r
       left join link l on l.company_id = $1 and l.entity = $2 and l.billcom_id = r.id
       left join record t on t.company_id = $1 and t.entity = $2 and t.book = 'quickbooks' and t.id = l.quickbooks_id
     where r.company_id = $1 and r.book = 'billcom' and r.entity = $2 and (r.changed or t.id is null or t.changed
       or t.deleted or t.merged_into is not null or r.id = any($3) or t.id = any($3))`,
    [companyId, entity, decided],
  );
  return rows;
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
