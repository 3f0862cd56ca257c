import { apCsv, apDocument, apText, money, tieOutWords } from '../../../src/cli/reportApView';
import type { DifferenceLine, TakenTieOut, VendorLine } from '../../../src/ledger/tieOutReport';

const taken = (differs: Partial<TakenTieOut> = {}): TakenTieOut => ({
  cycle: 12,
  asOf: '2026-11-23',
  takenAt: new Date(2026, 10, 23, 14, 3, 9),
  quickbooks: '12345.67',
  billcom: '12300.00',
  difference: '45.67',
  scheduledQuickbooks: '-50.00',
  scheduledBillcom: '0.00',
  agrees: false,
  problem: null,
  notes: [],
  ...differs,
});
const vendor = (position: number, name: string, quickbooks: string, billcom: string, difference: string) =>
  ({
    position,
    name,
    quickbooksId: `Q${position}`,
    billcomId: null,
    quickbooks,
    billcom,
    difference,
  }) satisfies VendorLine;
const line = (differs: Partial<DifferenceLine>): DifferenceLine => ({
  vendor: 0,
  reason: 'quickbooksOnly',
  word: 'journal entry',
  name: 'J-1',
  date: '2026-11-02',
  records: { quickbooks: { entity: null, id: 'T1', name: 'J-1', date: '2026-11-02' }, billcom: null },
  quickbooks: '105.67',
  billcom: '0.00',
  difference: '105.67',
  sentence: 'It was posted by hand.',
  cure: 'Leave it.',
  ...differs,
});
const lines = {
  vendors: [
    vendor(0, 'Acme, Inc.', '1105.67', '1060.00', '45.67'),
    vendor(1, 'Birch', '11240.00', '11240.00', '0.00'),
  ],
  differences: [
    line({}),
    line({
      reason: 'held',
      word: 'bill',
      name: 'A-7',
      quickbooks: '0.00',
      billcom: '60.00',
      difference: '-60.00',
    }),
  ],
};
const report = apDocument('Hill Builders', taken(), lines);

test.each([
  ['0.00', '0.00'],
  ['-999.99', '-999.99'],
  ['1000.00', '1,000.00'],
  ['-1234567.80', '-1,234,567.80'],
])('%s is shown as %s', (amount, shown) => expect(money(amount)).toBe(shown));

test('the report shows both totals, what is scheduled, the reasons with their sums, and each record', () => {
  const text = apText(report);
  expect(text).toMatch(/owed\s+12,345\.67\s+12,300\.00\s+45\.67/);
  expect(text).toMatch(/scheduled payments, not counted yet\s+-50\.00\s+0\.00/);
  expect(text).toContain('2 differences: held -60.00, QuickBooks only 105.67.');
  expect(text).toMatch(/Acme, Inc\.\s+1,105\.67\s+1,060\.00\s+45\.67/);
  expect(text).toMatch(/journal entry J-1\s+105\.67\s+0\.00\s+105\.67\s+QuickBooks only/);
  expect(text).toContain('1 other vendor agrees.');
});

test('books that agree need no table of differences', () => {
  const agreeing = { vendors: lines.vendors.slice(1), differences: [] };
  const text = apText(
    apDocument('Hill Builders', taken({ agrees: true, scheduledQuickbooks: '0.00' }), agreeing),
  );
  expect(text).toContain('Every vendor agrees.');
  expect(text).not.toContain('scheduled');
});

test('a vendor is found by a part of the name', () => {
  expect(apDocument('Hill Builders', taken(), lines, 'BIR').vendors.map(({ name }) => name)).toEqual([
    'Birch',
  ]);
});

test('the table for a spreadsheet has numbers as numbers, and adds up', () => {
  const [head = '', ...rows] = apCsv(report).trim().split('\r\n');
  expect(head).toMatch(/^as of,vendor,record,number,date,QuickBooks,Bill\.com,difference,reason/);
  expect(rows).toEqual([
    '2026-11-23,"Acme, Inc.",journal entry,J-1,2026-11-02,105.67,0.00,105.67,QuickBooks only,It was posted by hand.,Leave it.,T1,',
    '2026-11-23,"Acme, Inc.",bill,A-7,2026-11-02,0.00,60.00,-60.00,held,It was posted by hand.,Leave it.,T1,',
    '2026-11-23,Birch,,,,11240.00,11240.00,0.00,agrees,,,Q1,',
  ]);
});

test('status has one line of it', () => {
  expect(tieOutWords(taken({ agrees: true, billcom: '12345.67' }), 'Hill')).toBe(
    'A/P agrees: 12,345.67 in both as of 2026-11-23, tied out 2026-11-23 14:03:09',
  );
  expect(tieOutWords(taken(), '"Hill Builders"')).toBe(
    'A/P differs by 45.67 (QuickBooks 12,345.67, Bill.com 12,300.00) as of 2026-11-23, tied out 2026-11-23 14:03:09: tieout report ap "Hill Builders"',
  );
});
