import { z } from 'zod';
import { code, flag, id, reference, requiredText, text, time } from './fields';

/**
 * v2 `Vendor` (reference/billcom.md §7.3): what is synced, and the currency, which is looked at. Its about 70 service
 * fields, the tax id among them, are never kept; `payBy` and the payment settings belong to Bill.com.
 */
export const vendorRow = z.object({
  id,
  isActive: code,
  name: requiredText,
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
  track1099: flag,
  paymentTermId: reference,
  billCurrency: text,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
});

export type VendorRow = z.infer<typeof vendorRow>;
