import { z } from 'zod';
import { amount, code, date, flag, id, reference, text, time } from './fields';

/** v2 `BillPay`: the money of a payment that goes to one bill. `allowExport` false: not to be sent to accounting. */
export const billPayRow = z.object({ billId: reference, amount, allowExport: flag });

/** v2 `SentPay` (reference/billcom.md §7.8). */
export const sentPayRow = z.object({
  id,
  isActive: code,
  vendorId: reference,
  processDate: date,
  amount,
  status: code,
  name: text,
  description: text,
  isOnline: flag,
  chartOfAccountId: reference,
  bankAccountId: reference,
  syncReference: text,
  toPrintCheck: flag,
  billPays: z.array(billPayRow).nullish(),
  createdTime: time,
  updatedTime: time,
});
