import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withAllLists } from '../../../demo/data/allLists';
import {
  LONG_CUSTOMER_NAMES,
  MERGED_CUSTOMER,
  NAMES_OF_OTHERS,
  SHARED_JOBS,
  SUB_CUSTOMERS_OF_BILLCOM,
} from '../../../demo/data/billcomCustomers';
import { ITEMS_OF_BILLCOM } from '../../../demo/data/billcomItems';
import { company, companyData, seeds } from '../../../demo/data/company';
import { CUSTOMER_COUNT, fullNames, JOB_COUNT, SUFFIXES } from '../../../demo/data/quickbooksCustomers';
import { ITEM_COUNT } from '../../../demo/data/quickbooksItems';
import { Service } from '../../../simulators/billcom/service';
import { booksAsJson } from '../../../simulators/quickbooks/server/booksAsJson';
import { seedSchema } from '../../../simulators/quickbooks/books/seed';
import { openSimulatedQuickBooks } from '../../../simulators/quickbooks/server/start';

const data = withAllLists(companyData());
const customers = data.quickbooks.customers.filter((each) => each.ParentFullName === undefined);
const jobs = data.quickbooks.customers.filter((each) => each.ParentFullName !== undefined);
const lower = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name.toLowerCase());

/** What the two simulators hold after they were started with the seeds. */
function planted() {
  const { quickbooks, billcom } = seeds(data);
  const directory = mkdtempSync(path.join(tmpdir(), 'all-lists-'));
  const quickBooks = openSimulatedQuickBooks({
    directory,
    port: 0,
    seed: seedSchema.parse(quickbooks),
    msPerRequest: 0,
    msPerRecord: 0,
    zone: company.zone,
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\demo.qbw',
    iteratorIdleMs: 10_000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
  const books = booksAsJson(quickBooks.contextOfPerson()) as Record<string, Record<string, any>[]>;
  quickBooks.parts.file.close();
  rmSync(directory, { recursive: true, force: true });
  const service = new Service({ seed: billcom });
  const rows = service.booksOf(company.organization).toJson();
  service.close();
  return { books, rows };
}

describe('the company with all its lists', () => {
  const { books, rows } = planted();
  const list = (name: string): Record<string, any>[] => books[name] ?? [];

  test('is the same in every run and leaves the shorter company as it was', () => {
    expect(withAllLists(companyData())).toEqual(data);
    const short = companyData();
    expect(data.quickbooks.vendors.slice(0, 300)).toEqual(short.quickbooks.vendors);
    expect(data.billcom.vendors).toEqual(short.billcom.vendors);
  });

  test('is taken by both simulators as it is', () => {
    expect(list('customers')).toHaveLength(CUSTOMER_COUNT + JOB_COUNT);
    expect([customers.length, jobs.length]).toEqual([CUSTOMER_COUNT, JOB_COUNT]);
    expect(list('items')).toHaveLength(ITEM_COUNT);
    expect(list('terms').length + list('dateDrivenTerms').length).toBeGreaterThan(10);
    expect(rows.Customer).toHaveLength(data.billcom.customers.length);
    expect(rows.Item).toHaveLength(data.billcom.items.length);
    expect(rows.PaymentTerm).toHaveLength(data.billcom.paymentTerms.length);
  });

  test('has jobs at every depth, some closed, and items of all twelve kinds, some below others', () => {
    const levels = new Set(list('customers').map((each) => Number(each.Sublevel)));
    expect([...levels].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(list('items').map((each) => each.ItemType)).size).toBe(12);
    expect(list('items').some((each) => each.Sublevel === '2')).toBe(true);
    const inactive = (name: string) => list(name).filter((each) => each.IsActive === 'false').length;
    for (const name of ['customers', 'items', 'terms']) expect(inactive(name)).toBeGreaterThan(0);
    const names = jobs.map(({ Name }) => Name);
    expect(new Set(names).size).toBeLessThan(names.length / 2);
  });

  test('has customers in Bill.com that are alike, nearly alike, twice there, and foreign to QuickBooks', () => {
    const quickbooks = new Set(customers.map(({ Name }) => Name));
    const anyCase = new Set(customers.map(({ Name }) => Name.toLowerCase()));
    const there = data.billcom.customers.filter((each) => each.parent === undefined);
    expect(there.filter(({ name }) => quickbooks.has(name)).length).toBeGreaterThan(90);
    expect(there.filter(({ name }) => !quickbooks.has(name) && anyCase.has(name.toLowerCase()))).toHaveLength(
      8,
    );
    const twice = lower(there).filter((name, index, all) => all.indexOf(name) !== index);
    expect(twice.length).toBeGreaterThanOrEqual(4);
    const people = there.filter(({ name }) =>
      anyCase.has(name.replace(/^(\w+) (\w+)$/, '$2, $1').toLowerCase()),
    );
    expect(people.length).toBeGreaterThan(3);
    expect(LONG_CUSTOMER_NAMES.every((name) => name.length > 41)).toBe(true);
    expect(new Set(LONG_CUSTOMER_NAMES.map((name) => name.slice(0, 41))).size).toBe(2);
    expect(rows.Customer?.find(({ id }) => id === MERGED_CUSTOMER.from)).toMatchObject({
      mergedIntoId: MERGED_CUSTOMER.into,
      isActive: '2',
    });
  });

  test('has names that QuickBooks’ one list of names has given to others', () => {
    const names = new Set(lower(data.billcom.customers));
    const vendors = data.quickbooks.vendors.map(({ Name }) => Name.toLowerCase());
    expect(vendors.filter((name) => names.has(name)).length).toBeGreaterThanOrEqual(9);
    expect(list('employees').map((each) => each.Name)).toContain(NAMES_OF_OTHERS[0]);
    expect(list('otherNames').map((each) => each.Name)).toContain(NAMES_OF_OTHERS[1]);
    for (const name of NAMES_OF_OTHERS) expect(names).toContain(name.toLowerCase());
    const both = new Set(lower(data.billcom.vendors).filter((name) => names.has(name)));
    expect(both.size).toBeGreaterThan(5);
    const suffixed = customers.filter(({ Name }) => SUFFIXES.some((suffix) => Name.endsWith(suffix)));
    expect(suffixed).toHaveLength(6);
    for (const { Name } of suffixed) expect(names).not.toContain(Name.toLowerCase());
  });

  test('has jobs in Bill.com as sub-customers, flat under their full name, and some of its own', () => {
    const known = new Set(fullNames(jobs));
    const below = data.billcom.customers.filter((each) => each.parent !== undefined);
    expect(below).toHaveLength(SHARED_JOBS.asSubCustomers + SUB_CUSTOMERS_OF_BILLCOM.length);
    const ours = below.filter(({ name, parent }) => known.has(`${String(parent)}:${name}`));
    expect(ours).toHaveLength(SHARED_JOBS.asSubCustomers);
    expect(data.billcom.customers.filter(({ name }) => known.has(name))).toHaveLength(SHARED_JOBS.flat);
  });

  test('has terms that match by name, by days only, and not at all', () => {
    const byName = new Map(list('terms').map((each) => [String(each.Name).toLowerCase(), each]));
    const kind = ({ name, netDue }: (typeof data.billcom.paymentTerms)[number]): string => {
      if (byName.has(name.toLowerCase())) return 'name';
      const days = list('terms').filter((each) => each.StdDueDays === String(netDue));
      return days.length === 0 ? 'none' : days.some((each) => each.IsActive === 'true') ? 'days' : 'inactive';
    };
    expect(new Set(data.billcom.paymentTerms.map(kind))).toEqual(
      new Set(['name', 'days', 'inactive', 'none']),
    );
  });

  test('has items in Bill.com that QuickBooks has too, has otherwise, or has not', () => {
    const known = new Set(list('items').map((each) => String(each.Name)));
    const there = data.billcom.items.map(({ name }) => name);
    expect(there.filter((name) => known.has(name)).length).toBeGreaterThan(25);
    expect(there).toEqual(expect.arrayContaining(ITEMS_OF_BILLCOM));
    expect(there.some((name) => name.includes(':'))).toBe(true);
  });
});
