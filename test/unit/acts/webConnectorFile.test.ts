import {
  gatewayAddress,
  newWebConnectorUser,
  qwcText,
  reachableUrl,
  slugOf,
} from '../../../src/acts/webConnectorFile';
import { company } from '../cli/samples';

test.each([
  ['http://127.0.0.1:8080', 'http://localhost:8080'],
  ['http://0.0.0.0:8080/', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://localhost:8080'],
  ['https://sync.example.com', 'https://sync.example.com'],
  ['https://example.com/tieout/', 'https://example.com/tieout'],
])('the gateway %s is written as %s', (given, written) => {
  expect(reachableUrl(given)).toBe(written);
});

test('the file names service, support and the company’s ids, and no password', () => {
  const text = qwcText(company(), 'http://127.0.0.1:8080');
  expect(text).toContain('<AppURL>http://localhost:8080/qbwc</AppURL>');
  expect(text).toContain('<AppSupport>http://localhost:8080/support</AppSupport>');
  expect(text).toContain('<FileID>{00000000-0000-4000-8000-000000000003}</FileID>');
  expect(text).not.toMatch(/password|CertURL/i);
  expect(qwcText(company(), 'https://sync.example.com')).toContain(
    '<CertURL>https://sync.example.com/certificate</CertURL>',
  );
});

test('an address that the Web Connector would refuse is refused now', () => {
  expect(() => qwcText(company(), 'http://sync.example.com')).toThrow('https');
  expect(() => gatewayAddress(undefined, undefined)).toThrow('GATEWAY_PUBLIC_URL is not set');
  expect(() => gatewayAddress('nonsense', undefined)).toThrow('is not a URL');
});

test.each([
  ['Hill Builders, Inc.', 'hill-builders-inc'],
  ['Café Søndergård', 'cafe-s-ndergard'],
  ['***', 'company'],
])('%s becomes the file name %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('two companies of one name would not share a Web Connector user', () => {
  expect(newWebConnectorUser('Hill Builders')).toMatch(/^hill-builders-[0-9a-f]{6}$/);
  expect(newWebConnectorUser('Hill Builders')).not.toBe(newWebConnectorUser('Hill Builders'));
});
