import { refuse } from '../apiError';
import {
  code,
  date,
  flag,
  lines,
  number,
  partFields,
  readOnly,
  reference,
  required,
  text,
  unmergedFields,
  type EntityDefinition,
} from '../entityDefinition';
import { UNSET, type Row } from '../wireValues';
import { settledBy } from './bill';
import { inCents } from './documentLines';
import { checkSales, isUsed, salesLine, salesTotals } from './salesLines';

const invoiceLineItem = salesLine('InvoiceLineItem', '00f', 'invoiceId');

/** What Bill.com adds to some invoices; always empty here. */
const extra = (name: string): EntityDefinition => ({
  name,
  prefix: 'inx',
  seedKey: '',
  fields: partFields(name, {}),
  filterable: [],
});

/** What payments and credits have made of an invoice; they write it, nobody else. */
const settled = {
  amountDue: number({ isReadOnly: true, fallback: 0 }),
  scheduledAmount: number({ isReadOnly: true, fallback: 0 }),
  creditAmount: number({ isReadOnly: true, fallback: 0 }),
  paymentStatus: code(['0', '1', '2', '4'], { isReadOnly: true, fallback: '1' }),
};

/** How it reaches the customer. The defaults of the options are those of a sample. */
const delivery = {
  isToBePrinted: flag(),
  isToBeEmailed: flag(),
  lastSentTime: { kind: 'time', isReadOnly: true } as const,
  emailDeliveryOption: code(undefined, { fallback: '1' }),
  mailDeliveryOption: code(undefined, { fallback: '0' }),
};

/** Printed only where they are filled. */
const printed = {
  terms: text(100),
  poNumber: text(40),
  salesRep: text(100),
  FOB: text(100),
  shipDate: date(),
  shipMethod: text(100),
};

const ownedByBillcom = {
  createdBy: text(undefined, readOnly),
  localAmount: number(readOnly),
  exchangeRate: number(readOnly),
  invoiceTemplateId: text(undefined, { isReadOnly: true, fallback: UNSET }),
  recInvoiceTemplateId: text(undefined, { isReadOnly: true, fallback: UNSET }),
  hasAutoPay: flag(readOnly),
  source: code(undefined, { isReadOnly: true, fallback: '0' }),
  quickbooksId: text(undefined, readOnly),
  financingStatus: code(undefined, { isReadOnly: true, fallback: '0' }),
  financingModelStatus: text(undefined, readOnly),
  financingErrorType: code(undefined, { isReadOnly: true, fallback: '0' }),
  netBillId: text(undefined, { isReadOnly: true, fallback: UNSET }),
  netOrgId: text(undefined, { isReadOnly: true, fallback: UNSET }),
  stylingId: text(undefined, readOnly),
  stylingRevision: text(undefined, readOnly),
  invoiceAdjustments: lines(extra('InvoiceAdjustment'), readOnly),
  invoiceCustomFields: lines(extra('InvoiceCustomField'), readOnly),
};

/** Invoices (reference page §7.13). There is no void: one that is canceled is inactive. */
export const invoice: EntityDefinition = {
  name: 'Invoice',
  prefix: '00e',
  seedKey: 'invoices',
  fields: unmergedFields('Invoice', {
    customerId: reference('Customer', required),
    invoiceNumber: text(100, required),
    invoiceDate: date(required),
    dueDate: date(required),
    glPostingDate: date(),
    amount: number({ isReadOnly: true, fallback: 0 }),
    ...settled,
    description: text(4000),
    itemSalesTax: reference('Item'),
    salesTaxPercentage: number(readOnly),
    salesTaxTotal: number({ isReadOnly: true, fallback: 0 }),
    ...delivery,
    ...printed,
    departmentId: reference('Department'),
    locationId: reference('Location'),
    actgClassId: reference('ActgClass'),
    jobId: reference('Job'),
    payToBankAccountId: reference('BankAccount'),
    payToChartOfAccountId: reference('ChartOfAccount'),
    ...ownedByBillcom,
    invoiceLineItems: lines(invoiceLineItem),
  }),
  /** As catalogued: the customer is not among them. */
  filterable: [
    'invoiceNumber',
    'invoiceDate',
    'dueDate',
    'glPostingDate',
    'paymentStatus',
    'shipDate',
    'departmentId',
    'locationId',
    'actgClassId',
    'jobId',
    'payToBankAccountId',
    'payToChartOfAccountId',
    'createdTime',
    'updatedTime',
  ],
  uniqueWhileActive: 'invoiceNumber',
  check: (row, neighbours) => {
    checkSales(row, neighbours);
    if (inCents(row.amountDue) < inCents(row.scheduledAmount))
      throw refuse.badData('amount', 'The amount is less than what is paid, scheduled and credited.');
  },
  checkDelete: (row) => {
    if (isUsed(row)) throw refuse.badData('id', 'An invoice with payments or credits cannot be deleted.');
  },
  derive: (row, neighbours) => {
    const { lines: counted, sums } = salesTotals(
      row.invoiceLineItems,
      row.itemSalesTax,
      { invoiceId: row.id ?? null },
      neighbours,
    );
    return {
      invoiceLineItems: counted,
      ...sums,
      ...owedOf({ ...row, ...sums }),
      glPostingDate: row.glPostingDate ?? row.invoiceDate ?? null,
    };
  },
};

/** What is due of an invoice and the code that says so: by the same rule as for bills, under another name. */
export function owedOf(row: Row): Row {
  const { dueAmount, paymentStatus } = settledBy(row);
  return { amountDue: dueAmount ?? null, paymentStatus: paymentStatus ?? null };
}
