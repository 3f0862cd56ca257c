import { centsOf, dollars, idIn, partners, type QuickBooksTransaction } from '../documents';
import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { heldKeys, shortened, stands, standsHere, totalHere, type ReceivablesEvidence } from './books';

/**
 * R1: every invoice is in both books exactly once, by what the two books say of it and not by Tieout's links: as many of
 * one customer, number, day and total here as there. Those that are held stay in one book, and so do those of QuickBooks
 * from before the start date.
 */
export function invoicesOnce({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { now, links, holds } = receivables;
  const held = heldKeys(holds);
  const twin = partners(links);
  // One side of a pair that is held takes the other with it.
  const isHeld = (quickbooksId: string | undefined, billcomId: string | undefined): boolean =>
    held.has(`invoice ${quickbooksId ?? ''}`) || held.has(`invoice ${billcomId ?? ''}`);
  const isOld = (each: QuickBooksTransaction): boolean =>
    staysBefore(receivables, each.TxnID, String(each.TxnDate));
  const here = now.quickbooks.invoice
    .filter((each) => standsHere(each) && !isOld(each))
    .filter(({ TxnID }) => !isHeld(TxnID, twin.inBillcom('invoice', TxnID)))
    .map((each) => {
      const customer = twin.inBillcom('customer', idIn(each.CustomerRef));
      return said(customer, each.RefNumber, each.TxnDate, totalHere(each));
    });
  const there = now.billcom.invoice
    .filter((each) => stands(each) && !isHeld(twin.inQuickBooks('invoice', each.id), each.id))
    .map((each) => said(String(each.customerId), each.invoiceNumber, each.invoiceDate, centsOf(each.amount)));
  const times = (of: readonly string[], key: string): number => of.filter((each) => each === key).length;
  const against = [...new Set([...here, ...there])].flatMap((key) => {
    const [one, two] = [times(here, key), times(there, key)];
    return one === two
      ? []
      : [`the invoice ${key} is ${one} times in QuickBooks and ${two} times in Bill.com`];
  });
  const before = now.quickbooks.invoice.filter(isOld).length;
  return judged(
    'R1',
    against,
    `${there.length} invoices stand in both, with customer, number, day and total; ${before} of before ${receivables.since} stay in QuickBooks`,
  );
}

const said = (customer: string | undefined, number: Value, date: Value, cents: number): string =>
  `${shortened(number)} of ${String(date)} over ${dollars(cents)} of ${customer ?? 'a customer that only QuickBooks has'}`;

/** Of before the start date, and never in both. */
export function staysBefore({ since, links }: ReceivablesEvidence, id: string, date: string): boolean {
  return (
    date < since && !links.some(({ entity, quickbooksId }) => entity === 'invoice' && quickbooksId === id)
  );
}
