import type { TransactionRecord } from '../../books/transactions';
import type { TransactionDefinition } from '../../definitions/transactions/transactionDefinition';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { childTexts, type XmlElement } from '../../language/xmlTree';
import { wallRange } from '../listQuery';
import { findReferred } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { isPaid } from './openAmounts';

/** What a query found, and the first key asked for that does not exist. */
export interface FoundTransactions {
  readonly records: readonly TransactionRecord[];
  readonly missing: string | undefined;
}

type Filter = (record: TransactionRecord) => boolean;

/** Finds transactions of a kind: by TxnIDs or numbers, or by times, dates, names, accounts and what is open. */
export function findTransactions(
  definition: TransactionDefinition,
  request: XmlElement,
  filters: Fields,
  context: RequestContext,
): FoundTransactions {
  const all = inOrder(context.books.transactions.ofKind(definition.kind));
  const ids = childTexts(request, 'TxnID');
  if (ids.length > 0) return byKeys(ids, (id) => all.filter((each) => each.id === id));
  const numberOf = (record: TransactionRecord) => textOf(record.fields.RefNumber) ?? '';
  const exact = childTexts(request, 'RefNumberCaseSensitive');
  if (exact.length > 0) return byKeys(exact, (key) => all.filter((each) => numberOf(each) === key));
  const numbers = childTexts(request, 'RefNumber');
  if (numbers.length > 0)
    return byKeys(numbers, (key) => all.filter((each) => numberOf(each).toLowerCase() === key.toLowerCase()));
  const passes = [
    byModified(filters, context),
    byDate(groupOf(filters.TxnDateRangeFilter)),
    byEntity(definition, groupOf(filters.EntityFilter), context),
    byAccount(groupOf(filters.AccountFilter), context),
    byRefNumber(filters),
    byPaidStatus(textOf(filters.PaidStatus), context),
  ];
  return { records: all.filter((record) => passes.every((each) => each(record))), missing: undefined };
}

/** By TxnDate, then in the order of creation. */
export function inOrder(records: readonly TransactionRecord[]): TransactionRecord[] {
  const dateOf = ({ fields }: TransactionRecord) => textOf(fields.TxnDate) ?? '';
  return [...records].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0));
}

function byKeys(
  keys: readonly string[],
  find: (key: string) => readonly TransactionRecord[],
): FoundTransactions {
  const found = new Map<string, TransactionRecord>();
  let missing: string | undefined;
  for (const key of keys) {
    const records = find(key);
    if (records.length === 0) missing ??= key;
    for (const record of records) found.set(record.id, record);
  }
  return { records: [...found.values()], missing };
}

function byModified(filters: Fields, { clock }: RequestContext): Filter {
  const range = groupOf(filters.ModifiedDateRangeFilter);
  const isAsked = wallRange(
    textOf(range?.FromModifiedDate),
    textOf(range?.ToModifiedDate),
    clock.asked.bind(clock),
  );
  return isAsked ? (record) => isAsked(clock.local(record.timeModified)) : () => true;
}

/** Both ends are inclusive. Of the named spans only All is simulated. */
export function byDate(range: Fields | undefined): Filter {
  const macro = textOf(range?.DateMacro);
  if (macro !== undefined && macro !== 'All') throw refused.notSimulated(`DateMacro ${macro}`);
  const from = textOf(range?.FromTxnDate);
  const to = textOf(range?.ToTxnDate);
  if (from && to && from > to) throw refused.badDateRange();
  return ({ fields }) => {
    const date = textOf(fields.TxnDate) ?? '';
    return (!from || date >= from) && (!to || date <= to);
  };
}

function byEntity(
  { entity }: TransactionDefinition,
  filter: Fields | undefined,
  context: RequestContext,
): Filter {
  if (!filter) return () => true;
  const ids = idsOfTree(filter, ['Vendor', 'Customer', 'Employee', 'OtherName'], context);
  return ({ fields, postings }) =>
    entity === undefined
      ? postings.some((each) => each.entity !== undefined && ids.has(each.entity.id))
      : ids.has(idIn(fields, entity) ?? '');
}

function byAccount(filter: Fields | undefined, context: RequestContext): Filter {
  if (!filter) return () => true;
  const ids = idsOfTree(filter, ['Account'], context);
  return ({ postings }) => postings.some(({ account }) => ids.has(account));
}

/** The entries that a filter by ids or names means, with those below them where it says so; 3140 for unknown. */
export function idsOfTree(filter: Fields, lists: readonly string[], context: RequestContext): Set<string> {
  const keysOf = (name: string, key: 'ListID' | 'FullName') =>
    [filter[name] ?? []].flat().map((each) => ({ [key]: each }));
  const find = (key: Fields) => {
    const found = findReferred(key, lists, context);
    if (!found)
      throw refused.badReference('filter', textOf(key.ListID) ?? textOf(key.FullName) ?? '', 'query');
    return found;
  };
  const below = (record: ReturnType<typeof find>): string[] => [
    record.id,
    ...context.books.childrenOf(record).flatMap(below),
  ];
  return new Set([
    ...[...keysOf('ListID', 'ListID'), ...keysOf('FullName', 'FullName')].map((key) => find(key).id),
    ...[...keysOf('ListIDWithChildren', 'ListID'), ...keysOf('FullNameWithChildren', 'FullName')].flatMap(
      (key) => below(find(key)),
    ),
  ]);
}

export function byRefNumber(filters: Fields): Filter {
  const numberOf = ({ fields }: TransactionRecord) => (textOf(fields.RefNumber) ?? '').toLowerCase();
  const match = groupOf(filters.RefNumberFilter);
  if (match) {
    const part = (textOf(match.RefNumber) ?? '').toLowerCase();
    const criterion = textOf(match.MatchCriterion);
    if (criterion === 'StartsWith') return (record) => numberOf(record).startsWith(part);
    if (criterion === 'EndsWith') return (record) => numberOf(record).endsWith(part);
    return (record) => numberOf(record).includes(part);
  }
  const range = groupOf(filters.RefNumberRangeFilter);
  if (!range) return () => true;
  const from = (textOf(range.FromRefNumber) ?? '').toLowerCase();
  const to = (textOf(range.ToRefNumber) ?? '').toLowerCase();
  if (from && to && from > to) throw refused.badNameRange();
  return (record) => (!from || numberOf(record) >= from) && (!to || numberOf(record) <= to);
}

function byPaidStatus(status: string | undefined, context: RequestContext): Filter {
  if (status === undefined || status === 'All') return () => true;
  return (record) => isPaid(record, context) === (status === 'PaidOnly');
}
