import { tieOutCsv, tieOutDocument, tieOutText, tieOutWords } from '../../../src/cli/reportTieOutView';
import { money } from '../../../src/words/money';
import type { DifferenceLine, PartyLine, TakenTieOut } from '../../../src/ledger/tieOutReport';
import { sides } from '../../../src/reconcile/tieout/sides';

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
    jobOf: null,
    withJobs: null,
  }) satisfies PartyLine;
const line = (differs: Partial<DifferenceLine>): DifferenceLine => ({
  party: 0,
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
  parties: [
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
const report = tieOutDocument('Hill Builders', taken(), lines);

test.each([
  ['0.00', '0.00'],
  ['-999.99', '-999.99'],
  ['1000.00', '1,000.00'],
  ['-1234567.80', '-1,234,567.80'],
])('%s is shown as %s', (amount, shown) => expect(money(amount)).toBe(shown));

test('the report shows both totals, what is scheduled, the reasons with their sums, and each record', () => {
  const text = tieOutText(sides.ap, report);
  expect(text).toMatch(/owed\s+12,345\.67\s+12,300\.00\s+45\.67/);
  expect(text).toMatch(/scheduled payments, not counted yet\s+-50\.00\s+0\.00/);
  expect(text).toContain('2 differences: held -60.00, QuickBooks only 105.67.');
  expect(text).toMatch(/Acme, Inc\.\s+1,105\.67\s+1,060\.00\s+45\.67/);
  expect(text).toMatch(/journal entry J-1\s+105\.67\s+0\.00\s+105\.67\s+QuickBooks only/);
  expect(text).toContain('1 other vendor agrees.');
});

test('books that agree need no table of differences', () => {
  const agreeing = { parties: lines.parties.slice(1), differences: [] };
  const text = tieOutText(
    sides.ap,
    tieOutDocument('Hill Builders', taken({ agrees: true, scheduledQuickbooks: '0.00' }), agreeing),
  );
  expect(text).toContain('Every vendor agrees.');
  expect(text).not.toContain('scheduled');
});

test('a vendor is found by a part of the name', () => {
  expect(tieOutDocument('Hill Builders', taken(), lines, 'BIR').parties.map(({ name }) => name)).toEqual([
    'Birch',
  ]);
});

test('the table for a spreadsheet has numbers as numbers, and adds up', () => {
  const [head = '', ...rows] = tieOutCsv(sides.ap, report).trim().split('\r\n');
  expect(head).toMatch(/^as of,vendor,record,number,date,QuickBooks,Bill\.com,difference,reason/);
  expect(rows).toEqual([
    '2026-11-23,"Acme, Inc.",journal entry,J-1,2026-11-02,105.67,0.00,105.67,QuickBooks only,It was posted by hand.,Leave it.,T1,',
    '2026-11-23,"Acme, Inc.",bill,A-7,2026-11-02,0.00,60.00,-60.00,held,It was posted by hand.,Leave it.,T1,',
    '2026-11-23,Birch,,,,11240.00,11240.00,0.00,agrees,,,Q1,',
  ]);
});

test('status has one line of it', () => {
  expect(tieOutWords(sides.ap, taken({ agrees: true, billcom: '12345.67' }), 'Hill')).toBe(
    'A/P agrees: 12,345.67 in both as of 2026-11-23, tied out 2026-11-23 14:03:09',
  );
  expect(tieOutWords(sides.ap, taken(), '"Hill Builders"')).toBe(
    'A/P differs by 45.67 (QuickBooks 12,345.67, Bill.com 12,300.00) as of 2026-11-23, tied out 2026-11-23 14:03:09: tieout report ap "Hill Builders"',
  );
});

describe('of accounts receivable', () => {
  const job = { ...vendor(1, 'Hill:Kitchen', '400.00', '300.00', '100.00'), jobOf: 'Hill' };
  const customers = {
    parties: [
      {
        ...vendor(0, 'Hill', '250.00', '250.00', '0.00'),
        withJobs: { quickbooks: '650.00', billcom: '550.00', difference: '100.00' },
      },
      job,
      vendor(2, 'Lake', '10.00', '10.00', '0.00'),
    ],
    differences: [line({ party: 1, word: 'invoice', name: 'I-7', difference: '100.00' })],
  };
  const document = tieOutDocument('Hill Builders', taken(), customers);

  test('a job that differs stands below its customer, which has a total with its jobs', () => {
    const text = tieOutText(sides.ar, document);
    expect(text).toContain('Accounts receivable of “Hill Builders”');
    expect(text).toMatch(/owed by customers\s+12,345\.67/);
    expect(text).toMatch(
      /Hill, with its jobs\s+650\.00\s+550\.00\s+100\.00[^]*Hill\s+250\.00[^]*Hill:Kitchen\s+400\.00/,
    );
    expect(text).toContain('1 other customer agrees.');
    expect(text).not.toMatch(/Lake/);
  });

  test('the table for a spreadsheet has each customer and job once', () => {
    const rows = tieOutCsv(sides.ar, document).trim().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^as of,customer,/);
    expect(rows[1]).toBe('2026-11-23,Hill,,,,250.00,250.00,0.00,agrees,,,Q0,');
  });

  test('status has its own line of it', () => {
    expect(tieOutWords(sides.ar, taken(), 'Hill')).toMatch(
      /^A\/R differs by 45\.67 .* tieout report ar Hill$/,
    );
  });
});
