import { bookTitle, otherBook, type Book, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import { leaveOut, takeBackIn } from '../ledger/cutOver';
import type { Transaction } from '../ledger/database';
import { putOnWorkList } from '../ledger/records';
import { named } from '../reconcile/named';
import { Problem } from '../words/problem';

/** A record of one book, and whether it is to be left out of the other one. */
export interface LeavingOne {
  readonly definition: EntityDefinition;
  readonly book: Book;
  readonly record: BookRecord;
  readonly isOut: boolean;
  readonly who: string;
}

export interface LeftOutOutcome {
  readonly id: string;
  readonly book: Book;
  readonly name: string;
  /** False where it stood so already. */
  readonly changed: boolean;
  readonly sentence: string;
}

/** Leaves one record out of the other book, or takes it in again; the next cycle works by it. */
export async function setLeftOut(
  tx: Transaction,
  companyId: string,
  { definition, book, record, isOut, who }: LeavingOne,
): Promise<LeftOutOutcome> {
  const one = { entity: definition.name, book, id: record.id };
  const changed = isOut
    ? await leaveOut(tx, companyId, { ...one, who })
    : await takeBackIn(tx, companyId, one);
  const { name } = named(definition, book, record);
  const sentence = outcomeSentence(definition, { book, name, changed, isOut });
  if (changed) {
    await putOnWorkList(tx, companyId, book, one.entity, [one.id]);
    await audit(tx, companyId, {
      who,
      action: isOut ? 'left a record out' : 'took a record in again',
      entity: one.entity,
      book,
      recordId: one.id,
      detail: name,
    });
  }
  return { id: one.id, book, name, changed, sentence };
}

/** What is in both books is no matter of leaving out. */
export function refuseLinked({ words }: EntityDefinition, name: string): never {
  throw new Problem(`The ${words.one} “${name}” is in both books already, linked with its twin.`, {
    cure: 'What is linked cannot be left out; a link is ended with “tieout links --unlink”.',
  });
}

function outcomeSentence(
  { words }: EntityDefinition,
  { book, name, changed, isOut }: Pick<LeftOutOutcome, 'book' | 'name' | 'changed'> & { isOut: boolean },
): string {
  const what = `The ${words.one} “${name}” of ${bookTitle[book]}`;
  if (!changed) return `${what} was ${isOut ? 'left out already' : 'not left out'}.`;
  return isOut
    ? `${what} is left out: it is not made in ${bookTitle[otherBook(book)]}.`
    : `${what} is taken in again.`;
}
