import { wallClock } from './localTime';

/**
 * The offset that QuickBooks prints behind its times (`2026-01-10T10:00:00-05:00`) is that of the PC's own zone: of its
 * standard time all year round in some files, exact in others (qbxml.md §5). It tells a PC in another zone than the
 * company from a PC whose clock is wrong, at once: where the clock is right, wall and offset give the right moment. Pure.
 *
 * In summer the two ways have to be told apart: `-05:00` and a wall that is an hour ahead of it is New York, printed by its
 * standard time, or Chicago, printed exactly, with a clock that is an hour ahead. What is inferred, and from what:
 *
 *   a write of ours whose wall is right in the company's zone   as it is printed (`styleOf`)
 *   records of both seasons, each with one offset (`styleSeen`)
 *     summer's is an hour ahead of winter's                     exact
 *     both alike                                                standard
 *     both alike, that of a US zone without daylight saving     nothing: it may be that zone
 *   records of one season, or of PCs in several zones           nothing: a PC that is right in another zone is believed,
 *                                                               until winter, in which both ways are alike, says otherwise
 */

/** How a file prints the offset in summer, once that was seen. */
export type OffsetStyle = 'standard' | 'exact';

const daylightMinutes = 60;
const dayMs = 24 * 3_600_000;
/** Files are of the US: their PCs change to and from daylight saving on the same days, or not at all. */
const usZone = 'America/Chicago';

/** Arizona, Hawaii, Samoa, Puerto Rico, Guam: minutes east of UTC, all year round. */
const withoutDaylightSaving = [-7 * 60, -10 * 60, -11 * 60, -4 * 60, 10 * 60];
/** Months in which all of the US has standard time, and those in which it has daylight time where there is any. */
const winterMonths = [1, 2, 12];
const summerMonths = [4, 5, 6, 7, 8, 9, 10];

/** How a file prints offsets, by the times of its records; undefined where they do not say. */
export function styleSeen(seen: readonly { month: number; offset: string }[]): OffsetStyle | undefined {
  const offsetsIn = (months: readonly number[]): (number | undefined)[] => [
    ...new Set(
      seen
        .filter(({ month }) => months.includes(month))
        .map(({ offset }) => printedMinutes(`T00:00:00${offset}`)),
    ),
  ];
  const [winter, ...otherWinters] = offsetsIn(winterMonths);
  const [summer, ...otherSummers] = offsetsIn(summerMonths);
  if (winter === undefined || summer === undefined || otherWinters.length + otherSummers.length > 0)
    return undefined;
  if (summer === winter + daylightMinutes) return 'exact';
  return summer === winter && !withoutDaylightSaving.includes(winter) ? 'standard' : undefined;
}

/** Minutes east of UTC as printed; undefined where no offset is printed. */
export function printedMinutes(printed: string): number | undefined {
  const [, sign, hours, minutes] = /T[\d:.]+([+-])(\d\d):(\d\d)$/.exec(printed) ?? [];
  if (sign === undefined) return /Z$/.test(printed) ? 0 : undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
}

/**
 * By how many minutes the wall may stand ahead of the printed offset on a PC whose clock is right. Around a change of
 * daylight saving, which PCs make in their own minute, either holds.
 */
export function possibleShifts(zone: string, at: Date, style: OffsetStyle | undefined): readonly number[] {
  if (style === 'exact') return [0];
  const { isOn, isChanging } = daylightSaving(zone, at);
  if (isChanging) return [0, daylightMinutes];
  if (!isOn) return [0];
  return style === 'standard' ? [daylightMinutes] : [0, daylightMinutes];
}

/**
 * The style that a time shows whose wall is right in this zone; undefined where it shows none: in winter, and where the
 * zone has no daylight saving, both print alike.
 */
export function styleOf(zone: string, at: Date, printed: number): OffsetStyle | undefined {
  const offsets = [-dayMs, 0, dayMs].map((shift) => zoneMinutes(zone, new Date(at.getTime() + shift)));
  const [now] = offsets;
  const standard = standardMinutes(zone, at);
  if (now === standard || offsets.some((each) => each !== now)) return undefined;
  return printed === now ? 'exact' : printed === standard ? 'standard' : undefined;
}

/** Minutes east of UTC. */
export const zoneMinutes = (zone: string, at: Date): number =>
  Math.round((Date.parse(`${wallClock(zone, at)}Z`) - at.getTime()) / 60_000);

function standardMinutes(zone: string, at: Date): number {
  const year = at.getUTCFullYear();
  return Math.min(
    zoneMinutes(zone, new Date(Date.UTC(year, 0, 1))),
    zoneMinutes(zone, new Date(Date.UTC(year, 6, 1))),
  );
}

function daylightSaving(zone: string, at: Date): { isOn: boolean; isChanging: boolean } {
  const on = [zone, usZone].flatMap((each) =>
    [-dayMs, 0, dayMs].map((shift) => {
      const moment = new Date(at.getTime() + shift);
      return { shift, isOn: zoneMinutes(each, moment) !== standardMinutes(each, moment) };
    }),
  );
  const isOnAt = (shift: number): boolean => on.some((each) => each.shift === shift && each.isOn);
  return { isOn: isOnAt(0), isChanging: isOnAt(-dayMs) !== isOnAt(dayMs) };
}
