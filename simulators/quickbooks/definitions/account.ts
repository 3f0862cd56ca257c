import type { ListRecord } from '../books/records';
import {
  amount,
  date,
  flag,
  integer,
  many,
  oneOf,
  personal,
  ref,
  required,
  text,
  group,
} from '../language/contentModel';
import { textOf } from '../language/fields';
import { balance, totalBalance } from '../processor/balances';
import { currency, sublevel, fullName } from '../processor/derivations';
import { checkAccount, checkAccountDelete } from './accountRules';
import type { ListDefinition } from './listDefinition';
import { currencyFilter, dataExtRet, isActive, listHead, modHead } from './parts';

export const ACCOUNT_TYPES = [
  'AccountsPayable', 'AccountsReceivable', 'Bank', 'CostOfGoodsSold', 'CreditCard', 'Equity', 'Expense',
  'FixedAsset', 'Income', 'LongTermLiability', 'NonPosting', 'OtherAsset', 'OtherCurrentAsset',
  'OtherCurrentLiability', 'OtherExpense', 'OtherIncome',
] as const; // prettier-ignore

export const SPECIAL_ACCOUNT_TYPES = [
  'AccountsPayable', 'AccountsReceivable', 'CondenseItemAdjustmentExpenses', 'CostOfGoodsSold',
  'DirectDepositLiabilities', 'Estimates', 'ExchangeGainLoss', 'InventoryAssets', 'ItemReceiptAccount',
  'OpeningBalanceEquity', 'PayrollExpenses', 'PayrollLiabilities', 'PettyCash', 'PurchaseOrders',
  'ReconciliationDifferences', 'RetainedEarnings', 'SalesOrders', 'SalesTaxPayable', 'UncategorizedExpenses',
  'UncategorizedIncome', 'UndepositedFunds',
] as const; // prettier-ignore

const settable = [
  text('AccountNumber', 7),
  personal(text('BankNumber', 25)),
  text('Desc', 200),
  amount('OpenBalance'),
  date('OpenBalanceDate'),
  integer('TaxLineID'),
  ref('CurrencyRef', ['Currency'], 64),
];

/** The chart of accounts. */
export const account: ListDefinition = {
  list: 'Account',
  booksKey: 'accounts',
  isTree: true,
  fullNameLength: 159,
  add: [
    required(text('Name', 31)),
    isActive,
    ref('ParentRef', ['Account']),
    required(oneOf('AccountType', ACCOUNT_TYPES)),
    ...settable,
  ],
  mod: [
    ...modHead,
    text('Name', 31),
    isActive,
    ref('ParentRef', ['Account']),
    oneOf('AccountType', ACCOUNT_TYPES),
    ...settable,
  ],
  ret: [
    ...listHead,
    text('Name', 31),
    text('FullName', 159),
    flag('IsActive'),
    ref('ParentRef', ['Account']),
    integer('Sublevel'),
    oneOf('AccountType', ACCOUNT_TYPES),
    oneOf('SpecialAccountType', SPECIAL_ACCOUNT_TYPES),
    text('AccountNumber', 7),
    personal(text('BankNumber', 25)),
    text('Desc', 200),
    amount('Balance'),
    amount('TotalBalance'),
    group('TaxLineInfoRet', [required(integer('TaxLineID')), text('TaxLineName', 256)]),
    oneOf('CashFlowClassification', ['None', 'Operating', 'Investing', 'Financing', 'NotApplicable']),
    ref('CurrencyRef', ['Currency'], 64),
    dataExtRet,
  ],
  query: { hasIterator: false, moreFilters: [many(oneOf('AccountType', ACCOUNT_TYPES)), currencyFilter] },
  defaults: { IsActive: 'true', Balance: '0.00' },
  derive: {
    CurrencyRef: currency,
    FullName: fullName,
    Sublevel: sublevel,
    Balance: balance,
    TotalBalance: totalBalance,
    TaxLineInfoRet: (record) =>
      record.fields.TaxLineID ? { TaxLineID: record.fields.TaxLineID } : undefined,
    CashFlowClassification: cashFlowClassification,
  },
  takesDataExt: true,
  check: checkAccount,
  checkDelete: checkAccountDelete,
};

function cashFlowClassification(record: ListRecord): string {
  switch (textOf(record.fields.AccountType)) {
    case 'Bank':
      return 'NotApplicable';
    case 'FixedAsset':
    case 'OtherAsset':
      return 'Investing';
    case 'Equity':
    case 'LongTermLiability':
      return 'Financing';
    case 'AccountsPayable':
    case 'AccountsReceivable':
    case 'CreditCard':
    case 'OtherCurrentAsset':
    case 'OtherCurrentLiability':
      return 'Operating';
    default:
      return 'None';
  }
}
