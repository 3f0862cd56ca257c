import { z } from 'zod';
import { amount, code, date, id, reference, text, time } from './fields';

/** v2 `MoneyMovement` (reference/billcom.md §7.11): a batch of money between a bank account and Bill.com. */
export const moneyMovementRow = z.object({
  id,
  name: text,
  type: code,
  amount,
  processDate: date,
  status: code,
  bankAccountId: reference,
  description: text,
  createdTime: time,
  updatedTime: time,
});

export type MoneyMovementRow = z.infer<typeof moneyMovementRow>;
