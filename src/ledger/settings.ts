import { z } from 'zod';
import { accountSettings, type AccountSetting } from '../entities/companyAccounts';
import type { ConflictPolicy, EntityName } from '../entities/definition';
import { defaultEntitySettings } from '../entities/defaultSettings';
import { fromTheBeginning } from '../entities/startDate';
import { entityDefinitions } from '../entities/registry';
import { areQuietHours, noQuietHours } from './quietHours';

const policy = z.enum(['quickbooks', 'billcom', 'ask']);

/** The setting that says who wins in an entity's conflicts: `conflictVendors`, by the entity's word for many. */
export type ConflictSetting = `conflict${string}`;
const conflictSettingOf = (many: string): ConflictSetting =>
  `conflict${many.replace(/(?:^|\s)(\w)/g, (_all, letter: string) => letter.toUpperCase())}`;
/** What is written to neither book has no conflicts that anybody could win. */
const written = entityDefinitions(defaultEntitySettings).filter(
  ({ flows }) => flows.quickbooksToBillcom || flows.billcomToQuickbooks,
);
export const conflictSettings: Readonly<Partial<Record<EntityName, ConflictSetting>>> = Object.fromEntries(
  written.map(({ name, words }) => [name, conflictSettingOf(words.many)]),
);

/** One for each entity, from its definition. */
const conflicts = Object.fromEntries(
  written.map(({ words, conflict }) => [conflictSettingOf(words.many), policy.default(conflict)]),
);

/** The ListID of an account or item in QuickBooks; '' is not set. */
const account = z.string().trim().max(40).default('');
const accounts = Object.fromEntries(accountSettings.map((name) => [name, account])) as Record<
  AccountSetting,
  typeof account
>;

/** A company's settings (`tieout company set`): every one has a default, unknown ones are refused. */
export const companySettingsSchema = z.strictObject({
  /** Minutes between scheduled cycles. */
  everyMinutes: z.coerce.number().int().min(1).max(1440).default(15),
  /** Hours of the day, by the company's clock, in which no cycle begins by itself: `22:00-06:00`. */
  quietHours: z.string().trim().refine(areQuietHours).default(noQuietHours),
  /** What QuickBooks' classes are in Bill.com. Fixed after the first sync. */
  classesAs: z.enum(['department', 'accountingClass']).default('department'),
  /** What customers made below another one in Bill.com are: mapped to QuickBooks' customers and jobs, or jobs made there. */
  subCustomersAs: z.enum(['mapped', 'jobs']).default('mapped'),
  /** 2-way bill sync: bills made or edited in QuickBooks go to Bill.com too. */
  twoWayBills: z.enum(['off', 'on']).default('off'),
  /** When a payment of Bill.com is posted in QuickBooks. */
  postPayments: z.enum(['scheduled', 'paid']).default('scheduled'),
  /** Whether payments recorded in Bill.com that were made outside of it are posted in QuickBooks. */
  offlinePayments: z.enum(['on', 'off']).default('on'),
  /** With 2-way bill sync: what becomes of payments that were made by hand in QuickBooks. */
  outsidePayments: z.enum(['ask', 'do', 'never']).default('ask'),
  /** Legacy status sync: payments of customers that were entered in QuickBooks are recorded in Bill.com. */
  legacyStatus: z.enum(['off', 'on']).default('off'),
  /** Bills of Bill.com that are posted: all, or only approved ones. */
  billsToSync: z.enum(['all', 'approved']).default('all'),
  /** New documents that are dated in a closed period of QuickBooks: held, or posted on the first open day. */
  closedPeriod: z.enum(['hold', 'firstOpenDay']).default('hold'),
  /** Whether invoices, credit memos and received payments are synced. */
  receivables: z.enum(['on', 'off']).default('on'),
  /** Whether Bill.com's funds transfers are recorded in QuickBooks. */
  recordTransfers: z.enum(['on', 'off']).default('on'),
  /** What a funds transfer is in QuickBooks; what was recorded before a change stays as it is. */
  transfersAs: z.enum(['transfer', 'journalEntry']).default('transfer'),
  /** Invoices of QuickBooks that are dated before this day stay there. A new company gets the day on which it is added. */
  receivablesSince: z.iso.date().default(fromTheBeginning),
  /** What to do with a name that another list of QuickBooks has (a vendor called like a customer). */
  nameClash: z.enum(['ask', 'suffix']).default('ask'),
  /** More than this share (percent) of a list in one cycle, and 20 records at least, is asked for first. */
  massChangeShare: z.coerce.number().int().min(1).max(100).default(20),
  /** Adds and changes per message set to QuickBooks. */
  writeSetSize: z.coerce.number().int().min(1).max(100).default(100),
  /** How long one Web Connector session may work before it is ended and goes on at the next poll. */
  sessionMinutes: z.coerce.number().int().min(1).max(240).default(20),
  /** Clearing accounts that are still to be made, by the names of their settings (`moneyOutClearing=create`). */
  createAccounts: z.string().trim().max(80).default(''),
  ...accounts,
  ...(conflicts as Record<never, never>),
});
/** Who wins when both books changed a field unequally, per entity. */
export type ConflictSettings = Readonly<Record<ConflictSetting, ConflictPolicy>>;
export type CompanySettings = z.infer<typeof companySettingsSchema> & ConflictSettings;

/** What says when and how fast is worked, and nothing of what is done. */
const pacing: readonly string[] = ['everyMinutes', 'quietHours', 'writeSetSize', 'sessionMinutes'];

/** The settings that a plan depends on. */
export const planningSettings = (settings: CompanySettings): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !pacing.includes(name)));

/** The stored settings with today's defaults for what is not stored; what is no setting any more is left out. */
export const readSettings = (stored: unknown): CompanySettings =>
  companySettingsSchema.strip().parse(stored ?? {});

export function conflictPolicy(settings: CompanySettings, entity: EntityName): ConflictPolicy {
  const setting = conflictSettings[entity];
  return setting === undefined ? 'ask' : (settings[setting] ?? 'quickbooks');
}
