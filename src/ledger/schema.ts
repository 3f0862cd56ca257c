import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Transaction } from './database';

/** The migrations that this version of Tieout knows, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  const names = await readdir(path.join(__dirname, 'migrations'));
  return names.filter((name) => name.endsWith('.sql')).sort();
}

/** The migrations that this database has seen. System transaction. */
export async function recordedMigrations(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>('select name from tieout_migration order by name');
  return rows.map((row) => row.name);
}
