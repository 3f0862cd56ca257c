import { openHoldsOf } from '../../../src/ledger/holds';
import { insertOperations, operationsOfCycle } from '../../../src/ledger/operations';
import { mirrorRecords } from '../../../src/ledger/records';
import { applyCredit } from '../../../simulators/billcom/receivables/credits';
import { bookRecord } from '../../support/bookRecord';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** A credit memo takes what was open of an invoice in Bill.com after the cycle looked: Bill.com refuses (BDC_1143). */

const id = (prefix: string) => prefix.padEnd(20, '1');
const [customer, invoice, item, memo] = [id('0cu'), id('00e'), id('0ii'), id('cmo')];
let scene: BillcomScene;

beforeEach(async () => {
  scene = await openBillcomScene(
    {
      customers: [{ id: customer, name: 'Garcia' }],
      items: [{ id: item, name: 'Labor', type: '1', price: 1 }],
      invoices: [
        {
          ...{ id: invoice, customerId: customer, invoiceNumber: 'I-1' },
          ...{ invoiceDate: '2026-11-02', dueDate: '2026-12-02' },
          invoiceLineItems: [{ itemId: item, quantity: 1, price: 100 }],
        },
      ],
      creditMemos: [
        {
          ...{ id: memo, customerId: customer, refNumber: 'CM-1', creditDate: '2026-11-03' },
          creditMemoLineItems: [{ itemId: item, quantity: 1, price: 60 }],
        },
      ],
    },
    {},
    { legacyStatus: 'on' },
  );
});
afterEach(() => scene.end());

const books = () => scene.service.booksOf(scene.organization);
const credit = (amount: number) =>
  applyCredit(memo, amount === 0 ? [] : [{ invoiceId: invoice, amount }], books(), scene.service.now());

/** A payment of QuickBooks that is planned to be recorded in Bill.com. */
async function planned(cycle: number, amount: string): Promise<void> {
  const { companyId } = scene;
  const applications = [{ invoice: 'Q1', amount }];
  await scene.in(async (tx) => {
    const own = { name: '2041', customer: 'Q0', date: '2026-11-12', total: amount, applications };
    await mirrorRecords(tx, companyId, 'quickbooks', 'receivedPayment', [
      bookRecord('7-1', own, { customer: 'Garcia', total: amount }),
    ]);
    const fields = { ...own, customer, applications: [{ invoice, amount }] };
    await insertOperations(tx, companyId, cycle, 'planned', [
      {
        ...{ entity: 'receivedPayment', book: 'billcom', action: 'create', phase: 'write' },
        ...{ recordId: null, sourceId: '7-1', recordName: '2041', fields, awaits: {}, sourceBase: own },
        ...{ before: null, overwrites: [], externalGuid: null },
      },
    ]);
  });
}

/** Something happens after the last look, right before the call leaves. */
function beforeTheCall(happens: () => void): void {
  const { billcomFor } = scene.deps;
  jest.spyOn(scene.deps, 'billcomFor').mockImplementation((company) => {
    const client = billcomFor(company);
    const raw = client.raw.bind(client);
    jest.spyOn(client, 'raw').mockImplementation((operation, ...rest) => {
      if (operation === 'RecordARPayment') happens();
      return raw(operation, ...rest);
    });
    return client;
  });
}

const write = async (cycle: number) => {
  const { result, failure } = await scene.write(cycle, { entity: 'receivedPayment', phase: 'write' });
  if (failure !== undefined) throw failure as Error;
  return result;
};
const states = async (cycle: number) =>
  (await scene.in((tx) => operationsOfCycle(tx, scene.companyId, cycle))).map(({ state }) => state);
const holds = () => scene.in((tx) => openHoldsOf(tx, scene.companyId));
const received = () => [...books().all('ReceivedPay')];

test('it becomes a hold that says how to re-apply, looked at by each sync, and goes on when there is room', async () => {
  await planned(1, '70.00');
  beforeTheCall(() => credit(60));
  expect(await write(1)).toMatchObject({ applied: 0, reconcileAgain: true, finished: true });
  expect([received(), await states(1)]).toEqual([[], ['withdrawn']]);
  const held = await holds();
  expect(held).toMatchObject([
    {
      ...{ entity: 'receivedPayment', recordId: '7-1', cause: 'tooMuch', release: { when: 'nextCycle' } },
      sentence: expect.stringContaining(
        'it pays 70.00 of the invoice “I-1”, of which 40.00 can still be paid there',
      ) as string,
    },
  ]);
  expect(held[0]?.cure).toContain('Payments are applied before credit memos.');
  expect(held[0]?.cure).toContain('takes that off the invoice there: the next sync then records the payment');

  // Taken off the invoice again, and planned again.
  jest.restoreAllMocks();
  credit(0);
  await scene.rows(`update cycle set state = 'ended' where company_id = $1`);
  await planned(2, '70.00');
  expect(await write(2)).toMatchObject({ applied: 1 });
  expect(received()).toMatchObject([{ amount: 70 }]);
});

test('refused for something else while there is room, it is held as refused, with Bill.com’s words', async () => {
  await planned(1, '70.00');
  scene.service.arrange({
    errorNext: { path: 'RecordARPayment', code: 'BDC_1143', message: 'Invalid entity data. description: no' },
  });
  expect(await write(1)).toMatchObject({ applied: 0, refused: 1 });
  expect(await states(1)).toEqual(['rejected']);
  expect(await holds()).toMatchObject([{ cause: 'refused', release: { when: 'recordChanges' } }]);
});
