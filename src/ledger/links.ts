import type { Book, CanonicalFields, EntityName } from '../entities/definition';
import type { AgreedFields, Bases, Link, NewLink } from '../reconcile/plan';
import type { Transaction } from './database';

export async function loadLinks(tx: Transaction, companyId: string, entity: EntityName): Promise<Link[]> {
  const { rows } = await tx.query<Link>(
    `select id, entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId",
       quickbooks_base as "quickbooksBase", billcom_base as "billcomBase"
     from link where company_id = $1 and entity = $2`,
    [companyId, entity],
  );
  return rows;
}

/**
 * Links pairs that matching or a person is certain of. Without bases they agree on nothing yet.
 * @returns QuickBooks' ids of those that had no link.
 */
export async function insertMatches(
  tx: Transaction,
  companyId: string,
  cycle: number,
  links: readonly (NewLink & Partial<Bases>)[],
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into link (company_id, cycle, entity, quickbooks_id, billcom_id, made_by, quickbooks_base, billcom_base)
     select $1, $2, entity, "quickbooksId", "billcomId", "madeBy", coalesce(quickbooks, '{}'), coalesce(billcom, '{}')
     from jsonb_to_recordset($3::jsonb) as l(entity text, "quickbooksId" text, "billcomId" text, "madeBy" text,
       quickbooks jsonb, billcom jsonb)
     on conflict do nothing
     returning quickbooks_id as id`,
    [companyId, cycle, JSON.stringify(links)],
  );
  return rows.map(({ id }) => id);
}

/** Ends links whose records are not the same thing any more (deleted and entered again, merged away). */
export async function endLinks(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ended: readonly { quickbooksId: string; billcomId: string }[],
): Promise<void> {
  await tx.query(
    `delete from link using jsonb_to_recordset($3::jsonb) as e("quickbooksId" text, "billcomId" text)
     where link.company_id = $1 and link.entity = $2 and link.quickbooks_id = e."quickbooksId" and link.billcom_id = e."billcomId"`,
    [companyId, entity, JSON.stringify(ended)],
  );
}

/** Moves the bases of fields on which the two books say the same. */
export async function moveAgreedBases(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  agreed: readonly AgreedFields[],
): Promise<void> {
  await tx.query(
    `update link set quickbooks_base = quickbooks_base || a.quickbooks, billcom_base = billcom_base || a.billcom
     from jsonb_to_recordset($3::jsonb) as a("quickbooksId" text, quickbooks jsonb, billcom jsonb)
     where link.company_id = $1 and link.entity = $2 and link.quickbooks_id = a."quickbooksId"`,
    [companyId, entity, JSON.stringify(agreed)],
  );
}

/** A pair that a create has made. */
export interface CreatedPair {
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly quickbooksBase: CanonicalFields;
  readonly billcomBase: CanonicalFields;
}

/** Creates were applied: the two records of each pair are the same thing from now on. */
export async function insertCreatedLinks(
  tx: Transaction,
  companyId: string,
  { cycle, entity }: { readonly cycle: number; readonly entity: EntityName },
  pairs: readonly CreatedPair[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `insert into link (company_id, cycle, entity, quickbooks_id, billcom_id, quickbooks_base, billcom_base, made_by)
     select $1, $2, $3, "quickbooksId", "billcomId", "quickbooksBase", "billcomBase", 'create'
     from jsonb_to_recordset($4::jsonb) as l("quickbooksId" text, "billcomId" text, "quickbooksBase" jsonb, "billcomBase" jsonb)
     on conflict do nothing`,
    [companyId, cycle, entity, JSON.stringify(pairs)],
  );
}

/** The bases of a written record's link, for the fields that were written. */
export interface MovedBases {
  /** The record's, in the book that was written. */
  readonly id: string;
  readonly quickbooks: CanonicalFields;
  readonly billcom: CanonicalFields;
}

/** Updates were applied: both bases move for their fields. @param written the book */
export async function moveBases(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  written: Book,
  moved: readonly MovedBases[],
): Promise<void> {
  if (moved.length === 0) return;
  await tx.query(
    `update link set quickbooks_base = quickbooks_base || moved.quickbooks, billcom_base = billcom_base || moved.billcom
     from jsonb_to_recordset($4::jsonb) as moved(id text, quickbooks jsonb, billcom jsonb)
     where company_id = $1 and entity = $2 and case $3 when 'quickbooks' then quickbooks_id else billcom_id end = moved.id`,
    [companyId, entity, written, JSON.stringify(moved)],
  );
}

/** Whether any pair of an entity is linked. */
export async function isAnyLinked(tx: Transaction, companyId: string, entity: EntityName): Promise<boolean> {
  const { rows } = await tx.query<{ linked: boolean }>(
    'select exists (select from link where company_id = $1 and entity = $2) as linked',
    [companyId, entity],
  );
  return rows[0]?.linked ?? false;
}

/** The twin of a record, if it is linked. */
export async function twinOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  book: Book,
  id: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ twin: string }>(
    `select case $3 when 'quickbooks' then billcom_id else quickbooks_id end as twin from link
     where company_id = $1 and entity = $2 and case $3 when 'quickbooks' then quickbooks_id else billcom_id end = $4`,
    [companyId, entity, book, id],
  );
  return rows[0]?.twin;
}

/** The twins of those of these records that are linked. */
export async function twinsOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  book: Book,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; twin: string }>(
    book === 'quickbooks'
      ? `select quickbooks_id as id, billcom_id as twin from link
         where company_id = $1 and entity = $2 and quickbooks_id = any($3)`
      : `select billcom_id as id, quickbooks_id as twin from link
         where company_id = $1 and entity = $2 and billcom_id = any($3)`,
    [companyId, entity, ids],
  );
  return new Map(rows.map(({ id, twin }) => [id, twin]));
}

/** A link as people look at it. */
export interface LinkView extends Link {
  readonly madeBy: 'match' | 'create' | 'person';
  readonly cycle: number;
  readonly createdAt: Date;
}

/** The link of a record, if it has one. */
export async function linkOf(
  tx: Transaction,
  companyId: string,
  { entity, book, id }: { readonly entity: EntityName; readonly book: Book; readonly id: string },
): Promise<LinkView | undefined> {
  const { rows } = await tx.query<LinkView>(
    `select id, entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId", quickbooks_base as "quickbooksBase",
       billcom_base as "billcomBase", made_by as "madeBy", cycle, created_at as "createdAt"
     from link where company_id = $1 and entity = $2 and case $3 when 'quickbooks' then quickbooks_id else billcom_id end = $4`,
    [companyId, entity, book, id],
  );
  return rows[0];
}
