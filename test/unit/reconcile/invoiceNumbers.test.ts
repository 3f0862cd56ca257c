import type { Book, CanonicalFields } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import type { BookRecord } from '../../../src/entities/record';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

/** Bill.com takes the number of an invoice once (BDC_1171); QuickBooks takes it as often as people like. */

const definition = invoiceDefinition(defaultEntitySettings);
const letter = (book: Book) => (book === 'quickbooks' ? 'q' : 'b');
/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const invoice = (book: Book, id: string, name: string, customer: string, more: CanonicalFields = {}) =>
  bookRecord(
    id,
    {
      name,
      customer: `${letter(book)}-${customer}`,
      date: '2026-11-02',
      dueDate: '2026-12-02',
      terms: null,
      memo: null,
      toBeEmailed: false,
      taxItem: null,
      lines: [{ item: `${letter(book)}-work`, quantity: '1', rate: '10', amount: '10.00' }],
      ...more,
    },
    { total: '10.00', ...(book === 'quickbooks' ? { customer } : {}) },
  );

function plan(
  quickbooks: readonly BookRecord[],
  billcom: readonly BookRecord[],
  linked: Record<string, string> = {},
) {
  const byId = (records: readonly BookRecord[]) => new Map(records.map((record) => [record.id, record]));
  const { operations, holds } = reconcileEntity({
    definition,
    policy: 'ask',
    records: { quickbooks: byId(quickbooks), billcom: byId(billcom) },
    links: Object.entries(linked).map(([quickbooksId, billcomId]) => ({
      id: quickbooksId,
      entity: 'invoice',
      quickbooksId,
      billcomId,
      quickbooksBase: { ...byId(quickbooks).get(quickbooksId)?.fields, name: '1001', dueDate: '2026-12-02' },
      billcomBase: byId(billcom).get(billcomId)?.fields ?? {},
    })),
    work: {
      quickbooks: new Set(quickbooks.map(({ id }) => id)),
      billcom: new Set(billcom.map(({ id }) => id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
  });
  return {
    made: operations.map(({ action, book, recordName }) => `${action} ${recordName} in ${book}`),
    fields: operations.map(({ fields }) => Object.keys(fields)),
    holds,
  };
}

test('an invoice whose number another one of Bill.com has is held, with that one and what to do', () => {
  const { made, holds } = plan(
    [invoice('quickbooks', 'T1', '1001', 'kern'), invoice('quickbooks', 'T2', '1002', 'kern')],
    [invoice('billcom', 'B9', '1001', 'abel', { date: '2026-10-05' })],
  );
  expect(made).toEqual(['create 1002 in billcom', 'create 1001 in quickbooks']);
  expect(holds).toMatchObject([{ cause: 'nameInUse', recordId: 'T1', release: { when: 'nextCycle' } }]);
  expect(holds[0]?.sentence).toBe(
    'The invoice “1001 of kern” in QuickBooks is not made in Bill.com, which takes a number once: the invoice dated 2026-10-05 of “b-abel” has it there.',
  );
  expect(holds[0]?.cure).toContain('Give one of the two another number.');
});

test('one that is deleted in Bill.com, or has the number in other letters, is in nobody’s way', () => {
  const gone = { ...invoice('billcom', 'B9', '1001', 'abel'), deleted: true };
  const mine = invoice('quickbooks', 'T1', '1001', 'kern');
  expect(plan([mine], [gone]).made).toEqual(['create 1001 in billcom']);
  const [small, large] = [
    invoice('quickbooks', 'T1', 'a-1', 'kern'),
    invoice('billcom', 'B9', 'A-1', 'abel'),
  ];
  expect(plan([small], [large]).made).toContain('create a-1 in billcom');
});

test('two of QuickBooks with one number are both held, each with the other', () => {
  const { made, holds } = plan(
    [invoice('quickbooks', 'T1', '1001', 'kern'), invoice('quickbooks', 'T2', '1001', 'abel')],
    [],
  );
  expect(made).toEqual([]);
  expect(holds.map(({ sentence }) => sentence)).toEqual([
    'The invoice “1001 of kern” in QuickBooks is not made in Bill.com yet: “1001 of abel” would have the same number “1001” there.',
    'The invoice “1001 of abel” in QuickBooks is not made in Bill.com yet: “1001 of kern” would have the same number “1001” there.',
  ]);
});

test('a number that is changed to a taken one stays; the rest of the invoice goes over', () => {
  const { made, fields, holds } = plan(
    [invoice('quickbooks', 'T1', '1002', 'kern', { dueDate: '2026-12-31' })],
    [invoice('billcom', 'B1', '1001', 'kern'), invoice('billcom', 'B9', '1002', 'abel')],
    { T1: 'B1' },
  );
  expect(made).toEqual(['create 1002 in quickbooks', 'update 1002 in billcom']);
  expect(fields[1]).toEqual(['dueDate']);
  expect(holds[0]).toMatchObject({ cause: 'nameInUse', field: 'name', recordId: 'T1' });
  expect(holds[0]?.sentence).toBe(
    'The number “1002” of the invoice “1002 of kern” in QuickBooks cannot go to Bill.com, which takes a number once: the invoice dated 2026-11-02 of “b-abel” has it there.',
  );
});

test('QuickBooks takes a number twice', () => {
  const { made, holds } = plan(
    [invoice('quickbooks', 'T1', '1001', 'kern')],
    [invoice('billcom', 'B1', '1001', 'kern'), invoice('billcom', 'B9', '1001', 'abel')],
    { T1: 'B1' },
  );
  expect(holds).toEqual([]);
  expect(made).toEqual(['create 1001 in quickbooks']);
});

test('one of QuickBooks without a number is held, since Bill.com takes none without', () => {
  const { made, holds } = plan([invoice('quickbooks', 'T1', '', 'kern', { name: null })], []);
  expect(made).toEqual([]);
  expect(holds).toMatchObject([{ recordId: 'T1', field: 'name' }]);
  expect(holds[0]?.sentence).toContain('it has no number that Bill.com knows');
});
