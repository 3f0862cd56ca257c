import { audit } from './audit';
import { isPaused, loadCompany, setPaused, setResumed, type Company } from './companies';
import type { Transaction } from './database';
import { remindOfEmails } from './invoiceEmails';
import { enqueueSignal } from './outbox';

/**
 * A person pauses a company: what is on its way is finished, then nothing is read or written.
 * @param pause.until when it goes on by itself; null: when somebody resumes
 */
export async function pauseCompany(
  tx: Transaction,
  companyId: string,
  pause: { readonly who: string; readonly reason: string; readonly until: Date | null },
): Promise<Company> {
  const { who, reason, until } = pause;
  await setPaused(tx, companyId, reason, until);
  await audit(tx, companyId, { who, action: 'paused', detail: reason });
  const company = await loadCompany(tx, companyId);
  await enqueueSignal(tx, companyId, 'pause');
  return company;
}

/** Ends a pause. @returns whether it was paused. */
export async function resumeCompany(tx: Transaction, companyId: string, who: string): Promise<boolean> {
  const wasPaused = await isPaused(tx, companyId);
  await setResumed(tx, companyId);
  if (wasPaused) await audit(tx, companyId, { who, action: 'resumed' });
  await remindOfEmails(tx, companyId);
  await enqueueSignal(tx, companyId, 'resume');
  return wasPaused;
}
