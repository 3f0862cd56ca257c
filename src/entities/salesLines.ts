import type {
  CanonicalLine,
  CanonicalValue,
  EntitySettings,
  FieldDefinition,
  LineFieldDefinition,
  RawRecord,
} from './definition';
import { isLines } from './definition';
import { wireNumber } from './decimal';
import { elementsIn } from './elements';
import { readDate, readDecimal, readReference, unsetReference } from './fields';
import { withoutEmpty } from './lines';
import { extended, moneyNumber, readMoney } from './money';
import { toQuickBooksText } from './quickbooksText';
import { amountOf, product, subtotalsAmong, type Row } from './subtotals';

/**
 * The lines of invoices and credit memos as plain lines: an item, how many at which rate, and what that comes to. What a
 * book works out from other lines (percentages, members of a group) is the amount that it came to; a subtotal says again
 * what stands above it and is text. A line that is not quantity times rate is an amount: its rate, without a quantity.
 * An amount of nothing without an item is a line of text. A line is taxable only where the document has a tax item.
 */

const descriptionMax = { quickbooks: 4095, billcom: 4000 } as const;
/** Decimals of QuickBooks' rates and quantities (qbXML PRICETYPE, QUANTYPE). */
const decimals = 5;

/** The parts of a line; its account is its item's. */
export const salesLineParts: Readonly<Record<string, LineFieldDefinition>> = {
  item: { label: 'item', references: 'item' },
  description: { label: 'description' },
  quantity: { label: 'quantity' },
  rate: { label: 'rate' },
  amount: { label: 'amount' },
  class: { label: 'class', references: 'class' },
  serviceDate: { label: 'service date' },
  isTaxed: { label: 'taxable', needs: 'salesTax' },
};

/** A line over money has to name an item in QuickBooks (qbxml.md §7). */
export const needsItem = (line: CanonicalLine): boolean =>
  (line.item ?? null) === null && line.amount !== '0.00';

/**
 * @param settings say what QuickBooks' classes are in Bill.com, and by which item lines are sold that have none.
 * @param kind Intuit's word of the document; Bill.com's rows are called alike.
 */
export function salesLinesField(
  { classesAs, catchAllIncome = '' }: Pick<EntitySettings, 'classesAs' | 'catchAllIncome'>,
  kind: 'Invoice' | 'CreditMemo',
): FieldDefinition {
  const classId = classesAs === 'department' ? 'departmentId' : 'actgClassId';
  const rows = `${kind === 'Invoice' ? 'invoice' : 'creditMemo'}LineItems`;
  const catchAll = { id: catchAllIncome, applies: needsItem, mayDiffer: true };
  return {
    kind: 'lines',
    label: 'lines',
    line:
      catchAllIncome === ''
        ? salesLineParts
        : { ...salesLineParts, item: { ...salesLineParts.item, whenEmpty: catchAll } as LineFieldDefinition },
    needed: true,
    lineMod: {
      element: `${kind}LineMod`,
      of: lineElements,
      isOneKind: (before, line) => isText(before) === isText(line),
    },
    read: {
      quickbooks: (raw) => quickBooksLines(raw, kind),
      billcom: (raw) =>
        elementsIn(raw[rows])
          .sort((one, two) => orderOf(one) - orderOf(two))
          .map((row) => billcomLine(row, classId, readReference.billcom(raw, 'itemSalesTax') !== null)),
    },
    write: {
      quickbooks: (value) => ({
        [`${kind}LineAdd`]: linesOf(value).map((line) => withoutEmpty(lineElements(line))),
      }),
      billcom: (value) => ({
        [rows]: linesOf(value).map((line, index) => ({
          entity: `${kind}LineItem`,
          ...billcomRow(line, index, classId),
        })),
      }),
    },
    inBook: {
      quickbooks: (value) => {
        const bare = linesOf(value).findIndex(needsItem);
        if (bare >= 0 && catchAllIncome === '')
          return { notCarried: `its line ${bare + 1} has no item, and in QuickBooks every line has one` };
        return linesOf(value).map((line) => ({
          ...plain(line),
          description:
            toQuickBooksText(textOf(line.description), { max: descriptionMax.quickbooks }).text || null,
        }));
      },
      billcom: (value) =>
        linesOf(value).map((line) => ({
          ...plain(line),
          item: catchAllIncome !== '' && line.item === catchAllIncome ? null : (line.item ?? null),
          description:
            [...textOf(line.description).trim()].slice(0, descriptionMax.billcom).join('').trimEnd() || null,
        })),
    },
  };
}

const linesOf = (value: CanonicalValue): readonly CanonicalLine[] => (isLines(value) ? value : []);

/** A line without money is text. */
const isText = ({ item = null, amount }: CanonicalLine): boolean => item === null && amount === '0.00';

/** A line of which both books make the same amount. */
export function plain(line: CanonicalLine): CanonicalLine {
  const [quantity, rate, amount] = [textOf(line.quantity), textOf(line.rate), textOf(line.amount)];
  const isProduct =
    quantity !== '' && [quantity, rate].every(fits) && rate !== '' && extended(quantity, rate) === amount;
  if (isProduct) return line;
  return { ...line, quantity: null, rate: isText(line) ? null : readDecimal(amount, 'the amount of a line') };
}

const fits = (number: string): boolean => (number.split('.')[1] ?? '').length <= decimals;

/** All lines of a document that QuickBooks answers with, groups and subtotals resolved. */
export function quickBooksLines(raw: RawRecord, kind: string): CanonicalLine[] {
  const alone = elementsIn(raw[`${kind}LineRet`]);
  const groups = elementsIn(raw[`${kind}LineGroupRet`]);
  const rows = [...alone, undefined].flatMap((element, place) => [
    ...groups
      .filter((group) => placeOf(group, alone.length) === place)
      .map((group): Row => ({ isGroup: true, elements: elementsIn(group[`${kind}LineRet`]) })),
    ...(element ? [{ isGroup: false, elements: [element] }] : []),
  ]);
  const hasTax = readReference.quickbooks(raw, 'ItemSalesTaxRef') !== null;
  const subtotals = subtotalsAmong(rows, readMoney(raw.Subtotal, 'the subtotal'));
  return rows
    .flatMap(({ elements }) => elements)
    .map((element) => quickBooksLine(element, subtotals.has(element), hasTax));
}

/**
 * The ids of the lines, where each stands for itself: a change of one can then be written. Of groups, subtotals and
 * percentages, which QuickBooks works out from other lines, there are none.
 */
export function salesLineIds(raw: RawRecord, kind: string): string | undefined {
  const lines = elementsIn(raw[`${kind}LineRet`]);
  const rows = lines.map((element): Row => ({ isGroup: false, elements: [element] }));
  const isWorkedOut =
    elementsIn(raw[`${kind}LineGroupRet`]).length > 0 ||
    lines.some(({ RatePercent }) => RatePercent !== undefined) ||
    subtotalsAmong(rows, readMoney(raw.Subtotal, 'the subtotal')).size > 0;
  return isWorkedOut ? undefined : lines.map(({ TxnLineID }) => textOf(TxnLineID)).join(' ');
}

/** How many lines stand before a group (quickbooks/qbxml/decode.ts); at the end where it does not say. */
const placeOf = (group: RawRecord, lines: number): number =>
  Math.min(Number(group['@place'] ?? lines), lines);

function quickBooksLine(element: RawRecord, isSubtotal: boolean, hasTax: boolean): CanonicalLine {
  const amount = amountOf(element);
  const description = textOf(element.Desc) || null;
  if (isSubtotal) return { ...textLine, description: `${description ?? 'Subtotal'}: ${amount}` };
  return plain({
    item: readReference.quickbooks(element, 'ItemRef'),
    description,
    quantity: readDecimal(element.Quantity, 'the quantity of a line'),
    rate: readDecimal(element.Rate, 'the rate of a line'),
    amount,
    class: readReference.quickbooks(element, 'ClassRef'),
    serviceDate: readDate(element, 'ServiceDate'),
    isTaxed: hasTax && isTaxed(element.SalesTaxCodeRef),
  });
}

const textLine: CanonicalLine = {
  item: null,
  quantity: null,
  rate: null,
  amount: '0.00',
  class: null,
  serviceDate: null,
  isTaxed: false,
};

/** US files have the codes Tax and Non; of others that a company added only the name of the former counts. */
const isTaxed = (ref: unknown): boolean =>
  typeof ref === 'object' && ref !== null && textOf((ref as RawRecord).FullName).toLowerCase() === 'tax';

/** Quantity and rate, or an amount, never all three: QuickBooks works out what is left (qbxml.md §7). */
function lineElements(line: CanonicalLine): RawRecord {
  const quantity = textOf(line.quantity);
  return {
    ItemRef: { ListID: textOf(line.item) },
    Desc: textOf(line.description),
    ...(quantity === '' ? {} : { Quantity: quantity, Rate: textOf(line.rate) }),
    ...(quantity === '' && !isText(line) ? { Amount: textOf(line.amount) } : {}),
    ClassRef: { ListID: textOf(line.class) },
    ServiceDate: textOf(line.serviceDate),
    ...(!isText(line) &&
      typeof line.isTaxed === 'boolean' && { SalesTaxCodeRef: { FullName: line.isTaxed ? 'Tax' : 'Non' } }),
  };
}

function billcomLine(row: RawRecord, classId: string, hasTax: boolean): CanonicalLine {
  const isPercentage = typeof row.ratePercent === 'number';
  return plain({
    item: readReference.billcom(row, 'itemId'),
    description: textOf(row.description) || null,
    quantity: isPercentage ? null : readDecimal(row.quantity, 'the quantity of a line'),
    rate: isPercentage ? null : readDecimal(row.price, 'the price of a line'),
    amount: readMoney(row.amount, 'the amount of a line') ?? product(row.quantity, row.price),
    class: readReference.billcom(row, classId),
    serviceDate: readDate(row, 'serviceDate'),
    isTaxed: hasTax && row.taxable === true,
  });
}

/** A line of Bill.com has a price; its amount follows from it (billcom.md §7.13). */
const billcomRow = (line: CanonicalLine, index: number, classId: string): RawRecord => ({
  itemId: textOf(line.item) || unsetReference,
  description: textOf(line.description),
  ...(typeof line.quantity === 'string' && { quantity: wireNumber(line.quantity) }),
  price: typeof line.rate === 'string' ? wireNumber(line.rate) : moneyNumber(textOf(line.amount)),
  taxable: line.isTaxed === true,
  ...(typeof line.serviceDate === 'string' && { serviceDate: line.serviceDate }),
  [classId]: textOf(line.class) || unsetReference,
  lineOrder: index,
});

const orderOf = (row: RawRecord): number => (typeof row.lineOrder === 'number' ? row.lineOrder : 0);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
