import { z } from 'zod';
import { amount, code, flag, id, optionalCode, reference, requiredText, text, time } from './fields';

/**
 * v2 `Vendor` (reference/billcom.md §7.3) without its about 70 service fields. `payBy` and the other payment
 * settings belong to Bill.com and are never written.
 */
export const vendorRow = z.object({
  id,
  isActive: code,
  name: requiredText,
  shortName: text,
  companyName: text,
  nameOnCheck: text,
  accNumber: text,
  address1: text,
  address2: text,
  address3: text,
  address4: text,
  addressCity: text,
  addressState: text,
  addressZip: text,
  addressCountry: text,
  email: text,
  phone: text,
  fax: text,
  contactFirstName: text,
  contactLastName: text,
  description: text,
  taxId: text,
  taxIdType: optionalCode,
  track1099: flag,
  accountType: optionalCode,
  paymentTermId: reference,
  payBy: optionalCode,
  billCurrency: text,
  balance: amount,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
});

export type VendorRow = z.infer<typeof vendorRow>;
