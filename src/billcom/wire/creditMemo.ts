import { z } from 'zod';
import { amount, code, date, id, reference, requiredText, time } from './fields';

/** v2 `CreditMemo` (reference/billcom.md §7.15): what the tie-out needs of it. Tieout posts none. */
export const creditMemoRow = z.object({
  id,
  isActive: code,
  customerId: reference,
  refNumber: requiredText,
  creditDate: date,
  amount,
  createdTime: time,
  updatedTime: time,
});

/** v2 `InvoiceCredit`: so much of a credit memo for one invoice; one that was taken back is inactive. */
export const invoiceCreditRow = z.object({
  id,
  isActive: code.nullish(),
  creditMemoId: reference,
  invoiceId: reference,
  amount,
});
