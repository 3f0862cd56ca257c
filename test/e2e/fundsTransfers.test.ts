import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { decideFields } from '../../src/ledger/decide';
import { twinOf } from '../../src/ledger/links';
import type { CompanySettings } from '../../src/ledger/settings';
import { readTransfersAnew } from '../../src/ledger/transferSettings';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

type Form = CompanySettings['transfersAs'];
const banks = {
  linked: 'bac01LINKEDBANKXXXXX',
  unlinked: 'bac01UNLINKEDBANKXXX',
};

/** Bill.com's money movements between two sets of books, through the real processes. */
describe.each<Form>(['transfer', 'journalEntry'])('funds transfers as a %s', (form) => {
  let world: World;
  let company: CompanyWorld;
  /** ListIDs of QuickBooks' accounts. */
  let accounts: Record<string, string>;

  const moved = (amount: number, more: Row = {}): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'MoneyMovement',
      obj: {
        name: `2026112300${String(Math.abs(Math.round(amount * 100))).padStart(5, '0')}`,
        type: '1',
        amount,
        processDate: '2026-11-20',
        status: '1',
        bankAccountId: banks.linked,
        ...more,
      },
    });

  /** What stands in QuickBooks, whichever form it has: [from, to, amount, date]. */
  const recorded = async (): Promise<string[][]> => {
    const books = await company.quickbooksBooks();
    const nameOf = (ref: unknown): string => (ref as { FullName: string }).FullName;
    const line = (entry: Row, side: string): Row => [entry[side]].flat()[0] as unknown as Row;
    return [
      ...(books.transfers ?? []).map((each) => [
        nameOf(each.TransferFromAccountRef),
        nameOf(each.TransferToAccountRef),
        String(each.Amount),
        String(each.TxnDate),
      ]),
      ...(books.journalEntries ?? []).map((each) => [
        nameOf(line(each, 'JournalCreditLine').AccountRef),
        nameOf(line(each, 'JournalDebitLine').AccountRef),
        String(line(each, 'JournalDebitLine').Amount),
        String(each.TxnDate),
      ]),
    ].sort();
  };
  const over = async (amount: string): Promise<string[][]> =>
    (await recorded()).filter((each) => each[2] === amount);
  const set = (change: Readonly<Record<string, string>>): Promise<void> =>
    world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await saveSettings(tx, company.id, { ...settings, ...change });
    });
  /** What people and the bank do in Bill.com. */
  const bill = async (action: string, body: unknown): Promise<void> => {
    const response = await fetch(`${company.billcomUrl}/person/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const causes = async (): Promise<string[][]> =>
    (await company.holds()).map(({ cause, entity, recordName }) => [cause, entity, recordName]).sort();

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Checking', AccountType: 'Bank' },
          { Name: 'Savings', AccountType: 'Bank' },
          { Name: 'Bill.com Money Out Clearing', AccountType: 'Bank' },
          { Name: 'Bill.com Money In Clearing', AccountType: 'Bank' },
          { Name: 'Office', AccountType: 'Expense' },
        ],
      },
      billcom: {
        chartOfAccounts: [{ name: 'Checking', accountType: '3' }],
        bankAccounts: [
          {
            id: banks.linked,
            bankName: 'First Bank',
            accountNumber: '******0021',
            primaryAP: true,
            chartOfAccountId: { name: 'Checking' },
          },
          { id: banks.unlinked, bankName: 'Other Bank', accountNumber: '******0300' },
        ],
        moneyMovements: [
          {
            name: '202501010000001',
            type: '1',
            amount: -77,
            processDate: '2025-01-02',
            status: '1',
            bankAccountId: banks.linked,
            createdTime: '2025-01-01T08:00:00.000+0000',
            updatedTime: '2025-01-03T08:00:00.000+0000',
          },
        ],
      },
      settings: { transfersAs: form },
    });
    const seeded = (await company.quickbooksBooks()).accounts ?? [];
    accounts = Object.fromEntries(seeded.map(({ Name, ListID }) => [String(Name), String(ListID)]));
    await set({ moneyOutClearing: String(accounts['Bill.com Money Out Clearing']) });
    await set({ moneyInClearing: String(accounts['Bill.com Money In Clearing']) });
    expect((await company.firstSync()).state).toBe('ended');
    // The clearing accounts have their twins now.
    expect((await company.sync()).state).toBe('ended');
  });
  afterAll(() => world.stop());

  test('from before the connection stay where they are, and are named', async () => {
    expect(await recorded()).toEqual([]);
    expect(await causes()).toEqual([['beforeConnection', 'fundsTransfer', '202501010000001']]);
  });

  test('are recorded once, each in its direction', async () => {
    await moved(-1500.25);
    await moved(40, { name: '202611230004000' });
    await moved(800, { type: '2', name: '202611230080000' });
    await moved(-9.5, { type: '2', name: '202611230000950' });
    expect((await company.sync()).state).toBe('ended');
    expect(await recorded()).toEqual([
      ['Bill.com Money In Clearing', 'Checking', '800.00', '2026-11-20'],
      ['Bill.com Money Out Clearing', 'Checking', '40.00', '2026-11-20'],
      ['Checking', 'Bill.com Money In Clearing', '9.50', '2026-11-20'],
      ['Checking', 'Bill.com Money Out Clearing', '1500.25', '2026-11-20'],
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('that are sent wait for the bank, and void ones are not recorded', async () => {
    const sent = await moved(-61, { status: '0', name: '202611230006100' });
    const lost = await moved(-62, { status: '0', name: '202611230006200' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('61.00')).toEqual([]);
    expect((await causes()).slice(1)).toEqual([
      ['waiting', 'fundsTransfer', '202611230006100'],
      ['waiting', 'fundsTransfer', '202611230006200'],
    ]);
    await bill('movement', { id: sent.id, to: 'confirmed' });
    await bill('movement', { id: lost.id, to: 'void' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('61.00')).toHaveLength(1);
    expect(await over('62.00')).toEqual([]);
    expect((await causes()).slice(1)).toEqual([['ownerRule', 'fundsTransfer', '202611230006200']]);
  });

  test('of a bank account that is not linked wait until it is', async () => {
    await moved(-33, { bankAccountId: banks.unlinked, name: '202611230003300' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('33.00')).toEqual([]);
    const hold = (await company.holds()).find(({ recordName }) => recordName === '202611230003300');
    expect(hold?.sentence).toContain('its bank account Other Bank …0300 is not linked');
    const savings = ((await company.billcomBooks()).ChartOfAccount ?? []).find(
      ({ name }) => name === 'Savings',
    );
    await company.billcomEdit('update', {
      entity: 'BankAccount',
      obj: { id: banks.unlinked, chartOfAccountId: savings?.id },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('33.00')).toEqual([['Savings', 'Bill.com Money Out Clearing', '33.00', '2026-11-20']]);
    // What was recorded stays as it is when the bank account is linked to another one.
    const checking = ((await company.billcomBooks()).ChartOfAccount ?? []).find(
      ({ name }) => name === 'Checking',
    );
    await company.billcomEdit('update', {
      entity: 'BankAccount',
      obj: { id: banks.unlinked, chartOfAccountId: checking?.id },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('33.00')).toEqual([['Savings', 'Bill.com Money Out Clearing', '33.00', '2026-11-20']]);
    await expectQuiet(company);
  });

  test('whose answer is lost are found by what they carry, and not recorded twice', async () => {
    await moved(-71.11, { name: '202611230007111' });
    await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await company.ask();
    await company.update();
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).number).toBe(cycle);
    expect(await over('71.11')).toHaveLength(1);

    await moved(-72.22, { name: '202611230007222' });
    await company.fault('quickbooks', { dropAnswer: 'beforeCommit', loseStoredAnswers: true });
    const next = await company.ask();
    await company.update();
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).number).toBe(next);
    expect((await company.sync()).state).toBe('ended');
    expect(await over('72.22')).toHaveLength(1);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  const byHand = (from: string, to: string, amount: string): Promise<void> =>
    company.quickbooksPerson(
      'new',
      form === 'transfer'
        ? {
            entity: 'Transfer',
            fields: {
              TxnDate: '2026-11-20',
              TransferFromAccountRef: { FullName: from },
              TransferToAccountRef: { FullName: to },
              Amount: amount,
            },
          }
        : {
            entity: 'JournalEntry',
            fields: {
              TxnDate: '2026-11-20',
              JournalDebitLine: [{ AccountRef: { FullName: to }, Amount: amount }],
              JournalCreditLine: [{ AccountRef: { FullName: from }, Amount: amount }],
            },
          },
    );

  test('of people are left alone without a word, and one made by hand for a movement is that movement', async () => {
    const before = await causes();
    await byHand('Checking', 'Savings', '500.00');
    await byHand('Checking', 'Bill.com Money Out Clearing', '81.00');
    await byHand('Checking', 'Bill.com Money Out Clearing', '82.00');
    await moved(-81, { name: '202611230008100' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('81.00')).toHaveLength(1);
    expect(await causes()).toEqual(before);
    await expectQuiet(company);
  });

  test('changed in QuickBooks are told, and restored if a person says so', async () => {
    const books = await company.quickbooksBooks();
    if (form === 'transfer') {
      const [transfer] = (books.transfers ?? []).filter(({ Amount }) => Amount === '71.11');
      await company.quickbooksPerson('edit', {
        entity: 'Transfer',
        record: transfer?.TxnID,
        fields: { Amount: '70.00', Memo: 'Ours' },
      });
    } else {
      const [entry] = (books.journalEntries ?? []).filter(
        (each) => ([each.JournalDebitLine].flat()[0] as unknown as Row).Amount === '71.11',
      );
      const id = (side: string) => ([entry?.[side]].flat()[0] as unknown as Row).TxnLineID;
      await company.quickbooksPerson('edit', {
        entity: 'JournalEntry',
        record: entry?.TxnID,
        fields: {
          JournalLineMod: [
            { TxnLineID: id('JournalDebitLine'), Amount: '70.00', Memo: 'Ours' },
            { TxnLineID: id('JournalCreditLine'), Amount: '70.00' },
          ],
        },
      });
    }
    expect((await company.sync()).state).toBe('ended');
    const told = (await company.holds()).filter(({ field }) => field !== '');
    expect(told.map(({ cause, field, detail }) => [cause, field, detail])).toEqual([
      ['cannotChange', 'amount', expect.objectContaining({ quickbooks: '70.00', billcom: '71.11' })],
    ]);
    expect(await over('70.00')).toHaveLength(1);
    await decide(told[0]!.recordId);
    expect((await company.sync()).state).toBe('ended');
    expect(await over('71.11')).toHaveLength(1);
    expect(await over('70.00')).toEqual([]);
    await expectQuiet(company);
  });

  const decide = (quickbooksId: string): Promise<void> =>
    world.database.inCompany(company.id, async (tx) => {
      const billcomId = await twinOf(tx, company.id, 'fundsTransfer', 'quickbooks', quickbooksId);
      await decideFields(
        { tx, companyId: company.id, who: 'a test' },
        'fundsTransfer',
        { quickbooksId, billcomId: String(billcomId) },
        [{ field: 'amount', take: 'billcom', quickbooks: '70.00', billcom: '71.11' }],
      );
    });

  test('in the other form from now on are not recorded once more, and one that is void later is told', async () => {
    const other: Form = form === 'transfer' ? 'journalEntry' : 'transfer';
    const before = await recorded();
    await world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await readTransfersAnew(tx, company.id, true);
      await saveSettings(tx, company.id, { ...settings, transfersAs: other });
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await recorded()).toEqual(before);
    await moved(-91, { name: '202611230009100' });
    const [old] = ((await company.billcomBooks()).MoneyMovement ?? []).filter(
      ({ amount }) => String(amount) === '-61',
    );
    await company.billcomEdit('update', { entity: 'MoneyMovement', obj: { id: old?.id, status: '2' } });
    expect((await company.sync()).state).toBe('ended');
    expect(await recorded()).toHaveLength(before.length + 1);
    const books = await company.quickbooksBooks();
    expect((other === 'transfer' ? books.transfers : books.journalEntries)?.length).toBe(1);
    expect(await causes()).toContainEqual(['cannotChange', 'fundsTransfer', '202611230006100']);
    await expectQuiet(company);
  });

  test('are neither read nor recorded when they are turned off', async () => {
    await set({ recordTransfers: 'off' });
    const calls = await billcomCalls();
    await moved(-55, { name: '202611230005500' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('55.00')).toEqual([]);
    expect((await billcomCalls()).slice(calls.length).filter((path) => /MoneyMovement/.test(path))).toEqual(
      [],
    );
    await set({ recordTransfers: 'on' });
    expect((await company.sync()).state).toBe('ended');
    expect(await over('55.00')).toHaveLength(1);
  });

  const billcomCalls = async (): Promise<string[]> => {
    const response = await fetch(`${company.billcomUrl}/log`);
    return ((await response.json()) as { path: string }[]).map(({ path }) => path);
  };
});
