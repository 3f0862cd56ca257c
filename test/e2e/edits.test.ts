import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

describe('edits in both books', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const inQuickBooks = async (company: CompanyWorld, list: string, name: string): Promise<Row> => {
    const row = (await company.quickbooksBooks())[list]?.find((each) => each.Name === name);
    if (!row) throw new Error(`QuickBooks has no “${name}”`);
    return row;
  };
  const inBillcom = async (company: CompanyWorld, entity: string, name: string): Promise<Row> => {
    const row = (await company.billcomBooks())[entity]?.find((each) => each.name === name);
    if (!row) throw new Error(`Bill.com has no “${name}”`);
    return row;
  };
  const editVendor = async (company: CompanyWorld, name: string, fields: string): Promise<void> => {
    const row = await inQuickBooks(company, 'vendors', name);
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row.ListID)}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence>${fields}</VendorMod></VendorModRq>`,
    );
  };
  const editBillcom = async (
    company: CompanyWorld,
    entity: string,
    name: string,
    fields: Record<string, unknown>,
  ): Promise<void> => {
    const { id } = await inBillcom(company, entity, name);
    await company.billcomEdit('update', { entity, obj: { id, ...fields } });
  };

  test('every kind of edit flows, from both sides in one cycle', async () => {
    const company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Job costs', AccountType: 'Expense' },
          { Name: 'Tools', AccountType: 'Expense' },
          { Name: 'Rent', AccountType: 'Expense' },
        ],
        classes: [{ Name: 'Residential' }, { Name: 'Commercial' }],
        vendors: [
          { Name: 'Renamed in QuickBooks' },
          { Name: 'Renamed in Bill.com' },
          { Name: 'Phone in QuickBooks', Phone: '555-0100' },
          {
            Name: 'Address in Bill.com',
            VendorAddress: { Addr1: '1 Old Road', City: 'Austin', State: 'TX', PostalCode: '78701' },
          },
          { Name: 'Closed in QuickBooks' },
          { Name: 'Closed in Bill.com' },
          { Name: 'Two fields', Phone: '555-0200', Email: 'old@example.com' },
        ],
      },
    });
    await company.firstSync();

    await editVendor(company, 'Renamed in QuickBooks', '<Name>New name from QuickBooks</Name>');
    await editVendor(company, 'Phone in QuickBooks', '<Phone>555-0199</Phone>');
    await editVendor(company, 'Closed in QuickBooks', '<IsActive>false</IsActive>');
    await editVendor(company, 'Two fields', '<Phone>555-0299</Phone>');
    await company.quickbooksEdit(
      '<VendorAddRq><VendorAdd><Name>New in QuickBooks</Name></VendorAdd></VendorAddRq>',
    );
    const tools = await inQuickBooks(company, 'accounts', 'Tools');
    await company.quickbooksEdit(
      `<AccountModRq><AccountMod><ListID>${String(tools.ListID)}</ListID><EditSequence>${String(tools.EditSequence)}</EditSequence><ParentRef><FullName>Job costs</FullName></ParentRef></AccountMod></AccountModRq>`,
    );
    await editBillcom(company, 'Vendor', 'Renamed in Bill.com', { name: 'New name from Bill.com' });
    await editBillcom(company, 'Vendor', 'Address in Bill.com', { address1: '2 New Road' });
    await editBillcom(company, 'Vendor', 'Two fields', { email: 'new@example.com' });
    await company.billcomEdit('delete', {
      entity: 'Vendor',
      id: (await inBillcom(company, 'Vendor', 'Closed in Bill.com')).id,
    });
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'New in Bill.com' } });
    await company.billcomEdit('create', { entity: 'Department', obj: { name: 'New class' } });
    const costs = await inBillcom(company, 'ChartOfAccount', 'Job costs');
    await editBillcom(company, 'ChartOfAccount', 'Rent', { parentChartOfAccountId: costs.id });

    const cycle = await company.sync();
    expect(cycle.state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const [quickbooks, billcom] = [await company.quickbooksBooks(), await company.billcomBooks()];
    const standing = (
      rows: readonly Row[] | undefined,
      name: string,
      active: string,
      yes: string,
    ): string[] =>
      (rows ?? []).map((row) => `${String(row[name])}${row[active] === yes ? '' : ' (inactive)'}`).sort();
    const vendors = [
      'Address in Bill.com',
      'Closed in Bill.com (inactive)',
      'Closed in QuickBooks (inactive)',
      'New in Bill.com',
      'New in QuickBooks',
      'New name from Bill.com',
      'New name from QuickBooks',
      'Phone in QuickBooks',
      'Two fields',
    ];
    expect(standing(quickbooks.vendors, 'Name', 'IsActive', 'true')).toEqual(vendors);
    expect(standing(billcom.Vendor, 'name', 'isActive', '1')).toEqual(vendors);
    expect(await inBillcom(company, 'Vendor', 'Phone in QuickBooks')).toMatchObject({ phone: '555-0199' });
    expect(await inQuickBooks(company, 'vendors', 'Address in Bill.com')).toMatchObject({
      VendorAddress: { Addr1: '2 New Road', City: 'Austin', State: 'TX', PostalCode: '78701' },
    });
    const both = { phone: '555-0299', email: 'new@example.com' };
    expect(await inBillcom(company, 'Vendor', 'Two fields')).toMatchObject(both);
    expect(await inQuickBooks(company, 'vendors', 'Two fields')).toMatchObject({
      Phone: both.phone,
      Email: both.email,
    });
    expect(await inBillcom(company, 'ChartOfAccount', 'Tools')).toMatchObject({
      parentChartOfAccountId: costs.id,
    });
    expect((await inQuickBooks(company, 'accounts', 'Rent')).FullName).toBe('Job costs:Rent');
    expect((quickbooks.classes ?? []).map((row) => row.Name).sort()).toEqual([
      'Commercial',
      'New class',
      'Residential',
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);

    // And back again.
    await editVendor(company, 'Closed in QuickBooks', '<IsActive>true</IsActive>');
    await company.billcomEdit('undelete', {
      entity: 'Vendor',
      id: (await inBillcom(company, 'Vendor', 'Closed in Bill.com')).id,
    });
    await company.sync();
    expect(await inBillcom(company, 'Vendor', 'Closed in QuickBooks')).toMatchObject({ isActive: '1' });
    expect(await inQuickBooks(company, 'vendors', 'Closed in Bill.com')).toMatchObject({ IsActive: 'true' });
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });

  describe.each([
    { policy: 'quickbooks', phone: { quickbooks: '555-1111', billcom: '555-1111' } },
    { policy: 'billcom', phone: { quickbooks: '555-2222', billcom: '555-2222' } },
    { policy: 'ask', phone: { quickbooks: '555-1111', billcom: '555-2222' } },
  ])('one field changed in both books, policy $policy', ({ policy, phone }) => {
    test(`QuickBooks keeps ${phone.quickbooks}, Bill.com ${phone.billcom}; the other fields flow`, async () => {
      const company = await world.company({
        quickbooks: { vendors: [{ Name: 'Acme', Phone: '555-0000', Email: 'old@example.com' }] },
        settings: { conflictVendors: policy },
      });
      await company.firstSync();
      await editVendor(company, 'Acme', '<Phone>555-1111</Phone>');
      await editBillcom(company, 'Vendor', 'Acme', { phone: '555-2222', email: 'new@example.com' });

      const cycle = await company.sync();
      expect(cycle.state).toBe('ended');
      expect(await inQuickBooks(company, 'vendors', 'Acme')).toMatchObject({
        Phone: phone.quickbooks,
        Email: 'new@example.com',
      });
      expect(await inBillcom(company, 'Vendor', 'Acme')).toMatchObject({
        phone: phone.billcom,
        email: 'new@example.com',
      });
      const held = (await company.holds()).map(({ cause, field, recordName }) => ({
        cause,
        field,
        recordName,
      }));
      const conflict = { cause: 'conflict', field: 'phone', recordName: 'Acme' };
      expect(held).toEqual(policy === 'ask' ? [conflict] : []);
      await expectQuiet(company);
      if (policy !== 'ask') return;

      // A person decides: equal in both books, and the hold ends by itself.
      await editBillcom(company, 'Vendor', 'Acme', { phone: '555-1111' });
      await company.sync();
      expect(await company.holds()).toEqual([]);
      await expectQuiet(company);
    });
  });

  /** What one field of each list is after it was changed in both books: the value of QuickBooks, and of Bill.com. */
  describe.each([
    { policy: 'quickbooks', quickbooks: '1', billcom: '1' },
    { policy: 'billcom', quickbooks: '2', billcom: '2' },
    { policy: 'ask', quickbooks: '1', billcom: '2' },
  ])('every list by the policy $policy', ({ policy, quickbooks, billcom }) => {
    test(`a field that both changed is ${quickbooks} in QuickBooks and ${billcom} in Bill.com, and what was overwritten is found`, async () => {
      const policies = ['Accounts', 'Classes', 'Items', 'Customers', 'Vendors'].map(
        (list) => [`conflict${list}`, policy] as const,
      );
      const company = await world.company({
        quickbooks: {
          accounts: [
            { Name: 'Fuel', AccountType: 'Expense', Desc: '0' },
            { Name: 'Sales', AccountType: 'Income' },
          ],
          classes: [{ Name: 'Class 0' }],
          items: [
            {
              ItemType: 'Service',
              Name: 'Labor',
              SalesOrPurchase: { Desc: '0', Price: '1.00', AccountRef: { FullName: 'Sales' } },
            },
          ],
          customers: [{ Name: 'Smith', Phone: '0' }],
          vendors: [{ Name: 'Acme', Phone: '0' }],
        },
        settings: Object.fromEntries(policies),
      });
      await company.firstSync();
      const books = await company.quickbooksBooks();
      const mod = (list: string, rows: readonly Row[] | undefined, name: string, fields: string): string => {
        const row = rows?.find(({ Name }) => Name === name);
        return `<${list}ModRq><${list}Mod><ListID>${String(row?.ListID)}</ListID><EditSequence>${String(row?.EditSequence)}</EditSequence>${fields}</${list}Mod></${list}ModRq>`;
      };
      await company.quickbooksEdit(
        mod('Account', books.accounts, 'Fuel', '<Desc>1</Desc>') +
          mod('Class', books.classes, 'Class 0', '<Name>Class 1</Name>') +
          mod(
            'ItemService',
            books.items,
            'Labor',
            '<SalesOrPurchaseMod><Desc>1</Desc></SalesOrPurchaseMod>',
          ) +
          mod('Customer', books.customers, 'Smith', '<Phone>1</Phone>') +
          mod('Vendor', books.vendors, 'Acme', '<Phone>1</Phone>'),
      );
      await editBillcom(company, 'ChartOfAccount', 'Fuel', { description: '2' });
      await editBillcom(company, 'Department', 'Class 0', { name: 'Class 2' });
      await editBillcom(company, 'Item', 'Labor', { description: '2' });
      await editBillcom(company, 'Customer', 'Smith', { phone: '2' });
      await editBillcom(company, 'Vendor', 'Acme', { phone: '2' });
      expect((await company.sync()).state).toBe('ended');

      const after = { ...(await company.quickbooksBooks()), ...(await company.billcomBooks()) };
      const value = (rows: readonly Row[] | undefined, name: RegExp, field: string): unknown => {
        const row = rows?.find((each) => name.test(String(each.Name ?? each.name))) as Row;
        const side = row.SalesOrPurchase as Record<string, string> | undefined;
        return String(side?.[field] ?? row[field]).replace('Class ', '');
      };
      // Items go one way: Bill.com's value never goes to QuickBooks.
      const item = policy === 'billcom' ? ['1', '2'] : [quickbooks, billcom];
      expect({
        account: [value(after.accounts, /Fuel/, 'Desc'), value(after.ChartOfAccount, /Fuel/, 'description')],
        class: [value(after.classes, /Class/, 'Name'), value(after.Department, /Class/, 'name')],
        item: [value(after.items, /Labor/, 'Desc'), value(after.Item, /Labor/, 'description')],
        customer: [value(after.customers, /Smith/, 'Phone'), value(after.Customer, /Smith/, 'phone')],
        vendor: [value(after.vendors, /Acme/, 'Phone'), value(after.Vendor, /Acme/, 'phone')],
      }).toEqual({
        account: [quickbooks, billcom],
        class: [quickbooks, billcom],
        item,
        customer: [quickbooks, billcom],
        vendor: [quickbooks, billcom],
      });
      const all = ['account', 'class', 'customer', 'item', 'vendor'];
      const held = (await company.holds()).map(({ entity, cause }) => `${entity} ${cause}`).sort();
      expect(held).toEqual(
        { quickbooks: [], billcom: ['item cannotChange'], ask: all.map((each) => `${each} conflict`) }[
          policy
        ],
      );

      const ran = await commandsOf(world)('audit', company.id, '--overwrites', '--json');
      expect(ran).toMatchObject({ code: 0 });
      const lines = ran.json().lines as { entity: string; book: string; detail: string }[];
      const overwritten = { quickbooks: all, billcom: all.filter((each) => each !== 'item'), ask: [] }[
        policy
      ];
      expect(lines.map(({ entity }) => entity).sort()).toEqual(overwritten);
      for (const { book, detail } of lines) {
        expect(book).toBe(policy === 'quickbooks' ? 'billcom' : 'quickbooks');
        expect(detail).toContain('both books had been changed');
      }
      await expectQuiet(company);
    });
  });
});
