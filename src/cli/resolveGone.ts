import { bookTitle, otherBook } from '../entities/definition';
import { decidePair, type Deciding } from '../ledger/decide';
import type { OpenHold } from '../ledger/holds';
import { twinOf } from '../ledger/links';
import { loadRecord } from '../ledger/records';
import { Problem } from './problem';

/** Of a document whose twin was deleted or made void: make it again there, or keep it as it is. */
export type GoneChoice = 'again' | 'keep';

/** Whether that is what the hold asks. */
export const offers = ({ detail }: OpenHold, choice: GoneChoice): boolean =>
  Array.isArray(detail.choices) && detail.choices.includes(choice);

/** @returns what was decided, in a sentence. */
export async function decideGone(by: Deciding, hold: OpenHold, choice: GoneChoice): Promise<string> {
  const { entity, book: left, recordId, recordName } = hold;
  const gone = otherBook(left);
  const twin = await twinOf(by.tx, by.companyId, entity, left, recordId);
  if (twin === undefined)
    throw new Problem(`“${recordName}” is not linked any more.`, {
      cure: 'The next sync looks at it again.',
    });
  const lost = await loadRecord(by.tx, by.companyId, gone, entity, twin);
  const lostName = String(lost?.fields.name ?? twin);
  const [quickbooksId, billcomId] = left === 'quickbooks' ? [recordId, twin] : [twin, recordId];
  const names =
    left === 'quickbooks'
      ? { quickbooks: recordName, billcom: lostName }
      : { quickbooks: lostName, billcom: recordName };
  await decidePair(by, choice, entity, { quickbooksId, billcomId }, names);
  return choice === 'again'
    ? `“${recordName}” is made again in ${bookTitle[gone]}, as a new one.`
    : `“${recordName}” stays in ${bookTitle[left]} only; listings and the tie-out go on saying so.`;
}
