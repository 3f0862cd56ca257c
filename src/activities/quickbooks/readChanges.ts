import { kindsOf, type EntityDefinition, type EntityName } from '../../entities/definition';
import { moveCursor, type ReadCursor } from '../../ledger/cursors';
import type { Transaction } from '../../ledger/database';
import { markDeleted } from '../../ledger/records';
import { setProgress } from '../../ledger/steps';
import { notAfter, overlapMinutes, shiftLocal } from '../../quickbooks/localTime';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { listDeletedQuery, listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { firstLoad } from './firstLoad';
import { mirrorResponse, readFailed } from './mirrorResponse';
import { readPages } from './readPages';
import type { SessionJob } from './sessionJob';

/** A delta query of a long list stops here; what has a remainder is read again alone, with an iterator. */
const deltaRows = 500;

/** The deleted-query of QuickBooks knows the last 90 days (qbxml.md §6). */
const deletedRequestId = 'deleted';

interface Reading {
  /** Which reading of this cycle it is. */
  readonly round: number;
  /** The time on the wall when it began: no cursor goes past it. */
  readonly latest: string;
}

/**
 * Reads what changed, all delta queries in one message set: a cycle with nothing to do costs one round trip.
 * Lists without iterator are read whole the first time; long ones in windows (firstLoad).
 * @returns why lists were refused, in sentences; the others were read.
 */
export async function readChanges(
  job: SessionJob,
  definitions: readonly EntityDefinition[],
  cursors: ReadonlyMap<EntityName, ReadCursor>,
  { round, latest }: Reading,
): Promise<string[]> {
  const cursorOf = (definition: EntityDefinition): string | null => {
    const cursor = cursors.get(definition.name);
    return cursor?.completeAt ? cursor.cursor : null;
  };
  const isFirst = (definition: EntityDefinition): boolean => !cursors.get(definition.name)?.completeAt;
  const requests: QbxmlRequest[] = [];
  for (const definition of definitions) {
    if (isFirst(definition) && definition.quickbooks.iterator) continue;
    requests.push(deltaQuery(definition, cursorOf(definition)));
  }
  const known = definitions.filter((definition) => !isFirst(definition));
  const earliest = known
    .map((definition) => cursorOf(definition))
    .filter((cursor) => cursor !== null)
    .sort()[0];
  if (earliest !== undefined) {
    requests.push({
      ...listDeletedQuery(
        known.flatMap((definition) => kindsOf(definition)),
        shiftLocal(earliest, -overlapMinutes),
      ),
      requestID: deletedRequestId,
    });
  }

  const refused: string[] = [];
  let rows = 0;
  if (requests.length > 0) {
    // A retried job finds its question; the next round of the same session asks anew, for it comes after writes.
    const key = `c${job.lease.cycle}:read:${job.sessionId}:r${round}`;
    const exchange = await job.ask({ key, kind: 'read', requests });
    if (exchange.state === 'failed' || exchange.answer === null) throw readFailed(exchange);
    const answer = await decodeAnswer(exchange.answer);
    rows = answer.responses.reduce((sum, response) => sum + response.records.length, 0);
    // A retried job finds it settled and takes it in once more, which changes nothing.
    await job.settle(exchange, async (tx) => {
      refused.push(...(await takeIn(tx, job, definitions, answer, { isFirst, latest })));
      await setProgress(tx, job.lease, { done: rows, total: rows });
    });
    for (const definition of definitions.filter((each) => isCut(each, answer))) {
      const { newest } = await readWithIterator(
        job,
        definition,
        cursorOf(definition),
        `${key}:${definition.name}`,
      );
      await job.under((tx) =>
        moveCursor(tx, job.companyId, 'quickbooks', definition.name, { cursor: notAfter(newest, latest) }),
      );
    }
  }
  for (const definition of definitions) {
    if (isFirst(definition) && definition.quickbooks.iterator) await firstLoad(job, definition, rows, latest);
  }
  return refused;
}

/** Whether QuickBooks stopped at the row limit: what is over must be read with an iterator. */
const isCut = (definition: EntityDefinition, answer: QbxmlAnswer): boolean =>
  definition.quickbooks.iterator &&
  answer.responses.some(
    (response) => response.requestID === definition.name && response.records.length >= deltaRows,
  );

function deltaQuery(definition: EntityDefinition, cursor: string | null): QbxmlRequest {
  return {
    ...listQuery(definition.quickbooks.list, {
      ...(cursor === null ? {} : { modifiedFrom: shiftLocal(cursor, -overlapMinutes) }),
      ...(definition.quickbooks.iterator ? { maxReturned: deltaRows } : {}),
    }),
    requestID: definition.name,
  };
}

/** @returns why lists were refused. A cut list keeps its cursor until it is read to its end. */
async function takeIn(
  tx: Transaction,
  job: SessionJob,
  definitions: readonly EntityDefinition[],
  answer: QbxmlAnswer,
  { isFirst, latest }: { isFirst: (definition: EntityDefinition) => boolean; latest: string },
): Promise<string[]> {
  const refused: string[] = [];
  for (const response of answer.responses) {
    if (response.requestID === deletedRequestId) {
      await takeInDeleted(tx, job, definitions, response);
      continue;
    }
    const definition = definitions.find((each) => each.name === response.requestID);
    if (!definition) continue;
    const read = await mirrorResponse(tx, job.companyId, definition, response);
    if (read.refused !== undefined) {
      job.deps.log.warn(
        { companyId: job.companyId, entity: definition.name, code: response.statusCode },
        'a list was refused',
      );
      refused.push(read.refused);
      continue;
    }
    if (isCut(definition, answer)) continue;
    const complete = isFirst(definition);
    await moveCursor(tx, job.companyId, 'quickbooks', definition.name, {
      cursor: notAfter(read.newest, latest),
      complete,
      ...(complete ? { rows: read.rows } : {}),
    });
  }
  return refused;
}

async function takeInDeleted(
  tx: Transaction,
  job: SessionJob,
  definitions: readonly EntityDefinition[],
  response: QbxmlResponse,
): Promise<void> {
  for (const definition of definitions) {
    const ids = response.records
      .filter((record) => kindsOf(definition).includes(String(record.fields.ListDelType)))
      .map((record) => String(record.fields.ListID));
    if (ids.length > 0) await markDeleted(tx, job.companyId, 'quickbooks', definition.name, ids);
  }
}

/** A delta of more rows than one answer should carry, page by page; the gateway queues the pages itself. */
async function readWithIterator(
  job: SessionJob,
  definition: EntityDefinition,
  cursor: string | null,
  key: string,
): Promise<{ newest: string | null }> {
  const request: QbxmlRequest = {
    ...listQuery(definition.quickbooks.list, {
      ...(cursor === null ? {} : { modifiedFrom: shiftLocal(cursor, -overlapMinutes) }),
      maxReturned: 100,
      iterator: 'Start',
    }),
    requestID: definition.name,
  };
  return readPages(job, definition, key, request);
}
