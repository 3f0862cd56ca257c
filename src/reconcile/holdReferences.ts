import type { Book, EntityDefinition, EntityName } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { Hold } from './holds';

/**
 * References in the sentences of holds. Reconciling knows records by their ids, so “80000012-1” stands in a sentence where
 * the two books name different vendors; before people read it the names take their place. What is decided between
 * (`detail`) stays as it is.
 */
interface Reference {
  readonly entity: EntityName;
  readonly book: Book;
  readonly id: string;
}

/** The name of a record; undefined when it was never seen. */
type NameOf = (entity: EntityName, book: Book, id: string) => string | undefined;

/** The records that these holds name by their ids. */
export const referencesInHolds = (definition: EntityDefinition, holds: readonly Hold[]): Reference[] =>
  holds.flatMap((hold) => referencesIn(definition, hold));

export const withNames = (definition: EntityDefinition, holds: readonly Hold[], nameOf: NameOf): Hold[] =>
  holds.map((hold) => {
    const references = referencesIn(definition, hold);
    const names = references.map(({ entity, book, id }) => nameOf(entity, book, id));
    // Two records of one name are told apart by their ids.
    const isAmbiguous = names.length > 1 && new Set(names).size === 1;
    return references.reduce((named, { id }, index) => {
      const name = names[index];
      if (name === undefined) return named;
      const words = isAmbiguous ? `“${name}” (${id})` : `“${name}”`;
      return { ...named, sentence: named.sentence.split(`“${id}”`).join(words) };
    }, hold);
  });

function referencesIn(definition: EntityDefinition, hold: Hold): Reference[] {
  const { fields } = definition;
  const { field, book, detail } = hold;
  const entity = fields[field]?.references;
  if (entity === undefined) return partyIn(definition, hold);
  return [
    { book: 'quickbooks' as const, id: detail.quickbooks },
    { book: 'billcom' as const, id: detail.billcom },
    { book, id: detail.value },
  ].flatMap((each) =>
    typeof each.id === 'string' && each.id !== '' ? [{ entity, book: each.book, id: each.id }] : [],
  );
}

/** The party of the document in the other book that a hold names. */
function partyIn({ fields, document }: EntityDefinition, { book, detail }: Hold): Reference[] {
  const entity = fields[document?.party ?? '']?.references;
  const id = (detail.of as { readonly party?: unknown } | undefined)?.party;
  return entity === undefined || typeof id !== 'string' ? [] : [{ entity, book: otherBook(book), id }];
}
