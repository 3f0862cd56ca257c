import { sessionMarks } from '../../../src/console/views/sessionMarks';
import type { ExchangeSpan, SessionSpan } from '../../../src/ledger/cycleHistory';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23) + seconds * 1_000);
const session = (openedAt: Date, closedAt: Date | null, closeReason: string | null = null): SessionSpan => ({
  id: 'a',
  openedAt,
  closedAt,
  roundTrips: 1,
  closeReason,
});
const exchange = (more: Partial<ExchangeSpan>): ExchangeSpan => ({
  sessionId: 'a',
  step: 'read',
  kind: 'read',
  requests: 1,
  queuedAt: at(0),
  sentAt: at(0),
  answeredAt: at(2),
  ...more,
});
const span = { from: at(0).getTime(), to: at(100).getTime() };

test('a session lies where its time was, with its exchanges and what they were', () => {
  const [mark] = sessionMarks(
    [
      {
        session: session(at(10), at(60), 'nothing was left to do'),
        exchanges: [
          exchange({ step: 'guard', sentAt: at(12), answeredAt: at(13) }),
          exchange({ step: 'bill', kind: 'write', requests: 12, sentAt: at(20), answeredAt: at(32) }),
          exchange({ kind: 'check', sentAt: at(40), answeredAt: null }),
          exchange({ kind: 'closing', step: 'closing', sentAt: at(59), answeredAt: at(60) }),
        ],
      },
    ],
    span,
    200,
  );
  expect(mark).toMatchObject({ from: 20, to: 120 });
  expect(mark?.title).toBe('Session 1: 50 s, 4 exchanges; it ended because nothing was left to do');
  expect(mark?.exchanges).toEqual([
    { at: 24, title: 'Which company file is open, 1.0 s' },
    { at: 40, title: 'Bills: 12 writes, 12 s' },
    { at: 80, title: 'What became of a write whose answer was lost, no answer' },
    { at: 118, title: 'Closing, 1.0 s' },
  ]);
});

test('what a drawing cannot tell apart is one mark, and an open session goes on to the end', () => {
  const exchanges = Array.from({ length: 500 }, (_, n) =>
    exchange({ step: n < 250 ? 'vendor' : 'customer', kind: 'write', sentAt: at(50 + n / 500) }),
  );
  const [mark] = sessionMarks([{ session: session(at(50), null), exchanges }], span, 10);
  expect(mark).toMatchObject({ from: 5, to: 10 });
  expect(mark?.exchanges).toEqual([
    { at: 5, title: '500 exchanges, from “Vendors: 1 write” to “Customers: 1 write”' },
  ]);
});
