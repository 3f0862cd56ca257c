import {
  entities,
  type BillcomRow,
  type Book,
  type Books,
  type Entity,
  type QuickBooksRow,
} from './evidence';

/** One record of either book under its id. */
export interface Entry {
  readonly book: Book;
  readonly entity: Entity;
  readonly id: string;
  readonly name: string;
  readonly row: QuickBooksRow | BillcomRow;
}

export const entryKey = (book: Book, entity: string, id: string): string => `${book} ${entity} ${id}`;

/** A customer that stands below another one. */
export const isJob = (row: QuickBooksRow | BillcomRow): boolean => {
  const above = row.ParentRef ?? row.parentCustomerId ?? '';
  return typeof above === 'object' || !/^0*$/.test(String(above));
};

/** Bill.com keeps what was merged into another record, and shows where it went. */
const isMergedAway = ({ mergedIntoId }: BillcomRow): boolean =>
  typeof mergedIntoId === 'string' && !/^0*$/.test(mergedIntoId);

/** All records of both books that Tieout syncs, by book, entity and id. */
export function entriesOf(books: Books): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const entity of entities) {
    for (const row of books.quickbooks[entity])
      entries.set(entryKey('quickbooks', entity, row.ListID), {
        ...{ book: 'quickbooks', entity, id: row.ListID, name: row.Name, row },
      });
    for (const row of books.billcom[entity].filter((each) => !isMergedAway(each)))
      entries.set(entryKey('billcom', entity, row.id), {
        ...{ book: 'billcom', entity, id: row.id, name: row.name, row },
      });
  }
  return entries;
}

export const quickbooksRow = (
  entries: Map<string, Entry>,
  entity: Entity,
  id: string,
): QuickBooksRow | undefined =>
  entries.get(entryKey('quickbooks', entity, id))?.row as QuickBooksRow | undefined;
export const billcomRow = (entries: Map<string, Entry>, entity: Entity, id: string): BillcomRow | undefined =>
  entries.get(entryKey('billcom', entity, id))?.row as BillcomRow | undefined;
