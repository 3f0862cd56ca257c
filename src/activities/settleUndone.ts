import { otherBook } from '../entities/definition';
import { useUndos } from '../ledger/decisions';
import { openHolds } from '../ledger/holds';
import type { Operation } from '../ledger/operations';
import { loadRecord } from '../ledger/records';
import { holds } from '../reconcile/holds';
import { isLiving } from '../reconcile/paths';
import { sourceOf, type SettleContext } from './settleOperation';

/**
 * Writes that took others back were carried out: the decisions are in force, and what is left of their pairs says that it
 * is done, and not that it is being done.
 */
export async function settleUndone(context: SettleContext, operations: readonly Operation[]): Promise<void> {
  const { tx, companyId, cycle, definition } = context;
  const undoing = new Map(
    operations.flatMap((operation) => (operation.undoes === null ? [] : [[operation.undoes, operation]])),
  );
  for (const { operationId, payload, who, at } of await useUndos(tx, companyId, cycle, [...undoing.keys()])) {
    const operation = undoing.get(operationId);
    if (!operation) continue;
    const { entity, book, sourceId } = operation;
    if (!isLiving(await loadRecord(tx, companyId, otherBook(book), entity, sourceId))) continue;
    const source = await sourceOf(context, operation);
    const apart = { who, day: at.toISOString().slice(0, 10), because: payload.because, isDone: true };
    const labels = Object.keys(payload.before).map((name) => definition.fields[name]?.label ?? name);
    const hold =
      payload.way === 'restore'
        ? holds.fieldsKeptApart(source, labels, apart)
        : holds.keptApart(source, apart);
    await openHolds(tx, companyId, cycle, [hold]);
  }
}
