import { toQuickBooksText } from './quickbooksText';

/** Folds a name for comparing as QuickBooks compares names: its characters, its length, no case, single blanks. */
export function foldName(name: string, max: number): string {
  return toQuickBooksText(name, { max, name: true }).text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * A name as a certain key. A question mark may stand for any character that QuickBooks cannot hold, so a name with one
 * is the same only if it is spelled the same.
 */
export function nameKey(name: string, max: number): string {
  const folded = foldName(name, max);
  return folded.includes('?') ? `${folded}${spelled}${name}` : folded;
}

/** Parts a folded name from its spelling in a key; no name that was folded contains it. */
const spelled = '\u241e';

/** A certain key without the spellings that nameKey added: only ever a likely key. */
export const asLikely = (key: string): string => key.replace(new RegExp(`${spelled}[^:]*`, 'g'), '');

/** A name without the mark ` (V)` that a clash of names gave it in QuickBooks. Only ever a likely key. */
export const withoutMark = (name: string): string => name.replace(/ \(\p{Lu}\)$/u, '');

const legalForms = /\b(incorporated|inc|llc|llp|ltd|limited|corp|corporation|company|co|the)\b/g;

/** The same name in another spelling: without punctuation, legal form and blanks. Only ever a likely key. */
export function squeezeName(name: string): string {
  const squeezed = toQuickBooksText(name, {}).text.toLowerCase().replace(/&/g, ' and ').replace(/['’.]/g, '');
  return squeezed
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(legalForms, ' ')
    .replace(/\s+/g, '');
}
