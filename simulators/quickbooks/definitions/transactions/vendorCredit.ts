import {
  amount,
  date,
  flag,
  float,
  guid,
  ref,
  required,
  text,
  type Particle,
} from '../../language/contentModel';
import { openAmountText } from '../../processor/transactions/openAmounts';
import { linkedTransactions } from '../../processor/transactions/printTransaction';
import { makePurchase, revisePurchase, type PurchaseKind } from '../../processor/transactions/purchases';
import { dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  expenseLineAdd,
  expenseLineMod,
  itemLineMod,
  itemLinesAdd,
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
  accountRef('APAccountRef'),
  date('TxnDate'),
  text('RefNumber', 20),
  text('Memo', 4095),
  float('ExchangeRate'),
];
const add: readonly Particle[] = [
  required(vendorRef),
  ...header,
  guid('ExternalGUID'),
  expenseLineAdd,
  itemLinesAdd,
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
  kind: 'VendorCredit',
  total: 'CreditAmount',
  add,
  mod,
  lineMods: { Expense: expenseLineMod, Item: itemLineMod },
};

/** Credits of vendors: like bills without due date and terms (qbxml.md §7). */
export const vendorCredit: TransactionDefinition = {
  kind: 'VendorCredit',
  booksKey: 'vendorCredits',
  add,
  mod,
  ret: [
    ...transactionHead,
    vendorRef,
    accountRef('APAccountRef'),
    date('TxnDate'),
    amount('CreditAmount'),
    ...currencyRet('CreditAmount'),
    text('RefNumber', 20),
    text('Memo', 4095),
    guid('ExternalGUID'),
    linkedTxns,
    expenseLineRet,
    itemLineRet,
    amount('OpenAmount'),
    dataExtRet,
  ],
  query: {
    model: [transactionFilters(), flag('IncludeLineItems'), flag('IncludeLinkedTxns')],
    takesOwnerID: true,
  },
  entity: 'VendorRef',
  total: 'CreditAmount',
  lines: ['ExpenseLineRet', 'ItemLineRet'],
  derive: {
    ...currencyOfTransaction('CreditAmount'),
    OpenAmount: openAmountText,
    LinkedTxn: linkedTransactions,
  },
  canBeVoided: true,
  make: (given, making) => makePurchase(what, given, making),
  revise: (before, given, making) => revisePurchase(what, before, given, making),
};
