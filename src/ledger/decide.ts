import { otherBook, type Book, type CanonicalFields, type EntityName } from '../entities/definition';
import type { RecordPair } from '../reconcile/decisions';
import { audit } from './audit';
import { loadCompany } from './companies';
import { leaveOut } from './cutOver';
import type { Transaction } from './database';
import {
  insertDecision,
  undosOf,
  voidFieldChoices,
  voidMakeDecisions,
  voidOutcomeDecisions,
  voidPairDecisions,
  type FieldPayload,
  type UndoPayload,
} from './decisions';
import type { OpenHold } from './holds';
import type { Operation } from './operations';
import { closeProposals } from './pairProposals';
import { loadRecord, putOnWorkList } from './records';
import { moveBases } from './links';
import { withdrawUndos } from './undo';
import { requestCycleNow } from './requestCycleNow';

/** Somebody who decides, in one transaction: the decision, its audit line, and its records on the work list. */
export interface Deciding {
  readonly tx: Transaction;
  readonly companyId: string;
  readonly who: string;
}

const pairActions = {
  link: 'decided that two records are the same',
  keepApart: 'decided that two records are not the same',
  unlink: 'unlinked two records',
  again: 'decided that a document is made again where it was deleted or made void',
  keep: 'decided that a document stays though its twin was deleted or made void',
} as const;

/** Decides about a pair; what was decided about it before is void. */
export async function decidePair(
  deciding: Deciding,
  kind: keyof typeof pairActions,
  entity: EntityName,
  pair: RecordPair,
  names: Readonly<Record<Book, string>>,
): Promise<void> {
  const { tx, companyId, who } = deciding;
  const { quickbooksId, billcomId } = pair;
  await voidPairDecisions(tx, companyId, entity, pair);
  const payload = { billcomId };
  await insertDecision(tx, companyId, {
    kind,
    entity,
    book: 'quickbooks',
    recordId: quickbooksId,
    payload,
    who,
  });
  await closeProposals(tx, companyId, entity, quickbooksId, billcomId);
  await onWorkList(deciding, entity, pair);
  await audit(tx, companyId, {
    who,
    action: pairActions[kind],
    entity,
    book: 'quickbooks',
    recordId: quickbooksId,
    detail: `“${names.quickbooks}” in QuickBooks and “${names.billcom}” (${billcomId}) in Bill.com`,
  });
}

/** Takes a write back: the next cycle carries it out, and its pair is kept apart from then on. */
export async function decideUndo(
  deciding: Deciding,
  { id: operationId, entity, book, action, fields, recordId }: Operation,
  pair: RecordPair,
  payload: Omit<UndoPayload, 'billcomId' | 'book'>,
): Promise<void> {
  const { tx, companyId, who } = deciding;
  const { quickbooksId, billcomId } = pair;
  await voidPairDecisions(tx, companyId, entity, pair);
  const about = { entity, book: 'quickbooks', recordId: quickbooksId } as const;
  await insertDecision(tx, companyId, {
    kind: 'undo',
    ...about,
    operationId,
    payload: { ...payload, billcomId, book },
    who,
  });
  await onWorkList(deciding, entity, pair);
  await audit(tx, companyId, {
    who,
    action: `decided that a write is taken back (${action})`,
    entity,
    book,
    ...(recordId === null ? {} : { recordId }),
    operationId,
    before: payload.way === 'restore' ? pickOf(fields, payload.before) : payload.shown,
    after: payload.way === 'restore' ? payload.before : null,
    detail: payload.because,
  });
}

const pickOf = (fields: CanonicalFields, of: CanonicalFields): CanonicalFields =>
  Object.fromEntries(Object.keys(of).map((name) => [name, fields[name] ?? null]));

/**
 * Releases a pair of which a write was taken back. What was made is made again from the record that is left, after twins
 * were looked for; what was changed takes that record's values again.
 * @returns notApart when it is not kept apart any more; onItsWay while the write that takes it back may reach its book.
 */
export async function decideRelease(
  deciding: Deciding,
  entity: EntityName,
  pair: RecordPair,
  names: Readonly<Record<Book, string>>,
): Promise<'released' | 'notApart' | 'onItsWay'> {
  const { tx, companyId, who } = deciding;
  const undos = await undosOf(tx, companyId, entity, pair);
  const [undo] = undos;
  if (!undo) return 'notApart';
  if (
    !(await withdrawUndos(
      tx,
      companyId,
      undos.map(({ operationId }) => operationId),
    ))
  )
    return 'onItsWay';
  const { book, way } = undo.payload;
  const ids = { quickbooks: pair.quickbooksId, billcom: pair.billcomId };
  const written = await loadRecord(tx, companyId, book, entity, ids[book]);
  const isGone = !written || written.deleted || written.mergedInto !== null;
  const source = await loadRecord(tx, companyId, otherBook(book), entity, ids[otherBook(book)]);
  await audit(tx, companyId, {
    who,
    action: 'released what was kept apart',
    entity,
    book: otherBook(book),
    recordId: ids[otherBook(book)],
    detail: `“${names.quickbooks}” in QuickBooks and “${names.billcom}” (${pair.billcomId}) in Bill.com`,
  });
  if (way !== 'restore' && isGone && undo.state === 'used') {
    await decidePair(deciding, 'again', entity, pair, names);
    return 'released';
  }
  await voidPairDecisions(tx, companyId, entity, pair);
  if (way === 'restore' && written && source) {
    const values = {
      quickbooks: book === 'quickbooks' ? written : source,
      billcom: book === 'billcom' ? written : source,
    };
    const fields = undos.flatMap(({ payload }) => Object.keys(payload.before));
    const choices = [...new Set(fields)].map((field) => ({
      field,
      take: otherBook(book),
      quickbooks: values.quickbooks.fields[field] ?? null,
      billcom: values.billcom.fields[field] ?? null,
    }));
    if (undo.state === 'used') await decideFields(deciding, entity, pair, choices);
  } else if (written && !isGone) {
    // It is inactive there: that the other one is active is the change that goes over now.
    const active = { active: written.active };
    await moveBases(tx, companyId, entity, book, [{ id: written.id, quickbooks: active, billcom: active }]);
  }
  await onWorkList(deciding, entity, pair);
  return 'released';
}

/** Chooses the book whose value counts, field by field; an earlier choice that is not carried out yet is void. */
export async function decideFields(
  deciding: Deciding,
  entity: EntityName,
  pair: RecordPair,
  choices: readonly Omit<FieldPayload, 'billcomId'>[],
): Promise<void> {
  const { tx, companyId, who } = deciding;
  const { quickbooksId, billcomId } = pair;
  const fields = choices.map(({ field }) => field);
  await voidFieldChoices(tx, companyId, entity, quickbooksId, fields);
  const about = { entity, book: 'quickbooks', recordId: quickbooksId } as const;
  for (const choice of choices) {
    await insertDecision(tx, companyId, { kind: 'field', ...about, payload: { billcomId, ...choice }, who });
    await audit(tx, companyId, {
      who,
      action: `decided that the value of ${choice.take} counts`,
      ...about,
      before: { quickbooks: choice.quickbooks, billcom: choice.billcom },
      after: { [choice.field]: choice[choice.take] },
      detail: choice.field,
    });
  }
  await onWorkList(deciding, entity, pair);
}

/** Says what became of a write whose outcome is unknown: it is this record. */
export async function decideIsThis(
  { tx, companyId, who }: Deciding,
  hold: OpenHold,
  operation: Operation,
  recordId: string,
): Promise<void> {
  const { entity, book, recordId: heldId } = hold;
  const payload = { recordId };
  await voidOutcomeDecisions(tx, companyId, operation.id);
  await insertDecision(tx, companyId, {
    kind: 'isThis',
    entity,
    book,
    recordId: heldId,
    operationId: operation.id,
    payload,
    who,
  });
  await audit(tx, companyId, {
    who,
    action: 'decided that a write of unknown outcome is this record',
    entity,
    book: operation.book,
    recordId,
    operationId: operation.id,
  });
  await putOnWorkList(tx, companyId, book, entity, [heldId]);
}

/** Says that a write whose outcome is unknown did not happen; what was thought to be it is another record. */
export async function decideWriteIt(deciding: Deciding, hold: OpenHold, operation: Operation): Promise<void> {
  const { tx, companyId, who } = deciding;
  const { entity, book, recordId, recordName } = hold;
  await voidOutcomeDecisions(tx, companyId, operation.id);
  await insertDecision(tx, companyId, {
    kind: 'writeIt',
    entity,
    book,
    recordId,
    operationId: operation.id,
    payload: {},
    who,
  });
  await audit(tx, companyId, {
    who,
    action: 'decided that a write of unknown outcome did not happen',
    entity,
    book,
    recordId,
    operationId: operation.id,
  });
  await putOnWorkList(tx, companyId, book, entity, [recordId]);
  for (const other of operation.recordId === null ? candidatesOf(hold) : []) {
    const [quickbooks, billcom] =
      book === 'quickbooks'
        ? [{ id: recordId, name: recordName }, other]
        : [other, { id: recordId, name: recordName }];
    const pair = { quickbooksId: quickbooks.id, billcomId: billcom.id };
    const names = { quickbooks: quickbooks.name, billcom: billcom.name };
    await decidePair(deciding, 'keepApart', entity, pair, names);
  }
}

/** The records that a write of unknown outcome may have become, as its hold names them. */
export const candidatesOf = ({ detail }: OpenHold): readonly { id: string; name: string }[] =>
  (detail.candidates ?? []) as readonly { id: string; name: string }[];

/** Has a book asked once more what it refused. */
export async function decideRetry({ tx, companyId, who }: Deciding, hold: OpenHold): Promise<void> {
  const { entity, book, recordId } = hold;
  await insertDecision(tx, companyId, { kind: 'retry', entity, book, recordId, payload: {}, who });
  await putOnWorkList(tx, companyId, book, entity, [recordId]);
  await audit(tx, companyId, {
    who,
    action: 'asked for another try',
    entity,
    book,
    recordId,
    detail: hold.sentence,
  });
}

/** Says what becomes of a record that asks before it is made: made as the hold shows it, or left where it is. */
export async function decideToMake(
  { tx, companyId, who }: Deciding,
  { entity, book, recordId, sentence, detail }: OpenHold,
  choice: 'make' | 'leave',
): Promise<void> {
  const about = { entity, book, recordId };
  await voidMakeDecisions(tx, companyId, about);
  if (choice === 'make') {
    const payload = { shown: detail.shown as CanonicalFields };
    await insertDecision(tx, companyId, { kind: 'make', ...about, payload, who });
  } else {
    const sameAs = (detail.sameAs ?? []) as readonly string[];
    await leaveOut(tx, companyId, { entity, book, id: recordId, who, sameAs });
  }
  await putOnWorkList(tx, companyId, book, entity, [recordId]);
  await audit(tx, companyId, {
    who,
    action: choice === 'make' ? 'decided that a record is made' : 'left a record out',
    ...about,
    detail: sentence,
  });
}

/**
 * Makes the cycle due that carries decisions out: the last step of their transaction, since a cycle locks records before
 * its company, too. Before the first preview is accepted the first sync does it.
 * @returns the cycle's number.
 */
export async function carryOutNow({ tx, companyId, who }: Deciding): Promise<number | undefined> {
  const { acceptedAt } = await loadCompany(tx, companyId);
  return acceptedAt === null ? undefined : (await requestCycleNow(tx, companyId, { by: who })).number;
}

async function onWorkList(
  { tx, companyId }: Deciding,
  entity: EntityName,
  { quickbooksId, billcomId }: RecordPair,
): Promise<void> {
  await putOnWorkList(tx, companyId, 'quickbooks', entity, [quickbooksId]);
  await putOnWorkList(tx, companyId, 'billcom', entity, [billcomId]);
}
