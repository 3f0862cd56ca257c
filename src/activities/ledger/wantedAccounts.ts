import { isDeepStrictEqual } from 'node:util';
import {
  accountRoles,
  isAccountSetting,
  sourceOfSetting,
  wantedSettings,
  type AccountSetting,
} from '../../entities/companyAccounts';
import { audit } from '../../ledger/audit';
import { loadCompany, saveSettingsAsSeen, type Company } from '../../ledger/companies';
import { accountsAreRead, companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import type { StoredDecision } from '../../ledger/decisions';
import { inFlightRecords } from '../../ledger/operations';
import {
  findNamed,
  loadNamedAccounts,
  saveNamedAccounts,
  type NamedAccount,
} from '../../ledger/namedAccounts';
import { accountsNamed, heldSources } from '../../ledger/wantedAccounts';
import type { EntityPlan } from '../../reconcile/plan';
import { planWantedAccounts } from '../../reconcile/wantedAccounts';

/**
 * The plan of the accounts with clearing accounts that are to be made (`company set … moneyOutClearing=create`).
 * @param decisions a refused one is tried once more when a person says so.
 * @param own undefined when there is no other work.
 */
export async function withWanted(
  tx: Transaction,
  { id, settings }: Company,
  decisions: readonly StoredDecision[],
  own: EntityPlan | undefined,
): Promise<EntityPlan | undefined> {
  const settingsWanted = wantedSettings(settings.createAccounts);
  if (settingsWanted.length === 0) return own;
  const nameOf = (setting: (typeof settingsWanted)[number]): string => accountRoles[setting].foundAs ?? '';
  const there = await accountsNamed(tx, id, settingsWanted.map(nameOf));
  const sources = settingsWanted.map(sourceOfSetting);
  const held = await heldSources(tx, id, sources);
  const onItsWay = new Set((await inFlightRecords(tx, id, 'account')).map((each) => each.id));
  const isAskedAgain = (source: string): boolean =>
    decisions.some(({ kind, recordId }) => kind === 'retry' && recordId === source);
  const operations = planWantedAccounts(
    settingsWanted.map((setting) => {
      const source = sourceOfSetting(setting);
      return {
        setting,
        isThere: there.some(({ name }) => name.toLowerCase() === nameOf(setting).toLowerCase()),
        waits: onItsWay.has(source) || (held.has(source) && !isAskedAgain(source)),
      };
    }),
  );
  if (operations.length === 0) return own;
  const plan = own ?? nothingElse;
  return {
    ...plan,
    operations: [...plan.operations, ...operations],
    looked: [
      ...plan.looked,
      ...operations.map(({ sourceId }) => ({ book: 'billcom' as const, id: sourceId })),
    ],
  };
}

const nothingElse: EntityPlan = {
  entity: 'account',
  isUnmatched: true,
  ended: [],
  links: [],
  proposals: [],
  decided: [],
  agreed: [],
  operations: [],
  holds: [],
  looked: [],
};

/** What was made counts from now on by its ListID, whatever it is called later. @returns the company as it is then. */
export async function adoptMade(tx: Transaction, company: Company): Promise<Company> {
  const wanted = wantedSettings(company.settings.createAccounts);
  if (wanted.length === 0) return company;
  const accounts = await companyAccounts(tx, company);
  const made = wanted.filter((setting) => accounts[setting].id !== '');
  if (made.length === 0) return company;
  const after = Object.fromEntries(made.map((setting) => [setting, accounts[setting].id]));
  const patch = { ...after, createAccounts: wanted.filter((setting) => !made.includes(setting)).join(' ') };
  const seen = only(company.settings, [...made, 'createAccounts']);
  // Somebody chooses another one in this moment: the next cycle looks again.
  if (!(await saveSettingsAsSeen(tx, company.id, patch, seen))) return loadCompany(tx, company.id);
  await audit(tx, company.id, {
    who: 'Tieout',
    action: 'changed settings',
    after,
    detail: made.map((setting) => `“${accounts[setting].name}” is there`).join('; '),
  });
  return loadCompany(tx, company.id);
}

const only = (
  settings: Company['settings'],
  names: readonly (AccountSetting | 'createAccounts')[],
): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [name, settings[name]]));

/**
 * Accounts that were named before QuickBooks was ever read count from now on by their ListIDs; of one that does not do, the
 * settings say why. @returns the company as it is then.
 */
export async function adoptNamed(tx: Transaction, company: Company): Promise<Company> {
  // Whoever has accepted a preview has seen what is posted where: from then on only people change that.
  if (company.acceptedAt !== null) return company;
  const before = await loadNamedAccounts(tx, company.id);
  const entries = Object.entries<NamedAccount>(before);
  if (entries.length === 0 || !(await accountsAreRead(tx, company.id))) return company;
  const after: Partial<Record<AccountSetting, string>> = {};
  const left: Partial<Record<AccountSetting, NamedAccount>> = {};
  for (const [setting, { named }] of entries) {
    if (!isAccountSetting(setting)) continue;
    const found = await findNamed(tx, company, setting, named);
    if ('id' in found) after[setting] = found.id;
    else left[setting] = { named, problem: found.problem };
  }
  // Somebody chooses one of them in this moment: theirs counts, and the next cycle looks for the others again.
  if (!isDeepStrictEqual(left, before) && !(await saveNamedAccounts(tx, company.id, left, before)))
    return loadCompany(tx, company.id);
  const adopted = Object.keys(after) as AccountSetting[];
  if (adopted.length === 0) return company;
  if (!(await saveSettingsAsSeen(tx, company.id, after, only(company.settings, adopted))))
    return loadCompany(tx, company.id);
  await audit(tx, company.id, {
    who: 'Tieout',
    action: 'changed settings',
    after,
    detail: 'accounts that were named when the company was connected',
  });
  return loadCompany(tx, company.id);
}
