import { z } from 'zod';

const entry = z.record(z.string(), z.json());

/** A seed: the start of a company file, in qbXML's own field names; a parent may be named by ParentFullName. */
export const seedSchema = z.strictObject({
  companyName: z.string().min(1).max(59).optional(),
  preferences: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  currencies: z.array(entry).optional(),
  accounts: z.array(entry).optional(),
  classes: z.array(entry).optional(),
  salesTaxCodes: z.array(entry).optional(),
  /** Where there are none, those of every new company: Cash, Check and cards. */
  paymentMethods: z.array(entry).optional(),
  terms: z.array(entry).optional(),
  dateDrivenTerms: z.array(entry).optional(),
  vendors: z.array(entry).optional(),
  /** Each with an ItemType: Service, NonInventory, Group … */
  items: z.array(entry).optional(),
  customers: z.array(entry).optional(),
  employees: z.array(entry).optional(),
  otherNames: z.array(entry).optional(),
  /**
   * In the order in which they were made, each with a TxnType: Bill, VendorCredit … and the fields of its Add. A `Key`
   * is a name by which later ones refer to it in TxnID, CreditTxnID and PaymentTxnID.
   */
  transactions: z.array(entry).optional(),
});

export type Seed = z.infer<typeof seedSchema>;
