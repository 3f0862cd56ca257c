import { doctorText } from '../../../src/cli/doctor';
import {
  checkCalls,
  checkClock,
  checkCompared,
  checkCycle,
  checkFile,
  checkLists,
  checkPaused,
  checkPolls,
  checkStops,
} from '../../../src/cli/doctorCompany';
import { explain } from '../../../src/words/explain';
import { holdsText } from '../../../src/cli/holds';
import { closedWarnings, stopDocument, warningsOf } from '../../../src/words/guardView';
import { listText } from '../../../src/cli/companyList';
import type { Check } from '../../../src/cli/doctorSystem';
import { Problem } from '../../../src/words/problem';
import { cycleWords, statusText, waitDocuments, type StatusDocument } from '../../../src/cli/statusView';
import { BillcomError } from '../../../src/billcom/errors';
import type { SentBalance } from '../../../src/ledger/bankBalances';
import type { OpenHold } from '../../../src/ledger/holds';
import type { ClosedList } from '../../../src/ledger/closedLists';
import type { PcClock } from '../../../src/quickbooks/pcClock';
import { company, cycle, minutesAgo, now, session, step, stop } from './samples';
import { quoted } from '../../../src/words/counted';

const hold: OpenHold = {
  id: 'h1',
  entity: 'vendor',
  book: 'billcom',
  recordId: '009A',
  recordName: 'Best Concrete, Inc.',
  cause: 'possibleDuplicate',
  field: '',
  sentence: 'It may be the same as “Best Concrete”.',
  cure: 'Rename one.',
  release: { when: 'nextCycle' },
  detail: {},
  openedCycle: 3,
  openedAt: minutesAgo(10),
};

const status = (differs: Partial<StatusDocument> = {}): StatusDocument => ({
  company: 'Hill Builders',
  id: company().id,
  cycle: cycle({ state: 'ended', endedAt: minutesAgo(3) }),
  nextCycle: null,
  entities: [{ entity: 'vendor', quickbooks: 300, billcom: 299, linked: 298, held: 2 }],
  holds: 2,
  accepted: true,
  previewBecause: null,
  paused: null,
  waiting: [],
  stopped: null,
  stops: [],
  closedLists: [],
  warnings: [],
  lastWebConnectorLogin: minutesAgo(2),
  refusedWebConnectorLogin: null,
  lastWebConnectorError: null,
  comparedWithQuickBooks: minutesAgo(600),
  bank: null,
  toRecode: { documents: 0, lines: 0 },
  beforeStart: [],
  dueAt: minutesAgo(-5),
  steps: [step()],
  payables: null,
  receivables: null,
  ...differs,
});

const clock = (differs: Partial<PcClock> = {}): PcClock => ({
  offsetMinutes: 0,
  offSeconds: 0,
  measuredAt: now.toISOString(),
  ...differs,
});
const closed: ClosedList = {
  book: 'billcom',
  entity: 'customer',
  because: 'Bill.com does not let Tieout read its customers.',
  cure: 'An Administrator gives it back.',
  since: now,
};

describe('status', () => {
  test('tells what is left alone and what should be put right, each with its cure', () => {
    const warnings = warningsOf(clock({ offSeconds: -30 * 3_600 }));
    const text = statusText(status({ closedLists: [closed], warnings }), now);
    expect(text).toMatch(
      /left alone +Bill\.com does not let Tieout read its customers\.\n +→ An Administrator gives it back\./,
    );
    expect(text).toMatch(
      /warning +The clock of the PC with QuickBooks is about 30 hours behind\.[^]*→ Set the PC’s/,
    );
    expect(statusText(status({ warnings: warningsOf(clock()) }), now)).not.toMatch(/left alone|warning/);
  });

  test('lists that are not given for one reason are told once, and receivables with their setting', () => {
    const refused = (entity: ClosedList['entity'], many: string): ClosedList => ({
      ...closed,
      entity,
      because: `Bill.com does not let Tieout read its ${many}: no right.`,
    });
    const [invoices, memos, payments, customers] = [
      refused('invoice', 'invoices'),
      refused('creditMemo', 'credit memos'),
      refused('receivedPayment', 'received payments'),
      refused('customer', 'customers'),
    ];
    expect(closedWarnings([invoices, memos, payments], 'Hill Builders')).toEqual([
      {
        sentence:
          'Bill.com does not let Tieout read its invoices, credit memos, and received payments: no right.',
        cure: 'An Administrator gives it back. If the organization has no accounts receivable: tieout company set "Hill Builders" receivables=off',
      },
    ]);
    expect(closedWarnings([invoices, customers], 'Hill Builders')).toEqual([
      {
        sentence: 'Bill.com does not let Tieout read its invoices and customers: no right.',
        cure: 'An Administrator gives it back.',
      },
    ]);
    expect(
      closedWarnings([invoices, { ...customers, cure: 'Something else.' }], 'Hill Builders'),
    ).toHaveLength(2);
  });

  test('counts the lines to be recoded, and says nothing where there are none', () => {
    const text = statusText(status({ toRecode: { documents: 2, lines: 3 } }), now);
    expect(text).toMatch(/to recode +3 lines to be recoded: tieout report recode /);
    expect(statusText(status(), now)).not.toContain('recode');
  });

  test('counts what stays in QuickBooks by its date', () => {
    const since = { entity: 'invoice', since: '2026-11-23' } as const;
    expect(statusText(status({ beforeStart: [{ ...since, count: 20_310 }] }), now)).toMatch(
      /start date +20,310 invoices of QuickBooks are dated before 2026-11-23 and stay there/,
    );
    expect(statusText(status({ beforeStart: [{ ...since, count: 1 }] }), now)).toContain('1 invoice of');
    expect(statusText(status(), now)).not.toContain('start date');
  });

  test('tells the cycle, the Web Connector’s silence, counts and holds', () => {
    const text = statusText(status(), now);
    expect(text).toContain('7 (a sync) ended 3 min ago');
    expect(text).toMatch(/Web Connector +last called at .*, 2 min ago/);
    expect(text).toMatch(/vendors +300 +299 +298 +2/);
    expect(text).toContain('2 holds open');
    expect(text).toMatch(/compared +whole lists with QuickBooks at 2026-/);
    expect(text).not.toContain('Vendors to QuickBooks');
  });

  test('shows bank balances, and beside the one that Bill.com shows whether it has it', () => {
    const sent = { balance: '1234.50', asOf: '2026-11-20', because: 'It may not.', sentAt: now };
    const of = (state: SentBalance['state'] | undefined, balance = '1234.50') =>
      statusText(
        status({
          bank: {
            balances: [
              { name: 'Checking', balance, asOf: '2026-11-21' },
              { name: 'Clearing', balance: '-20.00', asOf: '2026-11-21' },
            ],
            shownInBillcom: 'Checking',
            lastSent: state === undefined ? null : { ...sent, state },
          },
        }),
        now,
      );
    expect(of('applied')).toMatch(
      /bank +Checking 1,234\.50 on 2026-11-21; Bill\.com shows it\n +Clearing -20\.00 on 2026-11-21\n/,
    );
    expect(of('applied', '7.00')).toContain(
      'Checking 7.00 on 2026-11-21; Bill.com shows 1,234.50 of 2026-11-20',
    );
    expect(of('refused')).toContain('Bill.com did not take it: It may not.');
    expect(of('unknown')).toContain('the next sync looks');
    expect(of(undefined)).toContain('gets it with the next sync');
  });

  test('tells silence only when a call is overdue by the schedule of the .qwc file, and a wrong password', () => {
    const of = (differs: Partial<StatusDocument>) => statusText(status(differs), now);
    expect(of({ lastWebConnectorLogin: minutesAgo(5) })).not.toContain('silent');
    expect(of({ lastWebConnectorLogin: minutesAgo(7) })).toContain('silent for 7 min');
    expect(of({ refusedWebConnectorLogin: minutesAgo(1) })).toContain('with a wrong password');
    expect(of({ refusedWebConnectorLogin: minutesAgo(3) })).not.toContain('password');
  });

  test('shows the steps of a running cycle and what was asked for after it', () => {
    const running = status({
      cycle: cycle({ state: 'running', startedAt: minutesAgo(1) }),
      nextCycle: { number: 8, mode: 'sync' },
    });
    expect(statusText(running, now)).toMatch(
      /asked for +cycle 8[^]*when this cycle is over[^]*Vendors to QuickBooks: 120 of 300/,
    );
  });

  test('says what Bill.com makes it wait for, once, and not what a guard says already', () => {
    const asked = 'Bill.com asked us to wait until 10:42 CDT (too many calls this hour).';
    const steps = ['vendor', 'customer'].map((name) =>
      step({ book: 'billcom', step: name, message: asked, waitsFor: 'billcom', waitsUntil: minutesAgo(-5) }),
    );
    const wrong = 'The password is wrong. Enter another.';
    const refused = step({
      book: 'billcom',
      step: 'item',
      message: `${wrong} Tieout tries again at 10:45 CDT.`,
      waitsFor: 'access',
      waitsUntil: minutesAgo(-8),
    });
    const document = status({
      cycle: cycle({ state: 'running', startedAt: minutesAgo(1) }),
      steps: [...steps, refused],
      waiting: waitDocuments([...steps, refused]),
      stops: [stopDocument(stop(wrong), 'Hill Builders')],
    });
    expect(document.waiting[0]).toEqual({
      step: 'Vendors to Bill.com',
      for: 'billcom',
      until: minutesAgo(-5),
      message: asked,
    });
    const text = statusText(document, now);
    expect(text.match(/ {2}waiting +/g)).toHaveLength(1);
    expect(text).toMatch(/waiting +Bill\.com asked us to wait until 10:42/);
    expect(text).toContain(`Vendors to Bill.com: 120 of 300; ${asked}`);
  });

  test('says pause, guard and what the Web Connector was told', () => {
    const text = statusText(
      status({
        paused: { since: minutesAgo(5), reason: 'year end' },
        stops: [stopDocument(stop('Another file is open.'), 'Hill Builders')],
        lastWebConnectorError: 'QuickBooks is busy.',
      }),
      now,
    );
    expect(text).toMatch(/paused +since .*: year end/);
    expect(text).toContain('Another file is open.');
    expect(text).toContain('it was told: QuickBooks is busy.');
    expect(text).toContain('not while it is paused');
  });

  test.each([
    [cycle({ state: 'due' }), true, 'waits for the Web Connector'],
    [cycle({ state: 'failed', endedAt: now, message: 'It broke.' }), true, 'failed 0 s ago. It broke.'],
    [
      cycle({ state: 'ended', endedAt: now, message: 'One thing changed.' }),
      true,
      'ended 0 s ago. One thing changed.',
    ],
    [cycle({ state: 'waitingForAccept', endedAt: now }), false, 'waits for “tieout accept”'],
    [cycle({ state: 'waitingForAccept', endedAt: now }), true, 'was accepted'],
  ])('a cycle in words (%#)', (row, accepted, words) => {
    expect(cycleWords(row, accepted, now)).toContain(words);
  });
});

test('holds are listed with cure and age; none is said', () => {
  expect(holdsText('Hill Builders', [])).toBe('Nothing is held in “Hill Builders”.');
  expect(holdsText('Hill Builders', [hold])).toMatch(/Best Concrete, Inc\.[^]*Rename one\.[^]*1 hold\./);
});

test('companies are listed with their state', () => {
  expect(listText([], now)).toContain('tieout company add');
  expect(listText([company({ acceptedAt: null })], now)).toMatch(/Hill Builders +first preview not accepted/);
  expect(listText([company({ acceptedAt: null, previewBecause: 'receivables' })], now)).toMatch(
    /Hill Builders +preview with receivables not accepted/,
  );
});

describe('the doctor', () => {
  test.each([
    ['never called', checkPolls(company({ lastLoginAt: null }), undefined, now), false],
    ['silent', checkPolls(company({ lastLoginAt: minutesAgo(16) }), undefined, now), false],
    ['called', checkPolls(company(), undefined, now), true],
    [
      'in a long session',
      checkPolls(company({ lastLoginAt: minutesAgo(16) }), session({ state: 'open' }), now),
      true,
    ],
    [
      'a wrong password from the first call on',
      checkPolls(company({ lastLoginAt: null, refusedLoginAt: minutesAgo(1) }), undefined, now),
      false,
    ],
    ['a wrong password since', checkPolls(company({ refusedLoginAt: minutesAgo(1) }), undefined, now), false],
    [
      'a wrong password before the right one',
      checkPolls(company({ refusedLoginAt: minutesAgo(3) }), undefined, now),
      true,
    ],
    ['no file yet', checkFile(company(), undefined), null],
    ['a file', checkFile(company({ quickbooks: { companyName: 'Hill' } }), session()), true],
    ['a session that failed', checkFile(company(), session({ lastError: 'Busy.' })), false],
    ['stopped', checkStops(company({ stops: [stop('Wrong file.')] }))[0] as Check, false],
    ['not stopped', checkStops(company())[0] as Check, true],
    ['a clock that was not measured', checkClock(undefined), null],
    ['a clock that goes right', checkClock(clock()), true],
    ['a clock in another zone', checkClock(clock({ offsetMinutes: -60 })), true],
    ['a clock that is ahead', checkClock(clock({ offSeconds: 86_400 })), false],
    ['a list that is not given', checkLists([closed], 'Hill')[0] as Check, false],
    ['compared today', checkCompared(minutesAgo(600), now), true],
    ['compared days ago', checkCompared(minutesAgo(5_000), now), false],
    ['never compared', checkCompared(null, now), null],
    ['paused', checkPaused(company({ pausedAt: now })), false],
    ['no cycle', checkCycle(company(), undefined), null],
    ['ended', checkCycle(company(), cycle({ state: 'ended' })), true],
    ['failed', checkCycle(company(), cycle({ state: 'failed' })), false],
    ['unaccepted', checkCycle(company({ acceptedAt: null }), cycle({ state: 'waitingForAccept' })), false],
    [
      'unaccepted again',
      checkCycle(
        company({ acceptedAt: null, previewBecause: 'receivables' }),
        cycle({ state: 'waitingForAccept' }),
      ),
      false,
    ],
  ])('%s', (_what, check, works) => {
    expect(check.works).toBe(works);
    expect(check.sentence).toMatch(/\w.*[.:\w]$/);
    if (works === false) expect(check.cure).not.toBe('');
  });

  test('says what works, what does not, and what to do', () => {
    const text = doctorText([
      { link: 'Postgres', works: true, sentence: 'Answers.', cure: '' },
      { company: 'Hill', link: 'guard', works: false, sentence: 'Wrong file.', cure: 'Open the right one.' },
    ]);
    expect(text).toMatch(
      / ok {2}Postgres[^]*Hill\nNOT {2}guard +Wrong file\.\n +→ Open the right one\.[^]*1 of 2/,
    );
  });
});

describe('errors are sentences', () => {
  test.each([
    [new Problem('No.', { cure: 'Do.', exit: 5 }), { sentence: 'No.', cure: 'Do.', exit: 5 }],
    [
      Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
      { sentence: 'Postgres does not answer (connect ECONNREFUSED 127.0.0.1:5432).', exit: 1 },
    ],
    [
      new AggregateError([Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' })]),
      { sentence: 'Postgres does not answer (connect ECONNREFUSED ::1).' },
    ],
    [Object.assign(new Error('no table'), { code: '42P01' }), { cure: 'Run “tieout migrate”.' }],
    [
      new BillcomError({ class: 'outage', sentence: 'It is down.', cure: 'Wait.', whoCanDoIt: 'nobody' }),
      { sentence: 'Bill.com: It is down.', cure: 'Wait.', exit: 1 },
    ],
    ['odd', { sentence: 'odd', exit: 1 }],
  ])('%#', (error, explained) => {
    expect(explain(error)).toMatchObject(explained);
  });
});

test('names are quoted as a shell takes them', () => {
  expect(quoted('hill')).toBe('hill');
  expect(quoted('Hill "B" $1')).toBe('"Hill \\"B\\" \\$1"');
});

describe('the doctor on Bill.com calls', () => {
  test('nothing waits', () => {
    expect(checkCalls([step()], 1_240)).toMatchObject({
      works: true,
      sentence: expect.stringContaining('1,240'),
    });
  });

  test('a wait that ends by itself is told and no fault; one that needs a person is', () => {
    const message = 'Bill.com asked us to wait until 10:42 CDT (too many calls this hour).';
    expect(checkCalls([step({ message, waitsFor: 'billcom' })], 0)).toMatchObject({
      works: null,
      sentence: message,
    });
    expect(checkCalls([step({ message, waitsFor: 'access' })], 0)).toMatchObject({ works: false });
    expect(checkCalls([step({ message, waitsFor: 'access', state: 'failed' })], 0)).toMatchObject({
      works: true,
    });
  });
});
