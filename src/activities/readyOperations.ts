import { otherBook, type EntityName } from '../entities/definition';
import { openCreates, plannedOperations, type LaneStep } from '../ledger/laneSteps';
import { twinsOf } from '../ledger/links';
import { resolveAwaited, type Operation } from '../ledger/operations';
import { withReference } from '../reconcile/lineReferences';
import type { Awaited } from '../reconcile/plan';
import { settleWithdrawn, type SettleContext } from './settleOperation';

/**
 * The planned operations of a step that may leave: their references are there, parents before children. What refers to a
 * create of the same step waits for it; what refers to one that was refused goes back to reconciling.
 *
 * They are taken in passes, each in the order of planning and from where it stands, so that a step of any length is
 * gone through once for each depth of its parents, and never held in memory as a whole.
 */
export class ReadyOperations {
  #after = 0n;
  #wasAnyReady = false;

  constructor(private readonly step: LaneStep) {}

  /** The next ones of this pass that may leave, `limit` at the most; none at its end. */
  async next(context: SettleContext, limit: number): Promise<Operation[]> {
    const { tx, companyId } = context;
    const ready: Operation[] = [];
    while (ready.length < limit) {
      const planned = await plannedOperations(tx, companyId, this.step, this.#after, limit - ready.length);
      const last = planned.at(-1);
      if (last === undefined) break;
      this.#after = BigInt(last.position);
      ready.push(...(await this.#resolve(context, planned)));
    }
    if (ready.length > 0) this.#wasAnyReady = true;
    return ready;
  }

  /**
   * Begins another pass, for what waited in the last one.
   * @returns false when there was nothing in the last one: nothing more may leave.
   */
  again(): boolean {
    if (!this.#wasAnyReady) return false;
    this.#wasAnyReady = false;
    this.#after = 0n;
    return true;
  }

  /**
   * Fills in the ids of references that waited for other operations of this lane; what refers to nothing that is still to
   * come goes back. Of all of them as many questions as of one.
   * @returns those that may leave.
   */
  async #resolve(context: SettleContext, planned: readonly Operation[]): Promise<Operation[]> {
    const twin = await this.#twins(context, planned);
    const open = await this.#openCreates(context, planned, twin);
    const ready: Operation[] = [];
    const resolved: Operation[] = [];
    for (const operation of planned) {
      const awaited = Object.entries(operation.awaits);
      const missing = awaited.find(([, each]) => twin(each) === undefined);
      if (missing) {
        if (open.has(missing[1].sourceId)) continue;
        await settleWithdrawn(context, operation, 'what it refers to was refused');
        // Those under it, in the order of planning, go with it.
        open.delete(operation.sourceId);
        continue;
      }
      const fields = awaited.reduce(
        (all, [field, each]) => withReference(all, field, twin(each) as string),
        operation.fields,
      );
      if (awaited.length > 0) resolved.push({ ...operation, fields });
      ready.push({ ...operation, fields });
    }
    await resolveAwaited(context.tx, context.companyId, resolved);
    return ready;
  }

  /** What has become of awaited records in the written book. */
  async #twins(
    { tx, companyId }: SettleContext,
    planned: readonly Operation[],
  ): Promise<(awaited: Awaited) => string | undefined> {
    const wanted = new Map<EntityName, Set<string>>();
    for (const { entity, sourceId } of planned.flatMap(({ awaits }) => Object.values(awaits)))
      wanted.set(entity, (wanted.get(entity) ?? new Set()).add(sourceId));
    const from = otherBook(this.step.book);
    const twins = new Map<EntityName, ReadonlyMap<string, string>>();
    for (const [entity, ids] of wanted)
      twins.set(entity, await twinsOf(tx, companyId, entity, from, [...ids]));
    return ({ entity, sourceId }) => twins.get(entity)?.get(sourceId);
  }

  /** The records without a twin that this step is still to make one of. */
  async #openCreates(
    { tx, companyId }: SettleContext,
    planned: readonly Operation[],
    twin: (awaited: Awaited) => string | undefined,
  ): Promise<Set<string>> {
    const missing = planned
      .flatMap(({ awaits }) => Object.values(awaits))
      .filter((awaited) => twin(awaited) === undefined);
    const ids = [...new Set(missing.map(({ sourceId }) => sourceId))];
    return ids.length === 0 ? new Set() : openCreates(tx, companyId, this.step, ids);
  }
}
