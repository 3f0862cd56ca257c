import type { NameClash, NameHolder } from '../../../src/reconcile/names';
import { markedName, sharedNameKey } from '../../../src/reconcile/names';
import { reconcileEntity } from '../../../src/reconcile/entity';
import { link, noReferences, record, vendor } from './samples';

/** QuickBooks keeps one list of names for vendors, customers, employees and other names (qbXML 3100). */

const holder = (name: string, word: string): [string, NameHolder] => [
  sharedNameKey(name),
  { name, active: true, word },
];

function planned(
  nameClash: NameClash,
  shared: ReadonlyMap<string, NameHolder>,
  {
    quickbooks = [],
    billcom = [],
    links = [],
  }: Partial<Record<'quickbooks' | 'billcom', ReturnType<typeof record>[]>> & {
    links?: ReturnType<typeof link>[];
  },
) {
  return reconcileEntity({
    definition: vendor,
    policy: 'quickbooks',
    records: {
      quickbooks: new Map(quickbooks.map((each) => [each.id, each])),
      billcom: new Map(billcom.map((each) => [each.id, each])),
    },
    links,
    work: {
      quickbooks: new Set(quickbooks.map(({ id }) => id)),
      billcom: new Set(billcom.map(({ id }) => id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references: noReferences,
    sharedNames: shared,
    nameClash,
  });
}

test('a vendor called like a customer is held and says who has the name', () => {
  const plan = planned('ask', new Map([holder('ACME', 'customer')]), { billcom: [record('b1', 'Acme')] });
  expect(plan.operations).toEqual([]);
  expect(plan.holds).toEqual([
    expect.objectContaining({
      cause: 'nameInUse',
      sentence: expect.stringContaining('the customer “ACME”') as string,
      cure: expect.stringContaining('nameClash=suffix') as string,
    }),
  ]);
});

test('by the rule “suffix” it gets a mark in QuickBooks, and two of them do not get the same one', () => {
  const plan = planned('suffix', new Map([holder('acme', 'customer')]), {
    quickbooks: [record('q9', 'Acme (V)')],
    billcom: [record('b1', 'Acme', { phone: '1' }), record('b2', 'Birch')],
  });
  const names = plan.operations.filter(({ book }) => book === 'quickbooks').map(({ fields }) => fields.name);
  expect(names).toEqual(['Birch']);
  const free = planned('suffix', new Map([holder('acme', 'customer')]), { billcom: [record('b1', 'Acme')] });
  expect(free.operations).toEqual([
    expect.objectContaining({
      action: 'create',
      fields: expect.objectContaining({ name: 'Acme (V)' }) as object,
    }),
  ]);
  expect(free.operations[0]?.sourceBase.name).toBe('Acme');
});

test('the mark is no edit: neither in a standing link nor in one that is made anew', () => {
  const quickbooks = record('q1', 'Acme (V)');
  const billcom = record('b1', 'Acme');
  const shared = new Map([holder('acme', 'customer')]);
  const standing = planned('suffix', shared, {
    quickbooks: [quickbooks],
    billcom: [billcom],
    links: [link(quickbooks, billcom)],
  });
  expect(standing.operations).toEqual([]);
  const anew = planned('suffix', shared, {
    quickbooks: [quickbooks],
    billcom: [billcom],
    links: [{ ...link(quickbooks, billcom), quickbooksBase: {}, billcomBase: {} }],
  });
  expect(anew.operations).toEqual([]);
  expect(anew.agreed[0]).toMatchObject({ quickbooks: { name: 'Acme (V)' }, billcom: { name: 'Acme' } });
});

test('a rename into another list’s name gets the mark too', () => {
  const quickbooks = record('q1', 'Birch');
  const billcom = record('b1', 'Acme');
  const plan = planned('suffix', new Map([holder('acme', 'employee')]), {
    quickbooks: [quickbooks],
    billcom: [billcom],
    links: [link(quickbooks, billcom, { billcom: { name: 'Birch' } })],
  });
  expect(plan.operations).toEqual([
    expect.objectContaining({ action: 'update', recordId: 'q1', fields: { name: 'Acme (V)' } }),
  ]);
});

test('the mark fits into QuickBooks’ 41 characters', () => {
  expect(markedName(vendor, 'x'.repeat(41))).toBe(`${'x'.repeat(37)} (V)`);
  expect(markedName(vendor, `${'x'.repeat(36)} ${'y'.repeat(4)}`)).toBe(`${'x'.repeat(36)} (V)`);
});
