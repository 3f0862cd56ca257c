import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { Umzug } from 'umzug';

const folder = path.join(__dirname, 'migrations');
/** Two processes that start together migrate one after the other (advisory lock, any constant). */
const migrationLock = 7_461_001;

/**
 * Brings the database at `url` to the newest schema: numbered SQL files, each in its own transaction,
 * recorded in `tieout_migration`. Safe to call from several processes at once.
 * @returns the names of the migrations that were run.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists tieout_migration (name text primary key, run_at timestamptz not null default now())',
    );
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    const umzug = new Umzug({
      context: client,
      logger: undefined,
      storage: recordedIn(client),
      migrations: names.map((name) => ({
        name,
        up: async () => {
          const sql = await readFile(path.join(folder, name), 'utf8');
          await client.query(`begin; ${sql}; commit`);
        },
      })),
    });
    return (await umzug.up()).map((done) => done.name);
  } finally {
    await client.end();
  }
}

function recordedIn(client: Client) {
  return {
    executed: async () =>
      (await client.query<{ name: string }>('select name from tieout_migration order by name')).rows.map(
        (row) => row.name,
      ),
    logMigration: async ({ name }: { name: string }) => {
      await client.query('insert into tieout_migration (name) values ($1)', [name]);
    },
    unlogMigration: async ({ name }: { name: string }) => {
      await client.query('delete from tieout_migration where name = $1', [name]);
    },
  };
}
