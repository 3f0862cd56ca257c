import type { Transaction } from './database';

/** Tokens by which programs use the API as a user. System transactions. */

/** `read` sees what the user sees, `act` does what the user may do. */
export const tokenScopes = ['read', 'act'] as const;
export type TokenScope = (typeof tokenScopes)[number];

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly usedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** @param days how long it lives; null without an end. @returns its id. */
export async function insertApiToken(
  tx: Transaction,
  token: {
    readonly userId: string;
    readonly name: string;
    readonly hash: Buffer;
    readonly scopes: readonly TokenScope[];
    readonly days: number | null;
  },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into api_token (user_id, name, hash, scopes, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning id`,
    [token.userId, token.name, token.hash, token.scopes, token.days],
  );
  return (rows[0] as { id: string }).id;
}

export interface TokenUse {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** What the token is called. */
  readonly token: string;
}

/** Who the living token of this hash speaks for. Its use is noted once a minute. */
export async function useApiToken(tx: Transaction, hash: Buffer): Promise<TokenUse | undefined> {
  const { rows } = await tx.query<TokenUse>(
    `with living as (
       select api_token.id, user_id, used_at, email, app_user.name, scopes, api_token.name as token
       from api_token join app_user on app_user.id = user_id
       where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now()) and disabled_at is null
     ), noted as (
       update api_token set used_at = now() from living
       where api_token.id = living.id and (living.used_at is null or living.used_at < now() - interval '1 minute')
     )
     select user_id as "userId", email, name, scopes, token from living`,
    [hash],
  );
  return rows[0];
}

/** A user's tokens that were not revoked. */
export async function apiTokensOf(tx: Transaction, userId: string): Promise<ApiToken[]> {
  const { rows } = await tx.query<ApiToken>(
    `select id, name, scopes, created_at as "createdAt", used_at as "usedAt", expires_at as "expiresAt"
     from api_token where user_id = $1 and revoked_at is null order by created_at`,
    [userId],
  );
  return rows;
}

/** @returns whether there was one to revoke. */
export async function revokeApiToken(tx: Transaction, userId: string, tokenId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update api_token set revoked_at = now() where user_id = $1 and id::text = $2 and revoked_at is null`,
    [userId, tokenId],
  );
  return rowCount === 1;
}

/** Ends all tokens of a user, whose password somebody else may have known. */
export async function revokeApiTokens(tx: Transaction, userId: string): Promise<void> {
  await tx.query('update api_token set revoked_at = now() where user_id = $1 and revoked_at is null', [
    userId,
  ]);
}
