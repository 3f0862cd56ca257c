import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { AccessCheck, BillcomConnection } from '../billcom';
import { refusalOf, type Admission } from '../quickbooks/webconnector/loginLimiter';
import type { ConsoleDeps } from './deps';
import { Fault } from './faults';
import type { Person } from './signedIn';
import { many } from './views/words';

/**
 * Bounds how often people have Bill.com credentials tested. Each test is a sign-in, right or wrong, and Bill.com allows 200
 * an hour for a developer key, which all companies may share: beyond them no company would sync.
 */
export interface AccessTestLimiter {
  /** Counts a test before it is made. Fails where the store fails: then none is made. */
  admit(userId: string): Promise<Admission>;
}

export interface AccessTestPolicy {
  readonly perUser: number;
  /** Of all users together. */
  readonly perInstallation: number;
}

export const defaultAccessTestPolicy: AccessTestPolicy = { perUser: 10, perInstallation: 30 };
const windowSeconds = 3600;

/** State in Postgres, shared by all consoles. @param tableName of the shape that the sign-in limiter's has */
export function createPostgresAccessTestLimiter(pool: object, tableName: string): AccessTestLimiter {
  return compose(
    defaultAccessTestPolicy,
    (keyPrefix, points) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName,
        tableCreated: true,
        keyPrefix,
        points,
        duration: windowSeconds,
      }),
  );
}

/** State in this process: for tests. */
export const createMemoryAccessTestLimiter = (policy = defaultAccessTestPolicy): AccessTestLimiter =>
  compose(
    policy,
    (keyPrefix, points) => new RateLimiterMemory({ keyPrefix, points, duration: windowSeconds }),
  );

function compose(
  { perUser, perInstallation }: AccessTestPolicy,
  make: (keyPrefix: string, points: number) => RateLimiterAbstract,
): AccessTestLimiter {
  const byUser = make('access-test-user', perUser);
  const byAll = make('access-test-all', perInstallation);
  return {
    // The user first: whoever is refused takes nothing from the others.
    admit: async (userId) =>
      (await refusalOf(byUser, userId)) ?? (await refusalOf(byAll, 'all')) ?? { isAllowed: true },
  };
}

/** Signs in to Bill.com once, when that was not done too often. @throws Fault, or Problem with Bill.com's reason */
export async function testAccessOnce(
  { userId }: Pick<Person, 'userId'>,
  { accessTestLimiter, testAccess, log }: Pick<ConsoleDeps, 'accessTestLimiter' | 'testAccess' | 'log'>,
  connection: BillcomConnection,
): Promise<AccessCheck> {
  const admission = await accessTestLimiter.admit(userId);
  if (admission.isAllowed) return testAccess(connection);
  log.warn({ userId }, 'too many tests of Bill.com credentials: not asked');
  throw new Fault(
    429,
    'Bill.com credentials were tested too often in the last hour; Bill.com was not asked, and nothing was changed.',
    `Try again in ${many(Math.ceil(admission.retryAfterSeconds / 60), 'minute')}.`,
  );
}
