import { reconcileEntity } from '../../../src/reconcile/entity';
import type { BookRecord } from '../../../src/entities/record';
import { noReferences, record, vendor } from './samples';

/** Everything is on the work list; a record made from B1 carries the ExternalGUID `{GUID-B1}`. */
function plan(quickbooks: readonly BookRecord[], billcom: readonly BookRecord[]) {
  const byId = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
  const ids = (records: readonly BookRecord[]) => new Set(records.map((each) => each.id));
  return reconcileEntity({
    definition: vendor,
    policy: 'quickbooks',
    records: { quickbooks: byId(quickbooks), billcom: byId(billcom) },
    links: [],
    work: { quickbooks: ids(quickbooks), billcom: ids(billcom) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references: noReferences,
    guidOf: (id) => `guid-${id.toLowerCase()}`,
  });
}
const madeFrom = (billcomId: string) => ({ facts: { externalGuid: `{GUID-${billcomId}}` } });

test('a record that we made is linked to the one it was made from, whatever it is called now', () => {
  const { links, operations, holds } = plan(
    [record('Q1', 'Zenith', {}, madeFrom('B1')), record('Q2', 'Best')],
    [record('B1', 'Acme'), record('B2', 'Best')],
  );
  expect(links.map((link) => [link.quickbooksId, link.billcomId])).toEqual([
    ['Q1', 'B1'],
    ['Q2', 'B2'],
  ]);
  expect(operations.filter((operation) => operation.action === 'create')).toEqual([]);
  expect(holds).toEqual([]);
});

test('a copy that carries the mark of one and the name of another is held, not linked', () => {
  const { links, operations, holds } = plan(
    [record('Q1', 'Best', {}, madeFrom('B1'))],
    [record('B1', 'Acme'), record('B2', 'Best')],
  );
  expect({ links, operations }).toEqual({ links: [], operations: [] });
  expect(new Set(holds.map((hold) => hold.cause))).toEqual(new Set(['possibleDuplicate']));
});
