import type { EntityDefinition } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { useFieldChoices } from '../ledger/decisions';
import { openHolds, releaseOutcomeHold } from '../ledger/holds';
import { insertCreatedLink, moveBases } from '../ledger/links';
import { setOperationState, type Operation } from '../ledger/operations';
import { loadRecord, mirrorOwnWrite, putOnWorkList } from '../ledger/records';
import { afterWrite } from '../reconcile/applied';
import type { HeldRecord, HoldRelease } from '../reconcile/holds';
import { named } from '../reconcile/named';
import { changedTexts } from '../reconcile/textRule';
import { refusedHold } from '../reconcile/writeHolds';

/** How a write ended, in the ledger's terms. */
export interface SettleContext {
  readonly tx: Transaction;
  readonly companyId: string;
  readonly cycle: number;
  readonly definition: EntityDefinition;
}

export interface Applied {
  readonly statusCode?: string;
  readonly message?: string;
  /** How the outcome became known, where it was not by the answer. */
  readonly how?: string;
  /** The record is as it was found by looking, not as the write left it. */
  readonly isFoundLater?: boolean;
}

/**
 * The book has it: the record as read back goes into the mirror, both bases move for the operation's fields, a create
 * becomes a link, and the audit log gets its line (design I7).
 */
export async function settleApplied(
  context: SettleContext,
  operation: Operation,
  readBack: BookRecord,
  detail: Applied = {},
): Promise<void> {
  const { tx, companyId, cycle, definition } = context;
  const { book, entity, sourceId } = operation;
  const before = await loadRecord(tx, companyId, book, entity, readBack.id);
  const { bases, othersChanged } = afterWrite(operation, readBack, before, detail.isFoundLater === true);
  // Somebody else's edit that came back with ours must be seen by the next reconcile.
  await mirrorOwnWrite(tx, companyId, book, entity, readBack, othersChanged);
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
    ...explained(definition, operation, await choicesFor(context, operation), detail.how),
  });
}

/** Whose choice, and not the policy, decided a conflict that this write settles; the choice is carried out. */
async function choicesFor(
  { tx, companyId, cycle }: SettleContext,
  { book, entity, recordId, sourceId, overwrites }: Operation,
): Promise<ReadonlyMap<string, string>> {
  if (overwrites.length === 0) return new Map();
  const quickbooksId = book === 'quickbooks' ? (recordId as string) : sourceId;
  const chosen = await useFieldChoices(tx, companyId, cycle, entity, quickbooksId, overwrites);
  return new Map(chosen.map(({ field, who }) => [field, who]));
}

/**
 * What the audit line says beside the values: how the outcome became known, which texts the book holds otherwise, and
 * whose edit gave way to what.
 */
function explained(
  definition: EntityDefinition,
  operation: Operation,
  choices: ReadonlyMap<string, string>,
  how: string | undefined,
): { detail?: string } {
  const { overwrites } = operation;
  const overwrote = (fields: readonly string[], by: string): string[] =>
    fields.length === 0 ? [] : [`both books had been changed; ${by} this overwrote: ${fields.join(', ')}`];
  const parts = [
    ...(how === undefined ? [] : [how]),
    ...changedTexts(definition, operation),
    ...overwrote(
      overwrites.filter((field) => !choices.has(field)),
      'by the conflict policy',
    ),
    ...[...new Set(choices.values())].flatMap((who) =>
      overwrote(
        overwrites.filter((field) => choices.get(field) === who),
        `as ${who} decided,`,
      ),
    ),
  ];
  return parts.length === 0 ? {} : { detail: parts.join('; ') };
}

/** Why a book refused a write. */
export interface Refusal {
  readonly cause: 'refused' | 'locked' | 'ourBug' | 'nameInUse' | 'notAllowed';
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

/** The outcome of an operation is known: what was said of it while it was not is over. */
async function outcomeIsKnown({ tx, companyId }: SettleContext, operation: Operation): Promise<void> {
  if (operation.state === 'unknown') await releaseOutcomeHold(tx, companyId, operation.id);
}

/** The record that an operation comes from, as its holds name it. */
export async function sourceOf(
  { tx, companyId, definition }: SettleContext,
  operation: Operation,
): Promise<HeldRecord> {
  const book = otherBook(operation.book);
  const id = operation.sourceId;
  const source = await loadRecord(tx, companyId, book, operation.entity, id);
  return source ? named(definition, book, source) : { definition, book, id, name: id };
}
