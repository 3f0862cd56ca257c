import type { BillcomClient } from '../../billcom/client';
import type { EntityDefinition } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import { loadLinks } from '../../ledger/links';
import { operationsOf, setOperationState, type Operation } from '../../ledger/operations';
import { mirrorRecords } from '../../ledger/records';
import { assertLease, type Lease } from '../../ledger/steps';
import type { ActivityDeps } from '../deps';
import {
  holdsEverything,
  settleApplied,
  settleRefused,
  settleWithdrawn,
  type SettleContext,
} from '../settleOperation';
import { readList } from './readList';

/** A record that Bill.com made this long before our write cannot be ours; its clock and ours may differ. */
const clockMarginMs = 5 * 60_000;

/**
 * Looks up every write to Bill.com whose outcome is not known (billcom.md §6): a row found `sent` becomes `unknown`,
 * the whole list is read, and each is settled by what stands there. Nothing is ever repeated blindly.
 */
export async function recoverBillcom(
  deps: ActivityDeps,
  client: BillcomClient,
  definition: EntityDefinition,
  lease: Lease,
): Promise<void> {
  const { companyId } = lease;
  const inDoubt = await deps.database.inCompany(companyId, async (tx) => {
    await assertLease(tx, lease);
    const found: Operation[] = [];
    for (const phase of ['write', 'deactivate'] as const) {
      found.push(
        ...(await operationsOf(tx, companyId, {
          book: 'billcom',
          entity: definition.name,
          phase,
          states: ['sent', 'unknown'],
        })),
      );
    }
    await setOperationState(
      tx,
      companyId,
      found.map((operation) => operation.id),
      'unknown',
    );
    return found;
  });
  if (inDoubt.length === 0) return;

  const records: BookRecord[] = [];
  for await (const page of readList(deps, companyId, client, definition)) records.push(...page);
  await deps.database.inCompany(companyId, async (tx) => {
    await assertLease(tx, lease);
    const links = await loadLinks(tx, companyId, definition.name);
    const linked = new Set(links.map((link) => link.billcomId));
    const context: SettleContext = { tx, companyId, cycle: lease.cycle, definition };
    for (const operation of inDoubt) {
      if (operation.recordId === null)
        await concludeCreate(
          context,
          operation,
          records.filter((record) => !linked.has(record.id)),
        );
      else
        await concludeUpdate(
          context,
          operation,
          records.find((record) => record.id === operation.recordId),
        );
    }
  });
}

async function concludeCreate(
  context: SettleContext,
  operation: Operation,
  unlinked: readonly BookRecord[],
): Promise<void> {
  const { tx, companyId, definition } = context;
  const since = (operation.sentAt ?? operation.plannedAt).getTime() - clockMarginMs;
  const made = unlinked.filter(
    (record) =>
      record.fields.name === operation.fields.name &&
      (record.modified === null || Date.parse(record.modified) >= since),
  );
  const ours = made.filter((record) => holdsEverything(record, operation.fields));
  const [only, ...others] = ours;
  if (only && others.length === 0) {
    await settleApplied(context, operation, only, {
      how: 'found by looking it up after the answer was lost',
    });
    return;
  }
  await mirrorRecords(tx, companyId, 'billcom', definition.name, made);
  if (made.length === 0) {
    await settleWithdrawn(
      context,
      operation,
      'looked up after the answer was lost: Bill.com does not have it',
    );
    return;
  }
  await settleRefused(context, operation, {
    cause: 'unknownOutcome',
    code: 'unknown',
    sentence: `the answer was lost, and ${made.length} records of that name are there now, of which none or several look like ours.`,
    cure: 'Look in Bill.com which of them is this one; give all others another name or make them inactive. The next sync then links it.',
    release: { when: 'nextCycle' },
  });
}

async function concludeUpdate(
  context: SettleContext,
  operation: Operation,
  record: BookRecord | undefined,
): Promise<void> {
  if (record && holdsEverything(record, operation.fields)) {
    await settleApplied(context, operation, record, {
      how: 'found by looking it up after the answer was lost',
    });
    return;
  }
  if (record)
    await mirrorRecords(context.tx, context.companyId, 'billcom', context.definition.name, [record]);
  await settleWithdrawn(
    context,
    operation,
    'looked up after the answer was lost: it was not written, or changed since',
  );
}
