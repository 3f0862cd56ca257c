import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { field, idOf, messageSet, mod, sequenceOf, TestCompany } from './testCompany';

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany({
    terms: [{ Name: 'Net 30' }],
    vendors: [{ Name: 'Acme Supply' }],
    employees: [{ FirstName: 'Ann', MiddleName: 'B', LastName: 'Reed' }],
    otherNames: [{ Name: 'Petty Cash Box' }],
    customers: [
      { Name: 'Jones', Balance: '100.00' },
      { Name: 'Kitchen', ParentFullName: 'Jones', Balance: '25.50', JobStatus: 'InProgress' },
      { Name: 'Sink', ParentFullName: 'Jones:Kitchen', Balance: '1.00' },
      { Name: 'Smith' },
    ],
  });
});
afterEach(() => company.remove());

const customer = (name: string, more = '') =>
  `<CustomerAddRq><CustomerAdd><Name>${name}</Name>${more}</CustomerAdd></CustomerAddRq>`;
const below = (fullName: string) => `<ParentRef><FullName>${fullName}</FullName></ParentRef>`;
const named = (fullName: string): Promise<XmlElement> =>
  company.done(`<CustomerQueryRq><FullName>${fullName}</FullName></CustomerQueryRq>`);
const del = (ret: XmlElement) =>
  `<ListDelRq><ListDelType>Customer</ListDelType><ListID>${idOf(ret)}</ListID></ListDelRq>`;

describe('a job', () => {
  test('is a customer with a parent: FullName, Sublevel, and what is known of the work', async () => {
    const ret = await company.done(
      customer(
        'Bath',
        `${below('Jones:Kitchen')}<JobStatus>Awarded</JobStatus><JobStartDate>2026-01-05</JobStartDate><JobProjectedEndDate>2026-09-01</JobProjectedEndDate><JobDesc>Tiles</JobDesc>`,
      ),
    );
    expect(
      ['FullName', 'Sublevel', 'JobStatus', 'JobStartDate', 'JobDesc'].map((name) => field(ret, name)),
    ).toEqual(['Jones:Kitchen:Bath', '2', 'Awarded', '2026-01-05', 'Tiles']);
    expect(field(ret, 'ParentRef', 'FullName')).toBe('Jones:Kitchen');
  });

  test('moves under another customer, and everything below it moves along', async () => {
    const kitchen = await named('Jones:Kitchen');
    company.later(60);
    const moved = await company.done(mod('Customer', kitchen, below('Smith')));
    expect([idOf(moved), field(moved, 'FullName')]).toEqual([idOf(kitchen), 'Smith:Kitchen']);
    expect(sequenceOf(moved)).not.toBe(sequenceOf(kitchen));
    expect(field(await named('Smith:Kitchen:Sink'), 'Sublevel')).toBe('2');
    expect(field(await named('Jones'), 'TotalBalance')).toBe('100.00');
    expect(field(await named('Smith'), 'TotalBalance')).toBe('26.50');
  });

  test.each([
    ['under a job of its own', 'Jones', below('Jones:Kitchen'), 3130],
    ['under itself', 'Jones', below('Jones'), 3130],
    ['under a vendor', 'Jones:Kitchen', below('Acme Supply'), 3130],
    ['to the top under the name of a vendor', 'Jones:Kitchen', '<Name>acme supply</Name><ParentRef/>', 3100],
    ['to the top under the name of an employee', 'Jones:Kitchen', '<Name>ann b reed</Name><ParentRef/>', 3100],
    ['to the top under the name of a customer', 'Jones:Kitchen', '<Name>smith</Name><ParentRef/>', 3170],
  ])('does not move %s', async (_what, who, fields, code) => {
    expect(await company.code(mod('Customer', await named(who), fields))).toBe(code);
  }); // prettier-ignore

  test('becomes a customer when its parent is taken away', async () => {
    const top = await company.done(mod('Customer', await named('Jones:Kitchen'), '<ParentRef/>'));
    expect([field(top, 'FullName'), field(top, 'Sublevel')]).toEqual(['Kitchen', '0']);
    expect(top.children.some(({ name }) => name === 'ParentRef')).toBe(false);
  });

  test('may have the name of a vendor, because only customers stand in the shared space of names', async () => {
    expect(await company.code(customer('Acme Supply', below('Jones')))).toBe(0);
    expect(await company.code(customer('Acme Supply'))).toBe(3100);
    expect(await company.code(customer('Petty Cash Box'))).toBe(3100);
  });

  test('is inactive with its customer and does not come back alone', async () => {
    await company.done(mod('Customer', await named('Jones'), '<IsActive>false</IsActive>'));
    const kitchen = await named('Jones:Kitchen');
    expect(field(kitchen, 'IsActive')).toBe('false');
    expect(await company.code(mod('Customer', kitchen, '<IsActive>true</IsActive>'))).toBe(3140);
    expect(await company.code(customer('New', below('Jones')))).toBe(3140);
  });
});

describe('customers', () => {
  test('five levels are the limit, and each level has 41 characters', async () => {
    const level = 'x'.repeat(41);
    await company.done(customer(level));
    for (let depth = 1; depth < 5; depth += 1) {
      await company.done(customer(level, below(Array(depth).fill(level).join(':'))));
    }
    const deepest = Array(5).fill(level).join(':');
    expect(field(await named(deepest), 'FullName')).toHaveLength(5 * 41 + 4);
    expect(await company.code(customer('y', below(deepest)))).toBe(3180);
  });

  test('balances go up the tree, and a filter by balance counts the jobs', async () => {
    const jones = await named('Jones');
    expect([field(jones, 'Balance'), field(jones, 'TotalBalance')]).toEqual(['100.00', '126.50']);
    const { children } = await company.askOne(
      '<CustomerQueryRq><TotalBalanceFilter><Operator>GreaterThan</Operator><Amount>126.00</Amount></TotalBalanceFilter></CustomerQueryRq>',
    );
    expect(children.map((ret) => field(ret, 'FullName'))).toEqual(['Jones']);
  });

  test('a Mod keeps ExternalGUID, which nobody can give again', async () => {
    const added = await company.done(
      customer('A', '<ExternalGUID>{512349b1-1111-2222-3333-000de1813d20}</ExternalGUID>'),
    );
    const changed = await company.done(
      mod('Customer', added, '<CompanyName>B</CompanyName><TermsRef><FullName>Net 30</FullName></TermsRef>'),
    );
    expect(field(changed, 'ExternalGUID')).toBe('{512349B1-1111-2222-3333-000DE1813D20}');
    expect(field(changed, 'TermsRef', 'FullName')).toBe('Net 30');
    expect(
      await company.send(messageSet(mod('Customer', changed, '<ExternalGUID>0</ExternalGUID>'))),
    ).toMatchObject({ hresult: '0x80040400' });
  });

  test('are deleted only without jobs and without a balance', async () => {
    expect(await company.code(del(await named('Jones')))).toBe(3160);
    expect(await company.code(del(await named('Jones:Kitchen:Sink')))).toBe(3160);
    const smith = await named('Smith');
    expect(await company.code(del(smith))).toBe(0);
    const trace = await company.done(
      '<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>',
    );
    expect([field(trace, 'ListID'), field(trace, 'FullName')]).toEqual([idOf(smith), 'Smith']);
  });

  test('come page by page with their jobs', async () => {
    const first = await company.askOne(
      '<CustomerQueryRq iterator="Start"><MaxReturned>3</MaxReturned></CustomerQueryRq>',
    );
    expect(first.children.map((ret) => field(ret, 'FullName'))).toEqual([
      'Jones',
      'Jones:Kitchen',
      'Jones:Kitchen:Sink',
    ]);
    expect(first.attributes.iteratorRemainingCount).toBe('1');
  });
});

describe('employees', () => {
  test('take their name from its parts, and take it away from the others', async () => {
    const ann = await company.done('<EmployeeQueryRq/>');
    expect(field(ann, 'Name')).toBe('Ann B Reed');
    expect(
      await company.code('<VendorAddRq><VendorAdd><Name>ANN B REED</Name></VendorAdd></VendorAddRq>'),
    ).toBe(3100);
    const { children } = await company.askOne('<EntityQueryRq/>');
    expect(children.map(({ name }) => name)).toContain('EmployeeRet');
  });

  test('are entered by people only', async () => {
    expect(
      await company.code('<EmployeeAddRq><EmployeeAdd><LastName>X</LastName></EmployeeAdd></EmployeeAddRq>'),
    ).toBe(1030);
  });
});

describe('several currencies', () => {
  const dollars = { Name: 'US Dollar', CurrencyCode: 'USD' };
  const multi = { IsMultiCurrencyOn: true, HomeCurrencyRef: { FullName: 'US Dollar' } };

  test('every record has one: its own, or the home currency', async () => {
    const abroad = new TestCompany({
      preferences: { MultiCurrencyPreferences: multi },
      currencies: [dollars, { Name: 'Euro', CurrencyCode: 'EUR' }],
      customers: [{ Name: 'Berlin', CurrencyRef: { FullName: 'Euro' } }, { Name: 'Boise' }],
    });
    const { children } = await abroad.askOne('<CustomerQueryRq/>');
    expect(children.map((ret) => field(ret, 'CurrencyRef', 'FullName'))).toEqual(['Euro', 'US Dollar']);
    const preferences = await abroad.done('<PreferencesQueryRq/>');
    const home = await abroad.done('<CurrencyQueryRq><FullName>US Dollar</FullName></CurrencyQueryRq>');
    expect(field(preferences, 'MultiCurrencyPreferences', 'HomeCurrencyRef', 'ListID')).toBe(idOf(home));
    abroad.remove();
  });

  test('without them there is neither a list nor a field', async () => {
    expect(await company.code('<CurrencyQueryRq/>')).toBe(3250);
    expect(field(await named('Smith'), 'CurrencyRef', 'FullName')).toBeUndefined();
    expect(
      await company.code(
        '<CurrencyAddRq><CurrencyAdd><Name>Euro</Name><CurrencyCode>EUR</CurrencyCode></CurrencyAdd></CurrencyAddRq>',
      ),
    ).toBe(3250);
  });
});
