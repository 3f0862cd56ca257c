import { isDeletedThere, type Book, type CanonicalLine, type EntityDefinition } from '../entities/definition';
import { linesInWords } from '../entities/lines';
import type { WriteAction } from './plan';

/** How values and names stand in the sentences of holds. */

/** A value in a sentence. */
export const asShown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return linesInWords(value as readonly CanonicalLine[]);
  if (typeof value === 'object') return `“${Object.values(value).filter(Boolean).join(', ')}”`;
  return `“${String(value)}”`;
};

/** Who has a name or number. */
export const holderOf = (by: { name: string; active: boolean; word?: string }): string =>
  by.word === undefined
    ? `${by.active ? '' : 'the inactive '}“${by.name}”`
    : `the ${by.active ? '' : 'inactive '}${by.word} “${by.name}”`;

/** “the credit memo “CM-1””. */
export const takerName = ({ word, number }: { word: string; number: string }): string =>
  number === '' ? `a ${word} without a number` : `the ${word} “${number}”`;

/** A sentence names this many records at most. */
export const shownAtMost = 5;
/** Names in a sentence, each in quotation marks. */
export const listed = (names: readonly string[], word: 'and' | 'or'): string =>
  joined(
    names.map((name) => `“${name}”`),
    word,
  );

export function joined(names: readonly string[], word: 'and' | 'or'): string {
  const shown = names.slice(0, shownAtMost);
  const more = names.length - shown.length;
  if (more > 0) shown.push(`${more} more`);
  const last = shown.pop() as string;
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`;
}

/** “… may have been made in QuickBooks”; Bill.com has no void documents, only deleted ones. */
export const doneWords = (
  action: WriteAction,
  book: Book,
  definition: Pick<EntityDefinition, 'quickbooks' | 'document'> | undefined,
): string =>
  action === 'void' && (book === 'billcom' || (definition && isDeletedThere(definition)))
    ? 'deleted'
    : done[action];
const done: Readonly<Record<WriteAction, string>> = {
  create: 'made',
  update: 'changed',
  void: 'made void',
};
