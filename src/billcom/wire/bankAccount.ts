import { z } from 'zod';
import { code, flag, id, reference, text, time } from './fields';

/** v2 `BankAccount` (reference/billcom.md §7.9): a bank account of the organization; its number is masked. */
export const bankAccountRow = z.object({
  id,
  isActive: code,
  bankName: text,
  accountNumber: text,
  chartOfAccountId: reference,
  primaryAP: flag,
  updatedTime: time,
});

export type BankAccountRow = z.infer<typeof bankAccountRow>;
