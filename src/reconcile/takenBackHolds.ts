import { bookTitle, otherBook, type Book } from '../entities/definition';
import { hold, theRecord, wordOf, type HeldRecord, type Hold } from './hold';
import { joined } from './holdWords';

/** Who took a write back, when (YYYY-MM-DD) and why. */
interface KeptApart {
  readonly who: string;
  readonly day: string;
  readonly because: string;
  /** Whether the book has carried it out. */
  readonly isDone: boolean;
  /** It was taken back before, and an older copy of the company file has it again. */
  readonly isAgain?: boolean;
}

const doneWords = ({ isDone, isAgain }: KeptApart): string =>
  isDone
    ? 'was taken back'
    : isAgain
      ? 'is taken back once more, since the older copy of the company file has it again'
      : 'is being taken back';

/** What keeps apart what people have taken back (`tieout undo`). */
export const takenBackHolds = {
  /** What Tieout had made of it is taken back, and not made again. */
  keptApart: (r: HeldRecord, apart: KeptApart): Hold => {
    const { who, day, because } = apart;
    const there = bookTitle[otherBook(r.book)];
    const done = doneWords(apart);
    return hold(r, 'keptApart', {
      sentence: `${theRecord(r)} is kept apart by ${who} since ${day}: what Tieout had made of it in ${there} ${done} (${because}).`,
      cure: `Nothing to do. If it should go to ${there} again: “tieout resolve” --release.`,
      release: { when: 'decision' },
      detail: { choices: ['release'] },
    });
  },

  /** The same of a change: each book keeps its own values. @param labels of its fields */
  fieldsKeptApart: (r: HeldRecord, labels: readonly string[], apart: KeptApart): Hold => {
    const { who, day, because } = apart;
    const there = bookTitle[otherBook(r.book)];
    const done = doneWords(apart);
    return hold(r, 'keptApart', {
      sentence: `The ${joined(labels, 'and')} of the ${wordOf(r)} “${r.name}” ${labels.length === 1 ? 'is' : 'are'} kept apart by ${who} since ${day}: what Tieout had written of ${labels.length === 1 ? 'it' : 'them'} to ${there} ${done} (${because}). Each book keeps its own; everything else of the record is synced.`,
      cure: `Nothing to do. If the value of ${bookTitle[r.book]} should go to ${there} again: “tieout resolve” --release.`,
      release: { when: 'decision' },
      detail: { choices: ['release'] },
    });
  },

  /** It cannot be taken back as it stands now. @param cure what to do first, as a clause */
  notTakenBack: (
    r: HeldRecord,
    { who, day, book }: { readonly who: string; readonly day: string; readonly book: Book },
    { because, cure }: { readonly because: string; readonly cure: string },
  ): Hold =>
    hold(r, 'notTakenBack', {
      release: { when: 'nextCycle' },
      sentence: `The ${wordOf(r)} “${r.name}” was to be taken back in ${bookTitle[book]}, as ${who} decided on ${day}, and is not: ${because}. Until this is decided, neither book’s values of it go to the other.`,
      cure: `${cure}; then say whether it is taken back as it is now, or not at all (“tieout resolve” --take-back or --release); released, it is synced like any other record.`,
      detail: { choices: ['takeBack', 'release'] },
    }),

  /** Its twin would be one that is kept apart. */
  twinKeptApart: (r: HeldRecord, twin: string, who: string): Hold =>
    hold(r, 'toPutRight', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} waits, because it seems to be the same as “${twin}” in ${bookTitle[otherBook(r.book)]}, which ${who} keeps apart.`,
      cure: 'Decide that one first (“tieout resolve”): once it is released, the next sync takes the two as one. Or link them with “tieout links --link”.',
      detail: { twin },
    }),
};
