import { Option } from 'commander';
import type { Standing } from '../access/capabilities';
import { auditOfUser as writeAuditOfUser, emailFault, giveRoleIn, takeRoleIn } from '../access/people';
import { passwordFault } from '../access/userPasswords';
import { listCompanies, type Company } from '../ledger/companies';
import type { Database, Transaction } from '../ledger/database';
import { findUser, plans, roles, type User } from '../ledger/users';
import { generatePassword } from '../quickbooks/webconnector/passwords';
import { readStandardInput } from './ask';
import { wrongUse } from '../words/problem';
import { companyCalled, type Ledger } from '../acts/openLedger';

/** What the commands about users share. */

export const roleOption = (): Option =>
  new Option('--role <role>', 'what they are there').choices([...roles]);
export const planOption = (): Option =>
  new Option('--plan <plan>', 'what they work with').choices([...plans]).default('both');

/** An address in the form of one; whether somebody reads it is not asked. */
export function emailAddress(text: string): string {
  const email = text.trim();
  const fault = emailFault(email);
  if (fault !== undefined) throw wrongUse(fault);
  return email;
}

/** The user with this address. @throws Problem where there is none. */
export async function userCalled(database: Database, email: string): Promise<User> {
  const user = await database.asSystem((tx) => findUser(tx, email));
  if (user) return user;
  throw wrongUse(
    `There is no user “${email}”.`,
    '“tieout user list” lists them; “tieout user add” adds one.',
  );
}

/** One company by name or id, or all that there are. */
export async function companiesMeant(
  database: Database,
  named: readonly string[],
  all: boolean,
): Promise<readonly Company[]> {
  if (all && named.length > 0) throw wrongUse('Only one of these at once: --company, --all-companies.');
  if (all) return database.asSystem((tx) => listCompanies(tx));
  return Promise.all(named.map((name) => companyCalled(database, name)));
}

/** Gives a role in companies, each with a line in its audit log. */
export async function giveRole(
  { database, by }: Ledger,
  user: Pick<User, 'id' | 'email'>,
  companies: readonly Company[],
  standing: Standing,
): Promise<void> {
  for (const { id } of companies)
    await database.inCompany(id, (tx) => giveRoleIn(tx, id, user, standing, by));
}

/** Takes a user's role away. @returns in how many companies there was one. */
export async function takeRole(
  { database, by }: Ledger,
  user: Pick<User, 'id' | 'email'>,
  companies: readonly Company[],
): Promise<number> {
  let count = 0;
  for (const { id } of companies)
    if (await database.inCompany(id, (tx) => takeRoleIn(tx, id, user, by))) count += 1;
  return count;
}

/** Writes what was done about a user into the audit log of each company where they have a role. System transaction. */
export const auditOfUser = (
  tx: Transaction,
  { by }: Pick<Ledger, 'by'>,
  user: Pick<User, 'id' | 'email'>,
  action: string,
  more = '',
): Promise<void> => writeAuditOfUser(tx, user, by, action, more);

/** A password from standard input, or a new one that is shown once. @throws Problem for one that is too weak. */
export async function chosenPassword(
  fromStandardInput: boolean,
): Promise<{ readonly password: string; readonly isNew: boolean }> {
  if (!fromStandardInput) return { password: generatePassword(), isNew: true };
  const password = (await readStandardInput()).replace(/\r?\n$/, '');
  const fault = passwordFault(password);
  if (fault !== undefined) throw wrongUse(fault, 'Choose a longer one.');
  return { password, isNew: false };
}

export const passwordOption = (): Option =>
  new Option('--password-stdin', 'take the password from standard input (default: a new one, shown once)');
