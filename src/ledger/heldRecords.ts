import type { Book, EntityName } from '../entities/definition';
import type { HoldCause } from '../reconcile/holds';
import type { Transaction } from './database';
import type { OpenProposal } from './pairProposals';

/** Held records as people go through them: by cause, a page at a time. */

/** One hold of a record; a conflict has one per field. */
export interface HeldField {
  readonly id: string;
  readonly field: string;
  readonly sentence: string;
  readonly cure: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Somebody has decided; the next cycle carries it out. */
  readonly decided: boolean;
}

export interface HeldRecordRow {
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  readonly recordName: string;
  readonly cause: HoldCause;
  readonly since: Date;
  /** All of its fields are decided. */
  readonly decided: boolean;
  readonly holds: readonly HeldField[];
}

export interface HeldFilter {
  /** Entities that the asking person does not see. */
  readonly hidden: readonly EntityName[];
  /** A part of the record's name; '' for all. */
  readonly search: string;
}

/**
 * Of a hold: whether a person has decided about it, and the next cycle acts on that. What is being taken back is held by
 * that decision itself.
 */
export const isDecided = `exists (
  select from decision d where d.company_id = hold.company_id and d.state = 'open' and d.kind <> 'undo' and d.entity = hold.entity
    and (d.book = hold.book and d.record_id = hold.record_id
      or hold.book = 'billcom' and d.payload ->> 'billcomId' = hold.record_id)
    and (d.kind <> 'field' or d.payload ->> 'field' = hold.field))`;

/** Of a hold: whether a proposal tells of the same pair. */
export const isProposed = `(hold.cause = 'possibleDuplicate' and exists (
  select from proposal p where p.company_id = hold.company_id and p.closed_at is null and p.entity = hold.entity
    and case hold.book when 'quickbooks' then p.quickbooks_id else p.billcom_id end = hold.record_id))`;

/**
 * The open holds, each with whether it is decided; those of a pair that is proposed are told once, by the proposal.
 * $1 the company, $2 hidden entities, $3 what the name has in it.
 */
const openHolds = `select hold.*, ${isDecided} as decided
  from hold where hold.company_id = $1 and released_at is null and entity <> all($2)
    and ($3 = '' or strpos(lower(record_name), lower($3)) > 0)
    and not ${isProposed}`;

export interface CauseCount {
  readonly cause: HoldCause;
  readonly records: number;
  readonly decided: number;
}

/** How many records each cause holds. */
export async function countHeld(
  tx: Transaction,
  companyId: string,
  { hidden, search }: HeldFilter,
): Promise<CauseCount[]> {
  const { rows } = await tx.query<CauseCount>(
    `with open as (${openHolds}), held as (
       select cause, bool_or(not decided) as waits from open group by cause, entity, book, record_id)
     select cause, count(*)::int as records, count(*) filter (where not waits)::int as decided from held group by cause`,
    [companyId, hidden, search],
  );
  return rows;
}

/** Of open holds: one row for each record and cause. */
const heldRows = `select entity, book, record_id as "recordId", min(record_name) as "recordName", cause, min(opened_at) as since,
       bool_and(decided) as decided,
       jsonb_agg(jsonb_build_object('id', id, 'field', field, 'sentence', sentence, 'cure', cure, 'detail', detail,
         'decided', decided) order by field) as holds`;

/** A page of the records that one cause holds: the undecided first. @param page.cause undefined for all causes */
export async function heldRecords(
  tx: Transaction,
  companyId: string,
  { hidden, search }: HeldFilter,
  page: {
    readonly cause?: HoldCause | undefined;
    /** null: all */
    readonly limit: number | null;
    readonly offset: number;
  },
): Promise<HeldRecordRow[]> {
  const { rows } = await tx.query<HeldRecordRow>(
    `with open as (${openHolds})
     ${heldRows}
     from open where $4::text is null or cause = $4
     group by entity, book, record_id, cause
     order by bool_and(decided), entity, min(record_name), record_id, cause limit $5 offset $6`,
    [companyId, hidden, search, page.cause ?? null, page.limit, page.offset],
  );
  return rows;
}

/** $1 the company, $2 hidden entities, $3 what one of the names has in it. */
const waitingPairs = `company_id = $1 and closed_at is null and entity <> all($2)
       and ($3 = '' or strpos(lower(names ->> 'quickbooks'), lower($3)) > 0 or strpos(lower(names ->> 'billcom'), lower($3)) > 0)`;

/** How many pairs wait for somebody to say whether they are the same. */
export async function countProposals(
  tx: Transaction,
  companyId: string,
  { hidden, search }: HeldFilter,
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from proposal
     where ${waitingPairs}`,
    [companyId, hidden, search],
  );
  return rows[0]?.count ?? 0;
}

/** A page of those pairs, the likeliest first. */
export async function proposedPairs(
  tx: Transaction,
  companyId: string,
  { hidden, search }: HeldFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<OpenProposal[]> {
  const { rows } = await tx.query<OpenProposal>(
    `select number, entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId", names, score, evidence,
       opened_cycle as "openedCycle"
     from proposal where ${waitingPairs}
     order by score desc, entity, number limit $4 offset $5`,
    [companyId, hidden, search, page.limit, page.offset],
  );
  return rows;
}

/** What holds one record, or the records of a pair. @param ids in both books */
export async function heldOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: Readonly<Partial<Record<Book, string>>>,
): Promise<HeldRecordRow[]> {
  const { rows } = await tx.query<HeldRecordRow>(
    `with open as (
       select hold.*, ${isDecided} as decided from hold
       where hold.company_id = $1 and released_at is null and entity = $2
         and (book = 'quickbooks' and record_id = $3 or book = 'billcom' and record_id = $4))
     ${heldRows}
     from open group by entity, book, record_id, cause order by bool_and(decided), book desc, cause`,
    [companyId, entity, ids.quickbooks ?? null, ids.billcom ?? null],
  );
  return rows;
}
