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

export const writeHref = (company: string, operation: string): string =>
  `/companies/${company}/writes/${operation}`;
