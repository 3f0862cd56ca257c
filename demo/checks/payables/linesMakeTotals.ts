import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { centsOf } from '../documents';
import { linesIn, linesOf, stands, totalIn } from './books';

/** The lines of every bill and credit come to its total, in both books. */
export function linesMakeTotals({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const { quickbooks, billcom } = payables.now;
  const here = [...quickbooks.bill, ...quickbooks.vendorCredit];
  const there = [...billcom.bill, ...billcom.vendorCredit].filter(stands);
  const sum = (amounts: readonly Value[]): number =>
    amounts.reduce((total: number, each) => total + centsOf(each), 0);
  const against = [
    ...here
      .filter((each) => sum(linesIn(each).map(({ Amount }) => Amount)) !== totalIn(each))
      .map((each) => `the lines of ${String(each.RefNumber)} in QuickBooks do not make its total`),
    ...there
      .filter((each) => sum(linesOf(each).map(({ amount }) => amount)) !== centsOf(each.amount))
      .map(
        (each) =>
          `the lines of ${String(each.invoiceNumber ?? each.refNumber)} in Bill.com do not make its total`,
      ),
  ];
  return judged(
    'P2',
    against,
    `${here.length} bills and credits in QuickBooks and ${there.length} in Bill.com added up`,
  );
}
