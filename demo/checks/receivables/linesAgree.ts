import { centsOf, dollars } from '../documents';
import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { amountsHere, heldKeys, linesThere, stands, subtotalItems, totalHere } from './books';

/**
 * R3: lines and sales tax make the total of every invoice, in both books; and of those that are linked the lines come to
 * the same amounts one by one, with what a subtotal only repeats left out, and members of groups by themselves.
 */
export function linesAgree({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { now, links, holds } = receivables;
  const subtotals = subtotalItems(now);
  const held = heldKeys(holds);
  const against: string[] = [];
  const here = new Map(now.quickbooks.invoice.map((each) => [each.TxnID, each]));
  const there = new Map(now.billcom.invoice.map((each) => [each.id, each]));
  for (const each of here.values()) {
    const amounts = amountsHere(each, 'Invoice', subtotals);
    if (sum(amounts) + centsOf(each.SalesTaxTotal) !== totalHere(each))
      against.push(`the lines of ${String(each.RefNumber)} in QuickBooks do not make its total`);
  }
  for (const each of there.values()) {
    const amounts = linesThere(each).map(({ amount }) => centsOf(amount));
    if (stands(each) && sum(amounts) + centsOf(each.salesTaxTotal) !== centsOf(each.amount))
      against.push(`the lines of ${String(each.invoiceNumber)} in Bill.com do not make its total`);
  }
  let pairs = 0;
  let lines = 0;
  for (const { entity, quickbooksId, billcomId } of links) {
    const [one, two] = [here.get(quickbooksId), there.get(billcomId)];
    if (entity !== 'invoice' || !one || !two || one.isVoid === true) continue;
    if (held.has(`invoice ${quickbooksId}`) || held.has(`invoice ${billcomId}`)) continue;
    const a = amountsHere(one, 'Invoice', subtotals);
    const b = linesThere(two).map(({ amount }) => centsOf(amount));
    pairs += 1;
    lines += a.length;
    const [words, otherWords] = [inWords(a, one.SalesTaxTotal), inWords(b, two.salesTaxTotal)];
    if (words !== otherWords)
      against.push(`${String(one.RefNumber)} is ${words} in QuickBooks and ${otherWords} in Bill.com`);
  }
  return judged(
    'R3',
    against,
    `${here.size} invoices in QuickBooks and ${there.size} in Bill.com added up; ${lines} lines of ${pairs} pairs and their sales tax are the same`,
  );
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** Lines of nothing are text. */
const inWords = (amounts: readonly number[], tax: Value): string =>
  `${amounts
    .filter((cents) => cents !== 0)
    .sort((a, b) => a - b)
    .map(dollars)
    .join(', ')} and tax ${dollars(centsOf(tax))}`;
