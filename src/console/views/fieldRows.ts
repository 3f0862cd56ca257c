import { namesFrom, valueWords, type NameOf } from '../../words/valueWords';
import {
  books,
  isEmptyValue,
  isLines,
  otherBook,
  sameValue,
  type Book,
  type CanonicalFields,
  type CanonicalLine,
  type CanonicalValue,
  type EntityDefinition,
  type FieldDefinition,
} from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Operation } from '../../ledger/operations';
import type { RecordKey } from '../../ledger/recordNames';
import type { Link } from '../../reconcile/plan';

/** The fields of a pair, both books beside what they last agreed on. Pure. */

/** `new`: the two were never compared in it. `changed`: one book or both say something else since. */
export type FieldState = 'same' | 'new' | 'changed' | 'single';

export interface FieldRow {
  readonly field: string;
  readonly label: string;
  /** One text; of lines one for each. */
  readonly shown: Readonly<Record<Book, readonly string[]>>;
  readonly state: FieldState;
  /** The books that say something else than when they last agreed. */
  readonly changedIn: readonly Book[];
  /** What they last agreed on, as each book has it; nothing where that is what both say still. */
  readonly agreed: Readonly<Record<Book, readonly string[]>> | null;
}

export type Sides = Readonly<Partial<Record<Book, BookRecord>>>;
type Bases = Pick<Link, 'quickbooksBase' | 'billcomBase'>;

const baseOf = (link: Bases, book: Book): CanonicalFields =>
  book === 'quickbooks' ? link.quickbooksBase : link.billcomBase;

/** A row for each field of which one book says something. @param link of the pair; undefined for a single record */
export function fieldRows(
  definition: EntityDefinition,
  sides: Sides,
  link: Bases | undefined,
  names: readonly (RecordKey & { readonly name: string })[],
): FieldRow[] {
  const nameOf = namesFrom(names);
  return Object.entries(definition.fields).flatMap(([name, field]) => {
    const value = (book: Book): CanonicalValue => sides[book]?.fields[name] ?? null;
    const base = (book: Book): CanonicalValue | undefined => link && baseOf(link, book)[name];
    if (books.every((book) => isEmptyValue(value(book)) && isEmptyValue(base(book)))) return [];
    const isAgreed = books.every((book) => base(book) !== undefined);
    const changedIn = isAgreed ? books.filter((book) => !sameValue(value(book), base(book))) : [];
    const words = (of: (book: Book) => CanonicalValue): FieldRow['shown'] => ({
      quickbooks: shown(field, 'quickbooks', of('quickbooks'), nameOf),
      billcom: shown(field, 'billcom', of('billcom'), nameOf),
    });
    const both = words(value);
    const isSingle = link === undefined || books.some((book) => sides[book] === undefined);
    return [
      {
        field: name,
        label: field.label,
        shown: both,
        state: isSingle ? 'single' : stateOf(isAgreed, changedIn, both),
        changedIn,
        agreed: changedIn.length === 0 ? null : words((book) => base(book) ?? null),
      },
    ];
  });
}

const stateOf = (isAgreed: boolean, changedIn: readonly Book[], both: FieldRow['shown']): FieldState => {
  if (isAgreed) return changedIn.length === 0 ? 'same' : 'changed';
  return both.quickbooks.join('\n') === both.billcom.join('\n') ? 'same' : 'new';
};

function shown(field: FieldDefinition, book: Book, value: CanonicalValue, nameOf: NameOf): readonly string[] {
  if (isLines(value)) return value.map((line) => lineWords(field, book, line, nameOf));
  const words = valueWords(field, book, value, nameOf);
  return words === '' ? [] : [words];
}

/** “Materials · 2 · 100.00 · East · billable” */
export function lineWords(
  { line: parts = {} }: Pick<FieldDefinition, 'line'>,
  book: Book,
  line: CanonicalLine,
  nameOf: NameOf,
): string {
  const words = Object.entries(parts).flatMap(([part, { label, references }]) => {
    const value = line[part] ?? null;
    if (value === null || value === '' || value === false) return [];
    if (value === true) return [label];
    return [references === undefined ? value : (nameOf(references, book, value) ?? value)];
  });
  return words.length === 0 ? 'an empty line' : words.join(' · ');
}

/** The records that these fields lead to, whose names their words need. */
export function leadingTo(
  definition: EntityDefinition,
  book: Book,
  fields: CanonicalFields | undefined,
): RecordKey[] {
  const keys = Object.entries(definition.fields).flatMap(([name, { references, line = {} }]) => {
    const value = fields?.[name] ?? null;
    if (references !== undefined) return typeof value === 'string' ? [{ entity: references, id: value }] : [];
    if (!isLines(value)) return [];
    return value.flatMap((each) =>
      Object.entries(line).flatMap(([part, { references: to }]) => {
        const id = each[part] ?? null;
        return to !== undefined && typeof id === 'string' ? [{ entity: to, id }] : [];
      }),
    );
  });
  const seen = new Map(keys.map((key) => [`${key.entity} ${key.id}`, { ...key, book }]));
  return [...seen.values()].filter(({ id }) => id !== '');
}

/** All names that the rows of a pair need. */
export const namesNeeded = (
  definition: EntityDefinition,
  sides: Sides,
  link: Bases | undefined,
): RecordKey[] =>
  books.flatMap((book) => [
    ...leadingTo(definition, book, sides[book]?.fields),
    ...(link ? leadingTo(definition, book, baseOf(link, book)) : []),
  ]);

/** A field of a write: what stood there, and what was to. */
export interface WrittenRow {
  readonly field: string;
  readonly label: string;
  readonly before: readonly string[];
  readonly written: readonly string[];
}

/** The fields of a write, as the written book has them. A record that was to be made first is named as its source. */
export function writtenRows(
  definition: EntityDefinition,
  { book, fields, before, awaits }: Pick<Operation, 'book' | 'fields' | 'before' | 'awaits'>,
  names: readonly (RecordKey & { readonly name: string })[],
): WrittenRow[] {
  const nameOf = namesFrom(names);
  return Object.entries(definition.fields).flatMap(([name, field]) => {
    const awaited = awaits[name];
    const value = fields[name];
    if (value === undefined && awaited === undefined) return [];
    const first = awaited && [nameOf(awaited.entity, otherBook(book), awaited.sourceId) ?? awaited.sourceId];
    return [
      {
        field: name,
        label: field.label,
        before: shown(field, book, before?.[name] ?? null, nameOf),
        written: first ?? shown(field, book, value ?? null, nameOf),
      },
    ];
  });
}
