import type { Change } from '../books/changes';
import { ITEM_LISTS } from '../books/nameIndex';
import type { DataExtDefinition, DataExtValue, ListRecord } from '../books/records';
import type { TransactionRecord } from '../books/transactions';
import { groupOf, textOf, type Fields } from '../language/fields';
import { touched } from './listMod';
import { findReferred } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';
import { touchedTransaction } from './transactions/write';

const CUSTOM_FIELD_OWNER = '0';
const MAX_LENGTHS: Readonly<Record<string, number>> = { STR255TYPE: 255, STR1024TYPE: 1024 };

/** What a DataExt message speaks of: the definition, and the object it is put on. */
interface Target {
  readonly definition: DataExtDefinition;
  readonly record: ListRecord | TransactionRecord | undefined;
  readonly values: readonly DataExtValue[];
}

/** Writes or, with no value, removes a private or custom field of an object. */
export function changeDataExt(
  given: Fields,
  action: 'add' | 'mod' | 'del',
  context: RequestContext,
): { value: DataExtValue; changes: Change[] } {
  const target = findTarget(given, context);
  const { definition } = target;
  const isThere = target.values.some((each) => isOf(each, definition));
  if (action === 'add' && isThere) throw refused.nameInUse(definition.name);
  if (action !== 'add' && !isThere) throw refused.notFound(definition.name);

  const text = textOf(given.DataExtValue) ?? '';
  const max = MAX_LENGTHS[definition.type];
  if (max !== undefined && text.length > max) throw refused.tooLong('DataExtValue', max);
  const value = { ownerID: definition.ownerID, name: definition.name, type: definition.type, value: text };
  const others = target.values.filter((each) => !isOf(each, definition));
  return { value, changes: [put(target, action === 'del' ? others : [...others, value], context)] };
}

/** Defines a private field. OwnerID 0, a custom field that users see, only for the lists that have them. */
export function defineDataExt(given: Fields, { books }: RequestContext): DataExtDefinition {
  const ownerID = (textOf(given.OwnerID) ?? '').toUpperCase();
  const name = textOf(given.DataExtName) ?? '';
  const assignedTo = [given.AssignToObject ?? []].flat() as string[];
  const taken = books.dataExtDefinitions.some(
    (each) => each.ownerID === ownerID && sameName(each.name, name),
  );
  if (taken) throw refused.nameInUse(name);
  const unfit = assignedTo.find((each) => !['Customer', 'Vendor', 'Employee', 'Item'].includes(each));
  if (ownerID === CUSTOM_FIELD_OWNER && unfit !== undefined) throw refused.badCustomField(name, unfit);
  const type = textOf(given.DataExtType) ?? 'STR255TYPE';
  return { ownerID, id: books.dataExtDefinitions.length, name, type, assignedTo };
}

function findTarget(given: Fields, context: RequestContext): Target {
  const { books, lists } = context;
  const ownerID = (textOf(given.OwnerID) ?? '').toUpperCase();
  const name = textOf(given.DataExtName) ?? '';
  const definition = books.dataExtDefinitions.find(
    (each) => each.ownerID === ownerID && sameName(each.name, name),
  );
  if (!definition) throw refused.notFound(name);
  if (textOf(given.OtherDataExtType) === 'Company') {
    assertAssigned(definition, 'Company');
    return { definition, record: undefined, values: books.companyDataExt };
  }
  if (given.TxnDataExtType !== undefined) return transactionTarget(definition, given, context);
  const object = textOf(given.ListDataExtType) ?? '';
  const named = object === 'Item' ? ITEM_LISTS : [object];
  if (!named.every((list) => lists.get(list)?.takesDataExt))
    throw refused.notSimulated(`DataExt on ${object}`);
  assertAssigned(definition, object);
  const key = groupOf(given.ListObjRef) ?? {};
  const record = findReferred(key, named, context);
  if (!record) throw refused.notFound(textOf(key.ListID) ?? textOf(key.FullName) ?? '');
  return { definition, record, values: record.dataExt };
}

/** A private field of a whole transaction; those of single lines are not simulated. */
function transactionTarget(
  definition: DataExtDefinition,
  given: Fields,
  { books, transactions }: RequestContext,
): Target {
  const kind = textOf(given.TxnDataExtType) ?? '';
  if (!transactions.has(kind)) throw refused.notSimulated(`DataExt on ${kind}`);
  if (given.TxnLineID !== undefined) throw refused.notSimulated('DataExt on a line');
  assertAssigned(definition, kind);
  const id = textOf(given.TxnID) ?? '';
  const record = books.transactions.find(id);
  if (record?.kind !== kind) throw refused.notFound(id);
  return { definition, record, values: record.dataExt };
}

function assertAssigned(definition: DataExtDefinition, object: string): void {
  if (!definition.assignedTo.includes(object)) throw refused.badCustomField(definition.name, object);
}

/** Writing a private field is a modification of its object (qbxml.md §4). */
function put(target: Target, values: readonly DataExtValue[], context: RequestContext): Change {
  const { record } = target;
  if (!record) return { do: 'setCompanyDataExt', values };
  return 'list' in record
    ? { do: 'put', record: touched({ ...record, dataExt: values }, context) }
    : { do: 'putTransaction', record: touchedTransaction({ ...record, dataExt: values }, context) };
}

function isOf(value: DataExtValue, definition: DataExtDefinition): boolean {
  return value.ownerID === definition.ownerID && sameName(value.name, definition.name);
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
