import { groupOf, textOf } from '../language/fields';
import type { ListRecord } from './records';

/** The ListID of the entry above; undefined at the top. */
export function parentIdOf(record: ListRecord): string | undefined {
  return textOf(groupOf(record.fields.ParentRef)?.ListID);
}

/** The entry's own name without its parents. */
export function nameOf(record: ListRecord): string {
  return textOf(record.fields.Name) ?? '';
}

/** Whether the entry may be used in new references. */
export function isActive(record: ListRecord): boolean {
  return record.fields.IsActive !== 'false';
}

/** From the top of the tree down to this entry. */
export function lineage(record: ListRecord, find: (id: string) => ListRecord | undefined): ListRecord[] {
  const line = [record];
  for (let id = parentIdOf(record); id !== undefined;) {
    const parent = find(id);
    if (!parent || line.includes(parent)) break;
    line.unshift(parent);
    id = parentIdOf(parent);
  }
  return line;
}

/** The name with all parents, levels separated by colons. */
export function fullNameOf(record: ListRecord, find: (id: string) => ListRecord | undefined): string {
  return lineage(record, find).map(nameOf).join(':');
}
