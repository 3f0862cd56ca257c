import type { EntityDefinition } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { deactivateInstead } from '../../ledger/undo';
import { operationsOfExchange, setOperationState, type Operation } from '../../ledger/operations';
import type { Exchange } from '../../quickbooks/exchange/exchanges';
import { markSettled } from '../../quickbooks/exchange/mailbox';
import { readBackId } from '../../quickbooks/listRequests';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlAnswer, QbxmlRecord, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { deletedRecord, isDelete } from '../deletes';
import { settleApplied, type AppliedOperation } from '../settleApplied';
import { roomTaken } from '../roomTaken';
import { settleRefused, settleWithdrawn, type Refusal, type SettleContext } from '../settleOperation';
import { writtenPart } from './mirrorParts';
import { isOf, rawOf } from './mirrorResponse';
import type { SessionJob } from './sessionJob';

/** What the answers of a write set came to. */
export interface Settled {
  /** Writes that were looked at. */
  operations: number;
  applied: number;
  refused: number;
  /** Records whose EditSequence or reference was out of date: read them again and reconcile once more. */
  stale: { entity: string; id: string }[];
}
export const nothingSettled = (): Settled => ({ operations: 0, applied: 0, refused: 0, stale: [] });

/** Settles every operation of an answered write set by its own status code; one refusal does not touch the others. */
export async function settleWriteAnswer(
  tx: Transaction,
  job: Pick<SessionJob, 'companyId' | 'lease'>,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: Exchange,
  answer: QbxmlAnswer,
  how?: string,
): Promise<Settled> {
  const result = nothingSettled();
  const responses = new Map(answer.responses.map((response) => [response.requestID, response]));
  const contextOf = (entity: string): SettleContext => ({
    tx,
    companyId: job.companyId,
    cycle: job.lease.cycle,
    definition: definitionOf(entity),
  });
  const applied: AppliedOperation[] = [];
  for (const operation of await operationsOfExchange(tx, job.companyId, exchange.key)) {
    const [response, readBack] = [operation.id, readBackId(operation.id)].map((id) => responses.get(id));
    result.operations += 1;
    const done = await settleOne(contextOf(operation.entity), operation, { response, readBack }, result, how);
    if (done) applied.push(done);
  }
  for (const entity of new Set(applied.map(({ operation }) => operation.entity))) {
    const context = contextOf(entity);
    const mine = applied.filter(({ operation }) => operation.entity === entity);
    // Several writes may have made one part of a record: each is settled by what the one before left.
    const turns = context.definition.quickbooks.partOf ? mine.map((one) => [one]) : [mine];
    for (const turn of turns) await settleApplied(context, turn);
  }
  result.applied += applied.length;
  await markSettled(tx, job.companyId, exchange.id);
  return result;
}

/** The record that a write made or changed, as it was read back. */
async function written(
  { tx, companyId, definition }: SettleContext,
  operation: Operation,
  shown: readonly QbxmlRecord[],
): Promise<BookRecord | undefined> {
  if (definition.quickbooks.partOf) return writtenPart(tx, companyId, definition, operation, shown);
  if (isDelete(definition, operation)) return deletedRecord(tx, companyId, operation);
  const [raw] = shown;
  return raw && readRecord(definition, 'quickbooks', rawOf(raw));
}

/** @returns a write that was carried out, to be settled with the others; everything else is settled here. */
async function settleOne(
  context: SettleContext,
  operation: Operation,
  { response, readBack }: { response: QbxmlResponse | undefined; readBack: QbxmlResponse | undefined },
  result: Settled,
  how: string | undefined,
): Promise<AppliedOperation | undefined> {
  const { tx, companyId, definition } = context;
  if (!response) {
    // An answered set without this request's answer: nothing is known of it, so it is looked up in the next session.
    await setOperationState(tx, companyId, [operation.id], 'unknown', {
      message: 'the answer did not contain this request',
    });
    return undefined;
  }
  if (response.statusCode < 0) {
    // Missing or no number (outline.ts): QuickBooks may have done it or not.
    await setOperationState(tx, companyId, [operation.id], 'unknown', {
      message: 'the answer did not say whether it was done',
    });
    return undefined;
  }
  const status = statusOf(response.statusCode, response.statusMessage);
  const code = String(response.statusCode);
  const isSaved = status.class === 'done' || status.class === 'warned';
  const shown = [...response.records, ...(readBack?.records ?? [])].filter((each) => isOf(definition, each));
  const record = isSaved ? await written(context, operation, shown) : undefined;
  if (record && record.problem === null) {
    // A warning (500–999) on an Add or Mod means saved (qbxml.md §8).
    const detail = {
      statusCode: code,
      ...(status.class === 'warned' ? { message: response.statusMessage } : {}),
      ...(how === undefined ? {} : { how }),
    };
    return { operation, readBack: record, detail };
  }
  if (isSaved) {
    await setOperationState(tx, companyId, [operation.id], 'unknown', {
      statusCode: code,
      message: 'saved, but not read back',
    });
    return undefined;
  }
  if (status.class === 'notProcessed') {
    await settleWithdrawn(context, operation, response.statusMessage);
    return undefined;
  }
  if (status.class === 'reread' && operation.recordId !== null) {
    await settleWithdrawn(context, operation, response.statusMessage);
    result.stale.push({ entity: operation.entity, id: operation.recordId });
    return undefined;
  }
  if (isInUse(definition, operation, response.statusCode)) {
    await deactivateInstead(tx, companyId, operation);
    await settleWithdrawn(context, operation, response.statusMessage);
    result.stale.push({ entity: operation.entity, id: String(operation.recordId) });
    return undefined;
  }
  const refusal = refusalOf(code, status, response.statusMessage);
  await settleRefused(context, operation, roomTaken(definition, refusal));
  result.refused += 1;
  return undefined;
}

/**
 * QuickBooks deletes no list entry that something refers to, be it something that Tieout does not read (3160): what is
 * taken back is made inactive then, as where Tieout knows of what refers to it.
 */
const isInUse = (definition: EntityDefinition, operation: Operation, statusCode: number): boolean =>
  statusCode === 3160 &&
  operation.undoes !== null &&
  definition.document === undefined &&
  isDelete(definition, operation);

function refusalOf(
  code: string,
  status: { class: string; sentence: string; cure: string },
  message: string,
): Refusal {
  const cause = causeOf(code, status.class);
  return {
    cause,
    code,
    sentence: `${status.sentence} QuickBooks said: “${message}” (${code}).`,
    cure: status.cure,
    release:
      cause === 'locked'
        ? { when: 'nextCycle' }
        : cause === 'notAllowed'
          ? { when: 'allowed' }
          : closedPeriod.has(code)
            ? { when: 'preferencesChange' }
            : { when: 'recordChanges' },
  };
}

/** A right, a feature or a subscription is missing (qbXML 3220, 3250, 3260–3264): whoever gives it edits no record. */
const missingRights = new Set(['3220', '3250', '3260', '3261', '3262', '3263', '3264']);
/** The closing date is a preference. */
const closedPeriod = new Set(['3161', '3171']);

function causeOf(code: string, statusClass: string): Refusal['cause'] {
  if (statusClass === 'retry') return 'locked';
  if (statusClass === 'bug') return 'ourBug';
  if (missingRights.has(code)) return 'notAllowed';
  return code === '3100' ? 'nameInUse' : 'refused';
}

/** A set of one that QuickBooks' parser refused (0x80040400): the record is held as our bug, the rest goes on. */
export const malformed = (hresult: string | null, message: string | null): Refusal => ({
  cause: 'ourBug',
  code: hresult ?? '0x80040400',
  sentence: `QuickBooks could not read what Tieout sent for it${message ? ` (“${message}”)` : ''}. Nothing was written.`,
  cure: 'This is a fault of Tieout, not yours: tell Tieout’s support. Everything else goes on.',
  release: { when: 'recordChanges' },
});
