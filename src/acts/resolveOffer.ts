import { bookTitle, otherBook } from '../entities/definition';
import { decideToMake, type Deciding } from '../ledger/decide';
import type { OpenHold } from '../ledger/holds';

/** Whether a hold asks before its record is made in the other book. */
export const isOffer = ({ cause }: OpenHold): boolean => cause === 'asksFirst';

/** Takes an offer, or leaves it. @returns what that does, as a sentence */
export async function answerOffer(by: Deciding, hold: OpenHold, choice: 'make' | 'leave'): Promise<string> {
  await decideToMake(by, hold, choice);
  return choice === 'make'
    ? `“${hold.recordName}” is recorded in ${bookTitle[otherBook(hold.book)]}.`
    : `“${hold.recordName}” stays in ${bookTitle[hold.book]} only. “tieout leave-out … --undo” offers it again.`;
}
