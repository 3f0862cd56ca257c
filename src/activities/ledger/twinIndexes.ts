import { isNeverMade, type EntityDefinition, type EntityName } from '../../entities/definition';
import type { Transaction } from '../../ledger/database';
import { linksToPlan, strangersTo } from '../../ledger/planInput';
import type { EntityPlan, Link } from '../../reconcile/plan';
import { createsOf, twinIndex, type IdPair, type PlannedTwins, type TwinIndex } from './crossReferences';

/** Which records are the same thing, of the lists that references lead to: loaded when something first refers to them. */
export class TwinIndexes {
  readonly #known = new Map<EntityName, TwinIndex>();
  readonly #plans = new Map<EntityName, Pick<PlannedTwins, 'links' | 'creates' | 'ended'>>();

  constructor(
    private readonly tx: Transaction,
    private readonly companyId: string,
    private readonly definitions: readonly EntityDefinition[],
  ) {}

  /** What a list's plan links, makes and parts counts for what refers to it. @param links as they were before. */
  planned(plan: EntityPlan, links: readonly Link[]): void {
    const ended = new Set(plan.ended.map(({ quickbooksId }) => quickbooksId));
    const standing = links.filter(({ quickbooksId }) => !ended.has(quickbooksId));
    this.#plans.set(plan.entity, {
      links: [...standing, ...plan.links].map(idsOnly),
      creates: createsOf(plan.operations),
      ended: plan.ended.map(idsOnly),
    });
  }

  /** The indexes of these lists, after their plans where they have one. */
  async of(entities: readonly EntityName[]): Promise<ReadonlyMap<EntityName, TwinIndex>> {
    for (const entity of entities)
      if (!this.#known.has(entity)) this.#known.set(entity, await this.#load(entity));
    return this.#known;
  }

  async #load(entity: EntityName): Promise<TwinIndex> {
    const definition = this.definitions.find(({ name }) => name === entity);
    const strangers = (await strangersTo(this.tx, this.companyId, entity)).map(({ parent, ...stranger }) =>
      stranger.book === 'billcom' && definition && isNeverMade(definition, { parent })
        ? { ...stranger, isNeverMade: true }
        : stranger,
    );
    const planned = this.#plans.get(entity);
    this.#plans.delete(entity);
    const links = planned?.links ?? (await linksToPlan(this.tx, this.companyId, entity));
    return twinIndex({ links, creates: planned?.creates ?? [], strangers, ended: planned?.ended ?? [] });
  }
}

/** What is left of a plan and its links when the rest of it is stored and gone. */
const idsOnly = ({ quickbooksId, billcomId }: IdPair): IdPair => ({ quickbooksId, billcomId });
