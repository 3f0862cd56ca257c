import type { References } from '../../../src/reconcile/references';
import { held, link, reconcile, record, vendor } from './samples';

/** Terms whose twin in QuickBooks is inactive: QuickBooks lets nothing refer to it (3140), so it is not tried. */
const references: References = {
  resolve: (_entity, book, id) =>
    book === 'billcom'
      ? { state: 'linked', id: `Q-${id}`, inactive: 'Net 30' }
      : { state: 'linked', id: id.slice(2) },
};
const inactive =
  'The vendor “Acme” in Bill.com waits for its payment terms “Net 30”, which is inactive in QuickBooks.';

test('a new record is made without it, and the field waits', () => {
  const plan = reconcile(vendor, { billcom: [record('B1', 'Acme', { terms: 'T' })], references });
  expect(plan.operations).toMatchObject([{ action: 'create', book: 'quickbooks', awaits: {} }]);
  expect(plan.operations[0]?.fields).not.toHaveProperty('terms');
  expect(plan.operations[0]?.sourceBase).not.toHaveProperty('terms');
  expect([held(plan), plan.holds[0]?.sentence]).toEqual([['B1 toPutRight terms'], inactive]);
});

test('of a pair only that field waits, and is looked at again in the next cycle', () => {
  const [quickbooks, billcom] = [record('Q1', 'Acme'), record('B1', 'Acme', { terms: 'T', phone: '2' })];
  const links = [
    link(quickbooks, billcom, { quickbooks: { terms: null }, billcom: { terms: null, phone: null } }),
  ];
  const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links, references });
  expect(plan.operations.map(({ fields }) => fields)).toEqual([{ phone: '2' }]);
  expect(plan.holds).toMatchObject([{ field: 'terms', sentence: inactive, release: { when: 'nextCycle' } }]);
});

test('a pair that refers to it already is left alone', () => {
  const [quickbooks, billcom] = [
    record('Q1', 'Acme', { terms: 'Q-T' }),
    record('B1', 'Acme', { terms: 'T', phone: '2' }),
  ];
  const links = [link(quickbooks, billcom, { billcom: { phone: null } })];
  const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links, references });
  expect([plan.operations.map(({ fields }) => fields), held(plan)]).toEqual([[{ phone: '2' }], []]);
});
