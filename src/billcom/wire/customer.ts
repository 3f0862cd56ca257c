import { z } from 'zod';
import { code, id, reference, requiredText, text, time } from './fields';

const address = <Kind extends 'bill' | 'ship'>(kind: Kind) => {
  const parts = ['1', '2', '3', '4', 'City', 'State', 'Zip', 'Country'] as const;
  type Name = `${Kind}Address${(typeof parts)[number]}`;
  const fields = parts.map((part) => [`${kind}Address${part}`, text]);
  return Object.fromEntries(fields) as Record<Name, typeof text>;
};

/**
 * v2 `Customer` (reference/billcom.md §7.4): what is synced, and the currency, which is looked at. With QuickBooks a job
 * is a customer with a parent. Tax id, bank accounts and cards of customers are never kept.
 */
export const customerRow = z.object({
  id,
  isActive: code,
  name: requiredText,
  parentCustomerId: reference,
  companyName: text,
  contactFirstName: text,
  contactLastName: text,
  accNumber: text,
  ...address('bill'),
  ...address('ship'),
  email: text,
  phone: text,
  altPhone: text,
  fax: text,
  paymentTermId: reference,
  invoiceCurrency: text,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
});

export type CustomerRow = z.infer<typeof customerRow>;
