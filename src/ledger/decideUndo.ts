import { otherBook, type Book, type CanonicalFields, type EntityName } from '../entities/definition';
import type { RecordPair } from '../reconcile/decisions';
import { audit } from './audit';
import { decideFields, decidePair, onWorkList, type Deciding } from './decide';
import { insertDecision, showUndo, undosOf, voidPairDecisions, type UndoPayload } from './decisions';
import { moveBases } from './links';
import type { Operation } from './operations';
import { loadRecord } from './records';
import { withdrawUndos } from './undo';

/** Taking writes back, and releasing what was kept apart since, as people decide it (`tieout undo`, `resolve --release`). */

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
 * Takes back, as it is now, what was changed since its undoing was decided.
 * @returns false when nothing of the pair is to be taken back any more.
 */
export async function decideUndoAsItIs(
  deciding: Deciding,
  entity: EntityName,
  pair: RecordPair,
): Promise<boolean> {
  const { tx, companyId, who } = deciding;
  const open = (await undosOf(tx, companyId, entity, pair)).filter(({ state }) => state === 'open');
  const ids = { quickbooks: pair.quickbooksId, billcom: pair.billcomId };
  for (const { id, operationId, payload } of open) {
    const { book } = payload;
    const written = await loadRecord(tx, companyId, book, entity, ids[book]);
    if (written) await showUndo(tx, companyId, id, written.fields);
    await audit(tx, companyId, {
      who,
      action: 'decided that a write is taken back as its record is now',
      entity,
      book,
      recordId: ids[book],
      ...(operationId ? { operationId } : {}),
      before: payload.shown,
      after: written?.fields ?? null,
      detail: payload.because,
    });
  }
  await onWorkList(deciding, entity, pair);
  return open.length > 0;
}

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
  const undone = undos.map(({ operationId }) => operationId);
  if (!(await withdrawUndos(tx, companyId, undone))) return 'onItsWay';
  const { book, way, isAgain = false } = undo.payload;
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
  if (way !== 'restore' && isGone && (undo.state === 'used' || isAgain)) {
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
