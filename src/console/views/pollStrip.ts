import type { OpenSpan, PollMinute } from '../../ledger/polls';

/** When the Web Connector called during a day, and when it was silent. Pure. */

export interface SilentGap {
  readonly from: Date;
  readonly to: Date;
  /** It is silent still. */
  readonly isNow: boolean;
}

export interface PollStrip {
  readonly from: Date;
  readonly to: Date;
  readonly calls: readonly Date[];
  readonly refused: readonly Date[];
  readonly sessions: readonly OpenSpan[];
  readonly gaps: readonly SilentGap[];
  /** How often it called, and how often with a wrong password. */
  readonly callCount: number;
  readonly refusedCount: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Calls of a day before that are asked for too: without any, nobody knows of a silence. */
export const knownMs = 2 * dayMs;

/** @param silentAfterMs without a call for so long it is silent */
export function pollStrip(
  polls: readonly PollMinute[],
  sessions: readonly OpenSpan[],
  now: Date,
  silentAfterMs: number,
): PollStrip {
  const from = new Date(now.getTime() - dayMs);
  const isShown = (at: Date): boolean => at >= from;
  const heard = [
    ...polls.filter(({ calls }) => calls > 0).map(({ minute }) => span(minute, minuteMs)),
    ...sessions.map((each) => ({ from: each.from.getTime(), to: each.to.getTime() })),
  ].sort((one, two) => one.from - two.from);
  const sum = (of: (poll: PollMinute) => number): number =>
    polls.filter(({ minute }) => isShown(minute)).reduce((total, poll) => total + of(poll), 0);
  return {
    from,
    to: now,
    calls: polls.filter(({ minute, calls }) => isShown(minute) && calls > 0).map(({ minute }) => minute),
    refused: polls
      .filter(({ minute, refused }) => isShown(minute) && refused > 0)
      .map(({ minute }) => minute),
    sessions: sessions
      .filter(({ to }) => isShown(to))
      .map((each) => ({ ...each, from: new Date(Math.max(each.from.getTime(), from.getTime())) })),
    gaps: gapsIn(heard, now, silentAfterMs)
      .filter(({ to }) => to > from)
      .map((gap) => ({ ...gap, from: gap.from < from ? from : gap.from })),
    callCount: sum(({ calls }) => calls),
    refusedCount: sum(({ refused }) => refused),
  };
}

const span = (at: Date, length: number) => ({ from: at.getTime(), to: at.getTime() + length });

function gapsIn(
  heard: readonly { readonly from: number; readonly to: number }[],
  now: Date,
  silentAfterMs: number,
): SilentGap[] {
  const gaps: SilentGap[] = [];
  let last = heard[0]?.from;
  if (last === undefined) return [];
  for (const each of heard) {
    if (each.from - last > silentAfterMs)
      gaps.push({ from: new Date(last), to: new Date(each.from), isNow: false });
    last = Math.max(last, each.to);
  }
  if (now.getTime() - last > silentAfterMs) gaps.push({ from: new Date(last), to: now, isNow: true });
  return gaps;
}
