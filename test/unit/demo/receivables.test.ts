import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withAllLists } from '../../../demo/data/allLists';
import { namesInBoth } from '../../../demo/data/commonCustomers';
import { itemAsBillcom } from '../../../demo/data/billcomItems';
import { company, companyData, seeds } from '../../../demo/data/company';
import { daysAfter } from '../../../demo/data/days';
import {
  BEFORE,
  MONTH,
  MONTH_SEED,
  monthOfInvoices,
  type MonthInvoice,
} from '../../../demo/data/monthOfInvoices';
import { fullNames } from '../../../demo/data/quickbooksCustomers';
import { createRandom } from '../../../demo/data/random';
import { billcomInvoice, invoiceAdd, quickbooksInvoice, type Refer } from '../../../demo/data/receivables';
import { Service } from '../../../simulators/billcom/service';
import { seedSchema } from '../../../simulators/quickbooks/books/seed';
import { booksAsJson } from '../../../simulators/quickbooks/server/booksAsJson';
import { openSimulatedQuickBooks } from '../../../simulators/quickbooks/server/start';

const data = withAllLists(companyData());
const firstDay = '2026-06-01';
const all = monthOfInvoices(data, createRandom(11), firstDay);
const entered = (where: string) => all.filter((each) => each.entered === where);

test('is the same in every run', () => {
  expect(monthOfInvoices(data, createRandom(11), firstDay)).toEqual(all);
});

test('is a month of 300 in its order, a third of it partly paid, and older ones', () => {
  const month = all.filter((each) => each.entered !== 'before');
  expect([month.length, entered('before').length]).toEqual([MONTH, BEFORE]);
  const partly = month.filter(({ paidPercent }) => paidPercent > 0 && paidPercent < 100).length;
  expect(partly / MONTH).toBeGreaterThan(0.28);
  expect(partly / MONTH).toBeLessThan(0.4);
  const days = month.map(({ date }) => date);
  expect(days).toEqual([...days].sort());
  expect([days[0], days.at(-1)]).toEqual([firstDay, daysAfter(firstDay, 29)]);
  expect(entered('before').every(({ date }) => date < firstDay)).toBe(true);
});

test('has every kind of line, jobs, sales tax, numbers that are too long, and some to be e-mailed', () => {
  const items = new Set(
    all.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'text' ? [] : [line.item]))),
  );
  for (const item of ['Subtotal', 'Retainage', 'Discount 5%', 'Door Package', 'Bath Package', 'Profit'])
    expect(items).toContain(item);
  for (const where of ['quickbooks', 'billcom'])
    expect(entered(where).some(({ lines }) => lines.some(({ kind }) => kind === 'text'))).toBe(true);
  expect(entered('billcom').some(({ lines }) => lines.some(({ kind }) => kind === 'byItem'))).toBe(true);
  expect(all.some(({ lines }) => lines.some((line) => line.kind === 'item' && line.quantity < 0))).toBe(true);
  expect(all.filter(({ customer }) => customer.includes(':')).length).toBeGreaterThan(60);
  expect(all.filter(({ tax }) => tax !== undefined).length).toBeGreaterThan(40);
  expect(all.some(({ number }) => number.length > 11)).toBe(true);
  expect(all.filter(({ isToBeEmailed }) => isToBeEmailed).length).toBeGreaterThan(5);
});

test('of those that are made in Bill.com with a group of taxes, QuickBooks charges the same for most, not for all', () => {
  const rates: Record<string, readonly number[]> = { 'Vancouver WA': [65, 22], 'Kelso WA': [65, 16] };
  const told = monthOfInvoices(data, createRandom(MONTH_SEED), firstDay);
  const differs = told.flatMap(({ entered: where, tax, lines }): boolean[] => {
    const group = rates[tax ?? ''];
    if (!group || where !== 'billcom') return [];
    const cents = lines.reduce(
      (sum, line) =>
        line.kind === 'item' && line.isTaxed ? sum + Math.round((line.quantity * line.mills) / 10) : sum,
      0,
    );
    const taxOf = (permille: number): number => Math.round((cents * permille) / 1000);
    return [group.reduce((sum, rate) => sum + taxOf(rate), 0) !== taxOf(group.reduce((a, b) => a + b, 0))];
  });
  expect(differs.filter((each) => each).length).toBeGreaterThan(0);
  expect(differs.filter((each) => !each).length).toBeGreaterThan(differs.length / 2);
});

test('both programs take all of it', async () => {
  const older = entered('before').map(quickbooksInvoice);
  const seed = seeds(data, { quickbooks: { transactions: older }, billcom: {} });
  const directory = mkdtempSync(path.join(tmpdir(), 'receivables-'));
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
  const typed = [...entered('quickbooks'), ...entered('both')];
  const answer = await quickBooks.processForPerson(
    `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">${typed.map(invoiceAdd).join('')}</QBXMLMsgsRq></QBXML>`,
  );
  const said = JSON.stringify(answer);
  expect(said.match(/statusCode=\\"\d+\\"[^>]*/g)?.filter((each) => !each.includes('"0\\"'))).toEqual([]);
  const books = booksAsJson(quickBooks.contextOfPerson()) as { invoices: Record<string, string>[] };
  expect(books.invoices).toHaveLength(typed.length + BEFORE);
  expect(books.invoices.some(({ SalesTaxTotal }) => Number(SalesTaxTotal) > 0)).toBe(true);
  quickBooks.parts.file.close();
  rmSync(directory, { recursive: true, force: true });

  const theirs = [...entered('billcom'), ...entered('both')];
  const billcom = new Service({ seed: withInvoices(seed.billcom, theirs) });
  const rows = [...billcom.booksOf(company.organization).all('Invoice')];
  expect(rows).toHaveLength(theirs.length);
  expect(rows.some(({ salesTaxTotal }) => Number(salesTaxTotal) > 0)).toBe(true);
  billcom.close();
});

/** A seed that has every item, as after a first sync; jobs' invoices stand on their customers. */
function withInvoices(seed: unknown, invoices: readonly MonthInvoice[]): unknown {
  const { organizations, ...rest } = seed as { organizations: readonly object[] };
  const [first, ...others] = organizations;
  const names = fullNames(data.quickbooks.items);
  const items = data.quickbooks.items.map((item, index) => ({
    ...itemAsBillcom(item),
    name: names[index],
    ...(item.TaxRate === undefined ? {} : { percentage: Number(item.TaxRate) }),
  }));
  const refer: Refer = (entity, name) => ({
    name: entity === 'Customer' ? (name.split(':')[0] ?? '') : name,
  });
  return {
    ...rest,
    organizations: [
      { ...first, items, invoices: invoices.map((each) => billcomInvoice(each, refer)) },
      ...others,
    ],
  };
}

test('its customers and jobs are plainly the same in both books', () => {
  const { customers, jobs } = namesInBoth(data);
  expect(customers.length).toBeGreaterThan(60);
  expect(jobs.length).toBeGreaterThan(20);
  expect(new Set(customers).size).toBe(customers.length);
});
