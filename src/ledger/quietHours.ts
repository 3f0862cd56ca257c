/** Hours of the day in which no cycle begins by itself, such as those of QuickBooks' backup. Pure. */

const form = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
/** The setting's word for none. */
export const noQuietHours = 'none';

const minuteMs = 60_000;
const minutesOfDay = 24 * 60;

/** `22:00-06:00` → minutes after midnight; null for what are none. The end does not belong to them. */
function windowOf(text: string): { readonly from: number; readonly to: number } | null {
  const [, fromHour, fromMinute, toHour, toMinute] = (form.exec(text) ?? []).map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return null;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return from === to ? null : { from, to };
}

/** Whether a setting's text names such hours, or none. */
export const areQuietHours = (text: string): boolean => text === noQuietHours || windowOf(text) !== null;

const minuteOfDay = (at: Date, zone: string): number => {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .split(':')
    .map(Number);
  return hour * 60 + minute;
};

/** How many minutes a clock goes from one time of the day to another, across midnight where it must. */
const minutesTo = (from: number, to: number): number => (to - from + minutesOfDay) % minutesOfDay;

/**
 * When the quiet hours that a moment is in end; undefined when it is in none.
 * @param text as the setting has it: `22:00-06:00` by the clock of the zone
 */
export function quietUntil(text: string, zone: string, at: Date): Date | undefined {
  const window = windowOf(text);
  if (window === null) return undefined;
  const { from, to } = window;
  const now = minuteOfDay(at, zone);
  if (minutesTo(from, now) >= minutesTo(from, to)) return undefined;
  const whole = Math.floor(at.getTime() / minuteMs) * minuteMs;
  const end = whole + minutesTo(now, to) * minuteMs;
  // Where the clocks change meanwhile, it ends by the clock all the same.
  const off = minutesTo(to, minuteOfDay(new Date(end), zone));
  return new Date(end - (off > minutesOfDay / 2 ? off - minutesOfDay : off) * minuteMs);
}

/** When the schedule's next cycle may begin: when it is due, or after the quiet hours that this is in. */
export function nextBegin(
  { dueAt, zone, quietHours }: { readonly dueAt: Date; readonly zone: string; readonly quietHours: string },
  now: Date,
): Date {
  const due = dueAt > now ? dueAt : now;
  return quietUntil(quietHours, zone, due) ?? dueAt;
}
