import { amountText, cents } from '../../books/money';
import type { Posting, TransactionRecord } from '../../books/transactions';
import type { ElementRule, Particle } from '../../language/contentModel';
import { groupOf, readFields, textOf, writeFields, type Fields } from '../../language/fields';
import { branch, childTexts, type XmlElement } from '../../language/xmlTree';
import { balanceSign } from '../balances';
import { wallRange } from '../listQuery';
import { answerQuery } from '../queryReply';
import { mapReferences, printedReference } from '../references';
import type { Reply, RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType } from './accounts';
import { byDate, byRefNumber, idsOfTree, inOrder } from './findTransactions';
import { canBeOpen, isPaid } from './openAmounts';

interface Row {
  readonly record: TransactionRecord;
  readonly posting: Posting;
  readonly index: number;
}
type RowFilter = (row: Row) => boolean;

const NAME_LISTS = ['Vendor', 'Customer', 'Employee', 'OtherName'];
/** The account types behind a filter by type; combined ones are not simulated. */
const TYPES_OF_FILTER: Readonly<Record<string, string>> = {
  CostOfSales: 'CostOfGoodsSold',
  OrdinaryExpense: 'Expense',
  OrdinaryIncome: 'Income',
};

/** Answers TransactionQuery: the postings that pass all filters, in the order of TxnDate. */
export function answerTransactionQuery(
  model: readonly Particle[],
  ret: readonly ElementRule[],
  request: XmlElement,
  context: RequestContext,
): Reply {
  const { transactions } = context.books;
  const wanted = childTexts(request, 'IncludeRetElement');
  const rowsOf = (record: TransactionRecord): Row[] =>
    record.postings.map((posting, index) => ({ record, posting, index }));
  return answerQuery<Row>(
    {
      keys: ['TxnID'],
      find: () => {
        const ids = childTexts(request, 'TxnID');
        const found = ids.flatMap((id) => transactions.find(id) ?? []);
        if (ids.length > 0)
          return {
            records: found.flatMap(rowsOf),
            missing: ids.find((id) => !transactions.find(id)),
          };
        const passes = filtersOf(request, readFields(request, model), context);
        const rows = inOrder(transactions.all()).flatMap(rowsOf);
        return {
          records: rows.filter((row) => passes.every((each) => each(row))),
          missing: undefined,
        };
      },
      keyOf: ({ record, index }) => ({ list: String(index), id: record.id }),
      byKey: ({ list, id }) => {
        const record = transactions.find(id);
        const posting = record?.postings[Number(list)];
        return record && posting && { record, posting, index: Number(list) };
      },
      print: (rows) =>
        rows.map((row) => {
          const all = writeFields(fieldsOf(row, ret, context), ret);
          return branch(
            'TransactionRet',
            wanted.length > 0 ? all.filter(({ name }) => wanted.includes(name)) : all,
          );
        }),
    },
    request,
    context,
  );
}

function fieldsOf({ record, posting }: Row, ret: readonly ElementRule[], context: RequestContext): Fields {
  const { clock } = context;
  const sign = balanceSign(accountType(posting.account, context));
  const fields = {
    TxnType: record.kind,
    TxnID: record.id,
    ...(posting.line === undefined ? {} : { TxnLineID: posting.line }),
    TimeCreated: clock.printed(record.timeCreated),
    TimeModified: clock.printed(record.timeModified),
    ...(posting.entity ? { EntityRef: { ListID: posting.entity.id } } : {}),
    AccountRef: { ListID: posting.account },
    TxnDate: record.fields.TxnDate ?? '',
    RefNumber: record.fields.RefNumber ?? '',
    Amount: amountText(sign * cents(posting.amount)),
    Memo: posting.memo ?? '',
  };
  return mapReferences(fields, ret, (kept, rule) => printedReference(kept, rule, context));
}

function filtersOf(request: XmlElement, filters: Fields, context: RequestContext): RowFilter[] {
  const numberOf = ({ record }: Row) => textOf(record.fields.RefNumber) ?? '';
  const exact = childTexts(request, 'RefNumberCaseSensitive');
  const numbers = childTexts(request, 'RefNumber').map((each) => each.toLowerCase());
  const byNumber = byRefNumber(filters);
  const inDates = byDate(groupOf(filters.TransactionDateRangeFilter));
  const kinds = (groupOf(filters.TransactionTypeFilter)?.TxnTypeFilter ?? []) as readonly string[];
  const classes = groupOf(filters.TransactionClassFilter);
  const inClasses = classes && idsOfTree(classes, ['Class'], context);
  if (filters.TransactionItemFilter !== undefined) throw refused.notSimulated('TransactionItemFilter');
  return [
    (row) => exact.length === 0 || exact.includes(numberOf(row)),
    (row) => numbers.length === 0 || numbers.includes(numberOf(row).toLowerCase()),
    ({ record }) => byNumber(record) && inDates(record),
    byModified(groupOf(filters.TransactionModifiedDateRangeFilter), context),
    byEntity(groupOf(filters.TransactionEntityFilter), context),
    byAccount(groupOf(filters.TransactionAccountFilter), context),
    ({ posting }) => !inClasses || inClasses.has(posting.inClass ?? ''),
    ({ record }) => kinds.length === 0 || kinds.includes('All') || kinds.includes(record.kind),
    byDetail(textOf(filters.TransactionDetailLevelFilter)),
    () => textOf(filters.TransactionPostingStatusFilter) !== 'NonPosting',
    byOpen(textOf(filters.TransactionPaidStatusFilter), context),
  ];
}

function byModified(range: Fields | undefined, { clock }: RequestContext): RowFilter {
  const macro = textOf(range?.DateMacro);
  if (macro !== undefined && macro !== 'All') throw refused.notSimulated(`DateMacro ${macro}`);
  const isAsked = wallRange(
    textOf(range?.FromModifiedDate),
    textOf(range?.ToModifiedDate),
    clock.asked.bind(clock),
  );
  return ({ record }) => !isAsked || isAsked(clock.local(record.timeModified));
}

function byEntity(filter: Fields | undefined, context: RequestContext): RowFilter {
  if (!filter) return () => true;
  const list = textOf(filter.EntityTypeFilter);
  if (list !== undefined) return ({ posting }) => posting.entity?.list === list;
  const ids = idsOfTree(filter, NAME_LISTS, context);
  return ({ posting }) => ids.has(posting.entity?.id ?? '');
}

/** Whether a posting is in one of the accounts that a filter names; undefined where there is no filter. */
export function byAccount(
  filter: Fields | undefined,
  context: RequestContext,
): (row: { readonly posting: Posting }) => boolean {
  if (!filter) return () => true;
  const asked = textOf(filter.AccountTypeFilter);
  if (asked === undefined) {
    const ids = idsOfTree(filter, ['Account'], context);
    return ({ posting }) => ids.has(posting.account);
  }
  const type = TYPES_OF_FILTER[asked] ?? asked;
  const isKnown = context.books.entries('Account').some((each) => each.fields.AccountType === type);
  if (!isKnown && /And|Or|^Asset$|^BalanceSheet$|^Liability$|^Current|1099/.test(asked))
    throw refused.notSimulated(`AccountTypeFilter ${asked}`);
  return ({ posting }) => accountType(posting.account, context) === type;
}

function byDetail(level: string | undefined): RowFilter {
  if (level === 'SummaryOnly') return ({ posting }) => posting.line === undefined;
  if (level === 'AllExceptSummary') return ({ posting }) => posting.line !== undefined;
  return () => true;
}

/** Documents, credits and payments received are open while something of them is; all else is closed. */
function byOpen(status: string | undefined, context: RequestContext): RowFilter {
  if (status === undefined || status === 'Either') return () => true;
  const isOpen = (record: TransactionRecord) => canBeOpen(record.kind) && !isPaid(record, context);
  return ({ record }) => isOpen(record) === (status === 'Open');
}
