import { readingLimits } from '../../../src/activities/quickbooks/readingLimits';
import { cutsOf, isUsefulCut, progressOf, rowsPerWindow } from '../../../src/activities/quickbooks/windows';
import type { ReadWindow } from '../../../src/ledger/cursors';

const window = (differs: Partial<ReadWindow>): ReadWindow => ({
  position: '',
  modifiedFrom: '2026-01-01T00:00:00',
  modifiedTo: '2026-01-03T00:00:00',
  nameFrom: null,
  nameTo: null,
  state: 'open',
  rows: null,
  milliseconds: null,
  ...differs,
});

test('a window holds what a minute brings, once that is known', () => {
  const per = (...windows: ReadWindow[]): number => rowsPerWindow(windows, readingLimits);
  expect(per(window({}))).toBe(2_000);
  expect(per(window({ state: 'done', rows: 499, milliseconds: 100 }))).toBe(2_000);
  expect(per(window({ state: 'done', rows: 1_000, milliseconds: 20_000 }))).toBe(3_000);
  expect(per(window({ state: 'done', rows: 600, milliseconds: 600_000 }))).toBe(500);
  // Windows without rows were not read, and tell nothing of the pace.
  expect(
    per(window({ state: 'done', rows: 0 }), window({ state: 'done', rows: 1_000, milliseconds: 20_000 })),
  ).toBe(3_000);
});

test('dates are cut before names, down to two seconds; names keep their dates', () => {
  const [byDate] = cutsOf(window({}));
  expect(byDate).toMatchObject([
    { modifiedFrom: '2026-01-01T00:00:00', modifiedTo: '2026-01-02T00:00:00', nameFrom: null, nameTo: null },
    { modifiedFrom: '2026-01-02T00:00:00', modifiedTo: '2026-01-03T00:00:00', nameFrom: null, nameTo: null },
  ]);
  const moment = { modifiedFrom: '2026-01-01T00:00:00', modifiedTo: '2026-01-01T00:00:02' };
  const [lower, upper] = cutsOf(window({ ...moment, nameFrom: 'd!', nameTo: 'p!' }))[0] ?? [];
  expect(lower).toMatchObject({ ...moment, nameFrom: 'd!' });
  expect(upper).toMatchObject({ ...moment, nameFrom: lower?.nameTo, nameTo: 'p!' });
});

test('a cut is useful unless both halves hold nearly everything, or QuickBooks refused to count one', () => {
  expect(isUsefulCut(100, [40, 61])).toBe(true);
  expect(isUsefulCut(100, [0, 100])).toBe(true);
  expect(isUsefulCut(100, [100, 100])).toBe(false);
  expect(isUsefulCut(100, [0, Number.POSITIVE_INFINITY])).toBe(false);
});

test('progress counts the halves and not the whole again', () => {
  const windows = [
    window({ state: 'split', rows: 100 }),
    window({ position: '0', state: 'done', rows: 40 }),
    window({ position: '1', rows: 60 }),
  ];
  expect(progressOf(windows, 7)).toEqual({ done: 47, total: 107 });
});
