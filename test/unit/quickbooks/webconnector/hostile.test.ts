/** What strangers on the internet send: refused with a status and one sentence, and the service never sees it. */
import { gzipSync } from 'node:zlib';
import { call, dotNetCall, dotNetHeaders, envelope, post, send, sendRaw } from './dotNetClient';
import { TICKET } from './fakeService';
import { closeGateways, startGateway } from './testGateway';

afterEach(closeGateways);

const INTUIT = 'http://developer.intuit.com/';
const ask = dotNetCall('getLastError', { ticket: TICKET });
const declared = (dtd: string): string => ask.replace('?>', `?>${dtd}`).replace(TICKET, '&x;');
const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

describe('refused before the service sees it', () => {
  test.each([
    ['a document type', declared('<!DOCTYPE soap:Envelope>'), 400, 'declarations are not accepted'],
    ['an entity', declared('<!DOCTYPE a [<!ENTITY x "y">]>'), 400, 'declarations are not accepted'],
    ['a billion laughs', declared(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`), 400, 'declarations'],
    [
      'an external entity',
      declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      400,
      'declarations',
    ],
    [
      'a parameter entity',
      declared('<!doctype a [<!entity % x SYSTEM "http://x/">%x;]>'),
      400,
      'declarations',
    ],
    ['an undeclared entity', ask.replace(TICKET, '&x;'), 400, 'entity'],
    ['a bare ampersand', ask.replace(TICKET, 'a & b'), 400, 'entity'],
    ['a depth of 10,000', envelope('<a>'.repeat(10_000) + '</a>'.repeat(10_000)), 400, 'nested too deeply'],
    [
      'elements within a parameter',
      envelope(`<receiveResponseXML xmlns="${INTUIT}"><response><QBXML/></response></receiveResponseXML>`),
      400,
      'contains elements',
    ],
    [
      '100,000 elements',
      envelope(`<getLastError xmlns="${INTUIT}">${'<a/>'.repeat(100_000)}</getLastError>`),
      400,
      'too many elements',
    ],
    [
      '10,000 attributes',
      envelope(`<a ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      400,
      'too many attributes',
    ],
    [
      'two calls',
      envelope(`<getLastError xmlns="${INTUIT}"/><getLastError xmlns="${INTUIT}"/>`),
      400,
      'more than one call',
    ],
    ['a parameter twice', ask.replace('</ticket>', '</ticket><ticket>x</ticket>'), 400, 'given twice'],
    [
      'a user name of a megabyte',
      dotNetCall('authenticate', { strUserName: 'x'.repeat(1_000_000) }),
      413,
      'too long',
    ],
    ['half an envelope', ask.slice(0, 300), 400, 'not a well-formed SOAP envelope'],
    [
      'tags that do not match',
      ask.replace('</ticket>', '</tickets>'),
      400,
      'not a well-formed SOAP envelope',
    ],
    [
      'an unbound prefix',
      ask.replace('<ticket>', '<x:ticket>').replace('</ticket>', '</x:ticket>'),
      400,
      'not a well-formed',
    ],
    ['a raw control character', ask.replace(TICKET, '\u0001'), 400, 'characters that XML does not allow'],
    ['text outside', `${ask}x`, 400, 'not a well-formed SOAP envelope'],
    ['some other XML', '<html><body/></html>', 400, 'not a well-formed SOAP envelope'],
    ['JSON', '{"ticket":1}', 400, 'not a well-formed SOAP envelope'],
    ['nothing', '', 400, 'not a well-formed SOAP envelope'],
  ])('%s', async (_, body, status, sentence) => {
    const { url, service } = await startGateway();
    const reply = await post(url, body);
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.body).toContain(sentence);
    expect(reply.body.length).toBeLessThan(200);
    expect(service.calls).toEqual([]);
  });

  test('a declaration that is cut in two by the network', async () => {
    const { url } = await startGateway();
    const bytes = Buffer.from(declared('<!DOCTYPE a>'));
    const body = (async function* () {
      for (const byte of bytes) {
        yield Buffer.from([byte]);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    const reply = await send(url, { method: 'POST', headers: dotNetHeaders('getLastError'), body });
    expect(reply.body).toContain('declarations are not accepted');
  });

  test('bad UTF-8', async () => {
    const { url } = await startGateway();
    for (const bytes of [[0xc3, 0x28], [0xff], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      const body = Buffer.concat([
        Buffer.from(ask.slice(0, 300)),
        Buffer.from(bytes),
        Buffer.from(ask.slice(300)),
      ]);
      expect((await post(url, body)).body).toContain('not valid UTF-8');
    }
    expect((await post(url, Buffer.from(ask, 'utf16le'))).status).toBe(400);
  });

  test.each([
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['JSON by type', { 'Content-Type': 'application/json' }],
    ['another charset', { 'Content-Type': 'text/xml; charset=utf-16' }],
    ['compression', { 'Content-Encoding': 'gzip' }],
    ['deflate', { 'Content-Encoding': 'deflate' }],
  ])('%s', async (_, headers) => {
    const { url } = await startGateway();
    expect((await post(url, ask, headers)).status).toBe(415);
  });

  test('a gzip bomb is not opened', async () => {
    const { url } = await startGateway();
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 'a'));
    expect((await post(url, bomb, { 'Content-Encoding': 'gzip' })).status).toBe(415);
  });

  test('a body of 40 MB, announced or not', async () => {
    const { url, service } = await startGateway();
    const announced = await send(url, {
      method: 'POST',
      headers: { ...dotNetHeaders('receiveResponseXML'), 'Content-Length': String(40 * 1024 * 1024) },
      body: (async function* () {
        yield Buffer.from('<');
      })(),
    });
    expect(announced.status).toBe(413);

    const [head = '', tail = ''] = dotNetCall('receiveResponseXML', { response: '|' }).split('|');
    const unannounced = await send(url, {
      method: 'POST',
      headers: dotNetHeaders('receiveResponseXML'),
      body: (async function* () {
        yield Buffer.from(head);
        for (let i = 0; i < 40; i++) yield Buffer.alloc(1024 * 1024, 'a');
        yield Buffer.from(tail);
      })(),
    });
    expect(unannounced.status).toBe(413);
    expect(unannounced.body).toContain('larger than this gateway accepts');
    expect(service.calls).toEqual([]);
  });

  test('100-continue is not given to a body that is too large', async () => {
    const { url } = await startGateway();
    const head = (length: number): string =>
      `POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`;
    expect(await sendRaw(url, head(40_000_000), 300)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await sendRaw(url, head(10), 300)).toMatch(/^HTTP\/1\.1 100 /);
  });

  test('more bytes at one moment than the gateway will hold', async () => {
    const { url } = await startGateway({}, { limits: { bodyBytesInFlight: 1000 } });
    const reply = await call(url, 'receiveResponseXML', { response: 'x'.repeat(2000) });
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '30']);
    expect((await call(url, 'getLastError', { ticket: 't' })).status).toBe(200);
  });
});

describe('slow and many', () => {
  test('a body that stops is given up', async () => {
    const { url } = await startGateway({}, { limits: { bodyIdleMs: 100 } });
    const received = await sendRaw(
      url,
      `POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 500\r\n\r\n<soap`,
      5_000,
    );
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
    expect(received).toContain('did not arrive in time');
  });

  test('a body that trickles is given up', async () => {
    const { url } = await startGateway({}, { limits: { requestTimeoutMs: 300, headersTimeoutMs: 200 } });
    const body = (async function* () {
      for (const byte of Buffer.from(ask)) {
        yield Buffer.from([byte]);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    const ending = send(url, { method: 'POST', body, headers: dotNetHeaders('getLastError') });
    await expect(ending.then((reply) => reply.status)).resolves.toBe(408);
  });

  test('headers that trickle are given up', async () => {
    const { url } = await startGateway({}, { limits: { headersTimeoutMs: 200, requestTimeoutMs: 300 } });
    expect(await sendRaw(url, 'POST /qbwc HTTP/1.1\r\nHost: x\r\nX-A: ', 5_000)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('more calls at once than allowed are told to come back', async () => {
    let release = (): void => undefined;
    const held = new Promise<string>((resolve) => (release = () => resolve('late')));
    const { url } = await startGateway({ getLastError: () => held }, { limits: { concurrentRequests: 2 } });
    const first = [call(url, 'getLastError', { ticket: 'a' }), call(url, 'getLastError', { ticket: 'b' })];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const third = await call(url, 'getLastError', { ticket: 'c' });
    expect([third.status, third.headers['retry-after']]).toEqual([503, '30']);
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await call(url, 'getLastError', { ticket: 'd' })).status).toBe(200);
  });

  test('a client that vanishes in the middle leaves nothing behind', async () => {
    const { url, service, lines } = await startGateway({}, { limits: { concurrentRequests: 1 } });
    await sendRaw(url, 'POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<soap', 50);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await call(url, 'getLastError', { ticket: 't' })).status).toBe(200);
    expect(service.calls).toHaveLength(1);
    expect(lines.flat()).not.toContain('a request failed inside the gateway');
  });
});

test('nothing of a call is in the log, whatever happens', async () => {
  const { url, lines } = await startGateway({
    authenticate: () => Promise.reject(new Error('the database is away')),
  });
  await call(url, 'authenticate', { strUserName: 'acme', strPassword: 'pass-in-the-log' });
  await post(url, dotNetCall('authenticate', { strPassword: 'pass-in-the-log' }).replace('</soap:Body>', ''));
  await call(url, 'getLastError', { ticket: TICKET });
  const log = JSON.stringify(lines);
  expect(log).not.toContain('pass-in-the-log');
  expect(log).not.toContain(TICKET);
});
