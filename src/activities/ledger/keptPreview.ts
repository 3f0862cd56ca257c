import type { EntityDefinition } from '../../entities/definition';
import type { Company } from '../../ledger/companies';
import { noteOnCycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import {
  carryPreview,
  forgetPreviewLinks,
  insertDifferences,
  savePreview,
  savePreviewLinks,
  shownLinks,
} from '../../ledger/preview';
import { shownOperations } from '../../ledger/proposals';
import { planningSettings } from '../../ledger/settings';
import type { EntityPlan } from '../../reconcile/plan';
import { sinceMessage, type Difference, type ShownPlan } from '../../reconcile/sincePreview';

/** Keeps what a preview shows, beside its operations and holds. */
export async function keepPreview(
  tx: Transaction,
  { id, settings }: Company,
  cycle: number,
  plans: readonly EntityPlan[],
): Promise<void> {
  await savePreview(tx, id, cycle, planningSettings(settings));
  await forgetPreviewLinks(tx, id);
  await savePreviewLinks(
    tx,
    id,
    plans.flatMap((plan) => plan.links),
  );
}

/**
 * What an accepted preview showed, for the first sync after it. Before its proposals are dropped.
 * @returns undefined for every later sync, and after a preview that nobody had to accept.
 */
export async function acceptedPreview(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ShownPlan | undefined> {
  const preview = await carryPreview(tx, companyId, cycle);
  if (preview?.state !== 'waitingForAccept') return undefined;
  return {
    operations: await shownOperations(tx, companyId, preview.cycle),
    links: await shownLinks(tx, companyId),
  };
}

/** Writes down what this cycle does otherwise than was shown, and says so in its message. */
export async function tellWhatChanged(
  tx: Transaction,
  companyId: string,
  cycle: number,
  definitions: readonly EntityDefinition[],
  differences: readonly Difference[],
): Promise<void> {
  if (differences.length === 0) return;
  await insertDifferences(tx, companyId, cycle, differences);
  await noteOnCycle(tx, companyId, cycle, sinceMessage(definitions, differences));
}
