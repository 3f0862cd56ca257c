import type { Book } from '../../entities/definition';
import { bookTitle, books, otherBook } from '../../entities/definition';
import { inCents } from '../../entities/money';
import { counts, discountWord } from './entries';
import type { Difference, Entry, HeldBecause, Party, Reason, TieOutInput } from './entries';
import { upFrom } from './parties';
import type { Side } from './sides';
import { centsOf, type Thing } from './things';

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

interface Asked extends Pick<TieOutInput, 'side' | 'asOf' | 'hold'> {
  /** The parties that the thing counts with in each book. */
  readonly with: Readonly<Record<Book, readonly Party[]>>;
}

/** Why a thing counts with another amount in the one book than in the other. */
export function reasonFor(thing: Thing, input: Asked): Named {
  const { quickbooks, billcom } = thing.entries;
  const held = holdOf(thing, input);
  if (quickbooks && billcom) return ofPair(thing, { quickbooks, billcom }, input, held);
  return ofOne((quickbooks ?? billcom) as Entry, input, held);
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
function ofOne(entry: Entry, { side }: Pick<Asked, 'side'>, held: HeldBecause | undefined): Named {
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
  if (entry.isBeforeStart)
    return {
      reason: 'beforeStart',
      sentence: `${theEntry(entry)} is dated before the sync start date, and by rule stays there.`,
      cure: 'Nothing to do. If Bill.com should have it, an Administrator moves the start date back (“tieout company set … receivablesSince=…”), and sees first what would come.',
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
      sentence: `A discount was taken in ${bookTitle[book]} with the ${side.paymentWord} “${entry.name}” of ${entry.date}; payments of Bill.com have none.`,
      cure: side.discountCure,
    };
  if (entry.entity === undefined)
    return {
      reason: onlyHere,
      sentence: `${theEntry(entry)} was posted to ${side.title} by hand; Bill.com has nothing that it could be.`,
      cure: `If it belongs there, enter it in Bill.com as ${side.documents} and take it out here; if not, leave it.`,
    };
  if (entry.stays !== undefined)
    return {
      reason: onlyHere,
      sentence: `${theEntry(entry)} is not in ${bookTitle[otherBook(book)]}, and by rule is not made there.`,
      cure: entry.stays,
    };
  return {
    reason: 'unexplained',
    sentence: `${theEntry(entry)} is not in ${bookTitle[otherBook(book)]}, and nothing says why.`,
    cure: 'Sync once more and look again. If it stays, tell Tieout’s support.',
  };
}

function ofPair(
  thing: Thing,
  pair: Readonly<Record<Book, Entry>>,
  { side, asOf, with: parties }: Asked,
  held: HeldBecause | undefined,
): Named {
  const { quickbooks, billcom } = pair;
  const [here, there] = [centsOf(thing, 'quickbooks'), centsOf(thing, 'billcom')];
  const says = `QuickBooks has ${inCents(here)} and Bill.com ${inCents(there)}`;
  if (quickbooks.cents === billcom.cents && counts(quickbooks, asOf) !== counts(billcom, asOf))
    return billcom.isScheduled === true
      ? {
          reason: 'timing',
          sentence: `The ${quickbooks.word} “${quickbooks.name}” is posted in QuickBooks, and Bill.com has it as scheduled.`,
          cure: held?.cure ?? 'Nothing: it agrees as soon as Bill.com has made it.',
        }
      : {
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
  if (here === there) return ofDifferentParties(quickbooks, side, parties);
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

/** The same amount, with one party in the one book and with another one, or several, in the other. */
function ofDifferentParties({ word, name }: Entry, side: Side, parties: Asked['with']): Named {
  const { quickbooks, billcom } = parties;
  const tops = new Set([...quickbooks, ...billcom].map((party) => upFrom(party).at(-1)));
  return {
    reason: 'changed',
    sentence: `The ${word} “${name}” counts with ${namesOf(quickbooks)} in QuickBooks and with ${namesOf(billcom)} in Bill.com.`,
    cure:
      tops.size === 1 && side.party === 'customer'
        ? 'Nothing in all: with its jobs the customer owes the same in both books. To have it agree job by job, apply or enter it in both for the same job.'
        : `Make it the same ${side.party} by hand, in the book that is wrong.`,
  };
}

const namesOf = (parties: readonly Party[]): string =>
  [...new Set(parties.map(({ name }) => name))]
    .sort()
    .map((name) => `“${name}”`)
    .join(' and ');

function reasonOfHold({ cause }: HeldBecause): Reason {
  if (cause === 'beforeConnection') return cause;
  if (cause === 'conflict' || cause === 'cannotChange') return 'changed';
  return failures.includes(cause) ? 'failed' : 'held';
}

const theEntry = ({ word, name, date, book }: Entry): string =>
  `The ${word} ${name === '' ? '' : `“${name}” `}of ${date} in ${bookTitle[book]}`;
