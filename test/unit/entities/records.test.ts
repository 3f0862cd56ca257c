import type {
  EntityDefinition,
  EntityName,
  EntitySettings,
  RawRecord,
} from '../../../src/entities/definition';
import { readRecord, writeFields } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions, stepOrder } from '../../../src/entities/registry';

const called = (name: EntityName, settings: EntitySettings = defaultEntitySettings): EntityDefinition =>
  entityDefinitions(settings).find((definition) => definition.name === name) as EntityDefinition;
const [account, department, vendor] = [called('account'), called('class'), called('vendor')];
const nothing = '0'.repeat(20);

const vendorRet: RawRecord = {
  ListID: '80000001-1',
  TimeModified: '2026-03-01T10:00:00-05:00',
  EditSequence: '1740841200',
  Name: 'Acme',
  IsActive: 'true',
  CompanyName: 'Acme Inc.',
  FirstName: 'Ann',
  VendorAddress: { Addr1: '1 Main St', City: 'Springfield', State: 'IL', PostalCode: '62701' },
  Phone: '555 0100',
  AccountNumber: 'A-1',
  IsVendorEligibleFor1099: 'true',
  Balance: '12.50',
};
const vendorRow: RawRecord = {
  entity: 'Vendor',
  id: '00901ABCDEFGHIJ',
  isActive: '1',
  updatedTime: '2026-03-01T15:00:00.000+0000',
  mergedIntoId: nothing,
  name: 'Acme',
  companyName: 'Acme Inc.',
  contactFirstName: 'Ann',
  contactLastName: '',
  address1: '1 Main St',
  address2: null,
  addressCity: 'Springfield',
  addressState: 'IL',
  addressZip: '62701',
  phone: '555 0100',
  accNumber: 'A-1',
  track1099: true,
};

describe('a vendor', () => {
  test('reads the same from both books', () => {
    const quickbooks = readRecord(vendor, 'quickbooks', vendorRet);
    const billcom = readRecord(vendor, 'billcom', vendorRow);
    expect(quickbooks?.fields).toEqual(billcom?.fields);
    expect(quickbooks?.fields).toMatchObject({
      name: 'Acme',
      contactLastName: null,
      address: { line1: '1 Main St', city: 'Springfield', state: 'IL', postalCode: '62701' },
      is1099: true,
    });
    expect(quickbooks).toMatchObject({
      id: '80000001-1',
      version: '1740841200',
      facts: { balance: '12.50' },
    });
    expect(billcom).toMatchObject({
      mergedInto: null,
      problem: null,
      version: '2026-03-01T15:00:00.000+0000',
    });
  });

  test('is active unless its book says otherwise', () => {
    const isActive = (book: 'quickbooks' | 'billcom', raw: RawRecord) =>
      readRecord(vendor, book, raw)?.active;
    expect(isActive('quickbooks', { ListID: '1', Name: 'Acme' })).toBe(true);
    expect(isActive('quickbooks', { ListID: '1', Name: 'Acme', IsActive: 'false' })).toBe(false);
    expect(isActive('billcom', { id: '1', name: 'Acme', isActive: '1' })).toBe(true);
    expect(isActive('billcom', { id: '1', name: 'Acme', isActive: '2' })).toBe(false);
    expect(readRecord(vendor, 'billcom', { id: '1', name: 'Acme', isActive: '3' })?.problem).toBe(
      'active: isActive should be 1 or 2 and is "3"',
    );
  });

  test('that was merged says into which', () => {
    const merged = readRecord(vendor, 'billcom', { ...vendorRow, isActive: '2', mergedIntoId: '00901ZZZ' });
    expect(merged).toMatchObject({ mergedInto: '00901ZZZ', active: false });
  });

  test('without an id is nothing, and without a name is a problem', () => {
    expect(readRecord(vendor, 'billcom', { name: 'Acme' })).toBeUndefined();
    expect(readRecord(vendor, 'billcom', { id: '1', name: '' })?.problem).toBe('it has no name');
  });

  test.each([
    ['phone', { Phone: ['1', '2'] }, 'phone: Phone should be text and is a list'],
    ['phone', { Phone: { a: 1 } }, 'phone: Phone should be text and is object'],
    [
      '1099 vendor',
      { IsVendorEligibleFor1099: 'maybe' },
      '1099 vendor: IsVendorEligibleFor1099 should be yes or no and is "maybe"',
    ],
    ['address', { VendorAddress: 'Main St' }, 'address: VendorAddress should be an address'],
    ['address', { VendorAddress: { City: 5 } }, 'address: City should be text and is number'],
  ])('with a %s of a wrong type is a problem and not an exception', (_field, wrong, sentence) => {
    const read = readRecord(vendor, 'quickbooks', { ...vendorRet, ...wrong });
    expect(read?.problem).toBe(sentence);
    expect(read?.fields.name).toBe('Acme');
  });

  test('is written with only the fields that are given, and clears with empty values', () => {
    expect(writeFields(vendor, 'quickbooks', { phone: '1', fax: null, is1099: false })).toEqual({
      Phone: '1',
      Fax: '',
      IsVendorEligibleFor1099: 'false',
    });
    expect(writeFields(vendor, 'billcom', { phone: null, active: false })).toEqual({
      phone: '',
      isActive: '2',
    });
  });
});

describe('an account', () => {
  test('reads type, number and parent alike from both books', () => {
    const quickbooks = readRecord(account, 'quickbooks', {
      ListID: '80000002-1',
      Name: 'Checking',
      FullName: 'Bank:Checking',
      ParentRef: { ListID: '80000001-1', FullName: 'Bank' },
      AccountType: 'Bank',
      SpecialAccountType: 'UndepositedFunds',
      AccountNumber: '1010',
    });
    const billcom = readRecord(account, 'billcom', {
      id: '0ca02',
      name: 'Checking',
      parentChartOfAccountId: '0ca01',
      accountType: '3',
      accountNumber: '1010',
    });
    expect(quickbooks?.fields).toEqual({ ...billcom?.fields, parent: '80000001-1' });
    expect(billcom?.fields.parent).toBe('0ca01');
    expect(quickbooks?.facts).toMatchObject({ fullName: 'Bank:Checking', specialType: 'UndepositedFunds' });
  });

  test('at the top has no parent, and 20 zeros are none', () => {
    const row = { id: '1', name: 'Bank', accountType: '3', parentChartOfAccountId: nothing };
    expect(readRecord(account, 'billcom', row)?.fields.parent).toBeNull();
    expect(readRecord(account, 'quickbooks', { ListID: '1', Name: 'Bank' })?.fields.parent).toBeNull();
    expect(writeFields(account, 'billcom', { parent: null })).toEqual({ parentChartOfAccountId: nothing });
    expect(writeFields(account, 'quickbooks', { parent: 'Q1' })).toEqual({ ParentRef: { ListID: 'Q1' } });
  });

  test('of a type that Bill.com leaves open has none', () => {
    const read = readRecord(account, 'billcom', { id: '1', name: 'Fees', accountType: '0' });
    expect(read).toMatchObject({ problem: null, fields: { type: null } });
  });

  test('has the number of another record nowhere, the name only under its parent', () => {
    expect([account.uniqueFields, account.nameSpace, vendor.nameSpace]).toEqual([
      ['number'],
      'ownParent',
      'names',
    ]);
  });
});

describe('a class', () => {
  test('is a department of Bill.com, or by setting an accounting class', () => {
    const accountingClass = called('class', { ...defaultEntitySettings, classesAs: 'accountingClass' });
    expect([department.billcom.object, accountingClass.billcom.object]).toEqual(['Department', 'ActgClass']);
    const fields = { parent: 'B1' };
    expect(writeFields(department, 'billcom', fields)).toEqual({ parentDepartmentId: 'B1' });
    expect(writeFields(accountingClass, 'billcom', fields)).toEqual({ parentActgClassId: 'B1' });
  });
});

test('a record’s references come before it', () => {
  for (const definition of entityDefinitions(defaultEntitySettings)) {
    for (const needed of definition.dependsOn)
      expect(stepOrder.indexOf(needed)).toBeLessThan(stepOrder.indexOf(definition.name));
  }
});
