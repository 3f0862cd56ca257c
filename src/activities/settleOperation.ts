import { isOfSetting } from '../entities/companyAccounts';
import type { EntityDefinition } from '../entities/definition';
import { otherBook } from '../entities/definition';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { openHolds, releaseOutcomeHold } from '../ledger/holds';
import { setOperationState, type Operation } from '../ledger/operations';
import { loadRecord, putOnWorkList } from '../ledger/records';
import type { HeldRecord, HoldRelease } from '../reconcile/holds';
import { named } from '../reconcile/named';
import { refusedHold } from '../reconcile/writeHolds';
import { completeRecords } from './ledger/completed';

/** How a write ended, in the ledger's terms. */
export interface SettleContext {
  readonly tx: Transaction;
  readonly companyId: string;
  readonly cycle: number;
  readonly definition: EntityDefinition;
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
export async function outcomeIsKnown({ tx, companyId }: SettleContext, operation: Operation): Promise<void> {
  if (operation.state === 'unknown') await releaseOutcomeHold(tx, companyId, operation.id);
}

/** The record that an operation comes from, as its holds name it. */
export async function sourceOf(
  { tx, companyId, definition }: SettleContext,
  operation: Operation,
): Promise<HeldRecord> {
  const book = otherBook(operation.book);
  const id = operation.sourceId;
  if (isOfSetting(id))
    return { definition, book, id, name: operation.fields.name as string, word: `account of the ${id}` };
  const source = await loadRecord(tx, companyId, book, operation.entity, id);
  if (!source) return { definition, book, id, name: id };
  const whole = await completeRecords(tx, companyId, book, definition, new Map([[id, source]]));
  return named(definition, book, whole.get(id) ?? source);
}
