import { spawn } from 'node:child_process';
import { endProcess } from './processLife';

export interface WatchedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may show no sign of progress; a function when that depends on what it is doing. */
  readonly silenceMs: number | (() => number);
  /** A figure that grows while there is progress (bytes on disk), besides what the command prints. */
  readonly progress?: () => number;
  readonly onLine?: (line: string) => void;
  /** Called about every `beatMs` while it runs, for a line that shows it is still at work. */
  readonly onBeat?: (elapsedMs: number) => void;
  readonly beatMs?: number;
}

export interface CommandEnd {
  readonly code: number | null;
  /** The end of what it printed, both channels. */
  readonly output: string;
}

const keptOutput = 20_000;
const watchIntervalMs = 250;

/**
 * Runs a command and gives up on it when it has been silent for too long. Throws when it can't be started
 * or was silent; a non-zero exit code is an answer, not an error.
 */
export async function runWatched(watched: WatchedCommand): Promise<CommandEnd> {
  const child = spawn(watched.command, [...watched.args], {
    env: watched.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = Date.now();
  let lastSign = started;
  let lastBeat = started;
  let lastProgress = 0;
  let output = '';
  const hear = (chunk: string): void => {
    lastSign = Date.now();
    output = (output + chunk).slice(-keptOutput);
    for (const line of chunk.split(/[\r\n]+/)) if (line.trim() !== '') watched.onLine?.(line.trim());
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);

  return await new Promise<CommandEnd>((resolve, reject) => {
    const watch = setInterval(() => {
      const now = Date.now();
      const progress = watched.progress?.() ?? 0;
      if (progress > lastProgress) {
        lastProgress = progress;
        lastSign = now;
      }
      if (now - lastBeat >= (watched.beatMs ?? 10_000)) {
        lastBeat = now;
        watched.onBeat?.(now - started);
      }
      const limit = typeof watched.silenceMs === 'function' ? watched.silenceMs() : watched.silenceMs;
      if (now - lastSign < limit) return;
      clearInterval(watch);
      reject(new Error(`no sign of progress for ${Math.round(limit / 1000)} s`));
      if (child.pid !== undefined) void endProcess(child.pid, { signal: 'SIGKILL' });
    }, watchIntervalMs);
    child.once('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
    child.once('close', (code) => {
      clearInterval(watch);
      resolve({ code, output });
    });
  });
}

/** The last line of an output that says something, for one-line reasons. */
export function lastLine(output: string): string {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.at(-1)?.trim() ?? 'it printed nothing';
}
