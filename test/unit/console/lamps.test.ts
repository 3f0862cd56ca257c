import type { CompanyFacts } from '../../../src/ledger/companyFacts';
import { lampsOf, type LampFacts } from '../../../src/console/views/lamps';

const given = (file: LampFacts['file'], isOpen = true): LampFacts => ({
  facts: {
    stops: [],
    lastLoginAt: null,
    lastCallAt: null,
    refusedLoginAt: null,
    last: null,
    closed: [],
    running: null,
  } as unknown as CompanyFacts,
  steps: [],
  livingWorkers: 1,
  file,
  session: { isOpen, lastError: null },
  warning: null,
});
const quickbooks = (file: LampFacts['file'], isOpen?: boolean) =>
  lampsOf(given(file, isOpen), new Date()).find(({ name }) => name === 'QuickBooks');

describe('the lamp of QuickBooks', () => {
  test.each([
    [
      { productName: 'QuickBooks Enterprise', productVersion: '24.0' },
      '“Hill” in QuickBooks Enterprise 24.0 is open.',
    ],
    [
      { productName: 'QuickBooks Premier 2024', productVersion: '34.0' },
      '“Hill” in QuickBooks Premier 2024 is open.',
    ],
    [{ productName: 'QuickBooks Pro' }, '“Hill” in QuickBooks Pro is open.'],
    [{}, '“Hill” is open.'],
  ])('says which product and version has the file open: %j', (product, sentence) => {
    expect(quickbooks({ companyName: 'Hill', ...product })).toMatchObject({ light: 'on', sentence });
  });
  test('after the session it says what it was', () => {
    expect(quickbooks({ companyName: 'Hill', productName: 'QuickBooks Pro 2024' }, false)?.sentence).toBe(
      '“Hill” in QuickBooks Pro 2024 was open at the last sync.',
    );
  });
});
