import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/ledger/migrate';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

const template = 'tieout_template';

/** A database that holds the newest schema and nothing else, on the Postgres of this test run (some 50 ms). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = setting('TEST_DATABASE_URL');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${setting('TEST_TEMPLATE_DATABASE')}`);
  return {
    url: withDatabase(server, name),
    name,
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

/** Run once by the global set-up; later databases are copies of it. */
export async function makeTemplate(server: string): Promise<string> {
  await onServer(server, `create database ${template}`);
  await migrate(withDatabase(server, template));
  return template;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(
      `${name} is not set: tests that use Postgres belong to a project with the global set-up (jest.config.cjs)`,
    );
  }
  return value;
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
