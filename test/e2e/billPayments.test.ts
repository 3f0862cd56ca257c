import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideHold } from '../support/decideHold';
import { clearing, elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { tieoutOn } from '../support/tieout';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Payments of Bill.com in QuickBooks, through the real processes. */
describe('bill payments', () => {
  let world: World;
  let scene: PayablesCompany;
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const checks = (): Promise<Row[]> => scene.inQuickBooks('billPaymentChecks');
  const check = async (amount: string): Promise<Row> => {
    const found = (await checks()).filter(({ Amount }) => Amount === amount);
    expect([amount, found.length]).toEqual([amount, 1]);
    return found[0] as Row;
  };
  const bill = async (number: string): Promise<Row> => {
    const [found] = (await scene.inQuickBooks('bills')).filter(({ RefNumber }) => RefNumber === number);
    return found as Row;
  };
  const causes = async (): Promise<string[]> =>
    (await scene.company.holds()).map(({ entity, cause, field }) => `${entity} ${cause} ${field}`.trim());

  beforeAll(async () => {
    world = await startWorld();
    scene = await payablesCompany(world);
  });
  afterAll(() => world.stop());

  test('online ones are posted from the clearing account, with the bills that they pay', async () => {
    const [one, two] = [await scene.enterBill('A-1', 100), await scene.enterBill('A-2', 50.25)];
    const paid = await scene.pay(
      [
        { bill: one, amount: 100 },
        { bill: two, amount: 20.25 },
      ],
      { description: 'November' },
    );
    await synced();
    expect(await scene.company.holds()).toEqual([]);
    const confirmation = String(paid.name);
    expect(await check('120.25')).toMatchObject({
      PayeeEntityRef: { FullName: 'Acme Supply' },
      BankAccountRef: { FullName: clearing },
      TxnDate: '2026-11-10',
      RefNumber: confirmation.split(' - ')[1],
      Memo: `Bill.com ${confirmation}; November`,
    });
    expect(await bill('A-1')).toMatchObject({ IsPaid: 'true', OpenAmount: '0.00' });
    expect(await bill('A-2')).toMatchObject({ IsPaid: 'false', OpenAmount: '30.00' });
    await scene.move(paid, 'paid');
    await expectQuiet(scene.company);
    await expectNothingOpen(world, scene.company);
  });

  test('one that is still being approved waits; a request to void one is no void', async () => {
    const open = await scene.enterBill('B-1', 70);
    const payment = await scene.pay([{ bill: open, amount: 70 }], { status: 'approving' });
    await synced();
    expect(await causes()).toEqual(['billPayment ownerRule']);
    await scene.move(payment, 'approve');
    await synced();
    await check('70.00');
    await scene.move(payment, 'requestVoid');
    await synced();
    expect(await scene.company.holds()).toEqual([]);
    await check('70.00');
  });

  test('cancelled, void and failed ones are made void, once, also when the answer is lost', async () => {
    const payments: Row[] = [];
    for (const [number, amount] of [
      ['V-1', 31],
      ['V-2', 32],
      ['V-3', 33],
    ] as const)
      payments.push(await scene.pay([{ bill: await scene.enterBill(number, amount), amount }]));
    await synced();
    const ids = await Promise.all(
      ['31.00', '32.00', '33.00'].map(async (amount) => (await check(amount)).TxnID),
    );
    await scene.move(payments[0] as Row, 'cancel');
    await scene.move(payments[1] as Row, 'void');
    await scene.move(payments[2] as Row, 'fail');
    await scene.company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await scene.company.ask();
    await scene.company.update();
    await scene.company.fault('quickbooks', { reset: true });
    expect((await scene.company.finish()).number).toBe(cycle);
    const voided = (await checks()).filter(({ TxnID }) => ids.includes(TxnID));
    expect(voided.map(({ Amount }) => Amount)).toEqual(['0.00', '0.00', '0.00']);
    expect(voided.every(({ Memo }) => String(Memo).startsWith('VOID:'))).toBe(true);
    expect((await bill('V-1')).OpenAmount).toBe('31.00');
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('whose answer is lost after QuickBooks posted them are found and not posted twice', async () => {
    const bills = [await scene.enterBill('L-1', 41), await scene.enterBill('L-2', 41)];
    await synced();
    for (const each of bills) await scene.pay([{ bill: each, amount: 41 }]);
    await scene.company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    const cycle = await scene.company.ask();
    await scene.company.update();
    await scene.company.fault('quickbooks', { reset: true });
    expect((await scene.company.finish()).number).toBe(cycle);
    expect((await checks()).filter(({ Amount }) => Amount === '41.00')).toHaveLength(2);
    expect((await bill('L-1')).IsPaid).toBe('true');
    expect((await bill('L-2')).IsPaid).toBe('true');
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('a bill that was paid by hand in QuickBooks is not paid a second time', async () => {
    const twice = await scene.enterBill('H-1', 81);
    await synced();
    await scene.company.quickbooksPerson('pay', {
      bills: [{ bill: (await bill('H-1')).TxnID }],
      bankAccount: 'Checking',
    });
    await scene.pay([{ bill: twice, amount: 81 }]);
    await synced();
    const [byHand] = (await checks()).filter(({ Amount }) => Amount === '81.00');
    expect((byHand?.BankAccountRef as unknown as Row).FullName).toBe('Checking');
    expect((await scene.company.holds()).map(({ sentence }) => sentence).join('\n')).toContain('81.00');
    await scene.company.quickbooksPerson('delete', { entity: 'BillPaymentCheck', record: byHand?.TxnID });
    await synced();
    expect((await check('81.00')).BankAccountRef).toMatchObject({ FullName: clearing });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('is posted to the A/P account of its bills, and held over bills of two', async () => {
    await scene.company.quickbooksPerson('new', {
      entity: 'Account',
      fields: { Name: 'Retainage Payable', AccountType: 'AccountsPayable' },
    });
    const moveTo = async (number: string, account: string) =>
      scene.company.quickbooksPerson('edit', {
        entity: 'Bill',
        record: (await bill(number)).TxnID,
        fields: { APAccountRef: { FullName: account } },
      });
    const [one, two, three] = [
      await scene.enterBill('AP-1', 71),
      await scene.enterBill('AP-2', 72),
      await scene.enterBill('AP-3', 73),
    ];
    await synced();
    for (const number of ['AP-1', 'AP-2']) await moveTo(number, 'Retainage Payable');
    await scene.pay([{ bill: one, amount: 71 }]);
    const both = await scene.pay([
      { bill: two, amount: 72 },
      { bill: three, amount: 73 },
    ]);
    await synced();
    expect(await check('71.00')).toMatchObject({ APAccountRef: { FullName: 'Retainage Payable' } });
    expect(await causes()).toEqual(['billPayment toPutRight']);
    const [held] = await scene.company.holds();
    expect(held?.recordName).toContain(String(both.name).split(' - ')[1]);
    expect(held?.sentence).toContain('(“Accounts Payable”, “Retainage Payable”)');
    await moveTo('AP-2', 'Accounts Payable');
    await synced();
    expect(await check('145.00')).toMatchObject({ APAccountRef: { FullName: 'Accounts Payable' } });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('by setting not before it is paid, and none that was made outside of Bill.com', async () => {
    const set = (...settings: string[]) =>
      tieoutOn(world)('company', 'set', scene.company.id, ...settings, '--yes');
    await set('postPayments=paid', 'offlinePayments=off');
    const [one, two] = [await scene.enterBill('SET-1', 63), await scene.enterBill('SET-2', 64)];
    const scheduled = await scene.pay([{ bill: one, amount: 63 }]);
    await scene.pay([{ bill: two, amount: 64 }], {
      isOnline: false,
      chartOfAccountId: scene.ids.Checking,
      status: 'paid',
      syncReference: '1064',
    });
    await synced();
    expect([await bill('SET-1'), await bill('SET-2')]).toMatchObject([
      { OpenAmount: '63.00' },
      { OpenAmount: '64.00' },
    ]);
    expect((await scene.company.holds()).map(({ cause, sentence }) => [cause, sentence]).sort()).toEqual([
      ['ownerRule', expect.stringContaining('the setting offlinePayments')],
      ['ownerRule', expect.stringContaining('the setting postPayments')],
    ]);
    await scene.move(scheduled, 'paid');
    await synced();
    expect(await check('63.00')).toMatchObject({ BankAccountRef: { FullName: clearing } });
    // Another setting is enough for what it left alone.
    await set('postPayments=scheduled', 'offlinePayments=on');
    await synced();
    expect(await check('64.00')).toMatchObject({ RefNumber: '1064' });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('changed in Bill.com after it was posted is changed in QuickBooks, with its bills', async () => {
    const paid = await scene.pay([{ bill: await scene.enterBill('CH-1', 65), amount: 65 }]);
    await synced();
    const before = await check('65.00');
    await scene.company.billcomEdit('update', {
      entity: 'SentPay',
      obj: { id: paid.id, processDate: '2026-11-17', description: 'A week later' },
    });
    await synced();
    expect(await check('65.00')).toMatchObject({
      TxnID: before.TxnID,
      TxnDate: '2026-11-17',
      Memo: `Bill.com ${String(paid.name)}; A week later`,
      RefNumber: before.RefNumber,
    });
    expect(await bill('CH-1')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('changed in QuickBooks is told, and restored as a person says', async () => {
    const record = await check('120.25');
    await scene.company.quickbooksPerson('edit', {
      entity: 'BillPaymentCheck',
      record: record.TxnID,
      fields: {
        Memo: 'Ours',
        AppliedToTxnMod: elementsOf(record, 'AppliedToTxnRet').map(({ TxnID, Amount }) => ({
          TxnID,
          PaymentAmount: Amount === '100.00' ? '90.00' : Amount,
        })),
      },
    });
    await synced();
    expect((await causes()).sort()).toEqual([
      'billPayment cannotChange applications',
      'billPayment cannotChange memo',
    ]);
    await check('110.25');
    for (const hold of await scene.company.holds())
      await decideHold(world, scene.company, hold, hold.field === 'memo' ? 'quickbooks' : 'billcom');
    await synced();
    expect(await check('120.25')).toMatchObject({ Memo: 'Ours' });
    expect((await bill('A-1')).IsPaid).toBe('true');
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('made outside of Bill.com: a check with its number, and one that is still to be printed', async () => {
    const [one, two] = [await scene.enterBill('O-1', 61), await scene.enterBill('O-2', 62)];
    const account = { isOnline: false, chartOfAccountId: scene.ids.Checking, status: 'paid' };
    await scene.pay([{ bill: one, amount: 61 }], { ...account, syncReference: '1044' });
    await scene.pay([{ bill: two, amount: 62 }], { ...account, toPrintCheck: true });
    await synced();
    expect(await check('61.00')).toMatchObject({
      BankAccountRef: { FullName: 'Checking' },
      RefNumber: '1044',
      IsToBePrinted: 'false',
    });
    expect(await check('62.00')).toMatchObject({ IsToBePrinted: 'true' });
    await scene.company.quickbooksPerson('edit', {
      entity: 'BillPaymentCheck',
      record: (await check('62.00')).TxnID,
      fields: { RefNumber: '1045' },
    });
    await expectQuiet(scene.company);
    expect(await scene.company.holds()).toEqual([]);
  });

  test('before its bill is there it waits, and goes with it by itself', async () => {
    const draft = await scene.enterBill('D-1', 91, {
      glPostingDate: '2026-01-15',
      invoiceDate: '2026-01-15',
    });
    await scene.pay([{ bill: draft, amount: 91 }]);
    await scene.company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2026-01-31' } },
    });
    await synced();
    expect((await causes()).sort()).toEqual(['bill closedPeriod', 'billPayment waiting applications']);
    await scene.company.quickbooksPerson('set', {
      preferences: { AccountingPreferences: { ClosingDate: '2025-12-31' } },
    });
    await synced();
    // It goes with the bill that it waited for.
    expect(await bill('D-1')).toMatchObject({ OpenAmount: '0.00', IsPaid: 'true' });
    await check('91.00');
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });
});

describe('a clearing account of another type than Bank', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('is foreseen, and nothing is posted from it', async () => {
    const scene = await payablesCompany(world, 'OtherCurrentAsset');
    await scene.pay([{ bill: await scene.enterBill('A-1', 10), amount: 10 }]);
    expect((await scene.company.sync()).state).toBe('ended');
    expect(await scene.inQuickBooks('billPaymentChecks')).toEqual([]);
    expect((await scene.company.holds()).map(({ entity, sentence }) => [entity, sentence])).toEqual([
      ['billPayment', expect.stringContaining('type Bank')],
    ]);
    expect((await scene.inQuickBooks('bills')).map(({ RefNumber }) => RefNumber)).toEqual(['A-1']);
  });
});
