import { table } from '../../../src/cli/output';
import { counted, many } from '../../../src/words/counted';

test('a table has aligned columns, light rules and no colours', () => {
  const text = table(
    [{ title: '' }, { title: 'in QuickBooks', align: 'right' }],
    [
      ['vendors', 1234],
      ['classes', 7],
    ],
    80,
  );
  expect(text.split('\n')).toEqual([
    '           in QuickBooks',
    '─────────────────────────',
    ' vendors           1,234',
    ' classes               7',
  ]);
});

test('long cells wrap within the width, words whole', () => {
  const sentence = 'The vendor “City Water” is inactive and has no twin, so it is not made in Bill.com.';
  const text = table(
    [{ title: 'record' }, { title: 'what happened', wraps: true }],
    [['City Water', sentence]],
    60,
  );
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(text.replace(/\s+/g, ' ')).toContain('inactive and has no twin');
});

test('a table without rows is its head', () => {
  expect(table([{ title: 'company' }], [], 80)).toContain('company');
});

test('numbers are grouped, and one is one', () => {
  expect(counted(1234567)).toBe('1,234,567');
  expect(many(1, 'hold')).toBe('1 hold');
  expect(many(2, 'more change', 'more changes')).toBe('2 more changes');
});
