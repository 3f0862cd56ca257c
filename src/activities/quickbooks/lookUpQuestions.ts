import type { CanonicalFields, EntityDefinition } from '../../entities/definition';
import type { DocumentRules } from '../../entities/documentRules';
import { listOfRecord } from '../../entities/listsOf';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import type { Operation } from '../../ledger/operations';
import { loadRecord } from '../../ledger/records';
import { shiftDay } from '../../quickbooks/localTime';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { encodeRequests } from '../../quickbooks/qbxml/encode';
import { QbxmlRefused, UnreadableAnswer } from '../../quickbooks/qbxml/errors';
import { listQuery, type ListSelection } from '../../quickbooks/qbxml/queries';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlRecord, QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { isOf, isReadable, readRecords } from './mirrorResponse';
import type { SessionJob } from './sessionJob';

/** How often a passing state of QuickBooks is waited out in one session before everything else goes on. */
export const attemptsAtMost = 6;

/**
 * What a query said: the records that are there (none is an answer too), or why it said nothing. `raw`: as they came.
 */
export type Sight =
  | { readonly records: readonly BookRecord[]; readonly raw: readonly QbxmlRecord[] }
  | { readonly because: string; readonly passes: boolean };

/** The answers by request; none at all when they cannot be read. */
export async function responsesOf(
  answer: string | null,
): Promise<ReadonlyMap<string | undefined, QbxmlResponse>> {
  try {
    const { responses } = await decodeAnswer(answer ?? '');
    return new Map(responses.map((response) => [response.requestID, response]));
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    return new Map();
  }
}

/** Why QuickBooks would not even read the question; sent, it would cost the whole set. */
export function refusedUnasked(
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

export const refusedByParser = ({ hresult }: { hresult: string | null }): Sight => ({
  because: `QuickBooks refuses to be asked for it (${hresult ?? '0x80040400'})`,
  passes: false,
});

/** Absence may only be concluded from an answer that says what is there and what is not. */
export function sightOf(definition: EntityDefinition, response: QbxmlResponse | undefined): Sight {
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
export async function lookUpRequest(
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
