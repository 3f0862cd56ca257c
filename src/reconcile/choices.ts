import { otherBook, type Book } from '../entities/definition';
import type { HoldCause } from './hold';

/** What a person's choice between the values of two books does, by the hold that it decides. Pure. */

/** A hold, as far as its choices ask. */
export interface ChosenBetween {
  readonly cause: HoldCause | (string & {});
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The book where a record was changed that belongs to the other one; undefined where nothing may be restored. */
export const changedIn = ({ detail }: ChosenBetween): Book | undefined =>
  detail.restoredIn as Book | undefined;

/** Whether with this book's value nothing is written, and each book keeps its own. */
export function keepsBoth(hold: ChosenBetween, take: Book): boolean {
  const { cause, detail } = hold;
  if (cause === 'conflict') return Array.isArray(detail.notInto) && detail.notInto.includes(otherBook(take));
  return take === (changedIn(hold) ?? 'quickbooks') && detail.mayFollow !== true;
}
