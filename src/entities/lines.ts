import type {
  CanonicalLine,
  CanonicalValue,
  EntitySettings,
  FieldDefinition,
  LineFieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import { isLines } from './definition';
import { wireNumber } from './decimal';
import { elementsIn } from './elements';
import { readDecimal, readReference, unsetReference } from './fields';
import { moneyNumber, readMoney, sumOfMoney } from './money';
import { toQuickBooksText } from './quickbooksText';

/**
 * The lines of bills and vendor credits. QuickBooks keeps expense lines before item lines and knows each by its
 * TxnLineID; Bill.com has one list, whose ids it makes anew at will (billcom.md §7.5). Here a line has no id: lines are
 * in QuickBooks' order, and an equal line is the same line.
 */

const memoMax = { quickbooks: 4095, billcom: 4000 } as const;

/** The parts of a line; an item line has no account of its own, its item has. */
export const lineParts: Readonly<Record<string, LineFieldDefinition>> = {
  account: { label: 'account', references: 'account' },
  item: { label: 'item', references: 'item' },
  quantity: { label: 'quantity' },
  amount: { label: 'amount' },
  memo: { label: 'memo' },
  customer: { label: 'customer or job', references: 'customer' },
  class: { label: 'class', references: 'class' },
  billable: { label: 'billable' },
};

/**
 * @param settings say what QuickBooks' classes are in Bill.com, and on which account lines go that have none. In Bill.com a
 *   line on that account has none.
 * @param row Bill.com's word for one line; a document has its lines under that word in the plural.
 */
export function linesField(
  {
    classesAs,
    catchAllExpense = '',
    twoWayBills,
  }: Pick<EntitySettings, 'classesAs' | 'catchAllExpense' | 'twoWayBills'>,
  row: 'BillLineItem' | 'VendorCreditLineItem',
): FieldDefinition {
  const classId = classesAs === 'department' ? 'departmentId' : 'actgClassId';
  const rows = `${row[0]?.toLowerCase()}${row.slice(1)}s`;
  // Where an edit of QuickBooks goes to Bill.com, so does the account that somebody has put there.
  const mayDiffer = row !== 'BillLineItem' || twoWayBills === 'off';
  const catchAll = { id: catchAllExpense, applies: isExpense, mayDiffer };
  return {
    kind: 'lines',
    label: 'lines',
    line:
      catchAllExpense === ''
        ? lineParts
        : { ...lineParts, account: { ...lineParts.account, whenEmpty: catchAll } as LineFieldDefinition },
    standIns,
    needed: true,
    read: {
      quickbooks: (raw) => quickBooksLines(raw).map(({ line }) => line),
      billcom: (raw) => inOrder(rowsOf(raw, rows).map((each) => billcomLine(each, classId))),
    },
    write: {
      quickbooks: (value) => {
        const lines = isLines(value) ? value : [];
        const expenses = lines.filter(isExpense).map((line) => withoutEmpty(expenseElements(line)));
        const items = lines
          .filter((line) => !isExpense(line))
          .map((line) => withoutEmpty(itemElements(line)));
        return {
          ...(expenses.length > 0 && { ExpenseLineAdd: expenses }),
          ...(items.length > 0 && { ItemLineAdd: items }),
        };
      },
      billcom: (value) => ({
        [rows]: (isLines(value) ? value : []).map((line, index) => ({
          entity: row,
          ...billcomRow(line, index, classId),
        })),
      }),
    },
    inBook: {
      quickbooks: (value) => {
        const lines = isLines(value) ? value : [];
        const bare = lines.findIndex((line) => isExpense(line) && (line.account ?? null) === null);
        if (bare >= 0 && catchAllExpense === '')
          return { notCarried: `its line ${bare + 1} has neither an account nor an item` };
        return lines.map(asInQuickBooks);
      },
      billcom: (value) =>
        (isLines(value) ? value : []).map((line) =>
          asInBillcom(
            catchAllExpense !== '' && line.account === catchAllExpense ? { ...line, account: null } : line,
          ),
        ),
    },
  };
}

/** A line of an item that stands for an account has that account instead, and its place is among the expense lines. */
function standIns(
  lines: readonly CanonicalLine[],
  accountOf: (item: string) => string | undefined,
): readonly CanonicalLine[] {
  const stands = lines.map((line) => {
    const account = typeof line.item === 'string' ? accountOf(line.item) : undefined;
    return account === undefined ? line : { ...line, account, item: null, quantity: null };
  });
  return stands.some((line, index) => line !== lines[index]) ? inOrder(stands) : lines;
}

const asInQuickBooks = (line: CanonicalLine): CanonicalLine => ({
  ...line,
  memo: toQuickBooksText(textOf(line.memo), { max: memoMax.quickbooks }).text || null,
  // QuickBooks bills a line to somebody or not at all.
  billable: line.billable === true && (line.customer ?? null) !== null,
});

const asInBillcom = (line: CanonicalLine): CanonicalLine => ({
  ...line,
  memo: [...textOf(line.memo).trim()].slice(0, memoMax.billcom).join('').trimEnd() || null,
});

export const isExpense = (line: CanonicalLine): boolean => (line.item ?? null) === null;

const inOrder = (lines: readonly CanonicalLine[]): CanonicalLine[] => [
  ...lines.filter(isExpense),
  ...lines.filter((line) => !isExpense(line)),
];

/** “2 lines over 1250.00 in all” */
export function linesInWords(lines: readonly CanonicalLine[]): string {
  if (lines.length === 0) return 'no lines';
  const total = sumOfMoney(lines.map((line) => textOf(line.amount)));
  return lines.length === 1 ? `one line over ${total}` : `${lines.length} lines over ${total} in all`;
}

/** A line of QuickBooks with its id, in QuickBooks' order; the lines of an item group among the others. */
function quickBooksLines(raw: RawRecord): { id: string; line: CanonicalLine }[] {
  const grouped = elementsOf(raw, 'ItemGroupLineRet').flatMap((group) => elementsOf(group, 'ItemLineRet'));
  return [
    ...elementsOf(raw, 'ExpenseLineRet').map((element) => ({
      id: textOf(element.TxnLineID),
      line: {
        ...emptyLine,
        account: readReference.quickbooks(element, 'AccountRef'),
        ...common(element, 'Memo'),
      },
    })),
    ...[...elementsOf(raw, 'ItemLineRet'), ...grouped].map((element) => ({
      id: textOf(element.TxnLineID),
      line: {
        ...emptyLine,
        item: readReference.quickbooks(element, 'ItemRef'),
        quantity: readDecimal(element.Quantity, 'the quantity of a line'),
        ...common(element, 'Desc'),
      },
    })),
  ];
}

const emptyLine: CanonicalLine = { account: null, item: null, quantity: null };

const common = (element: RawRecord, memo: 'Memo' | 'Desc'): CanonicalLine => ({
  amount: readMoney(element.Amount, 'the amount of a line') ?? '0.00',
  memo: textOf(element[memo]) || null,
  customer: readReference.quickbooks(element, 'CustomerRef'),
  class: readReference.quickbooks(element, 'ClassRef'),
  billable: element.BillableStatus === 'Billable' || element.BillableStatus === 'HasBeenBilled',
});

/** What a document's Ret says of its lines beside their content: their ids, which are billed, whether groups are used. */
export function lineFacts(raw: RawRecord): RecordFacts {
  const elements = ['ExpenseLineRet', 'ItemLineRet'].flatMap((name) => elementsOf(raw, name));
  const billed = elements.filter((element) => element.BillableStatus === 'HasBeenBilled');
  return {
    lineIds: quickBooksLines(raw)
      .map(({ id }) => id)
      .join(' '),
    ...(billed.length > 0 && { billed: billed.map((element) => textOf(element.TxnLineID)).join(' ') }),
    ...(elementsOf(raw, 'ItemGroupLineRet').length > 0 && { groups: 'yes' }),
  };
}

/** The elements of an expense line, empty ones as text that clears them on a Mod. */
export const expenseElements = (line: CanonicalLine): RawRecord => ({
  AccountRef: ref(line.account),
  Amount: textOf(line.amount),
  Memo: textOf(line.memo),
  ...toWhom(line),
});

/** The elements of an item line. The amount is given, and QuickBooks works out the cost of one. */
export const itemElements = (line: CanonicalLine): RawRecord => ({
  ItemRef: ref(line.item),
  Desc: textOf(line.memo),
  Quantity: textOf(line.quantity),
  Amount: textOf(line.amount),
  ...toWhom(line),
});

const toWhom = (line: CanonicalLine): RawRecord => ({
  CustomerRef: ref(line.customer),
  ClassRef: ref(line.class),
  // Only a line with a customer has it (qbxml.md §7).
  ...((line.customer ?? null) !== null && {
    BillableStatus: line.billable === true ? 'Billable' : 'NotBillable',
  }),
});

const ref = (id: CanonicalValue | undefined): RawRecord => ({ ListID: textOf(id) });

/** Without empty elements: a line that is made has nothing to clear. */
export const withoutEmpty = (elements: RawRecord): RawRecord =>
  Object.fromEntries(
    Object.entries(elements).filter(
      ([, value]) => value !== '' && !(typeof value === 'object' && (value as RawRecord).ListID === ''),
    ),
  );

const rowsOf = (raw: RawRecord, name: string): RawRecord[] =>
  elementsOf(raw, name).sort((one, two) => orderOf(one) - orderOf(two));
const orderOf = (row: RawRecord): number => (typeof row.lineOrder === 'number' ? row.lineOrder : 0);

function billcomLine(row: RawRecord, classId: string): CanonicalLine {
  const item = readReference.billcom(row, 'itemId');
  return {
    account: item === null ? readReference.billcom(row, 'chartOfAccountId') : null,
    item,
    quantity: item === null ? null : readDecimal(row.quantity, 'the quantity of a line'),
    amount: readMoney(row.amount, 'the amount of a line') ?? '0.00',
    memo: textOf(row.description) || null,
    customer: readReference.billcom(row, 'customerId'),
    class: readReference.billcom(row, classId),
    billable: row.jobBillable === true,
  };
}

const billcomRow = (line: CanonicalLine, index: number, classId: string): RawRecord => ({
  amount: moneyNumber(textOf(line.amount)),
  chartOfAccountId: textOf(line.account) || unsetReference,
  itemId: textOf(line.item) || unsetReference,
  ...(typeof line.quantity === 'string' && { quantity: wireNumber(line.quantity) }),
  description: textOf(line.memo),
  customerId: textOf(line.customer) || unsetReference,
  [classId]: textOf(line.class) || unsetReference,
  jobBillable: line.billable === true,
  lineOrder: index,
});

const elementsOf = (raw: RawRecord, name: string): RawRecord[] => elementsIn(raw[name]);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
