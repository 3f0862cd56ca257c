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
}

/**
 * What only one record of this book may have: in QuickBooks the name in its name space or under its parent (3100,
 * whatever its capitals), in both books an account's number. Bill.com lets names exist twice (billcom.md §6).
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
  if (book === 'quickbooks' && typeof name === 'string') {
    const space = definition.nameSpace === 'ownParent' ? String(parent ?? '') : '';
    const folded = foldName(name, 41);
    found.push({ field: 'name', label: 'name', value: name, key: `name ${space}:${folded}` });
  }
  for (const field of definition.uniqueFields ?? []) {
    const value = fields[field];
    if (typeof value !== 'string' || value === '') continue;
    const label = definition.fields[field]?.label ?? field;
    found.push({ field, label, value, key: `${field} ${value.trim().toLowerCase()}` });
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
