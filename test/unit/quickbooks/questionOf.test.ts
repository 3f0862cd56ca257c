import { measure, noteAhead, questionOf, type PcClock } from '../../../src/quickbooks/pcClock';
import { shiftLocal, wallClock } from '../../../src/quickbooks/localTime';

const zone = 'America/Chicago';

/** A write made at this moment, answered half a minute later, on a PC whose wall clock is off by so many minutes. */
const write = (at: string, offMinutes: number, offset = '-06:00') => {
  const sentAt = new Date(at);
  const made = new Date(sentAt.getTime() + 10_000);
  return {
    printed: `${shiftLocal(wallClock(zone, made), offMinutes)}${offset}`,
    sentAt,
    answeredAt: new Date(sentAt.getTime() + 30_000),
  };
};

describe('how the file prints offsets is asked of the records', () => {
  const after = (at: string, minutes: number, clock?: PcClock) => questionOf(clock, zone, write(at, minutes));
  const asked = (at: string, minutes: number, clock?: Partial<PcClock>): PcClock => {
    const question = after(at, minutes);
    return {
      ...measure(undefined, zone, write(at, minutes)),
      ...(question ? { asked: question } : {}),
      ...clock,
    };
  };

  test('once for a clock that is some minutes off, however often it is measured, and again after an hour', () => {
    const first = asked('2026-06-10T15:00:00Z', 10);
    expect(first.asked).toEqual({ at: '2026-06-10T15:00:30.000Z', seconds: 580 });
    // Each set measures it anew, some seconds apart, to this and to that side of a whole quarter of an hour.
    let clock = first;
    for (const [minute, minutes] of [9.9, 10.2, 9.8, 10.1].entries()) {
      const at = `2026-06-10T15:${10 + minute * 15}:00Z`;
      expect(after(at, minutes, clock)).toBeUndefined();
      clock = measure(clock, zone, write(at, minutes));
    }
    expect(clock.asked).toEqual(first.asked);
    expect(after('2026-06-10T16:01:00Z', 10, clock)?.at).toBe('2026-06-10T16:01:30.000Z');
  });

  test('at once where the deviation is another one', () => {
    const clock = asked('2026-06-10T15:00:00Z', 10);
    expect(after('2026-06-10T15:01:00Z', 60, clock)).toMatchObject({ seconds: 3_580 });
    expect(after('2026-06-10T15:01:00Z', -10, clock)).toMatchObject({ seconds: -600 + 10 });
    // Learned meanwhile, the same wall is none; off from there it is a new one.
    const learned = asked('2026-06-10T15:00:00Z', 60, { offsetMinutes: 60 });
    expect(after('2026-06-10T15:01:00Z', 60, learned)).toBeUndefined();
    expect(after('2026-06-10T15:01:00Z', 70, learned)).toBeDefined();
  });

  test('never where the clock goes right, prints no offset, or it is known', () => {
    expect(after('2026-06-10T15:00:00Z', 3)).toBeUndefined();
    const plain = write('2026-06-10T15:00:00Z', 60, '');
    expect(questionOf(undefined, zone, plain)).toBeUndefined();
    const known = asked('2026-01-10T15:00:00Z', 0, { prints: 'standard' });
    expect(after('2026-06-10T15:00:00Z', 60, known)).toBeUndefined();
  });

  test('by a record from the future nothing was asked', () => {
    const ahead = noteAhead(undefined, zone, '2026-06-10T11:00:00', new Date('2026-06-10T15:00:00Z'));
    expect(ahead?.offSeconds).toBe(3_600);
    expect(after('2026-06-10T15:01:00Z', 60, ahead)).toBeDefined();
  });
});
