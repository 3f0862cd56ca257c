import type { Transaction } from './database';

/**
 * A restore from a backup begins another life of the database: cycle numbers are given out again, and only the life's
 * name tells Temporal, which remembers what came after the backup, that they are new ones. The first life has no name.
 */

export async function currentLife(tx: Transaction): Promise<string | undefined> {
  const { rows } = await tx.query<{ name: string }>(
    'select name from database_life order by begun_at desc, name limit 1',
  );
  return rows[0]?.name;
}

/** @returns the new life's name. System transaction. */
export async function beginLife(tx: Transaction, by: string): Promise<string> {
  const { rows } = await tx.query<{ name: string }>(
    'insert into database_life (begun_by) values ($1) returning name',
    [by],
  );
  return (rows[0] as { name: string }).name;
}
