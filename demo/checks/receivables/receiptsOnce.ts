import {
  centsOf,
  dollars,
  idIn,
  partners,
  type BillcomDocument,
  type QuickBooksTransaction,
} from '../documents';
import { elementsOf, judged, type Evidence, type Invariant, type Value } from '../evidence';
import { heldKeys, isReceived, shortened, standsHere } from './books';

/**
 * R2: every payment of a customer that Bill.com has is in QuickBooks exactly once, by what the two books say of it: one
 * customer, day and amount, applied to the same invoices for the same money. Those that are held stay in their book.
 */
export function receiptsOnce({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { now, links, holds, atStart } = receivables;
  const held = heldKeys(holds);
  const twin = partners(links);
  const old = new Set([
    ...atStart.billcom.receivedPayment.map(({ id }) => id),
    ...atStart.quickbooks.receivedPayment.map(({ TxnID }) => TxnID),
  ]);
  const isHeld = (quickbooksId: string | undefined, billcomId: string | undefined): boolean =>
    held.has(`receivedPayment ${quickbooksId ?? ''}`) || held.has(`receivedPayment ${billcomId ?? ''}`);
  const numbers = new Map(now.billcom.invoice.map(({ id, invoiceNumber }) => [id, shortened(invoiceNumber)]));
  const there = now.billcom.receivedPayment
    .filter((each) => isReceived(each) && centsOf(each.amount) > 0 && !old.has(each.id))
    .filter((each) => !isHeld(twin.inQuickBooks('receivedPayment', each.id), each.id))
    .map((each) =>
      said(twin.inQuickBooks('customer', each.customerId), each.paymentDate, centsOf(each.amount), paidThere(each, numbers)),
    ); // prettier-ignore
  const here = now.quickbooks.receivedPayment
    .filter((each) => standsHere(each) && centsOf(each.TotalAmount as Value) > 0 && !old.has(each.TxnID))
    .filter((each) => !isHeld(each.TxnID, twin.inBillcom('receivedPayment', each.TxnID)))
    .map((each) =>
      said(idIn(each.CustomerRef as Value), each.TxnDate, centsOf(each.TotalAmount as Value), paidHere(each)),
    );
  const times = (of: readonly string[], key: string): number => of.filter((each) => each === key).length;
  const against = [...new Set([...here, ...there])].flatMap((key) => {
    const [one, two] = [times(here, key), times(there, key)];
    return one === two
      ? []
      : [`a payment (${key}) is ${one} times in QuickBooks and ${two} times in Bill.com`];
  });
  const money = now.billcom.receivedPayment
    .filter(isReceived)
    .reduce((sum, { amount }) => sum + centsOf(amount), 0);
  return judged(
    'R2',
    against,
    `${there.length} payments of customers stand in both, for the same invoices; Bill.com has received ${dollars(money)}`,
  );
}

const said = (customer: string | undefined, date: Value, cents: number, invoices: string): string =>
  `${dollars(cents)} on ${String(date)} of ${customer ?? 'a customer that only Bill.com has'} for ${invoices || 'nothing yet'}`;

/** “1041 100.00, 1042 20.25”, one part an invoice. */
const inWords = (parts: readonly (readonly [string, number])[]): string =>
  parts
    .filter(([, cents]) => cents > 0)
    .map(([invoice, cents]) => `${invoice} ${dollars(cents)}`)
    .sort()
    .join(', ');

const paidThere = (payment: BillcomDocument, numbers: ReadonlyMap<string, string>): string =>
  inWords(
    (elementsOf(payment.invoicePays) as readonly BillcomDocument[]).map(({ invoiceId, amount }) => [
      numbers.get(String(invoiceId)) ?? String(invoiceId),
      centsOf(amount),
    ]),
  );

const paidHere = (payment: QuickBooksTransaction): string =>
  inWords(
    (elementsOf(payment.AppliedToTxnRet as Value) as unknown as QuickBooksTransaction[]).map((applied) => [
      String(applied.RefNumber ?? '').trim(),
      centsOf(applied.Amount as Value),
    ]),
  );
