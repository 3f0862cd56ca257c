import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { payablesCompany, type PayablesCompany } from '../support/payables';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** What is paid, credited and moved in a closed period, by the setting closedPeriod=firstOpenDay. */
describe('in a closed period', () => {
  let world: World;
  let scene: PayablesCompany;

  beforeAll(async () => {
    world = await startWorld();
    scene = await payablesCompany(world);
    await world.database.inCompany(scene.company.id, async (tx) => {
      const { settings } = await loadCompany(tx, scene.company.id);
      await saveSettings(tx, scene.company.id, { ...settings, closedPeriod: 'firstOpenDay' });
    });
    await scene.company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2026-11-30' } },
    });
  });
  afterAll(() => world.stop());

  test('payments, credits and transfers are posted once on the first open day, though the answer is lost', async () => {
    const { company, ids, enterBill, pay, inQuickBooks } = scene;
    const bill = await enterBill('OLD-1', 90);
    const credit = await company.billcomEdit('create', {
      entity: 'VendorCredit',
      obj: {
        vendorId: ids['Acme Supply'],
        refNumber: 'CR-1',
        creditDate: '2026-11-03',
        glPostingDate: '2026-11-03',
        vendorCreditLineItems: [{ amount: 30, chartOfAccountId: ids.Materials }],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    const paid = await pay([{ bill, amount: 60, credits: [{ vendorCreditId: credit.id, amount: 30 }] }], {
      description: 'November',
    });
    await company.billcomPerson('batch', {
      organization: company.organization,
      upTo: '2026-11-10',
      isConfirmed: true,
    });
    // One answer of each kind of write is lost.
    for (let lost = 0; lost < 3; lost += 1) {
      await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
      await company.ask();
      await company.update();
      await company.fault('quickbooks', { reset: true });
      expect((await company.finish()).state).toBe('ended');
    }
    const dated = { TxnDate: '2026-12-01' };
    const noted = (text: string): unknown => expect.stringContaining(text);
    expect(await inQuickBooks('bills')).toMatchObject([{ ...dated, IsPaid: 'true' }]);
    const checks = (await inQuickBooks('billPaymentChecks')).filter(({ Amount }) => Amount !== '0.00');
    expect(checks).toMatchObject([
      {
        ...dated,
        Amount: '60.00',
        Memo: `Original date 2026-11-10; Bill.com ${String(paid.name)}; November`,
      },
    ]);
    const transfers: Row[] = await inQuickBooks('transfers');
    expect(transfers).toMatchObject([
      { ...dated, Amount: '60.00', Memo: noted('Original date 2026-11-10; Bill.com transfer ') },
    ]);
    const [used] = await inQuickBooks('vendorCredits');
    expect(used).toMatchObject({ ...dated, OpenAmount: '0.00' });
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
