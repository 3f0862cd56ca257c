import { kindOf, meaningOf, settingNames } from '../../acts/settingsView';
import { capital, manyOf } from '../../words/stepProgress';
import { stepOrder } from '../../entities/registry';
import { conflictSettings, type CompanySettings } from '../../ledger/settings';

/** The settings of a company as people know them: grouped, named, their choices in words. Pure. */

export type SettingName = keyof CompanySettings;

export interface SettingGroup {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly settings: readonly SettingName[];
}

export const settingGroups: readonly SettingGroup[] = [
  {
    id: 'modes',
    title: 'What is synced',
    about: 'Only an Administrator switches these. What a switch would do is shown before it is saved.',
    settings: ['twoWayBills', 'receivables', 'receivablesSince', 'legacyStatus', 'classesAs'],
  },
  {
    id: 'accounts',
    title: 'Accounts',
    about:
      'Accounts of QuickBooks by full name (Parent:Account) or number; empty takes a choice back, and “create” has a clearing account made that neither book has. Each is checked against both books.',
    settings: [
      'moneyOutClearing',
      'moneyInClearing',
      'apAccount',
      'arAccount',
      'defaultBank',
      'depositTo',
      'catchAllExpense',
      'catchAllIncome',
    ],
  },
  {
    id: 'payables',
    title: 'Bills and payments',
    about: 'How bills, vendor credits and payments of Bill.com are posted in QuickBooks.',
    settings: [
      'billsToSync',
      'postPayments',
      'offlinePayments',
      'outsidePayments',
      'closedPeriod',
      'recordTransfers',
      'transfersAs',
    ],
  },
  {
    id: 'lists',
    title: 'Names and lists',
    about: 'What becomes of names that QuickBooks has in another list, and of sub-customers.',
    settings: ['nameClash', 'subCustomersAs'],
  },
  {
    id: 'conflicts',
    title: 'When both books changed the same thing',
    about: 'Which book counts, list by list; or somebody is asked.',
    settings: stepOrder.flatMap((entity) => conflictSettings[entity] ?? []),
  },
  {
    id: 'pace',
    title: 'When and how fast',
    about: 'What is synced stays the same.',
    settings: ['everyMinutes', 'quietHours', 'sessionMinutes', 'writeSetSize', 'massChangeShare'],
  },
];

/** Those that turn on or off what is synced at all: an Administrator's, with the password. */
export const modeSettings: readonly SettingName[] = settingGroups
  .filter(({ id }) => id === 'modes')
  .flatMap(({ settings }) => settings);

/** Those that only say when and how fast: nothing else is done by them. */
export const paceSettings: readonly SettingName[] = settingGroups
  .filter(({ id }) => id === 'pace')
  .flatMap(({ settings }) => settings);

const labels: Readonly<Partial<Record<SettingName, string>>> = {
  twoWayBills: '2-way bill sync',
  receivables: 'Receivables',
  receivablesSince: 'Sync start date of invoices',
  legacyStatus: 'Legacy status sync',
  classesAs: 'QuickBooks’ classes in Bill.com',
  moneyOutClearing: 'Money Out Clearing',
  moneyInClearing: 'Money In Clearing',
  apAccount: 'A/P account',
  arAccount: 'A/R account',
  defaultBank: 'Default bank account',
  depositTo: 'Deposit account',
  catchAllExpense: 'Catch-all account of bills',
  catchAllIncome: 'Catch-all item of invoices',
  billsToSync: 'Bills that are posted',
  postPayments: 'Payments are posted when they are',
  offlinePayments: 'Payments made outside of Bill.com',
  outsidePayments: 'Payments made by hand in QuickBooks',
  closedPeriod: 'New documents dated in a closed period',
  recordTransfers: 'Funds transfers',
  transfersAs: 'A funds transfer is, in QuickBooks',
  nameClash: 'A vendor called like a customer',
  subCustomersAs: 'Sub-customers made in Bill.com',
  everyMinutes: 'Minutes between scheduled syncs',
  quietHours: 'Quiet hours',
  sessionMinutes: 'Minutes that one session may work',
  writeSetSize: 'Writes in one message to QuickBooks',
  massChangeShare: 'Percent of a list that one sync may change unasked',
};

const ofConflicts = new Map<SettingName, string>(
  stepOrder.flatMap((entity) => {
    const setting = conflictSettings[entity];
    return setting === undefined ? [] : [[setting, manyOf(entity)]];
  }),
);

export const labelOf = (name: SettingName): string => capital(labels[name] ?? ofConflicts.get(name) ?? name);

/** The label of the setting of this name; undefined where no page shows such a one. */
export const settingNamed = (name: string): string | undefined => {
  const found = settingGroups.flatMap(({ settings }) => settings).find((each) => each === name);
  return found && labelOf(found);
};

/** What it is for, where its label does not say it. */
export const aboutSetting = (name: SettingName): string =>
  ofConflicts.has(name) ? '' : `${capital(meaningOf(name))}.`;

const choiceWords: Readonly<Record<string, string>> = {
  on: 'On',
  off: 'Off',
  quickbooks: 'QuickBooks counts',
  billcom: 'Bill.com counts',
  ask: 'Ask each time',
  department: 'Departments',
  accountingClass: 'Accounting classes',
  mapped: 'Mapped to customers and jobs of QuickBooks',
  jobs: 'Made there as jobs',
  scheduled: 'Scheduled, with their process date',
  paid: 'Paid',
  do: 'Record them in Bill.com',
  never: 'Leave them',
  all: 'All',
  approved: 'Only approved ones',
  hold: 'Hold them',
  firstOpenDay: 'Post them on the first open day',
  transfer: 'A transfer',
  journalEntry: 'A journal entry',
  suffix: 'Add a mark such as “(V)” in QuickBooks',
};
const ownWords: Readonly<Partial<Record<SettingName, Readonly<Record<string, string>>>>> = {
  offlinePayments: { on: 'Are posted', off: 'Are not posted' },
  recordTransfers: { on: 'Are recorded', off: 'Are not recorded' },
  outsidePayments: { ask: 'Ask before one is recorded in Bill.com' },
  nameClash: { ask: 'Hold it and ask' },
};

export const choiceWord = (name: SettingName, choice: string): string =>
  ownWords[name]?.[choice] ?? choiceWords[choice] ?? choice;

/** A setting on a form. */
export interface ShownSetting {
  readonly name: SettingName;
  readonly label: string;
  readonly about: string;
  readonly kind: ReturnType<typeof kindOf>;
  /** As a form has it. */
  readonly value: string;
  /** Beside the field: what counts where nothing is set, what is wrong. */
  readonly note: string | null;
  readonly isTrouble: boolean;
}

export const shownSetting = (
  name: SettingName,
  value: string,
  note: string | null = null,
  isTrouble = false,
): ShownSetting => ({
  name,
  label: labelOf(name),
  about: aboutSetting(name),
  kind: kindOf(name),
  value,
  note,
  isTrouble,
});

/** As a page says a value. */
export function valueShown(name: SettingName, value: string): string {
  if (value === '') return 'nothing';
  return kindOf(name).kind === 'choice' ? choiceWord(name, value) : value;
}

/** Every setting has its place on the page. */
export const settingsWithoutPlace = (): SettingName[] => {
  const placed = settingGroups.flatMap(({ settings }) => settings);
  return settingNames.filter((name) => !placed.includes(name));
};
