import type { Book } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';

/** A record that has no link yet, with its path (full name from the top parent down, folded). */
export interface Candidate {
  readonly record: BookRecord;
  readonly path: string;
  /** Certain keys beyond the natural ones: what a merge or an ExternalGUID tells. */
  readonly keys?: readonly string[];
  /** Likely keys beyond the natural ones: what of the same documents it pays. */
  readonly likely?: readonly string[];
}

type Block = Record<Book, BookRecord[]>;

/** Records of both books that share a key. Who shares none is never compared, which keeps matching linear. */
export class Blocks {
  readonly #blocks = new Map<string, Block>();
  readonly #keys = new Map<BookRecord, readonly string[]>();

  /** @param atMost a key that more records of one book have joins nobody. */
  constructor(
    side: Readonly<Record<Book, readonly Candidate[]>>,
    private readonly mayJoin: (quickbooks: BookRecord, billcom: BookRecord) => boolean,
    keysOf: (candidate: Candidate, book: Book) => readonly string[],
    atMost = Infinity,
  ) {
    const first: Book = side.quickbooks.length < side.billcom.length ? 'quickbooks' : 'billcom';
    for (const candidate of side[first]) {
      for (const key of this.#note(candidate.record, keysOf(candidate, first))) {
        const block = this.#blocks.get(key);
        if (block) block[first].push(candidate.record);
        else this.#blocks.set(key, { quickbooks: [], billcom: [], [first]: [candidate.record] });
      }
    }
    // A key that only one book has joins nobody: of first syncs that is most of them.
    const second = otherBook(first);
    for (const candidate of side[second])
      for (const key of this.#note(candidate.record, keysOf(candidate, second)))
        this.#blocks.get(key)?.[second].push(candidate.record);
    for (const [key, block] of this.#blocks) {
      const isJoining = books.every((book) => block[book].length > 0 && block[book].length <= atMost);
      if (!isJoining) this.#blocks.delete(key);
      else for (const book of books) block[book] = activeFirst(block[book]);
    }
  }

  /** @returns its keys, each once. */
  #note(record: BookRecord, keys: readonly string[]): readonly string[] {
    const own = keys.length < 2 ? keys : [...new Set(keys)];
    this.#keys.set(record, own);
    return own;
  }

  /** The records of the other book that share a key with this one and may be joined to it; some of them, if there are many. */
  partners(book: Book, record: BookRecord, limit: number): BookRecord[] {
    const found = new Set<BookRecord>();
    for (const key of this.#keys.get(record) ?? []) {
      const block = this.#blocks.get(key);
      if (!block || standsBack(block[book], record)) continue;
      for (const other of block[otherBook(book)]) {
        if (found.size === limit) return [...found];
        if (book === 'quickbooks' ? this.mayJoin(record, other) : this.mayJoin(other, record))
          found.add(other);
      }
    }
    return [...found];
  }
}

/** Where only one of several is active, the inactive ones stand back. */
function activeFirst(records: BookRecord[]): BookRecord[] {
  if (records.length < 2) return records;
  const active = records.filter((record) => record.active);
  return active.length === 1 ? active : records;
}

const standsBack = (records: readonly BookRecord[], record: BookRecord): boolean =>
  records.length === 1 && records[0] !== record;
