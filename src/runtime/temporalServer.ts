import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandOf } from './commandLine';
import { findTemporal } from './findTemporal';
import { freePort } from './freePort';
import { disown, own } from './ownedProcesses';
import { firstNumber } from './pidFile';
import { childEnded, endProcess, isAlive, sendSignal } from './processLife';
import type { Report } from './report';
import { seconds, silent } from './report';
import { temporalAnswers } from './temporalAnswers';

export interface TemporalOptions {
  /** A file database that survives restarts and kills; nothing: in memory. */
  readonly dataFile?: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** The server program; nothing: it is looked for (findTemporal). */
  readonly program?: string;
  /** Where the server's own output goes; nothing: nowhere. */
  readonly logFile?: string;
  /** Further dynamic settings, `name=value`. */
  readonly dynamicConfig?: readonly string[];
  readonly log?: Report;
}

export interface RunningTemporal {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly program: string;
  /** From the call to the first answer, without the time it took to find the program. */
  readonly startedInMs: number;
  /** Resolves when the server has ended, by us or by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** As a power cut would: for tests. */
  kill(): Promise<void>;
}

const startLimitMs = 30_000;
const startAttempts = 3;
/**
 * The default of 20 polls per second and shard costs 50 ms at every hop of a company
 * (measured; deploy/temporal/dynamicconfig.yaml says the same to a real server).
 */
const dynamicConfig = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'frontend.namespaceRPS=20000',
];

/** Starts Temporal's development server on this machine. */
export async function startTemporal(options: TemporalOptions = {}): Promise<RunningTemporal> {
  const log = options.log ?? silent;
  const program = options.program ?? (await findTemporal({ log }));
  if (options.dataFile !== undefined) await endLeftoverTemporal(path.resolve(options.dataFile), log);
  const isFixed = options.port !== undefined && options.port !== 0;
  for (let attempt = 1; ; attempt += 1) {
    const port = isFixed ? (options.port ?? 0) : await freePort();
    try {
      return await startOnce(options, program, port, log);
    } catch (error) {
      const isTaken = /address already in use|can't set frontend port|bind:/i.test(String(error));
      if (isFixed || !isTaken || attempt >= startAttempts) throw error;
    }
  }
}

async function startOnce(
  options: TemporalOptions,
  program: string,
  port: number,
  log: Report,
): Promise<RunningTemporal> {
  const started = Date.now();
  const dataFile = options.dataFile === undefined ? undefined : path.resolve(options.dataFile);
  if (dataFile !== undefined) mkdirSync(path.dirname(dataFile), { recursive: true });
  const args = [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--log-level', 'warn', '--log-format', 'json'],
    ...(dataFile === undefined ? [] : ['--db-filename', dataFile]),
    ...[...dynamicConfig, ...(options.dynamicConfig ?? [])].flatMap((value) => [
      '--dynamic-config-value',
      value,
    ]),
  ];
  const output = options.logFile === undefined ? undefined : openSync(options.logFile, 'a');
  const child = spawn(program, args, {
    detached: true,
    // A file: it goes on writing there whatever becomes of us.
    stdio: ['ignore', output ?? 'ignore', output ?? 'pipe'],
  });
  if (output !== undefined) closeSync(output);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-4_000)));
  let ended: string | undefined;
  child.once(
    'error',
    (error) => (ended = `The Temporal server ${program} could not be started: ${error.message}`),
  );
  child.once('exit', (code, signal) => {
    const words = options.logFile === undefined ? said : readFileSync(options.logFile, 'utf8').slice(-1_000);
    ended = `The Temporal server ended while starting on port ${port} (${signal ?? `code ${code}`}): ${words.trim()}`;
  });
  const pid = child.pid;
  if (pid !== undefined) {
    own(pid, 'SIGTERM');
    child.once('exit', () => disown(pid));
  }
  const address = `127.0.0.1:${port}`;
  try {
    await temporalAnswers(address, { withinMs: startLimitMs, unless: () => ended });
  } catch (error) {
    if (pid !== undefined) await endProcess(pid, { graceMs: 2_000 });
    throw error;
  }
  if (pid === undefined) throw new Error(ended);
  child.unref();
  (child.stderr as { unref?: () => void } | null)?.unref?.();
  if (dataFile !== undefined) writeFileSync(pidFileOf(dataFile), `${pid}\n${process.pid}\n`);
  const startedInMs = Date.now() - started;
  log(`Temporal is ready at ${address} (${seconds(startedInMs)}).`);
  const gone = async (signal: NodeJS.Signals): Promise<void> => {
    sendSignal(pid, signal);
    await endProcess(pid, { signal, graceMs: 10_000 });
    await childEnded(child);
    if (dataFile !== undefined) rmSync(pidFileOf(dataFile), { force: true });
  };
  return {
    address,
    port,
    pid,
    program,
    startedInMs,
    ended: childEnded(child),
    stop: () => gone('SIGTERM'),
    kill: () => gone('SIGKILL'),
  };
}

const pidFileOf = (dataFile: string): string => `${dataFile}.pid`;

/** A server on our file whose starter was killed holds the file: it is stopped first. */
async function endLeftoverTemporal(dataFile: string, log: Report): Promise<void> {
  const pid = firstNumber(pidFileOf(dataFile));
  if (pid === undefined || !isAlive(pid) || !commandOf(pid)?.includes(dataFile)) return;
  const owner = Number.parseInt(readFileSync(pidFileOf(dataFile), 'utf8').split('\n')[1] ?? '', 10);
  if (Number.isSafeInteger(owner) && isAlive(owner)) {
    throw new Error(
      `The Temporal server on ${dataFile} is in use by process ${owner}. Stop that one first, or choose another data folder.`,
    );
  }
  log('Stopping a Temporal server that an earlier run left behind …');
  await endProcess(pid);
}
