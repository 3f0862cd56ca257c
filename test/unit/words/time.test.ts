import { ago, duration, parseDuration } from '../../../src/words/time';

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  [' 2m5s ', 125_000],
])('the time %s is understood', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', '10', 'soon', '0s', '10 minutes', '-5m', '1d', '5mm'])(
  'the time “%s” is refused with examples',
  (text) => {
    expect(() => parseDuration(text)).toThrow('write 90s, 10m or 1h30m');
  },
);

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [75_000, '1 min 15 s'],
  [3_600_000, '1 h'],
  [5_400_000, '1 h 30 min'],
  [200_000_000, '2 days'],
  [-5_000, '0 s'],
])('%d milliseconds are told as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('a moment that never was is “never”', () => {
  const now = new Date('2026-07-01T12:00:00Z');
  expect(ago(null, now)).toBe('never');
  expect(ago(new Date('2026-07-01T11:59:30Z'), now)).toBe('30 s ago');
});
