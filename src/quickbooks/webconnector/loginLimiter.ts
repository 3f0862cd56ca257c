/**
 * Bounds password guessing, and with it the slow hashing that strangers can make us do.
 *
 * Three counters of failed attempts, and one memory:
 * - user name and address together: few, so that one caller cannot guess at one user
 * - address: more, since an office with several companies has one address
 * - user name: many, against guessing from many addresses. It does not count for an address from which this
 *   user has logged in lately, so that a stranger who knows a user name cannot lock the customer out.
 *
 * An attempt counts as failed from the beginning and is taken back when it succeeds: attempts that run side by
 * side cannot all slip through before the first has failed. Keys are hashed, for they are text of strangers.
 */
import { createHash } from 'node:crypto';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

export interface LoginAttempt {
  readonly userName: string;
  readonly remoteAddress: string;
}

export type Admission =
  { readonly isAllowed: true } | { readonly isAllowed: false; readonly retryAfterSeconds: number };

export interface LoginLimiter {
  /** Before the password is looked at. Fails where the store fails: then nobody gets in. */
  admit(attempt: LoginAttempt): Promise<Admission>;
  /** The password was right. */
  succeeded(attempt: LoginAttempt): Promise<void>;
}

export interface LoginPolicy {
  readonly failuresPerUserAndAddress: number;
  readonly failuresPerAddress: number;
  readonly failuresPerUser: number;
  readonly windowSeconds: number;
  /** At most 24: the store in memory keeps time with timers, which end at 2^31 ms. */
  readonly knownAddressDays: number;
}

export const defaultLoginPolicy: LoginPolicy = {
  failuresPerUserAndAddress: 10,
  failuresPerAddress: 60,
  failuresPerUser: 100,
  windowSeconds: 15 * 60,
  knownAddressDays: 14,
};

/** The table is the library's: `key varchar(255) primary key, points integer not null default 0, expire bigint`. */
export interface LoginLimiterTable {
  /** A pg Pool. */
  readonly pool: object;
  readonly tableName: string;
  readonly schemaName?: string;
}

/** State in Postgres, shared by all gateways. The table must exist (a migration makes it). */
export function createPostgresLoginLimiter(
  { pool, tableName, schemaName }: LoginLimiterTable,
  policy: LoginPolicy = defaultLoginPolicy,
): LoginLimiter {
  return compose(policy, (keyPrefix, points, duration) => {
    const table = { tableName, tableCreated: true, ...(schemaName === undefined ? {} : { schemaName }) };
    return new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      ...table,
      keyPrefix,
      points,
      duration,
    });
  });
}

/** State in this process: for tests and the single-process demo. */
export function createMemoryLoginLimiter(policy: LoginPolicy = defaultLoginPolicy): LoginLimiter {
  return compose(
    policy,
    (keyPrefix, points, duration) => new RateLimiterMemory({ keyPrefix, points, duration }),
  );
}

type MakeCounter = (keyPrefix: string, points: number, seconds: number) => RateLimiterAbstract;

function compose(policy: LoginPolicy, make: MakeCounter): LoginLimiter {
  const knownSeconds = policy.knownAddressDays * 24 * 3600;
  const byBoth = make('login-both', policy.failuresPerUserAndAddress, policy.windowSeconds);
  const byAddress = make('login-address', policy.failuresPerAddress, policy.windowSeconds);
  const byUser = make('login-user', policy.failuresPerUser, policy.windowSeconds);
  const known = make('login-known', 1, knownSeconds);

  return {
    async admit(attempt) {
      const { user, address, both } = keysOf(attempt);
      const refusal =
        (await refusalOf(byBoth, both)) ??
        (await refusalOf(byAddress, address)) ??
        ((await known.get(both)) === null ? await refusalOf(byUser, user) : undefined);
      return refusal ?? { isAllowed: true };
    },

    async succeeded(attempt) {
      const { user, address, both } = keysOf(attempt);
      if ((await known.get(both)) === null) await byUser.reward(user);
      await byAddress.reward(address);
      await byBoth.delete(both);
      await known.set(both, 1, knownSeconds);
    },
  };
}

/** Counts one attempt; the library rejects with its own value when there are too many. */
export async function refusalOf(counter: RateLimiterAbstract, key: string): Promise<Admission | undefined> {
  try {
    await counter.consume(key);
    return undefined;
  } catch (err) {
    if (err instanceof RateLimiterRes)
      return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(err.msBeforeNext / 1000)) };
    throw err;
  }
}

function keysOf({ userName, remoteAddress }: LoginAttempt): { user: string; address: string; both: string } {
  const user = userName.trim().toLowerCase();
  const address = addressBlock(remoteAddress);
  return { user: hashed(user), address: hashed(address), both: hashed(`${user}\n${address}`) };
}

/** An IPv6 customer owns a /64: its first four groups are the caller. */
function addressBlock(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
