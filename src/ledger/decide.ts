import type { Book, CanonicalFields, EntityName } from '../entities/definition';
import type { RecordPair } from '../reconcile/decisions';
import { audit } from './audit';
import { loadCompany } from './companies';
import { leaveOut } from './cutOver';
import type { Transaction } from './database';
import {
  insertDecision,
  voidFieldChoices,
  voidMakeDecisions,
  voidOutcomeDecisions,
  voidPairDecisions,
  type FieldPayload,
} from './decisions';
import type { OpenHold } from './holds';
import type { Operation } from './operations';
import { closeProposals } from './pairProposals';
import { putOnWorkList } from './records';
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

/** Both records of a pair are looked at by the next cycle. */
export async function onWorkList(
  { tx, companyId }: Deciding,
  entity: EntityName,
  { quickbooksId, billcomId }: RecordPair,
): Promise<void> {
  await putOnWorkList(tx, companyId, 'quickbooks', entity, [quickbooksId]);
  await putOnWorkList(tx, companyId, 'billcom', entity, [billcomId]);
}
