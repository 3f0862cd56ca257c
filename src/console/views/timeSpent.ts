import type { ExchangeSpan, SessionSpan } from '../../ledger/cycleHistory';
import type { StepProgress } from '../../ledger/steps';

/**
 * Where the time of a cycle went. Pure.
 *
 *   quickbooks  the Web Connector has fetched a request, and its answer has not come: QuickBooks works on it; the way
 *               there and back is in it, since only the computer could tell the two apart
 *   billcom     a step works with Bill.com, or waits for what Bill.com allows
 *   network     the Web Connector's turn: its next call, or opening the company file before the first one
 *   us          Tieout decides what is next
 */
export type TimeKind = 'quickbooks' | 'billcom' | 'network' | 'us';
/** Where two worked at once, the first of these is counted. */
export const timeKinds: readonly TimeKind[] = ['quickbooks', 'billcom', 'network', 'us'];

/** Milliseconds since the epoch. */
export interface Segment {
  readonly kind: TimeKind;
  readonly from: number;
  readonly to: number;
}

export interface SessionTime {
  readonly session: SessionSpan;
  readonly exchanges: readonly ExchangeSpan[];
  readonly spent: Readonly<Record<TimeKind, number>>;
}

export interface TimeSpent {
  readonly from: number;
  readonly to: number;
  /** The Web Connector and QuickBooks, in the order of time. */
  readonly computer: readonly Segment[];
  readonly billcom: readonly Segment[];
  /** Of the whole cycle; they add up to its length. */
  readonly total: Readonly<Record<TimeKind, number>>;
  readonly sessions: readonly SessionTime[];
}

export interface CycleTimes {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly sessions: readonly SessionSpan[];
  readonly exchanges: readonly ExchangeSpan[];
  readonly steps: readonly Pick<StepProgress, 'book' | 'startedAt' | 'endedAt'>[];
  /** Only from then on, where what was before is not known; else from the beginning. */
  readonly since?: Date | undefined;
}

export function timeSpent(cycle: CycleTimes, now: Date): TimeSpent {
  const to = (cycle.endedAt ?? now).getTime();
  const first = cycle.sessions[0]?.openedAt.getTime() ?? Infinity;
  const from = cycle.since?.getTime() ?? Math.min(cycle.startedAt.getTime(), first, to);
  const perSession = cycle.sessions.map((session) => ({
    session,
    exchanges: cycle.exchanges.filter(({ sessionId }) => sessionId === session.id),
  }));
  const inSessions = perSession.map(({ session, exchanges }) => sessionSegments(session, exchanges, to));
  const computer = clipped(
    inSessions.flatMap((segments, index) => [
      ...waitBefore(perSession[index]?.session, perSession[index - 1]?.session, from),
      ...segments,
    ]),
    from,
    to,
  );
  const billcom = clipped(
    cycle.steps.flatMap(({ book, startedAt, endedAt }) =>
      book !== 'billcom' || startedAt === null
        ? []
        : [{ kind: 'billcom' as const, from: startedAt.getTime(), to: endedAt?.getTime() ?? to }],
    ),
    from,
    to,
  );
  return {
    from,
    to,
    computer,
    billcom,
    total: partition([...computer, ...billcom], from, to),
    sessions: perSession.map(({ session, exchanges }, index) => ({
      session,
      exchanges,
      spent: sums(inSessions[index] ?? []),
    })),
  };
}

/** A cycle that has more for QuickBooks waits for the Web Connector's next call. */
function waitBefore(
  session: SessionSpan | undefined,
  before: SessionSpan | undefined,
  cycleFrom: number,
): Segment[] {
  if (!session) return [];
  const from = before ? (before.closedAt ?? session.openedAt).getTime() : cycleFrom;
  return [{ kind: 'network', from, to: session.openedAt.getTime() }];
}

function sessionSegments(session: SessionSpan, exchanges: readonly ExchangeSpan[], until: number): Segment[] {
  const end = session.closedAt?.getTime() ?? until;
  const segments: Segment[] = [];
  let at = session.openedAt.getTime();
  for (const [index, exchange] of exchanges.entries()) {
    const sent = exchange.sentAt.getTime();
    const queued = Math.min(exchange.queuedAt.getTime(), sent);
    // Before its first call for work the Web Connector opens the company file.
    const ready = index === 0 ? at : Math.max(at, queued);
    segments.push({ kind: 'us', from: at, to: ready }, { kind: 'network', from: ready, to: sent });
    at = exchange.answeredAt?.getTime() ?? Math.max(end, sent);
    segments.push({ kind: 'quickbooks', from: sent, to: at });
  }
  return [...segments, { kind: 'us' as const, from: at, to: end }].filter((each) => each.to > each.from);
}

const clipped = (segments: readonly Segment[], from: number, to: number): Segment[] =>
  segments
    .map((each) => ({ ...each, from: Math.max(each.from, from), to: Math.min(each.to, to) }))
    .filter((each) => each.to > each.from);

const nothing = (): Record<TimeKind, number> => ({ quickbooks: 0, billcom: 0, network: 0, us: 0 });

function sums(segments: readonly Segment[]): Record<TimeKind, number> {
  const spent = nothing();
  for (const { kind, from, to } of segments) spent[kind] += to - from;
  return spent;
}

/** Each moment counts once: for the first of the kinds that is at work then, else for us. */
function partition(segments: readonly Segment[], from: number, to: number): Record<TimeKind, number> {
  const edges = segments
    .flatMap(({ kind, from: begin, to: end }) => [
      { at: begin, kind, step: 1 },
      { at: end, kind, step: -1 },
    ])
    .sort((one, two) => one.at - two.at);
  const open = nothing();
  const spent = nothing();
  let last = from;
  for (const { at, kind, step } of edges) {
    spent[atWork(open)] += at - last;
    open[kind] += step;
    last = at;
  }
  spent.us += to - last;
  return spent;
}

const atWork = (open: Readonly<Record<TimeKind, number>>): TimeKind =>
  timeKinds.find((kind) => open[kind] > 0) ?? 'us';

/** A stretch of a drawing, from 0 to `parts`. */
export interface Stretch {
  readonly kind: TimeKind;
  readonly from: number;
  readonly to: number;
}

/**
 * Segments as they can be drawn, however many they are: the length is cut into equal parts, each has the colour of what
 * took the most of it, and equal neighbours are one stretch.
 */
export function stretches(
  segments: readonly Segment[],
  { from, to }: Pick<TimeSpent, 'from' | 'to'>,
  parts: number,
): Stretch[] {
  const width = (to - from) / parts;
  if (width <= 0) return [];
  const filled = Array.from({ length: parts }, nothing);
  for (const { kind, from: begin, to: end } of segments) {
    const last = Math.min(parts - 1, Math.floor((end - from) / width));
    for (let part = Math.max(0, Math.floor((begin - from) / width)); part <= last; part += 1) {
      const overlap = Math.min(end, from + (part + 1) * width) - Math.max(begin, from + part * width);
      const each = filled[part];
      if (each && overlap > 0) each[kind] += overlap;
    }
  }
  const found: Stretch[] = [];
  for (const [part, each] of filled.entries()) {
    const most = [...timeKinds].sort((one, two) => each[two] - each[one])[0] ?? 'us';
    if (each[most] === 0) continue;
    const before = found.at(-1);
    if (before?.kind === most && before.to === part) found[found.length - 1] = { ...before, to: part + 1 };
    else found.push({ kind: most, from: part, to: part + 1 });
  }
  return found;
}
