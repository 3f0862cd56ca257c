import type { BillcomSession, SessionStore } from '../../billcom/ports';
import { otherUser } from '../../billcom/login';
import { recordedUser } from '../../ledger/billcomAccess';
import type { Database } from '../../ledger/database';

/** Any constant: the class of the advisory locks of the login mutex. */
const loginLock = 7_461_003;

/** Each API has sessions of its own: that those of v3 work on v2 calls is not proven (reference/billcom.md §2). */
const statements = {
  v2: {
    put: 'update company set billcom_session = $2 where id = $1',
    get: 'select billcom_session as session from company where id = $1',
  },
  v3: {
    put: 'update company set billcom_v3_session = $2 where id = $1',
    get: 'select billcom_v3_session as session from company where id = $1',
  },
} as const;

/** The session of a company's organization with one of the APIs, sealed in its row and shared by all processes. */
export function sharedSession(
  database: Database,
  companyId: string,
  api: keyof typeof statements = 'v2',
): SessionStore {
  const update = (session: BillcomSession | null) =>
    database.inCompany(companyId, (tx) =>
      tx.query(statements[api].put, [
        companyId,
        session === null ? null : database.sealer.seal(JSON.stringify(session)),
      ]),
    );
  const get = async (): Promise<BillcomSession | undefined> => {
    const { rows } = await database.inCompany(companyId, (tx) =>
      tx.query<{ session: Buffer | null }>(statements[api].get, [companyId]),
    );
    const sealed = rows[0]?.session;
    return sealed ? (JSON.parse(database.sealer.open(sealed)) as BillcomSession) : undefined;
  };
  return {
    get,
    // Before anything is asked in it: a session of somebody else is never used.
    put: async (session) => {
      const user = await database.inCompany(companyId, (tx) => recordedUser(tx, companyId, session.userId));
      if (user !== session.userId) throw otherUser('Login');
      await update(session);
    },
    drop: async (sessionId) => {
      if ((await get())?.sessionId === sessionId) await update(null);
    },
    exclusively: async (fn) => {
      const client = await database.pool.connect();
      try {
        await client.query('select pg_advisory_lock($1, hashtext($2))', [loginLock, companyId]);
        return await fn();
      } finally {
        await client
          .query('select pg_advisory_unlock($1, hashtext($2))', [loginLock, companyId])
          .catch(() => undefined);
        client.release();
      }
    },
  };
}
