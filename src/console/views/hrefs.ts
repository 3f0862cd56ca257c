import type { Book } from '../../entities/definition';

/** Addresses of pages that others lead to. Pure. */

interface Key {
  readonly entity: string;
  readonly book: Book;
  readonly id: string;
}

/** `vendor/quickbooks/8000-1`: a record in an address. */
export const recordPath = ({ entity, book, id }: Key): string =>
  `${entity}/${book}/${encodeURIComponent(id)}`;

export const recordHref = (company: string, key: Key): string =>
  `/companies/${company}/records/${recordPath(key)}`;

/** Where a record of the other book is chosen: what this one stands for there, or which one is the same. */
export const chooseHref = (company: string, key: Key, kind: 'standsFor' | 'twin'): string =>
  `${recordHref(company, key)}/choose?for=${kind}`;

/** Where a record is left out of the other book, or taken in again. */
export const leavingHref = (company: string, key: Key): string => `${recordHref(company, key)}/left-out`;

/** The place of a setting. */
export const settingHref = (company: string, name: string): string =>
  `/companies/${company}/settings#${name}`;

/** Where the writes to a record are taken back, or one write, or those of a cycle. */
export const undoHref = (
  company: string,
  of: { readonly operation: string } | { readonly cycle: number } | { readonly record: Key },
): string => {
  const query = 'record' in of ? { entity: of.record.entity, book: of.record.book, id: of.record.id } : of;
  const words = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return `/companies/${company}/undo?${new URLSearchParams(words).toString()}`;
};

export const writeHref = (company: string, operation: string): string =>
  `/companies/${company}/writes/${operation}`;

/** The preview that a cycle made; a part of it. */
export const previewHref = (
  company: string,
  cycle: number,
  part: Readonly<Record<string, string>> = {},
): string => withQuery(`/companies/${company}/previews/${cycle}`, part);

export const cycleHref = (company: string, cycle: number): string => `/companies/${company}/history/${cycle}`;

export const withQuery = (path: string, query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
};
