import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { disown, own } from './ownedProcesses';
import { childEnded, endProcess } from './processLife';

export interface ChildOptions {
  /** For messages and the log file's name: "gateway". */
  readonly name: string;
  /** A compiled script (an absolute path, or one from the working folder). */
  readonly script: string;
  readonly args?: readonly string[];
  /** Added to our own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where everything it prints after (and beside) its ready message goes. */
  readonly logFile: string;
  readonly readyWithinMs?: number;
}

/** The one line of JSON by which a process of ours says that it is ready. */
export interface Ready {
  readonly listening?: string;
  readonly [detail: string]: unknown;
}

export interface RunningChild {
  readonly name: string;
  readonly pid: number;
  readonly ready: Ready;
  readonly startedInMs: number;
  readonly logFile: string;
  /** Resolves when the process has ended, by us or by itself. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** SIGTERM, and SIGKILL when that was not heard within the grace time. */
  stop(graceMs?: number): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
}

/**
 * Starts a compiled process of ours and waits for its ready line (`{"listening":"http://…"}`) on stdout.
 * @throws Error with the end of its output when it ends first or is not ready in time.
 */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  const started = Date.now();
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
    env: environment(options.env ?? {}),
    // Ctrl-C reaches us alone; we stop our children in order.
    detached: true,
    stdio: ['ignore', 'pipe', log],
  }) as ChildProcessByStdio<null, Readable, null>;
  const pid = child.pid;
  if (pid !== undefined) own(pid, 'SIGTERM');
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      if (pid !== undefined) disown(pid);
      resolve({ code, signal });
    });
  });
  child.stdout.once('close', () => closeSync(log));

  const ready = await new Promise<Ready>((resolve, reject) => {
    const limitMs = options.readyWithinMs ?? 30_000;
    let isDecided = false;
    const fail = (what: string): void => {
      if (isDecided) return;
      isDecided = true;
      clearTimeout(timer);
      reject(
        new Error(
          `${options.name} ${what}. The end of its log (${options.logFile}):\n${tail(options.logFile)}`,
        ),
      );
    };
    const timer = setTimeout(() => {
      fail(`was not ready within ${limitMs / 1000} s`);
      if (pid !== undefined) void endProcess(pid, { graceMs: 2_000 });
    }, limitMs);
    let line = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      writeSync(log, chunk);
      if (isDecided) return;
      line += chunk;
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        const message = readyMessage(line.slice(0, end));
        line = line.slice(end + 1);
        if (message === undefined) continue;
        isDecided = true;
        clearTimeout(timer);
        resolve(message);
        return;
      }
    });
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    void ended.then(({ code, signal }) => {
      fail(`ended before it was ready (${signal ?? `exit code ${code}`})`);
    });
  });
  if (pid === undefined) throw new Error(`${options.name} has no process`);
  return {
    name: options.name,
    pid,
    ready,
    startedInMs: Date.now() - started,
    logFile: options.logFile,
    ended,
    stop: async (graceMs = 30_000) => {
      await Promise.race([endProcess(pid, { graceMs }), childEnded(child)]);
      await ended;
    },
    kill: async () => {
      await endProcess(pid, { signal: 'SIGKILL' });
      await ended;
    },
  };
}

function environment(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries({ ...process.env, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** A line counts when it is a JSON object with `listening` or `ready`; log lines of the process have neither. */
export function readyMessage(line: string): Ready | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line) as Record<string, unknown>;
    return 'listening' in message || message['ready'] === true ? message : undefined;
  } catch {
    return undefined;
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
