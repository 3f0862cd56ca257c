import { dueAtNextPoll } from '../../ledger/companies';
import { cycleCounts } from '../../ledger/cycleCounts';
import { endCycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import { withdrawPlanned } from '../../ledger/operations';
import type { Stop } from '../../ledger/stops';
import { holdCompany } from '../../quickbooks/exchange/companyRows';
import { stopSession } from '../../quickbooks/exchange/sessions';
import type { CyclePlan, CycleJob } from '../../workflows/jobs';

/**
 * A guard has stopped the company: the cycle ends with its sentence, nothing is planned, and what was planned goes back
 * on the work list. The next poll of the Web Connector looks again, so that it goes on as soon as it is cured.
 */
export async function endStopped(
  tx: Transaction,
  { companyId, cycle, sessionId }: CycleJob & { sessionId: string | null },
  stop: Stop,
): Promise<CyclePlan> {
  await holdCompany(tx, companyId);
  await withdrawPlanned(tx, companyId);
  await endCycle(tx, companyId, cycle, {
    state: 'interrupted',
    counts: await cycleCounts(tx, companyId, cycle),
    message: stop.because,
  });
  await dueAtNextPoll(tx, companyId);
  if (sessionId !== null) await stopSession(tx, companyId, sessionId, stop.because);
  return { quickbooks: [], billcom: [], isOver: true };
}
