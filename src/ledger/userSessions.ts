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

/** From where somebody signs in, as they may know it again. */
export interface SignInPlace {
  readonly address: string;
  /** In words, as “Firefox on Windows”. */
  readonly browser: string;
}

export async function insertUserSession(
  tx: Transaction,
  hash: Buffer,
  userId: string,
  from?: SignInPlace,
): Promise<void> {
  await tx.query(
    `with noted as (update app_user set last_sign_in_at = now() where id = $2)
     insert into user_session (hash, user_id, expires_at, address, browser)
     values ($1, $2, now() + make_interval(hours => $3), $4, $5)`,
    [hash, userId, longestSessionHours, from?.address ?? null, from?.browser ?? null],
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

export interface LivingSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly address: string | null;
  readonly browser: string | null;
  /** It is the one of this hash. */
  readonly isThis: boolean;
}

/** The living sign-ins of a user, the latest used first. @param hash of the one that asks; null for a program */
export async function sessionsOf(
  tx: Transaction,
  userId: string,
  hash: Buffer | null,
): Promise<LivingSession[]> {
  const { rows } = await tx.query<LivingSession>(
    `select id, created_at as "createdAt", seen_at as "seenAt", address, browser,
       coalesce(hash = $2, false) as "isThis"
     from user_session
     where user_id = $1 and expires_at > now() and seen_at > now() - make_interval(mins => $3)
     order by "isThis" desc, seen_at desc`,
    [userId, hash, idleSessionMinutes],
  );
  return rows;
}

/** Ends every sign-in of a user but the one of this hash. @returns how many. */
export async function endOtherSessions(tx: Transaction, userId: string, hash: Buffer): Promise<number> {
  const { rowCount } = await tx.query('delete from user_session where user_id = $1 and hash <> $2', [
    userId,
    hash,
  ]);
  return rowCount ?? 0;
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
