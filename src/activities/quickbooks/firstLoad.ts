import type { QuickBooksList } from '../../entities/definition';
import { recordsOfList } from '../../entities/listsOf';
import { moveCursor } from '../../ledger/cursors';
import {
  beginFirstLoad,
  breakFirstLoad,
  endFirstLoad,
  restartFirstLoad,
  type FirstLoad,
} from '../../ledger/firstLoads';
import { newestOfList } from '../../ledger/newest';
import { setProgress } from '../../ledger/steps';
import { notAfter, shiftLocal } from '../../quickbooks/localTime';
import { listQuery } from '../../quickbooks/qbxml/queries';
import { mirrorPages } from './readPages';
import type { SessionJob } from './sessionJob';
import { sweepList, type SweepTurn } from './sweep';

/** The first page is small: how heavy and how slow rows are is not known yet. The gateway makes the next ones larger. */
const firstPage = 100;

/** What a reading job tells its first loads. */
export interface LoadTurn extends SweepTurn {
  /** The time on the wall when it began: no cursor goes past it. */
  readonly latest: string;
}

/**
 * The first load of a long list (design §4.7), by one iterator: QuickBooks goes through the list once, nothing is counted
 * before, and every page is in the mirror when the next is asked for. An iterator ends with its session (qbxml.md §5). What
 * a lost session leaves is found by comparing ids, as in the daily sweep, and fetched by id: no record is read twice,
 * whatever order QuickBooks keeps. The cursor that deltas start from is taken so far back that a change during the
 * load is read again.
 * @returns why QuickBooks refused the list; it is loaded on by the next cycle then.
 */
export async function firstLoad(
  job: SessionJob,
  definition: QuickBooksList,
  turn: LoadTurn,
): Promise<string | undefined> {
  const { companyId, sessionId } = job;
  const { name } = definition;
  const load = await job.under((tx) => beginFirstLoad(tx, companyId, recordsOfList(definition), sessionId));
  if (load.broken) return loadTheRest(job, definition, turn);
  if (load.sessionId !== sessionId) {
    if (load.rows > turn.limits.rowsReadAgain) return breakOff(job, definition, turn);
    await job.under((tx) => restartFirstLoad(tx, companyId, name, sessionId));
  }
  return readThrough(job, definition, load, turn);
}

async function readThrough(
  job: SessionJob,
  definition: QuickBooksList,
  { minutes }: FirstLoad,
  turn: LoadTurn,
): Promise<string | undefined> {
  const { companyId } = job;
  const { name } = definition;
  const { latest, rowsBefore } = turn;
  const begun = Date.now();
  const request = listQuery(definition.quickbooks.list, {
    requestID: name,
    maxReturned: firstPage,
    iterator: 'Start',
  });
  const key = `c${job.lease.cycle}:load:${name}:${job.sessionId}`;
  const read = await mirrorPages(job, definition, { key, request, isReadOnce: true }, (tx, rows, remaining) =>
    setProgress(tx, job.lease, { done: rowsBefore + rows, total: rowsBefore + rows + remaining }),
  );
  if (read.isDropped) return breakOff(job, definition, turn);
  if (read.refused !== undefined) return read.refused;
  const tookMinutes = minutes + Math.ceil((Date.now() - begun) / 60_000);
  await job.under(async (tx) => {
    await moveCursor(tx, companyId, 'quickbooks', name, {
      cursor: read.newest === null ? null : notAfter(shiftLocal(read.newest, -tookMinutes), latest),
      complete: true,
      rows: read.rows,
    });
    await endFirstLoad(tx, companyId, name);
  });
  return undefined;
}

/**
 * The iterator is gone. Deltas will start from the newest record that was read by now: what changes from here on is newer
 * and what changed before differs from the mirror when ids and EditSequences are compared.
 */
async function breakOff(
  job: SessionJob,
  definition: QuickBooksList,
  turn: LoadTurn,
): Promise<string | undefined> {
  const { companyId } = job;
  const { name } = definition;
  await job.under(async (tx) => {
    const newest = await newestOfList(tx, companyId, recordsOfList(definition));
    await moveCursor(tx, companyId, 'quickbooks', name, {
      cursor: newest === null ? null : notAfter(newest, turn.latest),
    });
    await breakFirstLoad(tx, companyId, name);
  });
  return loadTheRest(job, definition, turn);
}

async function loadTheRest(
  job: SessionJob,
  definition: QuickBooksList,
  turn: LoadTurn,
): Promise<string | undefined> {
  const refused = await sweepList(job, definition, { ...turn, fetchesNew: true });
  if (refused === undefined) await job.under((tx) => endFirstLoad(tx, job.companyId, definition.name));
  return refused;
}
