import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { insertCompany } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import { createTestDatabase } from '../../support/database';

const program = path.resolve('dist/src/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document that it has to be. */
  json(): any;
}

export interface Running {
  readonly ran: Promise<Ran>;
  /** Resolves when this text stands in its remarks (stderr). @throws Error when it ends without having said it. */
  said(text: string): Promise<void>;
}

/** The compiled command line on a database of its own, in a folder of its own. */
export interface CommandLine {
  readonly database: Database;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], more?: RunOptions): Promise<Ran>;
  /** As `run`, for a command that is watched while it runs. */
  start(args: readonly string[]): Running;
  /** A company as rows, without a Bill.com behind it. */
  company(name: string, columns?: { accepted?: boolean }): Promise<string>;
  rows<R extends object = any>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  end(): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

export async function openCommandLine(): Promise<CommandLine> {
  const { url, drop } = await createTestDatabase();
  const key = randomBytes(32);
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-cli-'));
  const database = openDatabase({ url, sealer: createSealer([key]), connections: 4 });
  const env = {
    DATABASE_URL: url,
    TIEOUT_SECRET_KEY: key.toString('base64'),
    GATEWAY_PUBLIC_URL: 'http://127.0.0.1:9',
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS ?? '127.0.0.1:9',
  };
  return {
    database,
    folder,
    env,
    run: (args, more = {}) => runProgram(args, { ...more, env: { ...env, ...more.env }, folder }),
    start: (args) => startProgram(args, { env, folder }),
    async company(name, { accepted = true } = {}) {
      const id = await database.asSystem((tx) =>
        insertCompany(tx, {
          name,
          zone: 'America/Chicago',
          settings: readSettings({}),
          billcom: {
            v2Url: 'http://127.0.0.1:9/v2',
            v3Url: 'http://127.0.0.1:9/v3',
            organizationId: '008',
            userName: 'u',
          },
          billcomSecret: database.sealer.seal(JSON.stringify({ devKey: 'k', password: 'p' })),
          webConnectorUser: `user-${name}`,
          webConnectorPasswordHash: 'none',
          ownerId: '7d1c9f1e-52a4-4d6b-9a3e-6b0f3c1f84d2',
          fileId: '00000000-0000-4000-8000-000000000003',
        }),
      );
      if (accepted) await database.pool.query('update company set accepted_at = now() where id = $1', [id]);
      return id;
    },
    rows: async (sql, values = []) => (await database.pool.query(sql, [...values])).rows,
    async end() {
      await database.end();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const runProgram = (
  args: readonly string[],
  options: RunOptions & { readonly folder: string },
): Promise<Ran> => startProgram(args, options).ran;

export function startProgram(
  args: readonly string[],
  options: RunOptions & { readonly folder: string },
): Running {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.folder,
    // Nothing of the caller's own settings.
    env: { PATH, HOME, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ran = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) }));
  });
  return {
    ran,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`it never said “${text}”: ${stderr}`)));
        look();
      }),
  };
}
