import type { Book, CanonicalValue, FieldDefinition } from '../entities/definition';
import { books } from '../entities/definition';
import { referredIn } from './lineReferences';
import type { References } from './references';

/** What becomes of references when the links by which they were the same end: a deletion, a merge, a person's unlinking. */

/** Whether a field was agreed on by way of a link that ends in this plan. A side that refers to nothing agreed otherwise. */
export const agreedByParted = (
  references: References,
  field: FieldDefinition,
  values: Readonly<Record<Book, CanonicalValue>>,
): boolean =>
  references.hasParted !== undefined &&
  books.every((book) => values[book] !== null) &&
  books.some((book) =>
    referredIn(field, values[book]).some(({ entity, id }) => references.hasParted?.(entity, book, id)),
  );

/** The book whose value refers to a record that is not there any more, where the other book's refers to living ones. */
export function goneIn(
  references: References,
  field: FieldDefinition,
  values: Readonly<Record<Book, CanonicalValue>>,
): Book | undefined {
  if (books.some((book) => values[book] === null)) return undefined;
  const gone = books.filter((book) =>
    referredIn(field, values[book]).some(({ entity, id }) => {
      const twin = references.resolve(entity, book, id);
      return twin.state === 'unlinked' && twin.isGone === true;
    }),
  );
  return gone.length === 1 ? gone[0] : undefined;
}
