import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import { isBeforeStart, localDay } from '../../../src/entities/startDate';

test('the day is that of the books, wherever Tieout runs', () => {
  const at = new Date('2026-11-24T04:30:00Z');
  expect([
    localDay(at, 'America/Chicago'),
    localDay(at, 'UTC'),
    localDay(new Date('2026-03-01T11:00:00Z'), 'Pacific/Auckland'),
  ]).toEqual(['2026-11-23', '2026-11-24', '2026-03-02']);
});

test.each([
  ['2026-11-22', true],
  ['2026-11-23', false],
  ['2027-01-01', false],
  [null, false],
])('a document of %s is before the start: %s', (date, expected) => {
  expect(isBeforeStart({ receivablesSince: '2026-11-23' }, { date })).toBe(expected);
  expect(isBeforeStart({}, { date })).toBe(false);
});

test('only invoices of QuickBooks have a start', () => {
  const { document } = invoiceDefinition({ ...defaultEntitySettings, receivablesSince: '2026-11-23' });
  const old = { date: '2026-11-22' };
  expect(document?.isBeforeStart?.(old, 'quickbooks')).toBe(true);
  expect(document?.isBeforeStart?.(old, 'billcom')).toBe(false);
});
