import { loadCompany, scheduleNext } from '../../ledger/companies';
import { cycleCounts } from '../../ledger/cycleCounts';
import { endCycle } from '../../ledger/cycles';
import { closeSettledSteps } from '../../ledger/laneSteps';
import { failStep } from '../../ledger/steps';
import { giveLastVerdict } from '../../quickbooks/exchange/sessions';
import type { CycleEnd } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';

/** Writes the cycle's end with its counts, and when the next one is due. Idempotent. */
export async function finishCycle(deps: ActivityDeps, input: CycleEnd): Promise<void> {
  const { companyId, cycle, result, message, failed } = input;
  await deps.database.inCompany(companyId, async (tx) => {
    const company = await loadCompany(tx, companyId);
    for (const { book, entity, phase, message: because } of failed ?? [])
      await failStep(tx, { companyId, cycle, book, step: entity, phase }, because);
    await closeSettledSteps(tx, companyId, cycle);
    await endCycle(tx, companyId, cycle, {
      state: result,
      counts: await cycleCounts(tx, companyId, cycle),
      ...(message === undefined ? {} : { message }),
    });
    await scheduleNext(tx, company);
    await giveLastVerdict(tx, companyId, cycle);
  });
}
