import { hostname } from 'node:os';
import type { Transaction } from './database';

/**
 * Which workers are alive. Each holds one connection to Postgres under its name for as long as it lives; a killed one
 * loses it at once, while Temporal goes on listing who asked for work in the last minutes.
 */

const prefix = 'tieout worker ';
/** Postgres cuts an application's name at 63 bytes. */
const longestName = 63;

/** The name of this process' worker, for Temporal and for Postgres: `4711@host`. */
export const workerIdentity = (): string =>
  `${process.pid}@${hostname().replace(/[^\x21-\x7e]/g, '?')}`.slice(0, longestName - prefix.length);

/** The name of a worker's connection to Postgres. */
export const workerConnectionName = (identity: string): string => prefix + identity;

/** The identities of the workers that hold a connection now. System transaction. */
export async function livingWorkers(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ identity: string }>(
    `select substr(application_name, length($1) + 1) as identity from pg_stat_activity
     where datname = current_database() and starts_with(application_name, $1)`,
    [prefix],
  );
  return rows.map((row) => row.identity);
}
