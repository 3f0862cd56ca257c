import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { membershipsOf, peopleOf, removeMembership, setMembership, standingIn } from '../ledger/memberships';
import type { User } from '../ledger/users';
import type { Standing } from './capabilities';

/** Who may use a company is changed, by the command line and by the dashboard; each with a line in the audit log. */

type Known = Pick<User, 'id' | 'email'>;

/** What is wrong with an address; whether somebody reads it is not asked. Undefined where nothing is. */
export const emailFault = (email: string): string | undefined =>
  !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254 ? `“${email}” is not an e-mail address.` : undefined;

export const standingWords = ({ role, plan }: Standing): string => `${role}, ${plan}`;

/** Gives a user a role in a company, in place of the one they had there. */
export async function giveRoleIn(
  tx: Transaction,
  companyId: string,
  user: Known,
  standing: Standing,
  by: string,
): Promise<void> {
  const { role, plan } = standing;
  const before = await standingIn(tx, user.id, companyId);
  await setMembership(tx, { userId: user.id, companyId, role, plan });
  await audit(tx, companyId, {
    who: by,
    action: 'gave a user a role',
    detail: `${user.email}: ${before ? `${standingWords(before)} → ` : ''}${standingWords(standing)}`,
  });
}

/** Takes a user's role away. @returns whether there was one. */
export async function takeRoleIn(
  tx: Transaction,
  companyId: string,
  user: Known,
  by: string,
): Promise<boolean> {
  if (!(await removeMembership(tx, user.id, companyId))) return false;
  await audit(tx, companyId, { who: by, action: 'took a user’s role away', detail: user.email });
  return true;
}

/** Whether a company would have an Administrator who can sign in without this user. System transaction. */
export const isRunWithout = async (tx: Transaction, companyId: string, userId: string): Promise<boolean> =>
  (await peopleOf(tx, companyId)).some(
    (each) => each.role === 'Administrator' && !each.isDisabled && each.userId !== userId,
  );

/** Writes what was done about a user into the audit log of each company where they have a role. System transaction. */
export async function auditOfUser(
  tx: Transaction,
  user: Known,
  by: string,
  action: string,
  more = '',
): Promise<void> {
  const detail = more === '' ? user.email : `${user.email}: ${more}`;
  for (const { companyId } of await membershipsOf(tx, user.id))
    await audit(tx, companyId, { who: by, action, detail });
}
