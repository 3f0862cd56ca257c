import { z } from 'zod';
import { accountTypeCodes } from '../../entities/account';
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

const wordsByCode = new Map(Object.entries(accountTypeCodes).map(([word, number]) => [number, word]));

/** QuickBooks' AccountType for a Bill.com code; undefined for "0" (unspecified) and codes that are new to us. */
export function quickbooksAccountType(accountType: string): string | undefined {
  return wordsByCode.get(accountType);
}

/** Bill.com's code for a QuickBooks AccountType; undefined if it is none of the sixteen. */
export function billcomAccountType(accountType: string): string | undefined {
  return Object.hasOwn(accountTypeCodes, accountType) ? accountTypeCodes[accountType] : undefined;
}
