import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '../ledger/migrate';
import { startChild, type RunningChild } from '../runtime/childProcess';
import { claimDataFolder } from '../runtime/dataFolder';
import { startPostgres, type RunningPostgres } from '../runtime/postgres';
import type { Report } from '../runtime/report';
import { useTemporal, type UsableTemporal } from '../runtime/useTemporal';
import { bringBack, type Ended } from './bringBack';

export interface DevStackOptions {
  /** Holds the databases, the secret key and the logs; default `.tieout`. */
  readonly dataFolder?: string;
  /** 0 or nothing: any free port. */
  readonly gatewayPort?: number;
  /** 0 or nothing: any free port. */
  readonly consolePort?: number;
  readonly postgresPort?: number;
  readonly temporalPort?: number;
  /** Extra environment of the processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** false: for tests; quick instead of safe against a power cut, deleted when stopped. */
  readonly persistent?: boolean;
  /** true: a process or server of ours that ends by itself is started again on its port. */
  readonly supervised?: boolean;
  /** Where worker.js, gateway.js and console.js are; default: beside this file (compiled). */
  readonly scripts?: string;
  readonly log: Report;
}

/** What a stack tells the command line: written to `stack.json` in its data folder, for this user only. */
export interface StackFile {
  readonly DATABASE_URL: string;
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_NAMESPACE: string;
  readonly TIEOUT_SECRET_KEY: string;
  readonly GATEWAY_PUBLIC_URL: string;
  /** Where people open the dashboard on this machine. */
  readonly CONSOLE_URL: string;
  readonly workerHealth: string;
  readonly pid: number;
}

type ProcessName = 'worker' | 'gateway' | 'console';

const portOf = { gateway: 'GATEWAY_PORT', worker: 'HEALTH_PORT', console: 'CONSOLE_PORT' } as const;

export interface DevStack {
  readonly env: StackFile;
  readonly startedInMs: Readonly<Record<string, number>>;
  process(name: ProcessName): RunningChild;
  /** Ends a process as a crash would. */
  kill(name: ProcessName): Promise<void>;
  /** Starts a process that was killed; it comes back on its port. */
  restart(name: ProcessName): Promise<void>;
  /** The process ids of our own servers. */
  servers(): { readonly postgres: number | undefined; readonly temporal: number | undefined };
  /** Kills our own Temporal server and starts it again on its port and file. */
  restartTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export const stackFile = (dataFolder: string): string => path.join(dataFolder, 'stack.json');

/** Runs everything embedded on this machine: Postgres, Temporal, one worker, one gateway, one console. */
export async function startDevStack(options: DevStackOptions): Promise<DevStack> {
  const folder = await claimDataFolder(options.dataFolder);
  const key = secretKeyOf(folder.path);
  let isStopping = false;
  const startOwnPostgres = async (port: number): Promise<RunningPostgres> => {
    const started = await startPostgres({
      dataFolder: folder.postgres,
      port,
      persistent: options.persistent ?? true,
      log: options.log,
    });
    const isMissed = (): boolean => !isStopping && postgres === started;
    watchOver({ ...started, name: 'Postgres server', isMissed, start: () => startOwnPostgres(started.port) });
    postgres = started;
    return started;
  };
  const temporalLog = path.join(folder.logs, 'temporal.log');
  const startTemporal = async (port: number): Promise<UsableTemporal> => {
    const started = await useTemporal({
      dataFile: folder.temporalFile,
      port,
      logFile: temporalLog,
      log: options.log,
    });
    const { own } = started;
    const isMissed = (): boolean => !isStopping && temporal === started;
    if (own)
      watchOver({
        ended: own.ended,
        logFile: temporalLog,
        name: 'Temporal server',
        isMissed,
        start: () => startTemporal(own.port),
      });
    temporal = started;
    return started;
  };
  /** Whatever ends by itself is started again on its port, under `supervised`. */
  const watchOver = ({ ended, ...rest }: Omit<Ended, 'log'> & { ended: Promise<unknown> }): void => {
    if (options.supervised) void ended.then(() => bringBack({ ...rest, log: options.log }));
  };
  let postgres: RunningPostgres | undefined;
  let temporal: UsableTemporal | undefined;
  const { url, startedInMs: postgresMs } = await startOwnPostgres(options.postgresPort ?? 0);
  const { address, startedInMs: temporalMs } = await startTemporal(options.temporalPort ?? 0);
  await migrate(url);

  const shared = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE ?? 'default',
    TIEOUT_SECRET_KEY: key,
  };
  const children = new Map<ProcessName, RunningChild>();
  const start = async (name: ProcessName, env: Record<string, string>): Promise<RunningChild> => {
    const child = await startChild({
      name,
      script: path.join(options.scripts ?? path.join(__dirname, '..'), `${name}.js`),
      env: { ...shared, ...env, ...options.env },
      logFile: path.join(folder.logs, `${name}.log`),
    });
    children.set(name, child);
    const port = new URL(String(child.ready.listening)).port;
    const again = { ...env, [portOf[name]]: port };
    const isMissed = (): boolean => !isStopping && children.get(name) === child;
    watchOver({ ...child, isMissed, start: () => start(name, again) });
    return child;
  };
  const gateway = await start('gateway', { GATEWAY_PORT: String(options.gatewayPort ?? 0) });
  const [worker, console_] = await Promise.all([
    start('worker', { HEALTH_PORT: '0' }),
    start('console', {
      CONSOLE_PORT: String(options.consolePort ?? 0),
      GATEWAY_PUBLIC_URL: process.env.GATEWAY_PUBLIC_URL || String(gateway.ready.listening),
    }),
  ]);
  const gatewayUrl = String(gateway.ready.listening);
  const env: StackFile = {
    ...shared,
    GATEWAY_PUBLIC_URL: gatewayUrl,
    CONSOLE_URL: String(console_.ready.listening),
    workerHealth: String(worker.ready.listening),
    pid: process.pid,
  };
  writeFileSync(stackFile(folder.path), JSON.stringify(env, null, 2), { mode: 0o600 });
  options.log(
    `Tieout runs. Dashboard ${env.CONSOLE_URL}, gateway ${gatewayUrl}/qbwc, data in ${folder.path}`,
  );

  const process_ = (name: ProcessName): RunningChild => {
    const child = children.get(name);
    if (!child) throw new Error(`the ${name} does not run`);
    return child;
  };
  return {
    env,
    startedInMs: {
      postgres: postgresMs,
      temporal: temporalMs,
      gateway: gateway.startedInMs,
      worker: worker.startedInMs,
      console: console_.startedInMs,
    },
    process: process_,
    kill: (name) => process_(name).kill(),
    restart: async (name) => {
      const before = { gateway: gatewayUrl, worker: env.workerHealth, console: env.CONSOLE_URL };
      const port = { [portOf[name]]: new URL(before[name]).port };
      await start(name, name === 'console' ? { ...port, GATEWAY_PUBLIC_URL: gatewayUrl } : port);
    },
    restartTemporal: async () => {
      const own = temporal?.own;
      if (!own) throw new Error('the Temporal server is not ours to restart');
      temporal = undefined;
      await own.kill();
      await startTemporal(own.port);
    },
    servers: () => ({ postgres: postgres?.pid, temporal: temporal?.own?.pid }),
    stop: async () => {
      isStopping = true;
      await Promise.all([...children.values()].map((child) => child.stop()));
      await temporal?.stop();
      await postgres?.stop();
      rmSync(stackFile(folder.path), { force: true });
      folder.release();
    },
  };
}

/** The key that seals secrets and bodies in this folder; made once. */
function secretKeyOf(folder: string): string {
  const file = path.join(folder, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
