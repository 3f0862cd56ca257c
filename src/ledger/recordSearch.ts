import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A pair, or a record that is in one book only, in a list of them. */
export interface ListedRecord {
  readonly entity: EntityName;
  /** The book of the record that stands for the pair: QuickBooks, unless only Bill.com has it. */
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  readonly twinId: string | null;
  readonly deleted: boolean;
  readonly active: boolean;
  readonly isHeld: boolean;
}

export interface RecordFilter {
  /** The entities whose records the asking person sees. */
  readonly entities: readonly EntityName[];
  /** Only of this one. */
  readonly entity?: EntityName | undefined;
  /** The id of a record, or a part of its name or number, whatever its capitals; '' for all that are not deleted. */
  readonly search: string;
  /** Only what is in one book. */
  readonly isAlone?: boolean | undefined;
}

/** A page of them, and how many there are in all. */
export interface ListedPage {
  readonly total: number;
  readonly rows: readonly ListedRecord[];
}

interface Window {
  readonly limit: number;
  readonly offset: number;
}

/** $1 the company, $2 the entities that are shown, $3 the entity or null. */
const shown = `r.company_id = $1 and r.entity = any($2) and ($3::text is null or r.entity = $3) and r.merged_into is null`;
const name = `coalesce(r.fields ->> 'name', r.id)`;

/** The link of a record r, from either side: q and b. */
const links = `left join link q on r.book = 'quickbooks' and q.company_id = $1 and q.entity = r.entity and q.quickbooks_id = r.id
    left join link b on r.book = 'billcom' and b.company_id = $1 and b.entity = r.entity and b.billcom_id = r.id`;

const isHeld = `exists (
  select from hold h where h.company_id = $1 and h.entity = found.entity and h.released_at is null
    and (h.book = found.book and h.record_id = found.id or h.book = 'billcom' and h.record_id = found."twinId")) as "isHeld"`;

/** Pairs and single records: all of them by name, or those called so, the ones called exactly so first. */
export const findListed = (
  tx: Transaction,
  companyId: string,
  filter: RecordFilter,
  window: Window,
): Promise<ListedPage> =>
  filter.search === '' ? browse(tx, companyId, filter, window) : search(tx, companyId, filter, window);

/** What stands for pairs and single records: QuickBooks' records, and Bill.com's without one that lives. $4 only what is alone. */
const standing = {
  quickbooks: `${shown} and r.book = 'quickbooks' and not r.deleted and not ($4 and exists (
    select from link l where l.company_id = $1 and l.entity = r.entity and l.quickbooks_id = r.id))`,
  billcom: `${shown} and r.book = 'billcom' and not r.deleted and not exists (
    select from link l
      join record twin on twin.company_id = $1 and twin.book = 'quickbooks' and twin.entity = l.entity and twin.id = l.quickbooks_id
    where l.company_id = $1 and l.entity = r.entity and l.billcom_id = r.id and not twin.deleted and twin.merged_into is null)`,
} as const;

const columns = `r.entity, r.book, r.id, ${name} as name, r.deleted, r.active`;

/** $5 how many, $6 after how many. What Bill.com alone has is little and found by all links: that before it is sorted. */
const page = `with alone as materialized (select ${columns} from record r where ${standing.billcom}),
  total as (
    select ((select count(*) from record r where ${standing.quickbooks}) + (select count(*) from alone))::int as total),
  page as (
    select * from (
      (select ${columns} from record r where ${standing.quickbooks}
       order by lower(${name}), r.entity, r.id limit $5::int + $6::int)
      union all select * from alone) both_books
    order by lower(name), entity, id limit $5::int offset $6::int),
  found as (
    select page.*, l.billcom_id as "twinId" from page
      left join link l on l.company_id = $1 and l.entity = page.entity and page.book = 'quickbooks' and l.quickbooks_id = page.id)
  select total.total, found.*, ${isHeld} from total left join found on true order by lower(name), entity, id`;

async function browse(
  tx: Transaction,
  companyId: string,
  { entities, entity, isAlone = false }: RecordFilter,
  { limit, offset }: Window,
): Promise<ListedPage> {
  const { rows } = await tx.query<ListedRecord & { total: number }>(page, [
    companyId,
    entities,
    entity ?? null,
    isAlone,
    limit,
    offset,
  ]);
  return listedPage(rows);
}

/** A page beyond the end is one row without a record: it still says how many there are. */
const listedPage = (
  rows: readonly (ListedRecord & { readonly total: number; readonly id: string | null })[],
): ListedPage => ({
  total: rows[0]?.total ?? 0,
  rows: rows.filter(({ id }) => id !== null).map(({ total: _, ...row }) => row),
});

/** A pair is there once, whichever of its records is called so; deleted ones too. */
async function search(
  tx: Transaction,
  companyId: string,
  { entities, entity, search: wanted, isAlone = false }: RecordFilter,
  { limit, offset }: Window,
): Promise<ListedPage> {
  const { rows } = await tx.query<ListedRecord & { total: number }>(
    `with found as (
       select r.entity, case when b.id is null then r.book else 'quickbooks' end as book,
         coalesce(b.quickbooks_id, r.id) as id, coalesce(q.billcom_id, b.billcom_id) as "twinId", min(${name}) as name,
         bool_and(r.deleted) as deleted, bool_or(r.active) as active, count(*) over ()::int as total
       from record r ${links}
       where ${shown} and (r.id = $5 or strpos(lower(r.fields ->> 'name'), lower($5)) > 0)
         and not ($4 and (q.id is not null or b.id is not null))
       group by 1, 2, 3, 4 order by bool_or(lower(r.fields ->> 'name') = lower($5)) is not true, 5, 1, 3 limit $6 offset $7)
     select found.*, ${isHeld} from found`,
    [companyId, entities, entity ?? null, isAlone, wanted, limit, offset],
  );
  return listedPage(rows);
}
