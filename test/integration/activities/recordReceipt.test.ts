import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { madeByOwnCall, voidedByOwnCall } from '../../../src/activities/billcom/madeByOwnCall';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../../../src/billcom';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { readRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { recordReceipt } from '../../../src/entities/statusPayment';
import { billcomServer } from '../../../simulators/billcom/server';
import { Service } from '../../../simulators/billcom/service';

/** Recording what a customer paid in QuickBooks by v2's calls, against the simulated Bill.com over HTTP. */

const organizationId = '00801ROCKCASTLE00001';
const id = (prefix: string) => prefix.padEnd(20, '1');
const [customer, invoice, item] = [id('0cu'), id('00e'), id('0ii')];
const definition = entityDefinitions({ ...defaultEntitySettings, legacyStatus: 'on' }).find(
  ({ name }) => name === 'receivedPayment',
)!;

let service: Service;
let server: Server;

beforeEach(async () => {
  service = new Service({
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organizationId,
          name: 'Rock Castle Construction',
          users: [{ userName: 'ann', password: 'secret', role: 'Administrator' }],
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          customers: [{ id: customer, name: 'Garcia' }],
          items: [{ id: item, name: 'Labor', type: '1', price: 1 }],
          invoices: [
            {
              id: invoice,
              customerId: customer,
              invoiceNumber: 'I-1',
              invoiceDate: '2026-11-02',
              dueDate: '2026-12-02',
              invoiceLineItems: [{ itemId: item, quantity: 1, price: 100 }],
            },
          ],
        },
      ],
    },
  });
  server = billcomServer(service);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  service.close();
});

function client() {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createBillcomClient({
    connection: {
      v2Url: `${base}/api/v2`,
      v3Url: `${base}/connect/v3`,
      devKey: 'dev-key',
      userName: 'tieout',
      password: 'token-value',
      organizationId,
    },
    sessions: memorySessionStore(),
    v3Sessions: memorySessionStore(),
    budget: memoryCallBudget(),
    slots: memoryCallSlots(),
    sleep: async () => undefined,
  });
}

const paying = (amount: string) =>
  recordReceipt.body(
    {
      name: '2041',
      customer,
      date: '2026-11-12',
      total: '500.00',
      applications: [{ invoice, amount }],
    },
    '7A-17',
  );
const record = (amount = '40.00') => madeByOwnCall(client(), definition, recordReceipt, paying(amount));
const made = () => [...service.booksOf(organizationId).all('ReceivedPay')];
const invoiceThere = () => service.booksOf(organizationId).find('Invoice', invoice);

test('it is paid at once over what the invoice got, and read back; made void, the invoice is open again', async () => {
  const result = await record();
  const read = result.ok ? readRecord(definition, 'billcom', result.row) : undefined;
  expect(read).toMatchObject({
    deleted: false,
    fields: { name: '2041', customer, date: '2026-11-12', applications: [{ invoice, amount: '40.00' }] },
    facts: { status: '0', offline: 'yes', recordedFor: '7A-17', total: '40.00' },
  });
  expect(invoiceThere()).toMatchObject({ amountDue: 60, paymentStatus: '2' });

  const undone = await voidedByOwnCall(client(), definition, 'VoidARPayment', read?.id ?? '');
  expect(undone.ok && readRecord(definition, 'billcom', undone.row)).toMatchObject({
    id: read?.id,
    deleted: true,
  });
  expect(invoiceThere()).toMatchObject({ amountDue: 100, paymentStatus: '1' });
});

test.each([
  ['after it was carried out', { drop: { when: 'afterCommit', path: 'RecordARPayment' } }, 1],
  ['before', { drop: { when: 'beforeCommit', path: 'RecordARPayment' } }, 0],
])('an answer that is lost %s is unknown, and nothing is repeated', async (_when, fault, count) => {
  service.arrange(fault);
  expect(await record()).toMatchObject({ ok: false, error: { class: 'unknownOutcome' } });
  expect(made()).toHaveLength(count);
});

test('a lost answer to making one void is unknown', async () => {
  const result = await record();
  service.arrange({ drop: { when: 'afterCommit', path: 'VoidARPayment' } });
  const undone = await voidedByOwnCall(
    client(),
    definition,
    'VoidARPayment',
    result.ok ? String(result.row.id) : '',
  );
  expect(undone).toMatchObject({ ok: false, error: { class: 'unknownOutcome' } });
});

test('more than what is due is refused, with Bill.com’s words', async () => {
  expect(await record('100.01')).toMatchObject({
    ok: false,
    error: { class: 'data', sentence: expect.stringContaining('more than what is due') },
  });
  expect(made()).toEqual([]);
});

test('where the right is missing it is not permitted, with a cure', async () => {
  service.arrange({ withdraw: { entity: 'ReceivedPay', acts: ['Create'] } });
  expect(await record()).toMatchObject({
    ok: false,
    error: { class: 'permission', cure: recordReceipt.cure },
  });
});
