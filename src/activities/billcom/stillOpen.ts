import type { BillcomClient } from '../../billcom/client';
import type { EntityDefinition, EntityName } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import { openHolds } from '../../ledger/holds';
import type { Operation } from '../../ledger/operations';
import { mirrorRecords } from '../../ledger/records';
import { assertLease, type Lease } from '../../ledger/steps';
import { referredIn } from '../../reconcile/lineReferences';
import { inBothBooks, isLiving } from '../../reconcile/paths';
import { Room } from '../../reconcile/room';
import type { ActivityDeps } from '../deps';
import { settleWithdrawn, sourceOf } from '../settleOperation';
import { readNow } from './readNow';

type Found = ReadonlyMap<EntityName, ReadonlyMap<string, BookRecord>>;

/**
 * What is paid there meanwhile shows in no list of changes: Bill.com does not renew a bill's updatedTime when it is paid. So
 * the documents that creates are applied to are read again right before, one call for all of one kind.
 * @param definitions of the company
 * @returns the creates that may leave; the others are held and go back to reconciling.
 * @throws BillcomError when the documents could not be read.
 */
export async function stillOpen(
  deps: ActivityDeps,
  client: BillcomClient,
  { definition, definitions }: { definition: EntityDefinition; definitions: readonly EntityDefinition[] },
  lease: Lease,
  creates: readonly Operation[],
): Promise<Operation[]> {
  const found = await readTargets(client, definition, definitions, creates);
  return deps.database.inCompany(lease.companyId, async (tx) => {
    await assertLease(tx, lease);
    const { companyId, cycle } = lease;
    for (const [entity, records] of found)
      await mirrorRecords(tx, companyId, 'billcom', entity, [...records.values()]);
    const room = new Room({
      definition,
      records: inBothBooks(() => new Map<string, BookRecord>()),
      targets: { get: (entity, id) => found.get(entity)?.get(id) },
    });
    const context = { tx, companyId, cycle, definition };
    const open: Operation[] = [];
    for (const operation of creates) {
      const full = room.take(operation, await sourceOf(context, operation));
      const isThere = targetsOf(definition, operation).every(({ entity, id }) =>
        isLiving(found.get(entity)?.get(id)),
      );
      if (full === undefined && isThere) {
        open.push(operation);
        continue;
      }
      await settleWithdrawn(context, operation, 'what it is applied to has changed in Bill.com meanwhile');
      if (full) await openHolds(tx, companyId, cycle, [full]);
    }
    return open;
  });
}

/** The documents of Bill.com that an operation is applied to. */
const targetsOf = ({ document, fields }: EntityDefinition, operation: Operation) => {
  const name = document?.appliesTo ?? '';
  return referredIn(fields[name], operation.fields[name]);
};

/** Those that are not there or cannot be read are left out. @throws BillcomError for any other failure. */
async function readTargets(
  client: BillcomClient,
  definition: EntityDefinition,
  definitions: readonly EntityDefinition[],
  creates: readonly Operation[],
): Promise<Found> {
  const wanted = new Map<EntityName, Set<string>>();
  for (const { entity, id } of creates.flatMap((operation) => targetsOf(definition, operation)))
    wanted.set(entity, (wanted.get(entity) ?? new Set()).add(id));
  const found = new Map<EntityName, ReadonlyMap<string, BookRecord>>();
  for (const [entity, ids] of wanted) {
    const target = definitions.find(({ name }) => name === entity);
    if (!target) throw new Error(`there is no entity “${entity}”`);
    const rows = [...(await readNow(client, target, ids)).values()];
    const records = rows.flatMap((row) => readRecord(target, 'billcom', row) ?? []);
    found.set(entity, new Map(records.map((record) => [record.id, record])));
  }
  return found;
}
