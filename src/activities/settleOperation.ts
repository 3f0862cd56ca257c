import type { CanonicalFields, CanonicalValue, EntityDefinition } from '../entities/definition';
import { otherBook, rulesOf, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { openHolds } from '../ledger/holds';
import { insertCreatedLink, moveBases } from '../ledger/links';
import { setOperationState, type Operation } from '../ledger/operations';
import { loadRecord, mirrorOwnWrite, putOnWorkList } from '../ledger/records';
import { refusedHold, type HoldRelease } from '../reconcile/holds';

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
  readonly cause: 'refused' | 'locked' | 'ourBug' | 'nameInUse' | 'unknownOutcome';
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
  const { tx, companyId, cycle, definition } = context;
  const sourceBook = otherBook(operation.book);
  const source = await loadRecord(tx, companyId, sourceBook, operation.entity, operation.sourceId);
  await setOperationState(tx, companyId, [operation.id], 'rejected', {
    statusCode: refusal.code,
    message: refusal.sentence,
  });
  await openHolds(tx, companyId, cycle, [
    refusedHold(
      {
        definition,
        book: sourceBook,
        id: operation.sourceId,
        name: String(source?.fields.name ?? operation.sourceId),
        word: rulesOf(definition, source?.fields ?? {}).words.one,
      },
      refusal,
    ),
  ]);
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
  await putOnWorkList(tx, companyId, otherBook(operation.book), operation.entity, [operation.sourceId]);
  if (operation.recordId !== null)
    await putOnWorkList(tx, companyId, operation.book, operation.entity, [operation.recordId]);
}

/** Whether a record, found after a lost answer, holds everything that the operation wanted to write. */
export function holdsEverything(record: BookRecord, fields: CanonicalFields): boolean {
  return Object.entries(fields).every(([name, value]) => sameValue(record.fields[name], value));
}

function pick(fields: CanonicalFields, names: readonly string[]): Record<string, CanonicalValue> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}
