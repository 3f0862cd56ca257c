import type { BillcomClient } from '../../billcom/client';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import { sameValue } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import type { Operation } from '../../ledger/operations';
import { mirrorRecords, recordsById } from '../../ledger/records';
import { assertLease, type Lease } from '../../ledger/steps';
import { whyNotFree } from '../../reconcile/takenBack';
import type { ActivityDeps } from '../deps';
import { settleWithdrawn } from '../settleOperation';
import { readNow } from './readNow';

/** An update that may leave, with its record as Bill.com has it now. */
export interface Unchanged {
  readonly operation: Operation;
  readonly now: BookRecord;
  readonly row: RawRecord;
}

/**
 * Bill.com has no version, the last write wins (billcom.md §6): one call re-reads the records of a batch of updates, and
 * what changed since the decision goes back to reconciling.
 * @returns the updates whose records are as they were.
 * @throws BillcomError when the records could not be read.
 */
export async function rereadBatch(
  deps: ActivityDeps,
  client: BillcomClient,
  definition: EntityDefinition,
  lease: Lease,
  updates: readonly Operation[],
): Promise<Unchanged[]> {
  if (updates.length === 0) return [];
  const { companyId, cycle } = lease;
  const ids = updates.flatMap(({ recordId }) => recordId ?? []);
  const rows = await readNow(client, definition, ids);
  return deps.database.inCompany(companyId, async (tx) => {
    await assertLease(tx, lease);
    const kept: Unchanged[] = [];
    const known = await recordsById(tx, companyId, 'billcom', definition.name, ids);
    for (const operation of updates) {
      const id = operation.recordId ?? '';
      const row = rows.get(id);
      const now = row && readRecord(definition, 'billcom', row);
      const before = known.get(id);
      const isSame =
        now &&
        before &&
        Object.keys(definition.fields).every((name) => sameValue(now.fields[name], before.fields[name])) &&
        (operation.action !== 'void' || mayGo(definition, operation, now));
      if (isSame && row) {
        kept.push({ operation, now, row });
        continue;
      }
      if (now) await mirrorRecords(tx, companyId, 'billcom', definition.name, [now]);
      const context = { tx, companyId, cycle, definition };
      await settleWithdrawn(context, operation, 'it was changed in Bill.com meanwhile');
    }
    return kept;
  });
}

/** Nobody has paid it in the meantime, which is none of its fields. */
const mayGo = (definition: EntityDefinition, { undoes }: Operation, now: BookRecord): boolean => {
  if (now.deleted) return false;
  if (undoes !== null) return whyNotFree(definition, 'billcom', 'void', now, undefined) === undefined;
  return definition.document?.undoneWithTwin?.billcom?.(now.facts) === true;
};
