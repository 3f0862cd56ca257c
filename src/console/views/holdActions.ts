import { bookTitle, books, otherBook, type Book, type EntityDefinition } from '../../entities/definition';
import type { HeldField, HeldRecordRow } from '../../ledger/heldRecords';
import { changedIn, keepsBoth, type ChosenBetween } from '../../reconcile/choices';
import type { HoldCause } from '../../reconcile/holds';
import { asShown } from '../../reconcile/holdWords';

/** What a person can do about a held record on its page, and what is said of it there. Pure. */

/** A field whose value is chosen between the books. */
export interface FieldChoice {
  readonly field: string;
  readonly label: string;
  readonly quickbooks: string;
  readonly billcom: string;
  /** The words on the choices; a value that cannot be taken has none. */
  readonly takes: readonly { readonly book: Book; readonly words: string }[];
}

/** One button: the decision that it sends. */
export interface HoldButton {
  readonly decision: Readonly<Record<string, string>>;
  readonly words: string;
  readonly isPrimary: boolean;
}

export interface HoldActions {
  /** The hold that the choices are sent to. */
  readonly hold: string;
  readonly fields: readonly FieldChoice[];
  readonly buttons: readonly HoldButton[];
}

/** Causes for which the book can be asked once more. */
export const retriable: readonly HoldCause[] = ['refused', 'notAllowed', 'ourBug', 'locked', 'nameInUse'];

export function actionsOf(row: HeldRecordRow, definition: EntityDefinition | undefined): HoldActions {
  const waiting = row.holds.filter(({ decided }) => !decided);
  const [first] = waiting;
  if (!first) return { hold: '', fields: [], buttons: [] };
  return {
    hold: first.id,
    fields: waiting.flatMap((hold) => fieldChoice(row, hold, definition)),
    buttons: buttonsOf(row, first),
  };
}

function fieldChoice(
  { cause, book }: HeldRecordRow,
  { field, detail }: HeldField,
  definition: EntityDefinition | undefined,
): FieldChoice[] {
  if (!('quickbooks' in detail && 'billcom' in detail)) return [];
  const isKept = cause === 'cannotChange' && book === 'quickbooks';
  if (cause !== 'conflict' && !isKept) return [];
  return [
    {
      field,
      label: definition?.fields[field]?.label ?? field,
      quickbooks: valueOf(detail.quickbooks),
      billcom: valueOf(detail.billcom),
      takes: takesOf({ cause, detail }),
    },
  ];
}

/** The choices as what they do: where nothing is written, no button says that a book counts. */
function takesOf(hold: ChosenBetween): FieldChoice['takes'] {
  const changed = changedIn(hold);
  const owner = changed && otherBook(changed);
  const order: readonly Book[] = owner ? [owner, changed] : books;
  return order
    .filter((book) => (hold.cause === 'conflict' || changed !== undefined ? true : book === 'quickbooks'))
    .filter((book) => book === order[0] || !order.every((each) => keepsBoth(hold, each)))
    .map((book) => ({ book, words: wordsOf(hold, book, owner) }));
}

function wordsOf(hold: ChosenBetween, book: Book, owner: Book | undefined): string {
  if (keepsBoth(hold, book)) return 'Keep the difference';
  if (owner === undefined) return `${bookTitle[book]} counts`;
  return book === owner ? `Restore what ${bookTitle[owner]} has` : `Make the change in ${bookTitle[owner]}`;
}

const valueOf = (value: unknown): string => asShown(value).replace(/^“([^]*)”$/, '$1');

function buttonsOf({ cause, book, recordName }: HeldRecordRow, { detail }: HeldField): HoldButton[] {
  if (retriable.includes(cause))
    return [{ decision: { choice: 'retry' }, words: 'Try again', isPrimary: true }];
  if (cause === 'asksFirst')
    return [
      {
        decision: { choice: 'record' },
        words: `Record it in ${bookTitle[otherBook(book)]}`,
        isPrimary: true,
      },
      { decision: { choice: 'leave' }, words: 'Leave it alone', isPrimary: false },
    ];
  if (cause === 'unknownOutcome') {
    const candidates = (detail.candidates ?? []) as readonly { id: string; name: string }[];
    return [
      ...candidates.map(({ id, name }) => ({
        decision: { choice: 'is', record: id },
        words: `It is “${name}”${name === recordName ? ` (${id})` : ''}`,
        isPrimary: candidates.length === 1,
      })),
      { decision: { choice: 'write' }, words: 'It is not there: write it', isPrimary: false },
    ];
  }
  const choices = Array.isArray(detail.choices) ? (detail.choices as readonly unknown[]) : [];
  const mayBeTakenBack = choices.includes('takeBack');
  return [
    ...(mayBeTakenBack
      ? [{ decision: { choice: 'takeBack' }, words: 'Take it back as it is now', isPrimary: true }]
      : []),
    ...(choices.includes('release')
      ? [
          {
            decision: { choice: 'release' },
            words: mayBeTakenBack ? 'Do not take it back' : `Sync it to ${bookTitle[otherBook(book)]} again`,
            isPrimary: false,
          },
        ]
      : []),
    ...(choices.includes('again')
      ? [
          {
            decision: { choice: 'again' },
            words: `Make it again in ${bookTitle[otherBook(book)]}`,
            isPrimary: false,
          },
        ]
      : []),
    ...(choices.includes('keep')
      ? [{ decision: { choice: 'keep' }, words: `Leave it in ${bookTitle[book]} only`, isPrimary: false }]
      : []),
  ];
}
