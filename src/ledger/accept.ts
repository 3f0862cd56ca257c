import { audit } from './audit';
import { requestCycle, type CycleMode } from './cycles';
import type { Transaction } from './database';
import { enqueueSignal } from './outbox';
import { latestPreview, type Preview } from './preview';
import { setAccepted } from './previewFirst';
import { previewTitle } from '../reconcile/previewFirst';
import { planningSettings, type CompanySettings } from './settings';

/** A first preview that may be accepted, or why not: there is none, or what it shows was planned by other settings. */
export type Acceptable =
  | { readonly preview: Preview; readonly changedSettings: readonly string[] }
  | { readonly preview: undefined };

export async function acceptable(
  tx: Transaction,
  companyId: string,
  settings: CompanySettings,
): Promise<Acceptable> {
  const preview = await latestPreview(tx, companyId);
  if (preview?.state !== 'waitingForAccept' || preview.carriedBy !== null) return { preview: undefined };
  const now = planningSettings(settings);
  const names = new Set([...Object.keys(now), ...Object.keys(preview.settings)]);
  return { preview, changedSettings: [...names].filter((name) => now[name] !== preview.settings[name]) };
}

/** A preview is accepted: from now on cycles write, and the first one is asked for at once. @returns its number. */
export async function acceptPreview(
  tx: Transaction,
  companyId: string,
  by: string,
): Promise<{ number: number; mode: CycleMode }> {
  const because = await setAccepted(tx, companyId);
  await audit(tx, companyId, { who: by, action: `accepted ${previewTitle(because)}` });
  const cycle = await requestCycle(tx, companyId, { by, sync: true });
  await enqueueSignal(tx, companyId, 'syncNow', { cycle: cycle.number, mode: cycle.mode });
  return cycle;
}
