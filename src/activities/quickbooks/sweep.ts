import { createHash } from 'node:crypto';
import type { QuickBooksList } from '../../entities/definition';
import { recordsOfList } from '../../entities/listsOf';
import { moveCursor, type ReadCursor } from '../../ledger/cursors';
import type { Transaction } from '../../ledger/database';
import { setProgress } from '../../ledger/steps';
import {
  beginSweep,
  dropSweep,
  endSweep,
  entriesToFetch,
  markSwept,
  nextSweepPart,
  noteFetched,
  noteShown,
  type ShownEntry,
  type Sweep,
} from '../../ledger/sweeps';
import { overlapMinutes, shiftLocal } from '../../quickbooks/localTime';
import { idElementOf, listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { markGone } from './mirrorParts';
import { isOf, mirrorResponse, readRecords, refusalOf } from './mirrorResponse';
import { askToRead } from './readAnswer';
import type { ReadingLimits } from './readingLimits';
import { readPages } from './readPages';
import type { SessionJob } from './sessionJob';

/**
 * The daily sweep (design §4.8): a list is compared with the mirror as a whole, by id and EditSequence, whatever its
 * times say. It finds what a wrong clock hid from the deltas, and deletions that QuickBooks has forgotten after 90 days.
 *
 * Nothing is concluded from what the comparison did not show: a change may have moved an entry while it ran. Every
 * entry that differs, is new or was not shown is fetched by its id, and only an id that QuickBooks does not know is gone.
 */

/** Ids and EditSequences are light: the largest pages from the start. */
const entriesPerPage = 500;
/** Records per set when they are fetched by id. */
const idsPerSet = 100;

export const isSweepDue = (cursor: ReadCursor | undefined, everyMs: number, now = Date.now()): boolean =>
  !!cursor?.completeAt && now - cursor.completeAt.getTime() >= everyMs;

/** What a reading job tells its sweeps. */
export interface SweepTurn {
  /** Which reading of this cycle it is: keys of an earlier one in the same session are not found again. */
  readonly round: number;
  /** Rows that the job has read before, for its progress. */
  readonly rowsBefore: number;
  readonly limits: ReadingLimits;
  /** It completes a first load: whatever the mirror does not have is fetched. */
  readonly fetchesNew?: boolean;
}

/** Takes a list that was just read whole, without an iterator, as compared; `sweepList` goes on from there. */
export async function noteWholeList(
  tx: Transaction,
  companyId: string,
  definition: QuickBooksList,
  response: QbxmlResponse,
): Promise<void> {
  // What an earlier session was shown counts no more.
  await dropSweep(tx, companyId, definition.name);
  const list = recordsOfList(definition);
  await beginSweep(tx, companyId, list);
  await noteShown(tx, companyId, list, shownIn(definition, response), fetchesNew(definition));
  await markSwept(tx, companyId, list, null);
}

/**
 * Sweeps one list, or goes on where a lost session left it.
 * @returns why QuickBooks refused the list; it is swept again by the next cycle then.
 */
export async function sweepList(
  job: SessionJob,
  definition: QuickBooksList,
  turn: SweepTurn,
): Promise<string | undefined> {
  for (;;) {
    const sweep = await job.under((tx) => beginSweep(tx, job.companyId, recordsOfList(definition)));
    const refused = sweep.compared
      ? await fetchOdd(job, definition, turn)
      : await comparePart(job, definition, sweep, turn);
    if (refused !== undefined || sweep.compared) return refused;
  }
}

/** Shows the ids and EditSequences of one part of the list to the mirror. */
async function comparePart(
  job: SessionJob,
  definition: QuickBooksList,
  { sweptTo, seen, total }: Sweep,
  turn: SweepTurn,
): Promise<string | undefined> {
  const { companyId } = job;
  const { round, rowsBefore, limits } = turn;
  const fetches = turn.fetchesNew ?? fetchesNew(definition);
  const list = recordsOfList(definition);
  const next = await job.under((tx) =>
    nextSweepPart(tx, companyId, list, {
      from: sweptTo,
      entries: limits.sweepPart,
      pauseMinutes: overlapMinutes,
    }),
  );
  const request = listQuery(definition.quickbooks.list, {
    requestID: definition.name,
    // Parts overlap by nearly the whole pause, so that an hour that a clock shows twice falls into both.
    ...(sweptTo === null ? {} : { modifiedFrom: shiftLocal(sweptTo, -overlapMinutes) }),
    ...(next === null ? {} : { modifiedTo: shiftLocal(next, -1) }),
    elements: [idElementOf(definition.quickbooks.list), 'EditSequence'],
    maxReturned: entriesPerPage,
    iterator: 'Start',
  });
  const key = keyOf(job, `sweep:${definition.name}:${sweptTo ?? 'start'}`, round);
  let done = seen;
  const { refused } = await readPages(job, definition, { key, request }, async (tx, response) => {
    const shown = shownIn(definition, response);
    await noteShown(tx, companyId, list, shown, fetches);
    done += shown.length;
    const all = Math.max(total, done);
    await setProgress(tx, job.lease, { done: rowsBefore + done, total: rowsBefore + all });
  });
  if (refused === undefined) await job.under((tx) => markSwept(tx, companyId, list, next));
  return refused;
}

/** Fetches by id what the comparison leaves open, and ends the sweep. */
async function fetchOdd(
  job: SessionJob,
  definition: QuickBooksList,
  { round }: SweepTurn,
): Promise<string | undefined> {
  const { companyId } = job;
  const { name } = definition;
  let [fetched, gone] = [0, 0];
  for (;;) {
    const ids = await job.under((tx) => entriesToFetch(tx, companyId, name, idsPerSet));
    if (ids.length === 0) break;
    const found = await fetchByIds(job, definition, ids, round);
    if ('refused' in found) return found.refused;
    const missing = ids.filter((id) => !found.ids.has(id));
    const looked = await lookForMissing(job, definition, missing, round);
    if ('refused' in looked) return looked.refused;
    fetched += ids.length;
    gone += looked.gone;
  }
  await job.under(async (tx) => {
    const { begunAt, rows } = await endSweep(tx, companyId, recordsOfList(definition));
    await moveCursor(tx, companyId, 'quickbooks', name, {
      cursor: null,
      complete: true,
      completeSince: begunAt,
      rows,
    });
  });
  job.deps.log.info({ companyId, entity: name, fetched, gone }, 'a list was compared as a whole');
  return undefined;
}

/** Reads entries by id into the mirror, many in one query. */
async function fetchByIds(
  job: SessionJob,
  definition: QuickBooksList,
  ids: readonly string[],
  round: number,
): Promise<{ ids: ReadonlySet<string> } | { refused: string }> {
  const { exchange, answer } = await askToRead(job, {
    key: keyOf(job, `fetch:${definition.name}:${digest(ids)}`, round),
    kind: 'read',
    requests: [byIds(definition, definition.name, ids)],
  });
  const [response] = answer.responses;
  if (!response) throw new Error(`QuickBooks’ answer to ${exchange.key} has nothing in it`);
  const refused = refusalOf(definition, response);
  const found = readRecords(definition, response).map((record) => record.id);
  await job.settle(exchange, async (tx) => {
    if (refused !== undefined) return;
    await mirrorResponse(tx, job.companyId, definition, response);
    await noteFetched(tx, job.companyId, definition.name, found);
  });
  return refused === undefined ? { ids: new Set(found) } : { refused };
}

/** A query by id, of no more elements than the list is read for. */
const byIds = ({ quickbooks }: QuickBooksList, requestID: string, ids: readonly string[]): QbxmlRequest =>
  listQuery(quickbooks.list, {
    requestID,
    ids,
    ...(quickbooks.elements && { elements: quickbooks.elements }),
  });

/** Nothing found (1), and ids that are not there (500, 3120; captures show either): only these say that an entry is gone. */
const absentCodes = [0, 1, 500, 3120];

/** Asks for each missing entry alone: an answer to many of which some are missing may leave out others too (qbxml.md §5). */
async function lookForMissing(
  job: SessionJob,
  definition: QuickBooksList,
  ids: readonly string[],
  round: number,
): Promise<{ gone: number } | { refused: string }> {
  if (ids.length === 0) return { gone: 0 };
  const { exchange, answer } = await askToRead(job, {
    key: keyOf(job, `missing:${definition.name}:${digest(ids)}`, round),
    kind: 'read',
    requests: ids.map((id, index) => byIds(definition, String(index), [id])),
  });
  const gone: string[] = [];
  let refused: string | undefined;
  await job.settle(exchange, async (tx) => {
    for (const [index, id] of ids.entries()) {
      const response = answer.responses.find((each) => each.requestID === String(index));
      refused ??= response
        ? refusalOf(definition, response)
        : `QuickBooks did not answer whether it has one of its ${definition.words.many}.`;
      if (!response || refused !== undefined) continue;
      const { rows } = await mirrorResponse(tx, job.companyId, definition, response);
      if (rows === 0 && absentCodes.includes(response.statusCode)) gone.push(id);
    }
    if (refused !== undefined) return;
    await markGone(tx, job.companyId, definition, gone);
    await noteFetched(tx, job.companyId, definition.name, ids);
  });
  return refused === undefined ? { gone: gone.length } : { refused };
}

/** Of a list that the mirror keeps only some of, what it does not have is not new. */
const fetchesNew = ({ quickbooks }: QuickBooksList): boolean => quickbooks.keeps === undefined;

/** The entries of an answer that are of this list; a query may show kinds that are not read. */
const shownIn = (definition: QuickBooksList, response: QbxmlResponse): ShownEntry[] =>
  response.records
    .filter((record) => isOf(definition, record))
    .flatMap(({ fields }) => {
      const { [idElementOf(definition.quickbooks.list)]: id, EditSequence: version } = fields;
      return typeof id === 'string' ? [{ id, version: typeof version === 'string' ? version : null }] : [];
    });

const keyOf = (job: SessionJob, what: string, round: number): string =>
  `c${job.lease.cycle}:${what}:${job.sessionId}:r${round}`;

/** A question is found again by a retried job only if it asks for the same ids. */
const digest = (ids: readonly string[]): string =>
  createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16);
