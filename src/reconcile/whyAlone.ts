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

/** What is said of a record without a twin that no hold keeps. @param since the sync start date (`receivablesSince`) */
export function whyAlone(
  definition: EntityDefinition,
  book: Book,
  { fields }: Pick<BookRecord, 'fields'>,
  since: string,
): Why {
  const { document, words } = definition;
  const to = bookTitle[otherBook(book)];
  if (document?.isBeforeStart?.(fields, book)) {
    const day = String(fields[document.date]);
    return {
      sentence: `It is dated ${day}, and ${words.many} of ${bookTitle[book]} go to ${to} from ${since} on (the sync start date), whenever they were entered.`,
      cure: `Nothing to do: it stays in ${bookTitle[book]}. An Administrator may move the start back, and sees first what would come`,
      command: `tieout company set … receivablesSince=${day} --preview`,
    };
  }
  if (definition.staysSilently?.(fields, book))
    return { sentence: `By rule it stays in ${bookTitle[book]}.`, cure: 'Nothing to do.' };
  return { sentence: 'Nothing keeps it.', cure: 'The next sync looks at it', command: 'tieout sync …' };
}
