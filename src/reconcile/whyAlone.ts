import { bookTitle, otherBook, type Book, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';

/** Why a record is in one book only, for people. */
export interface Why {
  readonly sentence: string;
  /** What to do; without a full stop where a command does it. */
  readonly cure: string;
  /** The command of the command line that does it; `…` stands for the company. */
  readonly command?: string;
}

/** What keeps whole lists, or single records, without a hold. */
export interface AloneState {
  /** The sync start date (`receivablesSince`). */
  readonly since: string;
  /** The preview that is waited for, as in “after … is accepted”. */
  readonly preview?: string | undefined;
  /** Why the book lets nobody read the list. */
  readonly closed?: { readonly because: string; readonly cure: string } | undefined;
  /** What people call the record of QuickBooks that it stands for. */
  readonly standsFor?: string | undefined;
}

/** What is said of a record without a twin that no hold keeps. */
export function whyAlone(
  definition: EntityDefinition,
  book: Book,
  { fields, facts }: Pick<BookRecord, 'fields' | 'facts'>,
  { since, preview, closed, standsFor }: AloneState,
): Why {
  const { document, words, isOff } = definition;
  const [here, to] = [bookTitle[book], bookTitle[otherBook(book)]];
  if (isOff)
    return {
      sentence: `By the settings of the company, ${words.many} are neither read nor written: what is shown here is as it was last read.`,
      cure: 'An Administrator can switch them on',
      command: 'tieout company set … --help',
    };
  if (closed) return { sentence: `${closed.because.replace(/\.?$/, '.')}`, cure: closed.cure };
  if (standsFor !== undefined)
    return {
      sentence: `By somebody’s choice it stands for “${standsFor}” of QuickBooks and is not made there.`,
      cure: 'Nothing to do. The choice can be taken back',
      command: 'tieout map … --remove',
    };
  if (document?.isBeforeStart?.(fields, book)) {
    const day = String(fields[document.date]);
    return {
      sentence: `It is dated ${day}, and ${words.many} of ${here} go to ${to} from ${since} on (the sync start date), whenever they were entered.`,
      cure: `Nothing to do: it stays in ${here}. An Administrator may move the start back, and sees first what would come`,
      command: `tieout company set … receivablesSince=${day} --preview`,
    };
  }
  const silent = definition.staysSilently?.(fields, book, facts);
  if (silent !== undefined) return { sentence: silent, cure: 'Nothing to do.' };
  if (preview !== undefined)
    return {
      sentence: `Nothing is written before ${preview} is accepted.`,
      cure: 'An Administrator looks at it and accepts it',
      command: 'tieout preview …',
    };
  return { sentence: 'Nothing keeps it.', cure: 'The next sync looks at it', command: 'tieout sync …' };
}
