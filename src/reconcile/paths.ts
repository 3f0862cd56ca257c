import type { Book } from '../entities/definition';
import { nameKey } from '../entities/naturalKeys';
import type { BookRecord } from '../entities/record';

type Records = Readonly<Record<Book, ReadonlyMap<string, BookRecord>>>;

/**
 * The full name of each record from its top parent down, folded, to be compared across the books. A linked parent
 * counts as itself, whatever it is called on either side; a circle of parents is cut.
 * @param nameMax the longest own name in QuickBooks.
 * @param pairOf the key of a record's pair, if it is linked.
 */
export function pathsOf(
  records: Records,
  nameMax: number,
  pairOf: (book: Book, id: string) => string | undefined,
): (book: Book, record: BookRecord) => string {
  const known = { quickbooks: new Map<string, string>(), billcom: new Map<string, string>() };
  const path = (book: Book, record: BookRecord, above?: ReadonlySet<string>): string => {
    const before = known[book].get(record.id);
    if (before !== undefined) return before;
    const own = nameKey(String(record.fields.name ?? ''), nameMax);
    const parentId = record.fields.parent;
    let full = own;
    const seen = typeof parentId === 'string' ? (above ?? new Set([record.id])) : undefined;
    if (typeof parentId === 'string' && seen?.has(parentId) === false) {
      const pair = pairOf(book, parentId);
      const parent = records[book].get(parentId);
      if (pair !== undefined) full = `(${pair}):${own}`;
      else if (parent) full = `${path(book, parent, new Set([...seen, parentId]))}:${own}`;
    }
    known[book].set(record.id, full);
    return full;
  };
  return (book, record) => path(book, record);
}

/** Parents before their children, otherwise by id, so that a plan does not depend on the order of reading. */
export function parentsFirst(wanted: readonly BookRecord[]): BookRecord[] {
  const byId = new Map(wanted.map((record) => [record.id, record]));
  const done = new Set<string>();
  const sorted: BookRecord[] = [];
  const visit = (record: BookRecord): void => {
    if (done.has(record.id)) return;
    done.add(record.id);
    const parent = byId.get(String(record.fields.parent ?? ''));
    if (parent) visit(parent);
    sorted.push(record);
  };
  byRecordId(wanted).forEach(visit);
  return sorted;
}

export const byRecordId = (records: Iterable<BookRecord>): BookRecord[] =>
  [...records].sort((one, two) => (one.id < two.id ? -1 : one.id > two.id ? 1 : 0));

/** A record that exists in its book: neither deleted nor merged into another. */
export const isLiving = (record: BookRecord | undefined): record is BookRecord =>
  record !== undefined && !record.deleted && record.mergedInto === null;

/** One value for each book. */
export const inBothBooks = <T>(make: (book: Book) => T): Record<Book, T> => ({
  quickbooks: make('quickbooks'),
  billcom: make('billcom'),
});
