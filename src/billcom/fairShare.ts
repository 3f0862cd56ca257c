/**
 * How the hour of a developer key is shared. Bill.com counts 20,000 calls per key and clock hour, all companies
 * together (reference/billcom.md §2). The rule:
 *
 * - Every company that asked within the last day owns an equal share of the hour, and may use it at any time of it.
 * - What a company lets pass unused is lent: it keeps no more of its share than there is left of the hour (half of it at
 *   half past), but until the end may keep 30 calls, two idle cycles, or half of a share that is smaller than 60. The
 *   rest is for whoever asks first.
 * - Nobody borrows what another one keeps: whatever first load others are doing, a company that spreads its share over
 *   the hour never waits. A company that is new on the key finds 500 calls that are never lent.
 * - Whoever finds nothing to borrow is told when a piece that is worth coming back for, 200 calls, will have become
 *   free, at the latest the next full hour.
 *
 * Of the 20,000, 19,000 are shared out, 500 are for newcomers and 500 for what is not counted here: tests of
 * credentials, other programs with the same key, hours that do not begin in the same second. One company alone on its
 * key has its 19,000 from the first second.
 */

/** Calls per hour that are shared out, and those that are kept for new companies. */
export const callsShared = 19_000;
export const callsForNewcomers = 500;
/** Two idle cycles of 15 calls. */
const keptToTheEnd = 30;
/** What a company that waits finds when it comes back. */
const worthComingBack = 200;
const least = 20;
const soonestMs = 5_000;
const hourMs = 3_600_000;
/** Of a call: what rounding may have taken away. */
const aHair = 1e-6;

/** The hour of a key as one of its companies finds it. */
export interface KeyHour {
  /** Calls of the hour that are shared out. */
  readonly limit: number;
  /** Calls beyond them that are not lent. */
  readonly reserve: number;
  /** Companies with a share, this one included. */
  readonly companies: number;
  /** Calls granted to all of them so far. */
  readonly taken: number;
  /** How much of the hour has passed, 0 to 1. */
  readonly elapsed: number;
}

/** How much of an untouched share is kept for its company now; what a company keeps is never more. In parts of calls. */
export function keptAtMost({
  limit,
  companies,
  elapsed,
}: Pick<KeyHour, 'limit' | 'companies' | 'elapsed'>): number {
  const share = limit / companies;
  return Math.max(Math.min(keptToTheEnd, share / 2), share * (1 - elapsed));
}

/** What one company asks for. */
export interface Asked {
  /** What it still keeps of its share; undefined when it has not asked in this hour. */
  readonly kept: number | undefined;
  /** What all others keep together, each at most `keptAtMost`. */
  readonly othersKeep: number;
  /** As many as possible up to `wanted`, at least `needed`. */
  readonly wanted: number;
  readonly needed: number;
}

export type Granted =
  | { readonly granted: number; readonly kept: number }
  | { readonly granted: 0; readonly kept: number; readonly retryAfterMs: number };

/** Applies the rule: what is granted, and what the company keeps of its own share afterwards. */
export function fairShare(hour: KeyHour, asked: Asked): Granted {
  const kept = Math.min(asked.kept ?? Infinity, keptAtMost(hour));
  const lent = Math.max(0, hour.limit - hour.taken - kept - asked.othersKeep);
  const free = Math.floor(Math.min(kept + lent, hour.limit + hour.reserve - hour.taken) + aHair);
  if (free < asked.needed) return { granted: 0, kept, retryAfterMs: retryAfterMs(hour, asked) };
  const granted = Math.min(asked.wanted, free);
  return { granted, kept: Math.max(0, kept - granted) };
}

/** When what the others keep has shrunk by a piece worth coming back for, as far as can be told now. */
function retryAfterMs(hour: KeyHour, { othersKeep }: Asked): number {
  const { limit, companies, taken, elapsed } = hour;
  const untilNextHour = (1 - elapsed) * hourMs;
  for (const piece of [worthComingBack, least]) {
    // Each of the others must keep so much less that all together keep the piece less.
    const mayKeep = othersKeep === 0 ? 0 : (keptAtMost(hour) * (limit - taken - piece)) / othersKeep;
    const then = 1 - (mayKeep * companies) / limit;
    if (mayKeep >= keptAtMost({ limit, companies, elapsed: 1 }))
      return Math.min(untilNextHour, Math.max(soonestMs, (then - elapsed) * hourMs));
  }
  return untilNextHour;
}
