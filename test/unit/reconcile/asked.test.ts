import { called, held, linked, reconcile, record, vendor, written } from './samples';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import type { References } from '../../../src/reconcile/references';

/** A create of which a person is asked what became of it. */
const asked = { inFlight: ['Q1'], asked: ['Q1'] };

test('a certain twin is the answer: the two are linked, and their other fields are compared', () => {
  const plan = reconcile(vendor, {
    quickbooks: [record('Q1', 'Acme', { phone: '555-0100' })],
    billcom: [record('B1', 'Acme')],
    ...asked,
  });
  expect(linked(plan)).toEqual(['Q1=B1']);
  expect(written(plan)).toEqual(['update Acme in billcom']);
});

test('without one it leaves the work list and is not written; its possible twins wait with a reason', () => {
  const plan = reconcile(vendor, {
    quickbooks: [record('Q1', 'Acme')],
    billcom: [record('B1', 'Acme'), record('B2', 'Acme')],
    ...asked,
  });
  expect(linked(plan)).toEqual([]);
  expect(written(plan)).toEqual([]);
  expect(held(plan)).toEqual(['B1 waiting', 'B2 waiting']);
  expect(plan.looked.map(({ id }) => id).sort()).toEqual(['B1', 'B2', 'Q1']);
});

test('a write that is still on its way keeps its records on the work list', () => {
  const plan = reconcile(vendor, {
    quickbooks: [record('Q1', 'Acme')],
    billcom: [record('B1', 'Acme')],
    inFlight: ['Q1'],
  });
  expect(linked(plan)).toEqual([]);
  expect(plan.looked).toEqual([]);
});

test('its twin is known by the name under which it was sent, whatever its record is called by now', () => {
  const books = { quickbooks: [record('Q1', 'Center')], billcom: [record('B1', 'Acme')], ...asked };
  // Without it the two would be strangers, and each be made a second time.
  expect(linked(reconcile(vendor, books))).toEqual([]);
  expect(linked(reconcile(vendor, { ...books, sent: { Q1: { name: 'Acme' } } }))).toEqual(['Q1=B1']);
});

test('and by the parent under which it was sent, wherever its record was moved since', () => {
  const customer = called('customer');
  const books = {
    quickbooks: [record('Q1', 'Acme', { parent: 'Q2' }), record('Q2', 'Delta')],
    billcom: [record('B1', 'Acme'), record('B2', 'Delta')],
    ...asked,
  };
  expect(written(reconcile(customer, books))).toContain('create Acme in quickbooks');
  const plan = reconcile(customer, { ...books, sent: { Q1: { name: 'Acme', parent: null } } });
  expect(linked(plan)).toEqual(['Q1=B1', 'Q2=B2']);
  expect(written(plan).filter((each) => each.startsWith('create'))).toEqual([]);
});

test('a bill is known by the number, day and lines that were sent', () => {
  const bill = entityDefinitions({ ...defaultEntitySettings, twoWayBills: 'on' }).find(
    ({ name }) => name === 'bill',
  )!;
  const lines = (amount: string) => [{ amount, account: null, item: null, customer: null, class: null }];
  const sent = { name: 'A-1', vendor: 'V', date: '2026-06-01', lines: lines('10.00') };
  const now = { ...sent, date: '2026-06-09', lines: lines('12.00') };
  const references: References = { resolve: (_entity, _book, id) => ({ state: 'linked', id }) };
  const scene = {
    quickbooks: [record('Q1', 'A-2', now)],
    billcom: [record('B1', 'A-1', sent)],
    references,
    ...asked,
  };
  expect(linked(reconcile(bill, scene))).toEqual([]);
  expect(linked(reconcile(bill, { ...scene, sent: { Q1: sent } }))).toEqual(['Q1=B1']);
});
