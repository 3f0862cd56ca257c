import { lineage, nameOf, fullNameOf } from '../books/tree';
import type { ListRecord } from '../books/records';
import type { Candidate, ListDefinition } from '../definitions/listDefinition';
import { textOf } from '../language/fields';
import { finderIn, type RequestContext } from './requestContext';
import { refused } from './status';
import { MAX_LEVELS } from './undocumented';

/** A name as QuickBooks keeps it: without blanks around it (qbxml.md §2). */
export function trimmedName(given: string): string {
  const name = given.trim();
  if (name === '') throw refused.missing('Name');
  if (name.includes(':')) throw refused.badValue(name, 'Name', 'A name cannot contain a colon.');
  return name;
}

/**
 * Names are unique without regard to case: for customers, vendors, employees and other names in one space, else
 * in the list, in trees under the same parent; inactive entries count (qbxml.md §2).
 */
export function checkNameIsFree(
  definition: ListDefinition,
  { before, fields, parent }: Candidate,
  { books }: RequestContext,
): void {
  const name = textOf(fields.Name) ?? '';
  const owner = books.names.owner(definition.list, parent?.id, name);
  if (!owner || owner.id === before?.id) return;
  if (before && owner.list === definition.list) throw refused.cannotMerge(name);
  throw refused.nameInUse(name);
}

/** A tree's depth, its longest FullName, and that nothing is put below itself. */
export function checkPlaceInTree(
  definition: ListDefinition,
  { before, fields, parent }: Candidate,
  { books }: RequestContext,
): void {
  if (!definition.isTree) return;
  const find = finderIn(books, definition.list);
  const name = textOf(fields.Name) ?? '';
  if (parent) {
    const above = lineage(parent, find);
    if (before && above.some((each) => each.id === before.id)) {
      throw refused.parentNotFound(nameOf(parent));
    }
    const below = before ? heightOf(before, (each) => books.childrenOf(each)) : 1;
    if (above.length + below > MAX_LEVELS) {
      throw refused.saving(
        definition.list,
        name,
        `A list cannot be more than ${String(MAX_LEVELS)} levels deep.`,
      );
    }
  }
  const fullName = parent ? `${fullNameOf(parent, find)}:${name}` : name;
  if (definition.fullNameLength !== undefined && fullName.length > definition.fullNameLength) {
    throw refused.tooLong('FullName', definition.fullNameLength);
  }
}

function heightOf(record: ListRecord, childrenOf: (record: ListRecord) => ListRecord[]): number {
  return 1 + Math.max(0, ...childrenOf(record).map((each) => heightOf(each, childrenOf)));
}
