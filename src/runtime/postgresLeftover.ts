import path from 'node:path';
import { commandOf } from './commandLine';
import { firstNumber } from './pidFile';
import { endProcess, isAlive } from './processLife';
import type { Report } from './report';

/**
 * A Postgres on our cluster whose starter was killed is stopped in its own orderly way before we start a
 * new one. (A postmaster.pid without its process is none of our business: Postgres removes that itself.)
 * @throws Error when the process that started it is still at work.
 */
export async function endLeftoverPostgres(cluster: string, ownerFile: string, log: Report): Promise<void> {
  const pid = firstNumber(path.join(cluster, 'postmaster.pid'));
  if (pid === undefined || !isAlive(pid)) return;
  // The number may belong to another program by now.
  if (!commandOf(pid)?.includes(cluster)) return;
  const owner = firstNumber(ownerFile);
  if (owner !== undefined && isAlive(owner)) {
    throw new Error(
      `The Postgres in ${cluster} is in use by process ${owner}. Stop that one first, or choose another data folder.`,
    );
  }
  log('Stopping a Postgres that an earlier run left behind …');
  await endProcess(pid, { signal: 'SIGINT', graceMs: 15_000 });
}
