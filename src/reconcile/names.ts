import type { Book, EntityDefinition } from '../entities/definition';
import { foldName } from '../entities/naturalKeys';
import type { BookRecord } from '../entities/record';

/** The key under which QuickBooks holds two names to be the same: in its name space, or under one parent. */
export const nameKey = (definition: EntityDefinition, name: unknown, parent: unknown): string =>
  `${definition.nameSpace === 'ownParent' ? String(parent ?? '') : ''}:${foldName(String(name ?? ''), 41)}`;

/**
 * Names that QuickBooks would refuse for a new record of this list (3100), inactive ones included. Bill.com lets
 * doubles exist (billcom.md §6), so that its map is empty.
 */
export function namesInUse(
  definition: EntityDefinition,
  existing: ReadonlyMap<string, BookRecord>,
  book: Book,
): Map<string, string> {
  const names = new Map<string, string>();
  if (book !== 'quickbooks') return names;
  for (const record of existing.values()) {
    if (record.deleted || record.problem !== null) continue;
    names.set(nameKey(definition, record.fields.name, record.fields.parent), String(record.fields.name));
  }
  return names;
}
