import fc from 'fast-check';
import { fairShare, keptAtMost, type Granted } from '../../../src/billcom/fairShare';

const limit = 19_000;
const reserve = 500;
const hourMs = 3_600_000;

describe('what is kept of an untouched share', () => {
  test.each<[companies: number, elapsed: number, kept: number]>([
    [1, 0, 19_000],
    [1, 0.5, 9_500],
    [2, 0, 9_500],
    [100, 0, 190],
    [100, 0.5, 95],
    [100, 0.9, 30], // two idle cycles, to the end
    [100, 1, 30],
    [400, 0, 47.5],
    [400, 1, 23.75], // half of a small share
    [1_000, 0, 19],
    [1_000, 1, 9.5],
  ])('%i companies, %d of the hour: %d calls', (companies, elapsed, kept) => {
    expect(keptAtMost({ limit, companies, elapsed })).toBeCloseTo(kept, 6);
  });
});

/** An hour of a key in memory, as Postgres keeps it. */
class Hour {
  taken = 0;
  readonly kept = new Map<number, number>();
  constructor(readonly companies: number) {}

  ask(company: number, elapsed: number, wanted: number, needed = wanted): Granted {
    const at = { limit, reserve, companies: this.companies, taken: this.taken, elapsed };
    const cap = keptAtMost(at);
    const asked = [...this.kept].filter(([other]) => other !== company);
    const untouched = this.companies - 1 - asked.length;
    const othersKeep = asked.reduce((sum, [, kept]) => sum + Math.min(kept, cap), untouched * cap);
    const answer = fairShare(at, { kept: this.kept.get(company), othersKeep, wanted, needed });
    this.taken += answer.granted;
    this.kept.set(company, answer.kept);
    return answer;
  }

  /** Takes blocks of 20 until it is refused. */
  takeAll(company: number, elapsed: number): { calls: number; retryAfterMs: number } {
    for (let calls = 0; ;) {
      const answer = this.ask(company, elapsed, 20, 1);
      if (answer.granted === 0)
        return { calls, retryAfterMs: 'retryAfterMs' in answer ? answer.retryAfterMs : NaN };
      calls += answer.granted;
    }
  }
}

test('one company alone has the whole hour at once, and waits for the next one', () => {
  const hour = new Hour(1);
  expect(hour.takeAll(0, 0.25)).toEqual({ calls: limit, retryAfterMs: 0.75 * hourMs });
});

test('a first load gets its share at once and then what the others let pass', () => {
  const hour = new Hour(100);
  const first = hour.takeAll(0, 0);
  expect(first.calls).toBe(190);
  // 99 companies let 5.2 calls pass in a second: 200 of them take 38 s.
  expect(first.retryAfterMs).toBeGreaterThan(30_000);
  expect(first.retryAfterMs).toBeLessThan(45_000);
  expect(hour.takeAll(0, first.retryAfterMs / hourMs).calls).toBeGreaterThanOrEqual(180);
  // At the end of the hour all is lent but two idle cycles of each.
  hour.takeAll(0, 1);
  expect(hour.taken).toBe(limit - 99 * 30);
});

test('two companies load at the same speed', () => {
  const hour = new Hour(50);
  const got = [0, 0];
  for (let minute = 0; minute < 60; minute += 1) {
    for (let round = 0; round < 30; round += 1)
      for (const company of minute % 2 === 0 ? [0, 1] : [1, 0])
        got[company] = (got[company] ?? 0) + hour.ask(company, minute / 60, 20, 1).granted;
  }
  expect(Math.abs((got[0] ?? 0) - (got[1] ?? 0))).toBeLessThan(400);
  expect((got[0] ?? 0) + (got[1] ?? 0)).toBeGreaterThan(16_000);
});

test('a company that is new on the key finds calls, even where all are lent', () => {
  const hour = new Hour(1);
  hour.takeAll(0, 0.5);
  const joined = new Hour(2);
  joined.taken = hour.taken;
  joined.kept.set(0, 0);
  expect(joined.ask(1, 0.5, 20, 1).granted).toBe(20);
  // The one that loads borrows nothing of that.
  expect(joined.ask(0, 0.5, 20, 1).granted).toBe(0);
});

test('whatever others ask for, an idle cycle of 15 calls each quarter of an hour is let through', () => {
  const load = fc.record({
    company: fc.integer({ min: 1, max: 99 }),
    elapsed: fc.double({ min: 0, max: 1, noNaN: true }),
    wanted: fc.integer({ min: 1, max: 4_000 }),
  });
  fc.assert(
    fc.property(fc.array(load, { maxLength: 60 }), (loads) => {
      const hour = new Hour(100);
      const asks = [
        ...loads.map((each) => ({ ...each, isIdle: false })),
        ...[0, 0.25, 0.5, 0.75].map((elapsed) => ({ company: 0, elapsed, wanted: 15, isIdle: true })),
      ].sort((one, two) => one.elapsed - two.elapsed);
      for (const { company, elapsed, wanted, isIdle } of asks) {
        const { granted } = hour.ask(company, elapsed, wanted, isIdle ? 15 : 1);
        if (isIdle) expect(granted).toBe(15);
      }
      expect(hour.taken).toBeLessThanOrEqual(limit);
    }),
  );
});

test('who waits is told a time within this hour, or the next hour', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (companies, elapsed) => {
        const hour = new Hour(companies);
        const { retryAfterMs } = hour.takeAll(0, elapsed);
        const untilNextHour = (1 - elapsed) * hourMs;
        expect(retryAfterMs).toBeGreaterThan(0);
        expect(retryAfterMs).toBeLessThanOrEqual(untilNextHour);
        // It comes back to something, unless it was told to wait for the next hour.
        if (retryAfterMs < untilNextHour)
          expect(hour.takeAll(0, elapsed + retryAfterMs / hourMs).calls).toBeGreaterThan(0);
      },
    ),
    { numRuns: 50 },
  );
});
