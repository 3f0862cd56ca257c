import { memorySessionStore, vendorRow } from '../../../src/billcom';
import {
  failure,
  organizationId,
  Raw,
  Refusal,
  startScriptedServer,
  vendorWire,
  type ScriptedServer,
} from './scriptedServer';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

const id = vendorWire(1).id;
const read = () => failure(server.client({ timeoutMs: 300 }).read('Vendor', id, vendorRow));
const create = () => failure(server.client({ timeoutMs: 300 }).create('Vendor', { name: 'New' }, vendorRow));

test.each([
  // code, HTTP status, class of a read, class of a create
  ['BDC_1002', 200, 'data', 'data'],
  ['BDC_1205', 200, 'notFound', 'notFound'],
  ['BDC_1205', 500, 'notFound', 'notFound'],
  ['BDC_1121', 404, 'bug', 'bug'],
  ['BDC_1356', 200, 'permission', 'permission'],
  ['BDC_1361', 401, 'permission', 'permission'],
  ['BDC_1144', 422, 'throttle', 'throttle'],
  ['BDC_1144', 429, 'throttle', 'throttle'],
  ['BDC_1322', 422, 'throttle', 'throttle'],
  ['BDC_1001', 200, 'outage', 'unknownOutcome'],
  ['BDC_9999', 503, 'data', 'data'],
  ['BDC_9999', 403, 'permission', 'permission'],
  ['BDC_1145', 200, 'permission', 'permission'],
])(
  '%s with HTTP %i is %s on a read and %s on a create: the code decides',
  async (code, status, onRead, onCreate) => {
    server.script('Crud/Read/Vendor', () => new Refusal(code, 'the reason', status));
    server.script('Crud/Create/Vendor', () => new Refusal(code, 'the reason', status));
    expect(await read()).toMatchObject({ class: onRead, code, httpStatus: status });
    const error = await create();
    expect(error).toMatchObject({ class: onCreate, code });
    expect(error.sentence).toContain('Bill.com says: “the reason”');
    expect(error.cure.length).toBeGreaterThan(0);
  },
);

const html = (status: number) => new Raw((response) => response.writeHead(status).end('<html>Oops</html>'));

test.each<[string, () => unknown, string, string]>([
  ['HTML with 200', () => html(200), 'outage', 'unknownOutcome'],
  ['HTML with 502', () => html(502), 'outage', 'unknownOutcome'],
  ['HTML with 404', () => html(404), 'outage', 'outage'],
  ['HTML with 403', () => html(403), 'permission', 'permission'],
  ['HTML with 413', () => html(413), 'bug', 'bug'],
  [
    'a redirect',
    () => new Raw((r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
    'outage',
    'outage',
  ],
  ['429 without a code', () => html(429), 'throttle', 'throttle'],
  ['an empty answer', () => new Raw((response) => response.end()), 'outage', 'unknownOutcome'],
  [
    'JSON of another kind',
    () => new Raw((response) => response.end('{"ok":true}')),
    'outage',
    'unknownOutcome',
  ],
  [
    'half an answer',
    () => new Raw((r) => r.writeHead(200, { 'content-length': '900' }).write('{"resp', () => r.destroy())),
    'outage',
    'unknownOutcome',
  ],
  ['a cut connection', () => new Raw((response) => response.destroy()), 'outage', 'unknownOutcome'],
  ['silence', () => new Raw(() => undefined), 'outage', 'unknownOutcome'],
])('%s', async (_, answer, onRead, onCreate) => {
  server.script('Crud/Read/Vendor', answer);
  server.script('Crud/Create/Vendor', answer);
  expect((await read()).class).toBe(onRead);
  expect((await create()).class).toBe(onCreate);
  expect(server.operations().filter((operation) => operation === 'Crud/Create/Vendor').length).toBe(
    onCreate === 'throttle' ? 4 : 1,
  );
});

test('a write for which no connection was made is an outage: it was certainly not carried out', async () => {
  const sessions = memorySessionStore();
  const gone = await startScriptedServer();
  await gone.stop();
  await sessions.put({
    sessionId: 'sess-1',
    organizationId,
    userId: '006x',
    endpoint: gone.base,
    signedInAt: '2026-03-01T10:00:00Z',
  });
  const error = await failure(server.client({ sessions }).create('Vendor', { name: 'New' }, vendorRow));
  expect(error).toMatchObject({ class: 'outage', operation: 'Crud/Create/Vendor' });
  expect(error.sentence).toContain('ECONNREFUSED');
});

test('a stopped activity leaves its write unknown and its next call unsent', async () => {
  const stop = new AbortController();
  server.script('Crud/Create/Vendor', () => new Raw(() => stop.abort()));
  const client = server.client({ signal: stop.signal });
  expect((await failure(client.create('Vendor', { name: 'New' }, vendorRow))).class).toBe('unknownOutcome');
  expect((await failure(client.create('Vendor', { name: 'New' }, vendorRow))).class).toBe('outage');
});

test('a create whose answer cannot be read was made: unknown outcome, with the id to look for', async () => {
  server.script('Crud/Create/Vendor', () => vendorWire(5, { name: 5 }));
  expect(await create()).toMatchObject({ class: 'unknownOutcome', recordId: vendorWire(5).id });
});

test('a row that cannot be read is a data error on a read', async () => {
  server.script('Crud/Read/Vendor', () => vendorWire(5, { name: 5 }));
  expect(await read()).toMatchObject({ class: 'data', recordId: vendorWire(5).id });
});

test('deactivating answers the row; where Bill.com does not send it, it is read again', async () => {
  const client = server.client();
  server.script('Crud/Delete/Vendor', () => vendorWire(1, { isActive: '2' }));
  expect((await client.deactivate('Vendor', id, vendorRow)).isActive).toBe('2');

  server.script('Crud/Undelete/Vendor', () => ({}));
  server.script('Crud/Read/Vendor', () => vendorWire(1, { isActive: '1' }));
  expect((await client.reactivate('Vendor', id, vendorRow)).isActive).toBe('1');

  server.script('Crud/Read/Vendor', () => html(502));
  expect(await failure(client.reactivate('Vendor', id, vendorRow))).toMatchObject({
    class: 'unknownOutcome',
    recordId: id,
  });
});
