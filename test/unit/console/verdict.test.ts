import { lampsOf, type LampFacts } from '../../../src/console/views/lamps';
import { verdictOf, worstFirst } from '../../../src/console/views/verdict';
import type { CompanyFacts } from '../../../src/ledger/companyFacts';

const now = new Date('2026-11-23T17:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const ended = (more: object = {}): NonNullable<CompanyFacts['last']> => ({
  number: 7,
  mode: 'sync',
  state: 'ended',
  message: null,
  requestedBy: 'Tieout',
  startedAt: ago(20),
  endedAt: ago(18),
  applied: 2,
  rejected: 0,
  ...more,
});
const facts = (more: Partial<CompanyFacts> = {}): CompanyFacts => ({
  id: '1',
  name: 'Hill Builders',
  zone: 'America/Chicago',
  acceptedAt: ago(9_000),
  previewBecause: null,
  pausedAt: null,
  pauseReason: null,
  pausedUntil: null,
  dueAt: ago(-5),
  lastLoginAt: ago(3),
  refusedLoginAt: null,
  lastCallAt: null,
  stops: [],
  closed: [],
  needs: 0,
  decided: 0,
  due: null,
  running: null,
  last: ended(),
  lastSync: more.last === undefined ? ended() : more.last,
  payables: null,
  receivables: null,
  ...more,
});
const all = { livingWorkers: 1, linked: 4_212 };
const payables = {
  cycle: 7,
  asOf: '2026-11-23',
  takenAt: ago(18),
  quickbooks: '100.00',
  billcom: '112.00',
  difference: '-12.00',
  agrees: false,
  problem: null,
};
const stop = { guard: 'file' as const, because: 'The company open in QuickBooks is “Other”.' };

/** The worst first: each row has what the row below it has, too. */
const rows: readonly (readonly [Partial<CompanyFacts>, string, string])[] = [
  [{ stops: [stop] }, 'bad', 'The company open in QuickBooks is “Other”.'],
  [
    { refusedLoginAt: ago(1) },
    'bad',
    'The Web Connector calls with a wrong password, so QuickBooks is out of reach.',
  ],
  [{ pausedAt: ago(5), pauseReason: 'year end' }, 'attention', 'Paused until somebody resumes (year end).'],
  [{ lastLoginAt: ago(47) }, 'bad', 'The QuickBooks computer has been silent for 47 min.'],
  [{ last: ended({ state: 'failed', message: 'A fault.' }) }, 'attention', 'The last sync failed. A fault.'],
  [{ needs: 3 }, 'attention', '3 need you.'],
  [{ payables }, 'attention', 'Accounts payable differ by (12.00); each difference is named.'],
  [
    { receivables: { ...payables, difference: '5.00' } },
    'attention',
    'Accounts receivable differ by 5.00; each difference is named.',
  ],
  [
    { payables: { ...payables, agrees: true, problem: 'QuickBooks gave no report.' } },
    'attention',
    'Accounts payable could not be compared in full: QuickBooks gave no report.',
  ],
  [{ lastSync: null }, 'quiet', 'The first preview was accepted; the first sync has not ended yet.'],
  [{ decided: 2 }, 'quiet', 'Nothing needs you; 2 decided, act in the next sync.'],
  [
    {
      closed: [
        { book: 'billcom', entity: 'invoice' },
        { book: 'billcom', entity: 'creditMemo' },
        { book: 'quickbooks', entity: 'class' },
      ],
    },
    'attention',
    'All 4,212 records agree as of 10:42 AM, except classes, which QuickBooks does not give, and invoices and credit memos, which Bill.com does not give.',
  ],
  [{}, 'good', 'All 4,212 records agree as of 10:42 AM.'],
];

/** What adds words to a worse sentence has its own tests. */
const alone = ({ needs, payables: tie }: Partial<CompanyFacts>): Partial<CompanyFacts> => ({
  ...(needs === undefined ? {} : { decided: 0 }),
  ...(tie && !tie.agrees ? { receivables: null } : {}),
});

describe('the verdict', () => {
  test.each(rows)('%j', (more, tone, sentence) => {
    expect(verdictOf(facts(more), now, all)).toEqual({ tone, sentence });
  });
  test('what is worse is said, not what is better', () => {
    rows.forEach(([, , sentence], index) => {
      const together = Object.assign(
        {},
        ...rows
          .slice(index)
          .map(([more]) => more)
          .reverse(),
      ) as Partial<CompanyFacts>;
      expect(verdictOf(facts({ ...together, ...alone(together) }), now, all).sentence).toBe(sentence);
    });
  });
  test('without a worker nothing is synced', () => {
    expect(verdictOf(facts(), now, { livingWorkers: 0 })).toEqual({
      tone: 'bad',
      sentence: 'Tieout itself is not running, so nothing is synced.',
    });
  });
  test.each<[Partial<CompanyFacts>, string]>([
    [{ needs: 1 }, '1 needs you.'],
    [{ needs: 1, decided: 1 }, '1 needs you; 1 decided, acts in the next sync.'],
    [
      { payables, receivables: { ...payables, difference: '5.00' } },
      'Accounts payable differ by (12.00), accounts receivable differ by 5.00; each difference is named.',
    ],
    [
      { last: ended({ number: 8, mode: 'preview', endedAt: ago(1) }), lastSync: ended() },
      'All 4,212 records agree as of 10:42 AM.',
    ],
    [
      {
        last: ended({ number: 8, mode: 'preview' }),
        lastSync: ended({ state: 'failed', message: 'A fault.' }),
      },
      'The last sync failed. A fault.',
    ],
    [
      { last: ended({ mode: 'preview', state: 'failed', message: 'A fault.' }), lastSync: ended() },
      'The last preview failed. A fault.',
    ],
    [{ pausedAt: ago(5), pausedUntil: ago(-60) }, 'Paused until 12:00 PM.'],
    [
      { pausedAt: ago(5), pausedUntil: ago(1) },
      'The pause is over; it goes on at the Web Connector’s next call.',
    ],
    [
      { pausedAt: ago(90), pausedUntil: ago(30), lastLoginAt: ago(40), lastCallAt: ago(40) },
      'The QuickBooks computer has been silent for 40 min.',
    ],
    [
      { acceptedAt: null, last: ended({ state: 'waitingForAccept' }) },
      'The first preview is there and waits to be accepted.',
    ],
    [
      { acceptedAt: null, previewBecause: 'receivables', last: ended({ state: 'waitingForAccept' }) },
      'Receivables were switched on: the preview with receivables is there and waits to be accepted. Until then nothing is written.',
    ],
    [
      { acceptedAt: null, previewBecause: 'receivables', last: ended() },
      'Receivables were switched on: the preview with receivables comes next. Until it is accepted nothing is written.',
    ],
    [
      { acceptedAt: null, previewBecause: 'restoredDatabase', last: ended(), due: ended({ state: 'due' }) },
      'Tieout’s database was restored: the preview after the restored database was asked for. Until it is accepted nothing is written.',
    ],
    [{ acceptedAt: null, last: null, lastLoginAt: null }, 'Waiting for the Web Connector’s first call.'],
    [{ lastLoginAt: ago(40), lastCallAt: ago(1) }, 'All 4,212 records agree as of 10:42 AM.'],
  ])('%j: %s', (more, sentence) => expect(verdictOf(facts(more), now, all).sentence).toBe(sentence));
});

test('companies stand the worst first, then by how much waits, then by name', () => {
  const row = (name: string, more: Partial<CompanyFacts> = {}) => {
    const each = facts({ name, ...more });
    return { facts: each, verdict: verdictOf(each, now, { livingWorkers: 1 }) };
  };
  const sorted = [
    row('good b'),
    row('two', { needs: 2 }),
    row('stopped', { stops: [stop] }),
    row('good a'),
    row('five', { needs: 5 }),
  ].sort(worstFirst);
  expect(sorted.map((each) => each.facts.name)).toEqual(['stopped', 'five', 'two', 'good a', 'good b']);
});

describe('the lamps', () => {
  const given = (more: Partial<LampFacts> = {}): LampFacts => ({
    facts: facts(),
    steps: [],
    livingWorkers: 1,
    file: { companyName: 'Hill Builders', computer: 'OFFICE-PC' },
    session: null,
    warning: null,
    ...more,
  });
  const lights = (each: LampFacts): string =>
    lampsOf(each, now)
      .map(({ light }) => light)
      .join(' ');
  test.each([
    [given(), 'on on on on'],
    [given({ livingWorkers: 0 }), 'on off on on'],
    [given({ facts: facts({ closed: [{ book: 'billcom', entity: 'invoice' }] }) }), 'warning on on on'],
    [given({ facts: facts({ closed: [{ book: 'quickbooks', entity: 'class' }] }) }), 'on on on warning'],
    [given({ facts: facts({ lastLoginAt: ago(60) }) }), 'on on off on'],
    [given({ facts: facts({ refusedLoginAt: ago(1) }) }), 'on on off on'],
    [given({ facts: facts({ lastLoginAt: null, last: null }), file: {} }), 'unknown on unknown unknown'],
    [given({ facts: facts({ stops: [{ guard: 'billcom', because: 'No.' }] }) }), 'off on on on'],
    [given({ facts: facts({ stops: [stop] }) }), 'on on on off'],
    [given({ facts: facts({ stops: [{ guard: 'computer', because: 'Two.' }] }) }), 'on on off on'],
    [given({ facts: facts({ stops: [{ guard: 'massChange', because: 'Many.' }] }) }), 'on on on on'],
    [given({ session: { isOpen: false, lastError: 'A window waits.' } }), 'on on on warning'],
    [given({ warning: { sentence: 'The clock is wrong.', cure: 'Set it.' } }), 'on warning on on'],
  ])('case %#', (each, words) => expect(lights(each)).toBe(words));
});
