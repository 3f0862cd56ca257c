import { ApplicationFailure } from '@temporalio/common';
import { loadCompany, type Company } from '../ledger/companies';
import { interruptOlder, loadCycle, startCycle } from '../ledger/cycles';
import type { CycleJob } from '../workflows/jobs';
import type { ActivityDeps } from './deps';

/** This cycle may not run (any more): its row is over, or another one's turn has come. */
export const cycleOverType = 'CycleOver';

/**
 * due → running, by the cycle's first job; the others find it running. A cycle that ran before and never wrote its end
 * (its workflow is gone, since a company runs one at a time) is interrupted by the next one.
 * @throws ApplicationFailure `CycleOver`, which is not tried again: nothing may be read or written for this cycle.
 */
export async function beginCycle(deps: ActivityDeps, { companyId, cycle }: CycleJob): Promise<Company> {
  return deps.database.inCompany(companyId, async (tx) => {
    const company = await loadCompany(tx, companyId);
    await interruptOlder(tx, companyId, cycle);
    if (await startCycle(tx, companyId, cycle)) return company;
    const row = await loadCycle(tx, companyId, cycle);
    const because =
      row === undefined ? 'is not in the database' : row.state === 'due' ? 'has been overtaken' : 'is over';
    throw ApplicationFailure.nonRetryable(`cycle ${cycle} ${because}`, cycleOverType);
  });
}
