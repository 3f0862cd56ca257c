import type { ListRecord } from '../books/records';
import { isActive } from '../books/tree';
import { elementsOf, type ElementRule, type Particle } from '../language/contentModel';
import { groupOf, textOf, type Fields, type FieldValue } from '../language/fields';
import { requireFeatureOf } from './features';
import { finderIn, type RequestContext } from './requestContext';
import { refused } from './status';
import { fullNameOf } from '../books/tree';

/**
 * Replaces every reference by the ListID of the entry it means (qbxml.md §4: of ListID and FullName the ListID
 * wins; unknown or inactive is 3140, for ParentRef 3130). An empty reference becomes an empty text.
 */
export function resolveReferences(
  fields: Fields,
  model: readonly Particle[],
  owner: string,
  before: ListRecord | undefined,
  context: RequestContext,
): Fields {
  const resolved: Record<string, FieldValue> = { ...fields };
  for (const rule of elementsOf(model)) {
    const value = fields[rule.name];
    if (!rule.refersTo || value === undefined) continue;
    const resolve = (each: Fields | string) => resolveOne(groupOf(each) ?? {}, rule, owner, before, context);
    resolved[rule.name] = Array.isArray(value)
      ? (value as readonly Fields[]).map(resolve).filter((each) => each !== '')
      : resolve(value as Fields);
  }
  return resolved;
}

function resolveOne(
  given: Fields,
  rule: ElementRule,
  owner: string,
  before: ListRecord | undefined,
  context: RequestContext,
): Fields | '' {
  const key = textOf(given.ListID) || textOf(given.FullName);
  if (!key) return '';
  const target = rule.name.replace(/Ref$/, '');
  for (const list of rule.refersTo ?? []) requireFeatureOf(list, context);
  const found = findReferred(given, rule.refersTo ?? [], context);
  if (!found) {
    throw rule.name === 'ParentRef' ? refused.parentNotFound(key) : refused.badReference(target, key, owner);
  }
  const was = textOf(groupOf(before?.fields[rule.name])?.ListID);
  if (!isActive(found) && found.id !== was) {
    throw refused.badReference(target, key, owner, 'The list element is inactive.');
  }
  return { ListID: found.id };
}

/** The entry that a {ListID | FullName} names in any of these lists. */
export function findReferred(
  given: Fields,
  lists: readonly string[],
  { books }: RequestContext,
): ListRecord | undefined {
  const id = textOf(given.ListID);
  if (id) return books.findIn(lists, id);
  const fullName = textOf(given.FullName) ?? '';
  for (const list of lists) {
    const found = books.names.byFullName(list, fullName);
    if (found) return found;
  }
  return undefined;
}

/** A kept reference as it stands in an answer: ListID and FullName. */
export function printedReference(kept: Fields, rule: ElementRule, { books }: RequestContext): Fields {
  const id = textOf(kept.ListID) ?? '';
  const found = books.findIn(rule.refersTo ?? [], id);
  if (!found) return { ListID: id };
  return { ListID: id, FullName: fullNameOf(found, finderIn(books, found.list)) };
}

/** Whether an entry refers to this one in any field. */
export function refersTo(record: ListRecord, target: ListRecord, model: readonly Particle[]): boolean {
  return referringFields(record, target, model).length > 0;
}

/** The fields by which an entry refers to this one. */
export function referringFields(
  record: ListRecord,
  target: ListRecord,
  model: readonly Particle[],
): ElementRule[] {
  return elementsOf(model).filter((rule) => {
    if (!rule.refersTo?.includes(target.list)) return false;
    const value = record.fields[rule.name];
    const kept = (Array.isArray(value) ? value : [value]) as readonly (FieldValue | undefined)[];
    return kept.some((each) => textOf(groupOf(each)?.ListID) === target.id);
  });
}
