import { ringBillcom } from './billcomReading';
import { requestCycle, type CycleMode } from './cycles';
import type { Transaction } from './database';
import { enqueueSignal } from './outbox';

/**
 * Asks for a cycle now, one that reads Bill.com's lists whole: who asks wants to be sure. Its row is enough: the Web Connector's next poll finds it and brings it to the workflow with
 * its session, which keeps an idle cycle at one signal. Before a first sync the workflow is told at once, since reading
 * all of Bill.com ahead shortens the time that QuickBooks is kept busy.
 * @returns its number; during a running cycle it is the next one.
 */
export async function requestCycleNow(
  tx: Transaction,
  companyId: string,
  request: { by: string; preview?: boolean; acceptFirst?: boolean },
): Promise<{ number: number; mode: CycleMode }> {
  const cycle = await requestCycle(tx, companyId, request);
  await ringBillcom(tx, companyId);
  if (cycle.mode === 'preview') {
    await enqueueSignal(tx, companyId, 'syncNow', { cycle: cycle.number, mode: cycle.mode });
  }
  return cycle;
}
