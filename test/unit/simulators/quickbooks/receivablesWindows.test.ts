import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatedQuickBooks, type Started } from '../../../../simulators/quickbooks/server/start';
import { RECEIVABLES_SEED } from './receivables';

const lineOf = (Amount: string) => [{ ItemRef: { FullName: 'Labor' }, Amount }];
/** An invoice paid in part, a credit memo, and a payment that lies in the bank already. */
const transactions = [
  { TxnType: 'Invoice', Key: 'i', RefNumber: 'A', CustomerRef: { FullName: 'Kern' }, InvoiceLineAdd: lineOf('60.00') },
  { TxnType: 'CreditMemo', RefNumber: 'C', CustomerRef: { FullName: 'Kern' }, CreditMemoLineAdd: lineOf('10.00') },
  {
    TxnType: 'ReceivePayment',
    Key: 'p',
    RefNumber: 'P',
    CustomerRef: { FullName: 'Kern' },
    TotalAmount: '20.00',
    AppliedToTxnAdd: [{ TxnID: 'i', PaymentAmount: '20.00' }],
  },
  {
    TxnType: 'Deposit',
    DepositToAccountRef: { FullName: 'Checking' },
    DepositLineAdd: [{ PaymentTxnID: 'p' }],
  },
]; // prettier-ignore

let directory: string;
let started: Started;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  started = await startSimulatedQuickBooks({
    directory,
    port: 0,
    seed: { ...RECEIVABLES_SEED, transactions },
    msPerRequest: 0,
    msPerRecord: 0,
    zone: 'America/Los_Angeles',
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\test.qbw',
    iteratorIdleMs: 10_000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
});
afterEach(async () => {
  await started.close();
  rmSync(directory, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${started.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}
const person = (action: string, body: unknown) => call('POST', `/person/${action}`, body);

test('GET /books shows receivables of the seed with postings and links', async () => {
  const { json } = await call('GET', '/books');
  const [invoice] = json.invoices;
  expect(invoice).toMatchObject({ RefNumber: 'A', AppliedAmount: '-20.00', BalanceRemaining: '40.00' });
  expect(invoice.postings.map((each: any) => each.amount)).toEqual(['60.00', '-60.00']);
  expect(invoice.LinkedTxn).toMatchObject([{ TxnType: 'ReceivePayment', Amount: '-20.00' }]);
  expect(json.creditMemos).toMatchObject([{ CreditRemaining: '10.00' }]);
  expect(json.receivePayments).toMatchObject([{ UnusedPayment: '0.00', UnusedCredits: '10.00' }]);
  expect(json.deposits).toMatchObject([{ DepositTotal: '20.00' }]);
  expect(json.links).toHaveLength(1);
});

test('the windows receive money, apply a credit and make a deposit', async () => {
  expect((await person('applyCredit', { credit: 'C', invoice: 'A', amount: '4.00' })).status).toBe(200);
  const received = await person('receive', {
    invoices: [{ invoice: 'A' }],
    date: '2026-06-01',
    refNumber: 'Q',
  });
  expect(received.json).toMatchObject({ TotalAmount: '36.00', RefNumber: 'Q', UnusedPayment: '36.00' });
  const deposited = await person('deposit', { account: 'Checking', memo: 'to the bank' });
  expect(deposited.json).toMatchObject({ DepositTotal: '36.00', Memo: 'to the bank' });
  const refused = await person('delete', { entity: 'ReceivePayment', record: 'Q' });
  expect([refused.status, String(refused.json.error).slice(0, 4)]).toEqual([409, '3160']);
  expect((await person('receive', { invoices: [], amount: '1.00' })).status).toBe(409);
  expect((await person('receive', { bills: [] })).status).toBe(400);
  const { json } = await call('GET', '/books');
  expect(json.invoices).toMatchObject([{ IsPaid: 'true', BalanceRemaining: '0.00' }]);
});
