import type { Change } from '../books/changes';
import { amountText, cents } from '../books/money';
import type { ListRecord } from '../books/records';
import { parentIdOf } from '../books/tree';
import { groupOf, textOf, type FieldValue, type Fields } from '../language/fields';
import { removal } from './listDelete';
import { touched } from './listMod';
import { findReferred, referringFields } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';

/** Lists whose entries a person can merge by giving one the name of another. */
export const MERGEABLE_LISTS = ['Vendor', 'Account', 'Class', 'Customer', 'OtherName'] as const;

/**
 * What happens when a person merges `from` into `into`: the loser's ListID vanishes and shows as deleted, its
 * balance, the entries below it and all references to it go to the survivor (qbxml.md §6).
 */
export function mergeEntries(list: string, from: string, into: string, context: RequestContext): Change[] {
  const loser = find(list, from, context);
  const survivor = find(list, into, context);
  if (loser.id === survivor.id) throw refused.cannotMerge(from);
  checkMergeable(loser, survivor);

  const sum =
    cents(textOf(loser.fields.Balance) ?? '0.00') + cents(textOf(survivor.fields.Balance) ?? '0.00');
  const balance = survivor.fields.Balance === undefined ? {} : { Balance: amountText(sum) };
  const moved = movedReferences(loser, survivor, context);
  return [
    ...removal(loser, context),
    { do: 'put', record: touched({ ...survivor, fields: { ...survivor.fields, ...balance } }, context) },
    ...moved,
  ];
}

function find(list: string, key: string, context: RequestContext): ListRecord {
  const found =
    findReferred({ ListID: key }, [list], context) ?? findReferred({ FullName: key }, [list], context);
  if (!found) throw refused.notFound(key);
  return found;
}

function checkMergeable(loser: ListRecord, survivor: ListRecord): void {
  const name = textOf(loser.fields.Name) ?? '';
  if (loser.fields.SpecialAccountType !== undefined) throw refused.cannotMerge(name);
  if (loser.fields.AccountType !== survivor.fields.AccountType) throw refused.cannotMerge(name);
  if (parentIdOf(loser) !== parentIdOf(survivor)) throw refused.cannotMerge(name);
}

function movedReferences(loser: ListRecord, survivor: ListRecord, context: RequestContext): Change[] {
  const { books, lists } = context;
  return books.everyEntry().flatMap((record): Change[] => {
    if (record.id === loser.id && record.list === loser.list) return [];
    const rules = referringFields(record, loser, lists.get(record.list)?.ret ?? []);
    if (rules.length === 0) return [];
    const fields: Record<string, FieldValue> = { ...record.fields };
    for (const { name } of rules) fields[name] = redirected(fields[name] ?? '', loser.id, survivor.id);
    return [{ do: 'put', record: touched({ ...record, fields }, context) }];
  });
}

function redirected(value: FieldValue, from: string, to: string): FieldValue {
  if (Array.isArray(value)) {
    return (value as readonly Fields[]).map((each) => (each.ListID === from ? { ListID: to } : each));
  }
  return groupOf(value)?.ListID === from ? { ListID: to } : value;
}
