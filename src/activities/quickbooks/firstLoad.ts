import type { QuickBooksList } from '../../entities/definition';
import { loadWindows, moveCursor, saveWindow, type ReadWindow } from '../../ledger/cursors';
import { setProgress } from '../../ledger/steps';
import { notAfter, shiftLocal } from '../../quickbooks/localTime';
import { countQuery, listQuery, type ListSelection } from '../../quickbooks/qbxml/queries';
import { isReadable, type MirroredAnswer } from './mirrorResponse';
import { askToRead } from './readAnswer';
import { mirrorPages } from './readPages';
import type { SessionJob } from './sessionJob';
import { sweepList, type SweepTurn } from './sweep';
import {
  cutsOf,
  isCutByName,
  isUsefulCut,
  progressOf,
  rowsPerWindow,
  sumOf,
  type Bounds,
  type Cut,
} from './windows';

/** QuickBooks' dates begin here (qbxml.md §1); nothing is older. */
const earliestTime = '1970-01-01T00:00:00';
/** A PC's clock may be ahead of ours by a zone and more; the first window ends well behind it. */
const latestMarginMinutes = 2 * 24 * 60;

/** What a reading job tells its first loads. */
export interface LoadTurn extends SweepTurn {
  /** The time on the wall when it began: no cursor goes past it. */
  readonly latest: string;
}

/**
 * The first load of a long list in closed windows (design §4.7): each is halved until it takes about a minute, and is
 * either done or done again, so that a lost session costs at most a window. The cursor that deltas start from is
 * taken so far back that a change during the load is read again. A list that was cut by names, of whose order in
 * QuickBooks nothing is known, is compared by ids before it counts as complete.
 * @returns why QuickBooks refused the list; it is loaded on by the next cycle then.
 */
export async function firstLoad(
  job: SessionJob,
  definition: QuickBooksList,
  turn: LoadTurn,
): Promise<string | undefined> {
  const { companyId } = job;
  const { rowsBefore, latest } = turn;
  const begun = Date.now();
  const load = (): Promise<ReadWindow[]> => job.under((tx) => loadWindows(tx, companyId, definition.name));
  let windows = await load();
  if (windows.length === 0) {
    await openWhole(job, definition, begun);
    windows = await load();
  }
  let newest: string | null = null;
  for (;;) {
    const window = windows.find((each) => each.state === 'open');
    if (!window) break;
    const isCut =
      (window.rows ?? 0) > rowsPerWindow(windows, turn.limits) && (await halve(job, definition, window));
    if (!isCut) {
      const read = await readWindow(job, definition, window, windows, rowsBefore);
      if (read.refused !== undefined) return read.refused;
      if (read.newest !== null && (newest === null || read.newest > newest)) newest = read.newest;
    }
    windows = await load();
    const progress = progressOf(windows, rowsBefore);
    await job.under((tx) => setProgress(tx, job.lease, progress));
  }
  const loadMinutes = Math.ceil((Date.now() - begun) / 60_000);
  const isCutByNames = windows.some(isCutByName);
  const rows = sumOf(windows.filter((window) => window.state === 'done'));
  await job.under((tx) =>
    moveCursor(tx, companyId, 'quickbooks', definition.name, {
      cursor: newest === null ? null : notAfter(shiftLocal(newest, -loadMinutes), latest),
      complete: !isCutByNames,
      rows,
    }),
  );
  return isCutByNames ? sweepList(job, definition, { ...turn, rowsBefore: rowsBefore + rows }) : undefined;
}

/** The first window holds everything. */
async function openWhole(job: SessionJob, definition: QuickBooksList, begun: number): Promise<void> {
  const now = new Date(begun).toISOString().slice(0, 19);
  const bounds: Bounds = {
    modifiedFrom: earliestTime,
    modifiedTo: shiftLocal(now, latestMarginMinutes),
    nameFrom: null,
    nameTo: null,
  };
  const { exchange, answer } = await askToRead(job, {
    key: keyOf(job, definition, 'count', 'all'),
    kind: 'read',
    requests: [{ ...countQuery(definition.quickbooks.list, selectionOf(bounds)), requestID: 'count' }],
  });
  // Refused: so will be the reading, which says why.
  const rows = answer.responses[0]?.retCount ?? 0;
  await job.settle(exchange, (tx) =>
    saveWindow(tx, job.companyId, definition.name, opened('', bounds, rows)),
  );
}

/** A window that holds nothing needs no reading: what is new since it was counted has a new date. */
const opened = (position: string, bounds: Bounds, rows: number): ReadWindow => ({
  position,
  ...bounds,
  state: rows === 0 && position !== '' ? 'done' : 'open',
  rows,
  milliseconds: null,
});

/** Cuts a window in two, if it can be and if that gains anything. */
async function halve(job: SessionJob, definition: QuickBooksList, window: ReadWindow): Promise<boolean> {
  for (const [attempt, cut] of cutsOf(window).entries()) {
    if (await halveBy(job, definition, window, cut, attempt)) return true;
  }
  return false;
}

/** Counts both halves in one set, and keeps them if they are smaller than the whole. */
async function halveBy(
  job: SessionJob,
  definition: QuickBooksList,
  window: ReadWindow,
  halves: Cut,
  attempt: number,
): Promise<boolean> {
  const { exchange, answer } = await askToRead(job, {
    key: keyOf(job, definition, `count${attempt}`, window.position),
    kind: 'read',
    requests: halves.map((half, index) => ({
      ...countQuery(definition.quickbooks.list, selectionOf(half)),
      requestID: `half${index}`,
    })),
  });
  // A range that is the wrong way round in QuickBooks' order of names may be refused (3031): then it is not cut.
  const rowsOf = (index: number): number => {
    const response = answer.responses.find((each) => each.requestID === `half${index}`);
    return response && isReadable(response) ? (response.retCount ?? 0) : Number.POSITIVE_INFINITY;
  };
  const rows = [rowsOf(0), rowsOf(1)] as const;
  const isUseful = isUsefulCut(window.rows ?? 0, rows);
  await job.settle(exchange, async (tx) => {
    if (!isUseful) return;
    const save = (each: ReadWindow): Promise<void> => saveWindow(tx, job.companyId, definition.name, each);
    await save({ ...window, state: 'split' });
    await save(opened(`${window.position}0`, halves[0], rows[0]));
    await save(opened(`${window.position}1`, halves[1], rows[1]));
  });
  return isUseful;
}

async function readWindow(
  job: SessionJob,
  definition: QuickBooksList,
  window: ReadWindow,
  windows: readonly ReadWindow[],
  rowsBefore: number,
): Promise<MirroredAnswer> {
  const begun = Date.now();
  const request = listQuery(definition.quickbooks.list, {
    ...selectionOf(window),
    requestID: definition.name,
    maxReturned: 100,
    iterator: 'Start',
  });
  const key = keyOf(job, definition, 'window', window.position);
  const shown = progressOf(windows, rowsBefore);
  const read = await mirrorPages(job, definition, { key, request }, (tx, rows) => {
    const done = shown.done + rows;
    return setProgress(tx, job.lease, { done, total: Math.max(shown.total, done) });
  });
  if (read.refused !== undefined) return read;
  const milliseconds = Math.max(1, Date.now() - begun);
  await job.under((tx) =>
    saveWindow(tx, job.companyId, definition.name, {
      ...window,
      state: 'done',
      rows: read.rows,
      milliseconds,
    }),
  );
  return read;
}

const selectionOf = ({ modifiedFrom, modifiedTo, nameFrom, nameTo }: Bounds): ListSelection => ({
  modifiedFrom,
  modifiedTo,
  ...(isCutByName({ modifiedFrom, modifiedTo, nameFrom, nameTo })
    ? {
        nameRange: {
          ...(nameFrom === null ? {} : { from: nameFrom }),
          ...(nameTo === null ? {} : { to: nameTo }),
        },
      }
    : {}),
});

const keyOf = (job: SessionJob, definition: QuickBooksList, what: string, position: string): string =>
  `c${job.lease.cycle}:${what}:${definition.name}:${position}:${job.sessionId}`;
