import { z } from 'zod';
import { code, id, reference, requiredText, text, time } from './fields';

/** v2 `ChartOfAccount` (reference/billcom.md §7.1). A merged account is inactive and names its survivor. */
export const chartOfAccountRow = z.object({
  id,
  isActive: code,
  name: requiredText,
  accountNumber: text,
  accountType: code,
  description: text,
  parentChartOfAccountId: reference,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
});

export type ChartOfAccountRow = z.infer<typeof chartOfAccountRow>;

/** Bill.com's account type codes and QuickBooks' AccountType words: one to one. Code 0 is "unspecified". */
const accountTypes = {
  '1': 'AccountsPayable',
  '2': 'AccountsReceivable',
  '3': 'Bank',
  '4': 'CostOfGoodsSold',
  '5': 'CreditCard',
  '6': 'Equity',
  '7': 'Expense',
  '8': 'FixedAsset',
  '9': 'Income',
  '10': 'LongTermLiability',
  '11': 'OtherAsset',
  '12': 'OtherCurrentAsset',
  '13': 'OtherCurrentLiability',
  '14': 'OtherExpense',
  '15': 'OtherIncome',
  '16': 'NonPosting',
} as const;

export type BillcomAccountType = keyof typeof accountTypes;
export type QuickbooksAccountType = (typeof accountTypes)[BillcomAccountType];

const codesByWord = new Map(Object.entries(accountTypes).map(([number, word]) => [word, number]));

/** QuickBooks' AccountType for a Bill.com code; undefined for "0" and for codes that Bill.com has added since. */
export function quickbooksAccountType(accountType: string): QuickbooksAccountType | undefined {
  return Object.hasOwn(accountTypes, accountType)
    ? accountTypes[accountType as BillcomAccountType]
    : undefined;
}

/** Bill.com's code for a QuickBooks AccountType; undefined if it is none of the sixteen. */
export function billcomAccountType(accountType: string): BillcomAccountType | undefined {
  return codesByWord.get(accountType as QuickbooksAccountType) as BillcomAccountType | undefined;
}
