import {
  accountRoles,
  accountSettings,
  accountTrouble,
  effectiveAccounts,
  type AccountRole,
  type AccountSetting,
  type AccountSettings,
  type AccountTrouble,
  type SeenAccount,
} from '../entities/companyAccounts';
import { loadCompany, type Company } from './companies';
import type { Transaction } from './database';

const columns = `r.id, r.entity as list, coalesce(r.facts ->> 'fullName', r.fields ->> 'name', r.id) as name, r.fields ->> 'number' as number,
  coalesce(r.fields ->> 'type', '') as type, r.active as "isActive", (r.deleted or r.merged_into is not null) as "isGone",
  exists (select from link join record t on t.company_id = $1 and t.entity = r.entity and t.book = 'billcom' and t.id = link.billcom_id
    where link.company_id = $1 and link.entity = r.entity and link.quickbooks_id = r.id and not t.deleted) as "hasTwin"`;

/** The living accounts or items of QuickBooks with this ListID, full name, number or name, whatever its capitals; the surest kind of them. */
export async function accountsCalled(
  tx: Transaction,
  companyId: string,
  list: AccountRole['list'],
  named: string,
): Promise<SeenAccount[]> {
  const { rows } = await tx.query<Listed & { how: number }>(
    `select ${columns}, case when r.id = $2 then 1 when lower(r.facts ->> 'fullName') = lower($2) then 2
         when r.fields ->> 'number' = $2 then 3 else 4 end as how
     from record r
     where r.company_id = $1 and r.book = 'quickbooks' and r.entity = $3 and not r.deleted and r.merged_into is null
       and (r.id = $2 or r.fields ->> 'number' = $2 or lower(r.facts ->> 'fullName') = lower($2) or lower(r.fields ->> 'name') = lower($2))
     order by how, r.id limit 20`,
    [companyId, named, list],
  );
  return rows
    .filter(({ how }) => how === rows[0]?.how)
    .map(({ how: _how, list: _list, ...account }) => account);
}

/** A ListID is one of its list only. */
type Listed = SeenAccount & Pick<AccountRole, 'list'>;

/** The accounts and items of QuickBooks with these ListIDs and the accounts with, at any level, these names; those that are gone too. */
async function accountsSeen(
  tx: Transaction,
  companyId: string,
  ids: readonly string[],
  names: readonly string[],
): Promise<Listed[]> {
  const { rows } = await tx.query<Listed>(
    `select ${columns} from record r
     where r.company_id = $1 and r.book = 'quickbooks' and (r.entity = any('{account,item}') and r.id = any($2)
       or r.entity = 'account' and lower(r.fields ->> 'name') = any($3)) order by r.id`,
    [companyId, ids, names],
  );
  return rows;
}

/** An account of a company as it counts. */
export interface CompanyAccount {
  /** Its ListID; '' where there is none. */
  readonly id: string;
  readonly name: string | null;
  /** Whether it was found by its name and not set. */
  readonly isFound: boolean;
  readonly trouble?: AccountTrouble;
}
export type CompanyAccounts = Readonly<Record<AccountSetting, CompanyAccount>>;

const foundNames = accountSettings.flatMap((setting) => accountRoles[setting].foundAs?.toLowerCase() ?? []);

/** The accounts that a company's documents are posted with, each with what is wrong with it. */
export async function companyAccounts(
  tx: Transaction,
  company: Pick<Company, 'id' | 'acceptedAt' | 'previewBecause'> & { readonly settings: AccountSettings },
): Promise<CompanyAccounts> {
  // A restored file is linked anew; for receivables the lists stay linked.
  const linksAreMade = company.acceptedAt !== null || company.previewBecause === 'receivables';
  const set = accountSettings.map((setting) => company.settings[setting]).filter((id) => id !== '');
  const seen = await accountsSeen(tx, company.id, set, foundNames);
  const effective = effectiveAccounts(company.settings, seen);
  return Object.fromEntries(
    accountSettings.map((setting): [AccountSetting, CompanyAccount] => {
      const id = effective[setting];
      const account = seen.find((each) => each.id === id && each.list === accountRoles[setting].list);
      const trouble = id === '' ? undefined : accountTrouble(setting, account, linksAreMade);
      return [
        setting,
        {
          id,
          name: account?.name ?? null,
          isFound: company.settings[setting] === '' && id !== '',
          ...(trouble && { trouble }),
        },
      ];
    }),
  ) as Record<AccountSetting, CompanyAccount>;
}

/** Whether QuickBooks' chart of accounts has been read. */
export async function accountsAreRead(tx: Transaction, companyId: string): Promise<boolean> {
  const { rows } = await tx.query<{ read: boolean }>(
    `select exists (select from record where company_id = $1 and book = 'quickbooks' and entity = 'account') as read`,
    [companyId],
  );
  return rows[0]?.read ?? false;
}

/** ListIDs of the accounts that Bill.com's money goes through, as far as the company has them. */
export async function clearingIds(tx: Transaction, companyId: string): Promise<string[]> {
  const { moneyOutClearing, moneyInClearing } = await companyAccounts(tx, await loadCompany(tx, companyId));
  return [moneyOutClearing.id, moneyInClearing.id].filter((id) => id !== '');
}

/** Full names of the active accounts or items of QuickBooks that are of one of these types, to choose from. */
export async function namesOfTypes(
  tx: Transaction,
  companyId: string,
  { list, types }: Pick<AccountRole, 'list' | 'types'>,
): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select coalesce(facts ->> 'fullName', fields ->> 'name') as name from record
     where company_id = $1 and book = 'quickbooks' and entity = $2 and fields ->> 'type' = any($3)
       and active and not deleted and merged_into is null order by 1 limit 500`,
    [companyId, list, types],
  );
  return rows.map(({ name }) => name);
}
