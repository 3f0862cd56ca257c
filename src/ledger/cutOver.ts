import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What people decided about the time before the connection: records that are left out, and history that is brought over. */

export interface LeftOut {
  readonly entity: EntityName;
  readonly book: Book;
  readonly id: string;
  readonly who: string;
  readonly at: Date;
  /** The records of the other book that it is the same money as, by their ids, where that was the question. */
  readonly sameAs: readonly string[];
}

export async function leftOutRecords(tx: Transaction, companyId: string): Promise<LeftOut[]> {
  const { rows } = await tx.query<LeftOut>(
    'select entity, book, record_id as id, who, at, same_as as "sameAs" from left_out where company_id = $1 order by at, entity, book, record_id',
    [companyId],
  );
  return rows;
}

export async function isLeftOut(
  tx: Transaction,
  companyId: string,
  { entity, book, id }: Pick<LeftOut, 'entity' | 'book' | 'id'>,
): Promise<boolean> {
  const { rows } = await tx.query(
    'select from left_out where company_id = $1 and entity = $2 and book = $3 and record_id = $4',
    [companyId, entity, book, id],
  );
  return rows.length > 0;
}

/** @returns false when it was left out before; who did that first stands. */
export async function leaveOut(
  tx: Transaction,
  companyId: string,
  { entity, book, id, who, sameAs = [] }: Omit<LeftOut, 'at' | 'sameAs'> & Partial<Pick<LeftOut, 'sameAs'>>,
): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into left_out (company_id, entity, book, record_id, who, same_as) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning record_id as id`,
    [companyId, entity, book, id, who, sameAs],
  );
  return rows.length > 0;
}

/** Leaves out many at once; who did that first stands. */
export async function leaveOutAll(
  tx: Transaction,
  companyId: string,
  records: readonly Pick<LeftOut, 'entity' | 'book' | 'id'>[],
  who: string,
): Promise<void> {
  await tx.query(
    `insert into left_out (company_id, entity, book, record_id, who)
     select $1, entity, book, id, $3 from jsonb_to_recordset($2::jsonb) as r(entity text, book text, id text)
     on conflict do nothing`,
    [companyId, JSON.stringify(records), who],
  );
}

/** @returns false when it was not left out. */
export async function takeBackIn(
  tx: Transaction,
  companyId: string,
  { entity, book, id }: Pick<LeftOut, 'entity' | 'book' | 'id'>,
): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `delete from left_out where company_id = $1 and entity = $2 and book = $3 and record_id = $4
     returning record_id as id`,
    [companyId, entity, book, id],
  );
  return rows.length > 0;
}

/** Settled documents of these days (YYYY-MM-DD, both included) go over, though they are from before the connection. */
export interface ImportRange {
  readonly from: string;
  readonly to: string;
  readonly who: string;
}

/** The oldest first. */
export async function importRanges(tx: Transaction, companyId: string): Promise<ImportRange[]> {
  const { rows } = await tx.query<ImportRange>(
    `select from_day::text as "from", to_day::text as "to", who from import_range where company_id = $1 order by id`,
    [companyId],
  );
  return rows;
}

export async function insertImportRange(
  tx: Transaction,
  companyId: string,
  { from, to, who }: ImportRange,
): Promise<void> {
  await tx.query('insert into import_range (company_id, from_day, to_day, who) values ($1, $2, $3, $4)', [
    companyId,
    from,
    to,
    who,
  ]);
}

/** A document that is in one book only. */
export interface AloneDocument {
  readonly entity: EntityName;
  readonly book: Book;
  readonly id: string;
  readonly number: string | null;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** In dollars, as far as its book says it. */
  readonly total: string | null;
}

/** Living documents dated before a day that have no twin and are not left out, the oldest first. */
export async function documentsBefore(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
  before: string,
): Promise<AloneDocument[]> {
  const { rows } = await tx.query<AloneDocument>(
    `select r.entity, r.book, r.id, r.fields ->> 'name' as number, r.fields ->> 'date' as date,
       coalesce(r.facts ->> 'total', r.fields ->> 'amount', r.facts ->> 'amount') as total
     from record r
     where r.company_id = $1 and r.entity = any($2) and not r.deleted and r.merged_into is null and r.fields ->> 'date' < $3
       and case r.book
         when 'quickbooks' then not exists (select from link where link.company_id = $1 and link.entity = r.entity
           and link.quickbooks_id = r.id)
         else not exists (select from link where link.company_id = $1 and link.entity = r.entity and link.billcom_id = r.id) end
       and not exists (select from left_out l where l.company_id = $1 and l.entity = r.entity and l.book = r.book and l.record_id = r.id)
     order by r.fields ->> 'date', r.entity, r.id`,
    [companyId, entities, before],
  );
  return rows;
}
