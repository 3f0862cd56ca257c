import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents } from '../entities/documentLines';
import { newId, UNSET, v2Time, type Row } from '../wireValues';
import { withSettled } from './settle';
import { checkShares, type InvoiceShare } from './shares';

/**
 * Applies a credit memo: to these invoices and no others. An application that is taken back stays, inactive. Answers
 * the applications there are.
 */
export function applyCredit(
  creditMemoId: string,
  shares: readonly InvoiceShare[],
  books: Books,
  now: number,
): Row[] {
  const memo = books.find('CreditMemo', creditMemoId);
  if (!memo) throw refuse.notFound();
  if (memo.isActive === '2') throw refuse.badData('creditMemoId', 'The credit memo has been deleted.');
  const current = [...books.all('InvoiceCredit')].filter(
    (each) => each.creditMemoId === creditMemoId && each.isActive === '1',
  );
  const cents = inCents(memo.amount);
  checkShares(shares, { customerId: String(memo.customerId), cents, current }, books);
  const updatedTime = v2Time(now);
  const applied = shares.map(({ invoiceId, amount }): Row => {
    const before = current.find((each) => each.invoiceId === invoiceId);
    if (before) return { ...before, amount, updatedTime };
    const stamp = { isActive: '1', createdTime: updatedTime, updatedTime };
    const own = { creditMemoId, invoiceId, receivedPayId: UNSET, amount };
    return { entity: 'InvoiceCredit', id: newId('icr'), ...stamp, ...own };
  });
  const ids = new Set(applied.map(({ id }) => id));
  const taken = current
    .filter(({ id }) => !ids.has(id))
    .map((each) => ({ ...each, isActive: '2', updatedTime }));
  books.putAll(withSettled([...applied, ...taken], books, now));
  return applied;
}
