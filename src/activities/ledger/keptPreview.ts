import type { EntityDefinition } from '../../entities/definition';
import type { Company } from '../../ledger/companies';
import { noteOnCycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import {
  forgetPreviewLinks,
  insertDifferences,
  savePreview,
  savePreviewLinks,
  type Digests,
} from '../../ledger/preview';
import { planningSettings } from '../../ledger/settings';
import type { EntityPlan } from '../../reconcile/plan';
import { sinceMessage, type Difference } from '../../reconcile/sincePreview';

/** Keeps what a preview shows, beside its operations and holds. @param digests none where a sync stopped and is shown. */
export async function keepPreview(
  tx: Transaction,
  { id, settings }: Company,
  cycle: number,
  plans: readonly EntityPlan[],
  digests: Digests,
): Promise<void> {
  await savePreview(tx, id, cycle, planningSettings(settings), digests);
  await forgetPreviewLinks(tx, id);
  await savePreviewLinks(
    tx,
    id,
    plans.flatMap((plan) => plan.links),
  );
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
