import { z } from 'zod';
import { documentLineRow } from './bill';
import { amount, code, date, id, reference, requiredText, text, time } from './fields';

/** v2 `VendorCredit` (reference/billcom.md §7.7): what is synced, whether it is used up and whether it is approved. */
export const vendorCreditRow = z.object({
  id,
  isActive: code,
  vendorId: reference,
  refNumber: requiredText,
  creditDate: date,
  glPostingDate: date,
  amount,
  creditStatus: code.nullish(),
  approvalStatus: code.nullish(),
  description: text,
  vendorCreditLineItems: z.array(documentLineRow).nullish(),
  createdTime: time,
  updatedTime: time,
});

export type VendorCreditRow = z.infer<typeof vendorCreditRow>;
