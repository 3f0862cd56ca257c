import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { freePort } from './freePort';
import { disown, own } from './ownedProcesses';
import type { Account } from './postgresAccount';
import { postgresAccount, reachableBinaries, reachableCluster, removeCluster } from './postgresAccount';
import type { PostgresBinaries } from './postgresBinaries';
import { postgresBinaries } from './postgresBinaries';
import { createCluster, environment, user } from './postgresCluster';
import { endLeftoverPostgres } from './postgresLeftover';
import { childEnded, endProcess, waitForEnd } from './processLife';
import type { Report } from './report';
import { seconds, silent } from './report';

export interface PostgresOptions {
  /** Holds the cluster, its password and its log. */
  readonly dataFolder: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** false: for tests; quick instead of safe against a power cut, and deleted when stopped. */
  readonly persistent: boolean;
  readonly log?: Report;
}

export interface RunningPostgres {
  /** Of the database `tieout`, as its owner (a superuser of this cluster). */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** From the call to the first answered query. */
  readonly startedInMs: number;
  readonly logFile: string;
  /** Resolves when the server has ended, by us or by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const database = 'tieout';
/** A first start creates the cluster (about 2 s); recovery after a kill adds little. */
const startLimitMs = 60_000;
const startAttempts = 5;

/** Starts a Postgres of our own that only this machine can reach. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? silent;
  const started = Date.now();
  const account = postgresAccount();
  const binaries = reachableBinaries(postgresBinaries(), account);
  const folder = path.resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  const cluster = reachableCluster(path.join(folder, 'cluster'), account);
  const password = ownPassword(folder);

  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    log('Creating the Postgres cluster …');
    createCluster(binaries, cluster, password, account, options.persistent);
  } else {
    await endLeftoverPostgres(cluster, path.join(folder, 'owner.pid'), log);
  }
  const logFile = path.join(folder, 'postgres.log');
  const { pid, port, ended } = await startCluster(options, binaries, cluster, logFile, account, password);
  writeFileSync(path.join(folder, 'owner.pid'), `${process.pid}\n`);
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(port, password);
  const startedInMs = Date.now() - started;
  log(`Postgres is ready on port ${port} (${seconds(startedInMs)}).`);
  return {
    url,
    port,
    pid,
    startedInMs,
    logFile,
    ended,
    stop: async () => {
      await stopCluster(binaries, cluster, pid);
      disown(pid);
      rmSync(path.join(folder, 'owner.pid'), { force: true });
      if (!options.persistent) {
        removeCluster(cluster);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** The cluster's password, made once; only its owner can read the file. */
function ownPassword(folder: string): string {
  const file = path.join(folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(18).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

interface Started {
  readonly pid: number;
  readonly ended: Promise<void>;
}

async function startCluster(
  options: PostgresOptions,
  binaries: PostgresBinaries,
  cluster: string,
  logFile: string,
  account: Account,
  password: string,
): Promise<Started & { port: number }> {
  const isFixed = options.port !== undefined && options.port !== 0;
  for (let attempt = 1; ; attempt += 1) {
    const port = isFixed ? (options.port ?? 0) : await freePort();
    try {
      const started = await startOnce(options, binaries, cluster, logFile, account, password, port);
      return { ...started, port };
    } catch (error) {
      const text = String(error);
      // Another program took the port meanwhile, or children of a killed server are still ending.
      const isPassing =
        /shared memory block|still in use/.test(text) || (!isFixed && /bind|in use/.test(text));
      if (!isPassing || attempt >= startAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

async function startOnce(
  options: PostgresOptions,
  binaries: PostgresBinaries,
  cluster: string,
  logFile: string,
  account: Account,
  password: string,
  port: number,
): Promise<Started> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.persistent ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const output = openSync(logFile, 'a');
  const logStart = readFileSync(logFile, 'utf8').length;
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...account, env: environment(), cwd: '/', detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      const said = readFileSync(logFile, 'utf8').slice(logStart).trim();
      reject(new Error(`Postgres ended while starting on port ${port}: ${said || 'it said nothing'}`));
    });
  });
  failed.catch(() => undefined);
  const pid = child.pid;
  if (pid === undefined) return failed;
  own(pid, 'SIGINT');
  const ended = childEnded(child).then(() => disown(pid));
  await Promise.race([failed, answersOn(port, password)]);
  child.unref();
  return { pid, ended };
}

async function answersOn(port: number, password: string): Promise<void> {
  const end = Date.now() + startLimitMs;
  for (;;) {
    try {
      await withClient(port, password, (client) => client.query('select 1'));
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw new Error(
          `Postgres did not answer on port ${port} within ${startLimitMs / 1000} s: ${String(error)}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  await withClient(port, password, async (client) => {
    const known = await client.query('select from pg_database where datname = $1', [database]);
    if (known.rowCount === 0) await client.query(`create database ${database}`);
  });
}

async function withClient<T>(
  port: number,
  password: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Its fast way to stop: connections are cut, everything committed is on disk. */
async function stopCluster(binaries: PostgresBinaries, cluster: string, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], { stdio: 'ignore' });
    await waitForEnd(pid, 10_000);
    return;
  }
  await endProcess(pid, { signal: 'SIGINT', graceMs: 15_000 });
}
