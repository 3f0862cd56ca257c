/** HTTPS with a certificate made for the test; skipped where there is no openssl to make one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeGateways, startGateway } from './testGateway';

afterEach(closeGateways);

function makeCertificate(): { cert: Buffer; key: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ].concat([
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
    ]),
  );
  const files = made.status === 0 ? { cert: readFileSync(cert), key: readFileSync(key) } : undefined;
  rmSync(folder, { recursive: true, force: true });
  return files;
}

const tls = makeCertificate();

function get(url: string, options: https.RequestOptions): Promise<{ status: number; serial: string }> {
  return new Promise((resolve, reject) => {
    https
      .get(`${url}/certificate`, { agent: false, servername: 'localhost', ...options }, (response) => {
        const serial = (response.socket as import('node:tls').TLSSocket).getPeerCertificate().serialNumber;
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? 0, serial }));
      })
      .on('error', reject);
  });
}

(tls ? test : test.skip)(`serves HTTPS, TLS 1.2 at least${tls ? '' : ' (skipped: no openssl)'}`, async () => {
  if (!tls) return;
  const { url } = await startGateway({}, { tls });
  expect(url).toMatch(/^https:/);
  expect((await get(url, { ca: tls.cert })).status).toBe(200);
  expect((await get(url, { ca: tls.cert, maxVersion: 'TLSv1.2' })).status).toBe(200);
  await expect(get(url, { ca: tls.cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
});

(tls ? test : test.skip)('takes a renewed certificate without a restart', async () => {
  const renewed = makeCertificate();
  if (!tls || !renewed) return;
  const { url, server } = await startGateway({}, { tls });
  const before = await get(url, { ca: tls.cert });
  server.renewCertificate(renewed);
  const after = await get(url, { ca: renewed.cert });
  expect(after.serial).not.toBe(before.serial);
});
