import { accountRoles, accountTrouble, type AccountSetting } from '../entities/companyAccounts';
import type { Company } from './companies';
import { accountsCalled } from './companyAccounts';
import type { Transaction } from './database';

/** Accounts that people have named before QuickBooks was ever read: looked for as soon as it was. */

export interface NamedAccount {
  /** As typed. */
  readonly named: string;
  /** Why it does not do, since QuickBooks was read; null: not looked for yet. */
  readonly problem: string | null;
}
export type NamedAccounts = Readonly<Partial<Record<AccountSetting, NamedAccount>>>;

export async function loadNamedAccounts(tx: Transaction, companyId: string): Promise<NamedAccounts> {
  const { rows } = await tx.query<{ named: NamedAccounts }>(
    'select named_accounts as named from company where id = $1',
    [companyId],
  );
  return rows[0]?.named ?? {};
}

/** Unless somebody has chosen one otherwise meanwhile. @returns whether they were saved */
export async function saveNamedAccounts(
  tx: Transaction,
  companyId: string,
  named: NamedAccounts,
  seen: NamedAccounts,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update company set named_accounts = $2 where id = $1 and named_accounts = $3::jsonb',
    [companyId, named, seen],
  );
  return rowCount === 1;
}

/** Somebody has chosen these otherwise. */
export async function forgetNamedAccounts(
  tx: Transaction,
  companyId: string,
  settings: readonly AccountSetting[],
): Promise<void> {
  await tx.query('update company set named_accounts = named_accounts - $2::text[] where id = $1', [
    companyId,
    settings,
  ]);
}

/** The ListID of a named account, checked as a chosen one is; or why it does not do, in a sentence. */
export async function findNamed(
  tx: Transaction,
  company: Pick<Company, 'id' | 'acceptedAt'>,
  setting: AccountSetting,
  named: string,
): Promise<{ readonly id: string } | { readonly problem: string }> {
  const { list, label, typesInWords } = accountRoles[setting];
  const [account, ...others] = await accountsCalled(tx, company.id, list, named);
  if (account === undefined)
    return {
      problem: `There is no ${list} “${named}” in QuickBooks; the ${label} is named by its full name or number and is of type ${typesInWords}.`,
    };
  if (others.length > 0)
    return { problem: `Several ${list}s of QuickBooks are called “${named}”; choose one by its full name.` };
  const trouble = accountTrouble(setting, account, company.acceptedAt !== null);
  return trouble
    ? { problem: `${trouble.because.charAt(0).toUpperCase()}${trouble.because.slice(1)}.` }
    : { id: account.id };
}
