import { inspect } from 'node:util';
import { memorySessionStore, vendorRow } from '../../../src/billcom';
import {
  devKey,
  failure,
  organizationId,
  password,
  Raw,
  Refusal,
  startScriptedServer,
  vendorWire,
  type ScriptedServer,
} from './scriptedServer';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
  server.script('Crud/Read/Vendor', ({ data }) => ({ ...vendorWire(1), id: data.id }));
});
afterEach(() => server.stop());

const id = vendorWire(1).id;

test('four parallel first calls sign in once and share the session', async () => {
  const client = server.client();
  await Promise.all(Array.from({ length: 4 }, () => client.read('Vendor', id, vendorRow)));
  expect(server.logins()).toBe(1);
  expect(server.mostAtOnce()).toBeLessThanOrEqual(2);
  expect(server.calls[1]?.form).toEqual({ devKey, sessionId: 'sess-1', data: JSON.stringify({ id }) });
});

test('an ended session is renewed once for all, and the calls are repeated, writes too', async () => {
  const client = server.client();
  const onlySecond = (answer: (data: any) => unknown) => (call: any) =>
    call.form.sessionId === 'sess-1' ? new Refusal('BDC_1109') : answer(call.data);
  server.script(
    'Crud/Create/Vendor',
    onlySecond((data) => ({ ...vendorWire(2), ...data.obj })),
  );
  server.script(
    'Crud/Read/Vendor',
    onlySecond((data) => ({ ...vendorWire(1), id: data.id })),
  );

  const [created] = await Promise.all([
    client.create('Vendor', { name: 'New' }, vendorRow),
    client.read('Vendor', id, vendorRow),
    client.read('Vendor', id, vendorRow),
  ]);
  expect(created.name).toBe('New');
  expect(server.logins()).toBe(2);
});

test("a session that another process has renewed is used instead of a login of one's own", async () => {
  const sessions = memorySessionStore();
  const client = server.client({ sessions });
  await client.read('Vendor', id, vendorRow);
  server.script('Crud/Read/Vendor', async ({ form }) => {
    if (form.sessionId === 'theirs') return vendorWire(1);
    const mine = await sessions.get();
    if (mine) await sessions.put({ ...mine, sessionId: 'theirs' });
    return new Refusal('BDC_1109');
  });
  await client.read('Vendor', id, vendorRow);
  expect(server.logins()).toBe(1);
});

test('a session that ends twice in a row is an auth error, and is forgotten', async () => {
  const sessions = memorySessionStore();
  server.script('Crud/Read/Vendor', () => new Refusal('BDC_1109', 'Session is invalid.', 401));
  const error = await failure(server.client({ sessions }).read('Vendor', id, vendorRow));
  expect(error).toMatchObject({ class: 'auth', code: 'BDC_1109' });
  expect(server.logins()).toBe(2);
  expect(await sessions.get()).toBeUndefined();
});

test('HTTP 401 without a body is an ended session too', async () => {
  server.script('Crud/Read/Vendor', ({ form }) =>
    form.sessionId === 'sess-1' ? new Raw((response) => response.writeHead(401).end()) : vendorWire(1),
  );
  await server.client().read('Vendor', id, vendorRow);
  expect(server.logins()).toBe(2);
});

test.each([
  ['BDC_1101', 'authPermanent'],
  ['BDC_1102', 'authPermanent'],
  ['BDC_1105', 'authPermanent'],
  ['BDC_1144', 'throttle'],
])('a login refused with %s is %s and is not repeated', async (code, reaction) => {
  server.script('Login', () => new Refusal(code));
  expect(await failure(server.client().checkAccess())).toMatchObject({ class: reaction, code });
  expect(server.operations()).toEqual(['Login']);
});

test('a session in another organization is refused', async () => {
  server.script('Login', () => ({ sessionId: 's', orgId: '008zzzzzzzzzzzzzzzzz', usersId: 'u' }));
  expect(await failure(server.client().checkAccess())).toMatchObject({ class: 'otherIdentity' });
});

test('access is checked with a new login even where a session is stored', async () => {
  server.script('GetSessionInfo', () => ({ organizationId, userId: '006x' }));
  server.script('ListOrgs', () => [{ orgId: organizationId, orgName: 'Rock Castle Construction' }]);
  const client = server.client();
  await client.read('Vendor', id, vendorRow);
  expect(await client.checkAccess()).toEqual({
    organizationId,
    userId: '006x',
    organizationName: 'Rock Castle Construction',
    environmentUrl: `${server.base}/api/v2`,
  });
  expect(server.logins()).toBe(2);
});

test('no error and no log entry contains a secret, even if the server echoes them', async () => {
  const seen: unknown[] = [];
  const log = {
    debug: (...entry: unknown[]) => seen.push(entry),
    warn: (...entry: unknown[]) => seen.push(entry),
  };
  server.script(
    'Crud/Read/Vendor',
    ({ form }) => new Refusal('BDC_1002', `bad: ${JSON.stringify(form)} ${password}`),
  );
  seen.push(await failure(server.client({ log }).read('Vendor', id, vendorRow)));
  server.script(
    'Login',
    ({ form }) => new Refusal('BDC_1101', new URLSearchParams(form).toString() + password),
  );
  seen.push(await failure(server.client({ log }).checkAccess()));

  const text = inspect(seen, { depth: 10 });
  expect(text).toContain('•••');
  for (const secret of [
    password,
    encodeURIComponent(password),
    devKey,
    encodeURIComponent(devKey),
    'sess-1',
  ]) {
    expect(text).not.toContain(secret);
  }
});
