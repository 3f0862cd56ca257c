import { invariants } from '../../../demo/checks';
import type { BillcomRow, Books, Evidence, Invariant, QuickBooksRow } from '../../../demo/checks/evidence';
import { asQuickBooksKeeps } from '../../../demo/checks/windows1252';

const q = (ListID: string, Name: string, more: Partial<QuickBooksRow> = {}): QuickBooksRow => ({
  ListID,
  Name,
  IsActive: 'true',
  IsVendorEligibleFor1099: 'false',
  EditSequence: '1',
  ...more,
});
const b = (id: string, name: string, more: Partial<BillcomRow> = {}): BillcomRow => ({
  id,
  name,
  isActive: '1',
  track1099: false,
  updatedTime: 'x',
  ...more,
});
const nothing = { account: [], class: [], terms: [], item: [], customer: [] };
const books = (vendors: QuickBooksRow[], rows: BillcomRow[]): Books => ({
  quickbooks: { ...nothing, vendor: vendors, employee: [], otherName: [] },
  billcom: { ...nothing, vendor: rows },
});
const at = (seconds: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, seconds)).toISOString();

/** One pair that differed at the start, one vendor made in QuickBooks, one that is held, one edit afterwards. */
const good: Evidence = {
  atStart: books(
    [q('1', 'Acme', { Phone: '1' })],
    [b('a', 'Acme', { phone: '2' }), b('b', 'Łódź: Tile'), b('c', 'Acme!')],
  ),
  afterFirstSync: books(
    [q('1', 'Acme', { Phone: '1' }), q('2', 'Lódz - Tile')],
    [b('a', 'Acme', { phone: '1' }), b('b', 'Łódź: Tile'), b('c', 'Acme!')],
  ),
  now: books(
    [q('1', 'Acme', { Phone: '3', EditSequence: '2' }), q('2', 'Lódz - Tile')],
    [b('a', 'Acme', { phone: '3', updatedTime: 'y' }), b('b', 'Łódź: Tile'), b('c', 'Acme!')],
  ),
  edits: [{ book: 'quickbooks', entity: 'vendor', id: '1', fields: ['Phone'], words: 'a new phone number' }],
  links: [
    { entity: 'vendor', quickbooksId: '1', billcomId: 'a' },
    { entity: 'vendor', quickbooksId: '2', billcomId: 'b' },
  ],
  accepted: [],
  holds: [{ entity: 'vendor', book: 'billcom', recordId: 'c', field: null }],
  operations: [
    {
      id: 'o1',
      entity: 'vendor',
      book: 'billcom',
      action: 'update',
      state: 'applied',
      recordId: 'a',
      plannedAt: new Date(at(1)),
    },
    {
      id: 'o2',
      entity: 'vendor',
      book: 'quickbooks',
      action: 'create',
      state: 'applied',
      recordId: '2',
      plannedAt: new Date(at(1)),
    },
    {
      id: 'o3',
      entity: 'vendor',
      book: 'billcom',
      action: 'update',
      state: 'applied',
      recordId: 'a',
      plannedAt: new Date(at(5)),
    },
  ],
  audit: ['o1', 'o2', 'o3'].map((operationId) => ({
    operationId,
    book: null,
    entity: 'vendor',
    recordId: null,
  })),
  quickbooksLog: [
    {
      seq: 1,
      at: at(2),
      by: 'session',
      requests: [{ name: 'VendorQueryRq', requestID: 'vendor', statusCode: 0 }],
      fate: 'answered',
    },
    {
      seq: 2,
      at: at(3),
      by: 'session',
      requests: [{ name: 'VendorAddRq', requestID: 'o2', statusCode: 0 }],
      fate: 'answered',
    },
    {
      seq: 3,
      at: at(4),
      by: 'session',
      answeredFromStore: true,
      requests: [{ name: 'VendorAddRq', requestID: 'o2', statusCode: 0 }],
      fate: 'answered',
    },
    {
      seq: 4,
      at: at(4),
      by: 'person',
      requests: [{ name: 'VendorModRq', requestID: '1', statusCode: 0 }],
      fate: 'answered',
    },
  ],
  billcomLog: [
    { number: 1, at: at(2), path: 'List/Vendor', rows: 3, outcome: 'ok' },
    { number: 2, at: at(2), path: 'Bulk/Crud/Update/Vendor', rows: 1, outcome: 'ok' },
    { number: 3, at: at(6), path: 'Bulk/Crud/Update/Vendor', rows: 1, outcome: 'ok' },
  ],
  seenByOthers: { record: 0, link: 0 },
};

const judge = (id: string, evidence: Evidence): Invariant =>
  invariants.find((each) => each.id === id)?.check(evidence) as Invariant;

/** Those of payables and receivables have tests of their own. */
const ofLists = invariants.map(({ id }) => id).filter((id) => /^I[^3]/.test(id));

test.each(ofLists)('%s holds for books that are in order', (id) => {
  const { holds, detail } = judge(id, good);
  expect({ holds, detail }).toEqual({ holds: true, detail: expect.any(String) as string });
});

const nowWith = (
  vendors: (rows: readonly QuickBooksRow[]) => QuickBooksRow[],
  rows = good.now.billcom.vendor,
): Evidence => ({
  ...good,
  now: books(vendors(good.now.quickbooks.vendor), [...rows]),
});
const changed = (id: string, fields: Partial<BillcomRow>): Evidence => ({
  ...good,
  now: books(
    [...good.now.quickbooks.vendor],
    good.now.billcom.vendor.map((row) => (row.id === id ? { ...row, ...fields } : row)),
  ),
});

const doctored: readonly [id: string, what: string, evidence: Evidence, says: RegExp][] = [
  ['I1', 'a name twice in QuickBooks', nowWith((rows) => [...rows, q('3', 'ACME')]), /“acme” is twice in QuickBooks/],
  ['I1', 'a customer’s name', { ...good, now: { ...good.now, quickbooks: { ...good.now.quickbooks, customer: [q('9', 'Acme')] } } }, /twice in QuickBooks/],
  ['I1', 'a record in two pairs', { ...good, links: [...good.links, { entity: 'vendor', quickbooksId: '1', billcomId: 'c' }] }, /two linked pairs/],
  ['I1', 'a twin that is gone', nowWith((rows) => rows.slice(0, 1)), /linked but not in QuickBooks/],
  ['I1', 'a new double in Bill.com', nowWith((rows) => [...rows], [...good.now.billcom.vendor, b('d', 'acme')]), /twice in Bill.com/],
  ['I1', 'a write that ran twice', { ...good, quickbooksLog: good.quickbooksLog.map((entry) => ({ ...entry, answeredFromStore: false })) }, /twice/],
  ['I2', 'another phone number', changed('a', { phone: '4' }), /phone of the vendor “Acme” differs/],
  ['I2', 'inactive on one side', changed('b', { isActive: '2' }), /active of the vendor/],
  ['I2', 'a name that QuickBooks would keep otherwise', changed('b', { name: 'Łódź; Tile' }), /name of the vendor/],
  ['I4', 'a field that nobody edited', changed('a', { fax: '5' }), /fax of “Acme” changed in Bill.com/],
  ['I4', 'a field that is not synced', nowWith((rows) => rows.map((row) => ({ ...row, Notes: 'x' }))), /Notes of “Acme” changed in QuickBooks/],
  ['I4', 'a record that nobody made', nowWith((rows) => [...rows, q('3', 'New')]), /nobody made “New”/],
  ['I4', 'a record that is gone', nowWith((rows) => [...rows], good.now.billcom.vendor.slice(0, 2)), /gone from Bill.com/],
  [
    'I4',
    'a first sync that overwrites QuickBooks',
    { ...good, afterFirstSync: books([q('1', 'Acme', { Phone: '2' }), q('2', 'Lódz - Tile')], [...good.atStart.billcom.vendor]) },
    /Phone of “Acme” changed in QuickBooks/,
  ],
  ['I5', 'a record that is neither linked nor held', { ...good, holds: [] }, /“Acme!” in Bill.com is neither linked nor held/],
  ['I6', 'a write that no row knows', { ...good, operations: good.operations.filter((each) => each.id !== 'o2') }, /no ledger row knows/],
  ['I6', 'a row younger than its write', { ...good, operations: good.operations.map((each) => ({ ...each, plannedAt: new Date(at(30)) })) }, /younger/],
  ['I6', 'more rows at Bill.com than operations', { ...good, billcomLog: good.billcomLog.map((call) => ({ ...call, rows: 3 })) }, /the ledger has/],
  ['I7', 'a write without an audit line', { ...good, audit: good.audit.slice(1) }, /not audited/],
  ['I7', 'a write audited twice', { ...good, audit: [...good.audit, ...good.audit] }, /more than once/],
  ['I8', 'rows that another company sees', { ...good, seenByOthers: { record: 3 } }, /3 rows of record/],
]; // prettier-ignore

test.each(doctored)('%s does not hold: %s', (id, _what, evidence, says) => {
  expect(judge(id, evidence)).toEqual({ id, holds: false, detail: expect.stringMatching(says) as string });
});

test('a field that differs is excused by its hold', () => {
  const evidence = changed('a', { phone: '4' });
  const holds = [...good.holds, { entity: 'vendor', book: 'quickbooks', recordId: '1', field: 'phone' }];
  expect(judge('I2', { ...evidence, holds }).holds).toBe(true);
});

test.each([
  ['Müller & Söhne', 'Müller & Söhne'],
  ['Wiśniewski', 'Wisniewski'],
  ['東京 Stone', '?? Stone'],
  ['A: B', 'A - B'],
  ['Northwest Architectural Millwork and Custom Cabinetry', 'Northwest Architectural Millwork and Cust'],
])('QuickBooks keeps “%s” as “%s”', (text, kept) => {
  expect(asQuickBooksKeeps(text, 41, true)).toBe(kept);
});
