import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../runtime/report';

const firstPauseMs = 500;
const longestPauseMs = 30_000;

export interface Ended {
  /** For messages: "gateway". */
  readonly name: string;
  readonly logFile: string;
  /** false: it was stopped on purpose, or somebody has started it again meanwhile. */
  readonly isMissed: () => boolean;
  readonly start: () => Promise<unknown>;
  readonly log: Report;
}

/** Starts something again that ended by itself, after a pause that grows while it keeps failing, and says so each time. */
export async function bringBack({ name, logFile, isMissed, start, log }: Ended): Promise<void> {
  for (let pause = firstPauseMs; isMissed(); pause = Math.min(pause * 2, longestPauseMs)) {
    log(`The ${name} has ended; it is started again. Its log: ${logFile}`);
    await sleep(pause, undefined, { ref: false });
    if (!isMissed()) return;
    await start().catch((error: unknown) => log(String(error)));
  }
}
