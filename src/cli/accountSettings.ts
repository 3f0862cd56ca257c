import {
  accountRoles,
  accountSettings,
  accountTrouble,
  isAccountSetting,
  type AccountSetting,
} from '../entities/companyAccounts';
import type { Company } from '../ledger/companies';
import { accountsAreRead, accountsCalled, type CompanyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { quoted } from './output';
import { Problem, wrongUse } from './problem';

/** Settings that are accounts of QuickBooks: people name them as they know them, and see them by their names. */

/** As typed: an account that is taken back. */
const none = ['', 'none'];

/**
 * The values with accounts by their ListIDs, checked against both books.
 * @param values as typed: full name, number, name or ListID.
 * @throws Problem for an account that is not there or does not do.
 */
export async function withAccountIds(
  tx: Transaction,
  company: Company,
  values: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = { ...values };
  for (const [name, value] of Object.entries(values))
    if (isAccountSetting(name))
      found[name] = none.includes(value.toLowerCase()) ? '' : await accountId(tx, company, name, value);
  return found;
}

async function accountId(
  tx: Transaction,
  company: Company,
  setting: AccountSetting,
  named: string,
): Promise<string> {
  const { label, typesInWords } = accountRoles[setting];
  const [account, ...others] = await accountsCalled(tx, company.id, named);
  if (account === undefined) {
    if (!(await accountsAreRead(tx, company.id)))
      throw new Problem('QuickBooks’ chart of accounts has not been read yet, so no account can be chosen.', {
        cure: `Make a preview first: tieout preview ${quoted(company.name)} --wait`,
      });
    throw new Problem(`There is no account “${named}” in QuickBooks, as last read.`, {
      cure: `The ${label} is named by its full name (Parent:Account), its number or its ListID, and is of type ${typesInWords}.`,
    });
  }
  if (others.length > 0)
    throw wrongUse(
      `Several accounts of QuickBooks are called “${named}”.`,
      `Name one by its full name or its ListID: ${[account, ...others].map(({ name, id }) => `“${name}” (${id})`).join(', ')}.`,
    );
  const trouble = accountTrouble(setting, account, company.acceptedAt !== null);
  if (trouble) throw new Problem(`${setting} was not changed: ${trouble.because}.`, { cure: trouble.cure });
  return account.id;
}

/** A setting's value as people read it: an account by its name. */
export function accountShown(accounts: CompanyAccounts, setting: AccountSetting): string {
  const { id, name, isFound } = accounts[setting];
  if (id === '') return '–';
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
