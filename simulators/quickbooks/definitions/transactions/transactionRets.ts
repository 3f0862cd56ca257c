import {
  amount,
  date,
  dateTime,
  float,
  group,
  id,
  integer,
  many,
  oneOf,
  price,
  quantity,
  ref,
  text,
  type ElementRule,
} from '../../language/contentModel';
import { homeCurrency } from '../../processor/derivations';
import { dataExtRet } from '../parts';
import type { TransactionDerivation } from './transactionDefinition';
import { accountRef, billableStatus, classRef, lineNameRef, purchasableItems } from './transactionParts';

/** The kinds that an answer may name. */
export const TXN_TYPES = [
  'ARRefundCreditCard', 'Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'BuildAssembly', 'Charge', 'Check',
  'CreditCardCharge', 'CreditCardCredit', 'CreditMemo', 'Deposit', 'Estimate', 'InventoryAdjustment', 'Invoice',
  'ItemReceipt', 'JournalEntry', 'LiabilityAdjustment', 'Paycheck', 'PayrollLiabilityCheck', 'PurchaseOrder',
  'ReceivePayment', 'SalesOrder', 'SalesReceipt', 'SalesTaxPaymentCheck', 'Transfer', 'VendorCredit',
  'YTDAdjustment',
] as const; // prettier-ignore

export const transactionHead: readonly ElementRule[] = [
  id('TxnID'),
  dateTime('TimeCreated'),
  dateTime('TimeModified'),
  text('EditSequence', 16),
  integer('TxnNumber'),
];

/** The currency of a transaction and its total in the home currency, which are one here. */
export const currencyRet = (total: string): readonly ElementRule[] => [
  ref('CurrencyRef', ['Currency'], 64),
  float('ExchangeRate'),
  amount(`${total}InHomeCurrency`),
];

/** Shown where the company uses several currencies (qbxml.md §10). */
export const currencyOfTransaction = (total: string): Readonly<Record<string, TransactionDerivation>> => ({
  CurrencyRef: (_record, { books }) => homeCurrency(books.preferences, books),
  ExchangeRate: (_record, { books }) => (homeCurrency(books.preferences, books) ? '1' : undefined),
  [`${total}InHomeCurrency`]: ({ fields }, { books }) =>
    homeCurrency(books.preferences, books) ? fields[total] : undefined,
});

export const linkedTxns = many(
  group('LinkedTxn', [
    id('TxnID'),
    oneOf('TxnType', TXN_TYPES),
    date('TxnDate'),
    text('RefNumber', 20),
    oneOf('LinkType', ['AMTTYPE', 'QUANTYPE']),
    amount('Amount'),
  ]),
);

export const expenseLineRet = many(
  group('ExpenseLineRet', [
    id('TxnLineID'),
    accountRef('AccountRef'),
    amount('Amount'),
    text('Memo', 4095),
    lineNameRef,
    ref('VendorRef', ['Vendor'], 41),
    classRef,
    billableStatus,
    dataExtRet,
  ]),
);

/** What a line keeps and no answer shows. */
export const KEPT_ONLY = 'OverrideItemAccountRef';

/** OverrideItemAccountRef is kept with the line; answers do not have it. */
export const itemLineRet = many(
  group('ItemLineRet', [
    id('TxnLineID'),
    ref('ItemRef', purchasableItems),
    text('Desc', 4095),
    quantity('Quantity'),
    text('UnitOfMeasure', 31),
    price('Cost'),
    amount('Amount'),
    lineNameRef,
    classRef,
    billableStatus,
    accountRef(KEPT_ONLY),
    dataExtRet,
  ]),
);

export const appliedToTxnRet = many(
  group('AppliedToTxnRet', [
    id('TxnID'),
    oneOf('TxnType', TXN_TYPES),
    date('TxnDate'),
    text('RefNumber', 20),
    amount('BalanceRemaining'),
    amount('Amount'),
    amount('DiscountAmount'),
    accountRef('DiscountAccountRef'),
    ref('DiscountClassRef', ['Class'], 159),
    linkedTxns,
  ]),
);
