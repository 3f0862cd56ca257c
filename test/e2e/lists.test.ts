import { expectNothingOpen, expectQuiet, namesOf } from '../support/agreement';
import { tieoutOn } from '../support/tieout';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

const income = { FullName: 'Job income' };
const threeAccounts = {
  IncomeAccountRef: income,
  COGSAccountRef: { FullName: 'Job costs' },
  AssetAccountRef: { FullName: 'Stock' },
};
/** One of each kind that ItemQuery answers with, beside Labor (a service) and Lumber (no inventory). */
const otherKinds = [
  {
    ItemType: 'OtherCharge',
    Name: 'Delivery',
    SalesOrPurchase: { PricePercent: '10.0', AccountRef: income },
  },
  { ItemType: 'Inventory', Name: 'Hinge', SalesPrice: '9.50', PurchaseCost: '4.25', ...threeAccounts },
  {
    ItemType: 'InventoryAssembly',
    Name: 'Gate Kit',
    SalesPrice: '48.00',
    ...threeAccounts,
    ItemInventoryAssemblyLine: [{ ItemInventoryRef: { FullName: 'Hinge' }, Quantity: '2' }],
  },
  {
    ItemType: 'FixedAsset',
    Name: 'Truck',
    AcquiredAs: 'Old',
    PurchaseDesc: 'Truck',
    PurchaseDate: '2024-03-01',
    AssetDesc: 'The red one',
    AssetAccountRef: { FullName: 'Machines' },
  },
  { ItemType: 'Subtotal', Name: 'Sum', ItemDesc: 'Sum so far' },
  { ItemType: 'Discount', Name: 'Friends', DiscountRatePercent: '5.0', AccountRef: income },
  { ItemType: 'Payment', Name: 'Deposit', DepositToAccountRef: { FullName: 'Bank' } },
  { ItemType: 'SalesTax', Name: 'County', TaxRate: '2.2', TaxVendorRef: { FullName: 'State' } },
  { ItemType: 'SalesTax', Name: 'Town', TaxRate: '6.5', TaxVendorRef: { FullName: 'State' } },
  {
    ItemType: 'SalesTaxGroup',
    Name: 'Both taxes',
    ItemSalesTaxRef: [{ FullName: 'County' }, { FullName: 'Town' }],
  },
  { ItemType: 'Group', Name: 'Set', ItemGroupLine: [{ ItemRef: { FullName: 'Labor' }, Quantity: '1' }] },
];

/** Names of Bill.com that QuickBooks cannot hold, and what its rules make of them. */
const oddTexts = [
  { original: 'Łódź Stal', quickbooks: 'Lódz Stal' },
  { original: '東京 Trading', quickbooks: '?? Trading' },
  { original: 'Ring\u0007 the Bell', quickbooks: 'Ring the Bell' },
];

/** Terms, items, customers and jobs between two sets of books, through the real processes. */
describe('all lists', () => {
  let world: World;
  let company: CompanyWorld;

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        preferences: { PurchasesAndVendorsPreferences: { IsUsingInventory: true } },
        accounts: [
          { Name: 'Stock', AccountType: 'OtherCurrentAsset' },
          { Name: 'Machines', AccountType: 'FixedAsset' },
          { Name: 'Bank', AccountType: 'Bank' },
          { Name: 'Job income', AccountType: 'Income' },
          { Name: 'Job costs', AccountType: 'CostOfGoodsSold' },
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Accounts Receivable', AccountType: 'AccountsReceivable' },
        ],
        vendors: [{ Name: 'Tool Shop' }, { Name: 'State' }],
        terms: [
          { Name: 'Net 30', StdDueDays: '30' },
          { Name: 'Due on receipt', StdDueDays: '0' },
        ],
        dateDrivenTerms: [{ Name: '10th of the month', DayOfMonthDue: '10' }],
        items: [
          {
            ItemType: 'Service',
            Name: 'Labor',
            SalesOrPurchase: { Desc: 'Hours', Price: '85.00', AccountRef: { FullName: 'Job income' } },
          },
          {
            ItemType: 'NonInventory',
            Name: 'Lumber',
            SalesAndPurchase: {
              SalesDesc: 'Lumber',
              SalesPrice: '12.50',
              IncomeAccountRef: { FullName: 'Job income' },
              PurchaseCost: '8.25',
              ExpenseAccountRef: { FullName: 'Job costs' },
            },
          },
          ...otherKinds,
        ],
        customers: [
          {
            Name: 'Acme Homes',
            BillAddress: { Addr1: '1 Main St', City: 'Austin', State: 'TX', PostalCode: '78701' },
            TermsRef: { FullName: 'Net 30' },
          },
          { Name: 'Phase 1', ParentFullName: 'Acme Homes' },
          { Name: 'Kitchen', ParentFullName: 'Acme Homes:Phase 1' },
          { Name: 'Both Ltd' },
        ],
        employees: [{ FirstName: 'Ed', LastName: 'Employee' }],
      },
      billcom: {
        paymentTerms: [
          { name: 'Thirty days', netDue: 30 },
          { name: 'Sixty days', netDue: 60 },
        ],
        items: [{ name: 'Advice', type: '1' }],
        customers: [
          { name: 'Birch & Co', phone: '555-0100' },
          { name: 'Ed Employee' },
          { name: 'Northern Consolidated: Building Supplies, East' },
          { name: 'Garage', parent: 'Birch & Co' },
        ],
        vendors: [{ name: 'Both Ltd' }, ...oddTexts.map(({ original }) => ({ name: original }))],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
  });
  afterAll(() => world.stop());

  const byName = (rows: readonly Row[] | undefined, name: string): Row => {
    const found = (rows ?? []).filter((row) => (row.FullName ?? row.Name ?? row.name) === name);
    expect([name, found.length]).toEqual([name, 1]);
    return found[0] as Row;
  };
  const held = async (): Promise<string[]> =>
    (await company.holds()).map((hold) => `${hold.entity} ${hold.recordName}: ${hold.cause}`).sort();

  test('terms are linked by their days or made in QuickBooks; the rest is told', async () => {
    const { terms } = await company.quickbooksBooks();
    expect(byName(terms, 'Sixty days')).toMatchObject({ StdDueDays: '60' });
    expect((terms ?? []).map((row) => row.Name)).not.toContain('Thirty days');
    expect((await held()).filter((line) => line.startsWith('terms'))).toEqual([
      'terms 10th of the month: ownerRule',
      'terms Due on receipt: ownerRule',
    ]);
  });

  test('customers and jobs stand in Bill.com below each other, with their addresses and terms', async () => {
    const books = await company.billcomBooks();
    const acme = byName(books.Customer, 'Acme Homes');
    const phase = byName(books.Customer, 'Phase 1');
    const net30 = byName(books.PaymentTerm, 'Thirty days');
    expect(acme).toMatchObject({
      billAddress1: '1 Main St',
      billAddressCity: 'Austin',
      paymentTermId: net30.id,
    });
    expect(phase.parentCustomerId).toBe(acme.id);
    expect(byName(books.Customer, 'Kitchen').parentCustomerId).toBe(phase.id);
  });

  test('items stand in Bill.com with both their sides', async () => {
    const books = await company.billcomBooks();
    const income = byName(books.ChartOfAccount, 'Job income');
    const costs = byName(books.ChartOfAccount, 'Job costs');
    expect(byName(books.Item, 'Labor')).toMatchObject({ type: '1', price: 85, chartOfAccountId: income.id });
    expect(byName(books.Item, 'Lumber')).toMatchObject({
      type: '3',
      price: 12.5,
      purCost: 8.25,
      chartOfAccountId: income.id,
      expenseAccount: costs.id,
    });
  });

  test('every kind of item of QuickBooks stands in Bill.com as its own type, with what Bill.com has a place for', async () => {
    const books = await company.billcomBooks();
    const account = (name: string) => byName(books.ChartOfAccount, name).id;
    const items = (books.Item ?? []).filter(({ name }) => name !== 'Advice');
    expect(Object.fromEntries(items.map(({ name, type }) => [name, type]))).toEqual({
      Labor: '1',
      Hinge: '2',
      Lumber: '3',
      Deposit: '4',
      Friends: '5',
      County: '6',
      Town: '6',
      Sum: '7',
      Delivery: '8',
      'Gate Kit': '9',
      Set: '10',
      'Both taxes': '11',
      Truck: '12',
    });
    const sides = { chartOfAccountId: account('Job income'), expenseAccount: account('Job costs') };
    expect(byName(items, 'Hinge')).toMatchObject({ price: 9.5, purCost: 4.25, ...sides });
    expect(byName(items, 'Gate Kit')).toMatchObject({ price: 48, ...sides });
    expect(byName(items, 'Delivery')).toMatchObject({ percentage: 10, price: null });
    expect(byName(items, 'Friends')).toMatchObject({
      percentage: 5,
      chartOfAccountId: account('Job income'),
    });
    expect(byName(items, 'Deposit')).toMatchObject({ expenseAccount: account('Bank') });
    expect(byName(items, 'Truck')).toMatchObject({
      description: 'The red one',
      expenseAccount: account('Machines'),
    });
    expect(byName(items, 'Sum')).toMatchObject({ description: 'Sum so far' });
    expect(byName(items, 'County')).toMatchObject({ percentage: 2.2 });
    expect(byName(items, 'Both taxes')).toMatchObject({ percentage: 8.7 });
  });

  test('a customer of Bill.com is made in QuickBooks; what must not be made is held with a reason', async () => {
    const { customers, items } = await company.quickbooksBooks();
    expect(byName(customers, 'Birch & Co')).toMatchObject({ Phone: '555-0100' });
    expect((customers ?? []).map((row) => row.FullName)).not.toContain('Birch & Co:Garage');
    expect((items ?? []).map((row) => row.Name)).not.toContain('Advice');
    const reasons = (await held()).filter((line) => !line.startsWith('terms'));
    expect(reasons).toEqual([
      'customer Ed Employee: nameInUse',
      'customer Garage: ownerRule',
      'item Advice: ownerRule',
      'vendor Both Ltd: nameInUse',
    ]);
    const clash = (await company.holds()).find(({ recordName }) => recordName === 'Ed Employee');
    expect(clash?.sentence).toContain('the employee “Ed Employee”');
  });

  test('a text that QuickBooks cannot hold goes over changed; the original stays, and the difference is told once', async () => {
    const short = 'Northern Consolidated - Building Supplies';
    const long = 'Northern Consolidated: Building Supplies, East';
    const { ListID } = byName((await company.quickbooksBooks()).customers, short);
    expect(byName((await company.billcomBooks()).Customer, long).isActive).toBe('1');
    const told = () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rows } = await tx.query<{ detail: string }>(
          'select detail from audit where company_id = $1 and record_id = $2 and detail is not null',
          [company.id, ListID],
        );
        return rows.map(({ detail }) => detail);
      });
    const once = [
      `the name “${long}” stands there as “${short}” (shortened, characters replaced that QuickBooks cannot hold)`,
    ];
    expect(await told()).toEqual(once);
    await expectQuiet(company);
    expect(await told()).toEqual(once);
  });

  test.each(oddTexts)(
    '“$original” stands in QuickBooks as “$quickbooks”, is told once and stays',
    async ({ original, quickbooks }) => {
      const { ListID } = byName((await company.quickbooksBooks()).vendors, quickbooks);
      expect(byName((await company.billcomBooks()).Vendor, original).isActive).toBe('1');
      const told = await world.database.inCompany(company.id, (tx) =>
        tx.query<{ detail: string }>(
          'select detail from audit where company_id = $1 and record_id = $2 and detail is not null',
          [company.id, ListID],
        ),
      );
      expect(told.rows.map(({ detail }) => detail)).toEqual([
        `the name “${original}” stands there as “${quickbooks}” (characters replaced that QuickBooks cannot hold)`,
      ]);
    },
  );

  test('moved, renamed, deactivated and edited ones follow', async () => {
    const books = await company.quickbooksBooks();
    const kitchen = byName(books.customers, 'Acme Homes:Phase 1:Kitchen');
    const birch = byName(books.customers, 'Birch & Co');
    const labor = byName(books.items, 'Labor');
    const mod = (list: string, row: Row, fields: string): string =>
      `<${list}ModRq><${list}Mod><ListID>${String(row.ListID)}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence>${fields}</${list}Mod></${list}ModRq>`;
    await company.quickbooksEdit(
      mod(
        'Customer',
        kitchen,
        `<Name>Kitchen and bath</Name><ParentRef><ListID>${String(birch.ListID)}</ListID></ParentRef>`,
      ) + mod('ItemService', labor, '<IsActive>false</IsActive>'),
    );
    const inBillcom = byName((await company.billcomBooks()).Customer, 'Acme Homes');
    await company.billcomEdit('update', {
      entity: 'Customer',
      obj: { id: inBillcom.id, billAddressCity: 'Dallas', phone: '555-0177' },
    });
    expect((await company.sync()).state).toBe('ended');
    const after = await company.billcomBooks();
    expect(byName(after.Customer, 'Kitchen and bath').parentCustomerId).toBe(
      byName(after.Customer, 'Birch & Co').id,
    );
    expect(byName(after.Item, 'Labor').isActive).toBe('2');
    expect(byName((await company.quickbooksBooks()).customers, 'Acme Homes')).toMatchObject({
      Phone: '555-0177',
      BillAddress: { Addr1: '1 Main St', City: 'Dallas' },
    });
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('an edit of a job in Bill.com does not go to QuickBooks and is not lost: it is held', async () => {
    const job = byName((await company.billcomBooks()).Customer, 'Phase 1');
    await company.billcomEdit('update', { entity: 'Customer', obj: { id: job.id, phone: '555-9999' } });
    await company.sync();
    expect(byName((await company.quickbooksBooks()).customers, 'Acme Homes:Phase 1').Phone ?? '').toBe('');
    const hold = (await company.holds()).find(({ recordName }) => recordName === 'Phase 1');
    expect(hold).toMatchObject({ cause: 'cannotChange', field: 'phone' });
    expect(hold?.sentence).toContain('the job “Phase 1” differs');
  });

  test('by nameClash=suffix a name that another list has gets a mark in QuickBooks only, which is never an edit', async () => {
    const marked = await world.company({
      quickbooks: {
        vendors: [{ Name: 'Acme' }],
        customers: [{ Name: 'Best' }],
        employees: [{ FirstName: 'Ed', LastName: 'Employee' }],
      },
      billcom: {
        vendors: [{ name: 'Best' }, { name: 'Both Ltd' }, { name: 'Ed Employee' }],
        customers: [{ name: 'Acme' }, { name: 'Both Ltd' }],
      },
      settings: { nameClash: 'suffix' },
    });
    expect((await marked.firstSync()).state).toBe('ended');
    expect(await marked.holds()).toEqual([]);
    const names = async (): Promise<unknown[]> => {
      const { vendors, customers } = await marked.quickbooksBooks();
      const { Vendor, Customer } = await marked.billcomBooks();
      return [vendors, customers, Vendor, Customer].map(namesOf);
    };
    const [vendors, customers, ...billcom] = (await names()) as string[][];
    expect(billcom).toEqual([
      ['Acme', 'Best', 'Both Ltd', 'Ed Employee'],
      ['Acme', 'Best', 'Both Ltd'],
    ]);
    expect(vendors).toEqual(['Acme', 'Best (V)', 'Both Ltd (V)', 'Ed Employee (V)']);
    expect(customers).toEqual(['Acme (C)', 'Best', 'Both Ltd']);
    await expectQuiet(marked);

    // Edits of either book leave the mark where it is.
    const inBillcom = byName((await marked.billcomBooks()).Vendor, 'Best');
    await marked.billcomEdit('update', { entity: 'Vendor', obj: { id: inBillcom.id, phone: '555-0101' } });
    const ours = byName((await marked.quickbooksBooks()).customers, 'Acme (C)');
    await marked.quickbooksEdit(
      `<CustomerModRq><CustomerMod><ListID>${String(ours.ListID)}</ListID><EditSequence>${String(ours.EditSequence)}</EditSequence><Phone>555-0102</Phone></CustomerMod></CustomerModRq>`,
    );
    expect((await marked.sync()).state).toBe('ended');
    expect(byName((await marked.quickbooksBooks()).vendors, 'Best (V)').Phone).toBe('555-0101');
    expect(byName((await marked.billcomBooks()).Customer, 'Acme')).toMatchObject({ phone: '555-0102' });
    expect(await names()).toEqual([vendors, customers, ...billcom]);
    expect(await marked.holds()).toEqual([]);
    await expectNothingOpen(world, marked);
    await expectQuiet(marked);
  });

  describe('documents of Bill.com with an item and a sub-customer that are never made in QuickBooks', () => {
    let ids: Record<'shop' | 'garage' | 'advice' | 'costs', unknown>;
    const enterBill = (invoiceNumber: string): Promise<Row> =>
      company.billcomEdit('create', {
        entity: 'Bill',
        obj: {
          vendorId: ids.shop,
          invoiceNumber,
          invoiceDate: '2026-11-02',
          glPostingDate: '2026-11-02',
          dueDate: '2026-12-02',
          billLineItems: [
            { amount: 30, itemId: ids.advice, quantity: 2, customerId: ids.garage },
            { amount: 5, chartOfAccountId: ids.costs },
          ],
        },
      });
    const bill = async (number: string): Promise<Row> =>
      ((await company.quickbooksBooks()).bills ?? []).find(({ RefNumber }) => RefNumber === number) as Row;
    const linesOf = (row: Row, kind: 'ItemLineRet' | 'ExpenseLineRet'): Row[] =>
      [row[kind] ?? []].flat() as Row[];
    const choose = async (...args: string[]): Promise<void> => {
      const ran = await tieoutOn(world)('map', 'Company 1', ...args);
      expect(ran).toMatchObject({ code: 0 });
    };
    const waiting = async () =>
      (await company.holds()).filter(({ entity }) => entity === 'bill' || entity === 'invoice');

    test('wait, and say that one has to choose what they stand for', async () => {
      const books = await company.billcomBooks();
      ids = {
        shop: byName(books.Vendor, 'Tool Shop').id,
        garage: byName(books.Customer, 'Garage').id,
        advice: byName(books.Item, 'Advice').id,
        costs: byName(books.ChartOfAccount, 'Job costs').id,
      };
      await enterBill('B-1');
      await company.billcomEdit('create', {
        entity: 'Invoice',
        obj: {
          customerId: ids.garage,
          invoiceNumber: 'I-1',
          invoiceDate: '2026-11-03',
          dueDate: '2026-12-03',
          invoiceLineItems: [{ itemId: ids.advice, quantity: 1, price: 100 }],
        },
      });
      expect((await company.sync()).state).toBe('ended');
      const { bills, invoices } = await company.quickbooksBooks();
      expect([bills ?? [], invoices ?? []]).toEqual([[], []]);
      expect((await waiting()).map(({ sentence }) => sentence).sort()).toEqual([
        'The bill “B-1” in Bill.com waits for its item of line 2 “Advice”, which was made in Bill.com and stands for nothing in QuickBooks yet.',
        'The invoice “I-1” in Bill.com waits for its customer or job “Garage”, which was made in Bill.com and stands for nothing in QuickBooks yet.',
      ]);
      for (const { cure } of await waiting()) expect(cure).toContain('choose with “tieout map” which');
    });

    test('are posted with the item and the job that were chosen', async () => {
      await choose('item', 'Advice', '--to', 'Lumber');
      await choose('customer', 'Garage', '--to', 'Acme Homes:Phase 1');
      expect((await company.sync()).state).toBe('ended');
      expect(await waiting()).toEqual([]);
      expect(linesOf(await bill('B-1'), 'ItemLineRet')).toMatchObject([
        {
          ItemRef: { FullName: 'Lumber' },
          Quantity: '2',
          Amount: '30.00',
          CustomerRef: { FullName: 'Acme Homes:Phase 1' },
        },
      ]);
      const [invoice] = (await company.quickbooksBooks()).invoices ?? [];
      expect(invoice).toMatchObject({ RefNumber: 'I-1', CustomerRef: { FullName: 'Acme Homes:Phase 1' } });
      expect([invoice?.InvoiceLineRet].flat()).toMatchObject([
        { ItemRef: { FullName: 'Lumber' }, Amount: '100.00' },
      ]);
      await expectNothingOpen(world, company);
      await expectQuiet(company);
    });

    test('are posted with the account that was chosen for the item; edits keep that line, and nothing comes back', async () => {
      await choose('item', 'Advice', '--to-account', 'Job income');
      const { id } = await enterBill('B-2');
      expect((await company.sync()).state).toBe('ended');
      expect(await waiting()).toEqual([]);
      const lines = async () =>
        linesOf(await bill('B-2'), 'ExpenseLineRet').map(
          ({ AccountRef, Amount, CustomerRef }) => [AccountRef, Amount, CustomerRef] as const,
        );
      const advice = [
        expect.objectContaining({ FullName: 'Job income' }),
        '30.00',
        expect.objectContaining({ FullName: 'Acme Homes:Phase 1' }),
      ];
      expect(linesOf(await bill('B-2'), 'ItemLineRet')).toEqual([]);
      const costs = expect.objectContaining({ FullName: 'Job costs' }) as unknown;
      expect(await lines()).toEqual([[costs, '5.00', undefined], advice]);
      await expectQuiet(company);

      const entered = byName(
        (await company.billcomBooks()).Bill?.map((row) => ({ ...row, name: String(row.invoiceNumber) })),
        'B-2',
      );
      const rows = entered.billLineItems as unknown as Row[];
      await company.billcomEdit('update', {
        entity: 'Bill',
        obj: { id, billLineItems: [rows[0], { ...rows[1], amount: 7 }] },
      });
      expect((await company.sync()).state).toBe('ended');
      expect(await lines()).toEqual([[costs, '7.00', undefined], advice]);
      // What was posted with the item before stays as it was posted.
      expect(linesOf(await bill('B-1'), 'ItemLineRet')).toHaveLength(1);
      await expectNothingOpen(world, company);
      await expectQuiet(company);
    });
  });
});
