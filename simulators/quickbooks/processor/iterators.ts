import { randomUUID } from 'node:crypto';
import { refused } from './status';
import { MAX_OPEN_ITERATORS } from './undocumented';

/** Where an iterator stands: the entries it still has to return, as they were found at its start. */
interface OpenIterator {
  readonly message: string;
  readonly filters: string;
  remaining: readonly EntryKey[];
  lastUsed: number;
}

export interface EntryKey {
  readonly list: string;
  readonly id: string;
}

export interface IteratorPage {
  readonly iteratorID: string;
  readonly page: readonly EntryKey[];
  readonly remaining: number;
}

/** The iterators of one session. They die with it, and when nobody asks for about ten seconds (qbxml.md §5). */
export class IteratorTable {
  readonly #open = new Map<string, OpenIterator>();

  constructor(
    private readonly idleMs: number,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  start(message: string, filters: string, found: readonly EntryKey[], max: number): IteratorPage {
    this.#dropIdle();
    if (this.#open.size >= MAX_OPEN_ITERATORS) throw refused.tooManyIterators();
    const iteratorID = `{${randomUUID()}}`;
    this.#open.set(iteratorID, { message, filters, remaining: found, lastUsed: this.elapsed() });
    return this.#next(iteratorID, max);
  }

  /** The next page; the filters must be those of the start. */
  continue(message: string, filters: string, iteratorID: string, max: number): IteratorPage {
    const iterator = this.#find(message, iteratorID);
    if (iterator.filters !== filters) throw refused.badIterator(iteratorID);
    return this.#next(iteratorID, max);
  }

  stop(message: string, iteratorID: string): void {
    this.#find(message, iteratorID);
    this.#open.delete(iteratorID);
  }

  #find(message: string, iteratorID: string): OpenIterator {
    this.#dropIdle();
    const iterator = this.#open.get(iteratorID);
    if (iterator?.message !== message) throw refused.badIterator(iteratorID);
    return iterator;
  }

  #next(iteratorID: string, max: number): IteratorPage {
    const iterator = this.#open.get(iteratorID) as OpenIterator;
    const page = iterator.remaining.slice(0, max);
    iterator.remaining = iterator.remaining.slice(max);
    iterator.lastUsed = this.elapsed();
    if (iterator.remaining.length === 0) this.#open.delete(iteratorID);
    return { iteratorID, page, remaining: iterator.remaining.length };
  }

  #dropIdle(): void {
    const now = this.elapsed();
    for (const [id, iterator] of this.#open) {
      if (now - iterator.lastUsed > this.idleMs) this.#open.delete(id);
    }
  }
}
