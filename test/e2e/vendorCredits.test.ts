import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideHold } from '../support/decideHold';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

type Entered = Record<string, unknown>;

/** Vendor credits between two sets of books, through the real processes. They belong to Bill.com. */
describe('vendor credits', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const line = (amount: number, fields: Entered = {}): Entered => ({
    amount,
    chartOfAccountId: ids.Materials,
    ...fields,
  });
  const enter = (obj: Entered): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'VendorCredit',
      obj: {
        vendorId: ids['Acme Supply'],
        creditDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        ...obj,
      },
    });
  const credits = async (): Promise<Row[]> => (await company.quickbooksBooks()).vendorCredits ?? [];
  const posted = async (number: string): Promise<Row> => {
    const found = (await credits()).filter((credit) => credit.RefNumber === number);
    expect([number, found.length]).toEqual([number, 1]);
    return found[0] as Row;
  };
  const lines = (credit: Row, kind = 'ExpenseLineRet'): Row[] => [credit[kind] ?? []].flat() as Row[];
  const changeInQuickBooks = (credit: Row, fields: Entered): Promise<void> =>
    company.quickbooksPerson('edit', { entity: 'VendorCredit', record: credit.TxnID, fields });

  const decide = async (take: 'quickbooks' | 'billcom'): Promise<void> => {
    const [hold] = await company.holds();
    if (!hold) throw new Error('nothing is held');
    await decideHold(world, company, hold, take);
  };

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
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
        customers: [{ Name: 'Birch' }],
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
      refNumber: 'C-100',
      description: 'Broken tiles',
      vendorCreditLineItems: [
        line(120.5, { description: 'Tiles', departmentId: ids.North, customerId: ids.Birch }),
        { amount: 85, itemId: ids.Labor, quantity: 1, description: 'An hour' },
        line(4.5, { chartOfAccountId: ids.Rent }),
      ],
    });
    const long = 'CREDIT-2026-11-02-0000017';
    await enter({ refNumber: long, vendorCreditLineItems: [line(9)] });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const credit = await posted('C-100');
    expect(credit).toMatchObject({
      TxnDate: '2026-11-02',
      Memo: 'Broken tiles',
      CreditAmount: '210.00',
      OpenAmount: '210.00',
      VendorRef: { FullName: 'Acme Supply' },
    });
    expect(lines(credit)).toMatchObject([
      {
        AccountRef: { FullName: 'Materials' },
        Amount: '120.50',
        Memo: 'Tiles',
        ClassRef: { FullName: 'North' },
        CustomerRef: { FullName: 'Birch' },
        BillableStatus: 'NotBillable',
      },
      { AccountRef: { FullName: 'Rent' }, Amount: '4.50' },
    ]);
    expect(lines(credit, 'ItemLineRet')).toMatchObject([
      { ItemRef: { FullName: 'Labor' }, Quantity: '1', Amount: '85.00' },
    ]);
    expect(await posted(long.slice(0, 20))).toMatchObject({ Memo: `No. ${long}`, CreditAmount: '9.00' });
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('edited in Bill.com keep the lines that nobody touched', async () => {
    const before = await posted('C-100');
    const row = ((await company.billcomBooks()).VendorCredit ?? []).find(
      ({ refNumber }) => refNumber === 'C-100',
    );
    const rows = (row?.vendorCreditLineItems ?? []) as unknown as Entered[];
    await company.billcomEdit('update', {
      entity: 'VendorCredit',
      obj: {
        id: row?.id,
        vendorCreditLineItems: [
          ...rows.map((each) => (each.description === 'Tiles' ? { ...each, amount: 130 } : each)),
          line(20, { description: 'Freight' }),
        ],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    const credit = await posted('C-100');
    expect(credit.CreditAmount).toBe('239.50');
    expect(lines(credit).map(({ TxnLineID }) => TxnLineID)).toEqual([
      ...lines(before).map(({ TxnLineID }) => TxnLineID),
      expect.any(String),
    ]);
    expect(lines(credit).map(({ Amount }) => Amount)).toEqual(['130.00', '4.50', '20.00']);
    expect(lines(credit, 'ItemLineRet')[0]?.TxnLineID).toBe(lines(before, 'ItemLineRet')[0]?.TxnLineID);
    await expectQuiet(company);
  });

  test.each([
    ['kept', 'quickbooks' as const, 'One that we keep'],
    ['restored', 'billcom' as const, 'Broken tiles'],
  ])('changed in QuickBooks only are told, and %s as a person says', async (_word, take, afterwards) => {
    await changeInQuickBooks(await posted('C-100'), { Memo: 'One that we keep' });
    if (take === 'billcom') await changeInQuickBooks(await posted('C-100'), { Memo: 'Another' });
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('C-100')).Memo).not.toBe('Broken tiles');
    const told = await company.holds();
    expect(told.map(({ cause, field, book }) => [cause, field, book])).toEqual([
      ['cannotChange', 'memo', 'quickbooks'],
    ]);
    await decide(take);
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('C-100')).Memo).toBe(afterwards);
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });

  test('whose answer is lost after QuickBooks posted them are found and not posted twice', async () => {
    await enter({ refNumber: 'LOST-1', vendorCreditLineItems: [line(61)] });
    await enter({ refNumber: 'LOST-1', vendorCreditLineItems: [line(61)] });
    await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await company.ask();
    await company.update();
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).number).toBe(cycle);
    expect((await credits()).filter(({ RefNumber }) => RefNumber === 'LOST-1')).toHaveLength(2);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('of QuickBooks stay there and are listed; entered in Bill.com too, the two are one', async () => {
    const there = ((await company.billcomBooks()).VendorCredit ?? []).length;
    await company.quickbooksPerson('new', {
      entity: 'VendorCredit',
      fields: {
        VendorRef: { FullName: 'Landlord LLC' },
        TxnDate: '2026-11-03',
        RefNumber: 'R-11',
        ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: '90.00' }],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.billcomBooks()).VendorCredit ?? []).toHaveLength(there);
    expect((await company.holds()).map(({ cause, recordName }) => [cause, recordName])).toEqual([
      ['ownerRule', 'R-11 of Landlord LLC'],
    ]);
    // Entered in Bill.com as well, it is the same one.
    await enter({
      vendorId: ids['Landlord LLC'],
      refNumber: 'R-11',
      creditDate: '2026-11-03',
      glPostingDate: '2026-11-03',
      vendorCreditLineItems: [line(90, { chartOfAccountId: ids.Rent })],
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await credits()).filter(({ RefNumber }) => RefNumber === 'R-11')).toHaveLength(1);
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });

  test('touched by nobody but the nightly job are no change', async () => {
    await company.billcomEdit('touch', { entity: 'VendorCredit' });
    await expectQuiet(company);
  });
});
