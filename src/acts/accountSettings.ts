import {
  accountRoles,
  accountSettings,
  accountTrouble,
  isAccountSetting,
  wantedSettings,
  type AccountSetting,
} from '../entities/companyAccounts';
import type { Company } from '../ledger/companies';
import { accountsAreRead, accountsCalled, type CompanyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { accountsNamed } from '../ledger/wantedAccounts';
import { Problem, wrongUse } from '../words/problem';
import { quoted } from '../words/counted';

/** Settings that are accounts of QuickBooks: people name them as they know them, and see them by their names. */

/** As typed: an account that is taken back. */
const none = ['', 'none'];
/** As typed: an account that neither book has, to be made. */
const create = 'create';

export interface ChosenAccounts {
  readonly values: Readonly<Record<string, string>>;
  /** The settings whose accounts are to be made, by their names. */
  readonly createAccounts: string;
}

/**
 * The values with accounts by their ListIDs, checked against both books.
 * @param values as typed: full name, number, name or ListID; `create`.
 * @throws Problem for an account that is not there or does not do.
 */
export async function withAccountIds(
  tx: Transaction,
  company: Company,
  values: Readonly<Record<string, string>>,
): Promise<ChosenAccounts> {
  const found: Record<string, string> = { ...values };
  const wanted = new Set(wantedSettings(company.settings.createAccounts));
  for (const [name, value] of Object.entries(values)) {
    if (!isAccountSetting(name)) continue;
    wanted.delete(name);
    if (value.toLowerCase() === create) {
      await assertMayBeMade(tx, company, name);
      wanted.add(name);
    }
    const isNone = [...none, create].includes(value.toLowerCase());
    found[name] = isNone ? '' : await accountId(tx, company, name, value);
  }
  return { values: found, createAccounts: accountSettings.filter((name) => wanted.has(name)).join(' ') };
}

/** @throws Problem when there is no stated name for it, or a book has an account of that name. */
async function assertMayBeMade(tx: Transaction, company: Company, setting: AccountSetting): Promise<void> {
  const { label, foundAs } = accountRoles[setting];
  if (foundAs === undefined)
    throw wrongUse(
      `Tieout does not make the ${label}.`,
      `Make it in QuickBooks and name it: “tieout company set … ${setting}=…”.`,
    );
  if (!(await accountsAreRead(tx, company.id))) throw notRead(company);
  const there = await accountsNamed(tx, company.id, [foundAs]);
  if (there.length === 0) return;
  const isInQuickBooks = there.some(({ book }) => book === 'quickbooks');
  throw new Problem(
    `${setting} was not changed: ${isInQuickBooks ? 'QuickBooks' : 'Bill.com'} has an account “${foundAs}” already.`,
    {
      cure: isInQuickBooks
        ? `Choose it: tieout company set ${quoted(company.name)} ${setting}=${quoted(foundAs)}`
        : 'The next sync makes it in QuickBooks, where it is then found by its name; see “tieout holds” if it does not.',
    },
  );
}

const notRead = ({ name }: Company): Problem =>
  new Problem('QuickBooks’ chart of accounts has not been read yet, so no account can be chosen.', {
    cure: `Make a preview first: tieout preview ${quoted(name)} --wait`,
  });

async function accountId(
  tx: Transaction,
  company: Company,
  setting: AccountSetting,
  named: string,
): Promise<string> {
  const { label, list, typesInWords } = accountRoles[setting];
  const [account, ...others] = await accountsCalled(tx, company.id, list, named);
  if (account === undefined) {
    if (!(await accountsAreRead(tx, company.id))) throw notRead(company);
    throw new Problem(`There is no ${list} “${named}” in QuickBooks, as last read.`, {
      cure: `The ${label} is named by its full name (${list === 'account' ? 'Parent:Account), its number' : 'Parent:Item)'} or its ListID, and is of type ${typesInWords}.`,
    });
  }
  if (others.length > 0)
    throw wrongUse(
      `Several ${list}s of QuickBooks are called “${named}”.`,
      `Name one by its full name or its ListID: ${[account, ...others].map(({ name, id }) => `“${name}” (${id})`).join(', ')}.`,
    );
  const trouble = accountTrouble(setting, account, company.acceptedAt !== null);
  if (trouble) throw new Problem(`${setting} was not changed: ${trouble.because}.`, { cure: trouble.cure });
  return account.id;
}

/** A setting's value as people read it: an account by its name. */
export function accountShown(
  accounts: CompanyAccounts,
  setting: AccountSetting,
  createAccounts: string,
): string {
  const { id, name, isFound } = accounts[setting];
  if (id === '')
    return wantedSettings(createAccounts).includes(setting)
      ? `${accountRoles[setting].foundAs} (the next sync makes it)`
      : '–';
  return `${name ?? id}${isFound ? ' (found by its name)' : ''}`;
}

/** For programs: ListID, name and what is wrong. */
export const accountsDocument = (accounts: CompanyAccounts) =>
  Object.fromEntries(
    accountSettings.map((setting) => {
      const { id, name, isFound, trouble } = accounts[setting];
      return [
        setting,
        id === '' ? null : { listID: id, name, foundByName: isFound, problem: trouble?.because ?? null },
      ];
    }),
  );
