import { madeBetween } from '../../../src/quickbooks/madeBetween';
import type { PcClock } from '../../../src/quickbooks/pcClock';

const zone = 'America/Chicago';
// Ten in the morning there.
const sentAt = new Date('2026-06-10T15:00:00Z');
const clock = (rest: Partial<PcClock> = {}): PcClock => ({
  offsetMinutes: 0,
  offSeconds: 0,
  measuredAt: '2026-06-10T14:00:00Z',
  ...rest,
});

test.each<[string, PcClock | undefined, string, string]>([
  ['never measured: two hours around', undefined, '08:00', '12:00'],
  ['measured: five minutes before, and the longest set and five minutes after', clock(), '09:55', '10:20'],
  ['in another zone', clock({ offsetMinutes: 60 }), '10:55', '11:20'],
  ['measured to be off', clock({ offSeconds: -1_200 }), '09:35', '10:00'],
  [
    'off by a record from the future',
    clock({ offSeconds: 1_200, ahead: '2026-06-10T10:20:00' }),
    '08:20',
    '12:20',
  ],
  ['right, after a record from the future', clock({ ahead: '2026-06-10T10:20:00' }), '09:55', '10:20'],
])('a clock that was %s', (_what, of, from, to) => {
  expect(madeBetween(of, zone, sentAt)).toEqual({
    from: `2026-06-10T${from}:00`,
    to: `2026-06-10T${to}:00`,
  });
});
