import { otherBook } from '../entities/definition';
import type { Transaction } from '../ledger/database';
import { isCreateOpen, plannedOperations, type LaneStep } from '../ledger/laneSteps';
import { twinOf } from '../ledger/links';
import { resolveAwaited, type Operation } from '../ledger/operations';
import { withReference } from '../reconcile/lineReferences';
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
      for (const operation of planned) {
        const resolved = await this.#resolve(tx, companyId, operation);
        if (resolved === 'refused')
          await settleWithdrawn(context, operation, 'what it refers to was refused');
        else if (resolved !== 'waits') ready.push(resolved);
      }
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

  /** Fills in the ids of references that waited for another operation of this lane. */
  async #resolve(
    tx: Transaction,
    companyId: string,
    operation: Operation,
  ): Promise<Operation | 'waits' | 'refused'> {
    const awaits = Object.entries(operation.awaits);
    if (awaits.length === 0) return operation;
    const { book } = this.step;
    let { fields } = operation;
    for (const [field, { entity, sourceId }] of awaits) {
      const twin = await twinOf(tx, companyId, entity, otherBook(book), sourceId);
      if (twin === undefined)
        return (await isCreateOpen(tx, companyId, this.step, sourceId)) ? 'waits' : 'refused';
      fields = withReference(fields, field, twin);
    }
    await resolveAwaited(tx, companyId, operation.id, fields);
    return { ...operation, fields };
  }
}
