import type { ReadWindow } from '../../ledger/cursors';
import { middleOf } from '../../quickbooks/localTime';
import { cutNames } from './nameCut';
import type { ReadingLimits } from './readingLimits';

/** The windows of a first load: how large they may be, and how they are halved. Pure. */

/** Dates are not cut below this; a bulk import gives everything one time. */
const shortestWindowSeconds = 2;

/** A name at which a cut gains nothing is followed by another. */
const nameTries = 3;

/** How many rows a window may hold, by the windows done so far. */
export function rowsPerWindow(windows: readonly ReadWindow[], limits: ReadingLimits): number {
  const done = windows.filter((window) => window.state === 'done' && (window.milliseconds ?? 0) > 0);
  const rows = done.reduce((sum, window) => sum + (window.rows ?? 0), 0);
  const milliseconds = done.reduce((sum, window) => sum + (window.milliseconds ?? 0), 0);
  if (rows < limits.windowRowsMin || milliseconds === 0) return limits.windowRowsBeforeMeasuring;
  return Math.max(limits.windowRowsMin, Math.round((rows / milliseconds) * limits.windowMs));
}

export type Bounds = Pick<ReadWindow, 'modifiedFrom' | 'modifiedTo' | 'nameFrom' | 'nameTo'>;

/** A window cut in two. Ends belong to both halves; what stands on the seam is read twice and kept once. */
export type Cut = readonly [Bounds, Bounds];

/** How a window can be halved, the better way first: by date, and by name where everything has one date. */
export function cutsOf({ modifiedFrom, modifiedTo, nameFrom, nameTo }: Bounds): readonly Cut[] {
  const cuts: Cut[] = [];
  const seconds = (Date.parse(`${modifiedTo}Z`) - Date.parse(`${modifiedFrom}Z`)) / 1_000;
  if (seconds > shortestWindowSeconds) {
    const middle = middleOf(modifiedFrom, modifiedTo);
    const older = { modifiedFrom, modifiedTo: middle, nameFrom, nameTo };
    cuts.push([older, { modifiedFrom: middle, modifiedTo, nameFrom, nameTo }]);
  }
  let name = cutNames(nameFrom, nameTo);
  for (let tries = 0; name !== null && tries < nameTries; tries += 1) {
    const lower = { modifiedFrom, modifiedTo, nameFrom, nameTo: name };
    cuts.push([lower, { modifiedFrom, modifiedTo, nameFrom: name, nameTo }]);
    name = cutNames(name, nameTo);
  }
  return cuts;
}

/** Whether halving gained anything: where everything stands on the seam, both halves hold it all. */
export const isUsefulCut = (rows: number, [lower, upper]: readonly [number, number]): boolean =>
  lower + upper <= 1.5 * rows;

export const isCutByName = ({ nameFrom, nameTo }: Bounds): boolean => nameFrom !== null || nameTo !== null;

/** Rows read of rows counted, for the progress that people see. */
export const progressOf = (windows: readonly ReadWindow[], rowsBefore: number) => ({
  done: rowsBefore + sumOf(windows.filter((window) => window.state === 'done')),
  total: rowsBefore + sumOf(windows.filter((window) => window.state !== 'split')),
});

export const sumOf = (windows: readonly ReadWindow[]): number =>
  windows.reduce((sum, window) => sum + (window.rows ?? 0), 0);
