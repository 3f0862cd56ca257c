import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { wakeHeld } from '../../src/ledger/holds';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideHold } from '../support/decideHold';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

type Entered = Record<string, unknown>;

/** Bills between two sets of books, through the real processes. */
describe('bills', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const line = (amount: number, fields: Entered = {}): Entered => ({
    amount,
    chartOfAccountId: ids.Materials,
    ...fields,
  });
  const enter = async (obj: Entered): Promise<Row> =>
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

  const decideField = async (field: string, take: 'quickbooks' | 'billcom'): Promise<void> => {
    const hold = (await company.holds()).find((each) => each.field === field);
    if (!hold) throw new Error(`nothing is held of ${field}`);
    await decideHold(world, company, hold, take);
  };

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
        line(120.5, {
          description: 'Lumber',
          departmentId: ids.North,
          customerId: ids.Kitchen,
          jobBillable: true,
        }),
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
    const row = ((await company.billcomBooks()).Bill ?? []).find(
      ({ invoiceNumber }) => invoiceNumber === 'A-100',
    );
    const rows = (row?.billLineItems ?? []) as unknown as Entered[];
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

  const changeInQuickBooks = (bill: Row, fields: Entered): Promise<void> =>
    company.quickbooksPerson('edit', { entity: 'Bill', record: bill.TxnID, fields });

  test('changed in QuickBooks are told, and kept or restored as a person says', async () => {
    await changeInQuickBooks(await posted('A-100'), { Memo: 'Ours', DueDate: '2026-12-24' });
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('A-100')).Memo).toBe('Ours');
    const told = await company.holds();
    expect(told.map(({ cause, field, book }) => [cause, field, book]).sort()).toEqual([
      ['cannotChange', 'dueDate', 'quickbooks'],
      ['cannotChange', 'memo', 'quickbooks'],
    ]);
    await decideField('memo', 'quickbooks');
    await decideField('dueDate', 'billcom');
    expect((await company.sync()).state).toBe('ended');
    expect(await posted('A-100')).toMatchObject({ Memo: 'Ours', DueDate: '2026-12-02' });
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });

  test('of one vendor and number are two, and both are posted', async () => {
    const twice = { invoiceNumber: 'N/A', billLineItems: [line(50)] };
    await enter(twice);
    await enter(twice);
    expect((await company.sync()).state).toBe('ended');
    const found = ((await company.quickbooksBooks()).bills ?? []).filter((bill) => bill.RefNumber === 'N/A');
    expect(found.map(({ AmountDue }) => AmountDue)).toEqual(['50.00', '50.00']);
    await expectQuiet(company);
  });

  test('whose answer is lost after QuickBooks posted them are found and not posted twice', async () => {
    await enter({ invoiceNumber: 'LOST-1', billLineItems: [line(61)] });
    await enter({ invoiceNumber: 'LOST-2', billLineItems: [line(62)] });
    await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await company.ask();
    await company.update();
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).number).toBe(cycle);
    expect((await posted('LOST-1')).AmountDue).toBe('61.00');
    expect((await posted('LOST-2')).AmountDue).toBe('62.00');
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('dated in a closed period wait until the books are open', async () => {
    await company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2026-10-31' } },
    });
    await enter({
      invoiceNumber: 'OLD',
      invoiceDate: '2026-10-15',
      glPostingDate: '2026-10-15',
      billLineItems: [line(5)],
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.holds()).map(({ cause, recordName }) => [cause, recordName])).toEqual([
      ['closedPeriod', 'OLD'],
    ]);
    await company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2026-09-30' } },
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('OLD')).TxnDate).toBe('2026-10-15');
    expect(await company.holds()).toEqual([]);
  });

  test('of QuickBooks stay there unless 2-way bill sync is on', async () => {
    await company.quickbooksPerson('new', {
      entity: 'Bill',
      fields: {
        VendorRef: { FullName: 'Landlord LLC' },
        TxnDate: '2026-11-03',
        DueDate: '2026-11-30',
        RefNumber: 'R-11',
        ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: '900.00', Memo: 'November' }],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    const rents = async (): Promise<Row[]> =>
      ((await company.billcomBooks()).Bill ?? []).filter(({ invoiceNumber }) => invoiceNumber === 'R-11');
    expect(await rents()).toEqual([]);
    expect((await company.holds()).map(({ cause, recordName }) => [cause, recordName])).toEqual([
      ['ownerRule', 'R-11 of Landlord LLC'],
    ]);

    await world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await saveSettings(tx, company.id, { ...settings, twoWayBills: 'on' });
      await wakeHeld(tx, company.id, 'bill', ['ownerRule', 'cannotChange']);
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await rents()).toMatchObject([
      { vendorId: ids['Landlord LLC'], invoiceDate: '2026-11-03', dueDate: '2026-11-30', amount: 900 },
    ]);
    expect(await company.holds()).toEqual([]);
    await changeInQuickBooks(await posted('R-11'), {
      ExpenseLineMod: [{ TxnLineID: lines(await posted('R-11'))[0]?.TxnLineID, Amount: '950.00' }],
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await rents()).toMatchObject([{ amount: 950 }]);
    await expectQuiet(company);
  });

  test('made anew by the nightly job, line by line, are no change, paid ones with other ids neither', async () => {
    const bill = await enter({ invoiceNumber: 'PAID-1', billLineItems: [line(30), line(12)] });
    await company.billcomPerson('pay', {
      organization: company.organization,
      bills: [{ billId: bill.id, amount: 42 }],
      processDate: '2026-11-10',
      isOnline: false,
      status: 'paid',
      chartOfAccountId: ids.Checking,
    });
    expect((await company.sync()).state).toBe('ended');
    const before = await posted('PAID-1');
    expect(before).toMatchObject({ IsPaid: 'true', OpenAmount: '0.00' });
    const lineIds = async () => {
      const rows = (await company.billcomBooks()).Bill ?? [];
      const row = rows.find(({ id }) => id === bill.id);
      return (row?.billLineItems as unknown as Row[]).map(({ id }) => id);
    };
    const old = await lineIds();
    await company.billcomPerson('nightly', { organization: company.organization });
    const fresh = await lineIds();
    expect(fresh.filter((id) => old.includes(id))).toEqual([]);
    await company.billcomEdit('touch', { entity: 'Bill' });
    await expectQuiet(company);
    expect((await posted('PAID-1')).EditSequence).toBe(before.EditSequence);
  });

  test('that are drafts wait until somebody has finished them; a long number stands whole in the memo', async () => {
    const number = 'LONG-2026-11-000000123456';
    const draft = await company.billcomPerson('draft', {
      organization: company.organization,
      obj: {
        vendorId: ids['Acme Supply'],
        invoiceNumber: 'DRAFT-1',
        invoiceDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        dueDate: '2026-12-02',
        billLineItems: [line(21)],
      },
    });
    await enter({ invoiceNumber: number, description: 'Doors', billLineItems: [line(22)] });
    expect((await company.sync()).state).toBe('ended');
    const numbers = ((await company.quickbooksBooks()).bills ?? []).map(({ RefNumber }) => RefNumber);
    expect(numbers).not.toContain('DRAFT-1');
    const told = (await company.holds()).filter(({ recordName }) => recordName.includes('DRAFT-1'));
    expect(told.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('a draft in Bill.com')]);
    expect(await posted(number.slice(0, 20))).toMatchObject({ Memo: `No. ${number}; Doors` });
    await company.billcomPerson('finish', { id: draft.id });
    expect((await company.sync()).state).toBe('ended');
    expect(await posted('DRAFT-1')).toMatchObject({ AmountDue: '21.00' });
    expect((await company.holds()).filter(({ recordName }) => recordName.includes('DRAFT-1'))).toEqual([]);
    await expectQuiet(company);
  });

  test('deleted in Bill.com are made void in QuickBooks, but not while something is applied to them there', async () => {
    const gone = [
      await enter({ invoiceNumber: 'GONE-1', billLineItems: [line(15)] }),
      await enter({ invoiceNumber: 'GONE-2', billLineItems: [line(16)] }),
    ];
    expect((await company.sync()).state).toBe('ended');
    await company.quickbooksPerson('pay', {
      bills: [{ bill: (await posted('GONE-2')).TxnID, amount: '6.00' }],
      bankAccount: 'Checking',
    });
    for (const { id } of gone) await company.billcomEdit('delete', { entity: 'Bill', id });
    expect((await company.sync()).state).toBe('ended');
    expect(await posted('GONE-1')).toMatchObject({
      AmountDue: '0.00',
      Memo: expect.stringMatching(/^VOID:/) as unknown,
    });
    expect((await posted('GONE-2')).AmountDue).toBe('16.00');
    const told = await company.holds();
    expect(told.filter(({ entity }) => entity === 'bill').map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('payments or credits are applied to it there'),
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
