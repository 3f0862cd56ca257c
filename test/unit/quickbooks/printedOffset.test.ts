import fc from 'fast-check';
import { shiftLocal, wallClock } from '../../../src/quickbooks/localTime';
import { clockWarning, measure, pcTime, type PcClock, type Stamped } from '../../../src/quickbooks/pcClock';
import { styleSeen, zoneMinutes, type OffsetStyle } from '../../../src/quickbooks/printedOffset';

const hourMs = 3_600_000;
const zones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
];
const winter = '2026-01-15T18:00:00Z';
const summer = '2026-07-15T18:00:00Z';

const inWords = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16)}`;

/** The offset behind a time of a file on a PC in this zone. */
const offsetOf = (zone: string, at: string, style: OffsetStyle): string =>
  inWords(
    style === 'exact'
      ? zoneMinutes(zone, new Date(at))
      : Math.min(zoneMinutes(zone, new Date(winter)), zoneMinutes(zone, new Date(summer))),
  );
/** A write of ours on a PC in this zone, whose clock is off by so many minutes. */
const write = (pcZone: string, at: string, style: OffsetStyle, offMinutes = 0): Stamped => {
  const sentAt = new Date(at);
  const made = new Date(sentAt.getTime() + 10_000);
  return {
    printed: `${shiftLocal(wallClock(pcZone, made), offMinutes)}${offsetOf(pcZone, at, style)}`,
    sentAt,
    answeredAt: new Date(sentAt.getTime() + 20_000),
  };
};
/** The records of a file that has been on a PC in this zone for a year. */
const aYear = (zone: string, style: OffsetStyle) =>
  styleSeen([
    { month: 1, offset: offsetOf(zone, winter, style) },
    { month: 7, offset: offsetOf(zone, summer, style) },
    // Around a change either offset may be printed: those months say nothing.
    { month: 3, offset: '-03:00' },
    { month: 11, offset: '-03:00' },
  ]);
const hasDaylightSaving = (zone: string): boolean =>
  zoneMinutes(zone, new Date(winter)) !== zoneMinutes(zone, new Date(summer));

describe('how a file prints offsets, by its records', () => {
  test.each<[string, [number, string][], OffsetStyle | undefined]>([
    [
      'an hour ahead in summer',
      [
        [1, '-06:00'],
        [7, '-05:00'],
      ],
      'exact',
    ],
    [
      'alike',
      [
        [12, '-06:00'],
        [8, '-06:00'],
      ],
      'standard',
    ],
    [
      'alike, as in Arizona all year round',
      [
        [1, '-07:00'],
        [7, '-07:00'],
      ],
      undefined,
    ],
    [
      'of one season',
      [
        [7, '-05:00'],
        [8, '-05:00'],
      ],
      undefined,
    ],
    [
      'of PCs in two zones',
      [
        [1, '-06:00'],
        [1, '-05:00'],
        [7, '-05:00'],
      ],
      undefined,
    ],
    [
      'of a PC that has moved',
      [
        [1, '-08:00'],
        [7, '-05:00'],
      ],
      undefined,
    ],
    [
      'of months in which the change is',
      [
        [3, '-06:00'],
        [11, '-05:00'],
        [7, '-05:00'],
      ],
      undefined,
    ],
    ['none', [], undefined],
  ])('%s', (_what, seen, style) => {
    expect(styleSeen(seen.map(([month, offset]) => ({ month, offset })))).toBe(style);
  });
});

const anywhere = {
  zone: fc.constantFrom(...zones),
  pcZone: fc.constantFrom(...zones),
  style: fc.constantFrom<OffsetStyle>('standard', 'exact'),
  season: fc.constantFrom(winter, summer),
};

test('a PC that is right is right at once, wherever it is, however it prints, with or without records of both seasons', () => {
  fc.assert(
    fc.property(fc.record({ ...anywhere, years: fc.boolean() }), ({ zone, pcZone, style, season, years }) => {
      const clock = measure(
        undefined,
        zone,
        write(pcZone, season, style),
        years ? aYear(pcZone, style) : undefined,
      );
      expect(clockWarning(clock)).toBeUndefined();
      const later = new Date(Date.parse(season) + hourMs);
      expect(pcTime(clock, zone, later)).toBe(wallClock(pcZone, later));
    }),
    { numRuns: 100 },
  );
});

test('a clock that is an hour off is told at its first measurement in winter, and in summer where the records say how it prints', () => {
  const scene = fc.record({ ...anywhere, off: fc.constantFrom(-60, 60) });
  fc.assert(
    fc.property(scene, ({ zone, pcZone, style, season, off }) => {
      const seen = aYear(pcZone, style);
      fc.pre(season === winter || seen !== undefined);
      // An hour off in its zone it may be right by the wall of the company's: then nothing is wrong with it.
      const stamped = write(pcZone, season, style, off);
      fc.pre(stamped.printed.slice(0, 13) !== wallClock(zone, stamped.sentAt).slice(0, 13));
      expect(clockWarning(measure(undefined, zone, stamped, seen))).toBeDefined();
    }),
    { numRuns: 100 },
  );
});

test('what was believed in summer for want of records is told in winter', () => {
  const scene = fc.record({
    zone: fc.constantFrom(...zones.filter(hasDaylightSaving)),
    style: fc.constantFrom<OffsetStyle>('standard', 'exact'),
    off: fc.constantFrom(-60, 60),
  });
  fc.assert(
    fc.property(scene, ({ zone, style, off }) => {
      const first: PcClock = measure(undefined, zone, write(zone, summer, style, off));
      fc.pre(clockWarning(first) === undefined);
      const then = measure(first, zone, write(zone, '2027-01-15T18:00:00Z', style, off));
      expect(clockWarning(then)?.sentence).toMatch(off > 0 ? /60 minutes ahead/ : /60 minutes behind/);
      expect(then.offsetMinutes).toBe(0);
      const right = measure(then, zone, write(zone, '2027-01-15T20:00:00Z', style));
      expect(clockWarning(right)).toBeUndefined();
    }),
  );
});

test('a PC that is right elsewhere stays so through the seasons', () => {
  fc.assert(
    fc.property(fc.record(anywhere), ({ zone, pcZone, style }) => {
      const times = [summer, '2026-10-20T18:00:00Z', '2026-12-15T18:00:00Z', '2027-05-15T18:00:00Z'];
      times.reduce<PcClock | undefined>((before, at) => {
        const clock = measure(before, zone, write(pcZone, at, style));
        expect(clockWarning(clock)).toBeUndefined();
        expect(pcTime(clock, zone, new Date(at))).toBe(wallClock(pcZone, new Date(at)));
        return clock;
      }, undefined);
    }),
    { numRuns: 60 },
  );
});
