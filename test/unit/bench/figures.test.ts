import { booksOfSize, figure, median, percent } from '../../../bench/figures';

test.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});

test.each([
  [1, 4, '25 %'],
  [2, 3, '67 %'],
  [1, 0, '–'],
])('%d of %d is %s', (part, whole, expected) => {
  expect(percent(part, whole)).toBe(expected);
});

test.each([
  [1234.5, 1230],
  [0.012345, 0.0123],
  [0, 0],
])('%d is told as %d', (value, expected) => {
  expect(figure(value)).toBe(expected);
});

test('books have the size that was asked for, and share names', () => {
  const { quickbooks, billcom } = booksOfSize({ accounts: 2, classes: 1, vendors: 3, sharedVendors: 1 });
  expect(quickbooks.accounts).toHaveLength(2);
  expect(quickbooks.vendors).toHaveLength(3);
  expect(billcom.vendors).toEqual([{ name: 'Vendor 1001' }]);
});
