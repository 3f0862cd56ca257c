import { bookTitle, otherBook, type Book, type EntityDefinition } from '../../entities/definition';
import type { HeldField, HeldRecordRow } from '../../ledger/heldRecords';
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
      takes: isKept ? kept(detail.restoredIn as Book | undefined) : either,
    },
  ];
}

const either: FieldChoice['takes'] = [
  { book: 'quickbooks', words: 'QuickBooks counts' },
  { book: 'billcom', words: 'Bill.com counts' },
];

/** @param restoredIn the book where it was changed, if what the other one has may be restored there */
const kept = (restoredIn: Book | undefined): FieldChoice['takes'] => [
  ...(restoredIn === undefined
    ? []
    : [
        {
          book: otherBook(restoredIn),
          words: `Restore what ${bookTitle[otherBook(restoredIn)]} has`,
        },
      ]),
  { book: restoredIn ?? 'quickbooks', words: 'Keep the difference' },
];

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

/**
 * What to do, without the commands of the command line that the page has buttons for. What has no button here is named
 * as it is, for whoever runs Tieout.
 */
export const cureOnPage = (cure: string): string =>
  replacements.reduce((text, [from, to]) => text.replace(from, to), cure);

/** The rest of a sentence; a point within a word (Bill.com) does not end it. */
const rest = String.raw`(?:[^.]|\.(?=\w))*\.`;

const replacements: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`Say whether they are the same: “tieout links --propose”${rest}`),
    'Say whether they are the same.',
  ],
  [new RegExp(`link them: “tieout links --propose”${rest}`), 'link them.'],
  [/“tieout resolve … --retry”/g, '“Try again”'],
  [/Say with “tieout resolve” which/g, 'Choose which'],
  [new RegExp(` with “tieout resolve”: --is names${rest}`, 'g'), ' here.'],
  [new RegExp(`([Oo])r say with “tieout resolve” ${rest}`, 'g'), '$1r choose here.'],
  [new RegExp(`says with “tieout resolve”: ${rest}`, 'g'), 'chooses here.'],
  [new RegExp(`: “tieout resolve” --${rest}`, 'g'), ': choose so here.'],
  [/ ?\(“tieout resolve”\)/g, ''],
  [/ with “tieout resolve”/g, ' here'],
  [/(^|\. )“tieout company set … (\w+)=…”/g, '$1The setting “$2”'],
  [/(^|\. )“tieout company set … (\w+=[^”]+)”/g, '$1The setting “$2”'],
  [/“tieout company set … (\w+)=…”/g, 'the setting “$1”'],
  [/“tieout company set … (\w+=[^”]+)”/g, 'the setting “$1”'],
  [/tieout company set (?:"[^"]*"|[\w./@-]+) (\w+)=(?:…|"[^"]*"|\S+)/g, 'the setting “$1”'],
  [/says so first: tieout company billcom-account .*$/, 'says so first, in the settings.'],
  [/: tieout preview (?:"[^"]*"|[\w./@-]+)(?: --wait| --last)?$/, '.'],
];
