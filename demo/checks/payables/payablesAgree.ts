import { centsOf } from '../documents';
import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { owedAgrees, postedTo } from '../owedAgrees';
import { pays, stands, type PayablesEvidence } from './books';

/**
 * I3: what is owed to each vendor is the same in both books, or each difference is named. Both sides are added up here from
 * the books themselves: what QuickBooks' transactions post to A/P, and Bill.com's bills less credits and payments.
 */
export function payablesAgree({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const { now, tieOut, links } = payables;
  const posted = postedTo('AccountsPayable', now.quickbooks, tieOut.asOf);
  const { against, detail } = owedAgrees({
    party: 'vendor',
    here: new Map([...posted].map(([vendor, cents]) => [vendor, -cents])),
    there: owedInBillcom(payables),
    tieOut,
    links,
    isThere: (book, id) => isThere(payables, book, id),
  });
  return judged('I3', against, detail);
}

/** Bills less credits and payments up to today, by vendor. */
function owedInBillcom({ now, tieOut }: PayablesEvidence): Map<string, number> {
  const owed = new Map<string, number>();
  const add = (vendor: Value, cents: number): void =>
    void owed.set(String(vendor), (owed.get(String(vendor)) ?? 0) + cents);
  const { bill, vendorCredit, billPayment } = now.billcom;
  for (const each of bill)
    if (stands(each) && String(each.glPostingDate) <= tieOut.asOf) add(each.vendorId, centsOf(each.amount));
  for (const each of vendorCredit)
    if (stands(each) && String(each.glPostingDate) <= tieOut.asOf) add(each.vendorId, -centsOf(each.amount));
  for (const each of billPayment)
    if (pays(each) && String(each.processDate) <= tieOut.asOf) add(each.vendorId, -centsOf(each.amount));
  return owed;
}

function isThere({ now }: PayablesEvidence, book: 'quickbooks' | 'billcom', id: string): boolean {
  if (book === 'quickbooks') return now.quickbooks.all.some(({ TxnID }) => TxnID === id);
  const { bill, vendorCredit, billPayment, billCredit } = now.billcom;
  return [...bill, ...vendorCredit, ...billPayment, ...billCredit].some((each) => each.id === id);
}
