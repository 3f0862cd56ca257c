import { bookWords, countsOf, resultWords, tookWords } from '../../../src/console/views/cycleWords';
import { pollStrip } from '../../../src/console/views/pollStrip';
import { countRows, totalsOf } from '../../../src/console/views/previewCounts';
import { atHour } from '../../../src/console/views/words';

const minute = 60_000;
const now = new Date('2026-11-23T18:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minute);

describe('the Web Connector’s day', () => {
  const strip = (polls: readonly number[], sessions: readonly (readonly [number, number])[] = []) =>
    pollStrip(
      [...polls]
        .sort((one, two) => two - one)
        .map((minutes) => ({ minute: ago(minutes), calls: 1, refused: 0 })),
      sessions.map(([from, to]) => ({ from: ago(from), to: ago(to) })),
      now,
      15 * minute,
    );
  const gaps = (...given: Parameters<typeof strip>) =>
    strip(...given).gaps.map(({ from, to, isNow }) => [
      (now.getTime() - from.getTime()) / minute,
      (now.getTime() - to.getTime()) / minute,
      isNow,
    ]);
  test.each<[string, number[], [number, number][], unknown]>([
    ['calls every five minutes', [0, 5, 10, 15], [], []],
    ['a silence that is over', [0, 5, 60, 65], [], [[59, 5, false]]],
    ['a silence that goes on', [40, 45], [], [[39, 0, true]]],
    ['a session is no silence', [0, 60], [[58, 4]], []],
    ['nothing is known of the time before the first call', [0, 5], [], []],
    ['a silence that began the day before begins with the strip', [0, 2_000], [], [[1_440, 0, false]]],
    ['nobody ever called', [], [], []],
  ])('%s', (_, polls, sessions, expected) => {
    expect(gaps(polls, sessions)).toEqual(expected);
  });
  test('only what is of the day is counted', () => {
    expect(strip([5, 10, 1_500]).callCount).toBe(2);
  });
});

describe('a cycle in words', () => {
  const counts = {
    writes: [
      { entity: 'bill', book: 'quickbooks', create: 2, update: 0, void: 1, refused: 1 },
      { entity: 'invoice', book: 'billcom', create: 3, update: 1, void: 0, refused: 0 },
    ],
    linked: { bill: 2, invoice: 1 },
    entities: [{ entity: 'bill', held: 4 }],
  };
  test('its counts are those that the plan shows', () => {
    const all = countsOf({ counts, endedAt: now }, { role: 'Auditor', plan: 'both' });
    expect(all).toMatchObject({ linked: 3, held: 4 });
    expect(bookWords(all?.books.quickbooks ?? ({} as never))).toBe('2 new, 1 void or deleted, 1 refused');
    const payables = countsOf({ counts, endedAt: now }, { role: 'Auditor', plan: 'payables' });
    expect(payables).toMatchObject({ linked: 2, books: { billcom: { create: 0 } } });
    expect(countsOf({ counts, endedAt: null }, { role: 'Auditor', plan: 'both' })).toBeNull();
    // Of a version that noted less, or nothing.
    expect(
      countsOf({ counts: { applied: 3 }, endedAt: now }, { role: 'Auditor', plan: 'both' })?.writes,
    ).toEqual([]);
  });
  test('its result is a sentence', () => {
    const all = countsOf({ counts, endedAt: now }, { role: 'Auditor', plan: 'both' });
    const said = (state: Parameters<typeof resultWords>[0]['state'], message: string | null = null) =>
      resultWords({ mode: 'sync', state, message }, all);
    expect(said('ended')).toBe('7 changes written, 1 refused.');
    expect(said('failed', 'It could not be planned.')).toBe('Failed. It could not be planned.');
    expect(resultWords({ mode: 'sync', state: 'ended', message: null }, null)).toBe(
      'Nothing had to be written.',
    );
    expect(resultWords({ mode: 'preview', state: 'ended', message: null }, all)).toBe(
      'Shown; nothing was written.',
    );
  });
  test.each([
    [0, '0.0 s'],
    [4_230, '4.2 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [72_000, '1 min 12 s'],
    [7_500_000, '2 h 5 min'],
  ])('%i ms', (milliseconds, words) => {
    expect(tookWords(milliseconds)).toBe(words);
  });
});

test('a preview is counted by kind, without kinds of which there is nothing', () => {
  const rows = countRows(['vendor', 'class', 'bill'], {
    writes: [
      { entity: 'vendor', book: 'billcom', action: 'create', count: 2 },
      { entity: 'vendor', book: 'quickbooks', action: 'update', count: 3 },
      { entity: 'bill', book: 'quickbooks', action: 'void', count: 1 },
    ],
    links: [{ entity: 'vendor', count: 4 }],
    held: [{ entity: 'bill', count: 5 }],
  });
  expect(rows.map(({ entity }) => entity)).toEqual(['vendor', 'bill']);
  expect(totalsOf(rows)).toEqual({ write: 6, link: 4, held: 5 });
  expect(totalsOf(rows, { what: 'create' }).write).toBe(2);
  expect(totalsOf(rows, { book: 'quickbooks' }).write).toBe(4);
  expect(totalsOf(rows, { what: 'update', entity: 'bill' }).write).toBe(0);
});

test('a day begins by the clocks of the company, also when they change', () => {
  expect(atHour('2026-11-01', 0, 'America/Chicago').toISOString()).toBe('2026-11-01T05:00:00.000Z');
  expect(atHour('2026-11-01', 24, 'America/Chicago').toISOString()).toBe('2026-11-02T06:00:00.000Z');
});
