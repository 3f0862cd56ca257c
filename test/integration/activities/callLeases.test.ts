import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callLeases, type LeaseTimes } from '../../../src/activities/billcom/callLeases';
import { createBillcomClient, memoryCallBudget, memorySessionStore, vendorRow } from '../../../src/billcom';
import { takeSlot } from '../../../src/ledger/billcomSlots';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { createSealer } from '../../../src/ledger/sealed';
import { billcomServer } from '../../../simulators/billcom/server';
import { Service } from '../../../simulators/billcom/service';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** Two calls at once per organization, whichever processes make them; each process has its own pool and leases. */

const organization = '00801ROCKCASTLE00001';
const key = { developerKey: 'a hash', organization };
const times: LeaseTimes = { leaseMs: 300, patienceMs: 20_000, comeBackMs: 5_000 };
const log = { warn: () => undefined };

let server: TestDatabase;
let opened: Database[];

beforeEach(async () => {
  server = await createTestDatabase();
  opened = [];
});
afterEach(async () => {
  for (const database of opened) await database.end();
  await server.drop();
});

function open(): Database {
  const database = openDatabase({
    url: server.url,
    sealer: createSealer([Buffer.alloc(32, 1)]),
    connections: 4,
  });
  opened.push(database);
  return database;
}
const process = (changes: Partial<LeaseTimes> = {}) => callLeases(open(), log, { ...times, ...changes });

test('three processes together never make three calls at once, and all get their turn', async () => {
  const vendorId = '00901000000000000001';
  const service = new Service({
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organization,
          name: 'Rock Castle Construction',
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          vendors: [{ id: vendorId, name: 'Vendor' }],
        },
      ],
    },
  });
  service.arrange({ latencyMs: 10 });
  const billcom: Server = billcomServer(service);
  await new Promise<void>((resolve) => billcom.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(billcom.address() as AddressInfo).port}`;
  const sessions = memorySessionStore();
  const clients = [process(), process(), process()].map((slotsOf) =>
    createBillcomClient({
      connection: {
        v2Url: `${base}/api/v2`,
        v3Url: `${base}/connect/v3`,
        devKey: 'dev-key',
        userName: 'tieout',
        password: 'token-value',
        organizationId: organization,
      },
      sessions,
      budget: memoryCallBudget(),
      slots: slotsOf(key),
    }),
  );
  try {
    await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: 15 }, () => client.read('Vendor', vendorId, vendorRow)),
      ),
    );
    const calls = service.log.since(0);
    expect(calls.filter(({ path, outcome }) => path === 'Crud/Read/Vendor' && outcome === 'ok').length).toBe(
      45,
    );
    expect(Math.max(...calls.map(({ concurrent }) => concurrent))).toBe(2);
  } finally {
    billcom.closeAllConnections();
    await new Promise((resolve) => billcom.close(resolve));
    service.close();
  }
});

test('the slots of a process that died are free when their leases run out', async () => {
  const database = open();
  const holders = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  for (const holder of holders)
    expect(await takeSlot(database, key, { slots: 2, holder, forMs: 700 })).toBe(true);
  const began = Date.now();
  (await process()(key).acquire())();
  expect(Date.now() - began).toBeGreaterThanOrEqual(600);
});

test('a call that takes longer than a lease keeps its slot', async () => {
  const [one, two] = [process()(key), process({ patienceMs: 900 })(key)];
  const release = [await one.acquire(), await one.acquire()];
  await expect(two.acquire()).rejects.toMatchObject({
    class: 'throttle',
    isOwnLimit: true,
    retryAfterMs: times.comeBackMs,
  });
  for (const each of release) each();
  (await two.acquire())();
});

test('no statement and no row lock stays open during a call', async () => {
  const release = await process()(key).acquire();
  const { rows } = await open().pool.query(
    `select query from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([]);
  release();
});

test('a slot is given back once, and other organizations have their own', async () => {
  const slotsOf = process({ patienceMs: 0 });
  const first = await slotsOf(key).acquire();
  const second = await slotsOf(key).acquire();
  const elsewhere = await slotsOf({ ...key, organization: 'another' }).acquire();
  first();
  first();
  const third = await slotsOf(key).acquire();
  expect(
    await takeSlot(open(), key, { slots: 2, holder: '11111111-1111-4111-8111-111111111111', forMs: 1 }),
  ).toBe(false);
  for (const release of [second, third, elsewhere]) release();
});
