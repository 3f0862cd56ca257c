import { partners } from '../documents';
import { judged, type Evidence, type Invariant } from '../evidence';
import { heldKeys, isReceived, stands, standsHere } from './books';
import { staysBefore } from './invoicesOnce';

/** R6: every invoice and every payment is linked, held with a reason, or from before the start date. */
export function receivablesTold({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { now, links, holds, atStart } = receivables;
  const held = heldKeys(holds);
  const twin = partners(links);
  const against: string[] = [];
  const tell = (entity: string, id: string, what: string): void => {
    if (!held.has(`${entity} ${id}`)) against.push(`${what} is neither linked nor held`);
  };
  for (const each of now.quickbooks.invoice)
    if (
      standsHere(each) &&
      twin.inBillcom('invoice', each.TxnID) === undefined &&
      !staysBefore(receivables, each.TxnID, String(each.TxnDate))
    )
      tell('invoice', each.TxnID, `the invoice ${String(each.RefNumber)} of QuickBooks`);
  for (const each of now.billcom.invoice)
    if (stands(each) && twin.inQuickBooks('invoice', each.id) === undefined)
      tell('invoice', each.id, `the invoice ${String(each.invoiceNumber)} of Bill.com`);
  for (const each of now.billcom.receivedPayment)
    if (isReceived(each) && twin.inQuickBooks('receivedPayment', each.id) === undefined)
      tell('receivedPayment', each.id, `a payment of ${String(each.paymentDate)} of Bill.com`);
  const old = new Set(atStart.quickbooks.receivedPayment.map(({ TxnID }) => TxnID));
  for (const each of now.quickbooks.receivedPayment)
    if (
      standsHere(each) &&
      !old.has(each.TxnID) &&
      twin.inBillcom('receivedPayment', each.TxnID) === undefined
    )
      tell('receivedPayment', each.TxnID, `a payment of ${String(each.TxnDate)} of QuickBooks`);
  const count = (entity: string): number => links.filter((each) => each.entity === entity).length;
  return judged(
    'R6',
    against,
    `${count('invoice')} pairs of invoices and ${count('receivedPayment')} of payments; every other one is held with a reason or from before the start date`,
  );
}
