import { otherBook, type Book, type EntityName } from '../entities/definition';
import type { Hold, HoldCause, HoldRelease } from '../reconcile/holds';
import { version } from '../version';
import type { Transaction } from './database';

/** Opens holds; one that is open already keeps its age and takes the newest words. */
export async function openHolds(
  tx: Transaction,
  companyId: string,
  cycle: number,
  holds: readonly Hold[],
): Promise<void> {
  if (holds.length === 0) return;
  await tx.query(
    `insert into hold (company_id, opened_cycle, entity, book, record_id, record_name, cause, field, sentence, cure, release, detail, version)
     select $1, $2, entity, book, "recordId", "recordName", cause, field, sentence, cure, release, detail, $4
     from jsonb_to_recordset($3::jsonb) as h(entity text, book text, "recordId" text, "recordName" text, cause text, field text,
       sentence text, cure text, release jsonb, detail jsonb)
     on conflict (company_id, entity, book, record_id, cause, field) where released_at is null
     do update set sentence = excluded.sentence, cure = excluded.cure, release = excluded.release, detail = excluded.detail,
       record_name = excluded.record_name, version = excluded.version`,
    [companyId, cycle, JSON.stringify(holds), version],
  );
}

/**
 * Releases the open holds of records that were looked at again, except those that were made again. An unknown outcome
 * ends with its operation only.
 */
export async function releaseHolds(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  looked: readonly { book: Book; id: string }[],
  madeAgain: readonly Hold[],
): Promise<void> {
  await tx.query(
    `update hold set released_at = now(), release_reason = 'looked at again'
     from jsonb_to_recordset($3::jsonb) as l(book text, id text)
     where hold.company_id = $1 and hold.entity = $2 and hold.released_at is null and hold.book = l.book and hold.record_id = l.id
       and hold.cause <> 'unknownOutcome'
       and not exists (
         select from jsonb_to_recordset($4::jsonb) as m(book text, "recordId" text, cause text, field text)
         where m.book = hold.book and m."recordId" = hold.record_id and m.cause = hold.cause and m.field = hold.field)`,
    [companyId, entity, JSON.stringify(looked), JSON.stringify(madeAgain)],
  );
}

/** The outcome of a write is known now: what it might have become is looked at again. */
export async function releaseOutcomeHold(
  tx: Transaction,
  companyId: string,
  operationId: string,
): Promise<void> {
  await tx.query(
    `with released as (
       update hold set released_at = now(), release_reason = 'its outcome is known'
       where company_id = $1 and cause = 'unknownOutcome' and released_at is null and detail ->> 'operation' = $2
       returning entity, book, detail
     )
     update record set changed = true from released
     where record.company_id = $1 and record.entity = released.entity and record.book <> released.book
       and coalesce(released.detail -> 'mayBe', '[]') ? record.id`,
    [companyId, operationId],
  );
}

/**
 * Puts records on the work list whose hold's condition has come true: what they waited for is linked, it is the next
 * cycle, or a newer Tieout may write what an older one was refused or got wrong. Of what a book does not allow, one
 * record of each list tries whether it does now.
 */
export async function wakeHeldRecords(tx: Transaction, companyId: string, cycle: number): Promise<void> {
  await tx.query(
    `update record set changed = true from hold
     where hold.company_id = $1 and hold.released_at is null and record.company_id = $1
       and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
       and ((hold.release ->> 'when' = 'nextCycle' and hold.opened_cycle < $2)
         or (hold.release ->> 'when' = 'allowed' and hold.opened_cycle < $2 and hold.id in (
           select distinct on (entity, book) id from hold
            where company_id = $1 and released_at is null and release ->> 'when' = 'allowed'
            order by entity, book, opened_at, id))
         or (hold.cause in ('ourBug', 'refused') and string_to_array(coalesce(hold.version, '0'), '.')::int[] < string_to_array($3, '.')::int[])
         or (hold.release ->> 'when' = 'linked' and (
           hold.release ->> 'book' = 'quickbooks' and exists (
           select from link where link.company_id = $1 and link.entity = hold.release ->> 'entity'
             and link.quickbooks_id = hold.release ->> 'id')
           or hold.release ->> 'book' = 'billcom' and exists (
           select from link where link.company_id = $1 and link.entity = hold.release ->> 'entity'
             and link.billcom_id = hold.release ->> 'id')
           or hold.release ->> 'book' = 'billcom' and exists (
           select from mapping where mapping.company_id = $1 and mapping.entity = hold.release ->> 'entity'
             and mapping.billcom_id = hold.release ->> 'id'))))`,
    [companyId, cycle, version],
  );
}

/** A write of this list went through: what was held because the book did not allow it may go too. */
export async function wakeForbidden(
  tx: Transaction,
  companyId: string,
  written: Book,
  entity: EntityName,
): Promise<void> {
  await tx.query(
    `update record set changed = true from hold
     where hold.company_id = $1 and hold.entity = $2 and hold.book = $3 and hold.release ->> 'when' = 'allowed'
       and hold.released_at is null
       and record.company_id = $1 and record.entity = $2 and record.book = $3 and record.id = hold.record_id`,
    [companyId, entity, otherBook(written)],
  );
}

/** Puts records on the work list that are held for one of these causes: another setting may decide otherwise. */
export async function wakeHeld(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  causes: readonly HoldCause[],
): Promise<void> {
  await tx.query(
    `update record set changed = true from hold
     where hold.company_id = $1 and hold.entity = $2 and hold.cause = any($3) and hold.released_at is null
       and record.company_id = $1 and record.entity = $2 and record.book = hold.book and record.id = hold.record_id`,
    [companyId, entity, causes],
  );
}

/** Puts the records of one book on the work list that are held, for whatever cause. */
export async function wakeHeldIn(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  book: Book,
): Promise<void> {
  await tx.query(
    `update record set changed = true from hold
     where hold.company_id = $1 and hold.entity = $2 and hold.book = $3 and hold.released_at is null
       and record.company_id = $1 and record.entity = $2 and record.book = $3 and record.id = hold.record_id`,
    [companyId, entity, book],
  );
}

export interface OpenHold {
  readonly id: string;
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  readonly recordName: string;
  readonly cause: string;
  readonly field: string;
  readonly sentence: string;
  readonly cure: string;
  readonly release: HoldRelease;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly openedCycle: number;
  readonly openedAt: Date;
}

export async function openHoldsOf(tx: Transaction, companyId: string): Promise<OpenHold[]> {
  const { rows } = await tx.query<OpenHold>(
    `select id, entity, book, record_id as "recordId", record_name as "recordName", cause, field, sentence, cure,
       release, detail, opened_cycle as "openedCycle", opened_at as "openedAt"
     from hold where company_id = $1 and released_at is null order by entity, cause, record_name, field`,
    [companyId],
  );
  return rows;
}

/** The open hold of this cause of either record of a pair. @param ids of its records */
export async function heldFor(
  tx: Transaction,
  companyId: string,
  cause: HoldCause,
  entity: EntityName,
  ids: Readonly<Record<Book, string>>,
): Promise<{ readonly sentence: string; readonly cure: string } | undefined> {
  const { rows } = await tx.query<{ sentence: string; cure: string }>(
    `select sentence, cure from hold where company_id = $1 and cause = $2 and entity = $3 and released_at is null
       and (book, record_id) in (('quickbooks', $4), ('billcom', $5)) limit 1`,
    [companyId, cause, entity, ids.quickbooks, ids.billcom],
  );
  return rows[0];
}
