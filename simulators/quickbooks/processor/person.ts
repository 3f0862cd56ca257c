import type { Change } from '../books/changes';
import { ITEM_LISTS, TERMS_LISTS } from '../books/nameIndex';
import type { ListRecord } from '../books/records';
import { addModel, modModel, type ListDefinition } from '../definitions/listDefinition';
import type { Fields } from '../language/fields';
import { fieldsFromJson, withParent, type JsonObject } from './fieldsFromJson';
import { newEntry } from './listAdd';
import { deleteEntry } from './listDelete';
import { modifiedEntry } from './listMod';
import { printedFields } from './printEntry';
import { findReferred } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';
import { changeTransaction, enterTransaction, transactionNamed } from './transactions/byHand';
import { deleteTransaction } from './transactions/undo';

/** What a person did in a list's window, and the entry as it is then. */
export interface WindowEdit {
  readonly changes: readonly Change[];
  readonly entry: Fields;
}

/**
 * A new entry typed into its window: the fields of its Add in any order, or of what only a person can enter. Throws
 * StatusError for what the rules forbid and ParserRefusal for fields that the window has not.
 */
export function enter(list: string, given: JsonObject, context: RequestContext): WindowEdit {
  if (context.transactions.has(list)) return enterTransaction(list, given, context);
  const definition = definitionOf(list, context);
  const record = newEntry(definition, fieldsFromJson(list, withParent(given), addModel(definition)), context);
  return edit(definition, record, [{ do: 'put', record }], context);
}

/** Fields of an entry changed in its window; what is not given stays. `key`: a ListID or a full name. */
export function change(list: string, key: string, given: JsonObject, context: RequestContext): WindowEdit {
  if (context.transactions.has(list)) return changeTransaction(list, key, given, context);
  const before = entryNamed(list, key, context);
  const definition = definitionOf(before.list, context);
  const asked = { ...withParent(given), ListID: before.id, EditSequence: before.editSequence };
  const fields = fieldsFromJson(before.list, asked, modModel(definition));
  const { record, changes } = modifiedEntry(definition, fields, context);
  return edit(definition, record, changes, context);
}

/** An entry deleted in its list, under the rules of ListDel. */
export function remove(list: string, key: string, context: RequestContext): readonly Change[] {
  if (context.transactions.has(list))
    return deleteTransaction(list, transactionNamed(list, key, context).id, context).changes;
  const record = entryNamed(list, key, context);
  return deleteEntry(record.list, record.id, context);
}

/** The entry with that ListID or full name; “Item” and “Terms” mean every kind of them (qbXML 3120). */
export function entryNamed(list: string, key: string, context: RequestContext): ListRecord {
  const kinds = { Item: ITEM_LISTS, Terms: TERMS_LISTS }[list] ?? [list];
  const found =
    findReferred({ ListID: key }, kinds, context) ?? findReferred({ FullName: key }, kinds, context);
  if (!found) throw refused.notFound(key);
  return found;
}

function definitionOf(list: string, { lists }: RequestContext): ListDefinition {
  const definition = lists.get(list);
  if (!definition) throw refused.notSimulated(`the list ${list}`);
  return definition;
}

function edit(
  definition: ListDefinition,
  record: ListRecord,
  changes: readonly Change[],
  context: RequestContext,
): WindowEdit {
  return { changes, entry: printedFields(record, definition, context) };
}
