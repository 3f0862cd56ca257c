import { refuse } from '../apiError';
import {
  code,
  date,
  flag,
  lines,
  number,
  readOnly,
  recordFields,
  reference,
  required,
  text,
  type EntityDefinition,
} from '../entityDefinition';
import type { Row } from '../wireValues';
import { documentLine, inCents, numbered, totalOf } from './documentLines';

const billLineItem = documentLine('BillLineItem', 'bli', {
  billId: reference('Bill', readOnly),
  lineOrder: number(),
  unitOfMeasureId: text(),
  purchaseOrderBillLinkId: text(),
});

/** What payments have made of a bill; the payments write it, nobody else. */
const settled = {
  scheduledAmount: number({ isReadOnly: true, fallback: 0 }),
  paidAmount: number(readOnly),
  creditAmount: number({ isReadOnly: true, fallback: 0 }),
  lastPaymentDate: date(readOnly),
  fullPaymentDate: date(readOnly),
};

/** Bills. `isAutoSaved` is an unfinished entry of a person in the web application. */
export const bill: EntityDefinition = {
  name: 'Bill',
  prefix: '00n',
  seedKey: 'bills',
  fields: recordFields('Bill', {
    vendorId: reference('Vendor', required),
    invoiceNumber: text(100, required),
    invoiceDate: date(required),
    dueDate: date(required),
    glPostingDate: date(),
    amount: number({ isReadOnly: true, fallback: 0 }),
    localAmount: number(readOnly),
    exchangeRate: number(readOnly),
    dueAmount: number({ isReadOnly: true, fallback: 0 }),
    ...settled,
    approvalStatus: code(['0', '1', '3', '4', '5'], { isReadOnly: true, fallback: '0' }),
    paymentStatus: code(['0', '1', '2', '4'], { isReadOnly: true, fallback: '1' }),
    description: text(4000),
    poNumber: text(100),
    createdBy: text(undefined, readOnly),
    payFromBankAccountId: reference('BankAccount'),
    payFromChartOfAccountId: reference('ChartOfAccount'),
    paymentTermId: reference('PaymentTerm'),
    chartOfAccountId: reference('ChartOfAccount'),
    departmentId: reference('Department'),
    locationId: reference('Location'),
    actgClassId: reference('ActgClass'),
    source: code(undefined, { isReadOnly: true, fallback: '0' }),
    isAutoSaved: flag(readOnly),
    billTemplateId: reference('BillTemplate', readOnly),
    quickbooksId: text(undefined, readOnly),
    billLineItems: lines(billLineItem),
  }),
  filterable: [
    'vendorId',
    'invoiceNumber',
    'approvalStatus',
    'invoiceDate',
    'dueDate',
    'glPostingDate',
    'paymentStatus',
    'createdTime',
    'updatedTime',
  ],
  check: (row) => {
    if (inCents(row.dueAmount) < 0 && inCents(row.amount) >= 0)
      throw refuse.badData('amount', 'The amount is less than what has been paid.');
  },
  derive: (row) => {
    const amount = totalOf(row.billLineItems);
    return {
      billLineItems: numbered(row.billLineItems, { billId: row.id ?? null }),
      ...settledBy({ ...row, amount }),
      glPostingDate: row.glPostingDate ?? row.invoiceDate ?? null,
    };
  },
};

/** What is due of a bill and the code that says so, in one place (undocumented.ts). */
export function settledBy(row: Row): Row {
  const [amount, paid, credited] = [inCents(row.amount), inCents(row.paidAmount), inCents(row.creditAmount)];
  const due = amount - paid - credited;
  const scheduled = inCents(row.scheduledAmount);
  const isTouched = paid > 0 || credited > 0;
  const status =
    due <= 0 && isTouched ? '0' : scheduled > 0 && scheduled >= due ? '4' : isTouched ? '2' : '1';
  return { amount: amount / 100, dueAmount: due / 100, paymentStatus: status };
}
