import { clearingCsv, clearingText, type ClearingDocument } from '../../../src/cli/reportClearingView';
import type { ClearingLineShown, ProvenAccount } from '../../../src/ledger/clearingProofs';

const line = (differs: Partial<ClearingLineShown>): ClearingLineShown => ({
  reason: 'onItsWay',
  word: 'bill payment',
  name: 'P-1',
  date: '2026-11-10',
  records: {
    quickbooks: null,
    billcom: { entity: 'billPayment', id: 'stp1', name: 'P-1', date: '2026-11-10' },
  },
  amount: '-1050.00',
  sentence: 'Its transfer has not come.',
  cure: 'Nothing.',
  ...differs,
});
const account = (differs: Partial<ProvenAccount> = {}): ProvenAccount => ({
  clearing: 'moneyOut',
  cycle: 7,
  account: '80000001-1',
  name: 'Bill.com Money Out Clearing',
  asOf: '2026-11-12',
  takenAt: new Date(2026, 10, 12, 9, 0, 0),
  opening: '12.00',
  openingAsOf: '2026-11-01',
  payments: '-3050.00',
  transfers: '2000.00',
  expected: '-1038.00',
  balance: '-1058.00',
  difference: '-20.00',
  clears: false,
  lines: [line({}), line({ reason: 'quickbooksOnly', word: 'check', name: '901', amount: '-20.00' })],
  ...differs,
});

const document = (...accounts: ProvenAccount[]): ClearingDocument => ({
  company: 'Hill Builders',
  clears: false,
  accounts,
});

test('the proof shows how the balance comes about, and each record that has not cleared', () => {
  const text = clearingText(document(account()));
  for (const row of [
    /balance at the connection \(read on 2026-11-01\)\s+12\.00/,
    /payments posted since\s+-3,050\.00/,
    /transfers recorded since\s+2,000\.00/,
    /expected balance\s+-1,038\.00/,
    /QuickBooks’ balance\s+-1,058\.00/,
    /difference\s+-20\.00/,
    /bill payment P-1\s+2026-11-10\s+-1,050\.00\s+on its way/,
  ])
    expect(text).toMatch(row);
  expect(text).toContain('changed by -1,070.00, 2 lines: on its way -1,050.00, QuickBooks only -20.00.');
});

test('where everything has cleared it says so', () => {
  expect(clearingText(document(account({ lines: [] })))).toContain('Everything has cleared.');
});

test('the spreadsheet has the totals and a line a record', () => {
  const rows = clearingCsv(document(account())).trim().split('\r\n');
  expect(rows).toHaveLength(8);
  expect(rows[4]).toBe('2026-11-12,Bill.com Money Out Clearing,expected balance,,,-1038.00,,,,,');
  expect(rows[6]).toBe(
    '2026-11-12,Bill.com Money Out Clearing,bill payment,P-1,2026-11-10,-1050.00,on its way,Its transfer has not come.,Nothing.,,stp1',
  );
});

test('both accounts are shown, each with its own payments', () => {
  const both = document(
    account({ lines: [] }),
    account({ clearing: 'moneyIn', name: 'Bill.com Money In Clearing', payments: '75.00', lines: [] }),
  );
  const text = clearingText(both);
  expect(text.indexOf('Money Out Clearing')).toBeLessThan(text.indexOf('Money In Clearing'));
  expect(text).toMatch(/received payments posted since\s+75\.00/);
  expect(clearingCsv(both)).toContain('Bill.com Money In Clearing,received payments posted since,,,75.00');
});
