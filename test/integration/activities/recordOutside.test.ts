import { openHoldsOf } from '../../../src/ledger/holds';
import { insertOperations, operationsOfCycle } from '../../../src/ledger/operations';
import { loadRecord, mirrorRecords } from '../../../src/ledger/records';
import { makePayment } from '../../../simulators/billcom/payables/payments';
import { bookRecord } from '../../support/bookRecord';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** The step that records outside payments, between Postgres and the simulated Bill.com. */

const id = (prefix: string) => prefix.padEnd(20, '1');
const [vendor, bill, checking] = [id('009'), id('00n'), id('0ca')];
const cycle = 1;
const call = 'POST /bills/record-payment';

let scene: BillcomScene;

beforeEach(async () => {
  scene = await openBillcomScene(
    {
      vendors: [{ id: vendor, name: 'Acme' }],
      chartOfAccounts: [{ id: checking, name: 'Checking', accountType: '3' }],
      bills: [
        {
          id: bill,
          vendorId: vendor,
          invoiceNumber: 'A-1',
          invoiceDate: '2026-11-02',
          dueDate: '2026-12-02',
          billLineItems: [{ amount: 100 }],
        },
      ],
    },
    {},
    { twoWayBills: 'on', outsidePayments: 'do' },
  );
});
afterEach(() => scene.end());

/** Payments of QuickBooks, by TxnID and the money for the bill, that are planned to be recorded. */
async function planned(amounts: Readonly<Record<string, string>>): Promise<void> {
  const { companyId } = scene;
  await scene.in(async (tx) => {
    const records = Object.entries(amounts).map(([txnId, amount]) =>
      bookRecord(
        txnId,
        { name: txnId, applications: [{ bill: 'Q1', amount }] },
        { vendor: 'Acme', total: amount },
      ),
    );
    await mirrorRecords(tx, companyId, 'quickbooks', 'billPayment', records);
    await insertOperations(
      tx,
      companyId,
      cycle,
      'planned',
      Object.entries(amounts).map(([sourceId, amount]) => {
        const fields = {
          name: sourceId,
          vendor,
          account: checking,
          date: '2026-11-12',
          applications: [{ bill, amount }],
        };
        return {
          entity: 'billPayment' as const,
          book: 'billcom' as const,
          action: 'create' as const,
          phase: 'write' as const,
          recordId: null,
          sourceId,
          recordName: sourceId,
          fields,
          awaits: {},
          sourceBase: { ...fields, applications: [{ bill: 'Q1', amount }] },
          before: null,
          overwrites: [],
          externalGuid: null,
        };
      }),
    );
  });
}

/** @throws what the attempt failed with. */
const attempt = async () => {
  const { result, failure } = await scene.write(cycle, { entity: 'billPayment', phase: 'write' });
  if (failure !== undefined) throw failure as Error;
  return result;
};
const states = async () =>
  (await scene.in((tx) => operationsOfCycle(tx, scene.companyId, cycle))).map(
    ({ sourceId, state }) => `${sourceId} ${state}`,
  );
const holds = () => scene.in((tx) => openHoldsOf(tx, scene.companyId));
const made = () => [...scene.service.booksOf(scene.organization).all('SentPay')];

test('what was paid there since the bill was read is seen right before, and nothing is paid twice', async () => {
  await planned({ '5-1': '70.00' });
  const scheduled = { billId: bill, amount: 45, credits: [] };
  makePayment(
    {
      bills: [scheduled],
      processDate: '2026-11-20',
      isOnline: false,
      status: 'scheduled',
      toPrintCheck: false,
      allowExport: true,
    },
    scene.service.booksOf(scene.organization),
    scene.service.now(),
  );
  expect(await attempt()).toMatchObject({ applied: 0, reconcileAgain: true, finished: true });
  expect(made()).toHaveLength(1);
  expect(await states()).toEqual(['5-1 withdrawn']);
  expect(await holds()).toMatchObject([
    {
      recordId: '5-1',
      sentence: expect.stringContaining(
        'pays 70.00 of the bill “A-1”, of which 55.00 can still be paid there',
      ),
    },
  ]);
  // The next plan knows it.
  const read = await scene.in((tx) => loadRecord(tx, scene.companyId, 'billcom', 'bill', bill));
  expect(read?.facts).toMatchObject({ open: '55.00', due: '100.00' });
});

test('of several payments of one bill those are recorded for which there is room', async () => {
  await planned({ '5-1': '60.00', '5-2': '60.00', '5-3': '40.00' });
  expect(await attempt()).toMatchObject({ applied: 2 });
  expect(made().map(({ amount }) => amount)).toEqual([60, 40]);
  expect((await states()).sort()).toEqual(['5-1 applied', '5-2 withdrawn', '5-3 applied']);
  expect(await holds()).toMatchObject([{ recordId: '5-2' }]);
  const links = await scene.rows('select quickbooks_id as id from link where company_id = $1 order by 1');
  expect(links).toEqual([{ id: '5-1' }, { id: '5-3' }]);
});

test('a lost answer: the next attempt finds it by what it was recorded for, and records the rest', async () => {
  await planned({ '5-1': '60.00', '5-2': '40.00' });
  scene.service.arrange({ drop: { when: 'afterCommit', path: call } });
  await expect(attempt()).rejects.toThrow();
  expect(made()).toHaveLength(1);
  expect(await states()).toEqual(['5-1 unknown', '5-2 planned']);
  expect(await attempt()).toMatchObject({ finished: true });
  expect(await states()).toEqual(['5-1 applied', '5-2 applied']);
  expect(made()).toHaveLength(2);
  expect(await holds()).toEqual([]);
});

test('a token that is not trusted with it: all are held with a cure, and tried again when it may', async () => {
  await planned({ '5-1': '60.00', '5-2': '40.00' });
  scene.service.arrange({ tokenRefuses: ['record-payment'] });
  expect(await attempt()).toMatchObject({ applied: 0, refused: 2, finished: true });
  expect(await states()).toEqual(['5-1 withdrawn', '5-2 withdrawn']);
  expect(await holds()).toMatchObject(
    ['5-1', '5-2'].map((recordId) => ({
      recordId,
      cause: 'notAllowed',
      release: { when: 'allowed' },
      cure: expect.stringContaining('the right to record payments'),
    })),
  );
  expect(made()).toEqual([]);
});
