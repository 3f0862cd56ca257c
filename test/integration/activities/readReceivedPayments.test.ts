import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { readBillcom } from '../../../src/activities/billcom/readBillcom';
import { loadRecords } from '../../../src/ledger/records';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** Payments of customers, from the simulated Bill.com into Postgres. */

const customerId = '0cu01KERNXXXXXXXXXX1';
const invoice = (n: number) => `00e01INVOICEXXXXXXX${n}`;
const deposit = '0ca01CHECKINGXXXXXX1';
const bank = 'bac01FIRSTBANKXXXXX1';

let scene: BillcomScene;
beforeAll(async () => {
  scene = await openBillcomScene({
    chartOfAccounts: [
      { id: deposit, name: 'Checking', accountType: '3' },
      { name: 'Card Fees', accountType: '9' },
    ],
    customers: [{ id: customerId, name: 'Kern' }],
    items: [{ name: 'Labor', type: '1' }],
    bankAccounts: [{ id: bank, bankName: 'First Bank', primaryAR: true, chartOfAccountId: deposit }],
    invoices: [1, 2].map((n) => ({
      id: invoice(n),
      customerId,
      invoiceNumber: `A-${n}`,
      invoiceDate: '2026-11-02',
      dueDate: '2026-12-02',
      invoiceLineItems: [{ itemId: { name: 'Labor' }, quantity: 1, price: 100 }],
    })),
    receivedPays: [
      {
        id: '0rp01CARDXXXXXXXXXX1',
        customerId,
        paymentDate: '2026-11-10',
        paymentType: '2',
        isOnline: true,
        amount: 150.5,
        convFeeAmount: 4.37,
        rPConvFee: [{ amount: 4.37, chartOfAccountId: { name: 'Card Fees' } }],
        refNumber: 'R-1',
        payToBankAccountId: bank,
        invoicePays: [
          { invoiceId: invoice(1), amount: 100 },
          { invoiceId: invoice(2), amount: 20.25 },
        ],
      },
      {
        id: '0rp01COUNTERXXXXXXX1',
        customerId,
        paymentDate: '2026-11-11',
        paymentType: '0',
        isOnline: false,
        amount: 33.33,
        depositToAccountId: deposit,
        description: 'At the counter',
      },
      {
        id: '0rp01SCHEDULEDXXXXX1',
        customerId,
        paymentDate: '2026-11-30',
        paymentType: '3',
        isOnline: true,
        status: '2',
        amount: 10,
        payToBankAccountId: bank,
        invoicePays: [{ invoiceId: invoice(2), amount: 10 }],
      },
    ],
  });
});
afterAll(() => scene.end());

test('are read whole: invoices, fee, account, bank account, state', async () => {
  const cycle = await scene.begin();
  const environment = new MockActivityEnvironment(undefined, {
    logger: new DefaultLogger('ERROR', () => undefined),
  });
  await environment.run(() => readBillcom(scene.deps, { companyId: scene.companyId, cycle }));
  const read = await scene.in((tx) => loadRecords(tx, scene.companyId, 'billcom', 'receivedPayment'));
  expect(
    [...read.values()].map(({ id, fields, facts, problem }) => ({ id, fields, facts, problem })),
  ).toEqual([
    {
      id: '0rp01CARDXXXXXXXXXX1',
      problem: null,
      fields: {
        name: 'R-1',
        customer: customerId,
        receivablesAccount: null,
        account: null,
        date: '2026-11-10',
        total: '150.50',
        method: '2',
        memo: 'Bill.com card payment; a fee of 4.37 was charged on top',
        applications: [
          { invoice: invoice(1), amount: '100.00' },
          { invoice: invoice(2), amount: '20.25' },
        ],
      },
      facts: expect.objectContaining({ total: '150.50', unused: '30.25', status: '0', fee: '4.37', bank }),
    },
    {
      id: '0rp01COUNTERXXXXXXX1',
      problem: null,
      fields: {
        name: null,
        customer: customerId,
        receivablesAccount: null,
        account: deposit,
        date: '2026-11-11',
        total: '33.33',
        method: '0',
        memo: 'At the counter',
        applications: [],
      },
      facts: expect.objectContaining({ unused: '33.33', status: '0', offline: 'yes' }),
    },
    expect.objectContaining({
      id: '0rp01SCHEDULEDXXXXX1',
      facts: expect.objectContaining({ status: '2', unused: '0.00' }),
    }),
  ]);
  for (const { facts } of [...read.values()].slice(1)) expect(facts.fee).toBeUndefined();
});
