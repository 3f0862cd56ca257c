import type { Book, CanonicalFields, EntityDefinition } from '../entities/definition';
import { sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { sameForPeople } from './field';
import type { WriteAction } from './plan';

/** A write as far as its end asks. */
export interface AppliedWrite {
  /** The book that was written. */
  readonly book: Book;
  /** What was sent, with every reference. */
  readonly fields: CanonicalFields;
  /** The source's own values of everything that was compared. */
  readonly sourceBase: CanonicalFields;
}

/** What a write leaves behind. */
export interface AfterWrite {
  /** The fields on which the two books agree from now on. */
  readonly bases: Readonly<Record<Book, CanonicalFields>>;
  /** The record holds something that was not in the write: the next plan compares it. */
  readonly othersChanged: boolean;
}

/**
 * The bases after a write, by the record as it was read back.
 * @param before the written record as it was last seen; undefined for a create.
 * @param isFoundLater the answer was lost, and the record was found by looking, perhaps hours later. What it holds beyond
 *   the write may then be somebody's edit: it is agreed on by nobody.
 * @param edited fields of the write that somebody has changed since: what was sent is agreed on, and the change is an edit.
 */
export function afterWrite(
  { book, fields, sourceBase }: AppliedWrite,
  readBack: BookRecord,
  before: BookRecord | undefined,
  isFoundLater: boolean,
  edited: readonly string[] = [],
): AfterWrite {
  const isOpen = (name: string): boolean =>
    isFoundLater && !(name in fields) && !sameForPeople(readBack.fields[name], sourceBase[name]);
  const names = Object.keys(sourceBase).filter((name) => !isOpen(name));
  const written = { ...pick(readBack.fields, names), ...pick(fields, edited) };
  const source = pick(sourceBase, names);
  const others =
    before !== undefined &&
    Object.keys(readBack.fields).some(
      (name) => !(name in sourceBase) && !sameValue(readBack.fields[name], before.fields[name]),
    );
  return {
    bases:
      book === 'quickbooks'
        ? { quickbooks: written, billcom: source }
        : { quickbooks: source, billcom: written },
    othersChanged: others || edited.length > 0 || names.length < Object.keys(sourceBase).length,
  };
}

/**
 * The bases after a person said that this record is what became of a write. An update was written then, whatever the
 * record holds by now; the record of a create may be one that somebody made by hand, so only what is as it was sent is
 * agreed on.
 */
export function afterTold(
  { book, fields, sourceBase }: AppliedWrite,
  record: BookRecord,
  action: WriteAction,
): AfterWrite['bases'] {
  const names = Object.keys(sourceBase).filter(
    (name) => action !== 'create' || sameForPeople(record.fields[name], fields[name]),
  );
  const written = pick(fields, names);
  const source = pick(sourceBase, names);
  return book === 'quickbooks'
    ? { quickbooks: written, billcom: source }
    : { quickbooks: source, billcom: written };
}

/**
 * The records of Bill.com that name this one of QuickBooks as what they were made from, and were made since: one that was
 * made before, and void since, may name the same.
 * @param undone ids in Bill.com of what Tieout itself undid: the one that a new one replaces names the same, and may be young.
 */
export const madeOf = (
  { billcom: { madeFrom } }: Pick<EntityDefinition, 'billcom'>,
  sourceId: string,
  since: Date,
  records: readonly BookRecord[],
  undone: ReadonlySet<string>,
): BookRecord[] =>
  records.filter(
    ({ id, facts }) =>
      !undone.has(id) && madeFrom?.(facts) === sourceId && !(Date.parse(facts.made ?? '') < since.getTime()),
  );

/** Whether a record that was found after a lost answer holds everything that was sent. */
export const holdsEverything = (record: BookRecord, fields: CanonicalFields): boolean =>
  Object.entries(fields).every(([name, value]) => sameValue(record.fields[name], value));

const pick = (fields: CanonicalFields, names: readonly string[]): CanonicalFields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
