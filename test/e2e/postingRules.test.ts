import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { wakeHeld } from '../../src/ledger/holds';
import { documentsToRecode } from '../../src/ledger/recode';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

type Entered = Record<string, unknown>;

/** How bills post by a company's settings, through the real processes. */
describe('bills and the settings of a company', () => {
  let world: World;
  let company: CompanyWorld;
  let theirs: Record<string, string>;
  let ours: Record<string, string>;

  const enter = async (obj: Entered): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'Bill',
      obj: {
        vendorId: theirs['Acme Supply'],
        invoiceDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        dueDate: '2026-12-02',
        billLineItems: [{ amount: 10, chartOfAccountId: theirs.Materials }],
        ...obj,
      },
    });
  const bills = async (number: string): Promise<Row[]> =>
    ((await company.quickbooksBooks()).bills ?? []).filter((bill) => bill.RefNumber === number);
  const posted = async (number: string): Promise<Row> => {
    const found = await bills(number);
    expect([number, found.length]).toEqual([number, 1]);
    return found[0] as Row;
  };
  const lines = (bill: Row): Row[] => [bill.ExpenseLineRet ?? []].flat() as Row[];
  const accounts = (bill: Row) => lines(bill).map(({ AccountRef }) => (AccountRef as any).FullName);
  const toRecode = async (): Promise<unknown[]> =>
    (await world.database.inCompany(company.id, (tx) => documentsToRecode(tx, company.id))).map(
      ({ number, party, lines: count, amount, account }) => [number, party, count, amount, account],
    );
  const held = async () => (await company.holds()).map(({ cause, recordName }) => [cause, recordName]);
  const set = (
    more: Readonly<Record<string, string>>,
    woken: Parameters<typeof wakeHeld>[3] = [],
  ): Promise<void> =>
    world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await saveSettings(tx, company.id, { ...settings, ...more });
      await wakeHeld(tx, company.id, 'bill', woken);
    });

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Retainage Payable', AccountType: 'AccountsPayable' },
          { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
          { Name: 'Rent', AccountType: 'Expense' },
          { Name: 'Ask my accountant', AccountType: 'Expense' },
        ],
        vendors: [{ Name: 'Acme Supply' }],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
    const named = (rows: readonly Row[], name: string, id: string) =>
      rows.map((row): [string, string] => [String(row[name]), String(row[id])]);
    const books = await company.billcomBooks();
    theirs = Object.fromEntries([
      ...named(books.ChartOfAccount ?? [], 'name', 'id'),
      ...named(books.Vendor ?? [], 'name', 'id'),
    ]);
    ours = Object.fromEntries(named((await company.quickbooksBooks()).accounts ?? [], 'Name', 'ListID'));
    await set({
      apAccount: String(ours['Retainage Payable']),
      catchAllExpense: String(ours['Ask my accountant']),
    });
  });
  afterAll(() => world.stop());

  test('are posted to the A/P account that is set, lines without an account to the catch-all account', async () => {
    await enter({
      invoiceNumber: 'A-1',
      billLineItems: [
        { amount: 30, description: 'Nails' },
        { amount: 12.5, chartOfAccountId: theirs.Rent },
      ],
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const bill = await posted('A-1');
    expect(bill.APAccountRef).toMatchObject({ FullName: 'Retainage Payable' });
    expect(accounts(bill)).toEqual(['Ask my accountant', 'Rent']);
    expect(await toRecode()).toEqual([['A-1', 'Acme Supply', 1, '30.00', 'Ask my accountant']]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('recoded in QuickBooks leave the list, are no edit, and stay so when Bill.com’s bill is edited', async () => {
    const [nails] = lines(await posted('A-1'));
    const [, rent] = lines(await posted('A-1'));
    await company.quickbooksPerson('edit', {
      entity: 'Bill',
      record: (await posted('A-1')).TxnID,
      fields: {
        ExpenseLineMod: [
          { TxnLineID: nails?.TxnLineID, AccountRef: { FullName: 'Materials' } },
          { TxnLineID: rent?.TxnLineID },
        ],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    expect(await toRecode()).toEqual([]);
    const row = ((await company.billcomBooks()).Bill ?? []).find(
      ({ invoiceNumber }) => invoiceNumber === 'A-1',
    );
    await company.billcomEdit('update', {
      entity: 'Bill',
      obj: {
        id: row?.id,
        billLineItems: [
          ...((row?.billLineItems ?? []) as unknown as Entered[]),
          { amount: 5, description: 'Delivery' },
        ],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(accounts(await posted('A-1'))).toEqual(['Materials', 'Rent', 'Ask my accountant']);
    expect(await toRecode()).toEqual([['A-1', 'Acme Supply', 1, '5.00', 'Ask my accountant']]);
    await expectQuiet(company);
  });

  test('moved to another A/P account in QuickBooks are left alone, and go on when they are back', async () => {
    const move = async (account: string) =>
      company.quickbooksPerson('edit', {
        entity: 'Bill',
        record: (await posted('A-1')).TxnID,
        fields: { APAccountRef: { FullName: account } },
      });
    await move('Accounts Payable');
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([['otherAccount', 'A-1 of Acme Supply']]);
    await move('Retainage Payable');
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([]);
  });

  test('of a closed period are posted on the first open day, and never come back as an edit', async () => {
    await company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2026-10-31' } },
    });
    await enter({
      invoiceNumber: 'OLD',
      invoiceDate: '2026-10-15',
      glPostingDate: '2026-10-15',
      description: 'Sand',
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([['closedPeriod', 'OLD']]);
    await set({ closedPeriod: 'firstOpenDay', twoWayBills: 'on' }, ['closedPeriod']);
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([]);
    expect(await posted('OLD')).toMatchObject({
      TxnDate: '2026-11-01',
      Memo: 'Original date 2026-10-15; Sand',
    });
    await expectQuiet(company);
    const row = ((await company.billcomBooks()).Bill ?? []).find(
      ({ invoiceNumber }) => invoiceNumber === 'OLD',
    );
    expect(row).toMatchObject({
      invoiceDate: '2026-10-15',
      glPostingDate: '2026-10-15',
      description: 'Sand',
    });
    await company.billcomEdit('update', { entity: 'Bill', obj: { id: row?.id, description: 'Gravel' } });
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('OLD')).Memo).toBe('Original date 2026-10-15; Gravel');
    expect(await held()).toEqual([]);
    await expectQuiet(company);
  });

  test('wait for approval by setting; a denied one is left alone, a posted one that is denied is listed', async () => {
    await set({ billsToSync: 'approved' });
    const [one, two] = [await enter({ invoiceNumber: 'OK-1' }), await enter({ invoiceNumber: 'NO-1' })];
    const decide = async (bill: Row | undefined, status: string): Promise<void> => {
      const body = JSON.stringify({ entity: 'Bill', id: bill?.id, status });
      const answer = await fetch(`${company.billcomUrl}/person/approve`, { method: 'POST', body });
      expect(answer.status).toBe(200);
    };
    expect((await company.sync()).state).toBe('ended');
    expect((await held()).sort()).toEqual([
      ['ownerRule', 'NO-1'],
      ['ownerRule', 'OK-1'],
    ]);
    await decide(one, '3');
    await decide(two, '5');
    expect((await company.sync()).state).toBe('ended');
    expect((await posted('OK-1')).AmountDue).toBe('10.00');
    expect(await bills('NO-1')).toEqual([]);
    const [left] = await company.holds();
    expect([left?.recordName, left?.sentence]).toEqual([
      'NO-1',
      expect.stringContaining('denied in Bill.com'),
    ]);
    await decide(one, '5');
    expect((await company.sync()).state).toBe('ended');
    expect((await held()).sort()).toEqual([
      ['denied', 'OK-1'],
      ['ownerRule', 'NO-1'],
    ]);
    await decide(one, '3');
    await decide(two, '3');
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([]);
    expect((await posted('NO-1')).AmountDue).toBe('10.00');
    await expectQuiet(company);
  });
});
