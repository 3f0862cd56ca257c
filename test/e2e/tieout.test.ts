import { execFile } from 'node:child_process';
import path from 'node:path';
import type { PartyDocument, TieOutDocument } from '../../src/cli/reportTieOutView';
import { expectQuiet } from '../support/agreement';
import { payablesCompany } from '../support/payables';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

const accounts = [
  { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
  { Name: 'Checking', AccountType: 'Bank' },
  { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
];
const vendors = [{ Name: 'Acme Supply' }, { Name: 'Landlord LLC' }];
const expense = (amount: string) => [{ AccountRef: { FullName: 'Materials' }, Amount: amount }];
const oldBill = (Key: string, vendor: string, amount: string) => ({
  TxnType: 'Bill',
  Key,
  VendorRef: { FullName: vendor },
  TxnDate: '2025-03-03',
  RefNumber: Key,
  ExpenseLineAdd: expense(amount),
});
/** What is owed to a vendor by hand. */
const journalEntry = (number: string, vendor: string, amount: string) =>
  `<JournalEntryAddRq><JournalEntryAdd><TxnDate>2025-11-05</TxnDate><RefNumber>${number}</RefNumber>` +
  `<JournalDebitLine><AccountRef><FullName>Materials</FullName></AccountRef><Amount>${amount}</Amount></JournalDebitLine>` +
  `<JournalCreditLine><AccountRef><FullName>Accounts Payable</FullName></AccountRef><Amount>${amount}</Amount>` +
  `<EntityRef><FullName>${vendor}</FullName></EntityRef></JournalCreditLine></JournalEntryAdd></JournalEntryAddRq>`;

type ApDocument = Omit<TieOutDocument, 'parties'> & { readonly vendors: readonly PartyDocument[] };

/** Accounts payable of both books, held against each other through the real processes. */
describe('the tie-out', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** Somebody enters a bill in Bill.com. */
  async function enter(company: CompanyWorld, vendor: string, bill: Record<string, unknown>): Promise<Row> {
    const books = await company.billcomBooks();
    const idOf = (entity: string, name: string) =>
      (books[entity] ?? []).find((row) => row.name === name)?.id as string;
    const { amount, ...rest } = bill;
    return company.billcomEdit('create', {
      entity: 'Bill',
      obj: {
        vendorId: idOf('Vendor', vendor),
        invoiceDate: '2025-11-02',
        glPostingDate: '2025-11-02',
        dueDate: '2025-12-02',
        ...rest,
        billLineItems: [{ amount, chartOfAccountId: idOf('ChartOfAccount', 'Materials') }],
      },
    });
  }

  /** `tieout report ap`, as a person calls it. */
  const report = (company: CompanyWorld, ...options: string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY } = world.stack.env;
      execFile(
        process.execPath,
        [path.resolve('dist/src/cli.js'), 'report', 'ap', company.id, ...options],
        { env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY } },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') return reject(new Error(error.message));
          if (stdout === '') return reject(new Error(stderr));
          resolve({ code: error ? Number(error.code) : 0, text: stdout });
        },
      );
    });
  const reported = async (company: CompanyWorld): Promise<ApDocument> =>
    JSON.parse((await report(company, '--json')).text) as ApDocument;
  /** Message sets that ask for both ledgers. */
  const asked = async (company: CompanyWorld): Promise<number> =>
    (await company.quickbooksLog()).filter(({ requests }) =>
      requests.some(({ name }) => name === 'AgingReportQueryRq'),
    ).length;

  test('of books that agree comes to 0.00, after a change and once a day, and an idle cycle asks once', async () => {
    const company = await world.company({ quickbooks: { accounts, vendors } });
    expect((await company.firstSync()).state).toBe('ended');
    await enter(company, 'Acme Supply', { invoiceNumber: 'A-1', amount: 1_200.5 });
    await enter(company, 'Landlord LLC', { invoiceNumber: 'L-1', amount: 800 });
    await enter(company, 'Landlord LLC', { invoiceNumber: 'L-2', amount: 5, glPostingDate: '2037-01-01' });
    expect((await company.sync()).state).toBe('ended');

    const { code, text } = await report(company);
    expect(text).toMatch(/owed\s+2,000\.50\s+2,000\.50\s+0\.00/);
    expect(text).toContain('Every vendor agrees.');
    expect(code).toBe(0);
    expect(await reported(company)).toMatchObject({
      agrees: true,
      problem: null,
      notes: [],
      vendors: [
        { name: 'Acme Supply', quickbooks: '1200.50', billcom: '1200.50', differences: [] },
        { name: 'Landlord LLC', quickbooks: '800.00', billcom: '800.00', differences: [] },
      ],
    });

    const before = await asked(company);
    await expectQuiet(company);
    await company.ask();
    expect((await company.update()).roundTrips).toBe(1);
    expect(await asked(company)).toBe(before);

    await world.database.inCompany(company.id, (tx) =>
      tx.query(`update tie_out set taken_at = taken_at - interval '25 hours' where company_id = $1`, [
        company.id,
      ]),
    );
    const daily = await company.scheduled();
    expect(daily.state).toBe('ended');
    expect(await asked(company)).toBe(before + 1);
    expect(await reported(company)).toMatchObject({ agrees: true, cycle: daily.number });
  });

  test('counts payments, and void ones no more; one of a later day is told by itself', async () => {
    const scene = await payablesCompany(world);
    const { company } = scene;
    const [one, two, three] = [
      await scene.enterBill('P-1', 100),
      await scene.enterBill('P-2', 60),
      await scene.enterBill('P-3', 40),
    ];
    const past = { processDate: '2025-11-10', status: 'paid' };
    const first = await scene.pay([{ bill: one, amount: 100 }], past);
    await scene.pay([{ bill: two, amount: 25.5 }], past);
    await scene.pay([{ bill: three, amount: 40 }], { processDate: '2037-01-05' });
    expect((await company.sync()).state).toBe('ended');
    expect(await reported(company)).toMatchObject({
      agrees: true,
      vendors: [{ name: 'Acme Supply', quickbooks: '74.50', billcom: '74.50', differences: [] }],
    });
    await scene.move(first, 'void');
    expect((await company.sync()).state).toBe('ended');
    expect(await reported(company)).toMatchObject({
      agrees: true,
      vendors: [{ name: 'Acme Supply', quickbooks: '174.50', billcom: '174.50', differences: [] }],
    });
    // Paid by hand in QuickBooks, and in Bill.com too: the payment is held, and both are named.
    const bill = (await scene.inQuickBooks('bills')).find(({ RefNumber }) => RefNumber === 'P-1');
    await company.quickbooksPerson('pay', {
      bills: [{ bill: bill?.TxnID }],
      bankAccount: 'Checking',
      date: '2025-11-12',
    });
    expect((await company.sync()).state).toBe('ended');
    const byHand = await reported(company);
    expect(byHand.agrees).toBe(false);
    expect(byHand.vendors).toMatchObject([{ quickbooks: '74.50', billcom: '174.50' }]);
    expect(
      byHand.vendors.flatMap(({ differences }) => differences.map(({ reason }) => reason)),
    ).not.toContain('unexplained');
  });

  test('names what differs by record, and it adds up to the cent', async () => {
    const company = await world.company({
      quickbooks: {
        accounts,
        vendors,
        transactions: [
          oldBill('OLD-1', 'Acme Supply', '400.00'),
          oldBill('OLD-2', 'Landlord LLC', '150.00'),
          {
            TxnType: 'BillPaymentCheck',
            PayeeEntityRef: { FullName: 'Landlord LLC' },
            BankAccountRef: { FullName: 'Checking' },
            TxnDate: '2025-03-09',
            RefNumber: '900',
            AppliedToTxnAdd: [{ TxnID: 'OLD-2', PaymentAmount: '150.00' }],
          },
          {
            TxnType: 'JournalEntry',
            TxnDate: '2025-03-31',
            RefNumber: 'J-OLD',
            JournalDebitLine: [{ AccountRef: { FullName: 'Materials' }, Amount: '75.25' }],
            JournalCreditLine: [
              {
                AccountRef: { FullName: 'Accounts Payable' },
                Amount: '75.25',
                EntityRef: { FullName: 'Acme Supply' },
              },
            ],
          },
        ],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
    await company.quickbooksEdit(journalEntry('J-NEW', 'Acme Supply', '12.34'));
    await company.quickbooksPerson('new', {
      entity: 'Check',
      fields: {
        AccountRef: { FullName: 'Checking' },
        PayeeEntityRef: { FullName: 'Landlord LLC' },
        RefNumber: '901',
        TxnDate: '2025-11-06',
        ExpenseLineAdd: [
          {
            AccountRef: { FullName: 'Accounts Payable' },
            Amount: '50.00',
            CustomerRef: { FullName: 'Landlord LLC' },
          },
        ],
      },
    });
    await company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2025-06-30' } },
    });
    await enter(company, 'Acme Supply', { invoiceNumber: 'A-1', amount: 100 });
    await enter(company, 'Acme Supply', {
      invoiceNumber: 'A-CLOSED',
      amount: 60,
      invoiceDate: '2025-05-01',
      glPostingDate: '2025-05-01',
    });
    expect((await company.sync()).state).toBe('ended');

    const { code, text } = await report(company);
    expect(code).toBe(5);
    expect(text).toMatch(/owed\s+537\.59\s+160\.00\s+377\.59/);
    const { vendors: found, ...all } = await reported(company);
    expect(all).toMatchObject({
      agrees: false,
      quickbooks: '537.59',
      billcom: '160.00',
      difference: '377.59',
      notes: [],
    });
    const lines = found.flatMap(({ name, differences }) =>
      differences.map((each) => [name, each.reason, each.word, each.name, each.difference]),
    );
    expect(lines.sort()).toEqual(
      [
        // OLD-1 is open and stays in QuickBooks by rule; OLD-2 was entered and paid there: nothing of it is open.
        ['Acme Supply', 'quickbooksOnly', 'bill', 'OLD-1', '400.00'],
        ['Acme Supply', 'beforeConnection', 'journal entry', 'J-OLD', '75.25'],
        ['Acme Supply', 'quickbooksOnly', 'journal entry', 'J-NEW', '12.34'],
        ['Acme Supply', 'held', 'bill', 'A-CLOSED', '-60.00'],
        ['Landlord LLC', 'quickbooksOnly', 'check', '901', '-50.00'],
      ].sort(),
    );
    expect(
      found.flatMap(({ differences }) => differences).find(({ reason }) => reason === 'held'),
    ).toMatchObject({
      sentence: expect.stringContaining('closed up to 2025-06-30'),
      cure: expect.stringContaining('closing date'),
    });
    const csv = (await report(company, '--csv', '--vendor', 'landlord')).text.trim().split('\r\n');
    expect(csv).toHaveLength(2);
    expect(csv[1]).toContain('Landlord LLC,check,901,2025-11-06,-50.00,0.00,-50.00,QuickBooks only');
  });

  test('goes by the records when QuickBooks does not give its report, and says so', async () => {
    const company = await world.company({ quickbooks: { accounts, vendors } });
    await company.firstSync();
    await company.fault('quickbooks', {
      refuseNext: 1,
      refuseRequest: 'AgingReportQueryRq',
      refuseCode: 3260,
    });
    await enter(company, 'Acme Supply', { invoiceNumber: 'A-1', amount: 100 });
    const cycle = await company.sync();
    expect(cycle.state).toBe('ended');
    expect(await reported(company)).toMatchObject({
      cycle: cycle.number,
      agrees: true,
      quickbooks: '100.00',
      problem: expect.stringContaining('3260'),
    });
  });
});
