import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { madeByOwnCall } from '../../../src/activities/billcom/madeByOwnCall';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../../../src/billcom';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { recordPayment } from '../../../src/entities/outsidePayment';
import { readRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { billcomServer } from '../../../simulators/billcom/server';
import { Service } from '../../../simulators/billcom/service';

/** Recording an outside payment by v3, against the simulated Bill.com over HTTP. */

const organizationId = '00801ROCKCASTLE00001';
const id = (prefix: string) => prefix.padEnd(20, '1');
const [vendor, bill, checking] = [id('009'), id('00n'), id('0ca')];
const definition = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'billPayment')!;
const call = 'POST /bills/record-payment';

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
  recordPayment.body(
    {
      name: '1044',
      vendor,
      account: checking,
      date: '2026-11-12',
      applications: [{ bill, amount }],
    },
    '5A-17',
  );
const record = (amount = '40.00', from = client()) =>
  madeByOwnCall(from, definition, recordPayment, paying(amount));
const made = () => [...service.booksOf(organizationId).all('SentPay')];

test('it is paid at once, not to be exported, and read back as v2 has it', async () => {
  const result = await record();
  const read = result.ok ? readRecord(definition, 'billcom', result.row) : undefined;
  expect(read).toMatchObject({
    fields: {
      name: '1044',
      vendor,
      account: checking,
      date: '2026-11-12',
      applications: [{ bill, amount: '40.00' }],
    },
    facts: { status: '2', offline: 'yes', notExported: 'yes', recordedFor: '5A-17', total: '40.00' },
  });
  expect(service.booksOf(organizationId).find('Bill', bill)).toMatchObject({
    dueAmount: 60,
    paymentStatus: '2',
  });
});

test.each([
  ['after it was carried out', { drop: { when: 'afterCommit', path: call } }, 1],
  ['before', { drop: { when: 'beforeCommit', path: call } }, 0],
  ['and half of it arrived', { truncate: { how: 'body', path: call } }, 1],
])('an answer that is lost %s is unknown, and nothing is repeated', async (_when, fault, count) => {
  service.arrange(fault);
  expect(await record()).toMatchObject({ ok: false, error: { class: 'unknownOutcome' } });
  expect(made()).toHaveLength(count);
});

test('made, and then not to be read: unknown, with its id', async () => {
  service.arrange({ errorNext: { path: 'Crud/Read/SentPay', httpStatus: 503 } });
  expect(await record()).toMatchObject({
    ok: false,
    error: { class: 'unknownOutcome', recordId: expect.stringMatching(/^stp/) },
  });
  expect(made()).toHaveLength(1);
});

test('more than what is due is refused, with Bill.com’s words', async () => {
  expect(await record('100.01')).toMatchObject({
    ok: false,
    error: { class: 'data', sentence: expect.stringContaining('more than what is due') },
  });
  expect(made()).toEqual([]);
});

test.each([
  ['the token is not trusted with it', { tokenRefuses: ['record-payment'] }, 'BDC_1361'],
  ['the right is withdrawn', { withdraw: { entity: 'SentPay', acts: ['Create'] } }, 'BDC_1145'],
  ['v3 lets nobody sign in', { errorNext: { path: 'POST /login', code: 'BDC_1101', count: 9 } }, 'BDC_1101'],
])('%s: not permitted, with a cure, and v2 goes on', async (_what, fault, code) => {
  const from = client();
  service.arrange(fault);
  expect(await record('40.00', from)).toMatchObject({
    ok: false,
    error: { class: 'permission', code, cure: recordPayment.cure },
  });
  expect(made()).toEqual([]);
  expect(await from.checkAccess()).toMatchObject({ organizationId });
});

test('a session that has ended is renewed, and it is recorded once', async () => {
  const from = client();
  await record('10.00', from);
  service.arrange({ expireSessions: true });
  expect(await record('20.00', from)).toMatchObject({ ok: true });
  expect(made()).toHaveLength(2);
});
