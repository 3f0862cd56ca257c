import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { readBillcom } from '../../../src/activities/billcom/readBillcom';
import type { ActivityDeps } from '../../../src/activities/deps';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
  type CallBudget,
  type SessionStore,
} from '../../../src/billcom';
import { saveBillcomAccess } from '../../../src/ledger/billcomAccess';
import { ringBillcom } from '../../../src/ledger/billcomReading';
import { insertCompany, loadCompany } from '../../../src/ledger/companies';
import { endCycle, requestCycle } from '../../../src/ledger/cycles';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { loadRecords } from '../../../src/ledger/records';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import { billcomServer } from '../../../simulators/billcom/server';
import { definitionOf, Service } from '../../../simulators/billcom/service';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** Reading Bill.com's lists, whole and by filter, from the simulated Bill.com into Postgres. */

const organization = '00801ROCKCASTLE00001';
const vendorCount = 2_500;
const vendorId = (n: number) => `00901${String(n).padStart(15, '0')}`;
const minute = 60_000;
const wireTime = (at: number) => new Date(at).toISOString().replace('Z', '+0000');

let postgres: TestDatabase;
let database: Database;
let service: Service;
let billcom: Server;
let companyId: string;
let sessions: SessionStore;
/** Bill.com's clock, which is not ours. */
let time: number;
/** Called before each call to Bill.com, with their number in the attempt. */
let beforeCall: (call: number) => void;

beforeEach(async () => {
  postgres = await createTestDatabase();
  database = openDatabase({ url: postgres.url, sealer: createSealer([Buffer.alloc(32, 7)]), connections: 4 });
  time = Date.parse('2026-03-01T09:00:00Z');
  beforeCall = () => undefined;
  sessions = memorySessionStore();
  service = new Service({
    now: () => time,
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organization,
          name: 'Rock Castle Construction',
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          chartOfAccounts: ['Rent', 'Fuel'].map((name) => ({ name, accountType: '7' })),
          departments: [{ name: 'East' }],
          vendors: Array.from({ length: vendorCount }, (_, n) => ({
            id: vendorId(n),
            name: `Vendor ${n}`,
            createdTime: wireTime(Date.parse('2026-01-01T00:00:00Z') + n * minute),
            updatedTime: wireTime(Date.parse('2026-02-01T00:00:00Z') + n * minute),
          })),
        },
      ],
    },
  });
  billcom = billcomServer(service);
  await new Promise<void>((resolve) => billcom.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(billcom.address() as AddressInfo).port}`;
  companyId = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: 'Rock Castle',
      zone: 'America/Chicago',
      settings: readSettings({}),
      billcom: {
        v2Url: `${base}/api/v2`,
        v3Url: `${base}/connect/v3`,
        organizationId: organization,
        userName: 'tieout',
      },
      billcomSecret: Buffer.alloc(1),
      webConnectorUser: 'a',
      webConnectorPasswordHash: '',
      ownerId: '11111111-1111-4111-8111-111111111111',
      fileId: '22222222-2222-4222-8222-222222222222',
    }),
  );
  for (const entity of ['Vendor', 'ChartOfAccount'])
    service.arrange({ filterable: { entity, fields: ['updatedTime'] } });
});

afterEach(async () => {
  billcom.closeAllConnections();
  await new Promise((resolve) => billcom.close(resolve));
  service.close();
  await database.end();
  await postgres.drop();
});

/** One attempt of the job. @returns the calls that it made, as the simulator's log has them. */
async function attempt(cycle: number): Promise<{ calls: string[]; rows: number; failure?: unknown }> {
  const since = service.log.since(0).length;
  let count = 0;
  const counted: CallBudget = {
    ...memoryCallBudget(),
    take: async () => {
      beforeCall((count += 1));
      return { granted: true };
    },
  };
  const silent = () => undefined;
  const deps: ActivityDeps = {
    database,
    doorbell: { rung: () => Promise.resolve(), end: () => Promise.resolve() },
    log: { info: silent, warn: silent, error: silent },
    billcomCalls: { callLimitMs: 10_000, lateMarginMs: 0, stoppedRetryMs: 300_000 },
    billcomFor: (company) =>
      createBillcomClient({
        connection: { ...company.billcom, devKey: 'dev-key', password: 'token-value' },
        sessions,
        budget: counted,
        slots: memoryCallSlots(),
        sleep: async () => undefined,
      }),
  };
  const failure: unknown = await new MockActivityEnvironment(undefined, {
    logger: new DefaultLogger('ERROR'),
  })
    .run(() => readBillcom(deps, { companyId, cycle }))
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  const calls = service.log.since(since).filter(({ path }) => path !== 'Login');
  return {
    calls: calls.map(({ path, rows }) => (path.startsWith('List/') ? `${path}: ${rows}` : path)),
    rows: calls.reduce((sum, { rows }) => sum + rows, 0),
    ...(failure === undefined ? {} : { failure }),
  };
}

const begin = async (): Promise<number> =>
  database.inCompany(companyId, async (tx) => (await requestCycle(tx, companyId, { by: 'schedule' })).number);

/** A scheduled cycle's reading. */
async function cycle(): Promise<string[]> {
  const number = await begin();
  const { calls, failure } = await attempt(number);
  expect(failure).toBeUndefined();
  await database.inCompany(companyId, (tx) => endCycle(tx, companyId, number, { state: 'ended' }));
  return calls;
}

const vendors = async () =>
  database.inCompany(companyId, (tx) => loadRecords(tx, companyId, 'billcom', 'vendor'));
const nameOf = async (id: string) => (await vendors()).get(id)?.fields.name;
const update = (id: string, name: string) => {
  const definition = definitionOf('Vendor');
  if (!definition) throw new Error('the simulator has no vendors');
  return service.booksOf(organization).update(definition, { id, name });
};
/** What a filter hides: changed without a new updatedTime. */
const changeSecretly = (id: string, name: string) => {
  const row = service.booksOf(organization).find('Vendor', id);
  if (!row) throw new Error('no such vendor');
  service.booksOf(organization).restore({ ...row, name });
};
const inCompany = (sql: string) =>
  database.inCompany(companyId, (tx) => tx.query(`${sql} where company_id = $1`, [companyId]));
const probes = async () =>
  (await database.pool.query<{ probes: object }>('select billcom_probe as probes from company')).rows[0]
    ?.probes;

const wholeLists = ['List/ChartOfAccount: 2', 'List/Department: 1', 'List/Vendor: 999'];
const isWhole = (calls: readonly string[]) => wholeLists.every((call) => calls.includes(call));

test('filters are tried once; from then on an idle cycle asks what has changed, in few calls', async () => {
  const first = await cycle();
  expect(isWhole(first)).toBe(true);
  expect(first.filter((call) => call === 'CurrentTime')).toEqual(['CurrentTime']);
  expect(await probes()).toMatchObject({
    ChartOfAccount: { filters: true },
    Department: { filters: false },
    Vendor: { filters: true },
  });
  expect((await vendors()).size).toBe(vendorCount);

  time += 15 * minute;
  const idle = await cycle();
  expect(idle).toEqual([
    'CurrentTime',
    'List/ChartOfAccount: 2',
    'List/Department: 1',
    'List/PaymentTerm: 0',
    'List/Item: 0',
    'List/Customer: 0',
    'List/Vendor: 1',
    'List/Bill: 0',
    'List/VendorCredit: 0',
    'List/SentPay: 0',
    'List/BillCredit: 0',
    'List/Invoice: 0',
    'List/ReceivedPay: 0',
    'List/BankAccount: 0',
    'List/MoneyMovement: 0',
  ]);
  expect(idle.length).toBeLessThanOrEqual(15);

  // The hour of the credit memos is over: money moved is asked for in the next cycle.
  time += 15 * minute;
  await database.pool.query(
    `update read_cursor set complete_at = complete_at - interval '61 minutes' where entity = 'creditMemo'`,
  );
  const hourly = await cycle();
  expect(hourly).toEqual(expect.arrayContaining(['List/CreditMemo: 0', 'List/InvoiceCredit: 0']));
  expect(hourly.filter((call) => /MoneyMovement|BankAccount/.test(call))).toEqual([]);
  expect(hourly.length).toBeLessThanOrEqual(15);
  expect(await cycle()).toEqual(expect.arrayContaining(['List/MoneyMovement: 0']));
});

test('a change is found by the filter, and a record that it does not show is not taken for gone', async () => {
  await cycle();
  time += 20 * minute;
  update(vendorId(7), 'Renamed');
  const calls = await cycle();
  expect(calls).toContain('List/Vendor: 2');
  expect(await nameOf(vendorId(7))).toBe('Renamed');
  const all = await vendors();
  expect(all.size).toBe(vendorCount);
  expect([...all.values()].filter(({ deleted, active }) => deleted || !active)).toEqual([]);
});

test('what the filter hides is found at a doorbell, and within the hour without one', async () => {
  await cycle();
  time += 20 * minute;
  changeSecretly(vendorId(1), 'Hidden');
  await cycle();
  expect(await nameOf(vendorId(1))).toBe('Vendor 1');
  await database.inCompany(companyId, (tx) => ringBillcom(tx, companyId));
  expect(isWhole(await cycle())).toBe(true);
  expect(await nameOf(vendorId(1))).toBe('Hidden');
  // The doorbell is answered.
  expect(isWhole(await cycle())).toBe(false);

  changeSecretly(vendorId(1), 'Hidden again');
  await inCompany(`update read_cursor set complete_at = complete_at - interval '61 minutes'`);
  expect(isWhole(await cycle())).toBe(true);
  expect(await nameOf(vendorId(1))).toBe('Hidden again');
});

test('what is changed while a list is read whole is not passed over', async () => {
  beforeCall = (call) => {
    const previous = service.log.since(0).filter(({ path }) => path === 'List/Vendor').length;
    if (previous !== 1 || call < 2) return;
    // The first page has been read. An hour later somebody edits a row of it, and a new one is read with the last page.
    time += 20 * minute;
    update(vendorId(3), 'Edited meanwhile');
    time += 20 * minute;
    const definition = definitionOf('Vendor');
    if (definition) service.booksOf(organization).create(definition, { name: 'New meanwhile' });
    beforeCall = () => undefined;
  };
  await cycle();
  expect(await nameOf(vendorId(3))).toBe('Vendor 3');
  const calls = await cycle();
  expect(isWhole(calls)).toBe(false);
  expect(await nameOf(vendorId(3))).toBe('Edited meanwhile');
});

test('where Bill.com stops us in the middle of a list, the next attempt goes on there', async () => {
  const number = await begin();
  let pages = 0;
  beforeCall = () => {
    pages = service.log.since(0).filter(({ path }) => path === 'List/Vendor').length;
    if (pages === 2) service.arrange({ errorNext: { code: 'BDC_1144', path: 'List/Vendor' } });
  };
  const first = await attempt(number);
  expect(first.failure).toMatchObject({ type: 'Billcom' });
  expect(first.calls.filter((call) => call.startsWith('List/Vendor'))).toEqual([
    'List/Vendor: 999',
    'List/Vendor: 999',
    'List/Vendor: 0',
  ]);

  beforeCall = () => undefined;
  const second = await attempt(number);
  expect(second.failure).toBeUndefined();
  // No list again, no page again: the rest of the vendors, and the trial of their filter.
  expect(second.calls).toEqual([
    `List/Vendor: ${vendorCount - 2 * 989}`,
    'List/Vendor: 0',
    'List/Vendor: 1',
    'List/Bill: 0',
    'List/VendorCredit: 0',
    'List/SentPay: 0',
    'List/BillCredit: 0',
    'List/Invoice: 0',
    'List/InvoiceCredit: 0',
    'List/CreditMemo: 0',
    'List/ReceivedPay: 0',
    'List/BankAccount: 0',
    'List/MoneyMovement: 0',
  ]);
  expect((await vendors()).size).toBe(vendorCount);
  const { rows } = await inCompany('select rows from read_cursor').then(() =>
    database.pool.query<{ rows: number }>(`select rows from read_cursor where entity = 'vendor'`),
  );
  expect(rows).toEqual([{ rows: vendorCount }]);
});

test('a broken-off reading is not gone on with by another cycle', async () => {
  const number = await begin();
  service.arrange({ errorNext: { code: 'BDC_1144', path: 'List/Vendor' } });
  expect((await attempt(number)).failure).toBeDefined();
  await database.inCompany(companyId, (tx) => endCycle(tx, companyId, number, { state: 'interrupted' }));
  // Accounts are known to filter by now; departments and vendors are read whole.
  expect(await cycle()).toEqual(expect.arrayContaining(['List/Department: 1', 'List/Vendor: 999']));
});

test('filters are tried again with other credentials, and after a month', async () => {
  await cycle();
  service.arrange({ filterable: { entity: 'Vendor', fields: [] } });
  await database.inCompany(companyId, async (tx) => {
    const { billcom: address, billcomSecret } = await loadCompany(tx, companyId);
    await saveBillcomAccess(tx, companyId, { billcom: address, billcomSecret });
  });
  expect(isWhole(await cycle())).toBe(true);
  expect(await probes()).toMatchObject({ ChartOfAccount: { filters: true }, Vendor: { filters: false } });

  service.arrange({ filterable: { entity: 'Vendor', fields: ['updatedTime'] } });
  await cycle();
  expect(await probes()).toMatchObject({ Vendor: { filters: false } });
  await database.pool.query(
    `update company set billcom_probe = jsonb_set(billcom_probe, '{Vendor,at}', '"2026-01-01T00:00:00.000Z"')`,
  );
  await cycle();
  expect(await probes()).toMatchObject({ Vendor: { filters: true } });
});

test('where Bill.com does not tell its time, lists are read whole', async () => {
  service.arrange({ errorNext: { code: 'BDC_1121', path: 'CurrentTime', count: 99 } });
  expect(isWhole(await cycle())).toBe(true);
  expect(isWhole(await cycle())).toBe(true);
});
