import { address } from '../../../src/entities/address';
import { nameKey, squeezeName } from '../../../src/entities/naturalKeys';

const field = address({ label: 'address', quickbooks: 'VendorAddress', billcom: 'address' });

describe('an address', () => {
  test.each([
    [
      'stands in QuickBooks with three free lines at most',
      { line1: 'a', line2: 'b', line3: 'c', line4: 'd' },
      { line1: 'a', line2: 'b', line3: 'c, d' },
    ],
    [
      'has no gaps between its lines',
      { line1: 'a', line3: 'c', city: 'x' },
      { line1: 'a', line2: 'c', city: 'x' },
    ],
    ['closes the gap that a line of foreign marks leaves', { line1: '\u200b', line2: 'b' }, { line1: 'b' }],
    [
      'has its parts cut to QuickBooks’ lengths',
      { state: 'North Rhine-Westphalia', postalCode: '12345-678901234' },
      { state: 'North Rhine-Westphali', postalCode: '12345-6789012' },
    ],
    ['of empty parts is none', { line1: '', city: '' }, null],
  ])('%s', (_what, value, expected) => {
    expect(field.inBook.quickbooks(value)).toEqual(expected);
  });

  test('stands in Bill.com with four lines at most', () => {
    const five = { line1: 'a', line2: 'b', line3: 'c', line4: 'd', line5: 'e' };
    expect(field.inBook.billcom(five)).toEqual({ line1: 'a', line2: 'b', line3: 'c', line4: 'd, e' });
  });

  test('is written whole, so that no old line stays behind', () => {
    expect(field.write.billcom({ line1: 'a' })).toEqual({
      address1: 'a',
      address2: '',
      address3: '',
      address4: '',
      addressCity: '',
      addressState: '',
      addressZip: '',
      addressCountry: '',
    });
    expect(Object.keys(field.write.quickbooks(null).VendorAddress as object)).toHaveLength(9);
  });
});

describe('a name as a key', () => {
  test.each([
    ['ACME  Supply', 'acme supply', true],
    ['Łódź', 'lodz', false],
    ['Smith: North', 'smith - north', true],
    ['日本', '東京', false],
    ['日本', '??', false],
    ['Who?', 'Who?', true],
  ])('%s and %s', (one, two, same) => {
    expect(nameKey(one, 41) === nameKey(two, 41)).toBe(same);
  });

  test.each([
    ['Acme, Inc.', 'The Acme Company', true],
    ['Smith & Sons', 'Smith and Sons', true],
    ['Acme', 'Acne', false],
  ])('%s and %s in another spelling', (one, two, same) => {
    expect(squeezeName(one) === squeezeName(two)).toBe(same);
  });
});
