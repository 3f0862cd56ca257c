import { loadCompany, saveSettings, type Company } from '../../src/ledger/companies';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Clearing accounts that neither book has, made when somebody asks for it (`company set … moneyOutClearing=create`). */
describe('clearing accounts', () => {
  let world: World;
  let company: CompanyWorld;
  const names = ['Bill.com Money In Clearing', 'Bill.com Money Out Clearing'];
  const stored = (): Promise<Company> =>
    world.database.inCompany(company.id, (tx) => loadCompany(tx, company.id));
  const want = (createAccounts: string): Promise<void> =>
    world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await saveSettings(tx, company.id, { ...settings, createAccounts });
    });
  const called = (rows: readonly Row[] | undefined, key: 'Name' | 'name'): Row[] =>
    (rows ?? []).filter((row) => names.includes(String(row[key])));

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: { accounts: [{ Name: 'Checking', AccountType: 'Bank' }] },
    });
    expect((await company.firstSync()).state).toBe('ended');
  });
  afterAll(() => world.stop());

  test('are made once in both books, though the answer is lost, and are from then on known by their ListIDs', async () => {
    await want('moneyOutClearing moneyInClearing');
    await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    await company.ask();
    await company.update();
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).state).toBe('ended');
    expect((await company.sync()).state).toBe('ended');
    const made = called((await company.quickbooksBooks()).accounts, 'Name');
    expect(made.map(({ Name, AccountType }) => [Name, AccountType]).sort()).toEqual(
      names.map((name) => [name, 'Bank']),
    );
    const twins = called((await company.billcomBooks()).ChartOfAccount, 'name');
    expect(twins.map(({ name, accountType }) => [name, accountType]).sort()).toEqual(
      names.map((name) => [name, '3']),
    );
    const idOf = (name: string | undefined): unknown => made.find(({ Name }) => Name === name)?.ListID;
    expect((await stored()).settings).toMatchObject({
      moneyInClearing: idOf(names[0]),
      moneyOutClearing: idOf(names[1]),
      createAccounts: '',
    });
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('that are renamed are the same ones, and not made again', async () => {
    await company.quickbooksPerson('edit', {
      entity: 'Account',
      record: names[1],
      fields: { Name: 'Clearing of payments' },
    });
    const before = (await company.quickbooksBooks()).accounts?.length;
    expect((await company.sync()).state).toBe('ended');
    await expectQuiet(company);
    expect((await company.quickbooksBooks()).accounts?.length).toBe(before);
  });
});
