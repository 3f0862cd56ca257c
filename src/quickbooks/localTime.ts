/**
 * QuickBooks' printed local times. They are kept as text and never become an instant: the printed offset ignores
 * daylight saving (qbxml.md §5), so that only the wall-clock part means anything.
 */

/** `2026-11-22T08:33:44-08:00` → `2026-11-22T08:33:44`. */
export const withoutOffset = (printed: string): string => printed.slice(0, 19);

/** Moves a local time by minutes, as a wall clock without zones would. */
export function shiftLocal(local: string, minutes: number): string {
  const asIfUtc = new Date(`${withoutOffset(local)}Z`);
  if (Number.isNaN(asIfUtc.getTime())) throw new Error(`“${local}” is no time that QuickBooks prints`);
  return new Date(asIfUtc.getTime() + minutes * 60_000).toISOString().slice(0, 19);
}

/** A day (YYYY-MM-DD) so many days later, or earlier. */
export const shiftDay = (day: string, days: number): string =>
  shiftLocal(`${day}T00:00:00`, days * 24 * 60).slice(0, 10);

/** Minutes that a delta query goes back behind its cursor: several PCs with unlike clocks write into one file. */
export const overlapMinutes = 120;

/** What a clock on the wall shows in a zone, as a QuickBooks there would print it. */
export const wallClock = (zone: string, at: Date): string =>
  // Sweden writes dates as QuickBooks does.
  at.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');

/**
 * Where a delta may go on: the newest time seen, but never past our own clock. One record of a PC whose clock is ahead
 * would else hide every later change (design §4.8).
 */
export const notAfter = (newest: string | null, latest: string): string | null =>
  newest !== null && newest > latest ? latest : newest;
