import { audit } from './audit';
import { setAccepted } from './companies';
import { requestCycle, type CycleMode } from './cycles';
import type { Transaction } from './database';
import { enqueueSignal } from './outbox';

/** The first preview is accepted: from now on cycles write, and the first one is asked for at once. @returns its number. */
export async function acceptPreview(
  tx: Transaction,
  companyId: string,
  by: string,
): Promise<{ number: number; mode: CycleMode }> {
  await setAccepted(tx, companyId);
  await audit(tx, companyId, { who: by, action: 'accepted the first preview' });
  const cycle = await requestCycle(tx, companyId, { by });
  await enqueueSignal(tx, companyId, 'syncNow', { cycle: cycle.number, mode: cycle.mode });
  return cycle;
}
