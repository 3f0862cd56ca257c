import {
  code,
  codes,
  date,
  flag,
  lines,
  number,
  recordFields,
  reference,
  text,
  type EntityDefinition,
} from '../entityDefinition';

/** Organisations' bank accounts: callers read them, people keep them. Numbers are masked. */
export const bankAccount: EntityDefinition = {
  name: 'BankAccount',
  prefix: 'bac',
  seedKey: 'bankAccounts',
  fields: recordFields('BankAccount', {
    bankName: text(),
    nameOnAcct: text(),
    accountNumber: text(),
    routingNumber: text(),
    usersId: text(),
    chartOfAccountId: reference('ChartOfAccount'),
    status: code(codes(0, 5), { fallback: '1' }),
    primaryAP: flag(),
    primaryAR: flag(),
    isSavings: flag(),
    isPersonalAcct: flag(),
    dateEstablished: date(),
  }),
  filterable: ['chartOfAccountId', 'status', 'primaryAP', 'createdTime', 'updatedTime'],
  isReadOnly: true,
};

/** The part of a payment that goes to one bill. */
export const billPay: EntityDefinition = {
  name: 'BillPay',
  prefix: 'blp',
  seedKey: 'billPays',
  fields: recordFields('BillPay', {
    billId: reference('Bill'),
    sentPayId: reference('SentPay'),
    name: text(),
    paymentStatus: code(['1', '2', '3', '4'], { fallback: '1' }),
    paymentType: code(undefined, { fallback: '0' }),
    amount: number({ fallback: 0 }),
    description: text(),
    processDate: date(),
    syncReference: text(),
    toPrintCheck: flag(),
    chartOfAccountId: reference('ChartOfAccount'),
    allowExport: flag({ fallback: true }),
  }),
  filterable: [],
  isReadOnly: true,
};

/** The part of a credit that goes to one bill; it rides on a payment. */
export const billCredit: EntityDefinition = {
  name: 'BillCredit',
  prefix: 'bcr',
  seedKey: 'billCredits',
  fields: recordFields('BillCredit', {
    billId: reference('Bill'),
    sentPayId: reference('SentPay'),
    vendorCreditId: reference('VendorCredit'),
    amount: number({ fallback: 0 }),
  }),
  filterable: [],
  isReadOnly: true,
};

/** Payments of bills. People make them, and RecordAPPayment those that were made outside. */
export const sentPay: EntityDefinition = {
  name: 'SentPay',
  prefix: 'stp',
  seedKey: 'sentPays',
  fields: recordFields('SentPay', {
    processDate: date(),
    amount: number({ fallback: 0 }),
    status: code(codes(0, 5), { fallback: '1' }),
    description: text(),
    txnNumber: text(),
    name: text(),
    vendorId: reference('Vendor'),
    isOnline: flag({ fallback: true }),
    chartOfAccountId: reference('ChartOfAccount'),
    bankAccountId: reference('BankAccount'),
    syncReference: text(),
    toPrintCheck: flag(),
    needAttnReviewed: flag(),
    source: code(codes(0, 3), { fallback: '0' }),
    billPays: lines(billPay),
    billCredits: lines(billCredit),
  }),
  filterable: [
    'vendorId',
    'processDate',
    'status',
    'txnNumber',
    'chartOfAccountId',
    'bankAccountId',
    'createdTime',
    'updatedTime',
  ],
  isReadOnly: true,
};

const moneyMovementItem: EntityDefinition = {
  name: 'MoneyMovementItem',
  prefix: 'mmi',
  seedKey: '',
  fields: recordFields('MoneyMovementItem', {
    sentPayId: reference('SentPay'),
    receivedPayId: reference('ReceivedPay'),
    amount: number(),
  }),
  filterable: [],
};

/** Batches of money between the bank and Bill.com: type 1 payables, negative; 2 receivables (reference page §7.11). */
export const moneyMovement: EntityDefinition = {
  name: 'MoneyMovement',
  prefix: 'mmt',
  seedKey: 'moneyMovements',
  fields: recordFields('MoneyMovement', {
    name: text(),
    type: code(['1', '2'], { fallback: '1' }),
    amount: number({ fallback: 0 }),
    processDate: date(),
    status: code(codes(0, 2), { fallback: '0' }),
    bankAccountId: reference('BankAccount'),
    description: text(),
    moneyMovementItems: lines(moneyMovementItem),
  }),
  filterable: ['type', 'processDate', 'status', 'bankAccountId'],
  isReadOnly: true,
};
