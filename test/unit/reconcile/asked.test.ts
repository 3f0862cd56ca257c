import { held, linked, reconcile, record, vendor, written } from './samples';

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
  expect(linked(reconcile(vendor, { ...books, sentNames: { Q1: 'Acme' } }))).toEqual(['Q1=B1']);
});
