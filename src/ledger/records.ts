import type { Book, EntityName } from '../entities/definition';
import { stepOrder } from '../entities/registry';
import type { BookRecord } from '../entities/record';
import type { Transaction } from './database';

const columns = `id, version, modified, fields, facts, active, deleted, merged_into as "mergedInto", problem`;

/** The facts on which it depends whether and how a record goes over: another one is a change, though no field differs. */
const decidingFacts = [
  'currency',
  'apAccount',
  'draft',
  'pending',
  'total',
  'status',
  'notExported',
  'approval',
  'lacks',
  'touched',
];

/**
 * Takes records into the mirror as they were read. A record goes on the work list only when its content differs from
 * what was seen before: own writes and touched but unchanged records drop out here. An unreadable record keeps the
 * fields that were read last.
 * @returns how many were new or had other content.
 */
export async function mirrorRecords(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  records: readonly BookRecord[],
): Promise<number> {
  if (records.length === 0) return 0;
  const { rows } = await tx.query<{ changed: number }>(
    `with incoming as (
       select * from jsonb_to_recordset($4::jsonb) as r(id text, version text, modified text, fields jsonb, facts jsonb,
         active boolean, deleted boolean, "mergedInto" text, problem text)
     ), stored as (
       insert into record as old (company_id, book, entity, id, version, modified, fields, facts, active, deleted, merged_into, problem)
       select $1, $2, $3, id, version, modified, fields, facts, active, deleted, "mergedInto", problem from incoming
       on conflict (company_id, book, entity, id) do update set
         version = excluded.version, modified = excluded.modified, facts = excluded.facts, active = excluded.active,
         fields = case when excluded.problem is null then excluded.fields else old.fields end,
         deleted = excluded.deleted, merged_into = excluded.merged_into, problem = excluded.problem, seen_at = now(),
         changed = old.changed or (excluded.problem is null and old.fields is distinct from excluded.fields)
           or (old.problem is null) is distinct from (excluded.problem is null) or old.deleted is distinct from excluded.deleted
           or old.merged_into is distinct from excluded.merged_into
           or exists (select from unnest($5::text[]) fact where old.facts -> fact is distinct from excluded.facts -> fact)
       returning changed
     )
     select count(*) filter (where changed)::int as changed from stored`,
    [companyId, book, entity, JSON.stringify(records), decidingFacts],
  );
  return rows[0]?.changed ?? 0;
}

/** Stores records as read back after our own writes; `changed`: more than the write differs, it goes on the work list. */
export async function mirrorOwnWrites(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  records: readonly (BookRecord & { readonly changed: boolean })[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.query(
    `insert into record (company_id, book, entity, id, version, modified, fields, facts, active, deleted, merged_into, problem, changed)
     select $1, $2, $3, id, version, modified, fields, facts, active, deleted, "mergedInto", problem, changed
     from jsonb_to_recordset($4::jsonb) as r(id text, version text, modified text, fields jsonb, facts jsonb,
       active boolean, deleted boolean, "mergedInto" text, problem text, changed boolean)
     on conflict (company_id, book, entity, id) do update set
       version = excluded.version, modified = excluded.modified, fields = excluded.fields, facts = excluded.facts,
       active = excluded.active, deleted = excluded.deleted, merged_into = excluded.merged_into, problem = excluded.problem,
       changed = record.changed or excluded.changed, seen_at = now()`,
    [companyId, book, entity, JSON.stringify(records)],
  );
}

/** Marks records that the book's deleted-query named. */
export async function markDeleted(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    `update record set deleted = true, changed = true where company_id = $1 and book = $2 and entity = $3 and id = any($4) and not deleted`,
    [companyId, book, entity, ids],
  );
}

/** All records of an entity in one book, in the order of their ids. */
export async function loadRecords(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<Map<string, BookRecord>> {
  const { rows } = await tx.query<BookRecord>(
    `select ${columns} from record where company_id = $1 and book = $2 and entity = $3 order by id`,
    [companyId, book, entity],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function loadRecord(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  id: string,
): Promise<BookRecord | undefined> {
  const { rows } = await tx.query<BookRecord>(
    `select ${columns} from record where company_id = $1 and book = $2 and entity = $3 and id = $4`,
    [companyId, book, entity, id],
  );
  return rows[0];
}

/** Some records of a list, by id. */
export async function recordsById(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  ids: readonly string[],
): Promise<Map<string, BookRecord>> {
  const { rows } = await tx.query<BookRecord>(
    `select ${columns} from record where company_id = $1 and book = $2 and entity = $3 and id = any($4)`,
    [companyId, book, entity, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Living records on the work list that have no twin yet: nothing was decided about them since they were read. */
export async function undecidedRecords(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<BookRecord[]> {
  const { rows } = await tx.query<BookRecord>(
    `select ${columns} from record where company_id = $1 and book = $2 and entity = $3 and changed and not deleted and merged_into is null
       and not exists (select from link where link.company_id = $1 and link.entity = $3
         and case $2 when 'quickbooks' then link.quickbooks_id else link.billcom_id end = record.id)`,
    [companyId, book, entity],
  );
  return rows;
}

/** Those of these records that were ever seen in a list. */
export async function knownIds(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from record where company_id = $1 and book = $2 and entity = $3 and id = any($4)',
    [companyId, book, entity, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The living records of a book with this id or this whole name, whatever its capitals. @param entity only of this list. */
export async function recordsCalled(
  tx: Transaction,
  companyId: string,
  book: Book,
  named: string,
  entity: EntityName | undefined,
): Promise<{ entity: EntityName; id: string; name: string }[]> {
  const { rows } = await tx.query<{ entity: EntityName; id: string; name: string }>(
    `select entity, id, coalesce(fields ->> 'name', id) as name from record
     where company_id = $1 and book = $2 and ($4::text is null or entity = $4) and not deleted and merged_into is null
       and (id = $3 or lower(fields ->> 'name') = lower($3))
     order by entity, id limit 20`,
    [companyId, book, named, entity ?? null],
  );
  return rows;
}

/** The work list: changed records per entity. */
export async function changedRecords(
  tx: Transaction,
  companyId: string,
): Promise<{ entity: EntityName; book: Book; id: string }[]> {
  const { rows } = await tx.query<{ entity: EntityName; book: Book; id: string }>(
    'select entity, book, id from record where company_id = $1 and changed',
    [companyId],
  );
  return rows;
}

/** Puts records on the work list again. */
export async function putOnWorkList(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    'update record set changed = true where company_id = $1 and book = $2 and entity = $3 and id = any($4)',
    [companyId, book, entity, ids],
  );
}

/** Takes reconciled records off the work list. */
export async function takeOffWorkList(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  looked: readonly { book: Book; id: string }[],
): Promise<void> {
  await tx.query(
    `update record set changed = false from jsonb_to_recordset($3::jsonb) as l(book text, id text)
     where record.company_id = $1 and record.entity = $2 and record.book = l.book and record.id = l.id`,
    [companyId, entity, JSON.stringify(looked)],
  );
}

export interface EntityCounts {
  readonly entity: EntityName;
  readonly quickbooks: number;
  readonly billcom: number;
  readonly linked: number;
  readonly held: number;
}

/** For each entity that is synced, in step order: records per book (deleted ones left out), linked pairs, records with an open hold. */
export async function countEntities(tx: Transaction, companyId: string): Promise<EntityCounts[]> {
  const { rows } = await tx.query<EntityCounts>(
    `select entity,
       (select count(*)::int from record r where r.company_id = $1 and r.entity = e.entity and book = 'quickbooks' and not deleted) as quickbooks,
       (select count(*)::int from record r where r.company_id = $1 and r.entity = e.entity and book = 'billcom' and not deleted) as billcom,
       (select count(*)::int from link l where l.company_id = $1 and l.entity = e.entity) as linked,
       (select count(distinct (book, record_id))::int from hold h where h.company_id = $1 and h.entity = e.entity and released_at is null) as held
     from (select distinct entity from record where company_id = $1 and entity = any($2)) e
     order by array_position($2, entity)`,
    [companyId, stepOrder],
  );
  return rows;
}
