/** Whatever is posted, of every kind: one row for each posting to an account. */
import type { ElementPart, Message, Part } from '../grammar';
import {
  aggregate,
  atMostOne,
  date,
  datetime,
  exactlyOne,
  id,
  integer,
  many,
  oneOf,
  required,
  text,
} from '../grammar';
import { currencyFilter, includeRetElement, tree } from './parts';
import { DATE_MACROS, MATCH_CRITERIA } from './transactionParts';

/** Intuit's words for a filter by type of account; some are several types. */
export const ACCOUNT_TYPE_FILTERS = [
  'AccountsPayable',
  'AccountsReceivable',
  'AllowedFor1099',
  'APAndSalesTax',
  'APOrCreditCard',
  'ARAndAP',
  'Asset',
  'BalanceSheet',
  'Bank',
  'BankAndARAndAPAndUF',
  'BankAndUF',
  'CostOfSales',
  'CreditCard',
  'CurrentAsset',
  'CurrentAssetAndExpense',
  'CurrentLiability',
  'Equity',
  'EquityAndIncomeAndExpense',
  'ExpenseAndOtherExpense',
  'FixedAsset',
  'IncomeAndExpense',
  'IncomeAndOtherIncome',
  'Liability',
  'LiabilityAndEquity',
  'LongTermLiability',
  'NonPosting',
  'OrdinaryExpense',
  'OrdinaryIncome',
  'OrdinaryIncomeAndCOGS',
  'OrdinaryIncomeAndExpense',
  'OtherAsset',
  'OtherCurrentAsset',
  'OtherCurrentLiability',
  'OtherExpense',
  'OtherIncome',
  'OtherIncomeOrExpense',
] as const;

/** The kinds of transactions that a filter may name, without `All`. */
export const TXN_TYPES = [
  'ARRefundCreditCard',
  'Bill',
  'BillPaymentCheck',
  'BillPaymentCreditCard',
  'BuildAssembly',
  'Charge',
  'Check',
  'CreditCardCharge',
  'CreditCardCredit',
  'CreditMemo',
  'Deposit',
  'Estimate',
  'InventoryAdjustment',
  'Invoice',
  'ItemReceipt',
  'JournalEntry',
  'LiabilityAdjustment',
  'Paycheck',
  'PayrollLiabilityCheck',
  'PurchaseOrder',
  'ReceivePayment',
  'SalesOrder',
  'SalesReceipt',
  'SalesTaxPaymentCheck',
  'Transfer',
  'VendorCredit',
  'YTDAdjustment',
] as const;
export type TxnType = (typeof TXN_TYPES)[number];

const ENTITY_TYPES = ['Customer', 'Employee', 'OtherName', 'Vendor'];
const ITEM_TYPES = [
  'AllExceptFixedAsset',
  'Assembly',
  'Discount',
  'FixedAsset',
  'Inventory',
  'InventoryAndAssembly',
  'NonInventory',
  'OtherCharge',
  'Payment',
  'Sales',
  'SalesTax',
  'Service',
];

/** Entries of one type, or some of them with or without those below them. */
export const ofTypeOrTree = (name: string, type: ElementPart): ElementPart =>
  aggregate(
    name,
    exactlyOne(
      [required(type)],
      [required(many(id('ListID')))],
      [required(many(text('FullName')))],
      [required(id('ListIDWithChildren'))],
      [required(text('FullNameWithChildren'))],
    ),
  );

export const accountTypeFilter = oneOf('AccountTypeFilter', ACCOUNT_TYPE_FILTERS);

const dateRange = (name: string, from: ElementPart, to: ElementPart): ElementPart =>
  aggregate(name, exactlyOne([from, to], [required(oneOf('DateMacro', DATE_MACROS))]));

const refNumbers: Part = atMostOne(
  [required(many(text('RefNumber')))],
  [required(many(text('RefNumberCaseSensitive')))],
  [
    required(
      aggregate(
        'RefNumberFilter',
        required(oneOf('MatchCriterion', MATCH_CRITERIA)),
        required(text('RefNumber')),
      ),
    ),
  ],
  [required(aggregate('RefNumberRangeFilter', text('FromRefNumber'), text('ToRefNumber')))],
);

export const transactionMessages: readonly Message[] = [
  {
    name: 'TransactionQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [
      atMostOne(
        [required(many(id('TxnID')))],
        [
          integer('MaxReturned', { min: 1 }),
          refNumbers,
          dateRange(
            'TransactionModifiedDateRangeFilter',
            datetime('FromModifiedDate'),
            datetime('ToModifiedDate'),
          ),
          dateRange('TransactionDateRangeFilter', date('FromTxnDate'), date('ToTxnDate')),
          ofTypeOrTree('TransactionEntityFilter', oneOf('EntityTypeFilter', ENTITY_TYPES)),
          ofTypeOrTree('TransactionAccountFilter', accountTypeFilter),
          ofTypeOrTree('TransactionItemFilter', oneOf('ItemTypeFilter', ITEM_TYPES)),
          tree('TransactionClassFilter'),
          aggregate('TransactionTypeFilter', required(many(oneOf('TxnTypeFilter', ['All', ...TXN_TYPES])))),
          oneOf('TransactionDetailLevelFilter', ['All', 'SummaryOnly', 'AllExceptSummary']),
          oneOf('TransactionPostingStatusFilter', ['Either', 'NonPosting', 'Posting']),
          oneOf('TransactionPaidStatusFilter', ['Either', 'Closed', 'Open']),
          currencyFilter,
        ],
      ),
      includeRetElement,
    ],
  },
];
