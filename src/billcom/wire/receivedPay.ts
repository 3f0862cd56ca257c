import { z } from 'zod';
import { amount, code, date, flag, id, reference, text, time } from './fields';

/** v2 `InvoicePay`: the money of a payment that goes to one invoice. */
export const invoicePayRow = z.object({ invoiceId: reference, amount });

/** v2 `RPConvFee`: what the customer was charged on top for paying by card. A payment without one has an empty one. */
export const convenienceFeeRow = z.object({ amount, chartOfAccountId: reference });

/** v2 `ReceivedPay` (reference/billcom.md §7.14). It has no isActive. */
export const receivedPayRow = z.object({
  id,
  customerId: reference,
  paymentDate: date,
  paymentType: code,
  amount,
  unappliedAmount: amount,
  status: code,
  depositToAccountId: reference,
  payToBankAccountId: reference,
  refNumber: text,
  description: text,
  isOnline: flag,
  convFeeAmount: amount,
  rPConvFee: z.array(convenienceFeeRow).nullish(),
  invoicePays: z.array(invoicePayRow).nullish(),
  createdTime: time,
  updatedTime: time,
});
