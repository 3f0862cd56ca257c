import { creditMemoDefinition } from '../../../src/entities/creditMemo';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { Book, RawRecord } from '../../../src/entities/definition';
import { readRecord, type BookRecord } from '../../../src/entities/record';

const definition = creditMemoDefinition(defaultEntitySettings);
const read = (book: Book, raw: RawRecord): BookRecord => {
  const record = readRecord(definition, book, raw);
  if (!record) throw new Error('it has no id');
  return record;
};

const inQuickBooks: RawRecord = {
  TxnID: 'C1',
  EditSequence: '1',
  TimeCreated: '2026-11-02T08:00:00-08:00',
  CustomerRef: { ListID: 'Q1', FullName: 'Hill:Kitchen' },
  ARAccountRef: { ListID: 'A1', FullName: 'Accounts Receivable' },
  TxnDate: '2026-11-02',
  RefNumber: 'CM-7',
  Subtotal: '100.00',
  SalesTaxTotal: '8.25',
  TotalAmount: '108.25',
  CreditRemaining: '58.25',
  LinkedTxn: [{ TxnID: 'I1', TxnType: 'Invoice', LinkType: 'AMTTYPE', Amount: '50.00' }],
};
const inBillcom: RawRecord = {
  id: 'ccr1',
  isActive: '1',
  customerId: '0cu00000000000000001',
  refNumber: 'CM-7',
  creditDate: '2026-11-02',
  amount: 108.25,
  '@usage': [
    { isActive: '1', creditMemoId: 'ccr1', invoiceId: '00e00000000000000001', amount: 50 },
    { isActive: '2', creditMemoId: 'ccr1', invoiceId: '00e00000000000000002', amount: 20 },
  ],
};

test('both books say the same of a credit memo: number, customer, date, total, what is left and what it is applied to', () => {
  const [here, there] = [read('quickbooks', inQuickBooks), read('billcom', inBillcom)];
  expect(here).toMatchObject({
    fields: { name: 'CM-7', customer: 'Q1', date: '2026-11-02', total: '108.25' },
    facts: { total: '108.25', due: '58.25', applied: 'I1 50.00' },
    deleted: false,
    problem: null,
  });
  expect(there).toMatchObject({
    fields: { name: 'CM-7', customer: '0cu00000000000000001', date: '2026-11-02', total: '108.25' },
    // What was taken back again is not applied.
    facts: { total: '108.25', due: '58.25', applied: '00e00000000000000001 50.00' },
    deleted: false,
    problem: null,
  });
  const keys = [here, there].map(({ fields }) => definition.matchKeys(fields, 'hill').certain);
  expect(keys[0]).toEqual(keys[1]);
  expect(keys[0]).toHaveLength(1);
});

test('a credit is owed to the customer', () => {
  const { fields, facts } = read('quickbooks', inQuickBooks);
  expect(definition.receivable?.({ fields, facts })).toEqual({
    amount: '-108.25',
    party: 'Q1',
    date: '2026-11-02',
    applied: [{ id: 'I1', amount: '50.00' }],
  });
});

test.each([
  ['void in QuickBooks', 'quickbooks', { ...inQuickBooks, TotalAmount: '0.00', Memo: 'VOID: wrong' }],
  ['deleted in Bill.com', 'billcom', { ...inBillcom, isActive: '2' }],
] as const)('one that is %s counts as gone', (_what, book, raw) => {
  expect(read(book, raw).deleted).toBe(true);
});

test('a pending one is not posted yet, and does not count', () => {
  const { fields, facts } = read('quickbooks', { ...inQuickBooks, IsPending: 'true' });
  expect(definition.receivable?.({ fields, facts })).toBeUndefined();
});

test('one without a number is nobody’s twin by itself', () => {
  const { fields } = read('quickbooks', { ...inQuickBooks, RefNumber: undefined });
  expect(definition.matchKeys(fields, 'hill')).toEqual({ certain: [], likely: [] });
});

test('Tieout writes nothing of it to either book', () => {
  const { fields } = read('quickbooks', inQuickBooks);
  for (const [name, field] of Object.entries(definition.fields))
    for (const book of ['quickbooks', 'billcom'] as const)
      expect(field.write[book](fields[name] ?? null)).toEqual({});
});
