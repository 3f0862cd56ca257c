/** The accounts of QuickBooks, and the item, that a company's documents are posted with: what each is for and has to be. Pure. */

export type AccountSetting =
  | 'apAccount'
  | 'arAccount'
  | 'moneyOutClearing'
  | 'moneyInClearing'
  | 'catchAllExpense'
  | 'catchAllIncome'
  | 'defaultBank'
  | 'depositTo';

/** Each holds the ListID of an account or item in QuickBooks; '' is not set. */
export type AccountSettings = Readonly<Record<AccountSetting, string>>;

export interface AccountRole {
  /** As in a sentence: “the A/P account”. */
  readonly label: string;
  /** The list that it is in: QuickBooks sells by items, and posts by theirs to an account. */
  readonly list: 'account' | 'item';
  /** The AccountTypes of QuickBooks that it may have, or the kinds of an item. */
  readonly types: readonly string[];
  readonly typesInWords: string;
  /** Whether documents of Bill.com name its twin there. */
  readonly needsTwin: boolean;
  /** What it is called where the company has not said which it is. */
  readonly foundAs?: string;
}

/** Every payment of Bill.com is posted as a bill payment check, which QuickBooks takes from an account of type Bank only. */
const bank = { list: 'account', types: ['Bank'], typesInWords: 'Bank', needsTwin: true } as const;

export const accountRoles: Readonly<Record<AccountSetting, AccountRole>> = {
  apAccount: {
    label: 'A/P account',
    list: 'account',
    types: ['AccountsPayable'],
    typesInWords: 'Accounts Payable',
    needsTwin: false,
  },
  arAccount: {
    label: 'A/R account',
    list: 'account',
    types: ['AccountsReceivable'],
    typesInWords: 'Accounts Receivable',
    needsTwin: false,
  },
  moneyOutClearing: {
    label: 'Money Out Clearing account',
    ...bank,
    foundAs: 'Bill.com Money Out Clearing',
  },
  moneyInClearing: {
    label: 'Money In Clearing account',
    ...bank,
    foundAs: 'Bill.com Money In Clearing',
  },
  catchAllExpense: {
    label: 'catch-all account',
    list: 'account',
    types: ['Expense', 'OtherExpense', 'CostOfGoodsSold', 'OtherCurrentAsset', 'OtherCurrentLiability'],
    typesInWords:
      'Expense, Other Expense, Cost of Goods Sold, Other Current Asset or Other Current Liability',
    // A line on it has no account in Bill.com.
    needsTwin: false,
  },
  catchAllIncome: {
    label: 'catch-all item',
    list: 'item',
    types: ['ItemService', 'ItemNonInventory', 'ItemOtherCharge'],
    typesInWords: 'Service, Non-inventory Part or Other Charge',
    // A line with it has no item in Bill.com.
    needsTwin: false,
  },
  defaultBank: { label: 'default bank account', ...bank },
  depositTo: {
    label: 'deposit account',
    list: 'account',
    types: ['Bank', 'OtherCurrentAsset'],
    typesInWords: 'Bank or Other Current Asset',
    needsTwin: false,
  },
};

export const accountSettings = Object.keys(accountRoles) as readonly AccountSetting[];
export const isAccountSetting = (name: string): name is AccountSetting =>
  (accountSettings as readonly string[]).includes(name);

/** Settings whose account can be made, by the name under which it is found. */
export const canBeMade = (setting: AccountSetting): boolean => accountRoles[setting].foundAs !== undefined;

/** The settings whose accounts are to be made, as a company's settings keep them: their names with blanks between. */
export const wantedSettings = (createAccounts: string): AccountSetting[] =>
  createAccounts.split(' ').filter(isAccountSetting).filter(canBeMade);

const settingSource = 'setting ';
/** What the write of such an account comes from, instead of a record of the other book. */
export const sourceOfSetting = (setting: AccountSetting): string => `${settingSource}${setting}`;

/** Whether a write comes from a setting: what it makes is linked with nothing yet. */
export const isOfSetting = (sourceId: string): boolean => sourceId.startsWith(settingSource);

/** An account of QuickBooks as the mirror has it; or an item, of which the kind is the type. */
export interface SeenAccount {
  readonly id: string;
  /** With the colons between its levels. */
  readonly name: string;
  readonly number: string | null;
  readonly type: string;
  readonly isActive: boolean;
  /** Deleted or merged away. */
  readonly isGone: boolean;
  /** Linked with an account of Bill.com that is there. */
  readonly hasTwin: boolean;
}

/** Why an account does not do as what it is set for, and what to do. */
export interface AccountTrouble {
  /** The end of a sentence. */
  readonly because: string;
  readonly cure: string;
}

/** @param linksAreMade false before the first sync, when no account has its twin yet. */
export function accountTrouble(
  setting: AccountSetting,
  account: SeenAccount | undefined,
  linksAreMade = true,
): AccountTrouble | undefined {
  const { label, list, types, typesInWords, needsTwin } = accountRoles[setting];
  const place = list === 'account' ? 'Lists → Chart of Accounts' : 'Lists → Item List';
  const another = `chooses another (“tieout company set … ${setting}=…”)`;
  if (account === undefined || account.isGone)
    return {
      because: `the ${label}${account ? ` “${account.name}”` : ''} is not in QuickBooks any more`,
      cure: `An Accountant ${another}.`,
    };
  if (!types.includes(account.type))
    return {
      because: `the ${label} “${account.name}” is of type ${typeInWords(account.type)} in QuickBooks and has to be of type ${typesInWords}`,
      cure:
        list === 'account'
          ? `An Accountant changes its type in QuickBooks (${place} → Edit Account), or ${another}.`
          : `An Accountant ${another}.`,
    };
  if (!account.isActive)
    return {
      because: `the ${label} “${account.name}” is inactive in QuickBooks`,
      cure: `An Accountant makes it active in QuickBooks (${place}), or ${another}.`,
    };
  if (needsTwin && linksAreMade && !account.hasTwin)
    return {
      because: `the ${label} “${account.name}” has no twin among the accounts of Bill.com`,
      cure: `An Accountant clears what holds that account (“tieout holds …”), or ${another}.`,
    };
  return undefined;
}

/**
 * The accounts as they count: those that are set, and clearing accounts that are not set by their name.
 * @param accounts all of QuickBooks' accounts that are set or have such a name.
 */
export function effectiveAccounts(
  settings: AccountSettings,
  accounts: readonly SeenAccount[],
): AccountSettings {
  const named = (name: string | undefined): string => {
    const called = accounts.filter(
      (each) => !each.isGone && lastLevel(each.name).toLowerCase() === name?.toLowerCase(),
    );
    // Of several the one that does.
    return (called.find(({ type, isActive }) => type === 'Bank' && isActive) ?? called[0])?.id ?? '';
  };
  return Object.fromEntries(
    accountSettings.map((setting) => [setting, settings[setting] || named(accountRoles[setting].foundAs)]),
  ) as Record<AccountSetting, string>;
}

const lastLevel = (fullName: string): string => fullName.split(':').at(-1) ?? fullName;

/** CostOfGoodsSold → Cost of Goods Sold, as QuickBooks shows it. */
export const typeInWords = (type: string): string =>
  type
    .replace(/^Item/, '')
    .replace(/(?!^)([A-Z])/g, ' $1')
    .replace(' Of ', ' of ');
