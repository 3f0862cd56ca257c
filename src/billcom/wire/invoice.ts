import { z } from 'zod';
import { amount, code, date, decimal, flag, id, reference, requiredText, text, time } from './fields';

/** v2 `InvoiceLineItem`, and the same of `CreditMemoLineItem`. Its id is not kept: every update makes lines anew (reference/billcom.md §7.13). */
export const salesLineRow = z.object({
  itemId: reference,
  description: text,
  quantity: decimal,
  price: decimal,
  ratePercent: decimal,
  amount,
  taxable: flag,
  serviceDate: date,
  chartOfAccountId: reference,
  departmentId: reference,
  actgClassId: reference,
  lineOrder: z.number({ error: 'is not a number' }).nullish(),
});

/** v2 `Invoice` (reference/billcom.md §7.13): what is synced, its tax, and what is due. */
export const invoiceRow = z.object({
  id,
  isActive: code,
  customerId: reference,
  invoiceNumber: requiredText,
  invoiceDate: date,
  dueDate: date,
  glPostingDate: date,
  amount,
  amountDue: amount,
  scheduledAmount: amount,
  paymentStatus: code.nullish(),
  description: text,
  terms: text,
  isToBeEmailed: flag,
  lastSentTime: text,
  itemSalesTax: reference,
  salesTaxPercentage: decimal,
  salesTaxTotal: amount,
  invoiceLineItems: z.array(salesLineRow).nullish(),
  createdTime: time,
  updatedTime: time,
});

export type InvoiceRow = z.infer<typeof invoiceRow>;
