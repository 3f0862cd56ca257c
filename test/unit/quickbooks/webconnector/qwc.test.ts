import { SaxesParser } from 'saxes';
import { QwcRefused, writeQwc, type QwcSettings } from '../../../../src/quickbooks/webconnector/qwc';

const settings: QwcSettings = {
  appName: 'Tieout',
  appUrl: 'https://books.example.com/qbwc',
  supportUrl: 'https://books.example.com/support',
  description: 'Keeps Bill.com and QuickBooks in agreement',
  userName: 'acme',
  ownerID: '57F3B9B6-86F1-4FCC-B1EE-566DE1813D20',
  fileID: '{90a44fb5-33d9-4815-ac85-bc87a7e7d1eb}',
  runEveryMinutes: 15,
  personalData: 'optional',
  unattended: 'optional',
};

function elementsOf(xml: string): Record<string, string> {
  const found: Record<string, string> = {};
  const parser = new SaxesParser();
  let text = '';
  parser.on('opentag', () => (text = ''));
  parser.on('text', (piece) => (text += piece));
  parser.on('closetag', ({ name }) => (found[name] = text.trim()));
  parser.write(xml).close();
  return found;
}

test('every element that the Web Connector wants is there', () => {
  expect(
    elementsOf(writeQwc({ ...settings, certUrl: 'https://books.example.com/certificate' })),
  ).toMatchObject({
    AppName: 'Tieout',
    AppID: '',
    AppURL: settings.appUrl,
    AppDescription: settings.description,
    AppSupport: settings.supportUrl,
    AppUniqueName: 'Tieout 90a44fb5',
    CertURL: 'https://books.example.com/certificate',
    UserName: 'acme',
    OwnerID: '{57f3b9b6-86f1-4fcc-b1ee-566de1813d20}',
    FileID: '{90a44fb5-33d9-4815-ac85-bc87a7e7d1eb}',
    QBType: 'QBFS',
    PersonalDataPref: 'pdpOptional',
    UnattendedModePref: 'umpOptional',
    RunEveryNMinutes: '15',
  });
  expect(writeQwc(settings)).not.toMatch(/CertURL|IsReadOnly|Password/i);
  expect(writeQwc({ ...settings, isReadOnly: true })).toContain('<IsReadOnly>true</IsReadOnly>');
});

test('text of people is escaped, and the file is ASCII', () => {
  const xml = writeQwc({ ...settings, appName: 'Tieout & <Söhne> "€"', userName: "o'neill\u0001" });
  expect(xml).toMatch(/^[\t\r\n -~]*$/);
  expect(elementsOf(xml)).toMatchObject({ AppName: 'Tieout & <Söhne> "€"', UserName: "o'neill" });
});

test.each(['http://localhost:8181', 'http://127.0.0.1:8181', 'http://[::1]:8181', 'https://localhost'])(
  '%s is allowed for development',
  (base) => {
    expect(writeQwc({ ...settings, appUrl: `${base}/qbwc`, supportUrl: `${base}/support` })).toContain(base);
  },
);

test.each<[string, Partial<QwcSettings>, RegExp]>([
  ['http', { appUrl: 'http://books.example.com/qbwc' }, /AppURL has to begin with https.*QBWC1010/],
  ['another scheme', { appUrl: 'ftp://books.example.com/' }, /https/],
  ['an IP address', { appUrl: 'https://203.0.113.7/qbwc' }, /not an IP address.*QBWC1001/],
  ['an IPv6 address', { appUrl: 'https://[2001:db8::1]/qbwc' }, /not an IP address/],
  ['a password in the address', { appUrl: 'https://a:b@books.example.com/' }, /user name or a password/],
  ['no address', { appUrl: 'books.example.com' }, /AppURL is not a URL/],
  [
    'a support page elsewhere',
    { supportUrl: 'https://example.com/support' },
    /AppSupport.*same host.*QBWC1000/,
  ],
  ['a certificate page elsewhere', { certUrl: 'https://example.com/' }, /CertURL.*same host/],
  ['a long description', { description: 'x'.repeat(81) }, /more than 80/],
  ['no name', { appName: ' ' }, /AppName is empty.*QBWC1039/],
  ['no user', { userName: '' }, /UserName is empty/],
  ['a bad GUID', { fileID: '90a44fb5' }, /FileID is not a GUID/],
  ['an interval of zero', { runEveryMinutes: 0 }, /interval/],
  ['an interval of half a minute', { runEveryMinutes: 0.5 }, /interval/],
])('%s is refused', (_, wrong, message) => {
  expect(() => writeQwc({ ...settings, ...wrong })).toThrow(QwcRefused);
  expect(() => writeQwc({ ...settings, ...wrong })).toThrow(message);
});
