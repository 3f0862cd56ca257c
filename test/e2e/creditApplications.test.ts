import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { clearing, elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Credits that are applied to bills in Bill.com, in QuickBooks, through the real processes. */
describe('credits', () => {
  let world: World;
  let scene: PayablesCompany;
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const enterCredit = (refNumber: string, amount: number): Promise<Row> =>
    scene.company.billcomEdit('create', {
      entity: 'VendorCredit',
      obj: {
        vendorId: scene.ids['Acme Supply'],
        refNumber,
        creditDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        vendorCreditLineItems: [{ amount, chartOfAccountId: scene.ids.Materials }],
      },
    });
  const using = (credit: Row, amount: number) => ({ credits: [{ vendorCreditId: credit.id, amount }] });
  const numbered = async (kind: string, number: string): Promise<Row> => {
    const found = (await scene.inQuickBooks(kind)).filter(({ RefNumber }) => RefNumber === number);
    expect([number, found.length]).toEqual([number, 1]);
    return found[0] as Row;
  };
  const bill = (number: string): Promise<Row> => numbered('bills', number);
  const credit = (number: string): Promise<Row> => numbered('vendorCredits', number);
  const linked = async (number: string): Promise<string[]> =>
    elementsOf(await credit(number), 'LinkedTxn').map(
      ({ RefNumber, Amount }) => `${String(RefNumber)} ${String(Amount).replace('-', '')}`,
    );
  const told = async (): Promise<string[]> =>
    (await scene.company.holds()).map(({ entity, cause, recordName }) => `${entity} ${cause}: ${recordName}`);
  /** What the Pay Bills window does when nothing but a credit is chosen. */
  const applyByHand = async (creditNumber: string, billNumber: string, amount: string): Promise<void> =>
    scene.company.quickbooksPerson('new', {
      entity: 'BillPaymentCheck',
      fields: {
        PayeeEntityRef: { FullName: 'Acme Supply' },
        BankAccountRef: { FullName: clearing },
        IsToBePrinted: true,
        AppliedToTxnAdd: [
          {
            TxnID: (await bill(billNumber)).TxnID,
            SetCredit: [{ CreditTxnID: (await credit(creditNumber)).TxnID, AppliedAmount: amount }],
          },
        ],
      },
    });

  beforeAll(async () => {
    world = await startWorld();
    scene = await payablesCompany(world);
  });
  afterAll(() => world.stop());

  test('of a payment are applied when it is posted, beside its money, in the same sync as bill and credit', async () => {
    const [one, two] = [await scene.enterBill('A-1', 100), await scene.enterBill('A-2', 50)];
    const mine = await enterCredit('C-A', 45);
    await scene.pay([
      { bill: one, amount: 70, ...using(mine, 30) },
      { bill: two, amount: 20, ...using(mine, 10) },
    ]);
    await synced();
    expect(await told()).toEqual([]);
    expect(await bill('A-1')).toMatchObject({ OpenAmount: '0.00', IsPaid: 'true' });
    expect(await bill('A-2')).toMatchObject({ OpenAmount: '20.00' });
    expect(await credit('C-A')).toMatchObject({ OpenAmount: '5.00' });
    expect((await linked('C-A')).sort()).toEqual(['A-1 30.00', 'A-2 10.00']);
    expect((await scene.inQuickBooks('billPaymentChecks')).map(({ Amount }) => Amount)).toEqual(['90.00']);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('that pay a bill in full are applied without a payment; one on the same bill later is another', async () => {
    const open = await scene.enterBill('F-1', 60);
    const mine = await enterCredit('C-F', 60);
    await scene.pay([{ bill: open, amount: 0, ...using(mine, 25) }]);
    await synced();
    expect(await bill('F-1')).toMatchObject({ OpenAmount: '35.00' });
    await scene.pay([{ bill: open, amount: 0, ...using(mine, 35) }]);
    await synced();
    expect(await bill('F-1')).toMatchObject({ OpenAmount: '0.00', IsPaid: 'true' });
    expect(await credit('C-F')).toMatchObject({ OpenAmount: '0.00' });
    expect(await scene.inQuickBooks('billPaymentChecks')).toHaveLength(1);
    expect(await told()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('of a payment that is being approved wait for it', async () => {
    const open = await scene.enterBill('W-1', 40);
    const mine = await enterCredit('C-W', 15);
    const payment = await scene.pay([{ bill: open, amount: 25, ...using(mine, 15) }], {
      status: 'approving',
    });
    await synced();
    expect(await bill('W-1')).toMatchObject({ OpenAmount: '40.00' });
    expect((await told()).filter((each) => each.startsWith('credit'))).toEqual([
      'creditApplication ownerRule: C-W on bill W-1',
    ]);
    await scene.move(payment, 'approve');
    await synced();
    expect(await bill('W-1')).toMatchObject({ OpenAmount: '0.00' });
    expect(await told()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('whose answer is lost after QuickBooks applied them are found and not applied twice', async () => {
    const open = await scene.enterBill('L-1', 80);
    const mine = await enterCredit('C-L', 80);
    await synced();
    await scene.pay([{ bill: open, amount: 0, ...using(mine, 20) }]);
    await scene.company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await scene.company.ask();
    await scene.company.update();
    await scene.company.fault('quickbooks', { reset: true });
    expect((await scene.company.finish()).number).toBe(cycle);
    expect(await linked('C-L')).toEqual(['L-1 20.00']);
    expect(await told()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('applied by hand in the same way are the same; used up by hand elsewhere, they hold themselves alone', async () => {
    const [one, two, three] = [
      await scene.enterBill('H-1', 50),
      await scene.enterBill('H-2', 50),
      await scene.enterBill('H-3', 50),
    ];
    const [same, gone] = [await enterCredit('C-H1', 10), await enterCredit('C-H2', 10)];
    await synced();
    await applyByHand('C-H1', 'H-1', '10.00');
    await applyByHand('C-H2', 'H-3', '10.00');
    await scene.pay([
      { bill: one, amount: 40, ...using(same, 10) },
      { bill: two, amount: 40, ...using(gone, 10) },
    ]);
    await synced();
    expect(await linked('C-H1')).toEqual(['H-1 10.00']);
    expect(await bill('H-1')).toMatchObject({ OpenAmount: '0.00' });
    // Its money is posted all the same.
    expect(await bill('H-2')).toMatchObject({ OpenAmount: '10.00' });
    const holds = await scene.company.holds();
    expect(await told()).toEqual(
      expect.arrayContaining([
        'creditApplication tooMuch: C-H2 on bill H-2',
        'creditApplication ownerRule: C-H2 on bill H-3',
      ]),
    );
    expect(holds).toHaveLength(2);
    expect(holds.find(({ cause }) => cause === 'tooMuch')?.sentence).toMatch(/only 0\.00 is open/);
    expect(three).toBeDefined();
    await expectNothingOpen(world, scene.company);
  });

  test('of a payment that is made void stay applied in QuickBooks, and a person is told how to undo them', async () => {
    const before = (await scene.company.holds()).length;
    const open = await scene.enterBill('V-1', 30);
    const mine = await enterCredit('C-V', 12);
    const payment = await scene.pay([{ bill: open, amount: 18, ...using(mine, 12) }]);
    await synced();
    expect(await bill('V-1')).toMatchObject({ OpenAmount: '0.00' });
    await scene.move(payment, 'void');
    await synced();
    expect(await bill('V-1')).toMatchObject({ OpenAmount: '18.00' });
    const holds = await scene.company.holds();
    expect(holds).toHaveLength(before + 1);
    const hold = holds.find(({ cause }) => cause === 'deleted');
    expect(hold).toMatchObject({ entity: 'creditApplication', recordName: 'C-V on bill V-1' });
    expect(hold?.cure).toMatch(/Set Credits/);
    // Paid again with the same credit, it is the one that is there.
    await scene.pay([{ bill: open, amount: 18, ...using(mine, 12) }]);
    await synced();
    expect(await linked('C-V')).toEqual(['V-1 12.00']);
    expect(await bill('V-1')).toMatchObject({ OpenAmount: '0.00' });
    expect(await scene.company.holds()).toHaveLength(before);
    await expectNothingOpen(world, scene.company);
  });
});
