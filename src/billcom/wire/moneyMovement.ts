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
  /** Its payments. What the rows of this list hold is not documented: what is not as expected says nothing. */
  moneyMovementItems: z
    .array(z.object({ sentPayId: reference, receivedPayId: reference }).catch({}))
    .nullish()
    .catch(null),
  createdTime: time,
  updatedTime: time,
});

export type MoneyMovementRow = z.infer<typeof moneyMovementRow>;
