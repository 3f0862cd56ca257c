import { clockWarning, measure, noteAhead, pcTime, type PcClock } from '../../../src/quickbooks/pcClock';
import { shiftLocal, wallClock } from '../../../src/quickbooks/localTime';

const zone = 'America/Chicago';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * A write made at this moment, answered half a minute later, on a PC whose wall clock is off by so many minutes.
 * @param offset as QuickBooks prints it: of Chicago's standard time unless said, '' for none.
 */
const write = (at: string, offMinutes = 0, pcZone = zone, offset = '-06:00') => {
  const sentAt = new Date(at);
  const made = new Date(sentAt.getTime() + 10_000);
  return {
    printed: `${shiftLocal(wallClock(pcZone, made), offMinutes)}${offset}`,
    sentAt,
    answeredAt: new Date(sentAt.getTime() + 30_000),
  };
};
const after = (...writes: ReturnType<typeof write>[]): PcClock | undefined =>
  writes.reduce<PcClock | undefined>((clock, each) => measure(clock, zone, each), undefined);

test.each([
  ['right', 0, 0, undefined],
  ['four minutes ahead', 4, 0, undefined],
  ['four minutes behind', -4, 0, undefined],
  ['seven minutes ahead', 7, 7, /about 7 minutes ahead/],
  ['ten minutes behind', -10, -10, /about 10 minutes behind/],
  ['an hour ahead', 60, 60, /about 60 minutes ahead/],
  ['three hours behind', -180, -180, /about 3 hours behind/],
  ['three days ahead', 3 * 24 * 60, 3 * 24 * 60, /about 3 days ahead/],
])('a clock that is %s', (_what, minutes, off, warning) => {
  const clock = after(write('2026-06-10T15:00:00Z', minutes));
  expect(Math.round((clock?.offSeconds ?? 0) / 60)).toBeCloseTo(off, 0);
  if (warning) expect(clockWarning(clock)?.sentence).toMatch(warning);
  else expect(clockWarning(clock)).toBeUndefined();
  expect(clock?.offsetMinutes).toBe(0);
});

test('a clock that is set right warns no more', () => {
  const clock = after(write('2026-06-10T15:00:00Z', 90), write('2026-06-10T16:00:00Z'));
  expect(clock).toMatchObject({ offSeconds: 0, offsetMinutes: 0 });
  expect(clock).not.toHaveProperty('candidate');
});

test('an answer that took long says nothing of a stamp within its time', () => {
  const sentAt = new Date('2026-06-10T15:00:00Z');
  const answeredAt = new Date(sentAt.getTime() + 20 * minuteMs);
  for (const minutes of [0, 10, 20]) {
    const printed = wallClock(zone, new Date(sentAt.getTime() + minutes * minuteMs));
    expect(measure(undefined, zone, { printed, sentAt, answeredAt }).offSeconds).toBe(0);
  }
});

describe('another zone', () => {
  // Chicago is -06:00, in summer -05:00. Files print either the PC's standard offset all year, or the exact one.
  test.each([
    ['east, in winter', 'America/New_York', '2026-01-10T15:00:00Z', '-05:00', 60],
    ['east, in summer, standard', 'America/New_York', '2026-06-10T15:00:00Z', '-05:00', 60],
    ['east, in summer, exact', 'America/New_York', '2026-06-10T15:00:00Z', '-04:00', 60],
    ['west, in summer, standard', 'America/Los_Angeles', '2026-06-10T15:00:00Z', '-08:00', -120],
    ['west, in summer, exact', 'America/Los_Angeles', '2026-06-10T15:00:00Z', '-07:00', -120],
    ['without daylight saving, in winter', 'America/Phoenix', '2026-01-10T15:00:00Z', '-07:00', -60],
    ['without daylight saving, in summer', 'America/Phoenix', '2026-06-10T15:00:00Z', '-07:00', -120],
    ['Hawaii', 'Pacific/Honolulu', '2026-06-10T15:00:00Z', '-10:00', -300],
    ['half an hour off', 'Asia/Kolkata', '2026-01-10T15:00:00Z', '+05:30', 690],
  ])('%s: is right at once, by the offset that it prints', (_what, pcZone, at, offset, minutes) => {
    const clock = after(write(at, 3, pcZone, offset));
    expect(clock).toMatchObject({ offsetMinutes: minutes, offSeconds: 0 });
    expect(clockWarning(clock)).toBeUndefined();
    const later = new Date(Date.parse(at) + hourMs);
    expect(pcTime(clock, zone, later)).toBe(wallClock(pcZone, later));
    // A clock that is wrong there is told, too.
    const wrong = write(at, 25, pcZone, offset);
    expect(clockWarning(after(wrong))).toBeDefined();
    expect(clockWarning(after(write(at, 0, pcZone, offset), wrong))?.sentence).toContain('25 minutes ahead');
  });

  test('without daylight saving goes on right when the company changes to it', () => {
    const phoenix = (at: string) => write(at, 0, 'America/Phoenix', '-07:00');
    const winter = after(phoenix('2026-02-10T15:00:00Z'));
    expect(winter).toMatchObject({ offsetMinutes: -60, offSeconds: 0 });
    const summer = after(phoenix('2026-02-10T15:00:00Z'), phoenix('2026-05-10T15:00:00Z'));
    expect(summer).toMatchObject({ offsetMinutes: -120, offSeconds: 0 });
  });

  test('set on a PC whose clock was put right by hand is none of anybody’s business', () => {
    // Windows believes to be in Los Angeles; what it shows is right in Chicago.
    const clock = after(write('2026-06-10T15:00:00Z', 0, zone, '-08:00'));
    expect(clock).toMatchObject({ offsetMinutes: 0, offSeconds: 0 });
  });

  test.each([
    ['an hour ahead, in winter', '2026-01-10T15:00:00Z', 60, '-06:00'],
    ['an hour behind, in winter', '2026-01-10T15:00:00Z', -60, '-06:00'],
    ['an hour ahead, in summer', '2026-06-10T15:00:00Z', 60, '-06:00'],
    ['an hour ahead, in summer, exact', '2026-06-10T15:00:00Z', 60, '-05:00'],
    ['an hour behind, in summer', '2026-06-10T15:00:00Z', -60, '-06:00'],
    ['an hour behind, in summer, exact', '2026-06-10T15:00:00Z', -60, '-05:00'],
  ])('is not taken for the reason where the clock is %s', (_what, at, minutes, offset) => {
    // How its file prints offsets was seen once, while the clock was right.
    const right = write('2026-06-01T15:00:00Z', 0, zone, offset);
    expect(clockWarning(after(right, write(at, minutes, zone, offset)))).toBeDefined();
  });

  test('where no offset is printed it is warned of for a day, then learned, and moves what cursors may not pass', () => {
    const denver = (at: string) => write(at, 0, 'America/Denver', '');
    const first = after(denver('2026-06-10T15:00:00Z'));
    expect(first).toMatchObject({ offsetMinutes: 0, candidate: { minutes: -60 } });
    expect(clockWarning(first)).toBeDefined();
    const soon = after(denver('2026-06-10T15:00:00Z'), denver('2026-06-11T14:00:00Z'));
    expect(soon?.offsetMinutes).toBe(0);
    const learned = after(
      denver('2026-06-10T15:00:00Z'),
      denver('2026-06-11T14:00:00Z'),
      denver('2026-06-11T15:00:01Z'),
    );
    expect(learned).toMatchObject({ offsetMinutes: -60, offSeconds: 0 });
    expect(clockWarning(learned)).toBeUndefined();
    const noon = new Date('2026-06-12T17:00:00Z');
    expect(pcTime(learned, zone, noon)).toBe('2026-06-12T11:00:00');
    expect(pcTime(undefined, zone, noon)).toBe('2026-06-12T12:00:00');
  });

  test('another offset begins anew', () => {
    const clock = after(
      write('2026-06-10T15:00:00Z', 60),
      write('2026-06-11T14:00:00Z', 45),
      write('2026-06-11T16:00:00Z', 60),
    );
    expect(clock).toMatchObject({
      offsetMinutes: 0,
      candidate: { minutes: 60, since: expect.stringContaining('06-11') },
    });
  });

  test('what is no quarter of an hour is never learned', () => {
    const days = Array.from({ length: 10 }, (_, day) => write(`2026-06-${10 + day}T15:00:00Z`, 22));
    expect(after(...days)).toMatchObject({ offsetMinutes: 0, offSeconds: expect.any(Number) });
    expect(clockWarning(after(...days))?.sentence).toContain('22 minutes ahead');
  });
});

describe('daylight saving', () => {
  // In 2026 Chicago goes forward on March 8th at 08:00 UTC and back on November 1st at 07:00 UTC.
  test.each([
    ['forward', '2026-03-08T08:00:00Z'],
    ['back', '2026-11-01T07:00:00Z'],
  ])('going %s: a PC that changes at its own minute, hours before or after, is not wrong', (_way, change) => {
    const moment = Date.parse(change);
    for (const hours of [-20, -3, -0.1, 0.1, 3, 20]) {
      const at = new Date(moment + hours * hourMs);
      for (const shift of [-6 * 60, -5 * 60]) {
        const made = new Date(at.getTime() + 10_000);
        const printed = new Date(made.getTime() + shift * minuteMs).toISOString().slice(0, 19);
        const stamped = { printed, sentAt: at, answeredAt: new Date(at.getTime() + 30_000) };
        expect({ hours, shift, off: measure(undefined, zone, stamped).offSeconds }).toEqual({
          hours,
          shift,
          off: 0,
        });
      }
    }
  });

  test('a PC that does not take part is told, and learned after a day', () => {
    const standard = (at: string) => {
      const sentAt = new Date(at);
      const printed = new Date(sentAt.getTime() - 6 * hourMs + 10_000).toISOString().slice(0, 19);
      return { printed, sentAt, answeredAt: new Date(sentAt.getTime() + 30_000) };
    };
    const winter = after(standard('2026-02-10T15:00:00Z'));
    expect(winter).toMatchObject({ offsetMinutes: 0, offSeconds: 0 });
    const summer = measure(winter, zone, standard('2026-03-12T15:00:00Z'));
    expect(clockWarning(summer)).toBeDefined();
    const learned = measure(summer, zone, standard('2026-03-13T15:00:01Z'));
    expect(learned).toMatchObject({ offsetMinutes: -60, offSeconds: 0 });
    const autumn = measure(learned, zone, standard('2026-11-05T15:00:00Z'));
    expect(clockWarning(autumn)).toBeDefined();
    expect(measure(autumn, zone, standard('2026-11-06T15:00:01Z'))).toMatchObject({
      offsetMinutes: 0,
      offSeconds: 0,
    });
  });
});

describe('a record from the future', () => {
  const now = new Date('2026-06-10T15:00:00Z');

  test('says that the clock is ahead, once, and one of our writes says that it is right again', () => {
    const clock = noteAhead(undefined, zone, '2026-06-13T10:00:00-06:00', now);
    expect(clockWarning(clock)?.sentence).toMatch(/about 3 days ahead/);
    const right = measure(clock, zone, write('2026-06-10T16:00:00Z'));
    expect(clockWarning(right)).toBeUndefined();
    expect(noteAhead(right, zone, '2026-06-13T10:00:00', now)).toBe(right);
  });

  test('that was there before says nothing new', () => {
    const clock = noteAhead(undefined, zone, '2026-06-13T10:00:00', now);
    expect(noteAhead(clock, zone, '2026-06-13T10:00:00', new Date('2026-06-11T15:00:00Z'))).toBe(clock);
  });

  test('within the tolerance, or in a zone that was learned, is none', () => {
    expect(noteAhead(undefined, zone, '2026-06-10T10:04:00', now)).toBeUndefined();
    const eastern: PcClock = { offsetMinutes: 60, offSeconds: 0, measuredAt: now.toISOString() };
    expect(noteAhead(eastern, zone, '2026-06-10T11:02:00', now)).toBe(eastern);
    expect(noteAhead(undefined, zone, undefined, now)).toBeUndefined();
  });

  test('of a PC further east is none, by the offset that it prints', () => {
    // Noon in New York, an hour before which it is in Chicago.
    expect(noteAhead(undefined, zone, '2026-06-10T11:02:00-05:00', now)).toBeUndefined();
    expect(noteAhead(undefined, zone, '2026-06-10T11:02:00-04:00', now)).toBeUndefined();
    expect(clockWarning(noteAhead(undefined, zone, '2026-06-10T12:02:00-05:00', now))).toBeDefined();
    const winter = new Date('2026-01-10T15:00:00Z');
    expect(clockWarning(noteAhead(undefined, zone, '2026-01-10T10:02:00-06:00', winter))).toBeDefined();
  });
});
