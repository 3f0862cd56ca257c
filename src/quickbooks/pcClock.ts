import { shiftLocal, wallClock, withoutOffset } from './localTime';
import { possibleShifts, printedMinutes, styleOf, zoneMinutes, type OffsetStyle } from './printedOffset';

/**
 * How the clock of the PC with QuickBooks goes, beside the clock on the wall of the company's zone. Pure.
 *
 * It is measured by our own writes: QuickBooks stamps them between the moment we handed them out and the moment their
 * answer came. A wall clock that is elsewhere than the zone's is learned at once where the offset that QuickBooks prints
 * says that it is right there: the PC is in another zone, or does not take part in daylight saving. Other whole quarters
 * of an hour are learned when they have stayed for a day; anything else, and anything new, is a clock that is wrong. A
 * change to or from daylight saving that PC and zone do not make in the same minute is neither.
 */
export interface PcClock {
  /** Learned: how far the PC's wall clock is from the zone's, for good. */
  readonly offsetMinutes: number;
  /** Measured last: how far it is off beyond that; 0 within the tolerance. */
  readonly offSeconds: number;
  /** ISO; when that was. */
  readonly measuredAt: string;
  /** An offset that is seen, and since when; it is learned when it has stayed for a day. */
  readonly candidate?: { readonly minutes: number; readonly since: string };
  /** The offset was learned at once, by what QuickBooks printed: only as long as what it prints goes with it. */
  readonly byPrint?: true;
  /** How the file prints the offset in summer, once that was seen. */
  readonly prints?: OffsetStyle;
  /** The latest time of a record that lay ahead of every clock when it was read. */
  readonly ahead?: string;
  /** What the records were asked about last. */
  readonly asked?: Asked;
}

/** A deviation in question: when the records were asked how the file prints offsets, and how far the wall was from the zone's. */
export interface Asked {
  /** ISO. */
  readonly at: string;
  readonly seconds: number;
}

/** Clocks of PCs differ by this much, and nobody has to do anything. */
export const toleranceSeconds = 5 * 60;
const quarterMinutes = 15;
/** Zones reach from 12 hours behind to 14 ahead. */
const farthestMinutes = 14 * 60;
const dayMs = 24 * 3_600_000;
/** The records, all of a company, are asked about the same deviation this often. */
const askAgainMs = 3_600_000;

const zero = (at: Date): PcClock => ({ offsetMinutes: 0, offSeconds: 0, measuredAt: at.toISOString() });

/** What a write of ours says of the clock: its TimeModified as printed, and between which moments it was made. */
export interface Stamped {
  readonly printed: string;
  readonly sentAt: Date;
  readonly answeredAt: Date;
}

/**
 * What is to be asked of the records, and remembered: how the file prints offsets, where a measurement deviates from what is
 * known and says more once that is known. Undefined where nothing is to be asked: the same was asked within the hour, too.
 */
export function questionOf(clock: PcClock | undefined, zone: string, stamped: Stamped): Asked | undefined {
  if (clock?.prints !== undefined || printedMinutes(stamped.printed) === undefined) return undefined;
  const offsetMinutes = clock?.offsetMinutes ?? 0;
  const off = deviation(zone, stamped, offsetMinutes);
  if (Math.abs(off) <= toleranceSeconds) return undefined;
  const question = { at: stamped.answeredAt.toISOString(), seconds: offsetMinutes * 60 + Math.round(off) };
  const asked = clock?.asked;
  const isAsked =
    asked !== undefined &&
    Math.abs(question.seconds - asked.seconds) <= toleranceSeconds &&
    Date.parse(question.at) - Date.parse(asked.at) < askAgainMs;
  return isAsked ? undefined : question;
}

/**
 * Takes a measurement in.
 * @param seen how the file prints offsets by its records (`styleSeen`), as long as no measurement has shown it.
 * @returns the clock as it was when nothing of it has changed.
 */
export function measure(
  before: PcClock | undefined,
  zone: string,
  stamped: Stamped,
  seen?: OffsetStyle,
): PcClock {
  const at = stamped.answeredAt;
  const known = before ?? zero(at);
  const clock = seen === undefined || known.prints !== undefined ? known : { ...known, prints: seen };
  const off = deviation(zone, stamped, clock.offsetMinutes);
  const { candidate: _candidate, ...settled } = clock;
  const printed = printedMinutes(stamped.printed);
  if (Math.abs(off) <= toleranceSeconds) {
    // Believed in summer to be in another zone, and in winter it is not: its clock is what is off.
    if (
      clock.byPrint &&
      printed !== undefined &&
      rightElsewhere(clock, zone, printed, stamped) === undefined
    ) {
      const { byPrint: _byPrint, ...anew } = settled;
      return measure({ ...anew, offsetMinutes: 0 }, zone, stamped);
    }
    const prints =
      printed === undefined || clock.offsetMinutes !== 0 ? undefined : styleOf(zone, at, printed);
    return { ...settled, offSeconds: 0, measuredAt: at.toISOString(), ...(prints ? { prints } : {}) };
  }
  const there = printed === undefined ? undefined : rightElsewhere(clock, zone, printed, stamped);
  if (there !== undefined)
    return { ...settled, offsetMinutes: there, byPrint: true, offSeconds: 0, measuredAt: at.toISOString() };
  const minutes = wholeQuarters(clock.offsetMinutes * 60 + off);
  const isKnown = minutes !== undefined && clock.candidate?.minutes === minutes;
  const since = isKnown ? (clock.candidate?.since ?? at.toISOString()) : at.toISOString();
  if (isKnown && at.getTime() - Date.parse(since) >= dayMs) {
    const rest = clock.offsetMinutes * 60 + off - minutes * 60;
    return {
      ...(clock.prints ? { prints: clock.prints } : {}),
      offsetMinutes: minutes,
      offSeconds: Math.abs(rest) <= toleranceSeconds ? 0 : rest,
      measuredAt: at.toISOString(),
    };
  }
  return {
    ...settled,
    offSeconds: Math.round(off),
    measuredAt: at.toISOString(),
    ...(minutes === undefined ? {} : { candidate: { minutes, since } }),
  };
}

/** Records that were read carry no moment of ours; only a time that has not come yet says something, and once. */
export function noteAhead(
  before: PcClock | undefined,
  zone: string,
  newest: string | undefined,
  now: Date,
): PcClock | undefined {
  if (newest === undefined) return before;
  const clock = before ?? zero(now);
  const printed = withoutOffset(newest);
  const ahead = Math.min(
    secondsBetween(pcTime(clock, zone, now), printed),
    aheadByOffset(clock, zone, newest, now),
  );
  if (ahead <= toleranceSeconds || (clock.ahead !== undefined && printed <= clock.ahead)) return before;
  return { ...clock, offSeconds: Math.round(ahead), measuredAt: now.toISOString(), ahead: printed };
}

/** What the PC's clock on the wall should show: no cursor goes past it (design §4.8). */
export const pcTime = (clock: PcClock | undefined, zone: string, at: Date): string =>
  shiftLocal(wallClock(zone, at), clock?.offsetMinutes ?? 0);

/** Seconds that the stamp lies before (negative) or after the time in which the write was made. */
function deviation(zone: string, { printed, sentAt, answeredAt }: Stamped, offsetMinutes: number): number {
  const local = withoutOffset(printed);
  // On the day of a change between standard and daylight time the PC may show either.
  const offsets = [-dayMs, 0, dayMs].map((shift) =>
    zoneMinutes(zone, new Date(answeredAt.getTime() + shift)),
  );
  const today = offsets[1] as number;
  const deviations = [...new Set(offsets)].map((minutes) => {
    const shift = offsetMinutes + minutes - today;
    const early = secondsBetween(shiftLocal(wallClock(zone, sentAt), shift), local);
    const late = secondsBetween(shiftLocal(wallClock(zone, answeredAt), shift), local);
    return early < 0 ? early : late > 0 ? late : 0;
  });
  return deviations.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best));
}

/**
 * How far the wall clock is from the zone's on a PC that is elsewhere and whose clock is right by the offset that it
 * prints; undefined where it is not.
 */
function rightElsewhere(clock: PcClock, zone: string, printed: number, stamped: Stamped): number | undefined {
  const { answeredAt } = stamped;
  const walls = possibleShifts(zone, answeredAt, clock.prints).map((shift) => printed + shift);
  const local = withoutOffset(stamped.printed);
  const right = walls.find((minutes) => {
    const early = secondsBetween(utcShifted(stamped.sentAt, minutes), local);
    const late = secondsBetween(utcShifted(answeredAt, minutes), local);
    return early >= -toleranceSeconds && late <= toleranceSeconds;
  });
  return right === undefined ? undefined : right - zoneMinutes(zone, answeredAt) || 0;
}

/** Seconds that a printed time lies ahead of now by its own offset; boundless where it has none. */
function aheadByOffset(clock: PcClock, zone: string, newest: string, now: Date): number {
  const printed = printedMinutes(newest);
  if (printed === undefined) return Infinity;
  const shifts = possibleShifts(zone, now, clock.prints);
  return secondsBetween(utcShifted(now, printed + Math.max(...shifts)), withoutOffset(newest));
}

const utcShifted = (at: Date, minutes: number): string => shiftLocal(at.toISOString(), minutes);

const secondsBetween = (from: string, to: string): number =>
  (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 1_000;

function wholeQuarters(seconds: number): number | undefined {
  // Never -0, which is another number in a comparison.
  const minutes = Math.round(seconds / 60 / quarterMinutes) * quarterMinutes || 0;
  const isNear = Math.abs(seconds - minutes * 60) <= toleranceSeconds;
  return isNear && Math.abs(minutes) <= farthestMinutes ? minutes : undefined;
}

/** What status and doctor say, or nothing. */
export function clockWarning(clock: PcClock | undefined): { sentence: string; cure: string } | undefined {
  if (!clock || clock.offSeconds === 0) return undefined;
  const direction = clock.offSeconds > 0 ? 'ahead' : 'behind';
  return {
    sentence: `The clock of the PC with QuickBooks is ${inWords(Math.abs(clock.offSeconds))} ${direction}. Nothing is lost by it, but some changes may come over up to a day later.`,
    cure: 'Set the PC’s date, time and time zone right (Windows: Settings → Time & language → Set time automatically).',
  };
}

function inWords(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, each]) => seconds >= each * 1.5) ?? ['minute', 60];
  const count = Math.round(seconds / size);
  return `about ${count} ${unit}${count === 1 ? '' : 's'}`;
}
