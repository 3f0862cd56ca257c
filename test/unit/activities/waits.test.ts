import { clockTime, retryAfterMs, waitAfter } from '../../../src/activities/billcom/waits';
import { BillcomError, type BillcomErrorDetails } from '../../../src/billcom/errors';
import { errorCodes, shareUsedUp, unreachable, type CodeEntry } from '../../../src/billcom/errorCodes';

const zone = 'America/Chicago';
const until = new Date('2026-07-01T15:41:20Z');
const failure = (entry: CodeEntry | undefined, more: Partial<BillcomErrorDetails> = {}): BillcomError => {
  if (!entry) throw new Error('no such code');
  return new BillcomError({ ...entry, class: entry.reaction, ...more });
};

test.each<[string, BillcomError, string, string]>([
  [
    'the hour',
    failure(errorCodes.BDC_1144, { code: 'BDC_1144' }),
    'billcom',
    'Bill.com asked us to wait until 10:42 CDT (too many calls this hour).',
  ],
  [
    'too many at once',
    failure(errorCodes.BDC_1322, { code: 'BDC_1322' }),
    'billcom',
    'Bill.com asked us to wait until 10:42 CDT (too many calls at once).',
  ],
  [
    'our own share',
    failure(shareUsedUp, { isOwnLimit: true }),
    'share',
    'Tieout goes on at 10:42 CDT. This company has used its share of the calls that the developer key has this hour.',
  ],
  [
    'an outage',
    failure(unreachable),
    'outage',
    'Bill.com cannot be reached at the moment. Tieout tries again at 10:42 CDT.',
  ],
  [
    'wrong credentials',
    failure(errorCodes.BDC_1102, { code: 'BDC_1102' }),
    'access',
    'Bill.com does not accept the developer key. Enter the developer key of this environment; sandbox and production have different ones. Tieout tries again at 10:42 CDT.',
  ],
  [
    'a lost answer',
    failure(errorCodes.BDC_1001, { class: 'unknownOutcome', sentence: 'The answer did not arrive.' }),
    'answer',
    'The answer did not arrive. Tieout looks in Bill.com at 10:42 CDT.',
  ],
  [
    'a request that Bill.com calls wrong',
    failure(errorCodes.BDC_1128, { code: 'BDC_1128' }),
    'refusal',
    'Bill.com does not list this kind of record. Send this message to the people who run Tieout; the record waits until it is corrected. Tieout tries again at 10:42 CDT.',
  ],
])('a wait for %s in words', (_, error, why, message) => {
  expect(waitAfter(error, until, zone)).toEqual({ for: why, until, message });
});

test('times are those of the company’s books, and never too early', () => {
  expect(clockTime(new Date('2026-01-01T15:41:00Z'), 'America/New_York')).toBe('10:41 EST');
  expect(clockTime(new Date('2026-01-01T15:41:00.001Z'), 'America/New_York')).toBe('10:42 EST');
  expect(clockTime(new Date('2026-01-02T05:00:00Z'), 'America/New_York')).toBe('00:00 EST');
});

test('a job comes back when Bill.com says, rarely where a person is needed, else ever later', () => {
  expect(retryAfterMs(failure(errorCodes.BDC_1144, { retryAfterMs: 77_000 }), 9, 300_000)).toBe(77_000);
  expect(retryAfterMs(failure(errorCodes.BDC_1101), 1, 300_000)).toBe(300_000);
  expect([1, 2, 3, 8, 9, 500].map((attempt) => retryAfterMs(failure(unreachable), attempt, 1))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ]);
});
