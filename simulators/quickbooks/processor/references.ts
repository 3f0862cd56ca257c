import type { ListRecord } from '../books/records';
import { fullNameOf, isActive } from '../books/tree';
import { elementsOf, keptName, type ElementRule, type Particle } from '../language/contentModel';
import { groupOf, textOf, type Fields, type FieldValue } from '../language/fields';
import { requireFeatureOf } from './features';
import { finderIn, type RequestContext } from './requestContext';
import { refused } from './status';

/**
 * Replaces every reference, however deep, by the ListID of the entry it means (qbxml.md §4: of ListID and FullName
 * the ListID wins; unknown or inactive is 3140, for ParentRef 3130). An empty reference becomes an empty text.
 * `before`: what the entry keeps now; a reference that it already has may be to an inactive entry.
 */
export function resolveReferences(
  fields: Fields,
  model: readonly Particle[],
  owner: string,
  before: Fields | undefined,
  context: RequestContext,
): Fields {
  const resolved: Record<string, FieldValue> = { ...fields };
  for (const rule of elementsOf(model)) {
    const name = keptName(rule);
    const value = fields[name];
    if (!rule.children || value === undefined) continue;
    const was = groupOf(before?.[name]);
    const resolve = (each: Fields | string): Fields | string =>
      rule.refersTo
        ? resolveOne(groupOf(each) ?? {}, rule, owner, was, context)
        : resolveReferences(groupOf(each) ?? {}, rule.children ?? [], owner, was, context);
    resolved[name] = Array.isArray(value)
      ? (value as readonly Fields[]).map(resolve).filter((each) => each !== '')
      : resolve(value as Fields);
  }
  return resolved;
}

function resolveOne(
  given: Fields,
  rule: ElementRule,
  owner: string,
  was: Fields | undefined,
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
  if (!isActive(found) && found.id !== textOf(was?.ListID)) {
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

/** Fields with every kept reference in them, however deep, put through `change`. */
export function mapReferences(
  fields: Fields,
  model: readonly Particle[],
  change: (kept: Fields, rule: ElementRule) => Fields,
): Fields {
  const mapped: Record<string, FieldValue> = { ...fields };
  for (const rule of elementsOf(model)) {
    const value = fields[rule.name];
    if (!rule.children || value === undefined) continue;
    const map = (each: FieldValue): Fields | string => {
      const group = groupOf(each);
      if (!group) return textOf(each) ?? '';
      return rule.refersTo ? change(group, rule) : mapReferences(group, rule.children ?? [], change);
    };
    mapped[rule.name] = Array.isArray(value) ? (value as readonly Fields[]).map(map) : map(value);
  }
  return mapped;
}

/** Whether an entry refers to this one in any field, however deep. */
export function refersTo(
  { fields }: { readonly fields: Fields },
  target: ListRecord,
  model: readonly Particle[],
): boolean {
  return elementsOf(model).some((rule) => valueRefersTo(fields[rule.name], rule, target));
}

function valueRefersTo(value: FieldValue | undefined, rule: ElementRule, target: ListRecord): boolean {
  if (value === undefined || !rule.children) return false;
  const groups = (Array.isArray(value) ? value : [value]) as readonly FieldValue[];
  return groups.some((each) => {
    const group = groupOf(each);
    if (!group) return false;
    if (rule.refersTo) return rule.refersTo.includes(target.list) && group.ListID === target.id;
    return elementsOf(rule.children ?? []).some((inner) => valueRefersTo(group[inner.name], inner, target));
  });
}
