import { bankBalance } from '../entities/bankBalance';
import { bookTitle, otherBook } from '../entities/definition';
import { hold, theRecord, wordOf } from './holds';
import { doneWords, joined, shownAtMost } from './holdWords';
import type { HeldRecord, Hold, HoldRelease } from './holds';
import type { WriteAction } from './plan';

/** The holds that come of a write: refused, or of an outcome that nobody knows. */

/** A write that the other book refused: `refusal` comes from the catalogue of status or error codes. */
export function refusedHold(
  record: HeldRecord,
  refusal: {
    cause: 'refused' | 'locked' | 'ourBug' | 'nameInUse' | 'notAllowed';
    sentence: string;
    cure: string;
    code: string;
    release: HoldRelease;
  },
): Hold {
  return hold(record, refusal.cause, {
    sentence: `${theRecord(record)} could not be written to ${bookTitle[otherBook(record.book)]}: ${refusal.sentence}`,
    cure: refusal.cure,
    release: refusal.release,
    detail: { code: refusal.code },
  });
}

/** Bill.com did not take the balance of an account (its ListID and name); nothing else waits for it. */
export function balanceRefused(
  of: { readonly account: string; readonly name: string },
  refusal: Pick<Parameters<typeof refusedHold>[1], 'cause' | 'sentence' | 'cure' | 'code'>,
): Hold {
  return {
    entity: bankBalance.name,
    book: 'quickbooks',
    recordId: of.account,
    recordName: of.name,
    cause: refusal.cause,
    field: '',
    sentence: `The balance of the bank account “${of.name}” in QuickBooks could not be set in Bill.com, which goes on showing the one before: ${refusal.sentence}`,
    cure: `${refusal.cure} Tieout tries it again the next day and when the balance has changed; “tieout resolve … --retry” does it sooner.`,
    release: { when: 'recordChanges' },
    detail: { code: refusal.code },
  };
}

/** What is known of a write whose outcome looking could not conclude. */
export interface OpenOutcome {
  readonly operationId: string;
  readonly action: WriteAction;
  /** Why it is open, as a clause. */
  readonly because: string;
  /** Records of the written book that it may have become. */
  readonly candidates: readonly { readonly id: string; readonly name: string }[];
  /** It is looked up again by itself in the next session; otherwise a person decides. */
  readonly looksAgain: boolean;
}

/** A lost answer that looking cannot replace: two exits, and no write before one of them is taken (design §4.5). */
export function unknownOutcomeHold(record: HeldRecord, outcome: OpenOutcome): Hold {
  const book = otherBook(record.book);
  const written = bookTitle[book];
  const done = `${doneWords(outcome.action, book, record.definition)} in ${written}`;
  const found =
    outcome.candidates.length === 0
      ? ''
      : ` It may be ${joined(
          outcome.candidates.map(({ id, name }) => `“${name}” (${id})`),
          'or',
        )}.`;
  return hold(record, 'unknownOutcome', {
    release: { when: 'decision' },
    sentence: `The ${wordOf(record)} “${record.name}” may have been ${done}: the answer was lost, and ${outcome.because}.${found} It is not written a second time.`,
    cure: outcome.looksAgain
      ? `Nothing: Tieout looks again by itself. If it stays, someone looks in ${written} whether it is there and tells Tieout with “tieout resolve”.`
      : `Look in ${written} whether it is there, and tell Tieout with “tieout resolve”: --is names the record that it is, --write says that it is not there and has Tieout write it.`,
    detail: {
      operation: outcome.operationId,
      candidates: outcome.candidates.slice(0, shownAtMost),
      // None of them is synced as something else before it is decided.
      mayBe: outcome.action === 'create' ? outcome.candidates.map(({ id }) => id) : [],
    },
  });
}
