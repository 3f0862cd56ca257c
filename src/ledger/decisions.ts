import type { Book, CanonicalFields, CanonicalValue, EntityName } from '../entities/definition';
import type { Decisions, RecordPair, SettledDecision, TakenBack } from '../reconcile/decisions';
import type { Transaction } from './database';

/** What a person decided, as it is stored. Pairs are stored by QuickBooks' record, with the other one in the payload. */
export type Decision = Inserted &
  (
    | {
        readonly kind: 'link' | 'keepApart' | 'unlink' | 'again' | 'keep';
        readonly payload: { readonly billcomId: string };
      }
    | { readonly kind: 'field'; readonly payload: FieldPayload }
    /** The write with this outcome is this record. */
    | { readonly kind: 'isThis'; readonly payload: { readonly recordId: string } }
    /** The write with this outcome did not happen. */
    | { readonly kind: 'writeIt'; readonly payload: Readonly<Record<string, never>> }
    /** The book is asked once more what it refused. */
    | { readonly kind: 'retry'; readonly payload: Readonly<Record<string, never>> }
    /** It is made in the other book, as long as it is what the person was shown. */
    | { readonly kind: 'make'; readonly payload: { readonly shown: CanonicalFields } }
    /** The write of `operationId` is taken back, and its pair is kept apart. */
    | { readonly kind: 'undo'; readonly payload: UndoPayload }
  );

export interface FieldPayload {
  readonly billcomId: string;
  readonly field: string;
  readonly take: Book;
  /** What the two books said when it was decided. */
  readonly quickbooks: CanonicalValue;
  readonly billcom: CanonicalValue;
}

export type UndoPayload = Pick<
  TakenBack,
  'billcomId' | 'book' | 'way' | 'shown' | 'before' | 'because' | 'isAgain'
>;

interface Inserted {
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  /** For `isThis` and `writeIt`. */
  readonly operationId?: string | null;
  readonly who: string;
}

export type StoredDecision = Decision & {
  readonly id: string;
  readonly state: 'open' | 'used';
  readonly at: Date;
};

export async function insertDecision(tx: Transaction, companyId: string, decision: Decision): Promise<void> {
  await tx.query(
    `insert into decision (company_id, entity, kind, book, record_id, operation_id, payload, who)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      companyId,
      decision.entity,
      decision.kind,
      decision.book,
      decision.recordId,
      decision.operationId ?? null,
      decision.payload,
      decision.who,
    ],
  );
}

/** Decisions that are to be carried out, and those about pairs that stay in force; oldest first. */
export async function standingDecisions(tx: Transaction, companyId: string): Promise<StoredDecision[]> {
  const { rows } = await tx.query<StoredDecision>(
    `select id, entity, kind, book, record_id as "recordId", operation_id as "operationId", payload, who, state, at
     from decision
     where company_id = $1 and (state = 'open' or (state = 'used' and kind in ('keepApart', 'unlink', 'again', 'keep', 'undo')))
     order by id`,
    [companyId],
  );
  return rows;
}

/** What became of open decisions in this cycle. @returns those that were still open. */
export async function settleDecisions(
  tx: Transaction,
  companyId: string,
  cycle: number,
  settled: readonly SettledDecision[],
): Promise<{ id: string; entity: EntityName; book: Book; recordId: string; who: string }[]> {
  if (settled.length === 0) return [];
  const { rows } = await tx.query<{
    id: string;
    entity: EntityName;
    book: Book;
    recordId: string;
    who: string;
  }>(
    `update decision set state = s.state, cycle = $2, because = s.because
     from jsonb_to_recordset($3::jsonb) as s(id bigint, state text, because text)
     where company_id = $1 and decision.id = s.id and decision.state = 'open'
     returning decision.id, entity, book, record_id as "recordId", who`,
    [companyId, cycle, JSON.stringify(settled)],
  );
  return rows;
}

/** A new decision about a pair takes the place of those before it. */
export async function voidPairDecisions(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  { quickbooksId, billcomId }: RecordPair,
): Promise<void> {
  await tx.query(
    `update decision set state = 'void', because = 'decided anew'
     where company_id = $1 and entity = $2 and kind in ('link', 'keepApart', 'unlink', 'again', 'keep', 'undo') and state <> 'void'
       and record_id = $3 and payload ->> 'billcomId' = $4`,
    [companyId, entity, quickbooksId, billcomId],
  );
}

/** A new choice for a field takes the place of an open one. */
export async function voidFieldChoices(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  quickbooksId: string,
  fields: readonly string[],
): Promise<void> {
  await tx.query(
    `update decision set state = 'void', because = 'decided anew'
     where company_id = $1 and entity = $2 and kind = 'field' and state = 'open'
       and record_id = $3 and payload ->> 'field' = any($4)`,
    [companyId, entity, quickbooksId, fields],
  );
}

/** What is said last of a write's outcome counts, as long as nothing was carried out. */
export async function voidOutcomeDecisions(
  tx: Transaction,
  companyId: string,
  operationId: string,
): Promise<void> {
  await tx.query(
    `update decision set state = 'void', because = 'decided anew'
     where company_id = $1 and operation_id = $2 and kind in ('isThis', 'writeIt') and state = 'open'`,
    [companyId, operationId],
  );
}

/** What is said last of a record that asks before it is made counts. */
export async function voidMakeDecisions(
  tx: Transaction,
  companyId: string,
  { entity, book, recordId }: { readonly entity: EntityName; readonly book: Book; readonly recordId: string },
): Promise<void> {
  await tx.query(
    `update decision set state = 'void', because = 'decided anew'
     where company_id = $1 and entity = $2 and book = $3 and record_id = $4 and kind = 'make' and state = 'open'`,
    [companyId, entity, book, recordId],
  );
}

/** The choices for these fields are written. @returns who made which. */
export async function useFieldChoices(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entity: EntityName,
  quickbooksId: string,
  fields: readonly string[],
): Promise<{ field: string; who: string }[]> {
  const { rows } = await tx.query<{ field: string; who: string }>(
    `update decision set state = 'used', cycle = $2
     where company_id = $1 and entity = $3 and kind = 'field' and state = 'open'
       and record_id = $4 and payload ->> 'field' = any($5)
     returning payload ->> 'field' as field, who`,
    [companyId, cycle, entity, quickbooksId, fields],
  );
  return rows;
}

/**
 * These writes are taken back: from now on the decisions keep their pairs apart.
 * @param undone ids of the writes
 * @returns the decisions that were still open
 */
export async function useUndos(
  tx: Transaction,
  companyId: string,
  cycle: number,
  undone: readonly string[],
): Promise<{ operationId: string; payload: UndoPayload; who: string; at: Date }[]> {
  if (undone.length === 0) return [];
  const { rows } = await tx.query<{ operationId: string; payload: UndoPayload; who: string; at: Date }>(
    `update decision set state = 'used', cycle = $2
     where company_id = $1 and kind = 'undo' and state = 'open' and operation_id = any($3)
     returning operation_id as "operationId", payload, who, at`,
    [companyId, cycle, undone],
  );
  return rows;
}

/** A person has seen the written record as it says now, and wants it taken back all the same. */
export async function showUndo(
  tx: Transaction,
  companyId: string,
  id: string,
  shown: CanonicalFields,
): Promise<void> {
  await tx.query(
    `update decision set payload = payload || jsonb_build_object('shown', $3::jsonb)
     where company_id = $1 and id = $2 and kind = 'undo' and state = 'open'`,
    [companyId, id, JSON.stringify(shown)],
  );
}

/** The decisions by which a pair, or fields of it, are kept apart; none when nothing of it was taken back. */
export async function undosOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  { quickbooksId, billcomId }: RecordPair,
): Promise<(StoredDecision & { readonly kind: 'undo' })[]> {
  const { rows } = await tx.query<StoredDecision & { readonly kind: 'undo' }>(
    `select id, entity, kind, book, record_id as "recordId", operation_id as "operationId", payload, who, state, at
     from decision
     where company_id = $1 and entity = $2 and kind = 'undo' and state <> 'void' and record_id = $3
       and payload ->> 'billcomId' = $4 order by id`,
    [companyId, entity, quickbooksId, billcomId],
  );
  return rows;
}

/**
 * The decisions of one entity, as reconciling reads them.
 * @param heldBack by decision: what depends on the record that is to be taken back, and stays
 */
export function decisionsAbout(
  entity: EntityName,
  standing: readonly StoredDecision[],
  heldBack: ReadonlyMap<string, readonly string[]>,
): Decisions {
  const mine = standing.filter((decision) => decision.entity === entity);
  const pairs = (kind: 'link' | 'keepApart' | 'unlink' | 'again' | 'keep') =>
    mine.flatMap((each) =>
      each.kind === kind
        ? [
            {
              id: each.id,
              isOpen: each.state === 'open',
              quickbooksId: each.recordId,
              billcomId: each.payload.billcomId,
              who: each.who,
            },
          ]
        : [],
    );
  return {
    links: pairs('link'),
    apart: pairs('keepApart'),
    unlinked: pairs('unlink'),
    again: pairs('again'),
    kept: pairs('keep'),
    make: mine.flatMap(({ id, kind, book, recordId, payload }) =>
      kind === 'make' ? [{ id, isOpen: true, book, recordId, shown: payload.shown }] : [],
    ),
    takenBack: mine.flatMap((each) =>
      each.kind === 'undo'
        ? [
            {
              id: each.id,
              isOpen: each.state === 'open',
              quickbooksId: each.recordId,
              ...each.payload,
              operationId: each.operationId ?? '',
              who: each.who,
              day: each.at.toISOString().slice(0, 10),
              dependedOnBy: heldBack.get(each.id) ?? [],
            },
          ]
        : [],
    ),
    fields: mine.flatMap((each) =>
      each.kind === 'field'
        ? [{ id: each.id, isOpen: each.state === 'open', quickbooksId: each.recordId, ...each.payload }]
        : [],
    ),
  };
}
