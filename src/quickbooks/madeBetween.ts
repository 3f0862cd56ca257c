import { silenceLimits } from './exchange/limits';
import { overlapMinutes, shiftLocal } from './localTime';
import { pcTime, toleranceSeconds, type PcClock } from './pcClock';

const toleranceMinutes = toleranceSeconds / 60;
/** A session is given up when QuickBooks has worked on a set for longer. */
const longestMinutes = silenceLimits.sentMs / 60_000;

/**
 * Between which local times QuickBooks stamps what it makes of a set that left at this moment. Where the PC's clock was
 * measured, within the time that a set may take and what clocks differ by; else two hours around. A clock that is known
 * to be off only by a record from the future, which may be another PC's, was not measured.
 * @returns times on the PC's wall, as QuickBooks prints them, without their offset.
 */
export function madeBetween(
  clock: PcClock | undefined,
  zone: string,
  sentAt: Date,
): { readonly from: string; readonly to: string } {
  const off = clock?.offSeconds ?? 0;
  const wall = shiftLocal(pcTime(clock, zone, sentAt), Math.round(off / 60));
  const isMeasured = clock !== undefined && (clock.ahead === undefined || off === 0);
  const [before, after] = isMeasured
    ? [toleranceMinutes, longestMinutes + toleranceMinutes]
    : [overlapMinutes, overlapMinutes];
  return { from: shiftLocal(wall, -before), to: shiftLocal(wall, after) };
}
