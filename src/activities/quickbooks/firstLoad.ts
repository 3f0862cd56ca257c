import type { QuickBooksList } from '../../entities/definition';
import { loadWindows, moveCursor, saveWindow, type ReadWindow } from '../../ledger/cursors';
import { setProgress } from '../../ledger/steps';
import { middleOf, notAfter, shiftLocal } from '../../quickbooks/localTime';
import { countQuery, listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import type { MirroredAnswer } from './mirrorResponse';
import { askToRead } from './readAnswer';
import { mirrorPages } from './readPages';
import type { SessionJob } from './sessionJob';

/** Before anything was measured, a window holds at most this many rows; later what a minute brings. */
const rowsBeforeMeasuring = 2_000;
const fewestRows = 500;
const windowMilliseconds = 60_000;
/** QuickBooks' dates begin here (qbxml.md §1); nothing is older. */
const earliestTime = '1970-01-01T00:00:00';
/** A PC's clock may be ahead of ours by a zone and more; the first window ends well behind it. */
const latestMarginMinutes = 2 * 24 * 60;
/** Windows are not cut below this; a bulk import gives everything one time. */
const shortestWindowSeconds = 2;

/**
 * The first load of a long list in closed windows (design §4.7): each is halved until it takes about a minute, and is
 * either done or done again, so that a lost session costs at most a window. The cursor that deltas start from is
 * taken so far back that a change during the load is read again.
 * @returns why QuickBooks refused the list; it is loaded on by the next cycle then.
 */
export async function firstLoad(
  job: SessionJob,
  definition: QuickBooksList,
  rowsBefore: number,
  latest: string,
): Promise<string | undefined> {
  const { companyId } = job;
  const begun = Date.now();
  let windows = await job.under((tx) => loadWindows(tx, companyId, definition.name));
  if (windows.length === 0) {
    const now = new Date(begun).toISOString().slice(0, 19);
    await save(job, definition, {
      ...open(''),
      modifiedFrom: earliestTime,
      modifiedTo: shiftLocal(now, latestMarginMinutes),
    });
    windows = await job.under((tx) => loadWindows(tx, companyId, definition.name));
  }
  let newest: string | null = null;
  for (;;) {
    const window = windows.find((each) => each.state === 'open');
    if (!window) break;
    const rows = window.rows ?? (await countRows(job, definition, window));
    if (rows > rowsPerWindow(windows) && seconds(window) > shortestWindowSeconds) {
      await split(job, definition, window);
    } else {
      const shown = progressOf(windows, rowsBefore);
      const read = await readWindow(job, definition, window, (rows) => ({
        done: shown.done + rows,
        total: Math.max(shown.total, shown.done + rows),
      }));
      if (read.refused !== undefined) return read.refused;
      if (read.newest !== null && (newest === null || read.newest > newest)) newest = read.newest;
    }
    windows = await job.under((tx) => loadWindows(tx, companyId, definition.name));
    await job.under((tx) => setProgress(tx, job.lease, progressOf(windows, rowsBefore)));
  }
  const loadMinutes = Math.ceil((Date.now() - begun) / 60_000);
  const total = windows.reduce((sum, window) => sum + (window.state === 'done' ? (window.rows ?? 0) : 0), 0);
  await job.under((tx) =>
    moveCursor(tx, companyId, 'quickbooks', definition.name, {
      cursor: newest === null ? null : notAfter(shiftLocal(newest, -loadMinutes), latest),
      complete: true,
      rows: total,
    }),
  );
  return undefined;
}

const open = (position: string) => ({
  position,
  nameFrom: null,
  nameTo: null,
  state: 'open' as const,
  rows: null,
  milliseconds: null,
});

const save = (job: SessionJob, definition: QuickBooksList, window: ReadWindow): Promise<void> =>
  job.under((tx) => saveWindow(tx, job.companyId, definition.name, window));

const seconds = (window: ReadWindow): number =>
  (Date.parse(`${window.modifiedTo}Z`) - Date.parse(`${window.modifiedFrom}Z`)) / 1_000;

/** What one minute brings, by the windows done so far. */
export function rowsPerWindow(windows: readonly ReadWindow[]): number {
  const done = windows.filter((window) => window.state === 'done' && (window.milliseconds ?? 0) > 0);
  const rows = done.reduce((sum, window) => sum + (window.rows ?? 0), 0);
  const milliseconds = done.reduce((sum, window) => sum + (window.milliseconds ?? 0), 0);
  if (rows < fewestRows || milliseconds === 0) return rowsBeforeMeasuring;
  return Math.max(fewestRows, Math.round((rows / milliseconds) * windowMilliseconds));
}

const progressOf = (windows: readonly ReadWindow[], rowsBefore: number) => ({
  done:
    rowsBefore + windows.reduce((sum, window) => sum + (window.state === 'done' ? (window.rows ?? 0) : 0), 0),
  total:
    rowsBefore +
    windows.reduce((sum, window) => sum + (window.state === 'split' ? 0 : (window.rows ?? 0)), 0),
});

async function countRows(job: SessionJob, definition: QuickBooksList, window: ReadWindow): Promise<number> {
  const key = `c${job.lease.cycle}:count:${definition.name}:${window.position}:${job.sessionId}`;
  const request: QbxmlRequest = {
    ...countQuery(definition.quickbooks.list, bounds(window)),
    requestID: 'count',
  };
  const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests: [request] });
  const rows = answer.responses[0]?.retCount ?? 0;
  await job.settle(exchange, (tx) => saveWindow(tx, job.companyId, definition.name, { ...window, rows }));
  return rows;
}

async function split(job: SessionJob, definition: QuickBooksList, window: ReadWindow): Promise<void> {
  const middle = middleOf(window.modifiedFrom, window.modifiedTo);
  await job.under(async (tx) => {
    const { companyId } = job;
    await saveWindow(tx, companyId, definition.name, { ...window, state: 'split' });
    // Range ends are inclusive; a row on the seam is read twice and kept once.
    await saveWindow(tx, companyId, definition.name, {
      ...open(`${window.position}0`),
      modifiedFrom: window.modifiedFrom,
      modifiedTo: middle,
    });
    await saveWindow(tx, companyId, definition.name, {
      ...open(`${window.position}1`),
      modifiedFrom: middle,
      modifiedTo: window.modifiedTo,
    });
  });
}

async function readWindow(
  job: SessionJob,
  definition: QuickBooksList,
  window: ReadWindow,
  progress: (rows: number) => { done: number; total: number },
): Promise<MirroredAnswer> {
  const begun = Date.now();
  const request: QbxmlRequest = {
    ...listQuery(definition.quickbooks.list, { ...bounds(window), maxReturned: 100, iterator: 'Start' }),
    requestID: definition.name,
  };
  const key = `c${job.lease.cycle}:window:${definition.name}:${window.position}:${job.sessionId}`;
  const read = await mirrorPages(job, definition, { key, request }, (tx, rows) =>
    setProgress(tx, job.lease, progress(rows)),
  );
  if (read.refused !== undefined) return read;
  await save(job, definition, {
    ...window,
    state: 'done',
    rows: read.rows,
    milliseconds: Math.max(1, Date.now() - begun),
  });
  return read;
}

const bounds = (window: ReadWindow) => ({ modifiedFrom: window.modifiedFrom, modifiedTo: window.modifiedTo });
