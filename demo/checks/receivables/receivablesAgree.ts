import { centsOf } from '../documents';
import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { owedAgrees, postedTo } from '../owedAgrees';
import { isReceived, stands, type ReceivablesEvidence } from './books';

/**
 * R4: what each customer and job owes is the same in both books, or each difference is named. Both sides are added up here
 * from the books themselves: what QuickBooks' transactions post to A/R, and Bill.com's invoices less credit memos and
 * payments received.
 */
export function receivablesAgree({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { now, tieOut, links } = receivables;
  const { against, detail } = owedAgrees({
    party: 'customer',
    here: postedTo('AccountsReceivable', now.quickbooks, tieOut.asOf),
    there: owingInBillcom(receivables),
    tieOut,
    links,
    isThere: (book, id) => isThere(receivables, book, id),
  });
  return judged('R4', against, detail);
}

/** Invoices less credit memos and payments up to today, by customer. */
function owingInBillcom({ now, tieOut: { asOf } }: ReceivablesEvidence): Map<string, number> {
  const owing = new Map<string, number>();
  const add = (customer: Value, cents: number): void =>
    void owing.set(String(customer), (owing.get(String(customer)) ?? 0) + cents);
  const { invoice, creditMemo, receivedPayment } = now.billcom;
  for (const each of invoice)
    if (stands(each) && String(each.glPostingDate ?? each.invoiceDate) <= asOf)
      add(each.customerId, centsOf(each.amount));
  for (const each of creditMemo)
    if (stands(each) && String(each.glPostingDate ?? each.creditDate) <= asOf)
      add(each.customerId, -centsOf(each.amount));
  for (const each of receivedPayment)
    if (isReceived(each) && String(each.paymentDate) <= asOf) add(each.customerId, -centsOf(each.amount));
  return owing;
}

function isThere({ now }: ReceivablesEvidence, book: 'quickbooks' | 'billcom', id: string): boolean {
  if (book === 'quickbooks') return now.quickbooks.all.some(({ TxnID }) => TxnID === id);
  const { invoice, creditMemo, receivedPayment } = now.billcom;
  return [...invoice, ...creditMemo, ...receivedPayment].some((each) => each.id === id);
}
