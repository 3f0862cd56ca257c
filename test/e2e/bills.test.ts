import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Bills between two sets of books, through the real processes. */
describe('bills', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const line = (amount: number, fields: Row = {}): Row => ({
    amount,
    chartOfAccountId: ids.Materials,
    ...fields,
  });
  const enter = async (obj: Row): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'Bill',
      obj: {
        vendorId: ids['Acme Supply'],
        invoiceDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        dueDate: '2026-12-02',
        ...obj,
      },
    });
  const posted = async (number: string): Promise<Row> => {
    const found = ((await company.quickbooksBooks()).bills ?? []).filter((bill) => bill.RefNumber === number);
    expect([number, found.length]).toEqual([number, 1]);
    return found[0] as Row;
  };
  const lines = (bill: Row, kind = 'ExpenseLineRet'): Row[] => [bill[kind] ?? []].flat() as Row[];

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Checking', AccountType: 'Bank' },
          { Name: 'Job income', AccountType: 'Income' },
          { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
          { Name: 'Rent', AccountType: 'Expense' },
        ],
        classes: [{ Name: 'North' }],
        items: [
          {
            ItemType: 'Service',
            Name: 'Labor',
            SalesOrPurchase: { Price: '85.00', AccountRef: { FullName: 'Materials' } },
          },
        ],
        customers: [{ Name: 'Birch' }, { Name: 'Kitchen', ParentFullName: 'Birch' }],
        vendors: [{ Name: 'Acme Supply' }, { Name: 'Landlord LLC' }],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
    const books = await company.billcomBooks();
    ids = Object.fromEntries(
      ['ChartOfAccount', 'Department', 'Vendor', 'Customer', 'Item'].flatMap((entity) =>
        (books[entity] ?? []).map((row) => [String(row.name), String(row.id)]),
      ),
    );
  });
  afterAll(() => world.stop());

  test('made in Bill.com are posted in QuickBooks with all of their lines', async () => {
    await enter({
      invoiceNumber: 'A-100',
      description: 'Kitchen at Birch’s',
      billLineItems: [
        line(120.5, { description: 'Lumber', departmentId: ids.North, customerId: ids.Kitchen, jobBillable: true }),
        { amount: 170, itemId: ids.Labor, quantity: 2, description: 'Two hours' },
        line(9.5, { chartOfAccountId: ids.Rent }),
      ],
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const bill = await posted('A-100');
    expect(bill).toMatchObject({
      TxnDate: '2026-11-02',
      DueDate: '2026-12-02',
      Memo: 'Kitchen at Birch’s',
      AmountDue: '300.00',
      VendorRef: { FullName: 'Acme Supply' },
    });
    expect(lines(bill)).toMatchObject([
      {
        AccountRef: { FullName: 'Materials' },
        Amount: '120.50',
        Memo: 'Lumber',
        ClassRef: { FullName: 'North' },
        CustomerRef: { FullName: 'Birch:Kitchen' },
        BillableStatus: 'Billable',
      },
      { AccountRef: { FullName: 'Rent' }, Amount: '9.50' },
    ]);
    expect(lines(bill, 'ItemLineRet')).toMatchObject([
      { ItemRef: { FullName: 'Labor' }, Quantity: '2', Amount: '170.00' },
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('edited in Bill.com keep the lines that nobody touched', async () => {
    const before = await posted('A-100');
    const row = ((await company.billcomBooks()).Bill ?? []).find(({ invoiceNumber }) => invoiceNumber === 'A-100');
    const rows = (row?.billLineItems ?? []) as unknown as Row[];
    await company.billcomEdit('update', {
      entity: 'Bill',
      obj: {
        id: row?.id,
        billLineItems: [
          ...rows.map((each) => (each.description === 'Lumber' ? { ...each, amount: 130 } : each)),
          line(20, { description: 'Delivery' }),
        ],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    const bill = await posted('A-100');
    expect(bill.AmountDue).toBe('329.50');
    expect(lines(bill).map(({ TxnLineID }) => TxnLineID)).toEqual([
      ...lines(before).map(({ TxnLineID }) => TxnLineID),
      expect.any(String),
    ]);
    expect(lines(bill).map(({ Amount }) => Amount)).toEqual(['130.00', '9.50', '20.00']);
    expect(lines(bill, 'ItemLineRet')[0]?.TxnLineID).toBe(lines(before, 'ItemLineRet')[0]?.TxnLineID);
    await expectQuiet(company);
  });

  test('made anew by the nightly job, line by line, are no change', async () => {
    await company.billcomEdit('touch', { organization: company.organization, entity: 'Bill' });
    await expectQuiet(company);
  });
});
