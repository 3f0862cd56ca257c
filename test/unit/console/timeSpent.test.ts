import fc from 'fast-check';
import {
  stretches,
  timeKinds,
  timeSpent,
  type CycleTimes,
  type Segment,
} from '../../../src/console/views/timeSpent';
import type { ExchangeSpan, SessionSpan } from '../../../src/ledger/cycleHistory';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23) + seconds * 1_000);
const session = (id: string, from: number, to: number | null): SessionSpan => ({
  id,
  openedAt: at(from),
  closedAt: to === null ? null : at(to),
  roundTrips: 1,
  closeReason: null,
});
const exchange = (
  sessionId: string,
  queued: number,
  sent: number,
  answered: number | null,
): ExchangeSpan => ({
  sessionId,
  step: 'read',
  kind: 'read',
  requests: 1,
  queuedAt: at(queued),
  sentAt: at(sent),
  answeredAt: answered === null ? null : at(answered),
});
const cycle = (more: Partial<CycleTimes>): CycleTimes => ({
  startedAt: at(0),
  endedAt: at(100),
  sessions: [],
  exchanges: [],
  steps: [],
  ...more,
});
const seconds = (spent: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(spent).map(([kind, ms]) => [kind, ms / 1_000]));

test('an exchange is QuickBooks’, the way to it the Web Connector’s, and what had to be decided ours', () => {
  const { total, sessions } = timeSpent(
    cycle({
      sessions: [session('a', 10, 90)],
      // Opening the file until 20; answered at 30; ready at 34, fetched at 40; answered at 80.
      exchanges: [exchange('a', 20, 20, 30), exchange('a', 34, 40, 80)],
    }),
    at(100),
  );
  // Before the session the cycle waits for the Web Connector's call: 10 s.
  expect(seconds(total)).toEqual({ quickbooks: 50, billcom: 0, network: 10 + 10 + 6, us: 4 + 10 + 10 });
  expect(seconds(sessions[0]?.spent ?? {})).toEqual({ quickbooks: 50, billcom: 0, network: 16, us: 14 });
});

test('what waits for nothing was queued before the answer: its fetching is the Web Connector’s alone', () => {
  const { total } = timeSpent(
    cycle({
      endedAt: at(20),
      sessions: [session('a', 0, 20)],
      exchanges: [exchange('a', 0, 0, 10), exchange('a', 2, 12, 20)],
    }),
    at(20),
  );
  expect(seconds(total)).toEqual({ quickbooks: 18, billcom: 0, network: 2, us: 0 });
});

test('Bill.com is counted where QuickBooks has nothing, and a second session is waited for', () => {
  const { total } = timeSpent(
    cycle({
      sessions: [session('a', 0, 20), session('b', 60, 80)],
      exchanges: [exchange('a', 0, 0, 20), exchange('b', 60, 60, 80)],
      steps: [
        { book: 'billcom', startedAt: at(10), endedAt: at(40) },
        { book: 'quickbooks', startedAt: at(0), endedAt: at(100) },
      ],
    }),
    at(100),
  );
  expect(seconds(total)).toEqual({ quickbooks: 40, billcom: 20, network: 20, us: 20 });
});

test('what is still on its way counts until now', () => {
  const { total, to } = timeSpent(
    cycle({ endedAt: null, sessions: [session('a', 0, null)], exchanges: [exchange('a', 5, 5, null)] }),
    at(30),
  );
  expect(to).toBe(at(30).getTime());
  expect(seconds(total)).toEqual({ quickbooks: 25, billcom: 0, network: 5, us: 0 });
});

const moments = fc.integer({ min: -20, max: 130 });
test('whatever overlaps, the parts add up to the length and none is negative', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(moments, moments), { maxLength: 6 }),
      fc.array(fc.tuple(moments, moments, fc.integer({ min: 0, max: 40 })), { maxLength: 12 }),
      (steps, exchanges) => {
        const spent = timeSpent(
          cycle({
            sessions: [session('a', 3, 95)],
            exchanges: exchanges
              .map(([queued, sent, took]) => exchange('a', queued, sent, sent + took))
              .sort((one, two) => one.sentAt.getTime() - two.sentAt.getTime()),
            steps: steps.map(([one, two]) => ({
              book: 'billcom',
              startedAt: at(Math.min(one, two)),
              endedAt: at(Math.max(one, two)),
            })),
          }),
          at(100),
        );
        const sum = timeKinds.reduce((total, kind) => total + spent.total[kind], 0);
        expect(sum).toBe(spent.to - spent.from);
        for (const kind of timeKinds) expect(spent.total[kind]).toBeGreaterThanOrEqual(0);
        for (const lane of [spent.computer, spent.billcom]) {
          const drawn = stretches(lane, spent, 200);
          for (const [index, { from, to }] of drawn.entries()) {
            expect(from).toBeGreaterThanOrEqual(drawn[index - 1]?.to ?? 0);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(200);
          }
        }
      },
    ),
  );
});

test('ten thousand exchanges are drawn as few stretches, each with what took the most', () => {
  const lane: Segment[] = Array.from({ length: 10_000 }, (_, index) => [
    { kind: 'quickbooks' as const, from: index * 10, to: index * 10 + 8 },
    { kind: 'network' as const, from: index * 10 + 8, to: index * 10 + 10 },
  ]).flat();
  expect(stretches(lane, { from: 0, to: 100_000 }, 500)).toEqual([{ kind: 'quickbooks', from: 0, to: 500 }]);
  expect(stretches([], { from: 0, to: 0 }, 500)).toEqual([]);
});

test('where only the newest exchanges are known, the time is told from the first of them on', () => {
  const spent = timeSpent(
    cycle({
      endedAt: null,
      sessions: [session('a', 5, 30), session('b', 35, null)],
      exchanges: [exchange('b', 60, 60, 80), exchange('b', 80, 81, null)],
      since: at(60),
    }),
    at(90),
  );
  expect([spent.from, spent.to]).toEqual([at(60).getTime(), at(90).getTime()]);
  expect(spent.total).toEqual({ quickbooks: 29_000, billcom: 0, network: 1_000, us: 0 });
});
