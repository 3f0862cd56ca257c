import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import type { Deciding } from '../ledger/decide';
import { decideUndo } from '../ledger/decideUndo';
import type { Operation } from '../ledger/operations';
import { loadOperation } from '../ledger/operations';
import { blockingStop } from '../ledger/stops';
import { writesOfCycle, writesTo } from '../ledger/undo';
import { loadCycle } from '../ledger/cycles';
import { linkOf } from '../ledger/links';
import type { RecordKey } from '../ledger/recordNames';
import { isRefused } from '../reconcile/takeBackRules';
import { Problem } from '../words/problem';
import { undoItems, type UndoHow, type UndoItem } from './undoItems';
import { many } from '../words/counted';

/** What is to be taken back: all writes of a cycle, those to a record, or one write. */
export type UndoWish =
  { readonly cycle: number } | { readonly record: RecordKey } | { readonly operation: string };

/** A cycle with more writes than that is a matter of a backup. */
export const mostWrites = 500;

/** Which writes are wished to be taken back, each with what is done or why not. @throws Problem */
export async function wishedItems(
  tx: Transaction,
  company: Company,
  wish: UndoWish,
  how: UndoHow,
): Promise<{ readonly items: UndoItem[]; readonly isAllHidden: boolean }> {
  const stop = await blockingStop(tx, company.id);
  if (stop)
    throw new Problem(`Nothing can be taken back while the company is stopped: ${stop.because}`, {
      cure: 'Clear that first; “tieout status” says how.',
    });
  const writes = await wishedWrites(tx, company, wish);
  const seen = writes.filter(({ entity }) => !how.hidden.includes(entity));
  return {
    items: await undoItems(tx, company, seen, how),
    isAllHidden: writes.length > 0 && seen.length === 0,
  };
}

async function wishedWrites(tx: Transaction, { id, name }: Company, wish: UndoWish): Promise<Operation[]> {
  if ('operation' in wish) {
    const operation = await loadOperation(tx, id, wish.operation);
    if (!operation) throw new Problem(`“${name}” has no such write.`);
    return [operation];
  }
  if ('cycle' in wish) {
    if (!(await loadCycle(tx, id, wish.cycle))) throw new Problem(`“${name}” has no cycle ${wish.cycle}.`);
    const writes = await writesOfCycle(tx, id, wish.cycle, mostWrites + 1);
    if (writes.length > mostWrites)
      throw new Problem(`Cycle ${wish.cycle} has more than ${mostWrites} writes.`, {
        cure: 'Take them back record by record.',
      });
    return writes;
  }
  const { entity, book, id: recordId } = wish.record;
  const link = await linkOf(tx, id, wish.record);
  const ids = link ? [link.quickbooksId, link.billcomId] : [recordId];
  const writes = await writesTo(tx, id, entity, ids);
  if (writes.length > 0) return writes;
  throw new Problem('Tieout has written nothing to this record, in either book.', {
    cure: link
      ? `It was linked only (in cycle ${link.cycle}); “tieout links --unlink” ends that.`
      : `It is in ${book === 'quickbooks' ? 'QuickBooks' : 'Bill.com'} only.`,
  });
}

/**
 * Takes back what can be taken back. The next cycle carries it out.
 * @param shown ids of the writes that a person saw would be taken back; undefined: they see it after.
 * @throws Problem when it is nothing, or not what was shown.
 */
export async function takeBack(
  by: Deciding,
  items: readonly UndoItem[],
  because: string,
  shown?: readonly string[],
): Promise<UndoItem[]> {
  const going = items.filter(({ verdict }) => !isRefused(verdict));
  const ids = going.map(({ operation }) => operation.id);
  if (shown && (shown.length !== ids.length || shown.some((id) => !ids.includes(id))))
    throw new Problem('Something has changed since this was shown, so nothing was taken back.', {
      cure: 'Look at it once more; then decide.',
    });
  if (going.length === 0)
    throw new Problem('None of these writes can be taken back.', {
      cure: 'Why not stands at each of them; “--preview” shows it.',
    });
  for (const { operation, verdict, pair, written } of going) {
    if (isRefused(verdict)) continue;
    await decideUndo(by, operation, pair, {
      way: verdict,
      shown: written?.fields ?? {},
      before: verdict === 'restore' ? (operation.before ?? {}) : {},
      because,
    });
  }
  return going;
}

/** “3 writes are taken back; 1 is not.” */
export function undoneWords(items: readonly UndoItem[]): string {
  const going = items.filter(({ verdict }) => !isRefused(verdict)).length;
  const rest = items.length - going;
  const one = `${many(going, 'write')} ${going === 1 ? 'is' : 'are'} taken back`;
  return rest === 0 ? `${one}.` : `${one}; ${rest} ${rest === 1 ? 'is' : 'are'} not.`;
}
