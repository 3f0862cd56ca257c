import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { CanonicalFields, EntityDefinition } from '../../entities/definition';
import type { DocumentRules } from '../../entities/documentRules';
import { listOfRecord } from '../../entities/listsOf';
import { asReadBack } from '../../entities/originalDate';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { unknownOperations, type Operation } from '../../ledger/operations';
import { loadRecord, mirrorRecords } from '../../ledger/records';
import { shiftDay } from '../../quickbooks/localTime';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { encodeRequests } from '../../quickbooks/qbxml/encode';
import { QbxmlRefused, UnreadableAnswer } from '../../quickbooks/qbxml/errors';
import { listQuery, type ListSelection } from '../../quickbooks/qbxml/queries';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlRecord, QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { holdsEverything } from '../../reconcile/applied';
import { deletedRecord, isDelete } from '../deletes';
import { settleApplied } from '../settleApplied';
import { settleWithdrawn, type SettleContext } from '../settleOperation';
import { settleInconclusive } from '../settleOutcome';
import { writtenPart } from './mirrorParts';
import { isOf, isReadable, readRecords } from './mirrorResponse';
import type { SessionJob } from './sessionJob';

/** Queries per message set. */
const lookAtOnce = 100;
/** How often a passing state of QuickBooks is waited out in one session before everything else goes on. */
const attemptsAtMost = 6;

/** One operation with the query that looks it up. */
interface Look {
  readonly operation: Operation;
  readonly request: QbxmlRequest;
}

/**
 * What a query said: the records that are there (none is an answer too), or why it said nothing. `raw`: as they came.
 */
type Sight =
  | { readonly records: readonly BookRecord[]; readonly raw: readonly QbxmlRecord[] }
  | { readonly because: string; readonly passes: boolean };

/**
 * Looks up every write to QuickBooks whose outcome is unknown and settles it by what stands there: creates by their
 * full name (unique in QuickBooks' lists), documents by their party and day and then their ExternalGUID (transfers by
 * about their day and then the token in their memo), updates by their id. Only what is proven absent is planned anew. What QuickBooks refuses to be asked, or answers with several records, is
 * asked of a person; nothing else waits for it.
 * @throws ApplicationFailure `ReadLater` for a passing state of QuickBooks, a few times in a session.
 */
export async function lookUpUnknown(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
): Promise<void> {
  const unknown = await job.under((tx) => unknownOperations(tx, job.companyId, 'quickbooks'));
  const looks: Look[] = [];
  for (const operation of unknown) {
    const request = await job.under((tx) => lookUpRequest(tx, job.companyId, definitionOf, operation));
    const because = refusedUnasked(job, definitionOf(operation.entity), request);
    if (because === undefined) looks.push({ operation, request });
    else await job.under((tx) => conclude(contextOf(tx, job, definitionOf, operation), operation, because));
  }
  let busy: string | undefined;
  for (let start = 0; start < looks.length; start += lookAtOnce)
    busy = (await lookUpBatch(job, definitionOf, looks.slice(start, start + lookAtOnce))) ?? busy;
  if (busy === undefined) return;
  throw ApplicationFailure.create({
    type: 'ReadLater',
    message: `QuickBooks did not say whether the writes of a dropped connection are there; they are looked up again. ${busy}`,
  });
}

/** @returns why some are to be asked for once more in this session, if there are any. */
async function lookUpBatch(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  looks: readonly Look[],
): Promise<string | undefined> {
  // A later attempt asks anew: the answer to an earlier one said nothing of what is left.
  const { attempt } = Context.current().info;
  const place = `${looks[0]?.operation.id}:${looks.length}`;
  const key = `c${job.lease.cycle}:look:${job.sessionId}:${attempt}:${place}`;
  const asked = await job.ask({ key, kind: 'read', requests: looks.map(({ request }) => request) });
  if (asked.state === 'failed' && looks.length > 1) {
    // QuickBooks' parser names no culprit (0x80040400): halve until it is alone (design §4.6).
    await job.settle(asked, () => Promise.resolve());
    const middle = Math.ceil(looks.length / 2);
    const first = await lookUpBatch(job, definitionOf, looks.slice(0, middle));
    return (await lookUpBatch(job, definitionOf, looks.slice(middle))) ?? first;
  }
  const responses = await responsesOf(asked.answer);
  const isLastAttempt = attempt >= attemptsAtMost;
  let busy: string | undefined;
  await job.settle(asked, async (tx) => {
    for (const { operation } of looks) {
      const sight =
        asked.state === 'failed'
          ? refusedByParser(asked)
          : sightOf(definitionOf(operation.entity), responses.get(operation.id));
      if ('passes' in sight && sight.passes && !isLastAttempt) busy = sight.because;
      else await conclude(contextOf(tx, job, definitionOf, operation), operation, sight);
    }
  });
  return busy;
}

/** The answers by request; none at all when they cannot be read. */
async function responsesOf(answer: string | null): Promise<ReadonlyMap<string | undefined, QbxmlResponse>> {
  try {
    const { responses } = await decodeAnswer(answer ?? '');
    return new Map(responses.map((response) => [response.requestID, response]));
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    return new Map();
  }
}

const contextOf = (
  tx: Transaction,
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  operation: Operation,
): SettleContext => ({
  tx,
  companyId: job.companyId,
  cycle: job.lease.cycle,
  definition: definitionOf(operation.entity),
});

/** Why QuickBooks would not even read the question; sent, it would cost the whole set. */
function refusedUnasked(
  job: SessionJob,
  { quickbooks: { fullNameMax = Infinity } }: EntityDefinition,
  request: QbxmlRequest,
): Sight | undefined {
  const names = (request.body.FullName ?? []) as readonly string[];
  if (names.some((name) => [...name].length > fullNameMax))
    return {
      because: `QuickBooks cannot be asked for a full name of more than ${fullNameMax} characters`,
      passes: false,
    };
  try {
    encodeRequests([request], job.version);
    return undefined;
  } catch (error) {
    if (!(error instanceof QbxmlRefused)) throw error;
    return { because: `QuickBooks cannot be asked for it (${error.because})`, passes: false };
  }
}

const refusedByParser = ({ hresult }: { hresult: string | null }): Sight => ({
  because: `QuickBooks refuses to be asked for it (${hresult ?? '0x80040400'})`,
  passes: false,
});

/** Absence may only be concluded from an answer that says what is there and what is not. */
function sightOf(definition: EntityDefinition, response: QbxmlResponse | undefined): Sight {
  if (!response) return { because: 'QuickBooks’ answer says nothing of it', passes: true };
  if (isReadable(response))
    return {
      records: readRecords(definition, response),
      raw: response.records.filter((each) => isOf(definition, each)),
    };
  const status = statusOf(response.statusCode, response.statusMessage);
  return {
    because: `QuickBooks did not answer whether it has it (${response.statusCode}: ${status.sentence})`,
    passes: ['retry', 'notProcessed'].includes(status.class),
  };
}

/** One query per operation, since a set answers by requestID. */
async function lookUpRequest(
  tx: Transaction,
  companyId: string,
  definitionOf: (entity: string) => EntityDefinition,
  operation: Operation,
): Promise<QbxmlRequest> {
  const definition = definitionOf(operation.entity);
  const { document } = definition;
  const { partOf } = definition.quickbooks;
  const { entity, recordId } = operation;
  const now = recordId === null ? undefined : await loadRecord(tx, companyId, 'quickbooks', entity, recordId);
  const by = partOf
    ? { ids: [partOf.owner(operation.fields)] }
    : operation.recordId !== null
      ? { ids: [operation.recordId] }
      : document
        ? aroundIt(document, operation.fields)
        : { fullNames: [await fullNameOf(tx, companyId, operation)] };
  return { ...listQuery(listOfRecord(definition, now?.facts), by), requestID: operation.id };
}

/** A person may have given a transfer another day since, and nothing else narrows the question. */
const daysAround = 7;

function aroundIt({ date, party }: DocumentRules, fields: CanonicalFields): ListSelection {
  const day = String(fields[date]);
  if (party !== undefined) return { day, party: String(fields[party]) };
  return { day: shiftDay(day, -daysAround), dayTo: shiftDay(day, daysAround) };
}

async function fullNameOf(tx: Transaction, companyId: string, operation: Operation): Promise<string> {
  const name = String(operation.fields.name);
  const parentId = operation.fields.parent;
  if (typeof parentId !== 'string') return name;
  const parent = await loadRecord(tx, companyId, 'quickbooks', operation.entity, parentId);
  return parent ? `${parent.facts.fullName ?? String(parent.fields.name)}:${name}` : name;
}

/** One look decides; what is not ours goes back to reconciling, which links or holds it. */
async function conclude(context: SettleContext, operation: Operation, sight: Sight): Promise<void> {
  const { tx, companyId, definition } = context;
  if ('because' in sight) {
    const { because, passes } = sight;
    await settleInconclusive(context, operation, { because, candidates: [], looksAgain: passes });
    return;
  }
  if (definition.quickbooks.partOf) {
    await concludePart(context, operation, sight.raw);
    return;
  }
  // There may be many documents of that day; a new one of ours says so by its ExternalGUID or its token.
  const { document, quickbooks } = definition;
  const sent = asReadBack(definition, operation.fields);
  const found =
    document && operation.recordId === null
      ? sight.records.filter((each) => says(document, each, { ...operation, fields: sent }))
      : sight.records;
  const [record, ...others] = found;
  // Of what was to be deleted, its absence is the proof.
  const deleted =
    record === undefined && isDelete(definition, operation)
      ? await deletedRecord(tx, companyId, operation)
      : undefined;
  if (deleted) {
    const detail = { how: 'looked up after the connection dropped: QuickBooks does not have it any more' };
    await settleApplied(context, [{ operation, readBack: deleted, detail }]);
    return;
  }
  if (!record) {
    await settleWithdrawn(
      context,
      operation,
      'looked up after the connection dropped: QuickBooks does not have it',
    );
    return;
  }
  const ours = found.filter((each) => isOurs(each, { ...operation, fields: sent }));
  const [only] = ours;
  if (only && ours.length === 1) {
    const detail = { how: 'found by looking it up after the connection dropped', isFoundLater: true };
    await settleApplied(context, [{ operation, readBack: only, detail }]);
    return;
  }
  // Of a list that is kept in part, what else is there comes with the reading that follows.
  const seen = quickbooks.keeps ? found : sight.records;
  await mirrorRecords(tx, companyId, 'quickbooks', definition.name, seen);
  if (others.length > 0) {
    await settleInconclusive(context, operation, {
      because: `QuickBooks has ${found.length} records that it may be`,
      candidates: found,
      looksAgain: false,
    });
    return;
  }
  await settleWithdrawn(
    context,
    operation,
    'looked up after the connection dropped: QuickBooks has something else there',
  );
}

/** Whether a document says that it is the one that we sent, whatever it holds by now. */
const says = (
  { token }: DocumentRules,
  { facts, fields }: BookRecord,
  { externalGuid, fields: sent }: Operation,
): boolean =>
  externalGuid === null
    ? token !== undefined && fields[token] !== null && fields[token] === sent[token]
    : sameGuid(facts.externalGuid, externalGuid);

/** What stands in another record is there if that says so, and nothing else can be it. */
async function concludePart(
  context: SettleContext,
  operation: Operation,
  owners: readonly QbxmlRecord[],
): Promise<void> {
  const { tx, companyId, definition } = context;
  const ours = await writtenPart(tx, companyId, definition, operation, owners);
  if (ours)
    await settleApplied(context, [
      {
        operation,
        readBack: ours,
        detail: { how: 'found by looking it up after the connection dropped', isFoundLater: true },
      },
    ]);
  else
    await settleWithdrawn(
      context,
      operation,
      'looked up after the connection dropped: QuickBooks does not have it',
    );
}

/** It says that it is what we sent, in every field, and by its ExternalGUID where the list has one. */
const isOurs = (record: BookRecord, { action, externalGuid, fields }: Operation): boolean =>
  action === 'void'
    ? record.deleted
    : (externalGuid === null || sameGuid(record.facts.externalGuid, externalGuid)) &&
      holdsEverything(record, fields);

const sameGuid = (one: string | undefined, two: string): boolean =>
  one !== undefined && one.replace(/[{}]/g, '').toLowerCase() === two.toLowerCase();
