import { setTimeout as sleep } from 'node:timers/promises';
import { startedBillcom, type StartedBillcom } from './startedBillcom';

let bill: StartedBillcom;
beforeEach(async () => {
  bill = await startedBillcom();
});
afterEach(() => bill.close());

const arrange = async (fault: unknown): Promise<void> => {
  expect((await bill.control('POST', '/faults', fault)).status).toBe(200);
};
const vendors = async (): Promise<number> => (await bill.call('List/Vendor')).data.length as number;

test.each([
  ['beforeCommit', 1],
  ['afterCommit', 2],
])('a line dropped %s', async (drop, expected) => {
  await arrange({ drop, path: 'Create/Vendor' });
  await expect(bill.create('Vendor', { name: 'x' })).rejects.toThrow();
  expect(await vendors()).toBe(expected);
  expect((await bill.create('Vendor', { name: 'y' })).code).toBeUndefined();
});

test('a line cut at once, and the call carried out later', async () => {
  await arrange({ drop: { when: 'late', afterMs: 300, path: 'Create/Vendor' } });
  await expect(bill.create('Vendor', { name: 'x' })).rejects.toThrow();
  expect(await vendors()).toBe(1);
  const until = Date.now() + 5_000;
  while ((await vendors()) === 1 && Date.now() < until) await sleep(20);
  expect(await vendors()).toBe(2);
});

test('a bulk call that dies halfway has written its first half', async () => {
  await arrange({ drop: 'halfway' });
  const bulk = ['a', 'b', 'c', 'd'].map((name) => ({ obj: { entity: 'Vendor', name } }));
  await expect(bill.call('Bulk/Crud/Create/Vendor', { bulk })).rejects.toThrow();
  expect(await vendors()).toBe(3);
});

test('the next errors, by path and count', async () => {
  await arrange({ errorNext: { code: 'BDC_1001', count: 2, path: 'List/' } });
  expect((await bill.create('Vendor', { name: 'x' })).code).toBeUndefined();
  expect((await bill.call('List/Vendor')).code).toBe('BDC_1001');
  expect((await bill.call('List/Job')).code).toBe('BDC_1001');
  expect(await vendors()).toBe(2);
});

test('a page from a proxy, and an error after the work was done', async () => {
  await arrange({ errorNext: { httpStatus: 502 } });
  const response = await fetch(`${bill.base}/api/v2/List/Vendor.json`, { method: 'POST' });
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('<html>');
  await arrange({ errorNext: { code: 'BDC_1001', httpStatus: 500, afterCommit: true } });
  expect(await bill.create('Vendor', { name: 'x' })).toMatchObject({ status: 500, code: 'BDC_1001' });
  expect(await vendors()).toBe(2);
});

test('an answer cut short', async () => {
  await arrange({ truncate: true });
  await expect(bill.call('List/Vendor')).rejects.toThrow(/JSON/);
  await arrange({ truncate: { how: 'socket' } });
  await expect(bill.call('List/Vendor')).rejects.toThrow();
  expect(await vendors()).toBe(1);
});

test('rows refused by what is in them, and rows that come malformed', async () => {
  await arrange({
    refuseRow: { entity: 'Vendor', field: 'name', equals: 'Bad', code: 'BDC_1150', message: 'no' },
  });
  expect(await bill.create('Vendor', { name: 'Bad' })).toMatchObject({ code: 'BDC_1150', message: 'no' });
  await arrange({
    malformedRow: { entity: 'Vendor', id: '00901VVVVVVVVVVVVVVV', field: 'name', value: { a: 1 } },
  });
  expect((await bill.call('List/Vendor')).data[0].name).toEqual({ a: 1 });
  await bill.control('DELETE', '/faults');
  expect((await bill.call('List/Vendor')).data[0].name).toBe('Acme');
});

test('sessions expired, plan without API, limits under another HTTP status', async () => {
  await arrange({ planWithoutApi: true });
  expect((await bill.call('List/Vendor')).code).toBe('BDC_1105');
  expect((await bill.logIn()).code).toBe('BDC_1105');
  await arrange({ planWithoutApi: false, maxConcurrent: 0, limitHttpStatus: 429 });
  expect(await bill.call('List/Vendor')).toMatchObject({ status: 429, code: 'BDC_1322' });
  await bill.control('DELETE', '/faults');
  await arrange({ expireSessions: true });
  expect((await bill.call('List/Vendor')).code).toBe('BDC_1109');
});

test('an unknown fault is refused', async () => {
  expect((await bill.control('POST', '/faults', { explode: true })).status).toBe(400);
});

test('every call is counted with its rows, and no secret is in the log', async () => {
  await bill.create('Vendor', { name: 'x' });
  await bill.call('List/Vendor');
  const cost = (await bill.control('GET', '/cost')).body;
  expect(cost).toMatchObject({ calls: 3, errors: 0, byPath: { 'List/Vendor': { calls: 1, rows: 2 } } });
  const log = JSON.stringify((await bill.control('GET', '/log')).body);
  expect(log).not.toContain('secret');
  expect(log).not.toContain(bill.session);
});
