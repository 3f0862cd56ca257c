/** The doctor on the gateway's address, against real servers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkGateway } from '../../../src/cli/doctorSystem';
import { closeGateways, startGateway } from '../quickbooks/webconnector/testGateway';

afterEach(closeGateways);
const local = (url: string): string => url.replace('127.0.0.1', 'localhost');
const told = async (url: string) =>
  (await checkGateway(url)).map(({ link, works }) => `${link}: ${String(works)}`);

/** Undefined without openssl. */
function selfSigned(): { cert: Buffer; key: Buffer } | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-doctor-'));
  const [cert, key] = [path.join(folder, 'cert'), path.join(folder, 'key')];
  const { status } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
  ]);
  const made = status === 0 ? { cert: readFileSync(cert), key: readFileSync(key) } : undefined;
  rmSync(folder, { recursive: true, force: true });
  return made;
}

test('without HTTPS on this computer there is no certificate to look at', async () => {
  expect(await told(local((await startGateway()).url))).toEqual(['gateway: true', 'address: true']);
});

test('where nothing answers, the gateway is what is missing', async () => {
  expect(await told('https://localhost:9')).toEqual(['gateway: false', 'address: true']);
});

const tls = selfSigned();
(tls ? test : test.skip)(
  'a certificate that Windows would refuse is named, and nobody is told to start a gateway that runs',
  async () => {
    if (!tls) return;
    const url = local((await startGateway({}, { tls })).url);
    expect(await told(url)).toEqual(['gateway: null', 'address: true', 'certificate: false']);
    const [, , certificate] = await checkGateway(url);
    expect(certificate).toMatchObject({
      sentence: expect.stringContaining('signed by itself'),
      cure: expect.stringContaining('known issuer'),
    });
  },
);
