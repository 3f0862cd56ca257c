/** The gateway's address as the Web Connector will find it; certificates are made for the test (skipped without openssl). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { probeAddress, watchAddress } from '../../../../src/quickbooks/webconnector/addressProbe';
import { closeGateways, startGateway } from './testGateway';

interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'tieout-probe-'));
const file = (name: string): string => path.join(folder, name);
const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const openssl = (...args: string[]): void => {
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

/** Signed by an issuer of the test's own. */
function certificate(host = 'localhost', days = 90): Certificate {
  openssl('req', ...key, '-subj', `/CN=${host}`, '-keyout', file('key'), '-out', file('request'));
  openssl(
    ...[
      'x509',
      '-req',
      '-in',
      file('request'),
      '-CA',
      file('ca'),
      '-CAkey',
      file('ca-key'),
      '-CAcreateserial',
    ],
    ...['-days', String(days), '-extfile', extension(host), '-out', file('cert')],
  );
  return { cert: readFileSync(file('cert')), key: readFileSync(file('key')) };
}

function extension(host: string): string {
  const made = file(`${host}.ext`);
  spawnSync('sh', ['-c', `printf 'subjectAltName=DNS:${host}' > '${made}'`]);
  return made;
}

function selfSigned(): Certificate {
  openssl(
    ...['req', '-x509', ...key, '-days', '90', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', file('own-key'), '-out', file('own')],
  );
  return { cert: readFileSync(file('own')), key: readFileSync(file('own-key')) };
}

(hasOpenssl ? describe : describe.skip)('the gateway’s address, asked as the Web Connector asks it', () => {
  let ca: Buffer;
  const servers: Server[] = [];

  beforeAll(() => {
    const subject = ['-subj', '/O=Test Issuer/CN=Test Issuer'];
    openssl('req', '-x509', ...key, '-days', '90', ...subject, '-keyout', file('ca-key'), '-out', file('ca'));
    ca = readFileSync(file('ca'));
  });
  afterEach(async () => {
    await closeGateways();
    await Promise.all(servers.splice(0).map((each) => new Promise((resolve) => each.close(resolve))));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const gateway = async (tls: Certificate): Promise<string> =>
    (await startGateway({}, { tls })).url.replace('127.0.0.1', 'localhost');
  const serve = async (server: Server): Promise<string> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  };
  const answering = (
    options: https.ServerOptions,
    answer: (response: http.ServerResponse) => void = (response) => response.end('hello'),
  ): Promise<string> =>
    serve(https.createServer({ ...certificate(), ...options }, (_request, response) => answer(response)));

  test('a certificate of an issuer that is trusted, and the gateway’s own page behind it', async () => {
    expect(await probeAddress(await gateway(certificate()), { ca })).toEqual({
      kind: 'good',
      sentence: 'localhost answers, with a certificate of a known issuer.',
    });
  });

  test.each<[string, () => Certificate, boolean, string]>([
    [
      'one that signed itself',
      selfSigned,
      false,
      'was signed by itself. Windows does not trust it (QBWC1048)',
    ],
    [
      'one of an unknown issuer',
      () => certificate(),
      false,
      'leads to no known issuer: Test Issuer is unknown',
    ],
    ['one that has ended', () => certificate('localhost', -1), true, 'has ended on'],
    [
      'one of another name',
      () => certificate('books.example.com'),
      true,
      'is for books.example.com, not for localhost',
    ],
  ])('is refused with %s', async (_what, made, isTrusted, sentence) => {
    const found = await probeAddress(await gateway(made()), isTrusted ? { ca } : {});
    expect(found).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining(sentence),
      cure: expect.stringMatching(/^Whoever runs Tieout/),
    });
  });

  test('one that ends in a few days is told before it does', async () => {
    const found = await probeAddress(await gateway(certificate('localhost', 13)), { ca });
    expect(found).toMatchObject({ kind: 'soon', sentence: expect.stringContaining('localhost ends on') });
    const later = new Date(Date.now() + 80 * 24 * 3_600_000);
    expect(await probeAddress(await gateway(certificate()), { ca, now: later })).toMatchObject({
      kind: 'soon',
    });
  });

  test('TLS 1.2 has to be spoken, and what is spoken instead is said', async () => {
    const old = await answering({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(await probeAddress(old, { ca })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/speaks TLS 1\.1 only, and the Web Connector needs TLS 1\.2/),
    });
    const young = await answering({ minVersion: 'TLSv1.3' });
    expect(await probeAddress(young, { ca })).toMatchObject({
      sentence: expect.stringContaining('TLS 1.3 only'),
    });
    const plain = await serve(http.createServer((_request, response) => response.end('hello')));
    expect(await probeAddress(plain, { ca })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('does not speak TLS'),
    });
  });

  test.each<[string, (response: http.ServerResponse) => void, string]>([
    ['another page', (response) => response.end('Welcome to nginx'), 'something else answers'],
    ['another status', (response) => response.writeHead(502).end(), 'answers 502'],
    [
      'another address',
      (response) => response.writeHead(301, { location: 'https://elsewhere.example.com' }).end(),
      'sends on to https://elsewhere.example.com',
    ],
    ['more than a page', (response) => response.end(Buffer.alloc(10_000_000, 'a')), 'something else answers'],
  ])('is refused where there is %s', async (_what, answer, sentence) => {
    expect(await probeAddress(await answering({}, answer), { ca })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining(sentence),
    });
  });

  test('without HTTPS it is taken on this computer only', async () => {
    const { url } = await startGateway();
    expect(await probeAddress(url.replace('127.0.0.1', 'localhost'))).toMatchObject({
      kind: 'good',
      sentence: expect.stringContaining('on this computer only'),
    });
    for (const [address, sentence] of [
      ['http://books.example.com', 'has to begin with https'],
      ['https://10.0.0.5', 'has to have a name, not an IP address'],
      ['books', 'is not a URL'],
    ] as const)
      expect(await probeAddress(address)).toMatchObject({
        kind: 'refused',
        sentence: expect.stringContaining(sentence),
      });
  });

  test('nothing that answers is told as what is seen from here, and waited for no longer than it may', async () => {
    expect(await probeAddress('https://localhost:9')).toMatchObject({
      kind: 'unreachable',
      sentence: 'Nothing listens at localhost:9.',
      cure: expect.stringContaining('may be otherwise for the QuickBooks computer'),
    });
    const silent = await serve(createServer((socket) => socket.resume().on('error', () => undefined)));
    expect(await probeAddress(silent, { timeoutMs: 100 })).toMatchObject({
      kind: 'unreachable',
      sentence: expect.stringContaining('no answer in time'),
    });
    expect(await probeAddress('https://nowhere.invalid')).toMatchObject({ kind: 'unreachable' });
  });

  test('it is asked once for all who look, and not again for a while', async () => {
    let asked = 0;
    const url = await answering({}, (response) => {
      asked += 1;
      response.end('<title>Tieout certificate check</title>');
    });
    const look = watchAddress(url, { ca });
    const found = await Promise.all([look(), look(), look()]);
    expect(new Set(found.map((each) => each?.kind))).toEqual(new Set(['good']));
    await look();
    expect(asked).toBe(1);
  });

  test('a page does not wait for an address that does not answer', async () => {
    const silent = await serve(createServer((socket) => socket.resume().on('error', () => undefined)));
    const look = watchAddress(silent, { timeoutMs: 1_000 });
    expect(await look()).toBeUndefined();
    let found = await look();
    while (found === undefined) found = await look();
    expect(found.kind).toBe('unreachable');
  });
});
