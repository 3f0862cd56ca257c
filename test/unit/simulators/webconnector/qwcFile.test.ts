import { parseQwc } from '../../../../simulators/webconnector/qwcFile';
import { qwcText } from './standIns';

const SITE = 'https://books.example.com';

test('a complete file is taken, with its schedule in seconds', () => {
  const qwc = parseQwc(
    qwcText(SITE, { Scheduler: '<RunEveryNMinutes>15</RunEveryNMinutes>', Style: 'RPC', IsReadOnly: 'true' }),
  );
  expect(qwc).toMatchObject({ appName: 'Tieout', style: 'RPC', isReadOnly: true, runEverySeconds: 900 });
  expect(qwc.appUrl.href).toBe(`${SITE}/qbwc`);
});

test('plain http is taken on this machine', () => {
  expect(parseQwc(qwcText('http://localhost:8080')).appUrl.port).toBe('8080');
});

test.each([
  ['AppName left out', { AppName: undefined }, 'QBWC1039'],
  ['AppID left out', { AppID: undefined }, 'QBWC1039'],
  ['OwnerID without braces', { OwnerID: '57F3B9B1-86F1-4fcc-B1EE-566DE1813D20' }, 'QBWC1039'],
  ['unknown QBType', { QBType: 'QBXX' }, 'QBWC1039'],
  ['unknown Style', { Style: 'Fancy' }, 'QBWC1039'],
  ['long description', { AppDescription: 'x'.repeat(81) }, 'QBWC1039'],
  ['plain http elsewhere', { AppURL: 'http://books.example.com/qbwc' }, 'QBWC1010'],
  ['an address for a name', { AppURL: 'https://10.0.0.1/qbwc' }, 'QBWC1001'],
  ['the loopback address', { AppURL: 'http://127.0.0.1/qbwc' }, 'QBWC1001'],
  ['an address for the support page', { AppSupport: 'https://10.0.0.1/' }, 'QBWC1002'],
  ['support on another domain', { AppSupport: 'https://elsewhere.example.org/' }, 'QBWC1000'],
  ['certificate page on another host', { CertURL: 'https://other.example.com/' }, 'QBWC1039'],
])('%s is refused', (_, changes: Record<string, string | undefined>, code) => {
  expect(() => parseQwc(qwcText(SITE, changes))).toThrow(code);
});

test('what is not XML is refused', () => {
  expect(() => parseQwc('<QBWCXML>')).toThrow('QBWC1039');
});
