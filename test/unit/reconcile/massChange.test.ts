import type { Change } from '../../../src/reconcile/guards/massChange';
import {
  changeKey,
  listsToCount,
  massChanges,
  massChangeSentence,
} from '../../../src/reconcile/guards/massChange';

const change = (index: number, differs: Partial<Change> = {}): Change => ({
  entity: 'vendor',
  book: 'quickbooks',
  action: 'update',
  phase: 'write',
  recordId: `V${index}`,
  fields: { phone: `555-${index}`, address: { line1: '1 Main', city: 'Austin' } },
  awaits: {},
  ...differs,
});
const changes = (count: number, differs: Partial<Change> = {}): Change[] =>
  Array.from({ length: count }, (_, index) => change(index, differs));
const of = (size: number) => () => size;

test.each([
  // changes, list, share, stops
  [19, 20, 20, false],
  [20, 20, 20, true],
  [20, 100, 20, false],
  [21, 100, 20, true],
  [20, 99, 20, true],
  [200, 1_000, 20, false],
  [201, 1_000, 20, true],
  [50, 100, 50, false],
  [60, 60, 100, false],
])('%d changes of a list of %d at %d %%: stops %s', (count, size, share, stops) => {
  expect(massChanges(changes(count), of(size), share).length > 0).toBe(stops);
});

test('each list and each book counts by itself, creates do not count', () => {
  const operations = [
    ...changes(15),
    ...changes(15, { book: 'billcom' }),
    ...changes(15, { entity: 'account' }),
    ...changes(100, { action: 'create', recordId: null }),
  ];
  expect(massChanges(operations, of(16), 20)).toEqual([]);
  expect(listsToCount(operations)).toEqual([]);
  expect(listsToCount([...operations, ...changes(5)])).toMatchObject([
    { entity: 'vendor', book: 'quickbooks' },
  ]);
});

test('what was accepted goes, also with the fields in another order; anything else counts again', () => {
  const shown = changes(30);
  const accepted = new Set(shown.map(changeKey));
  const again = shown.map((each) => ({
    ...each,
    fields: Object.fromEntries(
      Object.entries({ ...each.fields, address: { city: 'Austin', line1: '1 Main' } }).reverse(),
    ),
  }));
  expect(massChanges(again, of(40), 20, accepted)).toEqual([]);
  const others = Array.from({ length: 25 }, (_, index) => change(100 + index));
  expect(massChanges([...again, ...others], of(80), 20, accepted)).toMatchObject([{ changes: 25 }]);
  const otherFields = again.map((each) => ({ ...each, fields: { phone: '1' } }));
  expect(massChanges(otherFields, of(40), 20, accepted)).toMatchObject([{ changes: 30 }]);
  const otherReference = again.map((each) => ({
    ...each,
    awaits: { parent: { entity: 'class' as const, sourceId: '1' } },
  }));
  expect(massChanges(otherReference, of(40), 20, accepted)).toMatchObject([{ changes: 30 }]);
});

test('the sentence says how much of which list', () => {
  const mass = massChanges(
    [...changes(30, { phase: 'deactivate' }), ...changes(45, { book: 'billcom', entity: 'account' })],
    of(60),
    20,
  );
  expect(massChangeSentence(mass, 20, (entity) => `${entity}s`)).toBe(
    'This sync would change 30 of the 60 vendors in QuickBooks (and make all of them inactive) and 45 of the 60 accounts in Bill.com: more than 20 % of the list, so nothing was written. Look at it with “tieout preview --last”; an Administrator lets exactly that go with “tieout accept”, or the edits that led to it are undone.',
  );
});
