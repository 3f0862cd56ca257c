import { kindsOf, type QuickBooksList, type EntityName } from '../../entities/definition';
import { moveCursor, type ReadCursor } from '../../ledger/cursors';
import type { Transaction } from '../../ledger/database';
import { setProgress } from '../../ledger/steps';
import { notAfter, overlapMinutes, shiftLocal } from '../../quickbooks/localTime';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { isBalanceRequest, takeInBalances } from './balances';
import { deletedQueries, deletionsIn, isDeletedRequest } from './deletions';
import { firstLoad } from './firstLoad';
import { markGone } from './mirrorParts';
import { mirrorResponse, type MirroredAnswer } from './mirrorResponse';
import { isOpeningRequest, type OpeningCheck } from './openingCheck';
import { askToRead } from './readAnswer';
import { mirrorPages } from './readPages';
import type { SessionJob } from './sessionJob';
import { readingLimits, type ReadingLimits } from './readingLimits';
import { isSweepDue, noteWholeList, sweepList } from './sweep';

/** A delta query of a long list stops here; what has a remainder is read again alone, with an iterator. */
const deltaRows = 500;

interface Reading {
  /** Which reading of this cycle it is. */
  readonly round: number;
  /** The time on the wall when it began: no cursor goes past it. */
  readonly latest: string;
  readonly limits?: Partial<ReadingLimits>;
  /** Asked in the first message set, and passed before anything of its answer counts. */
  readonly opening?: Pick<OpeningCheck, 'requests' | 'pass'>;
  /** What else is asked for in that set. */
  readonly besides?: readonly QbxmlRequest[];
}

/**
 * Reads what changed, all delta queries in one message set: a cycle with nothing to do costs one round trip.
 * Lists without iterator are read whole the first time and once a day; long ones with an iterator (firstLoad), and once a day
 * they are compared as a whole (sweep).
 * @returns which lists were refused, and why; the others were read.
 */
export async function readChanges(
  job: SessionJob,
  definitions: readonly QuickBooksList[],
  cursors: ReadonlyMap<EntityName, ReadCursor>,
  { round, latest, limits: given, opening, besides = [] }: Reading,
): Promise<ReadonlyMap<EntityName, string>> {
  const limits = { ...readingLimits, ...given };
  const cursorOf = (definition: QuickBooksList): string | null => {
    const cursor = cursors.get(definition.name);
    return cursor?.completeAt ? cursor.cursor : null;
  };
  const isFirst = (definition: QuickBooksList): boolean => !cursors.get(definition.name)?.completeAt;
  const swept = new Set(
    definitions.filter((definition) => isSweepDue(cursors.get(definition.name), limits.sweepEveryMs)),
  );
  const readWhole = [...swept].filter((definition) => !definition.quickbooks.iterator);
  const requests: QbxmlRequest[] = [];
  for (const definition of definitions) {
    const { iterator } = definition.quickbooks;
    if (isFirst(definition) && iterator) continue;
    requests.push(deltaQuery(definition, readWhole.includes(definition) ? null : cursorOf(definition)));
  }
  const known = definitions.filter((definition) => !isFirst(definition));
  const earliest = known
    .map((definition) => cursorOf(definition))
    .filter((cursor) => cursor !== null)
    .sort()[0];
  if (earliest !== undefined) {
    requests.push(...deletedQueries(known, shiftLocal(earliest, -overlapMinutes)));
  }

  const refused = new Map<EntityName, string>();
  let rows = 0;
  if (requests.length > 0) {
    // A retried job finds its question; the next round of the same session asks anew, for it comes after writes.
    const whole = readWhole.map(({ name }) => `:whole-${name}`).join('');
    const key = `c${job.lease.cycle}:read:${job.sessionId}:r${round}${whole}`;
    requests.push(...(opening?.requests ?? []), ...besides);
    const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests });
    await opening?.pass(exchange, answer);
    rows = answer.responses
      .filter(({ requestID }) => !isOpeningRequest(requestID) && !isBalanceRequest(requestID))
      .reduce((sum, response) => sum + response.records.length, 0);
    // A retried job finds it settled and takes it in once more, which changes nothing.
    await job.settle(exchange, async (tx) => {
      const news = await takeIn(tx, job, definitions, answer, { isFirst, readWhole, latest });
      for (const [entity, because] of news) refused.set(entity, because);
      await takeInBalances(tx, job.companyId, answer, latest.slice(0, 10));
      await setProgress(tx, job.lease, { done: rows, total: rows });
    });
    for (const definition of definitions.filter((each) => isCut(each, answer))) {
      const cursor = cursorOf(definition);
      const read = await readWithIterator(job, definition, cursor, `${key}:${definition.name}`);
      if (read.refused !== undefined) refused.set(definition.name, read.refused);
      else
        await job.under((tx) =>
          moveCursor(tx, job.companyId, 'quickbooks', definition.name, {
            cursor: notAfter(read.newest, latest),
          }),
        );
    }
  }
  for (const definition of definitions) {
    if (refused.has(definition.name)) continue;
    const turn = { round, rowsBefore: rows, latest, limits };
    let because: string | undefined;
    if (swept.has(definition)) because = await sweepList(job, definition, turn);
    else if (isFirst(definition) && definition.quickbooks.iterator)
      because = await firstLoad(job, definition, turn);
    if (because !== undefined) refused.set(definition.name, because);
  }
  return refused;
}

/** Whether QuickBooks stopped at the row limit: what is over must be read with an iterator. */
const isCut = (definition: QuickBooksList, answer: QbxmlAnswer): boolean =>
  definition.quickbooks.iterator &&
  answer.responses.some(
    (response) => response.requestID === definition.name && response.records.length >= deltaRows,
  );

function deltaQuery(definition: QuickBooksList, cursor: string | null): QbxmlRequest {
  return {
    ...listQuery(definition.quickbooks.list, {
      ...(cursor === null ? {} : { modifiedFrom: shiftLocal(cursor, -overlapMinutes) }),
      ...(definition.quickbooks.iterator ? { maxReturned: deltaRows } : {}),
      ...(definition.quickbooks.elements && { elements: definition.quickbooks.elements }),
    }),
    requestID: definition.name,
  };
}

interface Taking {
  readonly isFirst: (definition: QuickBooksList) => boolean;
  /** Lists without iterator that were asked for as a whole to be compared. */
  readonly readWhole: readonly QuickBooksList[];
  readonly latest: string;
}

/** @returns which lists were refused, and why. A cut list keeps its cursor until it is read to its end. */
async function takeIn(
  tx: Transaction,
  job: SessionJob,
  definitions: readonly QuickBooksList[],
  answer: QbxmlAnswer,
  { isFirst, readWhole, latest }: Taking,
): Promise<[EntityName, string][]> {
  const refused: [EntityName, string][] = [];
  for (const response of answer.responses) {
    if (isDeletedRequest(response.requestID)) {
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
      refused.push([definition.name, read.refused]);
      continue;
    }
    if (isCut(definition, answer)) continue;
    if (readWhole.includes(definition)) await noteWholeList(tx, job.companyId, definition, response);
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
  definitions: readonly QuickBooksList[],
  response: QbxmlResponse,
): Promise<void> {
  for (const definition of definitions) {
    const ids = deletionsIn({ responses: [response] })
      .filter(({ kind }) => kindsOf(definition).includes(kind))
      .map(({ id }) => id);
    if (ids.length > 0) await markGone(tx, job.companyId, definition, ids);
  }
}

/** A delta of more rows than one answer should carry, page by page; the gateway queues the pages itself. */
async function readWithIterator(
  job: SessionJob,
  definition: QuickBooksList,
  cursor: string | null,
  key: string,
): Promise<MirroredAnswer> {
  const request: QbxmlRequest = {
    ...listQuery(definition.quickbooks.list, {
      ...(cursor === null ? {} : { modifiedFrom: shiftLocal(cursor, -overlapMinutes) }),
      maxReturned: 100,
      iterator: 'Start',
    }),
    requestID: definition.name,
  };
  return mirrorPages(job, definition, { key, request });
}
