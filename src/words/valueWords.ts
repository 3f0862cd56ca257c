import {
  isLines,
  otherBook,
  type Book,
  type CanonicalValue,
  type EntityDefinition,
  type EntityName,
  type FieldDefinition,
} from '../entities/definition';
import { linesInWords } from '../entities/lines';
import type { RecordKey } from '../ledger/recordNames';
import type { PlannedValue } from '../reconcile/sincePreview';
import { addressLine, joined } from '../reconcile/textRule';

/** Values as a bookkeeper reads them: references by name, addresses in one line, yes and no. Pure. */

/** The name of a record, for references; undefined when it was never seen. */
export type NameOf = (entity: EntityName, book: Book, id: string) => string | undefined;

export function namesFrom(rows: readonly (RecordKey & { readonly name: string })[]): NameOf {
  const names = new Map(rows.map(({ entity, book, id, name }) => [`${entity} ${book} ${id}`, name]));
  return (entity, book, id) => names.get(`${entity} ${book} ${id}`);
}

/** '' for nothing. @param book whose ids references are */
export function valueWords(
  field: FieldDefinition,
  book: Book,
  value: CanonicalValue,
  nameOf: NameOf,
): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isLines(value)) return linesInWords(value);
  if (typeof value === 'object')
    return field.kind === 'address' ? addressLine(value) : joined(Object.values(value));
  if (field.references !== undefined) return nameOf(field.references, book, value) ?? value;
  // QuickBooks' codes are words in one: CostOfGoodsSold.
  return field.kind === 'choice' ? value.replace(/([a-z0-9])([A-Z])/g, '$1 $2') : value;
}

/** What is to stand in a field of `book`; a record that is made first is named as its source. */
export function plannedWords(
  field: FieldDefinition,
  book: Book,
  planned: PlannedValue | null,
  nameOf: NameOf,
): string {
  if (planned === null) return '';
  return 'awaits' in planned
    ? valueWords(field, otherBook(book), planned.awaits, nameOf)
    : valueWords(field, book, planned.value, nameOf);
}

/** The records whose names these words need. */
export function referenced(field: FieldDefinition, book: Book, planned: PlannedValue | null): RecordKey[] {
  const entity = field.references;
  if (entity === undefined || planned === null) return [];
  if ('awaits' in planned) return [{ entity, book: otherBook(book), id: planned.awaits }];
  return typeof planned.value === 'string' && planned.value !== ''
    ? [{ entity, book, id: planned.value }]
    : [];
}

export const definitionOf = (
  definitions: readonly EntityDefinition[],
  entity: string,
): EntityDefinition | undefined => definitions.find(({ name }) => name === entity);
