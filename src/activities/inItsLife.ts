import { ApplicationFailure } from '@temporalio/common';
import { currentLife } from '../ledger/life';
import type { CycleJob } from '../workflows/jobs';
import { cycleOverType } from './beginCycle';
import type { ActivityDeps } from './deps';

/** Whether the job's cycle is counted in the database as it is now; after a restore its number may be another's. */
export async function isOfThisLife({ database }: ActivityDeps, { life }: CycleJob): Promise<boolean> {
  return (await database.asSystem((tx) => currentLife(tx))) === life;
}

/**
 * Runs a job of the database as it is now.
 * @throws ApplicationFailure `CycleOver`, which is not tried again, for one that was begun before a restore: its rows are
 *   gone, and rows of the same number are not its own.
 */
export async function inItsLife<T>(deps: ActivityDeps, job: CycleJob, work: () => Promise<T>): Promise<T> {
  if (await isOfThisLife(deps, job)) return work();
  throw ApplicationFailure.nonRetryable(
    'The database was restored from a backup since this cycle was begun.',
    cycleOverType,
  );
}
