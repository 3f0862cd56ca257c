import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const everyMs = 500;

/** Resident megabytes of a process: when the watch began, and the most that was seen. */
export interface Resident {
  readonly idleMb: number;
  readonly peakMb: number;
}

/** Watches the resident memory of a process until it is asked for the result. */
export function watchMemory(pid: number): { end(): Promise<Resident> } {
  const stop = new AbortController();
  const seen = (async () => {
    const idleMb = await residentMb(pid);
    let peakMb = idleMb;
    while (!stop.signal.aborted) {
      peakMb = Math.max(peakMb, await residentMb(pid));
      await wait(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    return { idleMb, peakMb };
  })();
  // When what is measured fails its process ends, and nobody asks for the result.
  seen.catch(() => undefined);
  return {
    end: () => {
      stop.abort();
      return seen;
    },
  };
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) / 1_024;
}

/** Makes a worker tell what of its heap is in use (liveHeap.ts). */
export const liveHeap = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--require ${path.join(__dirname, 'liveHeap.js')}`,
  BENCH_HEAP_FILE: file,
  BENCH_HEAP_SCRIPT: 'worker.js',
});
