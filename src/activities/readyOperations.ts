import type { Book, EntityName } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { Transaction } from '../ledger/database';
import { twinOf } from '../ledger/links';
import { operationsOf, resolveAwaited, type Operation } from '../ledger/operations';
import { settleWithdrawn, type SettleContext } from './settleOperation';

/** One lane's step. */
export interface LaneStep {
  readonly book: Book;
  readonly entity: EntityName;
  readonly phase: 'write' | 'deactivate';
}

/**
 * The planned operations of a step that may leave now: their references are there, parents before children. What
 * refers to a create of the same step waits for it; what refers to one that was refused goes back to reconciling.
 * @param limit how many at the most.
 * @returns also how many are planned in all.
 */
export async function readyOperations(
  context: SettleContext,
  step: LaneStep,
  limit = Infinity,
): Promise<{ ready: Operation[]; planned: number }> {
  const { tx, companyId } = context;
  const planned = await operationsOf(tx, companyId, { ...step, states: ['planned'] });
  const ready: Operation[] = [];
  for (const operation of planned) {
    if (ready.length === limit) break;
    const resolved = await resolve(tx, companyId, operation, planned);
    if (resolved === 'refused') await settleWithdrawn(context, operation, 'what it refers to was refused');
    else if (resolved !== 'waits') ready.push(resolved);
  }
  return { ready, planned: planned.length };
}

/** Fills in the ids of references that waited for another operation of this lane. */
async function resolve(
  tx: Transaction,
  companyId: string,
  operation: Operation,
  planned: readonly Operation[],
): Promise<Operation | 'waits' | 'refused'> {
  const awaits = Object.entries(operation.awaits);
  if (awaits.length === 0) return operation;
  const fields = { ...operation.fields };
  for (const [field, { entity, sourceId }] of awaits) {
    const twin = await twinOf(tx, companyId, entity, otherBook(operation.book), sourceId);
    if (twin === undefined) {
      const isPlanned = planned.some((other) => other.action === 'create' && other.sourceId === sourceId);
      return isPlanned ? 'waits' : 'refused';
    }
    fields[field] = twin;
  }
  await resolveAwaited(tx, companyId, operation.id, fields);
  return { ...operation, fields };
}
