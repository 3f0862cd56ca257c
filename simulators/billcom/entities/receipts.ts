import { refuse } from '../apiError';
import {
  code,
  codes,
  date,
  flag,
  lines,
  number,
  partFields,
  reference,
  text,
  unmergedFields,
  type EntityDefinition,
} from '../entityDefinition';
import { RECEIPT } from '../undocumented';
import type { Row } from '../wireValues';
import { inCents, rowsOf } from './documentLines';

/** The part of a payment that goes to one invoice; only in its payment, without a list of its own. */
const invoicePay: EntityDefinition = {
  name: 'InvoicePay',
  prefix: '0ip',
  seedKey: '',
  fields: partFields('InvoicePay', {
    invoiceId: reference('Invoice'),
    amount: number({ fallback: 0 }),
    description: text(4000),
  }),
  filterable: [],
};

/** What a customer was charged on top for paying by card. It belongs to no invoice, and no call makes one. */
export const convenienceFee: EntityDefinition = {
  name: 'RPConvFee',
  prefix: 'rpf',
  seedKey: 'rPConvFees',
  fields: partFields('RPConvFee', {
    refNumber: text(),
    amount: number({ fallback: 0 }),
    paymentDate: date(),
    chartOfAccountId: reference('ChartOfAccount'),
  }),
  filterable: [],
  isReadOnly: true,
};

/** Payments of customers. They or people make them, and RecordARPayment those that were made outside. */
export const receivedPay: EntityDefinition = {
  name: 'ReceivedPay',
  prefix: '0rp',
  seedKey: 'receivedPays',
  fields: partFields('ReceivedPay', {
    customerId: reference('Customer'),
    status: code(codes(0, 4), { fallback: RECEIPT.paid }),
    paymentDate: date(),
    depositToAccountId: reference('ChartOfAccount'),
    isOnline: flag(),
    paymentType: code(codes(0, 5), { fallback: '5' }),
    amount: number({ fallback: 0 }),
    unappliedAmount: number({ fallback: 0 }),
    description: text(4000),
    refNumber: text(100),
    convFeeAmount: number({ fallback: 0 }),
    payToBankAccountId: reference('BankAccount'),
    rPConvFee: lines(convenienceFee),
    invoicePays: lines(invoicePay),
  }),
  filterable: [
    'customerId',
    'status',
    'paymentDate',
    'depositToAccountId',
    'paymentType',
    'convFeeAmount',
    'payToBankAccountId',
    'createdTime',
    'updatedTime',
  ],
  isReadOnly: true,
  /** People edit its date, type, account, texts and amount; its life and its invoices have ways of their own. */
  check: (row, neighbours) => {
    if (inCents(row.unappliedAmount) < 0)
      throw refuse.badData('amount', 'The amount is less than what is applied.');
    const before = neighbours.find('ReceivedPay', String(row.id)) ?? row;
    const changed = ['status', 'customerId', 'invoicePays'].find((field) => before[field] !== row[field]);
    if (changed !== undefined)
      throw refuse.badData(changed, 'A payment is moved on and applied, not edited.');
  },
  derive: (row) => unappliedOf(row),
};

/** The part of a credit memo that goes to one invoice. No call writes one. */
export const invoiceCredit: EntityDefinition = {
  name: 'InvoiceCredit',
  prefix: 'icr',
  seedKey: 'invoiceCredits',
  fields: unmergedFields('InvoiceCredit', {
    invoiceId: reference('Invoice'),
    creditMemoId: reference('CreditMemo'),
    /** Only there for customers of Bill.com's network, and there are none here. */
    receivedPayId: reference('ReceivedPay'),
    amount: number({ fallback: 0 }),
  }),
  filterable: [],
  isReadOnly: true,
};

/** What is left of a payment, and its fees: a payment without any has one empty fee, as in both samples. */
export function unappliedOf(row: Row): Row {
  const isDead = row.status === RECEIPT.void || row.status === RECEIPT.canceled;
  const applied = rowsOf(row.invoicePays).reduce((sum, { amount }) => sum + inCents(amount), 0);
  const fees = rowsOf(row.rPConvFee);
  return {
    unappliedAmount: isDead ? 0 : (inCents(row.amount) - applied) / 100,
    rPConvFee: fees.length > 0 ? fees : [{}],
  };
}
