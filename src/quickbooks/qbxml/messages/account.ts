/** The chart of accounts. No iterator; names are unique per parent, numbers in the whole chart. */
import type { Message } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  id,
  integer,
  listName,
  many,
  notInUS,
  oneOf,
  required,
  text,
} from '../grammar';
import { currencyFilter, currencyRef, includeRetElement, listSelection, ownerID, ref } from './parts';

const ACCOUNT_TYPES = [
  'AccountsPayable',
  'AccountsReceivable',
  'Bank',
  'CostOfGoodsSold',
  'CreditCard',
  'Equity',
  'Expense',
  'FixedAsset',
  'Income',
  'LongTermLiability',
  'NonPosting',
  'OtherAsset',
  'OtherCurrentAsset',
  'OtherCurrentLiability',
  'OtherExpense',
  'OtherIncome',
] as const;

const accountType = oneOf('AccountType', ACCOUNT_TYPES);

const afterType = [
  text('AccountNumber', 7),
  text('BankNumber', 25),
  text('Desc', 200),
  amount('OpenBalance'),
  date('OpenBalanceDate'),
  integer('TaxLineID'),
  currencyRef,
];

export const accountMessages: readonly Message[] = [
  {
    name: 'AccountQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    body: [
      ...listSelection({ iterator: false, filters: [many(accountType), currencyFilter] }),
      includeRetElement,
      ownerID,
    ],
  },
  {
    name: 'AccountAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'AccountAdd',
          required(listName('Name', 31)),
          boolean('IsActive'),
          ref('ParentRef'),
          required(accountType),
          ...afterType,
          notInUS('DetailAccountType', 'SalesTaxCodeRef'),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'AccountModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'AccountMod',
          required(id('ListID')),
          required(text('EditSequence', 16)),
          listName('Name', 31),
          boolean('IsActive'),
          ref('ParentRef'),
          accountType,
          ...afterType,
          notInUS('SalesTaxCodeRef'),
        ),
      ),
      includeRetElement,
    ],
  },
];
