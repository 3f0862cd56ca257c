import { refuse } from '../apiError';
import {
  code,
  date,
  lines,
  number,
  readOnly,
  reference,
  required,
  text,
  unmergedFields,
  type EntityDefinition,
} from '../entityDefinition';
import { inCents, rowsOf } from './documentLines';
import { checkSales, isUsed, salesLine, salesTotals } from './salesLines';
import { appliedOf } from './vendorCredit';

const creditMemoLineItem = salesLine('CreditMemoLineItem', 'cml', 'creditMemoId');

/**
 * Credits of customers. Callers write them, but only people apply them to invoices (the vendor's page “Credit memos”).
 * The names of v2's fields are inferred from v3 and from vendor credits.
 */
export const creditMemo: EntityDefinition = {
  name: 'CreditMemo',
  prefix: 'ccr',
  seedKey: 'creditMemos',
  fields: unmergedFields('CreditMemo', {
    customerId: reference('Customer', required),
    refNumber: text(100, required),
    creditDate: date(required),
    amount: number({ isReadOnly: true, fallback: 0 }),
    appliedAmount: number({ isReadOnly: true, fallback: 0 }),
    creditStatus: code(['0', '1', '2'], { isReadOnly: true, fallback: '1' }),
    description: text(4000),
    itemSalesTax: reference('Item'),
    salesTaxPercentage: number(readOnly),
    salesTaxTotal: number({ isReadOnly: true, fallback: 0 }),
    departmentId: reference('Department'),
    locationId: reference('Location'),
    actgClassId: reference('ActgClass'),
    jobId: reference('Job'),
    payToBankAccountId: reference('BankAccount'),
    payToChartOfAccountId: reference('ChartOfAccount'),
    creditMemoLineItems: lines(creditMemoLineItem),
  }),
  filterable: [],
  check: (row, neighbours) => {
    checkSales(row, neighbours);
    if (inCents(row.amount) < inCents(row.appliedAmount))
      throw refuse.badData('amount', 'The amount is less than what has been applied.');
    if (rowsOf(row.creditMemoLineItems).length === 0) throw refuse.missingData('creditMemoLineItems');
  },
  checkDelete: (row) => {
    if (isUsed(row)) throw refuse.badData('id', 'An applied credit memo cannot be deleted.');
  },
  derive: (row, neighbours) => {
    const own = { creditMemoId: row.id ?? null };
    const { lines: counted, sums } = salesTotals(row.creditMemoLineItems, row.itemSalesTax, own, neighbours);
    return { creditMemoLineItems: counted, ...sums, ...appliedOf({ ...row, ...sums }) };
  },
};
