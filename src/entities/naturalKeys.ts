import { toQuickBooksText } from './quickbooksText';

/** Folds a name for comparing as QuickBooks compares names: its characters, its length, no case, single blanks. */
export function foldName(name: string, max: number): string {
  return toQuickBooksText(name, { max, name: true }).text.replace(/\s+/g, ' ').trim().toLowerCase();
}

const legalForms = /\b(incorporated|inc|llc|llp|ltd|limited|corp|corporation|company|co|the)\b/g;

/** The same name in another spelling: without punctuation, legal form and blanks. Only ever a likely key. */
export function squeezeName(name: string): string {
  const squeezed = toQuickBooksText(name, {}).text.toLowerCase().replace(/&/g, ' and ').replace(/['’.]/g, '');
  return squeezed
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(legalForms, ' ')
    .replace(/\s+/g, '');
}
