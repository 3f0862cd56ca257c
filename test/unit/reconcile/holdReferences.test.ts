import { billDefinition } from '../../../src/entities/bill';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { referencesInHolds, withNames } from '../../../src/reconcile/holdReferences';
import { holds } from '../../../src/reconcile/holds';

const definition = billDefinition(defaultEntitySettings);
const bill = { definition, book: 'quickbooks', id: 'T1', name: 'A-1' } as const;
const values = { quickbooks: '80-1', billcom: '009-1' };
const names: Readonly<Record<string, string>> = {
  'vendor quickbooks 80-1': 'Acme Tile',
  'vendor billcom 009-1': 'Best Tile',
};
const named = (hold: ReturnType<typeof holds.conflict>, known = names) =>
  withNames(definition, [hold], (entity, book, id) => known[`${entity} ${book} ${id}`])[0];

test('a conflict and a change that stays name the records of both books; the values stay ids', () => {
  const conflict = holds.conflict(bill, 'vendor', 'vendor', values);
  expect(referencesInHolds(definition, [conflict])).toEqual([
    { entity: 'vendor', book: 'quickbooks', id: '80-1' },
    { entity: 'vendor', book: 'billcom', id: '009-1' },
  ]);
  expect(named(conflict)?.sentence).toBe(
    'The vendor of the bill “A-1” was changed in both books: QuickBooks says “Acme Tile”, Bill.com says “Best Tile”.',
  );
  expect(named(conflict)?.detail).toEqual(values);
  const changed = holds.cannotChange(
    bill,
    'vendor',
    'vendor',
    values,
    { because: 'It is paid.' },
    { in: 'quickbooks', mayFollow: false },
  );
  expect(named(changed)?.sentence).toContain(
    'QuickBooks has “Acme Tile”, Bill.com has “Best Tile”. It is paid.',
  );
});

test('two records of one name are told apart, and one that was never seen keeps its id', () => {
  const conflict = holds.conflict(bill, 'vendor', 'vendor', values);
  const same = { 'vendor quickbooks 80-1': 'Acme', 'vendor billcom 009-1': 'Acme' };
  expect(named(conflict, same)?.sentence).toContain('says “Acme” (80-1), Bill.com says “Acme” (009-1)');
  expect(named(conflict, {})?.sentence).toContain('says “80-1”, Bill.com says “009-1”');
});

test('a field that stays in one book names the record of that book; other fields are as they were', () => {
  const back = { cause: 'featureOff', because: 'it is off', cure: 'Turn it on.' } as const;
  const stays = holds.fieldLeftAlone({ ...bill, book: 'billcom' }, 'vendor', 'vendor', '009-1', back);
  expect(named(stays)?.sentence).toContain('The vendor “Best Tile” of the bill');
  const memo = holds.conflict(bill, 'memo', 'memo', { quickbooks: '80-1', billcom: null });
  expect(named(memo)).toEqual(memo);
});
