import { cents } from '../books/money';
import type { ListRecord } from '../books/records';
import { fullNameOf, isActive } from '../books/tree';
import type { ListDefinition } from '../definitions/listDefinition';
import { groupOf, textOf, type Fields } from '../language/fields';
import { childTexts, type XmlElement } from '../language/xmlTree';
import { totalBalance } from './balances';
import { findReferred } from './references';
import { finderIn, type RequestContext } from './requestContext';
import { refused } from './status';
import type { Behaviour } from './undocumented';

/** What a query found, in the order of names, and the first key asked for that does not exist. */
export interface Found {
  readonly records: readonly ListRecord[];
  readonly missing: string | undefined;
}

/**
 * Finds entries of one or several lists: by ids or names (whatever their status), or by status, modification
 * time, name and what else the list filters by. Without ActiveStatus only active ones (qbxml.md §5).
 */
export function findEntries(
  definitions: readonly ListDefinition[],
  request: XmlElement,
  filters: Fields,
  context: RequestContext,
): Found {
  const lists = definitions.map((definition) => definition.list);
  const ids = childTexts(request, 'ListID');
  const names = childTexts(request, 'FullName');
  if (ids.length > 0) return findKeys(ids, (id) => findReferred({ ListID: id }, lists, context));
  if (names.length > 0) return findKeys(names, (name) => findReferred({ FullName: name }, lists, context));

  const passes = filterOf(filters, context);
  const records = lists.flatMap((list) => context.books.entries(list)).filter(passes);
  return { records: inOrderOfNames(records, context), missing: undefined };
}

function findKeys(keys: readonly string[], find: (key: string) => ListRecord | undefined): Found {
  const found = new Map<string, ListRecord>();
  let missing: string | undefined;
  for (const key of keys) {
    const record = find(key);
    if (record) found.set(record.id, record);
    else missing ??= key;
  }
  return { records: [...found.values()], missing };
}

function inOrderOfNames(records: readonly ListRecord[], { books }: RequestContext): ListRecord[] {
  const keyed = records.map((record) => ({
    record,
    key: fullNameOf(record, finderIn(books, record.list)).toLowerCase().replaceAll(':', '\u0001'),
  }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ record }) => record);
}

type Filter = (record: ListRecord) => boolean;

function filterOf(filters: Fields, context: RequestContext): Filter {
  const all = [
    byStatus(textOf(filters.ActiveStatus) ?? 'ActiveOnly'),
    byModified(filters, context),
    byName(filters, context),
    byType(filters, 'AccountType'),
    byType(filters, 'PaymentMethodType'),
    byBalance(filters, context),
    byClass(filters, context),
  ];
  return (record) => all.every((passes) => passes(record));
}

function byStatus(status: string): Filter {
  if (status === 'All') return () => true;
  return (record) => isActive(record) === (status === 'ActiveOnly');
}

/** Both ends are inclusive and compared on the wall clock of the PC (qbxml.md §5). */
function byModified(filters: Fields, { clock }: RequestContext): Filter {
  const range = wallRange(
    textOf(filters.FromModifiedDate),
    textOf(filters.ToModifiedDate),
    clock.asked.bind(clock),
  );
  if (!range) return () => true;
  return (record) => range(clock.local(record.timeModified));
}

/** A check of a wall-clock time against a range of the request; undefined where no range is given. */
export function wallRange(
  from: string | undefined,
  to: string | undefined,
  asked: (text: string, end: 'from' | 'to') => string,
): ((wall: string) => boolean) | undefined {
  const start = from ? asked(from, 'from') : undefined;
  const end = to ? asked(to, 'to') : undefined;
  if (start === undefined && end === undefined) return undefined;
  if (start !== undefined && end !== undefined && start > end) throw refused.badDateRange();
  return (wall) => (start === undefined || wall >= start) && (end === undefined || wall <= end);
}

function byName(filters: Fields, { books, behaviour }: RequestContext): Filter {
  const nameOf = (record: ListRecord) => fullNameOf(record, finderIn(books, record.list)).toLowerCase();
  const match = groupOf(filters.NameFilter);
  if (match) {
    const part = (textOf(match.Name) ?? '').toLowerCase();
    const criterion = textOf(match.MatchCriterion);
    if (criterion === 'StartsWith') return (record) => nameOf(record).startsWith(part);
    if (criterion === 'EndsWith') return (record) => nameOf(record).endsWith(part);
    return (record) => nameOf(record).includes(part);
  }
  const range = groupOf(filters.NameRangeFilter);
  if (!range) return () => true;
  const inRange = nameRange(textOf(range.FromName), textOf(range.ToName), behaviour);
  return (record) => inRange(nameOf(record));
}

/** A check of lower-case names against a range, in the order and with the ends that this QuickBooks has. */
function nameRange(
  fromName: string | undefined,
  toName: string | undefined,
  { nameOrder, nameRangeEnds }: Behaviour,
): (name: string) => boolean {
  // Letters are moved in front of everything else, and keep their order.
  const key = (name: string): string =>
    nameOrder === 'digitsFirst'
      ? name
      : name.replace(/[a-z]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 'a'.charCodeAt(0) + 1));
  const from = fromName && key(fromName.toLowerCase());
  const to = toName && key(toName.toLowerCase());
  if (from && to && from > to) throw refused.badNameRange();
  if (nameRangeEnds === 'excluded') return (name) => (!from || key(name) > from) && (!to || key(name) < to);
  return (name) => (!from || key(name) >= from) && (!to || key(name) <= to || key(name).startsWith(to));
}

function byType(filters: Fields, name: string): Filter {
  const types = filters[name] as readonly string[] | undefined;
  return types ? (record) => types.includes(textOf(record.fields[name]) ?? '') : () => true;
}

function byBalance(filters: Fields, context: RequestContext): Filter {
  const filter = groupOf(filters.TotalBalanceFilter);
  if (!filter) return () => true;
  const limit = cents(textOf(filter.Amount) ?? '0.00');
  const compare: Record<string, (balance: bigint) => boolean> = {
    LessThan: (balance) => balance < limit,
    LessThanEqual: (balance) => balance <= limit,
    Equal: (balance) => balance === limit,
    GreaterThan: (balance) => balance > limit,
    GreaterThanEqual: (balance) => balance >= limit,
  };
  const passes = compare[textOf(filter.Operator) ?? 'Equal'] ?? (() => true);
  return (record) => passes(cents(totalBalance(record, context)));
}

function byClass(filters: Fields, context: RequestContext): Filter {
  const filter = groupOf(filters.ClassFilter);
  if (!filter) return () => true;
  const keys = (name: string, field: 'ListID' | 'FullName') =>
    [filter[name] ?? []].flat().map((key) => ({ [field]: key }));
  const plain = [...keys('ListID', 'ListID'), ...keys('FullName', 'FullName')];
  const trees = [...keys('ListIDWithChildren', 'ListID'), ...keys('FullNameWithChildren', 'FullName')];
  const find = (key: Fields) => findReferred(key, ['Class'], context);
  const below = (record: ListRecord): ListRecord[] => [
    record,
    ...context.books.childrenOf(record).flatMap(below),
  ];
  const classes = [
    ...plain.flatMap((key) => find(key) ?? []),
    ...trees.flatMap((key) => find(key) ?? []).flatMap(below),
  ];
  const ids = new Set(classes.map((each) => each.id));
  return (record) => ids.has(textOf(groupOf(record.fields.ClassRef)?.ListID) ?? '');
}
