import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBillcomClient,
  createBillcomV3,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
  sessionAuthorization,
  vendorRow,
  type BillcomClientDeps,
  type BillcomError,
  type ListOptions,
  type RowProblem,
  type VendorRow,
} from '../../src/billcom';
import { billcomServer } from '../../simulators/billcom/server';
import { definitionOf, Service } from '../../simulators/billcom/service';
import { z } from 'zod';

/** The client against the simulated Bill.com, over HTTP. */

const organizationId = '00801ROCKCASTLE00001';
const vendorCount = 2500;

let service: Service;
let server: Server;
let base: string;

beforeEach(async () => {
  service = new Service({
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organizationId,
          name: 'Rock Castle Construction',
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          vendors: Array.from({ length: vendorCount }, (_, n) => ({
            id: `00901${String(n).padStart(15, '0')}`,
            name: `Vendor ${n}`,
            isActive: n % 10 === 0 ? '2' : '1',
          })),
        },
      ],
    },
  });
  server = billcomServer(service);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  service.close();
});

const connection = () => ({
  v2Url: `${base}/api/v2`,
  v3Url: `${base}/connect/v3`,
  devKey: 'dev-key',
  userName: 'tieout',
  password: 'token-value',
  organizationId,
});

const client = (changes: Partial<BillcomClientDeps> = {}) =>
  createBillcomClient({
    connection: connection(),
    sessions: memorySessionStore(),
    budget: memoryCallBudget(),
    slots: memoryCallSlots(),
    sleep: async () => undefined,
    ...changes,
  });

async function readAll(options?: ListOptions, betweenPages: (start: number) => void = () => undefined) {
  const rows: VendorRow[] = [];
  const problems: RowProblem[] = [];
  let newest: string | undefined;
  for await (const page of client().list('Vendor', vendorRow, options)) {
    newest = page.newest ?? newest;
    rows.push(...page.rows);
    problems.push(...page.problems);
    betweenPages(page.start);
  }
  return { rows, problems, newest };
}

async function failure(promise: Promise<unknown>): Promise<BillcomError> {
  return promise.then(
    () => Promise.reject(new Error('it should have failed')),
    (error: unknown) => error as BillcomError,
  );
}

const vendorId = (n: number) => `00901${String(n).padStart(15, '0')}`;
const callsOf = (path: string) => service.log.since(0).filter((call) => call.path === path);
const vendorsNamed = (name: string) =>
  [...service.booksOf(organizationId).all('Vendor')].filter((row) => row.name === name);

test('a sync token signs in, and says whose books these are', async () => {
  expect(await client().checkAccess()).toEqual({
    organizationId,
    userId: expect.any(String),
    organizationName: 'Rock Castle Construction',
    environmentUrl: `${base}/api/v2`,
  });
});

test('a wrong password stops the connection', async () => {
  const wrong = client({ connection: { ...connection(), password: 'old' } });
  expect(await failure(wrong.checkAccess())).toMatchObject({ class: 'authPermanent', code: 'BDC_1101' });
});

test('2,500 vendors come once each, inactive ones too', async () => {
  const { rows, problems } = await readAll();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(vendorCount);
  expect(rows.length).toBe(vendorCount);
  expect(rows.filter(({ isActive }) => isActive === '2').length).toBe(vendorCount / 10);
  expect(problems).toEqual([]);
  expect(callsOf('List/Vendor').length).toBe(3);
});

test('vendors that leave the list while it is read take no other out of it', async () => {
  const vendor = definitionOf('Vendor');
  if (!vendor) throw new Error('the simulator has no vendors');
  const { rows } = await readAll(
    { filters: [{ field: 'isActive', op: '=', value: '1' }], pageSize: 500 },
    (start) => {
      if (start > 0) return;
      for (let n = 0; n < 300; n += 1) service.booksOf(organizationId).setActive(vendor, vendorId(n), '2');
    },
  );
  const read = new Set(rows.map(({ id }) => id));
  expect(read.size).toBe(rows.length);
  const left = [...service.booksOf(organizationId).all('Vendor')].filter((row) => row.isActive === '1');
  expect(left.filter((row) => !read.has(String(row.id)))).toEqual([]);
});

test('a malformed vendor is a problem of its own', async () => {
  service.arrange({ malformedRow: { entity: 'Vendor', id: vendorId(7), field: 'name', value: 12 } });
  const { rows, problems } = await readAll();
  expect(rows.length).toBe(vendorCount - 1);
  expect(problems).toMatchObject([{ id: vendorId(7), because: expect.stringContaining('"name"') }]);
});

test('rows of a bulk call succeed and fail one by one, in order', async () => {
  const rows = Array.from({ length: 120 }, (_, n) => ({ name: n === 70 ? 'x'.repeat(101) : `New ${n}` }));
  const results = await client().bulk('Create', 'Vendor', rows, vendorRow);
  expect(results.length).toBe(120);
  expect(results[70]).toMatchObject({ ok: false, error: { class: 'data' } });
  expect(results.filter((result, n) => result.ok && result.row.name === `New ${n}`).length).toBe(119);

  const ids = results.flatMap((result) => (result.ok ? [{ id: result.row.id }] : []));
  const gone = await client().bulk('Delete', 'Vendor', ids, vendorRow);
  expect(gone.every((result) => result.ok && result.row.isActive === '2')).toBe(true);
  expect(callsOf('Bulk/Crud/Create/Vendor').map((call) => call.rows)).toEqual([50, 50, 20]);
});

test('one row through its life: created, read, renamed, made inactive and active again', async () => {
  const tieout = client();
  const { id } = await tieout.create('Vendor', { name: 'Bayshore CalOil', isActive: '1' }, vendorRow);
  expect((await tieout.read('Vendor', id, vendorRow)).name).toBe('Bayshore CalOil');
  expect((await tieout.update('Vendor', { id, name: 'Bayshore Oil' }, vendorRow)).name).toBe('Bayshore Oil');
  expect((await tieout.deactivate('Vendor', id, vendorRow)).isActive).toBe('2');
  expect((await tieout.reactivate('Vendor', id, vendorRow)).isActive).toBe('1');
  const missing = tieout.read('Vendor', '00901nowhere00000000', vendorRow);
  expect(await failure(missing)).toMatchObject({ class: 'notFound', code: 'BDC_1205' });
});

test('an expired session is renewed without anybody noticing', async () => {
  const tieout = client();
  await tieout.read('Vendor', vendorId(1), vendorRow);
  service.arrange({ expireSessions: true });
  const created = await tieout.create('Vendor', { name: 'After the expiry' }, vendorRow);
  expect(vendorsNamed('After the expiry').map(({ id }) => id)).toEqual([created.id]);
  expect(callsOf('Login').length).toBe(2);
});

test.each([200, 422, 429])(
  'the hourly limit, answered with HTTP %i, stops all calls until the hour',
  async (status) => {
    const now = () => Date.parse('2026-03-01T10:30:00Z');
    const budget = memoryCallBudget({ now });
    await client({ budget, now }).read('Vendor', vendorId(1), vendorRow);
    service.arrange({ hourlyLimit: 1, limitHttpStatus: status });
    const refused = await failure(client({ budget, now }).read('Vendor', vendorId(1), vendorRow));
    expect(refused).toMatchObject({ class: 'throttle', code: 'BDC_1144' });
    expect(refused.retryAfterMs).toBeGreaterThan(0);

    const sent = service.log.since(0).length;
    expect(await failure(client({ budget, now }).currentTime())).toMatchObject({ class: 'throttle' });
    expect(service.log.since(0).length).toBe(sent);
  },
);

test('many calls in parallel stay below the limit of three', async () => {
  service.arrange({ latencyMs: 5 });
  const tieout = client();
  await Promise.all(Array.from({ length: 12 }, (_, n) => tieout.read('Vendor', vendorId(n), vendorRow)));
  expect(Math.max(...service.log.since(0).map((call) => call.concurrent))).toBe(2);
});

test('four calls at once against a limit of one are waited out', async () => {
  service.arrange({ latencyMs: 20, maxConcurrent: 1, limitHttpStatus: 429 });
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 10));
  const tieout = client({ slots: memoryCallSlots(4), sleep: pause });
  const settled = await Promise.allSettled(
    Array.from({ length: 4 }, (_, n) => tieout.read('Vendor', vendorId(n), vendorRow)),
  );
  expect(callsOf('Crud/Read/Vendor').some((call) => call.outcome === 'BDC_1322')).toBe(true);
  for (const result of settled) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ class: 'throttle' });
  }
});

describe('a create whose answer is lost', () => {
  const create = () => failure(client().create('Vendor', { name: 'Twin?' }, vendorRow));

  test.each([
    ['cut after the commit', { drop: { when: 'afterCommit', path: 'Crud/Create/Vendor' } }, 1],
    ['cut before the commit', { drop: { when: 'beforeCommit', path: 'Crud/Create/Vendor' } }, 0],
    ['half a body', { truncate: { how: 'body', path: 'Crud/Create/Vendor' } }, 1],
    ['half a body, then cut', { truncate: { how: 'socket', path: 'Crud/Create/Vendor' } }, 1],
    [
      'a page of a proxy',
      { errorNext: { path: 'Crud/Create/Vendor', httpStatus: 502, afterCommit: true } },
      1,
    ],
    ['a system error', { errorNext: { path: 'Crud/Create/Vendor', code: 'BDC_1001', afterCommit: true } }, 1],
  ])('%s: unknown outcome, sent once', async (_, fault, made) => {
    service.arrange(fault);
    expect(await create()).toMatchObject({ class: 'unknownOutcome' });
    expect(vendorsNamed('Twin?').length).toBe(made);
    expect(callsOf('Crud/Create/Vendor').length).toBe(1);
  });
});

test('a bulk create that was cut off halfway is unknown for each of its rows', async () => {
  service.arrange({ drop: { when: 'halfway', path: 'Bulk/Crud/Create/Vendor' } });
  const rows = Array.from({ length: 10 }, (_, n) => ({ name: `Half ${n}` }));
  const results = await client().bulk('Create', 'Vendor', rows, vendorRow);
  expect(results.map((result) => result.ok || result.error.class)).toEqual(Array(10).fill('unknownOutcome'));
});

test('which filters work is found out by trying', async () => {
  const tieout = client();
  const newest = (await readAll()).newest ?? '';
  expect(await tieout.canFilter('Vendor', newest)).toBe(false);
  service.arrange({ filterable: { entity: 'Vendor', fields: ['updatedTime'] } });
  expect(await tieout.canFilter('Vendor', newest)).toBe(true);
  expect((await tieout.entityMetadata('Vendor')).name).toMatchObject({ isRequired: true, isReadOnly: false });
  expect(Math.abs(Date.parse((await tieout.currentTime()).billcom) - Date.now())).toBeLessThan(60_000);
});

test('v3 signs in, pages by token and renews its session', async () => {
  const v3 = createBillcomV3({
    v3Url: connection().v3Url,
    authorization: sessionAuthorization(connection(), memorySessionStore()),
    budget: memoryCallBudget(),
    slots: memoryCallSlots(),
  });
  expect(await v3.checkAccess()).toMatchObject({ organizationId });
  service.arrange({ expireSessions: true });
  const ids = new Set<string>();
  for await (const page of v3.list('/vendors', z.object({ id: z.string(), archived: z.boolean() }))) {
    for (const { id } of page.rows) ids.add(id);
  }
  expect(ids.size).toBe(vendorCount);
});
