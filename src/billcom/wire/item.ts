import { z } from 'zod';
import { code, decimal, flag, id, reference, requiredText, text, time } from './fields';

/**
 * v2 `Item` (reference/billcom.md §7.12). It has a price or a percentage; `chartOfAccountId` is the account of sales,
 * `expenseAccount` that of purchases.
 */
export const itemRow = z.object({
  id,
  isActive: code,
  name: requiredText,
  type: code,
  parentItemId: reference,
  description: text,
  price: decimal,
  percentage: decimal,
  chartOfAccountId: reference,
  purDescription: text,
  purCost: decimal,
  expenseAccount: reference,
  taxable: flag,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
});

export type ItemRow = z.infer<typeof itemRow>;
