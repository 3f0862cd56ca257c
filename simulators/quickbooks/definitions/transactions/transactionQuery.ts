import {
  amount,
  atLeastOne,
  date,
  dateTime,
  eitherOf,
  exactlyOneOf,
  float,
  group,
  id,
  integer,
  oneOf,
  ref,
  required,
  sequence,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { answerTransactionQuery } from '../../processor/transactions/postingsQuery';
import type { MessageDefinition } from '../messageDefinition';
import { currencyFilter, includeRetElement } from '../parts';
import { accountRef, dateMacro, tree } from './transactionParts';
import { TXN_TYPES } from './transactionRets';

export const ACCOUNT_TYPE_FILTERS = [
  'AccountsPayable', 'AccountsReceivable', 'AllowedFor1099', 'APAndSalesTax', 'APOrCreditCard', 'ARAndAP', 'Asset',
  'BalanceSheet', 'Bank', 'BankAndARAndAPAndUF', 'BankAndUF', 'CostOfSales', 'CreditCard', 'CurrentAsset',
  'CurrentAssetAndExpense', 'CurrentLiability', 'Equity', 'EquityAndIncomeAndExpense', 'ExpenseAndOtherExpense',
  'FixedAsset', 'IncomeAndExpense', 'IncomeAndOtherIncome', 'Liability', 'LiabilityAndEquity',
  'LongTermLiability', 'NonPosting', 'OrdinaryExpense', 'OrdinaryIncome', 'OrdinaryIncomeAndCOGS',
  'OrdinaryIncomeAndExpense', 'OtherAsset', 'OtherCurrentAsset', 'OtherCurrentLiability', 'OtherExpense',
  'OtherIncome', 'OtherIncomeOrExpense',
] as const; // prettier-ignore
const ITEM_TYPE_FILTERS = [
  'AllExceptFixedAsset', 'Assembly', 'Discount', 'FixedAsset', 'Inventory', 'InventoryAndAssembly', 'NonInventory',
  'OtherCharge', 'Payment', 'Sales', 'SalesTax', 'Service',
] as const; // prettier-ignore

/** A type of entries, or some of them with or without those below them. */
export const treeOrType = (type: ElementRule): Particle => {
  const { parts } = tree;
  return exactlyOneOf(required(type), ...parts);
};
const entityType = oneOf('EntityTypeFilter', ['Customer', 'Employee', 'OtherName', 'Vendor']);
const accountType = oneOf('AccountTypeFilter', ACCOUNT_TYPE_FILTERS);
export const entityFilter = (name: string): ElementRule => group(name, [treeOrType(entityType)]);
export const accountFilter = (name: string): ElementRule => group(name, [treeOrType(accountType)]);
export const itemFilter = (name: string): ElementRule =>
  group(name, [treeOrType(oneOf('ItemTypeFilter', ITEM_TYPE_FILTERS))]);

const model: readonly Particle[] = [
  eitherOf(
    atLeastOne(id('TxnID')),
    sequence(
      integer('MaxReturned', { minimum: 1 }),
      eitherOf(
        atLeastOne(text('RefNumber')),
        atLeastOne(text('RefNumberCaseSensitive')),
        group('RefNumberFilter', [
          required(oneOf('MatchCriterion', ['StartsWith', 'Contains', 'EndsWith'])),
          required(text('RefNumber')),
        ]),
        group('RefNumberRangeFilter', [text('FromRefNumber'), text('ToRefNumber')]),
      ),
      group('TransactionModifiedDateRangeFilter', [
        exactlyOneOf(
          sequence(dateTime('FromModifiedDate'), dateTime('ToModifiedDate')),
          required(dateMacro('DateMacro')),
        ),
      ]),
      group('TransactionDateRangeFilter', [
        exactlyOneOf(sequence(date('FromTxnDate'), date('ToTxnDate')), required(dateMacro('DateMacro'))),
      ]),
      entityFilter('TransactionEntityFilter'),
      accountFilter('TransactionAccountFilter'),
      itemFilter('TransactionItemFilter'),
      group('TransactionClassFilter', [tree]),
      group('TransactionTypeFilter', [atLeastOne(oneOf('TxnTypeFilter', ['All', ...TXN_TYPES]))]),
      oneOf('TransactionDetailLevelFilter', ['All', 'SummaryOnly', 'AllExceptSummary']),
      oneOf('TransactionPostingStatusFilter', ['Either', 'NonPosting', 'Posting']),
      oneOf('TransactionPaidStatusFilter', ['Either', 'Closed', 'Open']),
      currencyFilter,
    ),
  ),
  includeRetElement,
];

/** One row for each posting: header and lines (qbxml.md §10, cross-type queries). */
export const transactionRet: readonly ElementRule[] = [
  oneOf('TxnType', TXN_TYPES),
  id('TxnID'),
  id('TxnLineID'),
  dateTime('TimeCreated'),
  dateTime('TimeModified'),
  ref('EntityRef', ['Vendor', 'Customer', 'Employee', 'OtherName'], 209),
  accountRef('AccountRef'),
  date('TxnDate'),
  text('RefNumber'),
  amount('Amount'),
  ref('CurrencyRef', ['Currency'], 64),
  float('ExchangeRate'),
  amount('AmountInHomeCurrency'),
  text('Memo', 4095),
];

/** Everything that posts, of every kind, by account, name, date and what is open. */
export const transactionQuery: MessageDefinition = {
  name: 'TransactionQueryRq',
  model,
  takesMetaData: true,
  takesIterator: true,
  writes: false,
  run: (request, context) => answerTransactionQuery(model, transactionRet, request, context),
};
