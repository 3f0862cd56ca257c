import type { Derivation } from '../definitions/listDefinition';
import type { Books } from '../books/books';
import { fullNameOf, lineage } from '../books/tree';
import { groupOf, textOf, type Fields, type FieldValue } from '../language/fields';
import { finderIn } from './requestContext';

export const fullName: Derivation = (record, { books }) => fullNameOf(record, finderIn(books, record.list));

export const sublevel: Derivation = (record, { books }) =>
  String(lineage(record, finderIn(books, record.list)).length - 1);

/** The currency of an entry: its own, or the home currency where the company uses several. */
export const currency: Derivation = (record, { books }) =>
  record.fields.CurrencyRef ?? homeCurrency(books.preferences, books);

/** The address block of an entry's address. */
export function blockOf(from: string): Derivation {
  return (record) => addressBlock(record.fields[from]);
}

/** An address as it would be printed: up to five lines, city, state and postal code in one of them. */
export function addressBlock(value: FieldValue | undefined): Fields | undefined {
  const address = groupOf(value);
  if (!address) return undefined;
  const part = (name: string) => textOf(address[name]) ?? '';
  const free = [1, 2, 3, 4, 5].map((n) => part(`Addr${String(n)}`));
  const stateAndCode = [part('State'), part('PostalCode')].filter(Boolean).join(' ');
  const city = [part('City'), stateAndCode].filter(Boolean).join(', ');
  const lines = [...free, city, part('Country')].filter(Boolean).slice(0, 5);
  return Object.fromEntries(lines.map((line, index) => [`Addr${String(index + 1)}`, line.slice(0, 41)]));
}

/** The home currency of a company that uses several; undefined elsewhere. */
export function homeCurrency(preferences: Fields, books: Books): Fields | undefined {
  const { IsMultiCurrencyOn, HomeCurrencyRef } = groupOf(preferences.MultiCurrencyPreferences) ?? {};
  const name = textOf(groupOf(HomeCurrencyRef)?.FullName);
  const home = IsMultiCurrencyOn === 'true' && name ? books.names.byFullName('Currency', name) : undefined;
  return home && { ListID: home.id };
}
