import type { Transaction } from './database';

/** People who use the dashboard and the API. Everything here is for system transactions. */

/** A role in one company, in Bill.com's words. */
export const roles = ['Administrator', 'Accountant', 'Payer', 'Approver', 'Clerk', 'Auditor'] as const;
export type Role = (typeof roles)[number];

/** What of a company somebody works with. */
export const plans = ['payables', 'receivables', 'both'] as const;
export type Plan = (typeof plans)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  /** Whether they may connect a company, though they are an Administrator of none. */
  readonly mayConnect: boolean;
}

const columns =
  'id, email, name, created_at as "createdAt", disabled_at as "disabledAt", may_connect as "mayConnect"';

/** @throws Postgres' 23505 where the address is taken, whatever its capitals. @returns the new user's id. */
export async function insertUser(
  tx: Transaction,
  user: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    'insert into app_user (email, name, password_hash) values ($1, $2, $3) returning id',
    [user.email, user.name, user.passwordHash],
  );
  return (rows[0] as { id: string }).id;
}

export async function findUser(
  tx: Transaction,
  email: string,
): Promise<(User & { readonly passwordHash: string }) | undefined> {
  const { rows } = await tx.query<User & { passwordHash: string }>(
    `select ${columns}, password_hash as "passwordHash" from app_user where lower(email) = lower($1)`,
    [email],
  );
  return rows[0];
}

/** @throws Error for a user who does not exist */
export async function renameUser(tx: Transaction, userId: string, name: string): Promise<void> {
  const { rowCount } = await tx.query('update app_user set name = $2 where id = $1', [userId, name]);
  if (rowCount !== 1) throw new Error('there is no such user');
}

/** All users, by address. */
export async function listUsers(tx: Transaction): Promise<User[]> {
  return (await tx.query<User>(`select ${columns} from app_user order by lower(email)`)).rows;
}

/** A new password ends every sign-in that the old one made, and a link by which another one could be chosen. */
export async function setUserPassword(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
  await tx.query(
    `with ended as (delete from user_session where user_id = $1),
       unlinked as (delete from password_link where user_id = $1)
     update app_user set password_hash = $2 where id = $1`,
    [userId, passwordHash],
  );
}

/** Who is disabled is signed out everywhere, and none of their tokens works any more. */
export async function disableUser(tx: Transaction, userId: string): Promise<void> {
  await tx.query(
    `with ended as (delete from user_session where user_id = $1)
     update app_user set disabled_at = coalesce(disabled_at, now()) where id = $1`,
    [userId],
  );
}

export async function enableUser(tx: Transaction, userId: string): Promise<void> {
  await tx.query('update app_user set disabled_at = null where id = $1', [userId]);
}

export async function setMayConnect(tx: Transaction, userId: string, mayConnect: boolean): Promise<void> {
  await tx.query('update app_user set may_connect = $2 where id = $1', [userId, mayConnect]);
}

/** Whether somebody was told that they may connect companies. */
export async function hasMayConnect(tx: Transaction, userId: string): Promise<boolean> {
  const { rows } = await tx.query<{ may: boolean }>('select may_connect as may from app_user where id = $1', [
    userId,
  ]);
  return rows[0]?.may ?? false;
}
