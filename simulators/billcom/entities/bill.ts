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
import { isRow, UNSET, type Json } from '../wireValues';

/** Line ids are not stable: an update of the bill makes every line anew. */
const billLineItem: EntityDefinition = {
  name: 'BillLineItem',
  prefix: 'bli',
  seedKey: '',
  fields: recordFields('BillLineItem', {
    amount: number({ fallback: 0 }),
    chartOfAccountId: reference('ChartOfAccount'),
    departmentId: reference('Department'),
    actgClassId: reference('ActgClass'),
    customerId: reference('Customer'),
    jobId: reference('Job'),
    jobBillable: flag(),
    itemId: reference('Item'),
    quantity: number(),
    unitPrice: number(),
    description: text(4000),
    lineOrder: number(),
    lineType: code(['1', '2'], { isReadOnly: true, fallback: '1' }),
  }),
  filterable: [],
  derive: (row) => ({ lineType: row.itemId === UNSET ? '1' : '2' }),
};

/** Entry of bills only: payments and what they do to a bill are not worked out here. */
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
    dueAmount: number({ isReadOnly: true, fallback: 0 }),
    paidAmount: number(readOnly),
    scheduledAmount: number(readOnly),
    approvalStatus: code(['0', '1', '3', '4', '5'], { isReadOnly: true, fallback: '0' }),
    paymentStatus: code(['0', '1', '2', '4'], { isReadOnly: true, fallback: '1' }),
    description: text(4000),
    poNumber: text(100),
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
  derive: (row) => {
    const amount = total(row.billLineItems);
    return { amount, dueAmount: amount };
  },
};

/** The total of the lines, added in cents. */
function total(billLines: Json | undefined): number {
  const amounts = Array.isArray(billLines) ? billLines.filter(isRow).map((line) => Number(line.amount)) : [];
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100;
}
