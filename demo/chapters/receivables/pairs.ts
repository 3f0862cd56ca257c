import type { BillcomDocument, QuickBooksTransaction } from '../../checks/documents';
import { centsOf } from '../../checks/documents';
import { shortened, totalHere } from '../../checks/receivables/books';

/** Invoices that plainly are the same by number, day and total: QuickBooks' TxnID by Bill.com's id. */
export function idsOfPairs(
  here: readonly QuickBooksTransaction[],
  there: readonly BillcomDocument[],
): ReadonlyMap<string, string> {
  const keyed = new Map<string, string[]>();
  for (const each of here) {
    const key = `${String(each.RefNumber)} ${String(each.TxnDate)} ${totalHere(each)}`;
    keyed.set(key, [...(keyed.get(key) ?? []), each.TxnID]);
  }
  return new Map(
    there.flatMap((row): [string, string][] => {
      const key = `${shortened(row.invoiceNumber)} ${String(row.invoiceDate)} ${centsOf(row.amount)}`;
      const found = keyed.get(key) ?? [];
      return found.length === 1 ? [[row.id, found[0] as string]] : [];
    }),
  );
}
