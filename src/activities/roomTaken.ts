import type { Book, EntityDefinition } from '../entities/definition';
import { bookTitle } from '../entities/definition';
import type { Operation } from '../ledger/operations';
import type { Refusal } from './settleOperation';

/**
 * Refusals that come of what people applied while a cycle ran: its plan saw room that is taken by now. Nobody edits the record
 * that waits, so each sync tries it again.
 */

/** “cannot pay more than the amount due” and its like (qbxml.md §8). */
const takesNoMore = '3210';

/**
 * A payment or credit that QuickBooks lets take no more of its documents.
 * @returns the refusal with how to re-apply, or as it is where it is another one, or the record is applied to nothing.
 */
export function roomTaken(definition: EntityDefinition, refusal: Refusal): Refusal {
  if (refusal.code !== takesNoMore || definition.document?.appliesTo === undefined) return refusal;
  const { paid, credit, off } = wordsOf(definition, 'quickbooks');
  return {
    ...refusal,
    cure: `Somebody applied a payment or a ${credit} to it in QuickBooks while Tieout was writing; the next sync says which. Payments are applied before credits: ${off}. As soon as there is room again the next sync goes on by itself, and the ${credit} can be applied to what is left open, or to another ${paid}.`,
    release: { when: 'nextCycle' },
  };
}

/**
 * A document that Bill.com does not take over a smaller amount: credits there, which are read by the hour, may have taken more
 * of it (BDC_1143, which says it of much else, too).
 */
export function tooSmallThere(
  definition: EntityDefinition,
  { action, fields }: Pick<Operation, 'action' | 'fields'>,
  refusal: Refusal,
): Refusal {
  if (refusal.code !== 'BDC_1143' || action !== 'update' || !('lines' in fields)) return refusal;
  if (definition.document === undefined) return refusal;
  const { paid, off } = wordsOf(definition, 'billcom');
  return {
    ...refusal,
    cure: `If more is paid or credited there than the ${paid} comes to now: ${off}, applies it to another ${paid}, or leaves it as a credit; the next sync then goes on by itself. Otherwise: ${refusal.cure}`,
    release: { when: 'nextCycle' },
  };
}

function wordsOf({ receivable }: EntityDefinition, book: Book) {
  const isReceived = receivable !== undefined;
  const [paid, credit] = isReceived ? ['invoice', 'credit memo'] : ['bill', 'vendor credit'];
  const off =
    book === 'quickbooks' && isReceived
      ? `an Accountant opens the ${paid} in QuickBooks, chooses Apply Credits and takes the check mark from the ${credit}`
      : `an Accountant takes the ${credit} off the ${paid} in ${bookTitle[book]}`;
  return { paid, credit, off };
}
