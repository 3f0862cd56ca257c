import {
  cursorAfter,
  howToRead,
  isToBeProbed,
  readNow,
  waitsForItsHour,
  type ListState,
} from '../../../src/activities/billcom/howToRead';

const now = new Date('2026-07-01T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const state = (differs: Partial<ListState> = {}): ListState => ({
  probe: { filters: true, at: '2026-06-20T00:00:00.000Z' },
  cursor: { cursor: '2026-07-01T11:40:00.000Z', completeAt: minutesAgo(30) },
  isRung: false,
  everyMinutes: 15,
  now,
  ...differs,
});

test('a list that filters is read from five minutes before the latest change that was seen', () => {
  expect(howToRead(state())).toEqual({ isWhole: false, since: new Date('2026-07-01T11:35:00Z') });
});

describe('a list is read whole', () => {
  test.each<[string, Partial<ListState>]>([
    ['that was never tried', { probe: undefined }],
    ['that does not filter', { probe: { filters: false, at: '2026-06-20T00:00:00.000Z' } }],
    ['that was never read', { cursor: undefined }],
    ['that had no row yet', { cursor: { cursor: null, completeAt: minutesAgo(1) } }],
    ['that was never read to its end', { cursor: { cursor: '2026-07-01T11:40:00.000Z', completeAt: null } }],
    ['at a doorbell', { isRung: true }],
    ['each hour', { cursor: { cursor: '2026-07-01T11:40:00.000Z', completeAt: minutesAgo(60) } }],
    [
      'before the hour, where the next cycle comes after it',
      { everyMinutes: 40, cursor: { cursor: '2026-07-01T11:40:00.000Z', completeAt: minutesAgo(40) } },
    ],
    ['always, with cycles an hour apart and more', { everyMinutes: 90 }],
  ])('%s', (_, differs) => {
    expect(howToRead(state(differs))).toEqual({ isWhole: true });
  });
});

test('with cycles every quarter of an hour it is whole each fourth time, also if they come a little late', () => {
  const wholeAt = [15, 30.5, 45.8, 60.2].map((minutes) => {
    const cursor = { cursor: '2026-07-01T11:40:00.000Z', completeAt: minutesAgo(minutes) };
    return howToRead(state({ cursor })).isWhole;
  });
  expect(wholeAt).toEqual([false, false, false, true]);
});

describe('a list that nobody waits for', () => {
  test.each<[string, Partial<ListState>, boolean]>([
    ['waits within the hour', {}, true],
    ['is read each hour', { cursor: { cursor: null, completeAt: minutesAgo(60) } }, false],
    ['is read at a doorbell', { isRung: true }, false],
    ['is read before it ever was', { cursor: undefined }, false],
    ['is read always, with cycles an hour apart and more', { everyMinutes: 90 }, false],
  ])('%s', (_, differs, waits) => {
    expect(waitsForItsHour(state(differs))).toBe(waits);
  });
});

describe('the lists of a cycle', () => {
  const every = { name: 'every', billcom: {} };
  const hourly = { name: 'hourly', billcom: { isReadHourly: true } };
  const yielding = { name: 'yielding', billcom: { givesWay: true } };
  const read = (due: readonly string[], neverRead: readonly string[] = []): string[] =>
    readNow(
      [every, hourly, yielding],
      ({ name }) => !due.includes(name),
      ({ name }) => !neverRead.includes(name),
    ).map(({ name }) => name);

  test.each<[string, string[], string[]]>([
    ['an hourly one waits for its hour', [], ['every', 'yielding']],
    ['in its hour another one gives way to it', ['hourly'], ['every', 'hourly']],
    ['but not beyond an hour', ['hourly', 'yielding'], ['every', 'hourly', 'yielding']],
  ])('%s', (_, due, expected) => {
    expect(read(due)).toEqual(expected);
  });

  test('to one that was never read to its end, as where Bill.com forbids it, nothing gives way', () => {
    expect(read(['hourly'], ['hourly'])).toEqual(['every', 'hourly', 'yielding']);
  });
});

test('filters are tried again after a month', () => {
  expect(isToBeProbed(undefined, now)).toBe(true);
  expect(isToBeProbed({ filters: true, at: '2026-06-05T00:00:00.000Z' }, now)).toBe(false);
  expect(isToBeProbed({ filters: false, at: '2026-05-30T00:00:00.000Z' }, now)).toBe(true);
});

test('the cursor settles five minutes after the latest change, but not after the begin of the reading', () => {
  const began = '2026-07-01T12:00:00.000Z';
  expect(cursorAfter('2026-07-01T09:00:00.000Z', began)).toBe('2026-07-01T09:05:00.000Z');
  expect(cursorAfter('2026-07-01T11:58:00.000Z', began)).toBe(began);
  expect(cursorAfter('2026-07-01T12:00:30.000Z', began)).toBe(began);
  expect(cursorAfter(undefined, began)).toBeNull();
  expect(cursorAfter('2026-07-01T09:00:00.000Z', null)).toBeNull();
});
