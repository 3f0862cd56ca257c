import type { Transaction } from './database';

/** Sign-ins in browsers, known by the hash of a random token. System transactions. */

/** A sign-in ends after this time at the latest, and after this time without a call. */
export const longestSessionHours = 12;
export const idleSessionMinutes = 120;

export interface UserSession {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** When the password was last given. */
  readonly confirmedAt: Date;
}

export async function insertUserSession(tx: Transaction, hash: Buffer, userId: string): Promise<void> {
  await tx.query(
    `insert into user_session (hash, user_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))`,
    [hash, userId, longestSessionHours],
  );
}

/** $1 the hash of the token, $2 the minutes without use after which it ends. */
const living = `select hash, user_id, confirmed_at, seen_at, email, name
  from user_session join app_user on app_user.id = user_id
  where hash = $1 and expires_at > now() and seen_at > now() - make_interval(mins => $2) and disabled_at is null`;

/** The living session of this token. Its use is noted once a minute, so that most calls write nothing. */
export async function useUserSession(tx: Transaction, hash: Buffer): Promise<UserSession | undefined> {
  const { rows } = await tx.query<UserSession>(
    `with living as (${living}), noted as (
       update user_session set seen_at = now() from living
       where user_session.hash = living.hash and living.seen_at < now() - interval '1 minute'
     )
     select user_id as "userId", email, name, confirmed_at as "confirmedAt" from living`,
    [hash, idleSessionMinutes],
  );
  return rows[0];
}

/** The living session of this token, without noting its use. */
export async function seeUserSession(tx: Transaction, hash: Buffer): Promise<UserSession | undefined> {
  const { rows } = await tx.query<UserSession>(
    `with living as (${living}) select user_id as "userId", email, name, confirmed_at as "confirmedAt" from living`,
    [hash, idleSessionMinutes],
  );
  return rows[0];
}

/** The password was given again. */
export async function confirmUserSession(tx: Transaction, hash: Buffer): Promise<void> {
  await tx.query('update user_session set confirmed_at = now() where hash = $1', [hash]);
}

export async function endUserSession(tx: Transaction, hash: Buffer): Promise<void> {
  await tx.query('delete from user_session where hash = $1', [hash]);
}

const rowsAtOnce = 1_000;

/** Drops sign-ins that are over. To be run as the system, again until it returns 0. @returns how many. */
export async function purgeUserSessions(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from user_session where hash in (
       select hash from user_session
       where expires_at < now() or seen_at < now() - make_interval(mins => $1) limit $2)`,
    [idleSessionMinutes, rowsAtOnce],
  );
  return rowCount ?? 0;
}
