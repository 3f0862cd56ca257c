import type { CanonicalFields, CanonicalValue, EntityDefinition, EntityName } from '../entities/definition';
import { otherBook, rulesOf, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { openHolds, releaseOutcomeHold } from '../ledger/holds';
import { insertCreatedLink, moveBases } from '../ledger/links';
import { concludeLinked, markAsked, setOperationState, type Operation } from '../ledger/operations';
import { loadRecord, mirrorOwnWrite, putOnWorkList } from '../ledger/records';
import { refusedHold, unknownOutcomeHold, type HeldRecord, type HoldRelease } from '../reconcile/holds';
import type { NewLink } from '../reconcile/plan';

/** How a write ended, in the ledger's terms. */
export interface SettleContext {
  readonly tx: Transaction;
  readonly companyId: string;
  readonly cycle: number;
  readonly definition: EntityDefinition;
}

/**
 * The book has it: the record as read back goes into the mirror, both bases move for the operation's fields, a create
 * becomes a link, and the audit log gets its line (design I7).
 */
export async function settleApplied(
  context: SettleContext,
  operation: Operation,
  readBack: BookRecord,
  detail: { statusCode?: string; message?: string; how?: string } = {},
): Promise<void> {
  const { tx, companyId, cycle, definition } = context;
  const { book, entity, sourceId } = operation;
  const before = await loadRecord(tx, companyId, book, entity, readBack.id);
  const names = Object.keys(operation.sourceBase);
  const writtenBase = pick(readBack.fields, names);
  // Somebody else's edit that came back with ours must be seen by the next reconcile.
  const othersChanged =
    before !== undefined &&
    Object.keys(readBack.fields).some(
      (name) => !names.includes(name) && !sameValue(readBack.fields[name], before.fields[name]),
    );
  await mirrorOwnWrite(tx, companyId, book, entity, readBack, othersChanged);
  const bases = {
    quickbooks: book === 'quickbooks' ? writtenBase : operation.sourceBase,
    billcom: book === 'billcom' ? writtenBase : operation.sourceBase,
  };
  if (operation.action === 'create') {
    await insertCreatedLink(tx, companyId, {
      cycle,
      entity: definition.name,
      quickbooksId: book === 'quickbooks' ? readBack.id : sourceId,
      billcomId: book === 'billcom' ? readBack.id : sourceId,
      quickbooksBase: bases.quickbooks,
      billcomBase: bases.billcom,
    });
  } else {
    await moveBases(tx, companyId, entity, { book, id: readBack.id }, bases);
  }
  await setOperationState(tx, companyId, [operation.id], 'applied', { recordId: readBack.id, ...detail });
  await outcomeIsKnown(context, operation);
  await audit(tx, companyId, {
    who: 'Tieout',
    action: operation.action,
    entity,
    book,
    recordId: readBack.id,
    operationId: operation.id,
    before: operation.before,
    after: operation.fields,
    ...explained(operation, detail.how),
  });
}

/** What the audit line says beside the values: how the outcome became known, and whose edit gave way to the policy. */
function explained(operation: Operation, how: string | undefined): { detail?: string } {
  const fields = operation.overwrites.join(', ');
  const overwrote =
    fields === '' ? [] : [`both books had been changed; by the conflict policy this overwrote: ${fields}`];
  const parts = [...(how === undefined ? [] : [how]), ...overwrote];
  return parts.length === 0 ? {} : { detail: parts.join('; ') };
}

/** Why a book refused a write. */
export interface Refusal {
  readonly cause: 'refused' | 'locked' | 'ourBug' | 'nameInUse';
  readonly code: string;
  readonly sentence: string;
  readonly cure: string;
  readonly release: HoldRelease;
}

/** The book refused it: a hold on the source says why, and nothing else waits. */
export async function settleRefused(
  context: SettleContext,
  operation: Operation,
  refusal: Refusal,
): Promise<void> {
  const { tx, companyId, cycle } = context;
  await setOperationState(tx, companyId, [operation.id], 'rejected', {
    statusCode: refusal.code,
    message: refusal.sentence,
  });
  await outcomeIsKnown(context, operation);
  await openHolds(tx, companyId, cycle, [refusedHold(await sourceOf(context, operation), refusal)]);
  await audit(tx, companyId, {
    who: 'Tieout',
    action: `${operation.action} refused`,
    entity: operation.entity,
    book: operation.book,
    ...(operation.recordId === null ? {} : { recordId: operation.recordId }),
    operationId: operation.id,
    after: operation.fields,
    detail: `${refusal.code}: ${refusal.sentence}`,
  });
}

/** Not written, as far as is proven: the records go on the work list and the write is planned anew from what they say. */
export async function settleWithdrawn(
  context: SettleContext,
  operation: Operation,
  because: string,
): Promise<void> {
  const { tx, companyId } = context;
  await setOperationState(tx, companyId, [operation.id], 'withdrawn', { message: because });
  await outcomeIsKnown(context, operation);
  await putOnWorkList(tx, companyId, otherBook(operation.book), operation.entity, [operation.sourceId]);
  if (operation.recordId !== null)
    await putOnWorkList(tx, companyId, operation.book, operation.entity, [operation.recordId]);
}

/** Looked up, and still open: the operation stays unknown, nothing is written, and a hold says what a person can do. */
export async function settleInconclusive(
  context: SettleContext,
  operation: Operation,
  outcome: { because: string; candidates: readonly BookRecord[]; looksAgain: boolean },
): Promise<void> {
  const { tx, companyId, cycle } = context;
  const { because, looksAgain } = outcome;
  const candidates = outcome.candidates.map(({ id, fields }) => ({ id, name: String(fields.name ?? id) }));
  await setOperationState(tx, companyId, [operation.id], 'unknown', { message: because });
  if (!looksAgain) await markAsked(tx, companyId, operation.id);
  await openHolds(tx, companyId, cycle, [
    unknownOutcomeHold(await sourceOf(context, operation), {
      operationId: operation.id,
      action: operation.action,
      because,
      candidates,
      looksAgain,
    }),
  ]);
  if (looksAgain) return;
  await audit(tx, companyId, {
    who: 'Tieout',
    action: `${operation.action}, outcome unknown`,
    entity: operation.entity,
    book: operation.book,
    ...(operation.recordId === null ? {} : { recordId: operation.recordId }),
    operationId: operation.id,
    after: operation.fields,
    detail: because,
  });
}

/** Creates that a person was asked about, and whose twin was found by reading: the link is their outcome. */
export async function settleLinked(
  { tx, companyId }: Pick<SettleContext, 'tx' | 'companyId'>,
  entity: EntityName,
  links: readonly NewLink[],
): Promise<void> {
  for (const operation of await concludeLinked(tx, companyId, entity, links)) {
    await releaseOutcomeHold(tx, companyId, operation.id);
    await audit(tx, companyId, {
      who: 'Tieout',
      action: operation.action,
      entity,
      book: operation.book,
      recordId: operation.recordId as string,
      operationId: operation.id,
      after: operation.fields,
      detail: 'found when the list was read, after the answer was lost',
    });
  }
}

/** What was said of an unknown outcome is over. */
async function outcomeIsKnown(
  { tx, companyId }: Pick<SettleContext, 'tx' | 'companyId'>,
  operation: Operation,
): Promise<void> {
  if (operation.state === 'unknown') await releaseOutcomeHold(tx, companyId, operation.id);
}

/** The record that an operation comes from, as its holds name it. */
async function sourceOf(
  { tx, companyId, definition }: SettleContext,
  operation: Operation,
): Promise<HeldRecord> {
  const book = otherBook(operation.book);
  const id = operation.sourceId;
  const source = await loadRecord(tx, companyId, book, operation.entity, id);
  const { one } = rulesOf(definition, source?.fields ?? {}).words;
  return { definition, book, id, name: String(source?.fields.name ?? id), word: one };
}

/** Whether a record, found after a lost answer, holds everything that the operation wanted to write. */
export function holdsEverything(record: BookRecord, fields: CanonicalFields): boolean {
  return Object.entries(fields).every(([name, value]) => sameValue(record.fields[name], value));
}

function pick(fields: CanonicalFields, names: readonly string[]): Record<string, CanonicalValue> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}
