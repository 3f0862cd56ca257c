import type { Book } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { EntityInput } from './input';
import { type Candidate, type Doubt, matchUnlinked } from './match';
import { byRecordId, inBothBooks, isLiving, pathsOf } from './paths';
import type { Link, NewLink } from './plan';

/** Which records are the same thing, which may be, and which stand alone. */
export interface Twins {
  readonly twinOf: Readonly<Record<Book, ReadonlyMap<string, string>>>;
  readonly links: readonly NewLink[];
  readonly ended: readonly Link[];
  /** Living records without a link and without a twin. */
  readonly alone: Readonly<Record<Book, readonly BookRecord[]>>;
  readonly doubtful: Readonly<Record<Book, ReadonlyMap<string, TwinDoubt>>>;
  /** Records that cannot be judged now, because a write to them or to the twins named here is on its way. */
  readonly waiting: Readonly<Record<Book, ReadonlyMap<string, readonly BookRecord[]>>>;
  /** The twin, unless it was deleted or merged away. */
  livingTwin(book: Book, id: string): string | undefined;
}

export interface TwinDoubt extends Doubt {
  /** The name of the twin that could not be read, when that is why. */
  readonly unreadable?: string;
}

/**
 * Finds the twins of all records that have none, if there is any work. Three kinds take part beside the unlinked ones:
 * - a record whose twin was deleted or merged away, so that the one made again in its place is linked and not doubled;
 *   for itself it is never made again: who deleted it did not want it back;
 * - a record with a write on its way: its twin may be the one that we are just making;
 * - a record that could not be read: its twin must not be taken for new.
 */
export function findTwins(input: EntityInput): Twins {
  const { definition, records, inFlight, asked } = input;
  const twinOf = inBothBooks(() => new Map<string, string>());
  const broken = inBothBooks(() => new Map<string, Link>());
  for (const link of input.links) {
    twinOf.quickbooks.set(link.quickbooksId, link.billcomId);
    twinOf.billcom.set(link.billcomId, link.quickbooksId);
    const quickbooks = records.quickbooks.get(link.quickbooksId);
    const billcom = records.billcom.get(link.billcomId);
    if (!quickbooks || !billcom || isLiving(quickbooks) === isLiving(billcom)) continue;
    if (isLiving(quickbooks)) broken.quickbooks.set(quickbooks.id, link);
    else broken.billcom.set(billcom.id, link);
  }
  const links: NewLink[] = [];
  const ended: Link[] = [];
  const waiting = inBothBooks(() => new Map<string, readonly BookRecord[]>());
  const livingTwin = (book: Book, id: string): string | undefined => {
    const twin = twinOf[book].get(id);
    return twin !== undefined && isLiving(records[otherBook(book)].get(twin)) ? twin : undefined;
  };
  const found: Twins = {
    twinOf,
    links,
    ended,
    alone: inBothBooks(() => []),
    doubtful: inBothBooks(() => new Map()),
    waiting,
    livingTwin,
  };
  if (books.every((book) => input.work[book].size === 0)) return found;

  const survivors = survivorsOf(input, broken);
  const keysOf = (book: Book, record: BookRecord): readonly string[] => [
    ...(survivors[book].get(record.id) ?? []),
    ...guidKeys(input, book, record),
    ...(looksOtherwise ? (definition.matchKeys(record.fields, '').otherwise ?? []) : []),
  ];
  /** What found no twin by its first keys is matched by the others (terms of another name, by their days). */
  let looksOtherwise = false;
  const isFree = (book: Book, record: BookRecord): boolean =>
    isLiving(record) && (!twinOf[book].has(record.id) || broken[book].has(record.id));
  /** One that a person is asked about is no longer on its way: a certain twin is the answer. */
  const isOnItsWay = (book: Book, { id }: BookRecord): boolean =>
    inFlight[book].has(id) && (!asked?.[book].has(id) || broken[book].has(id));
  let free = inBothBooks((book) =>
    byRecordId([...records[book].values()].filter((record) => isFree(book, record))),
  );
  const link = (quickbooks: BookRecord, billcom: BookRecord): void => {
    for (const old of [broken.quickbooks.get(quickbooks.id), broken.billcom.get(billcom.id)]) {
      if (!old) continue;
      ended.push(old);
      twinOf.quickbooks.delete(old.quickbooksId);
      twinOf.billcom.delete(old.billcomId);
      broken.quickbooks.delete(old.quickbooksId);
      broken.billcom.delete(old.billcomId);
    }
    twinOf.quickbooks.set(quickbooks.id, billcom.id);
    twinOf.billcom.set(billcom.id, quickbooks.id);
    links.push({
      entity: definition.name,
      quickbooksId: quickbooks.id,
      billcomId: billcom.id,
      name: String(quickbooks.fields.name),
    });
  };
  const hasLevels = Object.values(definition.fields).some((field) => field.references === definition.name);

  // A linked parent gives its children a common path, so that each round may find the next level's twins.
  for (;;) {
    const pathOf = pathsOf(records, definition.quickbooks.nameMax, (book, id) => {
      const twin = livingTwin(book, id);
      return twin === undefined ? undefined : book === 'quickbooks' ? id : twin;
    });
    const candidates = inBothBooks((book) =>
      free[book].map((record): Candidate => ({
        record,
        path: pathOf(book, record),
        keys: keysOf(book, record),
      })),
    );
    const matches = matchUnlinked(definition, candidates);
    const doubtful = {
      quickbooks: new Map<string, TwinDoubt>(matches.doubtful.quickbooks),
      billcom: new Map<string, TwinDoubt>(matches.doubtful.billcom),
    };
    const before = links.length;
    for (const { quickbooks, billcom } of matches.certain) {
      if (quickbooks.problem === null && billcom.problem === null) {
        if (isOnItsWay('quickbooks', quickbooks) || isOnItsWay('billcom', billcom)) {
          waiting.quickbooks.set(quickbooks.id, [billcom]);
          waiting.billcom.set(billcom.id, [quickbooks]);
        } else link(quickbooks, billcom);
        continue;
      }
      doubtful.quickbooks.set(quickbooks.id, unreadableTwin(billcom));
      doubtful.billcom.set(billcom.id, unreadableTwin(quickbooks));
    }
    free = inBothBooks((book) => free[book].filter((record) => isFree(book, record)));
    if (links.length > before && hasLevels) continue;
    if (!looksOtherwise) {
      looksOtherwise = true;
      const some = books.some((book) =>
        free[book].some(({ fields }) => definition.matchKeys(fields, '').otherwise !== undefined),
      );
      if (some) continue;
    }

    for (const book of books) {
      for (const record of free[book]) {
        const twins = (doubtful[book].get(record.id)?.twins ?? []).filter((twin) =>
          inFlight[otherBook(book)].has(twin.id),
        );
        if (inFlight[book].has(record.id) || twins.length > 0) waiting[book].set(record.id, twins);
      }
    }
    return {
      ...found,
      doubtful,
      alone: inBothBooks((book) =>
        free[book].filter((record) => !waiting[book].has(record.id) && !broken[book].has(record.id)),
      ),
    };
  }
}

const unreadableTwin = (twin: BookRecord): TwinDoubt => ({
  twins: [twin],
  because: 'it could not be read',
  unreadable: String(twin.fields.name ?? twin.id),
});

/** A record of QuickBooks that we made says from which one of Bill.com, whatever either is called by now (design §6). */
function guidKeys({ guidOf }: EntityInput, book: Book, record: BookRecord): string[] {
  const guid = book === 'billcom' ? guidOf?.(record.id) : record.facts.externalGuid;
  return guidOf && guid !== undefined ? [`guid ${guid.replace(/[{}]/g, '').toLowerCase()}`] : [];
}

/** What a merge tells: the record that the lost twin was merged into stands for it, unless it has a twin of its own. */
function survivorsOf(
  input: EntityInput,
  broken: Readonly<Record<Book, ReadonlyMap<string, Link>>>,
): Record<Book, Map<string, string[]>> {
  const keys = inBothBooks(() => new Map<string, string[]>());
  const add = (book: Book, id: string, key: string): void =>
    void keys[book].set(id, [...(keys[book].get(id) ?? []), key]);
  for (const book of books) {
    const other = otherBook(book);
    const lostId = (link: Link): string => (other === 'quickbooks' ? link.quickbooksId : link.billcomId);
    for (const [id, link] of broken[book]) {
      const seen = new Set<string>();
      let lost = input.records[other].get(lostId(link));
      while (lost && lost.mergedInto !== null && !seen.has(lost.id)) {
        seen.add(lost.id);
        lost = input.records[other].get(lost.mergedInto);
      }
      if (!isLiving(lost) || seen.size === 0) continue;
      add(book, id, `merged into ${other} ${lost.id}`);
      add(other, lost.id, `merged into ${other} ${lost.id}`);
    }
  }
  return keys;
}
