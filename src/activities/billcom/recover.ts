import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { BillcomClient } from '../../billcom/client';
import type { CanonicalFields, CanonicalValue, EntityDefinition } from '../../entities/definition';
import { isEmptyValue } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import { loadLinks } from '../../ledger/links';
import { sentAgo, takeForUnknown, undonePairs, type Operation } from '../../ledger/operations';
import { mirrorRecords } from '../../ledger/records';
import { assertLease, type Lease } from '../../ledger/steps';
import { holdsEverything, madeOf } from '../../reconcile/applied';
import type { ActivityDeps } from '../deps';
import { settleApplied } from '../settleApplied';
import { settleWithdrawn, type SettleContext } from '../settleOperation';
import { settleInconclusive } from '../settleOutcome';
import { readChangedSince } from './readList';

/** A record that Bill.com made this long before our write cannot be ours; its clock and ours may differ. */
const clockMarginMs = 5 * 60_000;
const foundByLooking = { how: 'found by looking it up after the answer was lost', isFoundLater: true };

/**
 * Looks up every write to Bill.com whose outcome is not known (billcom.md §6): a row found `sent` becomes `unknown`,
 * what was made or changed since the first of them left is read, and each is settled by what stands there. Nothing is ever
 * repeated blindly. A write that is not there is absent only when its call can no longer be carried out: until then it
 * stays unknown.
 * @returns the milliseconds until the rest can be concluded; undefined when nothing is left.
 */
export async function recoverBillcom(
  deps: ActivityDeps,
  client: BillcomClient,
  definition: EntityDefinition,
  lease: Lease,
): Promise<number | undefined> {
  const { companyId } = lease;
  const { callLimitMs, lateMarginMs } = deps.billcomCalls;
  // Before the list is read: a page says nothing of what was carried out after it.
  const { inDoubt, wait } = await deps.database.inCompany(companyId, async (tx) => {
    await assertLease(tx, lease);
    const found = await takeForUnknown(tx, companyId, 'billcom', definition.name);
    const ago = await sentAgo(
      tx,
      companyId,
      found.map(({ id }) => id),
    );
    const left = (id: string): number => callLimitMs + lateMarginMs - (ago.get(id) ?? 0);
    return { inDoubt: found, wait: new Map(found.map(({ id }) => [id, Math.max(0, left(id))])) };
  });
  if (inDoubt.length === 0) return undefined;

  const startedAt = performance.now();
  // Whatever a write did has a later time than the write; what it did not touch need not be seen.
  const records = new Map<string, BookRecord>();
  const first = Math.min(...inDoubt.map(({ sentAt, plannedAt }) => (sentAt ?? plannedAt).getTime()));
  for await (const page of readChangedSince(deps, companyId, client, definition, new Date(first)))
    for (const record of page) records.set(record.id, record);
  const open = await deps.database.inCompany(companyId, async (tx) => {
    await assertLease(tx, lease);
    const linked = new Set((await loadLinks(tx, companyId, definition.name)).map((link) => link.billcomId));
    const free = [...records.values()].filter((record) => !linked.has(record.id));
    const unlinked = byName(free);
    const undone = definition.billcom.madeFrom ? await undonePairs(tx, companyId, definition.name) : [];
    const undoneIds = new Set(undone.map(({ billcomId }) => billcomId));
    const context: SettleContext = { tx, companyId, cycle: lease.cycle, definition };
    const pending: number[] = [];
    for (const operation of inDoubt) {
      const mayComeLate = (wait.get(operation.id) ?? 0) > 0;
      const conclude = (): Promise<boolean> => {
        const { recordId, sourceId, fields } = operation;
        if (recordId !== null) return concludeUpdate(context, operation, records.get(recordId), mayComeLate);
        if (!definition.billcom.madeFrom)
          return concludeCreate(context, operation, unlinked.get(fields.name) ?? [], mayComeLate);
        const ours = madeOf(definition, sourceId, sinceOf(operation), free, undoneIds);
        return concludeMarked(context, operation, ours, mayComeLate);
      };
      if (!(await conclude())) pending.push(wait.get(operation.id) as number);
    }
    return pending;
  });
  if (open.length === 0) return undefined;
  return Math.max(0, Math.max(...open) - (performance.now() - startedAt));
}

/** Ends this attempt of a job; the next one looks when every call of before must be over. */
export function lookAgainIn(milliseconds: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'MayComeLate',
    message: 'Bill.com may still carry out writes whose answer was lost; they are looked up again',
    nextRetryDelay: Math.ceil(milliseconds) + 1,
    category: ApplicationFailureCategory.BENIGN,
  });
}

const sinceOf = ({ sentAt, plannedAt }: Operation): Date =>
  new Date((sentAt ?? plannedAt).getTime() - clockMarginMs);

type Named = Map<CanonicalValue | undefined, BookRecord[]>;
function byName(records: readonly BookRecord[]): Named {
  const named: Named = new Map();
  for (const record of records) {
    const sharing = named.get(record.fields.name);
    if (sharing) sharing.push(record);
    else named.set(record.fields.name, [record]);
  }
  return named;
}

/** @returns whether the outcome is settled; false when the record may still appear. */
async function concludeCreate(
  context: SettleContext,
  operation: Operation,
  sameName: readonly BookRecord[],
  mayComeLate: boolean,
): Promise<boolean> {
  const { tx, companyId, definition } = context;
  const since = sinceOf(operation).getTime();
  const made = sameName.filter((record) => record.modified === null || Date.parse(record.modified) >= since);
  // Somebody's own entry may look like ours with more in it; while ours may come late, only ours itself counts.
  const ours = made.filter(
    (record) =>
      holdsEverything(record, operation.fields) &&
      (!mayComeLate || holdsNothingElse(record, operation.fields)),
  );
  const [only, ...others] = ours;
  if (only && others.length === 0) {
    await settleApplied(context, [{ operation, readBack: only, detail: foundByLooking }]);
    return true;
  }
  if (mayComeLate) return false;
  await mirrorRecords(tx, companyId, 'billcom', definition.name, made);
  if (made.length > 1) {
    await settleInconclusive(context, operation, {
      because: `${made.length} records of that name were made or changed since, of which ${ours.length === 0 ? 'none is' : `${ours.length} are`} as it was sent`,
      candidates: ours.length > 0 ? ours : made,
      looksAgain: false,
    });
    return true;
  }
  await settleWithdrawn(
    context,
    operation,
    made.length === 0
      ? 'looked up after the answer was lost: Bill.com does not have it'
      : 'looked up after the answer was lost: Bill.com has something else of that name',
  );
  return true;
}

/** A create that carries the id of its source: what names it is ours, whatever else it says, and nothing else is. */
async function concludeMarked(
  context: SettleContext,
  operation: Operation,
  ours: readonly BookRecord[],
  mayComeLate: boolean,
): Promise<boolean> {
  const [only, ...others] = ours;
  if (only && others.length === 0) {
    await settleApplied(context, [{ operation, readBack: only, detail: foundByLooking }]);
    return true;
  }
  if (only) {
    await mirrorRecords(context.tx, context.companyId, 'billcom', context.definition.name, ours);
    await settleInconclusive(context, operation, {
      because: `${ours.length} records there name it as what they were made from`,
      candidates: ours,
      looksAgain: false,
    });
    return true;
  }
  if (mayComeLate) return false;
  await settleWithdrawn(context, operation, 'looked up after the answer was lost: Bill.com does not have it');
  return true;
}

function holdsNothingElse(record: BookRecord, sent: CanonicalFields): boolean {
  return Object.entries(record.fields).every(
    ([name, value]) => name in sent || name === 'active' || isEmptyValue(value) || value === false,
  );
}

/** @returns whether the outcome is settled; false when the change may still be carried out. */
async function concludeUpdate(
  context: SettleContext,
  operation: Operation,
  record: BookRecord | undefined,
  mayComeLate: boolean,
): Promise<boolean> {
  const isDone =
    operation.action === 'void' ? record?.deleted : record && holdsEverything(record, operation.fields);
  if (record && isDone) {
    await settleApplied(context, [{ operation, readBack: record, detail: foundByLooking }]);
    return true;
  }
  if (mayComeLate) return false;
  if (record)
    await mirrorRecords(context.tx, context.companyId, 'billcom', context.definition.name, [record]);
  await settleWithdrawn(
    context,
    operation,
    'looked up after the answer was lost: it was not written, or changed since',
  );
  return true;
}
