import { mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORGANIZATION, OTHER_ORGANIZATION, startedBillcom, type StartedBillcom } from './startedBillcom';

let bill: StartedBillcom;
let clock: number;
const start = async (options = {}): Promise<void> => {
  clock = Date.parse('2024-05-01T10:30:00Z');
  bill = await startedBillcom({ now: () => clock, ...options });
};
afterEach(() => bill.close());

const MINUTE = 60_000;

describe('sessions', () => {
  test('login answers the session, whose it is, and the endpoint to use', async () => {
    await start();
    expect((await bill.logIn()).data).toEqual({
      sessionId: expect.any(String),
      orgId: ORGANIZATION,
      usersId: expect.stringMatching(/^006.{17}$/),
      apiEndPoint: `${bill.base}/api/v2`,
    });
    expect((await bill.call('GetSessionInfo')).data).toMatchObject({ orgId: ORGANIZATION });
    expect((await bill.call('CurrentTime')).data).toEqual({ currentTime: '2024-05-01T10:30:00.000+0000' });
  });

  test.each([
    ['a wrong password', { password: 'x' }, 'BDC_1101'],
    ['a wrong developer key', { devKey: 'x' }, 'BDC_1102'],
    ['an unknown organization', { orgId: '008' }, 'BDC_1123'],
    ['a missing user name', { userName: '' }, 'BDC_1108'],
  ])('%s', async (_, fields, code) => {
    await start();
    expect(await bill.logIn(fields as Record<string, string>)).toMatchObject({ status: 200, code });
  });

  test('a session slides for 35 minutes, a sync token for 48 hours', async () => {
    await start();
    const token = (await bill.logIn({ userName: 'sync', password: 'token' })).data.sessionId as string;
    clock += 34 * MINUTE;
    expect((await bill.call('List/Vendor')).code).toBeUndefined();
    clock += 34 * MINUTE;
    expect((await bill.call('List/Vendor')).code).toBeUndefined();
    clock += 35 * MINUTE;
    expect((await bill.call('List/Vendor')).code).toBe('BDC_1109');
    expect((await bill.call('List/Vendor', {}, { sessionId: token })).code).toBeUndefined();
  });

  test('logout ends it, and a session belongs to its developer key and organization', async () => {
    await start();
    const other = (await bill.logIn({ orgId: OTHER_ORGANIZATION })).data.sessionId as string;
    expect((await bill.call('List/Vendor', {}, { sessionId: other })).data).toEqual([]);
    expect((await bill.call('List/Vendor', {}, { devKey: 'key-2' })).code).toBe('BDC_1109');
    await bill.call('Logout');
    expect((await bill.call('List/Vendor')).code).toBe('BDC_1109');
  });

  test('ListOrgs names the organizations that a password opens', async () => {
    await start();
    const { data } = await bill.form('ListOrgs', { userName: 'ann', password: 'secret', devKey: 'key-1' });
    expect(data.map((each: any) => each.orgName)).toEqual(['Alpha', 'Beta']);
  });
});

describe('limits', () => {
  test('the fourth call at once is refused, another organization is not', async () => {
    await start({ msPerRequest: 80 });
    const other = (await bill.logIn({ orgId: OTHER_ORGANIZATION })).data.sessionId as string;
    const codes = await Promise.all([
      ...[1, 2, 3, 4].map(async () => (await bill.call('List/Vendor')).code ?? 'ok'),
      bill.call('List/Vendor', {}, { sessionId: other }).then((answer) => answer.code ?? 'ok'),
    ]);
    expect(codes.sort()).toEqual(['BDC_1322', 'ok', 'ok', 'ok', 'ok']);
    const log = (await bill.control('GET', '/log')).body as { concurrent: number }[];
    expect(Math.max(...log.map((call) => call.concurrent))).toBe(3);
  });

  test('the hourly limit lasts until the clock hour, for all organizations of the key', async () => {
    await start({ hourlyLimit: 3 });
    for (let each = 0; each < 2; each += 1) expect((await bill.call('List/Vendor')).code).toBeUndefined();
    expect((await bill.call('List/Vendor')).code).toBe('BDC_1144');
    clock += 30 * MINUTE;
    expect((await bill.call('List/Vendor')).code).toBeUndefined();
  });

  test('so many logins an hour', async () => {
    await start();
    await bill.control('POST', '/faults', { hourlyLogins: 1 });
    expect((await bill.logIn()).code).toBe('BDC_1144');
    expect((await bill.call('List/Vendor')).code).toBeUndefined();
  });
});

describe('paths that are not there', () => {
  test('BDC_1121 comes with 404', async () => {
    await start();
    expect(await bill.call('crud/create/Vendor')).toMatchObject({ status: 404, code: 'BDC_1121' });
    const get = await fetch(`${bill.base}/api/v2/List/Vendor.json`);
    expect(get.status).toBe(404);
  });

  test('data that is not JSON', async () => {
    await start();
    expect((await bill.call('List/Vendor', {}, { data: '{' })).code).toBe('BDC_1122');
  });
});

describe('v3', () => {
  const v3 = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(`${bill.base}/connect/v3${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
  const credentials = { username: 'ann', password: 'secret', organizationId: ORGANIZATION, devKey: 'key-1' };

  test('login, who am I, lists by opaque pages, logout', async () => {
    await start();
    await bill.create('Vendor', { name: 'Second', address1: '1 Road', isActive: '2' });
    const login = await v3('POST', '/login', {}, credentials);
    expect(login).toMatchObject({ status: 200, body: { organizationId: ORGANIZATION } });
    const headers = { devKey: 'key-1', sessionId: login.body.sessionId as string };
    expect((await v3('GET', '/login/session', headers)).body.organizationId).toBe(ORGANIZATION);

    const first = await v3('GET', '/vendors?max=1', headers);
    expect(first.body.results[0]).toMatchObject({ name: 'Acme', archived: false });
    expect(first.body.results[0]).not.toHaveProperty('email');
    const second = await v3('GET', `/vendors?max=1&page=${first.body.nextPage}`, headers);
    expect(second.body.results[0]).toMatchObject({
      name: 'Second',
      archived: true,
      address: { line1: '1 Road' },
    });
    expect(second.body).not.toHaveProperty('nextPage');
    expect((await v3('GET', '/vendors?max=101', headers)).status).toBe(400);
    expect(await v3('GET', '/vendors/00901nobody', headers)).toMatchObject({
      status: 404,
      body: [{ code: 'BDC_1205' }],
    });
    const accounts = await v3('GET', '/classifications/chart-of-accounts', headers);
    expect(accounts.body.results[0]).toMatchObject({
      name: 'Office',
      account: { number: '600', type: 'EXPENSE' },
    });

    await v3('POST', '/logout', headers);
    expect(await v3('GET', '/login/session', headers)).toMatchObject({
      status: 401,
      body: [{ code: 'BDC_1109' }],
    });
  });

  test('a wrong password is 401', async () => {
    await start();
    const wrong = await v3('POST', '/login', {}, { ...credentials, password: 'x' });
    expect(wrong).toMatchObject({ status: 401, body: [{ code: 'BDC_1101', severity: 'ERROR' }] });
  });
});

test('rows survive the process, a torn last line does not matter, and the seed is not planted twice', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'billcom-'));
  await start({ dataFolder });
  const { data } = await bill.create('Vendor', { name: 'Kept' });
  await bill.call('Crud/Delete/Vendor', { id: data.id });
  await bill.close();
  appendFileSync(join(dataFolder, 'rows.journal'), '{"organization":"008');
  await start({ dataFolder });
  const rows = (await bill.call('List/Vendor')).data as { name: string; isActive: string }[];
  expect(rows.map((row) => `${row.name} ${row.isActive}`).sort()).toEqual(['Acme 1', 'Kept 2']);
  rmSync(dataFolder, { recursive: true });
});

describe('what a user may do', () => {
  const refusedWith = 'BDC_1145';
  const switchTo = async (switches: object): Promise<void> => {
    expect((await bill.control('POST', '/faults', switches)).status).toBe(200);
  };

  test.each([
    ['Administrator', undefined, undefined],
    ['Accountant', undefined, undefined],
    ['Clerk', undefined, refusedWith],
    ['Auditor', refusedWith, refusedWith],
    ['Payer', refusedWith, refusedWith],
  ])('%s', async (role, vendor, department) => {
    await start();
    await switchTo({ user: { userName: 'ann', role } });
    expect((await bill.call('List/Vendor')).code).toBeUndefined();
    expect((await bill.create('Vendor', { name: 'New' })).code).toBe(vendor);
    expect((await bill.create('Department', { name: 'East' })).code).toBe(department);
  });

  test('what is withdrawn is refused to everybody, row by row, until it is given back', async () => {
    await start();
    await switchTo({ withdraw: { entity: 'Vendor', acts: ['Create', 'Update'] } });
    const { data } = await bill.call('Bulk/Crud/Create/Vendor', {
      bulk: [{ obj: { entity: 'Vendor', name: 'New' } }],
    });
    expect(data.bulk[0].response_data.error_code).toBe(refusedWith);
    expect((await bill.call('List/Vendor')).data).toHaveLength(1);
    expect((await bill.create('Department', { name: 'East' })).code).toBeUndefined();
    await switchTo({ withdraw: { entity: 'Department' } });
    expect((await bill.call('List/Department')).code).toBe(refusedWith);
    await switchTo({ withdraw: { entity: 'Vendor', acts: [] } });
    expect((await bill.create('Vendor', { name: 'New' })).code).toBeUndefined();
    await bill.control('DELETE', '/faults');
    expect((await bill.call('List/Department')).code).toBeUndefined();
  });

  test('a user that is switched off is signed out and in no more', async () => {
    await start();
    await switchTo({ user: { userName: 'ann', isActive: false } });
    expect((await bill.call('List/Vendor')).code).toBe('BDC_1109');
    expect((await bill.logIn()).code).toBe('BDC_1111');
    await switchTo({ user: { userName: 'ann', isActive: true } });
    expect((await bill.logIn()).code).toBeUndefined();
  });

  test('users made anew have other ids, and a login can lead elsewhere', async () => {
    await start();
    const { usersId } = (await bill.logIn()).data;
    await switchTo({ renewUsers: true });
    const renewed = (await bill.logIn()).data;
    expect(renewed.usersId).toMatch(/^006.{17}$/);
    expect(renewed.usersId).not.toBe(usersId);
    await switchTo({ loginLeadsTo: OTHER_ORGANIZATION });
    expect((await bill.logIn()).data.orgId).toBe(OTHER_ORGANIZATION);
    await switchTo({ loginLeadsTo: null });
    expect((await bill.logIn()).data.orgId).toBe(ORGANIZATION);
  });
});
