import type { BookRecord } from '../../../src/entities/record';
import { insertMatches } from '../../../src/ledger/links';
import { mirrorRecords } from '../../../src/ledger/records';
import { openCommandLine, type CommandLine } from './commandLine';

const account = (
  id: string,
  name: string,
  type: string,
  more: Partial<BookRecord> & { fullName?: string; number?: string } = {},
): BookRecord => {
  const { fullName = name, number = null, ...rest } = more;
  return {
    id,
    version: '1',
    modified: null,
    fields: { name, type, number, parent: null, active: true },
    facts: { fullName },
    active: true,
    deleted: false,
    mergedInto: null,
    problem: null,
    ...rest,
  };
};

describe('the accounts of a company', () => {
  let cli: CommandLine;
  let id: string;
  const name = 'Hill Builders';
  const set = (...pairs: string[]) => cli.run(['company', 'set', name, ...pairs]);
  const settings = async () =>
    (await cli.rows('select settings from company where id = $1', [id]))[0].settings;

  beforeAll(async () => {
    cli = await openCommandLine();
    id = await cli.company(name, { accepted: true });
  });
  afterAll(() => cli.end());

  test('cannot be chosen before QuickBooks’ chart of accounts was read', async () => {
    const ran = await set('apAccount=20000');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('has not been read yet')]);
    expect(ran.stderr).toContain('tieout preview "Hill Builders" --wait');
  });

  test('are found by full name, number or ListID, checked, and kept by ListID', async () => {
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'account', [
        account('80000001-1', 'Accounts Payable', 'AccountsPayable', { number: '20000' }),
        account('80000002-1', 'Clearing', 'Bank', { fullName: 'Bank:Clearing' }),
        account('80000003-1', 'Clearing', 'OtherCurrentAsset', { fullName: 'Other:Clearing' }),
        account('80000004-1', 'Old bank', 'Bank', { active: false }),
        account('80000005-1', 'To be coded', 'Expense'),
        account('80000006-1', 'Bill.com Money In Clearing', 'Bank'),
      ]);
      await mirrorRecords(tx, id, 'billcom', 'account', [
        account('0ca1', 'Clearing', 'Bank'),
        account('0ca5', 'To be coded', 'Expense'),
      ]);
      const link = (quickbooksId: string, billcomId: string) => ({
        entity: 'account' as const,
        quickbooksId,
        billcomId,
        name: '',
        madeBy: 'match' as const,
      });
      await insertMatches(tx, id, 1, [link('80000002-1', '0ca1'), link('80000005-1', '0ca5')]);
    });
    const ran = await set('apAccount=20000', 'moneyOutClearing=bank:clearing', 'catchAllExpense=80000005-1');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('apAccount: – → Accounts Payable');
    expect(ran.stdout).toContain('moneyOutClearing: – → Bank:Clearing');
    expect(await settings()).toMatchObject({
      apAccount: '80000001-1',
      moneyOutClearing: '80000002-1',
      catchAllExpense: '80000005-1',
      moneyInClearing: '',
    });
  });

  test.each([
    ['moneyOutClearing=Clearing', 2, 'Several accounts of QuickBooks are called “Clearing”'],
    [
      'moneyOutClearing=Other:Clearing',
      1,
      'is of type Other Current Asset in QuickBooks and has to be of type Bank',
    ],
    ['defaultBank=Old bank', 1, 'is inactive in QuickBooks'],
    ['moneyInClearing=Bill.com Money In Clearing', 1, 'has no twin among the accounts of Bill.com'],
    ['catchAllExpense=20000', 1, 'has to be of type Expense'],
    ['apAccount=Payables', 1, 'There is no account “Payables” in QuickBooks'],
  ])('%s is refused in words, and nothing is saved', async (pair, code, sentence) => {
    const before = await settings();
    const ran = await set(pair, 'everyMinutes=7');
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(sentence)]);
    expect(await settings()).toEqual(before);
  });

  test('are shown with their names, those found by name too', async () => {
    const shown = await cli.run(['company', 'show', name]);
    expect(shown.stdout).toMatch(/apAccount +Accounts Payable/);
    expect(shown.stdout).toContain('Bill.com Money In Clearing (found by its name)');
    expect((await cli.run(['company', 'show', name, '--json'])).json().accounts).toMatchObject({
      moneyOutClearing: { listID: '80000002-1', name: 'Bank:Clearing', foundByName: false, problem: null },
      moneyInClearing: { listID: '80000006-1', foundByName: true },
      defaultBank: null,
    });
  });

  test('that do not do any more are told by the doctor', async () => {
    const checks = async () =>
      (await cli.run(['doctor', '--json'])).json().checks.filter((check: any) => check.link === 'accounts');
    await cli.rows(
      `update record set fields = fields || '{"type": "OtherCurrentAsset"}' where id = '80000002-1'`,
    );
    await cli.rows(`update record set deleted = true where id = '80000006-1'`);
    expect(await checks()).toMatchObject([
      {
        works: false,
        sentence:
          'The Money Out Clearing account “Bank:Clearing” is of type Other Current Asset in QuickBooks and has to be of type Bank.',
      },
    ]);
    await cli.rows(`update record set fields = fields || '{"type": "Bank"}' where id = '80000002-1'`);
    expect(await checks()).toMatchObject([{ works: true }]);
  });

  test('a clearing account that neither book has is made by its name when that is asked, and only such a one', async () => {
    const asked = await set('moneyOutClearing=create');
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(asked.stdout).toContain(
      'moneyOutClearing: Bank:Clearing → Bill.com Money Out Clearing (the next sync makes it)',
    );
    expect(await settings()).toMatchObject({
      moneyOutClearing: '',
      createAccounts: 'moneyOutClearing',
    });
    expect((await cli.run(['company', 'show', name])).stdout).toMatch(
      /moneyOutClearing +Bill\.com Money Out Clearing \(the next sync makes it\)/,
    );
    const shown = await set('everyMinutes=15', '--preview');
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('Bill.com Money Out Clearing')]);

    const other = await set('catchAllExpense=create');
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('Tieout does not make the')]);
    // Whatever its capitals, and in either book.
    const there = account('0ca7', 'BILL.COM money in clearing', 'Bank');
    await cli.database.inCompany(id, (tx) => mirrorRecords(tx, id, 'billcom', 'account', [there]));
    const inBillcom = await set('moneyInClearing=create');
    expect([inBillcom.code, inBillcom.stderr]).toEqual([
      1,
      expect.stringContaining('Bill.com has an account'),
    ]);

    const chosen = await set('moneyOutClearing=Bank:Clearing');
    expect(chosen.stdout).toContain('(the next sync makes it) → Bank:Clearing');
    expect(await settings()).toMatchObject({ moneyOutClearing: '80000002-1', createAccounts: '' });
  });

  test('none takes a choice back', async () => {
    expect((await set('apAccount=none', 'moneyOutClearing=')).code).toBe(0);
    expect(await settings()).toMatchObject({ apAccount: '', moneyOutClearing: '' });
  });
});
