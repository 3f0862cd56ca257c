import { z } from 'zod';
import { amount, code, date, decimal, flag, id, reference, requiredText, text, time } from './fields';

/** v2 `VendorCreditLineItem`, and the same of `BillLineItem`. Its id is not kept: a nightly job makes lines anew (reference/billcom.md §7.5). */
export const documentLineRow = z.object({
  amount,
  chartOfAccountId: reference,
  departmentId: reference,
  actgClassId: reference,
  customerId: reference,
  jobBillable: flag,
  itemId: reference,
  quantity: decimal,
  description: text,
});

/** v2 `BillLineItem`, which says its place. */
export const billLineRow = documentLineRow.extend({
  lineOrder: z.number({ error: 'is not a number' }).nullish(),
});

/** v2 `Bill` (reference/billcom.md §7.5): what is synced, whether it is paid and whether it is approved. */
export const billRow = z.object({
  id,
  isActive: code,
  vendorId: reference,
  invoiceNumber: requiredText,
  invoiceDate: date,
  dueDate: date,
  glPostingDate: date,
  amount,
  dueAmount: amount,
  scheduledAmount: amount,
  paymentStatus: code.nullish(),
  approvalStatus: code.nullish(),
  description: text,
  paymentTermId: reference,
  isAutoSaved: flag,
  billLineItems: z.array(billLineRow).nullish(),
  createdTime: time,
  updatedTime: time,
});

export type BillRow = z.infer<typeof billRow>;
