import type { EntityName } from '../../src/entities/definition';
import { defaultEntitySettings } from '../../src/entities/defaultSettings';
import { entityDefinitions } from '../../src/entities/registry';
import { comparedWithQuickBooks } from '../../src/ledger/cursors';
import { listsTurnedOff, loadPreferences } from '../../src/ledger/preferences';
import { expectNothingOpen, expectQuiet, expectVendors, namesOf, outcomes } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

describe('QuickBooks’ preferences, rights and currencies', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const prefer = (company: CompanyWorld, preferences: Record<string, object>) =>
    company.quickbooksPerson('set', { preferences });
  const classTracking = (company: CompanyWorld, isOn: boolean) =>
    prefer(company, { AccountingPreferences: { IsUsingClassTracking: String(isOn) } });
  const inBillcom = async (company: CompanyWorld, entity: string, name: string): Promise<Row> => {
    const row = (await company.billcomBooks())[entity]?.find((each) => each.name === name);
    if (!row) throw new Error(`Bill.com has no “${name}”`);
    return row;
  };
  const held = async (company: CompanyWorld): Promise<string[]> =>
    (await company.holds())
      .map(({ cause, recordName, field }) => `${cause} ${recordName} ${field}`.trim())
      .sort();
  const classes = async (company: CompanyWorld) => namesOf((await company.quickbooksBooks()).classes);

  test('class tracking off: only classes are left alone, with the reason, until it is on', async () => {
    const company = await world.company({
      quickbooks: {
        preferences: { AccountingPreferences: { IsUsingClassTracking: 'false' } },
        vendors: [{ Name: 'Acme' }],
      },
      billcom: { departments: [{ name: 'East' }], vendors: [{ name: 'Best' }] },
    });
    expect((await company.firstSync()).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best']);
    expect([await classes(company), await held(company)]).toEqual([[], ['featureOff East']]);
    expect((await company.holds())[0]).toMatchObject({
      sentence: 'The class “East” in Bill.com is left alone: class tracking is turned off in QuickBooks.',
      cure: expect.stringContaining('Use class tracking'),
    });
    // QuickBooks is not asked for what it would refuse.
    const asked = (await company.quickbooksLog())
      .filter(({ by }) => by === 'session')
      .flatMap(({ requests }) => requests);
    expect(asked.filter(({ name, statusCode }) => /Class/.test(name) || statusCode === 3250)).toEqual([]);
    // Nothing changes: nothing is looked at.
    await expectQuiet(company);

    // A closing date is a preference too, and no matter of lists.
    await prefer(company, {
      AccountingPreferences: { IsUsingClassTracking: 'true', ClosingDate: '2099-12-31' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect([await classes(company), await held(company)]).toEqual([['East'], []]);
    const known = await world.database.inCompany(company.id, (tx) => loadPreferences(tx, company.id));
    expect(known).toMatchObject({ classTracking: true, closingDate: '2099-12-31' });

    await classTracking(company, false);
    await company.sync();
    // What is not read does not age.
    const since = async (except: readonly EntityName[]) =>
      world.database.inCompany(company.id, (tx) => comparedWithQuickBooks(tx, company.id, except));
    await world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update read_cursor set complete_at = now() - interval '9 days' where company_id = $1 and entity = 'class'`,
        [company.id],
      ),
    );
    const turnedOff = await world.database.inCompany(company.id, (tx) =>
      listsTurnedOff(tx, company.id, entityDefinitions(defaultEntitySettings)),
    );
    expect(turnedOff).toEqual(['class']);
    const weekAgo = Date.now() - 7 * 24 * 3_600_000;
    expect((await since([]))?.getTime()).toBeLessThan(weekAgo);
    expect((await since(turnedOff))?.getTime()).toBeGreaterThan(weekAgo);
    const { id } = await inBillcom(company, 'Department', 'East');
    await company.billcomEdit('update', { entity: 'Department', obj: { id, name: 'East coast' } });
    await company.quickbooksEdit('<VendorAddRq><VendorAdd><Name>Cole</Name></VendorAdd></VendorAddRq>');
    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best', 'Cole']);
    expect([await classes(company), (await held(company)).length]).toEqual([['East'], 1]);
    await classTracking(company, true);
    expect((await company.sync()).state).toBe('ended');
    expect([await classes(company), await held(company)]).toEqual([['East coast'], []]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('account numbers off: accounts go over without them; on: the numbers follow', async () => {
    const company = await world.company({
      quickbooks: { accounts: [{ Name: 'Tools', AccountType: 'Expense' }] },
      billcom: { chartOfAccounts: [{ name: 'Fuel', accountType: '7', accountNumber: '6100' }] },
    });
    expect((await company.firstSync()).state).toBe('ended');
    const number = async () =>
      (await company.quickbooksBooks()).accounts?.find(({ Name }) => Name === 'Fuel')?.AccountNumber;
    expect([await number(), await held(company)]).toEqual([undefined, ['featureOff Fuel number']]);
    await expectQuiet(company);
    await prefer(company, { AccountingPreferences: { IsUsingAccountNumbers: 'true' } });
    expect((await company.sync()).state).toBe('ended');
    expect([await number(), await held(company)]).toEqual(['6100', []]);
    await expectQuiet(company);
  });

  test('personal data that Tieout may not see: it asks for none, blanks none, and nothing else waits for it', async () => {
    const company = await world.company({
      quickbooks: {
        preferences: { CurrentAppAccessRights: { IsPersonalDataAccessAllowed: 'false' } },
        accounts: [{ Name: 'Checking', AccountType: 'Bank', BankNumber: '4711' }],
        vendors: [{ Name: 'Acme', VendorTaxIdent: '12-3456789', IsVendorEligibleFor1099: 'true' }],
      },
      billcom: {
        vendors: [
          { name: 'Acme', taxId: '987654321', track1099: true },
          { name: 'Best', taxId: '555443333' },
        ],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
    const personal = async () => {
      const { vendors, accounts } = await company.quickbooksBooks();
      return {
        quickbooks: vendors?.map(({ Name, VendorTaxIdent }) => [Name, VendorTaxIdent]).sort(),
        bank: accounts?.find(({ Name }) => Name === 'Checking')?.BankNumber,
        billcom: (await company.billcomBooks()).Vendor?.map(({ name, taxId }) => [name, taxId]).sort(),
      };
    };
    const untouched = {
      quickbooks: [
        ['Acme', '12-3456789'],
        ['Best', undefined],
      ],
      bank: '4711',
      billcom: [
        ['Acme', '987654321'],
        ['Best', '555443333'],
      ],
    };
    expect([await personal(), await held(company)]).toEqual([untouched, []]);
    await expectQuiet(company);

    // Edits of such a record, in either book, take along nothing of it.
    const { id } = await inBillcom(company, 'Vendor', 'Acme');
    await company.billcomEdit('update', { entity: 'Vendor', obj: { id, phone: '555-0101' } });
    await company.quickbooksPerson('edit', {
      entity: 'Vendor',
      record: 'Best',
      fields: { Email: 'b@example.com' },
    });
    await company.quickbooksPerson('edit', {
      entity: 'Account',
      record: 'Checking',
      fields: { Desc: 'Main' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect([await personal(), await held(company)]).toEqual([untouched, []]);
    const { vendors } = await company.quickbooksBooks();
    expect(vendors?.find(({ Name }) => Name === 'Acme')?.Phone).toBe('555-0101');
    expect((await inBillcom(company, 'Vendor', 'Best')).email).toBe('b@example.com');
    expect((await inBillcom(company, 'ChartOfAccount', 'Checking')).description).toBe('Main');
    // QuickBooks never had to refuse it (3261).
    const codes = (await company.quickbooksLog()).flatMap(({ requests }) =>
      requests.map((each) => each.statusCode),
    );
    expect(codes).not.toContain(3261);
    const known = await world.database.inCompany(company.id, (tx) => loadPreferences(tx, company.id));
    expect(known).toMatchObject({ personalData: false });

    await prefer(company, { CurrentAppAccessRights: { IsPersonalDataAccessAllowed: 'true' } });
    await expectQuiet(company);
    expect([await personal(), await held(company)]).toEqual([untouched, []]);
    await expectNothingOpen(world, company);
  });

  test('records in a foreign currency are held, in either book, and only those', async () => {
    const company = await world.company({
      quickbooks: {
        preferences: {
          MultiCurrencyPreferences: { IsMultiCurrencyOn: true, HomeCurrencyRef: { FullName: 'US Dollar' } },
        },
        currencies: [
          { Name: 'US Dollar', CurrencyCode: 'USD' },
          { Name: 'Euro', CurrencyCode: 'EUR' },
        ],
        vendors: [{ Name: 'Boise Inc' }, { Name: 'Berlin GmbH', CurrencyRef: { FullName: 'Euro' } }],
        customers: [{ Name: 'Paris SA', CurrencyRef: { FullName: 'Euro' } }, { Name: 'Smith' }],
      },
      billcom: { vendors: [{ name: 'Toronto Ltd', billCurrency: 'CAD' }, { name: 'Austin Inc' }] },
    });
    expect((await company.firstSync()).state).toBe('ended');
    expect(await held(company)).toEqual([
      'foreignCurrency Berlin GmbH',
      'foreignCurrency Paris SA',
      'foreignCurrency Toronto Ltd',
    ]);
    expect((await company.holds()).find(({ recordName }) => recordName === 'Berlin GmbH')?.sentence).toBe(
      'The vendor “Berlin GmbH” in QuickBooks is left alone: QuickBooks keeps it in Euro, and Tieout syncs what is kept in US Dollar.',
    );
    const books = await company.billcomBooks();
    expect(namesOf(books.Vendor)).toEqual(['Austin Inc', 'Boise Inc', 'Toronto Ltd']);
    expect(namesOf(books.Customer)).toEqual(['Smith']);
    expect(namesOf((await company.quickbooksBooks()).vendors)).toEqual([
      'Austin Inc',
      'Berlin GmbH',
      'Boise Inc',
    ]);
    await expectQuiet(company);

    // Kept in dollars from now on.
    const { id } = await inBillcom(company, 'Vendor', 'Toronto Ltd');
    await company.billcomEdit('update', { entity: 'Vendor', obj: { id, billCurrency: 'USD' } });
    await company.sync();
    expect(namesOf((await company.quickbooksBooks()).vendors)).toContain('Toronto Ltd');
    expect(await held(company)).toEqual(['foreignCurrency Berlin GmbH', 'foreignCurrency Paris SA']);
  });

  test('what QuickBooks does not allow is held by itself, tried once a cycle, and goes when it is allowed', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    for (const name of ['Best', 'Cole', 'Dale'])
      await company.billcomEdit('create', { entity: 'Vendor', obj: { name } });
    await company.billcomEdit('create', {
      entity: 'ChartOfAccount',
      obj: { name: 'Fuel', accountType: '7' },
    });
    await company.fault('quickbooks', { refuseNext: 4, refuseRequest: 'VendorAddRq', refuseCode: 3260 });
    expect((await company.sync()).state).toBe('ended');
    expect(namesOf((await company.quickbooksBooks()).accounts)).toContain('Fuel');
    expect(await held(company)).toEqual(['notAllowed Best', 'notAllowed Cole', 'notAllowed Dale']);
    const refused = await company.sync();
    expect(await outcomes(company, refused.number)).toEqual({ rejected: 1 });

    const allowed = await company.sync();
    expect(await outcomes(company, allowed.number)).toEqual({ applied: 1 });
    await company.sync();
    await expectVendors(company, ['Acme', 'Best', 'Cole', 'Dale']);
    expect(await held(company)).toEqual([]);
    await expectQuiet(company);

    // A list that may not be read: nothing of it moves, the others do.
    await company.fault('quickbooks', { refuseNext: 1, refuseRequest: 'CustomerQueryRq', refuseCode: 3261 });
    await company.quickbooksEdit(
      '<CustomerAddRq><CustomerAdd><Name>Jones</Name></CustomerAdd></CustomerAddRq>',
    );
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Eve' } });
    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best', 'Cole', 'Dale', 'Eve']);
    expect(namesOf((await company.billcomBooks()).Customer)).toEqual([]);
    expect((await company.sync()).state).toBe('ended');
    expect(namesOf((await company.billcomBooks()).Customer)).toEqual(['Jones']);
    await expectQuiet(company);
  });
});
