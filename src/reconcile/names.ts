import type { Book, CanonicalFields, CanonicalValue, EntityDefinition } from '../entities/definition';
import { foldName } from '../entities/naturalKeys';
import type { BookRecord } from '../entities/record';
import { byRecordId } from './paths';

/** A value that only one record of a book may have. */
export interface OnlyOnce {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly key: string;
  /** For a name that must also differ from the names of other lists (qbXML 3100). */
  readonly shared?: string;
}

/** Who has a name of the space that vendors, customers, employees and other names share in QuickBooks. */
export interface NameHolder {
  readonly name: string;
  readonly active: boolean;
  /** What it is: “customer”, “employee”. */
  readonly word: string;
}
/** Holders by `sharedNameKey`. */
export type SharedNames = ReadonlyMap<string, NameHolder>;

/** Names of that space have at most 41 characters and are compared without case. */
export const sharedNameKey = (name: string): string => foldName(name, 41);

/** What to do with a name that another list has: ask a person, or add a mark to it in QuickBooks. */
export type NameClash = 'ask' | 'suffix';

/**
 * A name with the mark of its list, ` (V)` or ` (C)`, shortened so that both fit. It is what QuickBooks holds;
 * in Bill.com the name stays as it is, and the mark never comes back as an edit.
 */
export function markedName(definition: EntityDefinition, name: string): string {
  const mark = ` (${definition.words.one.charAt(0).toUpperCase()})`;
  return `${name.slice(0, definition.quickbooks.nameMax - mark.length).trimEnd()}${mark}`;
}

/**
 * What only one record of this book may have: in QuickBooks the name in its name space or under its parent (3100,
 * whatever its capitals), in both books an account's number, in Bill.com an invoice's. Bill.com lets names exist twice
 * (billcom.md §6).
 * @param parent the parent in the written book; `new …` for one that is made first.
 */
export function onlyOnce(
  definition: EntityDefinition,
  book: Book,
  fields: CanonicalFields,
  parent: CanonicalValue,
): OnlyOnce[] {
  const found: OnlyOnce[] = [];
  const { name } = fields;
  if (book === 'quickbooks' && definition.nameSpace !== 'none' && typeof name === 'string') {
    const folded = foldName(name, definition.quickbooks.nameMax);
    const isShared = definition.nameSpace === 'names' && parent === null;
    found.push({
      field: 'name',
      label: 'name',
      value: name,
      key: `name ${String(parent ?? '')}:${folded}`,
      ...(isShared ? { shared: sharedNameKey(name) } : {}),
    });
  }
  const only = [
    ...(definition.uniqueFields ?? []),
    ...(book === 'billcom' ? (definition.uniqueInBillcom ?? []) : []),
  ];
  for (const field of only) {
    const value = fields[field];
    if (typeof value !== 'string' || value === '') continue;
    const label = definition.fields[field]?.label ?? field;
    // Whether Bill.com takes two numbers that differ in capitals has no source: its refusal would say so.
    const isExact = definition.uniqueInBillcom?.includes(field) === true;
    found.push({
      field,
      label,
      value,
      key: `${field} ${isExact ? value.trim() : value.trim().toLowerCase()}`,
    });
  }
  return found;
}

/** Who has what only one may have, in one book; inactive and unreadable records count. */
export function takenIn(
  definition: EntityDefinition,
  book: Book,
  records: ReadonlyMap<string, BookRecord>,
): Map<string, BookRecord> {
  const taken = new Map<string, BookRecord>();
  for (const record of byRecordId(records.values())) {
    if (record.deleted || record.mergedInto !== null) continue;
    for (const { key } of onlyOnce(definition, book, record.fields, record.fields.parent ?? null)) {
      taken.set(key, record);
    }
  }
  return taken;
}
