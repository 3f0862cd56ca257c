import { bookTitle, otherBook, type Book } from '../entities/definition';
import type { RecordPair } from '../reconcile/decisions';
import { decidePair, type Deciding } from '../ledger/decide';
import { decideRelease, decideUndoAsItIs } from '../ledger/decideUndo';
import type { OpenHold } from '../ledger/holds';
import { twinOf } from '../ledger/links';
import { loadRecord } from '../ledger/records';
import { Problem } from '../words/problem';

/** Of a document whose twin was deleted or made void: make it again there, or keep it as it is. */
export type GoneChoice = 'again' | 'keep';

/** Whether that is what the hold asks. */
export const offers = ({ detail }: OpenHold, choice: GoneChoice): boolean =>
  Array.isArray(detail.choices) && detail.choices.includes(choice);

/** @returns what was decided, in a sentence. */
export async function decideGone(by: Deciding, hold: OpenHold, choice: GoneChoice): Promise<string> {
  const { entity, book: left, recordName } = hold;
  const gone = otherBook(left);
  const { pair, names } = await pairOf(by, hold);
  await decidePair(by, choice, entity, pair, names);
  return choice === 'again'
    ? `“${recordName}” is made again in ${bookTitle[gone]}, as a new one.`
    : `“${recordName}” stays in ${bookTitle[left]} only; listings and the tie-out go on saying so.`;
}

/** Releases what was kept apart since a write was taken back. @returns what was decided, in a sentence. */
export async function releaseHeld(by: Deciding, hold: OpenHold): Promise<string> {
  const { entity, book, recordName } = hold;
  const { pair, names } = await pairOf(by, hold);
  const done = await decideRelease(by, entity, pair, names);
  if (done === 'onItsWay')
    throw new Problem(`“${recordName}” is being taken back in this moment.`, {
      cure: 'Release it when the running cycle is over.',
    });
  if (done === 'notApart')
    throw new Problem(`“${recordName}” is not kept apart any more.`, {
      cure: 'The next sync looks at it again.',
    });
  if (hold.cause === 'notTakenBack') return `“${recordName}” is not taken back; it is synced like any other.`;
  return `“${recordName}” is released: it goes to ${bookTitle[otherBook(book)]} again, unless a twin is found there.`;
}

/** Takes back what could not be taken back as it was shown then, as it is now. @returns what was decided, in a sentence. */
export async function takeBackHeld(by: Deciding, hold: OpenHold): Promise<string> {
  const { pair } = await pairOf(by, hold);
  if (!(await decideUndoAsItIs(by, hold.entity, pair)))
    throw new Problem(`“${hold.recordName}” is not to be taken back any more.`, {
      cure: 'The next sync looks at it again.',
    });
  return `“${hold.recordName}” is taken back as it is now, if its book lets it go.`;
}

/** The pair of a hold, with what its records are called. @throws Problem when it is not linked any more */
async function pairOf(
  by: Deciding,
  { entity, book: left, recordId, recordName }: OpenHold,
): Promise<{ readonly pair: RecordPair; readonly names: Readonly<Record<Book, string>> }> {
  const twin = await twinOf(by.tx, by.companyId, entity, left, recordId);
  if (twin === undefined)
    throw new Problem(`“${recordName}” is not linked any more.`, {
      cure: 'The next sync looks at it again.',
    });
  const lost = await loadRecord(by.tx, by.companyId, otherBook(left), entity, twin);
  const lostName = String(lost?.fields.name ?? twin);
  return left === 'quickbooks'
    ? {
        pair: { quickbooksId: recordId, billcomId: twin },
        names: { quickbooks: recordName, billcom: lostName },
      }
    : {
        pair: { quickbooksId: twin, billcomId: recordId },
        names: { quickbooks: lostName, billcom: recordName },
      };
}
