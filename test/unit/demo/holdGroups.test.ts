import { grouped } from '../../../demo/chapters/ending';
import { wrapped } from '../../../demo/say';
import type { HoldDocument } from '../../../demo/world/documents';

const hold = (recordId: string, more: Partial<HoldDocument> = {}): HoldDocument => ({
  id: recordId,
  entity: 'vendor',
  book: 'billcom',
  recordId,
  record: recordId,
  cause: 'inactive',
  field: null,
  sentence: `about ${recordId}`,
  cure: 'a cure',
  ...more,
});

test('holds of one kind stand together, possible duplicates of both books too', () => {
  const twin = { cause: 'possibleDuplicate' };
  const groups = grouped([
    hold('1'),
    hold('2', twin),
    hold('3', { ...twin, book: 'quickbooks' }),
    hold('4'),
    hold('5', { cure: 'another' }),
  ]);
  expect(groups.map((group) => group.map(({ recordId }) => recordId))).toEqual([
    ['1', '4'],
    ['2', '3'],
    ['5'],
  ]);
});

test('no line is longer than it may be, and no word is lost', () => {
  const text = 'Every record that is not synced is listed with a reason';
  const lines = wrapped(text, 16);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(16);
  expect(lines.join(' ')).toBe(text);
});
