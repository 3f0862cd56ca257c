import { books, type Book } from '../../entities/definition';
import type { Entry, Share } from './entries';

/**
 * QuickBooks posts a customer's payment to A/R with the customer or job of each invoice that it pays, and only what no invoice
 * takes with the customer itself. Bill.com's payment is one amount. So what is applied counts where its document does.
 */
export function spread(entries: readonly Entry[]): Entry[] {
  const documents = new Map<string, Entry>();
  for (const entry of entries)
    if (entry.isSpread !== true && entry.cents >= 0n) documents.set(keyOf(entry.book, entry.id), entry);
  return entries.map((entry) => {
    if (entry.isSpread !== true) return entry;
    const sums = new Map<string | null, bigint>();
    let rest = entry.cents;
    for (const { id, cents } of entry.applied) {
      const document = documents.get(keyOf(entry.book, id));
      if (document === undefined || document.party === entry.party) continue;
      sums.set(document.party, (sums.get(document.party) ?? 0n) - cents);
      rest += cents;
    }
    if (sums.size === 0) return entry;
    if (rest !== 0n) sums.set(entry.party, (sums.get(entry.party) ?? 0n) + rest);
    return { ...entry, shares: [...sums].map(([party, cents]): Share => ({ party, cents })) };
  });
}

const keyOf = (book: Book, id: string): string => `${books.indexOf(book)} ${id}`;
