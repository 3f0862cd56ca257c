import { ApplicationFailure } from '@temporalio/common';
import type { EntityDefinition } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import { operationsOfExchange, type Operation } from '../../ledger/operations';
import { loadRecord, mirrorRecords } from '../../ledger/records';
import type { Transaction } from '../../ledger/database';
import type { Exchange } from '../../quickbooks/exchange/exchanges';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import { holdsEverything, settleApplied, settleWithdrawn, type SettleContext } from '../settleOperation';
import { isReadable, readFailed, readRecords } from './mirrorResponse';
import type { SessionJob } from './sessionJob';
import { settleWriteAnswer } from './settleWrites';

/**
 * Clears an exchange that is in doubt (design §4.5): QuickBooks may have run all, some or none of it. First a check
 * that executes nothing asks for the stored answer. If there is one, it is settled like any answer. If not, every
 * operation is looked up; those proven absent are planned anew. Old bytes are never sent again.
 */
export async function recoverExchange(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: Exchange,
): Promise<void> {
  if (exchange.messageSetId !== null) {
    const check = await job.ask({
      key: `${exchange.key}:check:${job.sessionId}`,
      kind: 'check',
      requests: [],
      messageSetId: exchange.messageSetId,
    });
    const answer =
      check.state === 'failed' || check.answer === null ? undefined : await decodeAnswer(check.answer);
    // 0 with responses is the stored answer; 600, 9001 … 9005 say that there is none (qbxml.md §3).
    if (answer && answer.responses.length > 0) {
      await job.settle(check, async (tx) => {
        await settleWriteAnswer(
          tx,
          job,
          definitionOf,
          exchange,
          answer,
          'found by the stored answer after the connection dropped',
        );
      });
      return;
    }
    await job.settle(check, () => Promise.resolve());
  }
  await lookUp(job, definitionOf, exchange);
}

async function lookUp(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: Exchange,
): Promise<void> {
  const operations = await job.under((tx) => operationsOfExchange(tx, job.companyId, exchange.key));
  const requests = await job.under((tx) => lookUpRequests(tx, job.companyId, definitionOf, operations));
  const found = new Map<string, BookRecord[]>();
  const looked = new Set<string>();
  if (requests.length > 0) {
    const look = await job.ask({ key: `${exchange.key}:look:${job.sessionId}`, kind: 'read', requests });
    if (look.state === 'failed' || look.answer === null) throw readFailed(look);
    const answer = await decodeAnswer(look.answer);
    for (const response of answer.responses) {
      const operation = operations.find((each) => each.id === response.requestID);
      // Absence may only be concluded from an answer; anything else is asked again in the next session.
      if (!operation || !isReadable(response)) continue;
      looked.add(operation.id);
      found.set(operation.id, readRecords(definitionOf(operation.entity), response));
    }
    await job.settle(look, () => Promise.resolve());
    if (operations.some((operation) => !looked.has(operation.id))) {
      throw ApplicationFailure.create({
        type: 'ReadLater',
        message:
          'QuickBooks did not say whether the writes of a dropped connection are there; they are looked up again',
      });
    }
  }
  await job.settle(exchange, async (tx) => {
    for (const operation of operations) {
      const definition = definitionOf(operation.entity);
      const context: SettleContext = { tx, companyId: job.companyId, cycle: job.lease.cycle, definition };
      await conclude(context, operation, found.get(operation.id)?.[0]);
    }
  });
}

/** One query per operation, since a set answers by requestID: creates by full name, updates by id. */
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

/** Names are unique in QuickBooks' lists, so that one look decides; what is not ours goes back to reconciling. */
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
