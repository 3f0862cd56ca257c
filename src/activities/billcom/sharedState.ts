import { createHash } from 'node:crypto';
import type { BillcomSession, CallBudget, SessionStore } from '../../billcom/ports';
import type { Database } from '../../ledger/database';

/** Any constant: the class of the advisory locks of the login mutex. */
const loginLock = 7_461_003;
/** Bill.com's limit per developer key and hour, for all organizations together (billcom.md §2). */
const callsPerHour = 20_000;
/** Calls taken from Postgres at a time: one row update per block, not per call. */
const blockSize = 20;
const hourMs = 3_600_000;

/** The API session of a company's organization, sealed in its row and shared by all processes. */
export function sharedSession(database: Database, companyId: string): SessionStore {
  const update = (session: BillcomSession | null) =>
    database.inCompany(companyId, (tx) =>
      tx.query('update company set billcom_session = $2 where id = $1', [
        companyId,
        session === null ? null : database.sealer.seal(JSON.stringify(session)),
      ]),
    );
  const get = async (): Promise<BillcomSession | undefined> => {
    const { rows } = await database.inCompany(companyId, (tx) =>
      tx.query<{ session: Buffer | null }>('select billcom_session as session from company where id = $1', [
        companyId,
      ]),
    );
    const sealed = rows[0]?.session;
    return sealed ? (JSON.parse(database.sealer.open(sealed)) as BillcomSession) : undefined;
  };
  return {
    get,
    put: async (session) => void (await update(session)),
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

const blocks = new Map<string, { hour: number; left: number }>();

/** The hourly budget of a developer key, in blocks from Postgres; an hour's last blocks are shared by whoever asks first. */
export function sharedBudget(database: Database, devKey: string, now: () => number = Date.now): CallBudget {
  const key = createHash('sha256').update(devKey).digest('hex').slice(0, 32);
  return {
    async take(calls) {
      const hour = Math.floor(now() / hourMs);
      const block = blocks.get(key);
      if (block?.hour === hour && block.left >= calls) {
        block.left -= calls;
        return { granted: true };
      }
      const wanted = Math.max(blockSize, calls);
      const { rowCount } = await database.pool.query(
        `insert into billcom_budget as b (developer_key, hour, taken) values ($1, to_timestamp($2), $3)
         on conflict (developer_key, hour) do update set taken = b.taken + $3 where not b.exhausted and b.taken + $3 <= $4`,
        [key, (hour * hourMs) / 1000, wanted, callsPerHour],
      );
      if (rowCount === 1) {
        blocks.set(key, { hour, left: wanted - calls });
        return { granted: true };
      }
      return { granted: false, retryAfterMs: (hour + 1) * hourMs - now() };
    },
    async exhausted() {
      const hour = Math.floor(now() / hourMs);
      blocks.delete(key);
      await database.pool.query(
        `insert into billcom_budget (developer_key, hour, exhausted) values ($1, to_timestamp($2), true)
         on conflict (developer_key, hour) do update set exhausted = true`,
        [key, (hour * hourMs) / 1000],
      );
    },
  };
}
