import type { Book, EntityName } from '../entities/definition';
import type { HoldCause } from '../reconcile/holds';
import type { WriteAction } from '../reconcile/plan';
import type { Transaction } from './database';
import type { PreviewLink } from './preview';
import type { ProposedOperation } from './proposals';

/** What a preview shows, counted by kind and a page at a time: it may be tens of thousands of records. */

export interface PreviewFilter {
  /** The entities that the asking person sees. */
  readonly entities: readonly EntityName[];
  /** Only in this book; a pair is in both. */
  readonly book?: Book | undefined;
  /** Only these writes. */
  readonly action?: WriteAction | undefined;
  /** A part of the record's name or number, whatever its capitals; '' for all. */
  readonly search: string;
}

export interface Window {
  readonly limit: number;
  readonly offset: number;
}

export interface PreviewPage<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

export interface ProposedCount {
  readonly entity: EntityName;
  readonly book: Book;
  readonly action: WriteAction;
  readonly count: number;
}

export async function countProposed(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entities: readonly EntityName[],
): Promise<ProposedCount[]> {
  const { rows } = await tx.query<ProposedCount>(
    `select entity, book, action, count(*)::int as count from operation
     where company_id = $1 and cycle = $2 and state = 'proposed' and entity = any($3)
     group by entity, book, action`,
    [companyId, cycle, entities],
  );
  return rows;
}

export interface EntityCount {
  readonly entity: EntityName;
  readonly count: number;
}

export async function countPreviewLinks(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<EntityCount[]> {
  const { rows } = await tx.query<EntityCount>(
    `select entity, count(*)::int as count from preview_link
     where company_id = $1 and entity = any($2) group by entity`,
    [companyId, entities],
  );
  return rows;
}

/** How much a preview shows of these entities: writes and links. */
export async function countShown(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entities: readonly EntityName[],
): Promise<number> {
  const writes = await countProposed(tx, companyId, cycle, entities);
  const links = await countPreviewLinks(tx, companyId, entities);
  return [...writes, ...links].reduce((sum, { count }) => sum + count, 0);
}

/** Records with an open hold. */
export async function countHeldRecords(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<EntityCount[]> {
  const { rows } = await tx.query<EntityCount>(
    `select entity, count(distinct (book, record_id))::int as count from hold
     where company_id = $1 and released_at is null and entity = any($2) group by entity`,
    [companyId, entities],
  );
  return rows;
}

const columns = `o.entity, o.book, o.action, o.record_id as "recordId", o.source_id as "sourceId", o.fields, o.awaits, o.before,
       o.source_base as "sourceBase", o.overwrites`;
/** $1 the company, $2 the cycle, $3 entities, $4 the book or null, $5 the action or null. */
const proposed = `o.company_id = $1 and o.cycle = $2 and o.state = 'proposed' and o.entity = any($3)
       and ($4::text is null or o.book = $4) and ($5::text is null or o.action = $5)`;

/** The name of the record that a page's write comes from; looked up for the page alone. */
const named = `select page.*, coalesce(source.fields ->> 'name', page.fields ->> 'name', page."sourceId") as "recordName"
     from page left join lateral (
       select fields from record where company_id = $1 and entity = page.entity and id = page."sourceId"
         and book = case page.book when 'quickbooks' then 'billcom' else 'quickbooks' end limit 1) source on true
     order by page.position`;

/** A page of what would be written, in the order in which it was planned. The total of all is `countProposed`'s. */
const browse = `with page as materialized (
       select ${columns}, o.position from operation o where ${proposed} order by o.position limit $6 offset $7)
     ${named}`;

const search = `with called as materialized (
       select entity, book, id from record
       where company_id = $1 and (strpos(lower(coalesce(fields ->> 'name', id)), lower($8)) > 0 or id = $8)),
     found as (
       select o.id, o.position from operation o
       where ${proposed} and ((o.entity, o.book, o.source_id) in (
           select entity, case book when 'quickbooks' then 'billcom' else 'quickbooks' end, id from called)
         or o.record_id = $8)),
     page as materialized (
       select ${columns}, o.position, (select count(*)::int from found) as total
       from (select id from found order by position limit $6 offset $7) of join operation o on o.id = of.id)
     ${named}`;

/** @param total how many there are without a search, as counted before */
export async function proposedPage(
  tx: Transaction,
  companyId: string,
  cycle: number,
  filter: PreviewFilter,
  { limit, offset }: Window,
  total: number,
): Promise<PreviewPage<ProposedOperation>> {
  const { entities, book, action } = filter;
  const values = [companyId, cycle, entities, book ?? null, action ?? null, limit, offset];
  if (filter.search === '') return { total, rows: (await tx.query<ProposedOperation>(browse, values)).rows };
  const { rows } = await tx.query<ProposedOperation & { total: number }>(search, [...values, filter.search]);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) };
}

/** A page of the pairs that would be linked. */
export async function previewLinkPage(
  tx: Transaction,
  companyId: string,
  { entities, search: wanted }: Pick<PreviewFilter, 'entities' | 'search'>,
  { limit, offset }: Window,
  total: number,
): Promise<PreviewPage<PreviewLink>> {
  const { rows } = await tx.query<PreviewLink & { total: number }>(
    wanted === '' ? linksInOrder : linksCalled,
    wanted === '' ? [companyId, entities, limit, offset] : [companyId, entities, limit, offset, wanted],
  );
  return {
    total: wanted === '' ? total : (rows[0]?.total ?? 0),
    rows: rows.map(({ total: _, ...row }) => row),
  };
}

const linkColumns = `l.entity, l.quickbooks_id as "quickbooksId", l.billcom_id as "billcomId", l.made_by as "madeBy",
       coalesce(q.fields, '{}') as quickbooks, coalesce(b.fields, '{}') as billcom`;
/** Looked up for the rows of a page alone. */
const linkSides = `left join lateral (
         select fields from record where company_id = $1 and book = 'quickbooks' and entity = l.entity and id = l.quickbooks_id
         limit 1) q on true
       left join lateral (
         select fields from record where company_id = $1 and book = 'billcom' and entity = l.entity and id = l.billcom_id
         limit 1) b on true`;

const linksInOrder = `select ${linkColumns}, 0 as total
     from (select * from preview_link where company_id = $1 and entity = any($2)
           order by entity, quickbooks_id limit $3 offset $4) l ${linkSides}
     order by l.entity, l.quickbooks_id`;

const linksCalled = `with called as materialized (
       select entity, book, id from record
       where company_id = $1 and (strpos(lower(coalesce(fields ->> 'name', id)), lower($5)) > 0 or id = $5)),
     found as (
       select * from preview_link
       where company_id = $1 and entity = any($2)
         and ((entity, quickbooks_id) in (select entity, id from called where book = 'quickbooks')
           or (entity, billcom_id) in (select entity, id from called where book = 'billcom')))
     select ${linkColumns}, l.total
     from (select found.*, count(*) over ()::int as total from found order by entity, quickbooks_id limit $3 offset $4) l
       ${linkSides}
     order by l.entity, l.quickbooks_id`;

/** A held record with everything that holds it. */
export interface HeldInPreview {
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  readonly recordName: string;
  readonly because: readonly {
    readonly cause: HoldCause;
    readonly sentence: string;
    readonly cure: string;
  }[];
}

/** A page of the records that are held, by kind and name. */
export async function heldPage(
  tx: Transaction,
  companyId: string,
  { entities, book, search: wanted }: PreviewFilter,
  { limit, offset }: Window,
): Promise<PreviewPage<HeldInPreview>> {
  const { rows } = await tx.query<HeldInPreview & { total: number }>(
    `select entity, book, record_id as "recordId", min(record_name) as "recordName",
       jsonb_agg(distinct jsonb_build_object('cause', cause, 'sentence', sentence, 'cure', cure)) as because,
       count(*) over ()::int as total
     from hold where company_id = $1 and released_at is null and entity = any($2) and ($3::text is null or book = $3)
       and ($4 = '' or strpos(lower(record_name), lower($4)) > 0 or record_id = $4)
     group by entity, book, record_id
     order by array_position($2, entity), lower(min(record_name)), book desc, record_id limit $5 offset $6`,
    [companyId, entities, book ?? null, wanted, limit, offset],
  );
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) };
}

/** What people did about records since a preview was made: it does not show that yet. */
export interface DoneSince {
  readonly decided: number;
  readonly leftOut: number;
}

export async function doneSince(tx: Transaction, companyId: string, at: Date): Promise<DoneSince> {
  const { rows } = await tx.query<DoneSince>(
    `select (select count(distinct (entity, book, record_id))::int from decision
              where company_id = $1 and state = 'open' and at > $2) as decided,
       (select count(*)::int from left_out where company_id = $1 and at > $2) as "leftOut"`,
    [companyId, at],
  );
  return rows[0] ?? { decided: 0, leftOut: 0 };
}

/** Which of these records somebody has left out: `entity book id`. */
export async function leftOutAmong(
  tx: Transaction,
  companyId: string,
  records: readonly { readonly entity: EntityName; readonly book: Book; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ key: string }>(
    `select concat_ws(' ', l.entity, l.book, l.record_id) as key
     from left_out l join jsonb_to_recordset($2::jsonb) as r(entity text, book text, id text)
       on r.entity = l.entity and r.book = l.book and r.id = l.record_id
     where l.company_id = $1`,
    [companyId, JSON.stringify(records)],
  );
  return new Set(rows.map(({ key }) => key));
}
