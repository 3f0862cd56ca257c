import type { Books } from './books';

/**
 * A new ListID: a running number of the list (of the name space for the four name lists) with the top bit set,
 * and the second of creation.
 */
export function newListId(books: Books, list: string, now: number): string {
  const number = 0x80000000 + books.nextNumber(books.names.spaceOf(list));
  return `${number.toString(16).toUpperCase()}-${String(now)}`;
}

/** The EditSequence after a modification: the second of the change, but never one that was used before. */
export function nextEditSequence(before: string, now: number): string {
  return String(Math.max(Number(before) + 1, now));
}

/** New ids of a transaction and its lines, from one running number (hexadecimal), with the second of creation. */
export class NewTransactionIds {
  #last: number;

  constructor(
    books: Books,
    private readonly now: number,
  ) {
    this.#last = books.transactions.lastId;
  }

  next(): string {
    this.#last += 1;
    return `${this.#last.toString(16).toUpperCase()}-${String(this.now)}`;
  }
}
