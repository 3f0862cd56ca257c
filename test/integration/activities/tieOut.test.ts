import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Seed } from '../../../simulators/quickbooks/books/seed';
import type { ActivityDeps } from '../../../src/activities/deps';
import { compareTieOut } from '../../../src/activities/ledger/compareTieOut';
import { holdFinder } from '../../../src/activities/ledger/holdFinder';
import { readTieOut } from '../../../src/activities/quickbooks/readTieOut';
import { entityDefinitions } from '../../../src/entities/registry';
import { mirrorRecords } from '../../../src/ledger/records';
import { readSettings } from '../../../src/ledger/settings';
import { countedRecords } from '../../../src/ledger/tieOutRecords';
import {
  latestTieOut,
  tieOutDifferences,
  tieOutParties,
  type DifferenceLine,
} from '../../../src/ledger/tieOutReport';
import { loadPostings } from '../../../src/ledger/tieOuts';
import type { Ledger } from '../../../src/reconcile/tieout/sides';
import { bookRecord } from '../../support/bookRecord';
import { TestCompany } from '../../unit/simulators/quickbooks/testCompany';
import { ask, openScene, openSession, reply, type Company, type Login, type Scene } from '../exchange/scene';

/** QuickBooks' own figures of accounts payable, asked by the real job through the real gateway. */

const logger = new DefaultLogger('ERROR', () => undefined);
const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
let scene: Scene;
let open: TestCompany[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterEach(() => {
  for (const pc of open) pc.remove();
  open = [];
});
afterAll(() => scene.end());

const journalEntry = (number: string, amount: string, vendor = 'Acme') => ({
  TxnType: 'JournalEntry',
  TxnDate: '2025-11-02',
  RefNumber: number,
  JournalDebitLine: [{ AccountRef: { FullName: 'Materials' }, Amount: amount }],
  JournalCreditLine: [
    { AccountRef: { FullName: 'Accounts Payable' }, Amount: amount, EntityRef: { FullName: vendor } },
  ],
});
const books = (transactions: readonly object[]): Seed =>
  ({
    accounts: [
      { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
      { Name: 'Materials', AccountType: 'Expense' },
    ],
    vendors: [{ Name: 'Acme' }, { Name: 'Birch' }],
    transactions,
  }) as unknown as Seed;

interface Read {
  readonly company: Company;
  readonly login: Login;
  readonly asked: readonly string[];
}

/** One session at whose end QuickBooks is asked; `answered` may turn an answer. */
async function read(
  seed: Seed,
  answered: (document: string, answer: string, set: number) => string = (_document, answer) => answer,
): Promise<Read> {
  const company = await scene.company();
  const pc = new TestCompany(seed);
  open.push(pc);
  scene.clock.now = new Date();
  const login = await openSession(scene, company);
  pc.ticket = pc.begin();
  const deps = { database: scene.database, doorbell: scene.doorbell, log: noLog } as unknown as ActivityDeps;
  const job = { companyId: company.id, cycle: login.cycle, sessionId: login.sessionId };
  let isOver = false;
  // As Temporal does: what may be read later is tried again.
  const working = (async () => {
    for (;;) {
      try {
        return await new MockActivityEnvironment({}, { logger }).run(() => readTieOut(deps, job));
      } catch (error) {
        if ((error as { type?: string }).type !== 'ReadLater') throw error;
      }
    }
  })().finally(() => {
    isOver = true;
  });
  working.catch(() => undefined);
  const asked: string[] = [];
  while (!isOver) {
    scene.clock.now = new Date();
    const document = await ask(scene, login);
    if (document === 'NoOp') continue;
    if (document === '') break;
    // The session is closed at its end.
    if (!document.includes('HostQueryRq')) asked.push(document);
    const answer = await pc.send(document);
    const response = 'response' in answer ? answer.response : '';
    await reply(scene, login, { response: answered(document, response, asked.length) });
  }
  await working;
  await new MockActivityEnvironment({}, { logger }).run(async () => {
    await compareTieOut(deps, job);
    // A second attempt finds it taken.
    await compareTieOut(deps, job);
  });
  return { company, login, asked };
}

const taken = ({ company, login }: Read, ledger: Ledger = 'ap') =>
  scene.database.inCompany(company.id, async (tx) => ({
    all: await latestTieOut(tx, company.id, ledger),
    parties: await tieOutParties(tx, company.id, login.cycle, ledger),
    differences: await tieOutDifferences(tx, company.id, login.cycle, ledger),
    left: await loadPostings(tx, company.id, login.cycle, 'ap'),
  }));
const shown = ({ reason, word, name, difference }: DifferenceLine) => [reason, word, name, difference];

test('everything is asked in one message set, and what no record explains is named', async () => {
  const done = await read(books([journalEntry('J-1', '75.25'), journalEntry('J-2', '10.00', 'Birch')]));
  expect(done.asked).toHaveLength(1);
  expect(done.asked[0]).toContain('<AgingReportType>APAgingSummary</AgingReportType>');
  expect(done.asked[0]).toContain('<ReportAgingAsOf>ReportEndDate</ReportAgingAsOf>');
  const { all, differences, left } = await taken(done);
  expect(all).toMatchObject({ quickbooks: '85.25', billcom: '0.00', agrees: false, problem: null });
  // Vendors that were never read are told apart by their ListID.
  expect(differences.map(shown)).toEqual([
    ['beforeConnection', 'journal entry', 'J-1', '75.25'],
    ['beforeConnection', 'journal entry', 'J-2', '10.00'],
  ]);
  expect(left).toEqual([]);
  const session = await scene.row<{ verdict: string }>(
    'select verdict from web_connector_session where id = $1',
    [done.login.sessionId],
  );
  expect(session.verdict).toBe('empty');
});

test('more postings than one answer should carry come page by page, and none is counted twice', async () => {
  const many = Array.from({ length: 620 }, (_, index) => journalEntry(`J${index}`, '1.00'));
  let dropped = 0;
  const done = await read(books(many), (document, answer) => {
    // The iterator dies once: the job begins it again.
    if (!document.includes('iterator="Continue"') || dropped > 0) return answer;
    dropped += 1;
    return answer.replace(/statusCode="0"/, 'statusCode="3391"');
  });
  expect(dropped).toBe(1);
  expect(done.asked.length).toBeGreaterThan(3);
  const { all, differences } = await taken(done);
  expect(all).toMatchObject({ quickbooks: '620.00', agrees: false });
  expect(differences).toHaveLength(620);
  expect(new Set(differences.map(({ reason }) => reason))).toEqual(new Set(['beforeConnection']));
});

test('a report that is refused leaves the records, and the tie-out says so', async () => {
  const done = await read(books([journalEntry('J-1', '75.25')]), (_document, answer) =>
    answer.replace(/(<AgingReportQueryRs[^>]*)statusCode="0"/, '$1statusCode="3260"'),
  );
  const { all, differences } = await taken(done);
  expect(all).toMatchObject({ quickbooks: '0.00', billcom: '0.00', agrees: true });
  expect(all?.problem).toContain('3260');
  expect(differences).toEqual([]);
});

test('receivables are asked in the same set, by customer and job, and what QuickBooks does not give of one ledger leaves the other', async () => {
  const owed = (number: string, amount: string, customer: string) => ({
    TxnType: 'JournalEntry',
    TxnDate: '2025-11-02',
    RefNumber: number,
    JournalDebitLine: [
      { AccountRef: { FullName: 'Accounts Receivable' }, Amount: amount, EntityRef: { FullName: customer } },
    ],
    JournalCreditLine: [{ AccountRef: { FullName: 'Sales' }, Amount: amount }],
  });
  const seed = {
    ...books([
      journalEntry('J-1', '75.25'),
      owed('J-2', '40.00', 'Hill'),
      owed('J-3', '2.50', 'Hill:Kitchen'),
    ]),
    customers: [{ Name: 'Hill' }, { Name: 'Kitchen', ParentFullName: 'Hill' }],
  } as unknown as Seed;
  seed.accounts?.push(
    { Name: 'Accounts Receivable', AccountType: 'AccountsReceivable' },
    { Name: 'Sales', AccountType: 'Income' },
  );
  const done = await read(seed);
  expect(done.asked).toHaveLength(1);
  expect(done.asked[0]).toContain('<AgingReportType>ARAgingSummary</AgingReportType>');
  expect((await taken(done)).all).toMatchObject({ quickbooks: '75.25', problem: null });
  const { all, parties, differences } = await taken(done, 'ar');
  expect(all).toMatchObject({
    quickbooks: '42.50',
    billcom: '0.00',
    agrees: false,
    problem: null,
    // Whose job the other one is was never read: the balance of the customer has it.
    notes: [expect.stringContaining('is 42.50, whatever the date, and the records come to 40.00')],
  });
  expect(parties.map(({ quickbooks }) => quickbooks).sort()).toEqual(['2.50', '40.00']);
  expect(differences.map(shown).sort()).toEqual([
    ['beforeConnection', 'journal entry', 'J-2', '40.00'],
    ['beforeConnection', 'journal entry', 'J-3', '2.50'],
  ]);

  const refused = await read(seed, (_document, answer) =>
    answer.replace(
      /(<AgingReportQueryRs requestID="arAging" statusCode=")0("[^>]*statusMessage=")[^"]*(">)[^]*?(<\/AgingReportQueryRs>)/,
      '$13260$2Insufficient permission.$3$4',
    ),
  );
  expect((await taken(refused)).all).toMatchObject({ quickbooks: '75.25', problem: null });
  expect((await taken(refused, 'ar')).all).toMatchObject({
    quickbooks: '0.00',
    problem: expect.stringContaining('3260'),
  });
});

test('the tie-outs of another company are not seen', async () => {
  const done = await read(books([journalEntry('J-1', '75.25')]));
  const other = await scene.company();
  const seen = await scene.database.inCompany(other.id, async (tx) => [
    await tx.query('select from tie_out'),
    await tx.query('select from tie_out_party'),
    await tx.query('select from tie_out_difference'),
  ]);
  expect(seen.map(({ rowCount }) => rowCount)).toEqual([0, 0, 0]);
  expect((await taken(done)).all).toBeDefined();
});

test('what is gone from Bill.com is counted where it is asked for, and nothing that is gone from QuickBooks', async () => {
  const company = await scene.company();
  const gone = (id: string) => ({ ...bookRecord(id, { name: id }, { status: '4' }), deleted: true });
  const count = async (withGone: boolean): Promise<string[]> =>
    scene.database.inCompany(company.id, async (tx) => {
      const found: string[] = [];
      for await (const records of countedRecords(tx, company.id, 'billPayment', withGone))
        found.push(...records.map(({ book, id, isGone }) => `${book} ${id}${isGone ? ' gone' : ''}`));
      return found;
    });
  await scene.database.inCompany(company.id, async (tx) => {
    await mirrorRecords(tx, company.id, 'quickbooks', 'billPayment', [bookRecord('T1', {}), gone('T2')]);
    await mirrorRecords(tx, company.id, 'billcom', 'billPayment', [bookRecord('B1', {}), gone('B2')]);
  });
  expect(await count(false)).toEqual(['billcom B1', 'quickbooks T1']);
  expect(await count(true)).toEqual(['billcom B1', 'billcom B2 gone', 'quickbooks T1']);
});

test('what is void in Bill.com and still in QuickBooks is held by the hold of its twin, its own comes first', async () => {
  const company = await scene.company();
  const pairs = [
    ['T1', 'B1'],
    ['T2', 'B2'],
  ] as const;
  const holds = [
    ['billcom', 'B1', 'The payment is in a deposit.'],
    ['billcom', 'B2', 'The other book’s.'],
    ['quickbooks', 'T2', 'Its own.'],
  ] as const;
  const find = await scene.database.inCompany(company.id, async (tx) => {
    for (const pair of pairs)
      await tx.query(
        `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'receivedPayment', $2, $3, 'create', 1)`,
        [company.id, ...pair],
      );
    for (const hold of holds)
      await tx.query(
        `insert into hold (company_id, entity, book, record_id, cause, record_name, sentence, cure, release, opened_cycle)
         values ($1, 'receivedPayment', $2, $3, 'refused', '7117', $4, 'Take it out.', '{"when": "nextCycle"}', 1)`,
        [company.id, ...hold],
      );
    return holdFinder(tx, company.id, entityDefinitions(readSettings({})));
  });
  const said = (book: 'quickbooks' | 'billcom', id: string) => find(book, 'receivedPayment', id)?.sentence;
  expect([said('quickbooks', 'T1'), said('quickbooks', 'T2'), said('billcom', 'B2')]).toEqual([
    'The payment is in a deposit.',
    'Its own.',
    'The other book’s.',
  ]);
  expect(said('quickbooks', 'T3')).toBeUndefined();
});
