import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withAllLists } from '../../../demo/data/allLists';
import { company, companyData, seeds } from '../../../demo/data/company';
import { monthOfBills } from '../../../demo/data/monthOfBills';
import { payablesSeeds } from '../../../demo/data/payables';
import { createRandom } from '../../../demo/data/random';
import { Service } from '../../../simulators/billcom/service';
import { seedSchema } from '../../../simulators/quickbooks/books/seed';
import { openSimulatedQuickBooks } from '../../../simulators/quickbooks/server/start';
import { booksAsJson } from '../../../simulators/quickbooks/server/booksAsJson';

const data = withAllLists(companyData());
const month = () => monthOfBills(data, createRandom(7), '2026-06-01');
const bills = month();
const share = (some: readonly unknown[]) => some.length / bills.length;

test('is the same in every run', () => {
  expect(month()).toEqual(bills);
});

test('has the shape of real bills', () => {
  const totals = bills.map(({ total }) => total).sort((a, b) => a - b);
  expect(bills).toHaveLength(400);
  expect(totals[200]).toBeGreaterThan(100_000);
  expect(totals[200]).toBeLessThan(500_000);
  const keys = bills.map(({ vendor, number }) => `${vendor} ${number}`);
  const shared = keys.filter((key) => keys.indexOf(key) !== keys.lastIndexOf(key));
  expect(share(shared)).toBeGreaterThan(0.03);
  expect(share(shared)).toBeLessThan(0.15);
  expect(bills.some(({ number }) => number.length > 20)).toBe(true);
  expect(bills.some(({ date, dueDate }) => dueDate < date)).toBe(true);
  for (const { lines, total } of bills) expect(lines.reduce((sum, { cents }) => sum + cents, 0)).toBe(total);
});

test('both simulators take it, and their books agree about what is paid', () => {
  const bank = String(data.quickbooks.accounts.find(({ AccountType }) => AccountType === 'Bank')?.Name);
  const seed = seeds(data, payablesSeeds(bills, { billcom: bank, quickbooks: bank }));
  const billcom = new Service({ seed: seed.billcom });
  const directory = mkdtempSync(path.join(tmpdir(), 'payables-'));
  const quickBooks = openSimulatedQuickBooks({
    directory,
    port: 0,
    seed: seedSchema.parse(seed.quickbooks),
    msPerRequest: 0,
    msPerRecord: 0,
    zone: company.zone,
    clockSkewMs: 0,
    printedOffset: 'exact',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\test.qbw',
    iteratorIdleMs: 10_000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
  const books = booksAsJson(quickBooks.contextOfPerson()) as { bills: { IsPaid: string }[] };
  const theirs = [...billcom.booksOf(company.organization).all('Bill')];
  const both = bills.filter(({ whereabouts }) => whereabouts === 'both');
  const paid = both.filter(({ isPaid, total }) => isPaid && total > 0).length;
  const only = bills.filter(
    ({ whereabouts, isPaid, total }) => whereabouts === 'billcom' && isPaid && total > 0,
  );
  expect(theirs.filter(({ paymentStatus }) => paymentStatus === '0')).toHaveLength(paid + only.length);
  const zero = bills.filter(
    ({ whereabouts, total }) => ['both', 'quickbooks'].includes(whereabouts) && total === 0,
  );
  expect(books.bills.filter(({ IsPaid }) => IsPaid === 'true')).toHaveLength(paid + zero.length);
  billcom.close();
  quickBooks.parts.file.close();
  rmSync(directory, { recursive: true, force: true });
});
