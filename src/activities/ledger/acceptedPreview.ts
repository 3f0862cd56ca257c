import { createHash } from 'node:crypto';
import type { EntityName } from '../../entities/definition';
import { inBatches } from '../../ledger/batches';
import type { Transaction } from '../../ledger/database';
import { carryPreview, shownLinks, type Preview } from '../../ledger/preview';
import { shownOperations, takeOverProposed } from '../../ledger/proposals';
import type { EntityPlan, PlannedOperation } from '../../reconcile/plan';
import { SincePreview, type Difference, type ShownPlan } from '../../reconcile/sincePreview';

/** An operation as its row has it. */
export type StoredOperation = PlannedOperation & { readonly externalGuid: string | null };

/**
 * What an accepted preview showed, beside the plans of the first sync after it. They are made anew from what the books say
 * now; where the operations of an entity come out the same, all of them and in the same order, their rows are taken over
 * and neither read nor written again.
 */
export class AcceptedPreview {
  readonly #since: SincePreview;
  readonly #planned: EntityName[] = [];

  constructor(
    private readonly tx: Transaction,
    private readonly companyId: string,
    private readonly cycle: number,
    private readonly preview: Preview,
    links: ShownPlan['links'],
  ) {
    this.#since = new SincePreview({ operations: [], links });
  }

  /** Compares a plan with what was shown. @returns whether its operations are rows already. */
  async takeOver(
    plan: EntityPlan,
    stored: (operation: PlannedOperation) => StoredOperation,
  ): Promise<boolean> {
    const { tx, companyId, cycle, preview } = this;
    const { entity, links, holds, operations } = plan;
    this.#planned.push(entity);
    const isSame = preview.digests[entity] === (await digestOf(operations, stored));
    const where = { preview: preview.cycle, entity, cycle };
    if (isSame && (await takeOverProposed(tx, companyId, where, operations.length))) {
      this.#since.compare({ links, holds, operations: [] });
      return true;
    }
    this.#since.show(await shownOperations(tx, companyId, preview.cycle, entity));
    this.#since.compare(plan);
    return false;
  }

  /** What the plans do otherwise, when all of them were compared. Before what was proposed is dropped. */
  async differences(): Promise<Difference[]> {
    const { tx, companyId, preview } = this;
    this.#since.show(await shownOperations(tx, companyId, preview.cycle, null, this.#planned));
    return this.#since.differences();
  }
}

/** @returns undefined for every sync but the first one after a preview that somebody had to accept. */
export async function acceptedPreview(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<AcceptedPreview | undefined> {
  const preview = await carryPreview(tx, companyId, cycle);
  if (preview?.state !== 'waitingForAccept') return undefined;
  return new AcceptedPreview(tx, companyId, cycle, preview, await shownLinks(tx, companyId));
}

/** Tells whether operations are the same as others were: everything that their rows say, in their order. */
export async function digestOf(
  operations: readonly PlannedOperation[],
  stored: (operation: PlannedOperation) => StoredOperation,
): Promise<string> {
  const hash = createHash('sha256');
  await inBatches(operations, (batch) => {
    hash.update(JSON.stringify(batch.map(stored)));
    return Promise.resolve();
  });
  return hash.digest('base64');
}
