import { Context } from '@temporalio/activity';

/** Well below the shortest heartbeat timeout of the jobs (workflows/proxies.ts). */
const everyMs = 4_000;

/**
 * Heartbeats as long as the job works, also while it waits for one long call: so the timeout can be short, and a dead
 * worker is noticed in seconds. A call that hangs ends by its own time limit.
 */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
