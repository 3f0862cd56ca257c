import { awaitedDocuments } from '../ledger/awaitedHistory';
import { planCycle } from '../activities/ledger/planCycle';
import { entityDefinitions } from '../entities/registry';
import { loadCompany } from '../ledger/companies';
import type { Database, Transaction } from '../ledger/database';
import { standingDecisions } from '../ledger/decisions';
import { openHolds, openHoldsOf, releaseHolds, type OpenHold } from '../ledger/holds';
import { previewLinks, forgetPreviewLinks, savePreviewLinks } from '../ledger/preview';
import { recordNames } from '../ledger/recordNames';
import type { EntityPlan, PlannedOperation } from '../reconcile/plan';
import { planDocument, referencesOf, type PlanDocument } from './previewDocument';
import { namesFrom } from '../words/valueWords';

export interface WhatIf {
  readonly document: PlanDocument;
  readonly operations: readonly PlannedOperation[];
  /** Of the records that would be looked at. */
  readonly holds: readonly OpenHold[];
}

/**
 * What a sync of the books as they were last read would do after a change that nobody has made yet. All of it happens in a
 * transaction that is rolled back: nothing is saved, and no book is asked.
 * @param change in that transaction: other settings, records on the work list.
 */
export async function whatIf(
  database: Database,
  companyId: string,
  change: (tx: Transaction) => Promise<void>,
): Promise<WhatIf> {
  const seen: { value?: WhatIf } = {};
  await database
    .inCompany(companyId, async (tx) => {
      await change(tx);
      seen.value = await planned(tx, companyId);
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  if (seen.value === undefined) throw new Error('nothing was planned');
  return seen.value;
}

class RolledBack extends Error {}

async function planned(tx: Transaction, companyId: string): Promise<WhatIf> {
  const company = await loadCompany(tx, companyId);
  const definitions = entityDefinitions(company.settings);
  const decisions = await standingDecisions(tx, companyId);
  const plans: EntityPlan[] = [];
  const awaited = await awaitedDocuments(tx, companyId, definitions);
  for await (const plan of planCycle(tx, company, definitions, decisions, awaited, () => undefined))
    plans.push(plan);
  await forgetPreviewLinks(tx, companyId);
  await savePreviewLinks(
    tx,
    companyId,
    plans.flatMap((plan) => plan.links),
  );
  for (const plan of plans) {
    await releaseHolds(tx, companyId, plan.entity, plan.looked, plan.holds);
    await openHolds(tx, companyId, 0, plan.holds);
  }
  const looked = new Set(
    plans.flatMap((plan) => plan.looked.map(({ book, id }) => `${plan.entity} ${book} ${id}`)),
  );
  const holds = (await openHoldsOf(tx, companyId)).filter(({ entity, book, recordId }) =>
    looked.has(`${entity} ${book} ${recordId}`),
  );
  const operations = plans.flatMap((plan) => plan.operations);
  const names = await recordNames(tx, companyId, referencesOf(definitions, operations));
  const document = planDocument({
    definitions,
    operations,
    links: await previewLinks(tx, companyId),
    holds,
    nameOf: namesFrom(names),
  });
  return { document, operations, holds };
}
