import fc from 'fast-check';
import { amount, span, tonight, when } from '../../../src/console/views/words';

test.each([
  ['0.00', '0.00'],
  ['12.50', '12.50'],
  ['1234.00', '1,234.00'],
  ['1234567.89', '1,234,567.89'],
  ['-1234.00', '(1,234.00)'],
])('%s is written %s', (text, shown) => expect(amount(text)).toBe(shown));

test('an amount keeps every digit', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (cents) => {
      const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
      const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      const shown = amount(text);
      expect(shown.replace(/[(),]/g, '')).toBe(text.replace('-', ''));
      expect(shown.startsWith('(')).toBe(cents < 0n);
    }),
  );
});

const chicago = 'America/Chicago';
describe('moments', () => {
  const now = new Date('2026-11-23T17:00:00Z');
  test.each([
    ['2026-11-23T16:42:00Z', '10:42 AM'],
    ['2026-11-23T05:30:00Z', 'Nov 22, 11:30 PM'],
    ['2025-03-01T18:00:00Z', 'Mar 1, 2025, 12:00 PM'],
  ])('%s is %s in the company’s zone', (at, words) => expect(when(new Date(at), chicago, now)).toBe(words));
  test.each([
    [20_000, 'less than a minute'],
    [47 * 60_000, '47 min'],
    [185 * 60_000, '3 h 5 min'],
    [3 * 86_400_000, '3 days'],
  ])('%d ms are %s', (milliseconds, words) => expect(span(milliseconds)).toBe(words));
});

describe('tonight is eight in the evening of the company’s zone', () => {
  test.each([
    ['2026-11-23T17:00:00Z', chicago, '2026-11-24T02:00:00.000Z'],
    // Clocks go back on 1 November 2026 at 07:00 UTC: the evening is an hour later than the morning's offset says.
    ['2026-11-01T05:30:00Z', chicago, '2026-11-02T02:00:00.000Z'],
    // And forward on 8 March.
    ['2026-03-08T07:30:00Z', chicago, '2026-03-09T01:00:00.000Z'],
    ['2026-06-01T01:00:00Z', 'Pacific/Auckland', '2026-06-01T08:00:00.000Z'],
  ])('of %s in %s', (now, zone, evening) => {
    expect(tonight(new Date(now), zone)?.toISOString()).toBe(evening);
  });
  test('it is not offered when it is nearly there, or over', () => {
    expect(tonight(new Date('2026-11-24T01:45:00Z'), chicago)).toBeUndefined();
    expect(tonight(new Date('2026-11-24T04:00:00Z'), chicago)).toBeUndefined();
  });
});
