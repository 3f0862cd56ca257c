import { statusOf } from '../../src/cli/status';
import { loadCompany } from '../../src/ledger/companies';
import { expectQuiet } from '../support/agreement';
import { payablesCompany } from '../support/payables';
import { startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(180_000);

/** QuickBooks' bank balance in Bill.com, through the real processes. */
describe('the bank balance', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  const shown = async (company: CompanyWorld): Promise<unknown> =>
    (await company.billcomBooks()).BankBalance?.map(({ bankBalance }) => bankBalance);
  const calls = async (company: CompanyWorld): Promise<string[]> => {
    const response = await fetch(`${company.billcomUrl}/log`);
    return ((await response.json()) as { path: string }[]).map(({ path }) => path);
  };
  const settings = async (company: CompanyWorld): Promise<number> =>
    (await calls(company)).filter((path) => path === 'SetBankBalance').length;
  const bankLines = async ({ id }: CompanyWorld) => {
    const company = await world.database.inCompany(id, (tx) => loadCompany(tx, id));
    return (await statusOf(world.database, company)).bank;
  };
  /** Somebody puts money into the bank in QuickBooks, or takes it out. */
  const check = (company: CompanyWorld, amount: string): Promise<void> =>
    company.quickbooksPerson('new', {
      entity: 'Check',
      fields: {
        AccountRef: { FullName: 'Checking' },
        TxnDate: '2026-11-06',
        ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: amount }],
      },
    });

  test('is set in Bill.com when it has changed, and an idle cycle costs what it did', async () => {
    const { company } = await payablesCompany(world);
    await check(company, '250.25');
    // The first sync after the bank account was linked learns which one it is; the next one asks for its balance.
    await company.sync();
    await company.sync();
    expect(await shown(company)).toEqual([-250.25]);
    expect(await settings(company)).toBe(1);
    expect(await bankLines(company)).toMatchObject({
      balances: expect.arrayContaining([expect.objectContaining({ name: 'Checking', balance: '-250.25' })]),
      shownInBillcom: 'Checking',
      lastSent: { state: 'applied', balance: '-250.25' },
    });

    const before = (await calls(company)).length;
    expect((await company.scheduled()).state).toBe('ended');
    expect(await settings(company)).toBe(1);
    expect((await calls(company)).length - before).toBeLessThanOrEqual(15);
    await company.ask();
    expect((await company.update()).roundTrips).toBe(1);
    await company.finish();
    expect(await settings(company)).toBe(1);

    await check(company, '0.75');
    expect((await company.sync()).state).toBe('ended');
    expect(await shown(company)).toEqual([-251]);
    await expectQuiet(company);
    expect(await settings(company)).toBe(2);
  });

  test('whose answer is lost is not set twice; one that Bill.com refuses is held and holds nothing up', async () => {
    const scene = await payablesCompany(world);
    const { company } = scene;
    await company.sync();
    await check(company, '10.00');
    await company.fault('billcom', { drop: 'afterCommit', path: 'SetBankBalance' });
    expect((await company.sync()).state).toBe('ended');
    expect(await shown(company)).toEqual([-10]);
    expect(await settings(company)).toBe(1);

    await company.fault('billcom', {
      errorNext: { code: 'BDC_1145', message: 'not allowed', path: 'SetBankBalance', count: 5 },
    });
    await check(company, '5.00');
    await scene.enterBill('B-1', 70);
    const cycle = await company.sync();
    expect([cycle.state, (await scene.inQuickBooks('bills')).length]).toEqual(['ended', 1]);
    expect(await company.holds()).toMatchObject([
      { entity: 'bankBalance', cause: 'notAllowed', recordName: 'Checking' },
    ]);
    expect(await shown(company)).toEqual([-10]);
    await fetch(`${company.billcomUrl}/faults`, { method: 'DELETE' });
    await check(company, '1.00');
    expect((await company.sync()).state).toBe('ended');
    expect(await shown(company)).toEqual([-16]);
    expect(await company.holds()).toEqual([]);
  });
});
