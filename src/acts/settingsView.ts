import { z } from 'zod';
import { accountRoles, canBeMade, isAccountSetting, type AccountSetting } from '../entities/companyAccounts';
import { stepOrder } from '../entities/registry';
import { companySettingsSchema, conflictSettings, type CompanySettings } from '../ledger/settings';
import { wrongUse } from '../words/problem';
import { manyOf } from '../words/stepProgress';

/** A company's settings as words on the command line: their names, what is allowed, what is wrong. Pure. */

type Name = keyof CompanySettings;
/** As people set them; what is kept beside them (`createAccounts`) follows from these. */
export const settingNames = (Object.keys(companySettingsSchema.shape) as Name[]).filter(
  (name) => name !== 'createAccounts',
);

interface Described {
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly format?: string;
}
const described = z.toJSONSchema(companySettingsSchema).properties as Record<Name, Described>;

/** What a setting may be, for a form. */
export type SettingKind =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'day' }
  /** In the form that its meaning names. */
  | { readonly kind: 'text' }
  | { readonly kind: 'account'; readonly canBeMade: boolean };

export function kindOf(name: Name): SettingKind {
  if (isAccountSetting(name)) return { kind: 'account', canBeMade: canBeMade(name) };
  const { enum: choices, minimum = 0, maximum = 0, format } = described[name] ?? {};
  if (choices) return { kind: 'choice', choices };
  if (name === 'quietHours') return { kind: 'text' };
  return format === 'date' ? { kind: 'day' } : { kind: 'number', minimum, maximum };
}

/** “1 to 1440”, “quickbooks, billcom, ask”. */
export function allowedFor(name: Name): string {
  if (isAccountSetting(name))
    return accountRoles[name].list === 'item'
      ? 'an item of QuickBooks: full name or ListID; none'
      : `an account of QuickBooks: full name, number or ListID; none${canBeMade(name) ? '; create has it made' : ''}`;
  if (name === 'quietHours') return 'hours such as 22:00-06:00, or none';
  const { enum: words, minimum, maximum, format } = described[name] ?? {};
  if (format === 'date') return 'a day such as 2026-01-31';
  return words ? words.join(', ') : `a whole number from ${minimum} to ${maximum}`;
}

export const defaultOf = (name: Name): unknown =>
  isAccountSetting(name)
    ? 'none'
    : name === 'receivablesSince'
      ? 'the day on which the company is added'
      : described[name]?.default;

const accountMeanings: Readonly<Record<AccountSetting, string>> = {
  apAccount: 'the A/P account of bills made in QuickBooks; QuickBooks’ own default where there is none',
  arAccount: 'the A/R account of invoices made in QuickBooks; QuickBooks’ own default where there is none',
  moneyOutClearing: 'the Bank account that payments go through; by its name “Bill.com Money Out Clearing”',
  moneyInClearing: 'the Bank account that receipts go through; by its name “Bill.com Money In Clearing”',
  catchAllExpense: 'where lines without an account are posted, to be recoded; none: they are held',
  catchAllIncome: 'the item of invoice lines that have none in Bill.com; none: such invoices are held',
  defaultBank:
    'the Bank account of funds transfers, and of the bank balance, where the bank account is not linked',
  depositTo:
    'where payments of customers recorded in Bill.com go that name no account there; QuickBooks’ own default where there is none',
};

const meanings: Readonly<Partial<Record<Name, string>>> = {
  everyMinutes: 'minutes between scheduled cycles',
  quietHours:
    'hours such as 22:00-06:00, by the company’s clock, in which no cycle begins by itself; what somebody asks for does',
  classesAs: 'what QuickBooks’ classes are in Bill.com; fixed after the first sync',
  subCustomersAs:
    'customers made below another one in Bill.com: mapped to customers and jobs of QuickBooks, or made there as jobs',
  twoWayBills: 'whether bills made or edited in QuickBooks go to Bill.com too (2-way bill sync)',
  postPayments:
    'when a payment of Bill.com is posted in QuickBooks: when it is scheduled (with its process date), or when it is paid',
  offlinePayments: 'whether payments made outside of Bill.com and recorded there are posted in QuickBooks',
  outsidePayments:
    'payments made by hand in QuickBooks, with 2-way bill sync: ask before one is recorded in Bill.com, do it, or never',
  legacyStatus:
    'legacy status sync: payments that customers make in QuickBooks are recorded in Bill.com, so that its invoices’ status follows; for Bill.com accounts created before 2020-06-05',
  billsToSync:
    'bills and vendor credits of Bill.com that are posted in QuickBooks: all, or only approved ones',
  closedPeriod:
    'new documents dated in a closed period: hold them, or post them on the first open day with their date in the memo',
  receivables:
    'whether invoices, credit memos and received payments are synced, and the money of these between clearing and bank; turned on later, a preview has to be accepted first',
  recordTransfers: 'whether Bill.com’s funds transfers between bank and clearing are recorded in QuickBooks',
  transfersAs: 'what a funds transfer is in QuickBooks; what was recorded before stays as it is',
  receivablesSince:
    'invoices of QuickBooks that are dated before this day stay there, whenever they were entered (sync start date)',
  nameClash:
    'a vendor called like a customer: ask, or add a mark such as “(V)” to the name in QuickBooks (suffix)',
  massChangeShare: 'percent of a list that a cycle may change without being asked (20 records at least)',
  writeSetSize: 'adds and changes in one message set to QuickBooks',
  sessionMinutes: 'how long one Web Connector session may work',
};
export const meaningOf = (name: Name): string =>
  isAccountSetting(name) ? accountMeanings[name] : (meanings[name] ?? conflictMeanings.get(name) ?? '');

const conflictMeanings = new Map<Name, string>(
  stepOrder.flatMap((entity) => {
    const setting = conflictSettings[entity];
    return setting === undefined
      ? []
      : [[setting, `who wins when both books changed a field of ${manyOf(entity)} unequally`]];
  }),
);

/** everyMinutes → every-minutes. */
export const flagOf = (name: Name): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const settingsHelp = (): string =>
  settingNames
    .map(
      (name) =>
        `  ${name.padEnd(18)} ${meaningOf(name)} (${allowedFor(name)}; default ${String(defaultOf(name))})`,
    )
    .join('\n');

/** The settings that flags name, checked. @param alsoKept what follows from them */
export function settingsFrom(
  values: Readonly<Record<string, string>>,
  before: object = {},
  alsoKept: Partial<Pick<CompanySettings, 'createAccounts'>> = {},
): CompanySettings {
  for (const name of Object.keys(values)) {
    if (!(settingNames as readonly string[]).includes(name))
      throw wrongUse(`There is no setting “${name}”.`, `There are:\n${settingsHelp()}`);
  }
  const parsed = companySettingsSchema.safeParse({ ...before, ...values, ...alsoKept });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]) as Name;
    return `${name} is “${values[name] ?? ''}”; allowed: ${allowedFor(name)}.`;
  });
  throw wrongUse(wrong.join('\n'));
}

/** `key=value …` as given. */
export function parsePairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw wrongUse(`“${pair}” is not of the form setting=value.`, `There are:\n${settingsHelp()}`);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
