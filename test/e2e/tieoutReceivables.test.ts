import { execFile } from 'node:child_process';
import path from 'node:path';
import type { ClearingDocument } from '../../src/cli/reportClearingView';
import type { PartyDocument, TieOutDocument } from '../../src/cli/reportTieOutView';
import {
  billcomIds,
  invoiceByHand,
  invoiceInBillcom,
  receivablesBillcom,
  receivablesBooks,
  salesLine,
} from '../support/receivables';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

type ArDocument = Omit<TieOutDocument, 'parties'> & { readonly customers: readonly PartyDocument[] };
type Entered = Record<string, unknown>;

const clearing = 'Bill.com Money In Clearing';
/** Before the company was connected, and before the sync start date. */
const long = '2025-03-03';
/** Yesterday has come in every zone. */
const recent = new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);

/** Accounts receivable of both books, held against each other through the real processes. */
describe('the tie-out of receivables', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const report = (what: string, ...options: string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY } = world.stack.env;
      execFile(
        process.execPath,
        [path.resolve('dist/src/cli.js'), 'report', what, company.id, ...options],
        { env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY } },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') return reject(new Error(error.message));
          if (stdout === '') return reject(new Error(stderr));
          resolve({ code: error ? Number(error.code) : 0, text: stdout });
        },
      );
    });
  const reported = async (): Promise<ArDocument> =>
    JSON.parse((await report('ar', '--json')).text) as ArDocument;
  const lines = ({ customers }: ArDocument) =>
    customers
      .flatMap(({ name, differences }) =>
        differences.map((each) => [name, each.reason, each.word, each.name, each.difference]),
      )
      .sort();
  const byHand = (number: string, amount: string, fields: Entered = {}): Promise<unknown> =>
    invoiceByHand(company, number, {
      TxnDate: recent,
      InvoiceLineAdd: [salesLine('Labor', { Quantity: '1', Rate: amount })],
      ...fields,
    });
  const receive = (customer: string, invoices: readonly [Row, number][], more: Entered = {}): Promise<Row> =>
    company.billcomPerson('receive', {
      organization: company.organization,
      customerId: ids[customer],
      paymentDate: recent,
      invoices: invoices.map(([{ id }, amount]) => ({ invoiceId: id, amount })),
      ...more,
    });
  const asked = async (): Promise<number> =>
    (await company.quickbooksLog())
      .flatMap(({ requests }) => requests)
      .filter(({ name }) => name === 'AgingReportQueryRq').length;

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        ...receivablesBooks,
        accounts: [...(receivablesBooks.accounts as Entered[]), { Name: clearing, AccountType: 'Bank' }],
        transactions: [
          {
            TxnType: 'Invoice',
            Key: 'OLD-1',
            CustomerRef: { FullName: 'Abel' },
            TxnDate: long,
            RefNumber: 'OLD-1',
            InvoiceLineAdd: [salesLine('Labor', { Quantity: '1', Rate: '90.00' })],
          },
        ],
      },
      billcom: receivablesBillcom,
      settings: { receivablesSince: '2026-01-01' },
    });
    expect((await company.firstSync()).state).toBe('ended');
    ids = await billcomIds(company);
    const bank = await company.billcomEdit('create', {
      entity: 'BankAccount',
      obj: { bankName: 'First Bank', chartOfAccountId: ids.Checking, primaryAR: true },
    });
    ids['First Bank'] = String(bank.id);
  });
  afterAll(() => world.stop());

  test('an invoice of before the start date is named; new ones, partly paid, agree by customer and job', async () => {
    await byHand('K-1', '300.00');
    await byHand('K-2', '200.00', { CustomerRef: { FullName: 'Kern:Kitchen' } });
    expect((await company.sync()).state).toBe('ended');
    await receive('Kern', [[await invoiceInBillcom(company, 'K-1'), 120]], {
      isOnline: false,
      paymentType: '1',
      refNumber: '4711',
    });
    await receive('Kitchen', [[await invoiceInBillcom(company, 'K-2'), 50]], { status: 'scheduled' });
    expect((await company.sync()).state).toBe('ended');
    const all = await reported();
    expect(lines(all)).toEqual([['Abel', 'beforeStart', 'invoice', 'OLD-1', '90.00']]);
    expect(all).toMatchObject({
      agrees: false,
      problem: null,
      notes: [],
      quickbooks: '470.00',
      billcom: '380.00',
      // Of the job, and not made yet.
      scheduledBillcom: '-50.00',
      customers: [
        { name: 'Abel', quickbooks: '90.00', billcom: '0.00' },
        {
          name: 'Kern',
          quickbooks: '180.00',
          billcom: '180.00',
          differences: [],
          withJobs: { quickbooks: '380.00', billcom: '380.00', difference: '0.00' },
        },
        { name: 'Kern:Kitchen', jobOf: 'Kern', quickbooks: '200.00', billcom: '200.00', differences: [] },
      ],
    });
    const { code, text } = await report('ar');
    expect(code).toBe(5);
    expect(text).toMatch(/owed by customers\s+470\.00\s+380\.00\s+90\.00/);
    expect(text).toContain('before the start date 90.00');
    expect((await report('ap')).code).toBe(0);
  });

  test('credit memos and payments by hand are named by their records, to the cent', async () => {
    await company.quickbooksPerson('new', {
      entity: 'CreditMemo',
      fields: {
        CustomerRef: { FullName: 'Kern' },
        TxnDate: recent,
        RefNumber: 'CM-1',
        CreditMemoLineAdd: [salesLine('Labor', { Quantity: '1', Rate: '30.00' })],
      },
    });
    const memo = (refNumber: string, price: number): Promise<Row> =>
      company.billcomEdit('create', {
        entity: 'CreditMemo',
        obj: {
          customerId: ids.Kern,
          refNumber,
          creditDate: recent,
          creditMemoLineItems: [{ itemId: ids.Labor, quantity: 1, price }],
        },
      });
    await memo('CM-1', 30);
    await memo('CM-2', 12.34);
    await company.quickbooksPerson('receive', {
      invoices: [{ invoice: 'K-1', amount: '10.00' }],
      date: recent,
      refNumber: 'HAND',
    });
    expect((await company.sync()).state).toBe('ended');
    const all = await reported();
    expect(lines(all)).toEqual(
      [
        ['Abel', 'beforeStart', 'invoice', 'OLD-1', '90.00'],
        // CM-1 is in both books, and one thing.
        ['Kern', 'billcomOnly', 'credit memo', 'CM-2', '12.34'],
        ['Kern', 'quickbooksOnly', 'received payment', 'HAND', '-10.00'],
      ].sort(),
    );
    expect(all).toMatchObject({ quickbooks: '430.00', billcom: '337.66', difference: '92.34', notes: [] });
    // Of credit memos nothing is said but here.
    expect((await company.holds()).filter(({ entity }) => entity === 'creditMemo')).toEqual([]);
    const csv = (await report('ar', '--csv', '--customer', 'kern')).text.trim().split('\r\n');
    expect(csv.slice(1)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Kern,credit memo,CM-2,'),
        expect.stringContaining('Kern,received payment,HAND,'),
      ]),
    );
  });

  test('an idle cycle asks nothing more, and money received clears when its transfer has come', async () => {
    const before = await asked();
    expect((await company.sync()).state).toBe('ended');
    await company.ask();
    expect((await company.update()).roundTrips).toBe(1);
    expect(await asked()).toBe(before);

    const proven = async () => {
      const { accounts } = JSON.parse((await report('clearing', '--json')).text) as ClearingDocument;
      return accounts.find((account) => account.clearing === 'moneyIn');
    };
    const received = await receive('Kern', [[await invoiceInBillcom(company, 'K-1'), 25]], {
      status: 'paid',
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await proven()).toMatchObject({
      name: clearing,
      payments: '25.00',
      transfers: '0.00',
      balance: '25.00',
      clears: true,
      lines: [{ reason: 'onItsWay', word: 'received payment', amount: '25.00' }],
    });
    expect(received.status).toBe('0');
    expect((await reported()).difference).toBe('92.34');

    // The one that was scheduled is made, and its money goes to the bank.
    await company.billcomPerson('batch', {
      organization: company.organization,
      upTo: recent,
      isConfirmed: true,
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.sync()).state).toBe('ended');
    expect(await proven()).toMatchObject({
      payments: '75.00',
      transfers: '-50.00',
      balance: '25.00',
      difference: '0.00',
      lines: [{ reason: 'onItsWay', amount: '25.00' }],
    });
    expect(await reported()).toMatchObject({ difference: '92.34', scheduledBillcom: '0.00' });
  });
});
