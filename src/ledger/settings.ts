import { z } from 'zod';

const policy = z.enum(['quickbooks', 'billcom', 'ask']);

/** A company's settings (`tieout company set`): every one has a default, unknown ones are refused. */
export const companySettingsSchema = z.strictObject({
  /** Minutes between scheduled cycles. */
  everyMinutes: z.coerce.number().int().min(1).max(1440).default(15),
  /** What QuickBooks' classes are in Bill.com. Fixed after the first sync. */
  classesAs: z.enum(['department', 'accountingClass']).default('department'),
  /** Who wins when both books changed a field unequally. */
  conflictAccounts: policy.default('quickbooks'),
  conflictClasses: policy.default('quickbooks'),
  conflictVendors: policy.default('quickbooks'),
  /** Adds and changes per message set to QuickBooks. */
  writeSetSize: z.coerce.number().int().min(1).max(100).default(50),
  /** How long one Web Connector session may work before it is ended and goes on at the next poll. */
  sessionMinutes: z.coerce.number().int().min(1).max(240).default(20),
});
export type CompanySettings = z.infer<typeof companySettingsSchema>;

/** The stored settings with today's defaults for what is not stored. */
export const readSettings = (stored: unknown): CompanySettings => companySettingsSchema.parse(stored ?? {});

/** The setting that says who wins in an entity's conflicts. */
export const conflictSettings = {
  account: 'conflictAccounts',
  class: 'conflictClasses',
  vendor: 'conflictVendors',
} as const;

export const conflictPolicy = (settings: CompanySettings, entity: keyof typeof conflictSettings) =>
  settings[conflictSettings[entity]];
