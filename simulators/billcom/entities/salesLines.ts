import { refuse } from '../apiError';
import {
  date,
  flag,
  number,
  partFields,
  readOnly,
  reference,
  text,
  type EntityDefinition,
  type Neighbours,
} from '../entityDefinition';
import { TAX_ITEM_TYPES } from '../undocumented';
import { UNSET, type Json, type Row } from '../wireValues';
import { inCents, rowsOf } from './documentLines';

/**
 * A line of an invoice or credit memo: a price or a percentage, never both, never neither (the vendor's page “Create an
 * invoice”). Its amount follows from them. Line ids are not stable: an update of the document makes every line anew.
 */
export function salesLine(name: string, prefix: string, documentField: string): EntityDefinition {
  return {
    name,
    prefix,
    seedKey: '',
    fields: partFields(name, {
      [documentField]: text(undefined, readOnly),
      itemId: reference('Item'),
      quantity: number(),
      amount: number(readOnly),
      price: number(),
      ratePercent: number(),
      serviceDate: date(),
      chartOfAccountId: reference('ChartOfAccount'),
      departmentId: reference('Department'),
      locationId: reference('Location'),
      actgClassId: reference('ActgClass'),
      jobId: reference('Job'),
      description: text(4000),
      taxable: flag(),
      taxCode: text(undefined, readOnly),
      lineOrder: number(),
    }),
    filterable: [],
    check: ({ price, ratePercent }) => {
      if (price === null && ratePercent === null) throw refuse.missingData('price');
      if (price !== null && ratePercent !== null)
        throw refuse.badData('ratePercent', 'A line has a price or a percentage.');
    },
    derive: ({ taxable }) => ({ taxCode: taxable === true ? 'Tax' : 'Non' }),
  };
}

/** What the lines of a document come to. */
interface SalesTotals {
  readonly lines: Row[];
  readonly sums: { salesTaxPercentage: number | null; salesTaxTotal: number; amount: number };
}

/** Amounts of lines, their number, the tax of the taxable ones and the total, added in cents. */
export function salesTotals(
  lines: Json | undefined,
  itemSalesTax: Json | undefined,
  own: Row,
  neighbours: Neighbours,
): SalesTotals {
  let above = 0;
  const counted = rowsOf(lines).map((line, index): Row => {
    const cents = lineCents(line, above);
    above += cents;
    const lineOrder = typeof line.lineOrder === 'number' ? line.lineOrder : index;
    return { ...line, ...own, amount: cents / 100, lineOrder };
  });
  const percentage = taxPercentage(itemSalesTax, neighbours);
  const taxed = counted.filter(({ taxable }) => taxable === true);
  const tax = percentOf(
    taxed.reduce((sum, { amount }) => sum + inCents(amount), 0),
    percentage ?? 0,
  );
  return {
    lines: counted,
    sums: { salesTaxPercentage: percentage, salesTaxTotal: tax / 100, amount: (above + tax) / 100 },
  };
}

/**
 * Refuses what no document of sales can have: another item for its tax, two places for its money, less than nothing, and
 * another customer once payments or credits are on it.
 */
export function checkSales(row: Row, neighbours: Neighbours): void {
  if (row.itemSalesTax !== UNSET) {
    const item = neighbours.find('Item', String(row.itemSalesTax));
    if (!TAX_ITEM_TYPES.includes(String(item?.type)))
      throw refuse.badData('itemSalesTax', 'The item is not a sales tax item.');
  }
  if (row.payToBankAccountId !== UNSET && row.payToChartOfAccountId !== UNSET)
    throw refuse.badData('payToBankAccountId', 'Either a bank account or an account, not both.');
  const before = neighbours.find(String(row.entity), String(row.id));
  if (before && before.customerId !== row.customerId && isUsed(before))
    throw refuse.badData('customerId', 'The payments and credits on it are of another customer.');
  if (inCents(row.amount) < 0) throw refuse.badData('amount', 'The total is less than zero.');
}

/** Whether payments or credits are on an invoice, or a credit memo is applied. */
export function isUsed({ paidAmount, scheduledAmount, creditAmount, appliedAmount }: Row): boolean {
  return [paidAmount, scheduledAmount, creditAmount, appliedAmount].some((each) => inCents(each) > 0);
}

function taxPercentage(itemSalesTax: Json | undefined, neighbours: Neighbours): number | null {
  if (itemSalesTax === undefined || itemSalesTax === UNSET) return null;
  const percentage = neighbours.find('Item', String(itemSalesTax))?.percentage;
  return typeof percentage === 'number' ? percentage : 0;
}

/** A percentage counts the lines above it (undocumented.ts); a price without a quantity counts once. */
function lineCents({ ratePercent, quantity, price }: Row, above: number): number {
  if (typeof ratePercent === 'number') return percentOf(above, ratePercent);
  const times = typeof quantity === 'number' ? quantity : 1;
  return rounded(times * Number(price) * 100);
}

function percentOf(cents: number, percent: number): number {
  return rounded((cents * percent) / 100);
}

/** Half a cent goes away from zero; what binary fractions add is cut off first. */
function rounded(cents: number): number {
  const exact = Number(cents.toFixed(4));
  return Math.sign(exact) * Math.round(Math.abs(exact)) || 0;
}
