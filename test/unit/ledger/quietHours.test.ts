import fc from 'fast-check';
import { areQuietHours, nextBegin, quietUntil } from '../../../src/ledger/quietHours';

const zone = 'America/Chicago';
/** In winter, when Chicago is six hours behind. */
const winter = (clock: string): Date => new Date(`2026-01-15T${clock}:00-06:00`);
const until = (text: string, clock: string): string | undefined =>
  quietUntil(text, zone, winter(clock))?.toISOString();

test.each([
  ['22:00-06:00', '21:59', undefined],
  ['22:00-06:00', '22:00', '2026-01-16T12:00:00.000Z'],
  ['22:00-06:00', '05:59', '2026-01-15T12:00:00.000Z'],
  ['22:00-06:00', '06:00', undefined],
  ['12:00-13:30', '12:45', '2026-01-15T19:30:00.000Z'],
  ['12:00-13:30', '13:30', undefined],
  ['none', '12:00', undefined],
])('%s at %s', (text, clock, end) => expect(until(text, clock)).toBe(end));

test.each(['25:00-06:00', '22-6', '06:00-06:00', 'at night', '22:60-01:00', '22:00-06:00 '])(
  '“%s” are no hours',
  (text) => {
    expect(areQuietHours(text)).toBe(false);
    expect(quietUntil(text, zone, winter('23:00'))).toBeUndefined();
  },
);

test('they end by the clock in the nights in which the clocks change', () => {
  // On March 8 at two it is three; on November 1 at two it is one again.
  expect(quietUntil('22:00-06:00', zone, new Date('2026-03-08T05:00:00Z'))?.toISOString()).toBe(
    '2026-03-08T11:00:00.000Z',
  );
  expect(quietUntil('22:00-06:00', zone, new Date('2026-11-01T04:00:00Z'))?.toISOString()).toBe(
    '2026-11-01T12:00:00.000Z',
  );
});

test('whoever is in them is out of them at their end, and not a minute before', () => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
  fc.assert(
    fc.property(clock, clock, clock, (from, to, now) => {
      fc.pre(from !== to);
      const text = `${from}-${to}`;
      const end = quietUntil(text, zone, winter(now));
      if (end === undefined) return;
      expect(quietUntil(text, zone, end)).toBeUndefined();
      expect(quietUntil(text, zone, new Date(end.getTime() - 60_000))).toEqual(end);
    }),
  );
});

test('the schedule goes on after them, and is not moved where there are none', () => {
  const now = winter('23:00');
  const dueAt = winter('22:30');
  expect(nextBegin({ dueAt, zone, quietHours: '22:00-06:00' }, now)).toEqual(
    new Date('2026-01-16T12:00:00Z'),
  );
  expect(nextBegin({ dueAt, zone, quietHours: 'none' }, now)).toEqual(dueAt);
  const later = new Date('2026-01-16T18:00:00Z');
  expect(nextBegin({ dueAt: later, zone, quietHours: '22:00-06:00' }, now)).toEqual(later);
});
