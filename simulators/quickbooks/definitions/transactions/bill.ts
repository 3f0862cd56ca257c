import {
  amount,
  date,
  flag,
  float,
  group,
  guid,
  id,
  many,
  oneOf,
  ref,
  required,
  since,
  text,
  type Particle,
} from '../../language/contentModel';
import { isPaid, openAmountText } from '../../processor/transactions/openAmounts';
import { linkedTransactions } from '../../processor/transactions/printTransaction';
import { makePurchase, revisePurchase, type PurchaseKind } from '../../processor/transactions/purchases';
import { address, dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  classRef,
  expenseLineAdd,
  expenseLineMod,
  itemLineMod,
  itemLinesAddOfBill,
  itemLinesMod,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import {
  currencyOfTransaction,
  currencyRet,
  expenseLineRet,
  itemLineRet,
  linkedTxns,
  transactionHead,
} from './transactionRets';

const vendorRef = ref('VendorRef', ['Vendor'], 41);
const header: readonly Particle[] = [
  since('13.0', group('VendorAddress', address)),
  accountRef('APAccountRef'),
  date('TxnDate'),
  date('DueDate'),
  text('RefNumber', 20),
  ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31),
  since('16.0', classRef),
  text('Memo', 4095),
  float('ExchangeRate'),
];

const add: readonly Particle[] = [
  required(vendorRef),
  ...header,
  guid('ExternalGUID'),
  many(id('LinkToTxnID')),
  expenseLineAdd,
  itemLinesAddOfBill,
];
const mod: readonly Particle[] = [
  ...transactionModHead,
  vendorRef,
  ...header,
  flag('ClearExpenseLines'),
  expenseLineMod,
  flag('ClearItemLines'),
  itemLinesMod,
];
const what: PurchaseKind = {
  kind: 'Bill',
  total: 'AmountDue',
  add,
  mod,
  lineMods: { Expense: expenseLineMod, Item: itemLineMod },
};

/** Bills (qbxml.md §7, Bill and BillMod). */
export const bill: TransactionDefinition = {
  kind: 'Bill',
  booksKey: 'bills',
  add,
  mod,
  ret: [
    ...transactionHead,
    vendorRef,
    group('VendorAddress', address),
    accountRef('APAccountRef'),
    date('TxnDate'),
    date('DueDate'),
    amount('AmountDue'),
    ...currencyRet('AmountDue'),
    text('RefNumber', 20),
    ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31),
    classRef,
    text('Memo', 4095),
    flag('IsPaid'),
    guid('ExternalGUID'),
    linkedTxns,
    expenseLineRet,
    itemLineRet,
    amount('OpenAmount'),
    dataExtRet,
  ],
  query: {
    model: [
      transactionFilters(oneOf('PaidStatus', ['All', 'PaidOnly', 'NotPaidOnly'])),
      flag('IncludeLineItems'),
      flag('IncludeLinkedTxns'),
    ],
    takesOwnerID: true,
  },
  entity: 'VendorRef',
  total: 'AmountDue',
  lines: ['ExpenseLineRet', 'ItemLineRet'],
  derive: {
    ...currencyOfTransaction('AmountDue'),
    IsPaid: (record, context) => String(isPaid(record, context)),
    OpenAmount: openAmountText,
    LinkedTxn: linkedTransactions,
  },
  canBeVoided: true,
  make: (given, making) => makePurchase(what, given, making),
  revise: (before, given, making) => revisePurchase(what, before, given, making),
};
