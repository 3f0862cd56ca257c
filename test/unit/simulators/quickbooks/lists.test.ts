import { field, idOf, mod, sequenceOf, statusOf, TestCompany } from './testCompany';
import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';

let company: TestCompany;

beforeEach(() => {
  company = new TestCompany({
    preferences: { AccountingPreferences: { IsUsingClassTracking: true } },
    accounts: [
      { Name: 'Accounts Payable', AccountType: 'AccountsPayable', SpecialAccountType: 'AccountsPayable' },
      { Name: 'Checking', AccountType: 'Bank', Balance: '100.00' },
      { Name: 'Rent', AccountType: 'Expense', AccountNumber: '6000' },
    ],
    terms: [{ Name: 'Net 30', StdDueDays: 30 }],
    customers: [{ Name: 'Jones' }],
  });
});
afterEach(() => company.remove());

const account = (name: string, more = '', type = 'Expense') =>
  `<AccountAddRq><AccountAdd><Name>${name}</Name>${more}<AccountType>${type}</AccountType></AccountAdd></AccountAddRq>`;
const classAdd = (name: string, more = '') =>
  `<ClassAddRq><ClassAdd><Name>${name}</Name>${more}</ClassAdd></ClassAddRq>`;
const below = (fullName: string) => `<ParentRef><FullName>${fullName}</FullName></ParentRef>`;
const vendor = (name: string, more = '') =>
  `<VendorAddRq><VendorAdd><Name>${name}</Name>${more}</VendorAdd></VendorAddRq>`;
const byName = async (list: string, fullName: string): Promise<XmlElement> =>
  company.done(`<${list}QueryRq><FullName>${fullName}</FullName></${list}QueryRq>`);

describe('adding', () => {
  test('returns identity, times with the offset of winter, and what was kept', async () => {
    const ret = await company.addVendor(' Caf&#233; &#8212; &#9731; ', '<CreditLimit>5</CreditLimit>');
    expect(field(ret, 'Name')).toBe('Café — ?');
    expect(idOf(ret)).toMatch(/^8[0-9A-F]{7}-\d{10}$/);
    expect(field(ret, 'TimeCreated')).toBe('2026-07-01T10:00:00-08:00');
    expect(field(ret, 'CreditLimit')).toBe('5.00');
    expect(sequenceOf(ret)).toBe(String(Date.parse('2026-07-01T17:00:00Z') / 1000));
  });

  test('numbers are not used again after a deletion', async () => {
    const first = await company.addVendor('A');
    await company.done(
      `<ListDelRq><ListDelType>Vendor</ListDelType><ListID>${idOf(first)}</ListID></ListDelRq>`,
    );
    const second = await company.addVendor('A');
    expect(idOf(second)).not.toBe(idOf(first));
  });

  test('ExternalGUID comes back in upper case', async () => {
    const ret = await company.addVendor(
      'A',
      '<ExternalGUID>{512349b1-1111-2222-3333-000de1813d20}</ExternalGUID>',
    );
    expect(field(ret, 'ExternalGUID')).toBe('{512349B1-1111-2222-3333-000DE1813D20}');
  });

  test.each([
    ['a name of a customer, whatever its case', () => vendor('jONES'), 3100],
    ['a colon in a name', () => vendor('a:b'), 3090],
    ['a name of blanks', () => vendor('  '), 3150],
    ['terms that do not exist', () => vendor('A', '<TermsRef><FullName>Net 99</FullName></TermsRef>'), 3140],
    ['a list that has no entries', () => vendor('A', '<VendorTypeRef><FullName>x</FullName></VendorTypeRef>'), 3140],
    ['currencies where there is one', () => vendor('A', '<CurrencyRef><FullName>Euro</FullName></CurrencyRef>'), 3250],
    ['a parent that does not exist', () => account('A', below('Nowhere')), 3130],
    ['an account of another type than its parent', () => account('A', below('Rent'), 'Bank'), 3180],
    ['a non-posting account', () => account('A', '', 'NonPosting'), 3110],
    ['the account number of another', () => account('A').replace('</AccountType>', '</AccountType><AccountNumber>6000</AccountNumber>'), 3100],
    ['parts that are not simulated', () => vendor('A', '<Contacts><FirstName>B</FirstName></Contacts>'), 1030],
  ])('refuses %s', async (_what, request, code) => {
    const before = JSON.stringify(company.quickBooks.parts.file.books.everyEntry());
    expect(await company.code(request())).toBe(code);
    expect(JSON.stringify(company.quickBooks.parts.file.books.everyEntry())).toBe(before);
  }); // prettier-ignore

  test('the same name is free under another parent, and five levels are the limit', async () => {
    await company.done(classAdd('A'));
    await company.done(classAdd('A', below('A')));
    await company.done(classAdd('A', below('A:A')));
    await company.done(classAdd('A', below('a:a:a')));
    const fifth = await company.done(classAdd('A', below('A:A:A:A')));
    expect([field(fifth, 'FullName'), field(fifth, 'Sublevel')]).toEqual(['A:A:A:A:A', '4']);
    expect(await company.code(classAdd('A', below('A:A:A:A:A')))).toBe(3180);
    expect(await company.code(classAdd('a', below('A')))).toBe(3100);
  });

  test('a job is unique under its customer only', async () => {
    const job = (name: string) =>
      `<CustomerAddRq><CustomerAdd><Name>${name}</Name>${below('Jones')}</CustomerAdd></CustomerAddRq>`;
    const ret = await company.done(job('Jones'));
    expect(field(ret, 'FullName')).toBe('Jones:Jones');
    expect(await company.code(job('JONES'))).toBe(3100);
  });

  test('an inactive entry keeps its name and cannot be referred to', async () => {
    await company.done(
      '<StandardTermsAddRq><StandardTermsAdd><Name>Old</Name><IsActive>false</IsActive></StandardTermsAdd></StandardTermsAddRq>',
    );
    await company.addVendor('Gone', '<IsActive>false</IsActive>');
    expect(await company.code(vendor('gone'))).toBe(3100);
    expect(await company.code(vendor('New', '<TermsRef><FullName>Old</FullName></TermsRef>'))).toBe(3140);
  });

  test('of ListID and FullName the ListID counts', async () => {
    const terms = await company.done('<TermsQueryRq/>');
    const ret = await company.addVendor(
      'A',
      `<TermsRef><ListID>${idOf(terms)}</ListID><FullName>Nonsense</FullName></TermsRef>`,
    );
    expect(field(ret, 'TermsRef', 'FullName')).toBe('Net 30');
  });
});

describe('modifying', () => {
  test('leaves what is left out, clears what is empty, changes EditSequence', async () => {
    const added = await company.addVendor('A', '<CompanyName>B</CompanyName><Phone>1</Phone>');
    company.later(5);
    const ret = await company.done(mod('Vendor', added, '<Phone/>'));
    expect([field(ret, 'CompanyName'), field(ret, 'Phone')]).toEqual(['B', undefined]);
    expect(Number(sequenceOf(ret))).toBe(Number(sequenceOf(added)) + 5);
    expect(field(ret, 'TimeModified')).toBe('2026-07-01T10:00:05-08:00');
    expect(field(ret, 'TimeCreated')).toBe(field(added, 'TimeCreated'));
  });

  test('two modifications in one second have two EditSequences', async () => {
    const added = await company.addVendor('A');
    const once = await company.done(mod('Vendor', added, '<Phone>1</Phone>'));
    const twice = await company.done(mod('Vendor', once, '<Phone>1</Phone>'));
    expect(new Set([added, once, twice].map(sequenceOf)).size).toBe(3);
  });

  test('an address is laid over the old one, or replaces it, as the switch says', async () => {
    const address = '<VendorAddress><Addr1>1</Addr1><City>X</City></VendorAddress>';
    const added = await company.addVendor('A', address);
    const other = '<VendorAddress><Addr1>2</Addr1></VendorAddress>';
    const merged = await company.done(mod('Vendor', added, other));
    expect([field(merged, 'VendorAddress', 'Addr1'), field(merged, 'VendorAddress', 'City')]).toEqual([
      '2',
      'X',
    ]);
    company.turn({ addressMod: 'replace' });
    const replaced = await company.done(mod('Vendor', merged, other));
    expect(field(replaced, 'VendorAddress', 'City')).toBeUndefined();
    const cleared = await company.done(mod('Vendor', replaced, '<VendorAddress/>'));
    expect(cleared.children.some(({ name }) => name === 'VendorAddress')).toBe(false);
  });

  test('a stale EditSequence is refused in the words of QuickBooks', async () => {
    const added = await company.addVendor('A');
    await company.done(mod('Vendor', added, '<Phone>1</Phone>'));
    expect(statusOf(await company.askOne(mod('Vendor', added, '<Phone>2</Phone>')))).toEqual([
      3200,
      'Error',
      `The provided edit sequence "${sequenceOf(added)}" is out-of-date.`,
    ]);
  });

  test('unknown entries, foreign sequences, names of others', async () => {
    const a = await company.addVendor('A');
    await company.addVendor('B');
    const request = mod('Vendor', a, '<Phone>1</Phone>');
    expect(await company.code(request.replace(idOf(a), '80000099-1'))).toBe(3120);
    expect(await company.code(request.replace(`>${sequenceOf(a)}<`, '>abc<'))).toBe(3205);
    expect(await company.code(mod('Vendor', a, '<Name>b</Name>'))).toBe(3170);
    expect(await company.code(mod('Vendor', a, '<Name>Jones</Name>'))).toBe(3100);
    expect(field(await company.done(mod('Vendor', a, '<Name>a</Name>')), 'Name')).toBe('a');
  });

  test('ParentRef moves an account, an empty one moves it to the top, never below itself', async () => {
    const utilities = await company.done(account('Utilities'));
    const water = await company.done(account('Water', below('Utilities')));
    const moved = await company.done(mod('Account', water, below('Rent')));
    expect(field(moved, 'FullName')).toBe('Rent:Water');
    const top = await company.done(mod('Account', moved, '<ParentRef/>'));
    expect([field(top, 'FullName'), field(top, 'Sublevel')]).toEqual(['Water', '0']);
    expect(await company.code(mod('Account', utilities, below('Utilities')))).toBe(3130);
  });

  test('renaming a parent renames what is below it without modifying it', async () => {
    const rent = await byName('Account', 'Rent');
    const office = await company.done(account('Office', below('Rent')));
    company.later(60);
    await company.done(mod('Account', rent, '<Name>Rents</Name>'));
    const after = await byName('Account', 'Rents:Office');
    expect(sequenceOf(after)).toBe(sequenceOf(office));
  });

  test('types of accounts change only where nothing depends on them', async () => {
    const type = (name: string) => `<AccountType>${name}</AccountType>`;
    const payable = await byName('Account', 'Accounts Payable');
    expect(await company.code(mod('Account', payable, type('OtherCurrentLiability')))).toBe(3180);
    const rent = await byName('Account', 'Rent');
    expect(await company.code(mod('Account', rent, type('AccountsPayable')))).toBe(3180);
    const other = await company.done(mod('Account', rent, type('OtherExpense')));
    await company.done(account('Sub', below('Rent'), 'OtherExpense'));
    expect(await company.code(mod('Account', other, type('Expense')))).toBe(3180);
  });

  test('what is below an inactive entry is inactive too, and stays so', async () => {
    const parent = await company.done(classAdd('P'));
    await company.done(classAdd('C', below('P')));
    const inactive = await company.done(mod('Class', parent, '<IsActive>false</IsActive>'));
    const child = await byName('Class', 'P:C');
    expect(field(child, 'IsActive')).toBe('false');
    expect(await company.code(mod('Class', child, '<IsActive>true</IsActive>'))).toBe(3140);
    await company.done(mod('Class', inactive, '<IsActive>true</IsActive>'));
    await company.done(mod('Class', await byName('Class', 'P:C'), '<IsActive>true</IsActive>'));
  });

  test('totals go up the tree', async () => {
    await company.done(
      account('Petty', below('Checking'), 'Bank').replace(
        '</AccountType>',
        '</AccountType><OpenBalance>-30.50</OpenBalance>',
      ),
    );
    const checking = await byName('Account', 'Checking');
    expect([field(checking, 'Balance'), field(checking, 'TotalBalance')]).toEqual(['100.00', '69.50']);
  });
});

describe('personal data', () => {
  const withTaxId = vendor('A', '<VendorTaxIdent>12-3456789</VendorTaxIdent>');

  test('is neither shown nor taken without the right to it', async () => {
    expect(field(await company.done(withTaxId), 'VendorTaxIdent')).toBe('12-3456789');
    company.quickBooks.parts.file.commit([
      { do: 'setPreferences', fields: { CurrentAppAccessRights: { IsPersonalDataAccessAllowed: 'false' } } },
    ]);
    expect(field(await byName('Vendor', 'A'), 'VendorTaxIdent')).toBeUndefined();
    expect(await company.code(withTaxId)).toBe(3261);
  });
});

describe('class tracking', () => {
  test('off: every class message is refused, and every reference to a class', async () => {
    await company.done(classAdd('East'));
    company.quickBooks.parts.file.commit([
      { do: 'setPreferences', fields: { AccountingPreferences: { IsUsingClassTracking: 'false' } } },
    ]);
    expect(await company.code(classAdd('West'))).toBe(3250);
    expect(await company.code('<ClassQueryRq/>')).toBe(3250);
    expect(await company.code(vendor('A', '<ClassRef><FullName>East</FullName></ClassRef>'))).toBe(3250);
  });
});

describe('private fields', () => {
  const owner = '{512349B1-1111-2222-3333-000DE1813D20}';
  const name = `<OwnerID>${owner}</OwnerID><DataExtName>BillcomID</DataExtName>`;
  const define = (object: string) =>
    `<DataExtDefAddRq><DataExtDefAdd>${name}<DataExtType>STR255TYPE</DataExtType><AssignToObject>${object}</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`;
  const change = (verb: string, value: string) =>
    `<DataExt${verb}Rq><DataExt${verb}>${name}<ListDataExtType>Vendor</ListDataExtType><ListObjRef><FullName>A</FullName></ListObjRef>${value}</DataExt${verb}></DataExt${verb}Rq>`;

  test('are shown to their owner only, and writing one modifies its object', async () => {
    const added = await company.addVendor('A');
    expect(await company.code(change('Add', '<DataExtValue>1</DataExtValue>'))).toBe(3120);
    await company.done(define('Vendor'));
    company.later(3);
    await company.done(change('Add', '<DataExtValue>009abc</DataExtValue>'));
    const plain = await byName('Vendor', 'A');
    expect(sequenceOf(plain)).not.toBe(sequenceOf(added));
    expect(field(plain, 'DataExtRet', 'DataExtValue')).toBeUndefined();
    const asked = await company.done(
      `<VendorQueryRq><FullName>A</FullName><OwnerID>${owner.toLowerCase()}</OwnerID></VendorQueryRq>`,
    );
    expect(field(asked, 'DataExtRet', 'DataExtValue')).toBe('009abc');
    expect(await company.code(change('Del', ''))).toBe(0);
    expect(await company.code(change('Mod', '<DataExtValue>1</DataExtValue>'))).toBe(3120);
  });

  test('only where they were assigned', async () => {
    await company.addVendor('A');
    await company.done(define('Customer'));
    expect(await company.code(change('Add', '<DataExtValue>1</DataExtValue>'))).toBe(3351);
  });
});

describe('deleting', () => {
  const del = (list: string, ret: XmlElement) =>
    `<ListDelRq><ListDelType>${list}</ListDelType><ListID>${idOf(ret)}</ListID></ListDelRq>`;

  test('only what nothing uses; the trace stays for 90 days', async () => {
    const terms = await byName('Terms', 'Net 30');
    const a = await company.addVendor('A', '<TermsRef><FullName>Net 30</FullName></TermsRef>');
    expect(await company.code(del('StandardTerms', terms))).toBe(3160);
    expect(await company.code(del('Account', await byName('Account', 'Checking')))).toBe(3160);
    expect(await company.code(del('Account', await byName('Account', 'Accounts Payable')))).toBe(3160);
    expect(await company.code(del('Vendor', a))).toBe(0);
    expect(await company.code(del('StandardTerms', terms))).toBe(0);
    expect(await company.code(del('Vendor', a))).toBe(3120);
    expect(await company.code(vendor('A'))).toBe(0);

    const query = '<ListDeletedQueryRq><ListDelType>Vendor</ListDelType></ListDeletedQueryRq>';
    const trace = await company.done(query);
    expect([field(trace, 'ListID'), field(trace, 'FullName')]).toEqual([idOf(a), 'A']);
    company.later(91 * 24 * 60 * 60);
    expect(await company.code(query)).toBe(1);
  });

  test('not a parent', async () => {
    const parent = await company.done(classAdd('P'));
    const child = await company.done(classAdd('C', below('P')));
    expect(await company.code(del('Class', parent))).toBe(3160);
    expect(await company.code(del('Class', child))).toBe(0);
    expect(await company.code(del('Class', parent))).toBe(0);
  });
});
