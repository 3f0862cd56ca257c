import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Pool } from 'pg';
import type { Sealer } from './sealed';

/** What a query function needs: a transaction of one company (row-level security on) or of the system. */
export interface Transaction {
  query<R extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
}

/** The ledger's door to Postgres. */
export interface Database {
  readonly pool: Pool;
  readonly sealer: Sealer;
  /** One transaction that sees and writes only this company's rows (Postgres row-level security, design §9). */
  inCompany<T>(companyId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One transaction over all companies: log-in, outbox, lists of companies. Never with a value from outside as company. */
  asSystem<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function openDatabase(options: { url: string; sealer: Sealer; connections?: number }): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.connections ?? 20,
    application_name: 'tieout',
  });
  // A server that went away is noticed by the next query; without a listener Node would end the process.
  pool.on('error', () => undefined);
  return {
    pool,
    sealer: options.sealer,
    inCompany(companyId, work) {
      if (!uuid.test(companyId)) throw new Error('not a company id');
      // One round trip: the id is checked above, so that it can stand in the text.
      return transaction(
        pool,
        `begin; set local role tieout_app; set local tieout.company = '${companyId}'`,
        work,
      );
    },
    asSystem: (work) => transaction(pool, 'begin', work),
    end: () => pool.end(),
  };
}

async function transaction<T>(pool: Pool, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client: PoolClient = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work({ query: (sql, values) => client.query(sql, values as unknown[] | undefined) });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
