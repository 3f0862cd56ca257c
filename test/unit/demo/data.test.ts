import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FOREIGN_NAMES, LONG_NAMES } from '../../../demo/data/billcomVendors';
import { companyData, seeds } from '../../../demo/data/company';
import { recordsIn, withRealSamples } from '../../../demo/data/realSamples';

const data = companyData();
const names = data.quickbooks.vendors.map((vendor) => vendor.Name);

describe('the demo’s company', () => {
  test('is the same in every run', () => {
    expect(companyData()).toEqual(data);
  });

  test('has the size of a contractor’s books', () => {
    expect(data.quickbooks.accounts.length).toBeGreaterThanOrEqual(58);
    expect(data.quickbooks.classes).toHaveLength(10);
    expect(data.quickbooks.vendors).toHaveLength(300);
    expect(data.billcom.vendors.length).toBeGreaterThan(120);
    expect(data.billcom.vendors.length).toBeLessThan(200);
  });

  test('breaks no rule of QuickBooks: lengths, single names, single numbers, parents first', () => {
    expect(names.filter((name) => name.length > 41)).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    const accounts = data.quickbooks.accounts;
    expect(new Set(accounts.map((each) => each.AccountNumber)).size).toBe(accounts.length);
    for (const list of [accounts, data.quickbooks.classes]) {
      const above = new Set<string>();
      for (const each of list) {
        if (each.ParentFullName !== undefined) expect(above).toContain(each.ParentFullName);
        above.add(each.Name);
      }
    }
  });

  test('holds what makes two books differ', () => {
    const there = data.billcom.vendors.map((vendor) => vendor.name);
    const same = there.filter((name) => names.includes(name));
    expect(same.length).toBeGreaterThan(100);
    expect(
      there.filter((name) => !names.includes(name) && names.some((each) => each.toUpperCase() === name)),
    ).not.toHaveLength(0);
    expect(there).toEqual(expect.arrayContaining([...LONG_NAMES, ...FOREIGN_NAMES]));
    expect(data.billcom.vendors.some((vendor) => vendor.isActive === '2')).toBe(true);
    expect(data.quickbooks.vendors.some((vendor) => vendor.IsActive === false)).toBe(true);
    expect(data.billcom.chartOfAccounts.some((account) => String(account.accountNumber).length > 7)).toBe(
      true,
    );
  });

  test('two long names would be one in QuickBooks', () => {
    const short = LONG_NAMES.map((name) => name.slice(0, 41));
    expect(new Set(short).size).toBe(short.length - 1);
  });
});

describe('real records', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'samples-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are left out where there are none', () => {
    const { data: mixed, found } = withRealSamples(data, folder);
    expect(found).toEqual([]);
    expect(seeds(mixed)).toEqual(seeds(data));
  });

  test('are mixed in; a number that is taken stays behind', () => {
    mkdirSync(path.join(folder, 'qbxml-samples'));
    const account = (name: string, number: string) =>
      `<AccountRet><Name>${name}</Name><AccountType>Bank</AccountType><AccountNumber>${number}</AccountNumber><Balance>1.00</Balance></AccountRet>`;
    writeFileSync(
      path.join(folder, 'qbxml-samples', 'AccountQueryRs.xml'),
      `<QBXML>${account('Savings', '10100')}${account('Escrow', '10999')}</QBXML>`,
    );
    const { data: mixed, found } = withRealSamples(data, folder);
    expect(found).toHaveLength(2);
    expect(mixed.quickbooks.accounts.slice(-2)).toEqual([
      { Name: 'Savings', AccountType: 'Bank' },
      { Name: 'Escrow', AccountType: 'Bank', AccountNumber: '10999' },
    ]);
  });

  test('are read with their groups', () => {
    const document = `<V><VendorAdd><Name>Acme</Name><VendorAddress><Addr1>1 A &amp; B</Addr1><City>C</City></VendorAddress><TermsRef><FullName>Net</FullName></TermsRef></VendorAdd></V>`;
    expect(recordsIn(document, 'VendorAdd', ['Name', 'VendorAddress'])).toEqual([
      { Name: 'Acme', VendorAddress: { Addr1: '1 A & B', City: 'C' } },
    ]);
  });
});
