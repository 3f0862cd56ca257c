import type { Book } from '../../entities/definition';
import { bookTitle, books, otherBook } from '../../entities/definition';
import { inCents } from '../../entities/money';
import { discountWord } from './entries';
import type { Difference, Entry, HeldBecause, Reason, TieOutInput } from './entries';
import type { Thing } from './things';

type Named = Pick<Difference, 'reason' | 'sentence' | 'cure'>;

/** Holds that stand for a write that the other book did not take, or not for certain. */
const failures: readonly string[] = [
  'refused',
  'locked',
  'unknownOutcome',
  'notAllowed',
  'unreadable',
  'ourBug',
];

/** Why a thing counts with another amount in the one book than in the other. */
export function reasonFor(thing: Thing, input: Pick<TieOutInput, 'asOf' | 'hold'>): Named {
  const { quickbooks, billcom } = thing.entries;
  const held = holdOf(thing, input);
  if (quickbooks && billcom) return ofPair(thing, { quickbooks, billcom }, input.asOf, held);
  return ofOne((quickbooks ?? billcom) as Entry, held);
}

function holdOf({ entries }: Thing, { hold }: Pick<TieOutInput, 'hold'>): HeldBecause | undefined {
  for (const book of books) {
    const entry = entries[book];
    const found = entry?.entity === undefined ? undefined : hold(book, entry.entity, entry.id);
    if (found) return found;
  }
  return undefined;
}

/** In one book only. */
function ofOne(entry: Entry, held: HeldBecause | undefined): Named {
  const { book } = entry;
  const onlyHere: Reason = book === 'quickbooks' ? 'quickbooksOnly' : 'billcomOnly';
  // Documents of QuickBooks stay there by rule; one of Bill.com is not posted by a setting or somebody's choice.
  const byRule: Reason = book === 'quickbooks' ? 'quickbooksOnly' : 'notPosted';
  if (held) {
    const reason = reasonOfHold(held);
    return {
      reason: held.cause === 'ownerRule' ? byRule : reason,
      sentence: held.sentence,
      cure: held.cure,
    };
  }
  if (entry.isWaiting)
    return {
      reason: 'timing',
      sentence: `${theEntry(entry)} is not in ${bookTitle[otherBook(book)]} yet.`,
      cure: 'Nothing: the next sync goes on with it.',
    };
  if (entry.isHistory)
    return {
      reason: 'beforeConnection',
      sentence: `${theEntry(entry)} was made before the two books were connected.`,
      cure: `If ${bookTitle[otherBook(book)]} should have it too, enter it there by hand; else leave it.`,
    };
  if (entry.word === discountWord)
    return {
      reason: onlyHere,
      sentence: `A discount was taken in ${bookTitle[book]} with the bill payment “${entry.name}” of ${entry.date}; payments of Bill.com have none.`,
      cure: 'If the vendor grants it, enter a vendor credit over it in Bill.com and use it for the bill there; if not, take it off the payment in QuickBooks.',
    };
  if (entry.entity === undefined)
    return {
      reason: onlyHere,
      sentence: `${theEntry(entry)} was posted to accounts payable by hand; Bill.com has nothing that it could be.`,
      cure: 'If it belongs there, enter it in Bill.com as a bill or vendor credit and take it out here; if not, leave it.',
    };
  return {
    reason: 'unexplained',
    sentence: `${theEntry(entry)} is not in ${bookTitle[otherBook(book)]}, and nothing says why.`,
    cure: 'Sync once more and look again. If it stays, tell Tieout’s support.',
  };
}

function ofPair(
  { cents }: Thing,
  pair: Readonly<Record<Book, Entry>>,
  asOf: string,
  held: HeldBecause | undefined,
): Named {
  const { quickbooks, billcom } = pair;
  const says = `QuickBooks has ${inCents(cents.quickbooks)} and Bill.com ${inCents(cents.billcom)}`;
  if (quickbooks.cents === billcom.cents && quickbooks.date > asOf !== billcom.date > asOf)
    return {
      reason: 'timing',
      sentence: `The ${quickbooks.word} “${quickbooks.name}” counts from ${quickbooks.date} in QuickBooks and from ${billcom.date} in Bill.com.`,
      cure: held?.cure ?? 'Nothing: it agrees as soon as both days have come.',
    };
  if (held) return { reason: reasonOfHold(held), sentence: held.sentence, cure: held.cure };
  if (quickbooks.isWaiting || billcom.isWaiting)
    return {
      reason: 'timing',
      sentence: `The ${quickbooks.word} “${quickbooks.name}” was changed: ${says}.`,
      cure: 'Nothing: the next sync goes on with it.',
    };
  if (quickbooks.cents === billcom.cents)
    return {
      reason: 'beforeConnection',
      sentence: `Of the ${quickbooks.word} “${quickbooks.name}” another part was paid or credited in the one book than in the other before the two were connected: ${says} left open.`,
      cure: 'Record what is missing in the book that lacks it.',
    };
  return {
    reason: 'changed',
    sentence: `The ${quickbooks.word} “${quickbooks.name}” was changed on one side only: ${says}.`,
    cure: 'Make the two equal by hand, in the book that is wrong.',
  };
}

function reasonOfHold({ cause }: HeldBecause): Reason {
  if (cause === 'beforeConnection') return 'beforeConnection';
  if (cause === 'conflict' || cause === 'cannotChange') return 'changed';
  return failures.includes(cause) ? 'failed' : 'held';
}

const theEntry = ({ word, name, date, book }: Entry): string =>
  `The ${word} ${name === '' ? '' : `“${name}” `}of ${date} in ${bookTitle[book]}`;
