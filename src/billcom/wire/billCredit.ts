import { z } from 'zod';
import { amount, id, reference, time } from './fields';

/** v2 `BillCredit` (reference/billcom.md §7.7): so much of a credit for one bill; `sentPayId` is the payment that carries it. */
export const billCreditRow = z.object({
  id,
  billId: reference,
  vendorCreditId: reference,
  sentPayId: reference,
  amount,
  createdTime: time,
  updatedTime: time,
});
