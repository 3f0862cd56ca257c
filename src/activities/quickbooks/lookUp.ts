import { ApplicationFailure } from '@temporalio/common';
import type { EntityDefinition } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { unknownOperations, type Operation } from '../../ledger/operations';
import { loadRecord, mirrorRecords } from '../../ledger/records';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import { holdsEverything, settleApplied, settleWithdrawn, type SettleContext } from '../settleOperation';
import { isReadable, readFailed, readRecords } from './mirrorResponse';
import type { SessionJob } from './sessionJob';

/** Queries per message set. */
const lookAtOnce = 100;

/**
 * Looks up every write to QuickBooks whose outcome is unknown and settles it by what stands there: creates by their
 * full name (unique in QuickBooks' lists), updates by their id. Only what is proven absent is planned anew.
 */
export async function lookUpUnknown(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
): Promise<void> {
  const unknown = await job.under((tx) => unknownOperations(tx, job.companyId, 'quickbooks'));
  for (let start = 0; start < unknown.length; start += lookAtOnce) {
    const batch = unknown.slice(start, start + lookAtOnce);
    await lookUpBatch(job, definitionOf, batch, `c${job.lease.cycle}:look:${job.sessionId}:${batch[0]?.id}`);
  }
}

async function lookUpBatch(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  operations: readonly Operation[],
  key: string,
): Promise<void> {
  const requests = await job.under((tx) => lookUpRequests(tx, job.companyId, definitionOf, operations));
  const look = await job.ask({ key, kind: 'read', requests });
  if (look.state === 'failed' || look.answer === null) throw readFailed(look);
  const answer = await decodeAnswer(look.answer);
  const found = new Map<string, readonly BookRecord[]>();
  for (const response of answer.responses) {
    const operation = operations.find((each) => each.id === response.requestID);
    // Absence may only be concluded from an answer; anything else stays unknown and is looked up again.
    if (operation && isReadable(response)) {
      found.set(operation.id, readRecords(definitionOf(operation.entity), response));
    }
  }
  await job.settle(look, async (tx) => {
    for (const operation of operations) {
      const records = found.get(operation.id);
      if (!records) continue;
      const definition = definitionOf(operation.entity);
      const context: SettleContext = { tx, companyId: job.companyId, cycle: job.lease.cycle, definition };
      await conclude(context, operation, records[0]);
    }
  });
  if (found.size < operations.length) {
    throw ApplicationFailure.create({
      type: 'ReadLater',
      message:
        'QuickBooks did not say whether the writes of a dropped connection are there; they are looked up again',
    });
  }
}

/** One query per operation, since a set answers by requestID. */
async function lookUpRequests(
  tx: Transaction,
  companyId: string,
  definitionOf: (entity: string) => EntityDefinition,
  operations: readonly Operation[],
): Promise<QbxmlRequest[]> {
  const requests: QbxmlRequest[] = [];
  for (const operation of operations) {
    const { list } = definitionOf(operation.entity).quickbooks;
    const by =
      operation.recordId === null
        ? { fullNames: [await fullNameOf(tx, companyId, operation)] }
        : { ids: [operation.recordId] };
    requests.push({ ...listQuery(list, by), requestID: operation.id });
  }
  return requests;
}

async function fullNameOf(tx: Transaction, companyId: string, operation: Operation): Promise<string> {
  const name = String(operation.fields.name);
  const parentId = operation.fields.parent;
  if (typeof parentId !== 'string') return name;
  const parent = await loadRecord(tx, companyId, 'quickbooks', operation.entity, parentId);
  return parent ? `${parent.facts.fullName ?? String(parent.fields.name)}:${name}` : name;
}

/** One look decides; what is not ours goes back to reconciling, which links or holds it. */
async function conclude(
  context: SettleContext,
  operation: Operation,
  record: BookRecord | undefined,
): Promise<void> {
  const { tx, companyId, definition } = context;
  if (!record) {
    await settleWithdrawn(
      context,
      operation,
      'looked up after the connection dropped: QuickBooks does not have it',
    );
    return;
  }
  const isOurs =
    operation.externalGuid === null || sameGuid(record.facts.externalGuid, operation.externalGuid);
  if (isOurs && holdsEverything(record, operation.fields)) {
    await settleApplied(context, operation, record, {
      how: 'found by looking it up after the connection dropped',
    });
    return;
  }
  await mirrorRecords(tx, companyId, 'quickbooks', definition.name, [record]);
  await settleWithdrawn(
    context,
    operation,
    'looked up after the connection dropped: QuickBooks has something else there',
  );
}

const sameGuid = (one: string | undefined, two: string): boolean =>
  one !== undefined && one.replace(/[{}]/g, '').toLowerCase() === two.toLowerCase();
