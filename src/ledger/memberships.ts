import type { Transaction } from './database';
import type { Plan, Role } from './users';

/** What a user is in a company. */
export interface Membership {
  readonly userId: string;
  readonly companyId: string;
  readonly role: Role;
  readonly plan: Plan;
}

const columns = 'user_id as "userId", company_id as "companyId", role, plan';

/** Gives a user a role in a company, or another one. */
export async function setMembership(
  tx: Transaction,
  { userId, companyId, role, plan }: Membership,
): Promise<void> {
  await tx.query(
    `insert into membership (user_id, company_id, role, plan) values ($1, $2, $3, $4)
     on conflict (user_id, company_id) do update set role = excluded.role, plan = excluded.plan`,
    [userId, companyId, role, plan],
  );
}

/** @returns whether there was one. */
export async function removeMembership(tx: Transaction, userId: string, companyId: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from membership where user_id = $1 and company_id = $2', [
    userId,
    companyId,
  ]);
  return rowCount === 1;
}

/** What a user is in a company; undefined where they have no role. */
export async function standingIn(
  tx: Transaction,
  userId: string,
  companyId: string,
): Promise<Membership | undefined> {
  const { rows } = await tx.query<Membership>(
    `select ${columns} from membership where user_id = $1 and company_id = $2`,
    [userId, companyId],
  );
  return rows[0];
}

/** What this user is in every company of theirs. System transaction. */
export async function membershipsOf(
  tx: Transaction,
  userId: string,
): Promise<(Membership & { readonly company: string })[]> {
  const { rows } = await tx.query<Membership & { company: string }>(
    `select ${columns}, company.name as company from membership join company on company.id = company_id
     where user_id = $1 order by company.name`,
    [userId],
  );
  return rows;
}

/** Who may use this company, those who can sign in, by role and address. System transaction. */
export async function membersOf(
  tx: Transaction,
  companyId: string,
): Promise<(Membership & { readonly email: string; readonly name: string })[]> {
  const { rows } = await tx.query<Membership & { email: string; name: string }>(
    `select ${columns}, email, name from membership join app_user on app_user.id = user_id
     where company_id = $1 and disabled_at is null order by role, lower(email)`,
    [companyId],
  );
  return rows;
}

/** A member of a company as its Administrators see them. */
export interface PersonThere {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly plan: Plan;
  /** Null: never, or not since sign-ins are noted. */
  readonly lastSignInAt: Date | null;
  /** Whoever runs Tieout lets them in no more. */
  readonly isDisabled: boolean;
}

/** Everybody who has a role in this company, those too who cannot sign in, by address. System transaction. */
export async function peopleOf(tx: Transaction, companyId: string): Promise<PersonThere[]> {
  const { rows } = await tx.query<PersonThere>(
    `select user_id as "userId", email, name, role, plan, last_sign_in_at as "lastSignInAt",
       disabled_at is not null as "isDisabled"
     from membership join app_user on app_user.id = user_id where company_id = $1 order by lower(email)`,
    [companyId],
  );
  return rows;
}
