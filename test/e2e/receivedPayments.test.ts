import { auditLines } from '../../src/ledger/auditLog';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideGoneHold, decideHold } from '../support/decideHold';
import { elementsOf } from '../support/payables';
import { moneyIn, receiptsCompany, type ReceiptsCompany } from '../support/receipts';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Payments that customers made through Bill.com or that were recorded there, in QuickBooks, through the real processes. */
describe('received payments', () => {
  let world: World;
  let scene: ReceiptsCompany;
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const quiet = async (): Promise<void> => {
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  };
  const payments = (): Promise<Row[]> => scene.inQuickBooks('receivePayments');
  const applied = (payment: Row): [string, string][] =>
    elementsOf(payment, 'AppliedToTxnRet')
      .map(({ RefNumber, Amount }): [string, string] => [String(RefNumber), String(Amount)])
      .sort();
  const causes = async (): Promise<string[]> =>
    (await scene.company.holds()).map(({ entity, cause, field }) => `${entity} ${cause} ${field}`.trim());
  /** A sync in which QuickBooks does the work and its answer is lost. */
  const syncedWithLostAnswer = async (dropAnswer: 'afterCommit' | 'beforeCommit'): Promise<void> => {
    await scene.company.fault('quickbooks', { dropAnswer, loseStoredAnswers: true });
    const cycle = await scene.company.ask();
    await scene.company.update();
    await scene.company.fault('quickbooks', { reset: true });
    expect((await scene.company.finish()).number).toBe(cycle);
  };

  beforeAll(async () => {
    world = await startWorld();
    scene = await receiptsCompany(world);
  });
  afterAll(() => world.stop());

  test('are posted with the invoices that they pay, in part too, to Money In Clearing', async () => {
    const [one, two] = [await scene.enterInvoice('A-1', 100), await scene.enterInvoice('A-2', 50.25)];
    await scene.receive(
      [
        { invoice: one, amount: 100 },
        { invoice: two, amount: 20.25 },
      ],
      { refNumber: 'R-1', description: 'November' },
    );
    await synced();
    expect(await scene.payment('120.25')).toMatchObject({
      CustomerRef: { FullName: 'Kern' },
      ARAccountRef: { FullName: 'Accounts Receivable' },
      DepositToAccountRef: { FullName: moneyIn },
      PaymentMethodRef: { FullName: 'E-Check' },
      TxnDate: '2026-11-10',
      RefNumber: 'R-1',
      Memo: 'Bill.com ACH payment; November',
      UnusedPayment: '0.00',
    });
    expect(applied(await scene.payment('120.25'))).toEqual([
      ['A-1', '100.00'],
      ['A-2', '20.25'],
    ]);
    expect(await scene.invoice('A-1')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.invoice('A-2')).toMatchObject({ IsPaid: 'false', BalanceRemaining: '30.00' });
    await quiet();
  });

  test('one that is scheduled waits until it is paid; one that is cancelled before never comes', async () => {
    const [one, two] = [await scene.enterInvoice('B-1', 70), await scene.enterInvoice('B-2', 71)];
    const [first, second] = [
      await scene.receive([{ invoice: one, amount: 70 }], { status: 'scheduled' }),
      await scene.receive([{ invoice: two, amount: 71 }], { status: 'scheduled' }),
    ];
    await synced();
    expect(await causes()).toEqual(['receivedPayment ownerRule', 'receivedPayment ownerRule']);
    await scene.move(first, 'paid');
    await scene.move(second, 'cancel');
    await synced();
    await scene.payment('70.00');
    expect(await scene.invoice('B-2')).toMatchObject({ BalanceRemaining: '71.00' });
    await quiet();
  });

  test('of which something stays unapplied changes when that is applied, and is never added twice', async () => {
    const [one, two] = [await scene.enterInvoice('U-1', 40), await scene.enterInvoice('U-2', 60)];
    const paid = await scene.receive([{ invoice: one, amount: 40 }], { amount: 110 });
    await synced();
    const { TxnID } = await scene.payment('110.00');
    expect(await scene.payment('110.00')).toMatchObject({ UnusedPayment: '70.00' });
    await scene.apply(paid, [
      { invoice: one, amount: 40 },
      { invoice: two, amount: 60 },
    ]);
    await synced();
    expect(await scene.payment('110.00')).toMatchObject({ TxnID, UnusedPayment: '10.00' });
    expect(applied(await scene.payment('110.00'))).toEqual([
      ['U-1', '40.00'],
      ['U-2', '60.00'],
    ]);
    // To another one instead, with the answer lost; then to none.
    const three = await scene.enterInvoice('U-3', 90);
    await synced();
    await scene.apply(paid, [{ invoice: three, amount: 90 }]);
    await syncedWithLostAnswer('afterCommit');
    expect(applied(await scene.payment('110.00'))).toEqual([['U-3', '90.00']]);
    expect(await scene.invoice('U-1')).toMatchObject({ BalanceRemaining: '40.00' });
    await scene.apply(paid, []);
    await synced();
    expect(await scene.payment('110.00')).toMatchObject({ TxnID, UnusedPayment: '110.00' });
    expect(applied(await scene.payment('110.00'))).toEqual([]);
  });

  test('a payment without an invoice is the customer’s credit', async () => {
    await scene.receive([], { amount: 33.33, isOnline: false, paymentType: '0', refNumber: '77' });
    await synced();
    expect(await scene.payment('33.33')).toMatchObject({
      UnusedPayment: '33.33',
      PaymentMethodRef: { FullName: 'Cash' },
      DepositToAccountRef: { FullName: 'Undeposited Funds' },
    });
    // QuickBooks has made the account with it, which goes to Bill.com.
    await synced();
    await expectQuiet(scene.company);
  });

  test('a card fee is kept apart from what pays the invoice', async () => {
    const invoice = await scene.enterInvoice('F-1', 200);
    await scene.receive([{ invoice, amount: 200 }], {
      paymentType: '2',
      fee: { amount: 5.8, chartOfAccountId: scene.ids['Card Fees'] },
    });
    await synced();
    expect(await scene.payment('200.00')).toMatchObject({
      Memo: 'Bill.com card payment; a fee of 5.80 was charged on top',
      UnusedPayment: '0.00',
    });
    expect(await scene.invoice('F-1')).toMatchObject({ IsPaid: 'true' });
  });

  test('void ones are deleted, once, after a whole copy was kept, also when the answer is lost', async () => {
    const made: Row[] = [];
    for (const [number, amount] of [
      ['V-1', 31],
      ['V-2', 32],
    ] as const)
      made.push(await scene.receive([{ invoice: await scene.enterInvoice(number, amount), amount }]));
    await synced();
    const before = await scene.payment('31.00');
    await scene.move(made[0]!, 'void');
    await syncedWithLostAnswer('afterCommit');
    await scene.move(made[1]!, 'void');
    await syncedWithLostAnswer('beforeCommit');
    await synced();
    const left = (await payments()).filter(({ TotalAmount }) =>
      ['31.00', '32.00'].includes(String(TotalAmount)),
    );
    expect(left).toEqual([]);
    expect(await scene.invoice('V-1')).toMatchObject({ BalanceRemaining: '31.00' });
    expect(await scene.invoice('V-2')).toMatchObject({ BalanceRemaining: '32.00' });
    const lines = await world.database.inCompany(scene.company.id, (tx) =>
      auditLines(tx, scene.company.id, { record: String(before.TxnID), overwrites: false, limit: 9 }),
    );
    const deleted = lines.filter(({ action }) => action === 'delete');
    expect(deleted).toHaveLength(1);
    expect(deleted[0]).toMatchObject({
      book: 'quickbooks',
      copy: {
        TxnID: before.TxnID,
        EditSequence: before.EditSequence,
        TotalAmount: '31.00',
        CustomerRef: { FullName: 'Kern' },
        AppliedToTxnRet: { TxnType: 'Invoice', Amount: '31.00' },
      },
    });
    expect(await causes()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('that were deposited stay as they are, with the reason, until they are taken out of the deposit', async () => {
    const how = { isOnline: false, paymentType: '1' };
    const [one, two] = [await scene.enterInvoice('D-1', 51), await scene.enterInvoice('D-2', 52)];
    const [first, second] = [
      await scene.receive([{ invoice: one, amount: 51 }], { ...how, refNumber: '501' }),
      await scene.receive([{ invoice: two, amount: 52 }], { ...how, refNumber: '502' }),
    ];
    await synced();
    await scene.company.quickbooksPerson('deposit', { account: 'Checking', payments: ['501', '502'] });
    await scene.move(first, 'void');
    await scene.company.billcomEdit('update', {
      entity: 'ReceivedPay',
      obj: { id: second.id, amount: 60 },
    });
    await synced();
    await scene.payment('51.00');
    await scene.payment('52.00');
    const told = await scene.company.holds();
    expect(told.map(({ cause, recordName }) => [cause, recordName]).sort()).toEqual([
      ['refused', expect.stringContaining('501')],
      ['refused', expect.stringContaining('502')],
    ]);
    for (const { sentence, cure } of told) {
      expect(sentence).toContain('in a deposit in QuickBooks');
      expect(cure).toContain('Make Deposits');
    }
    const [deposit] = await scene.inQuickBooks('deposits');
    await scene.company.quickbooksPerson('delete', { entity: 'Deposit', record: deposit?.TxnID });
    await synced();
    await scene.payment('60.00');
    expect((await payments()).filter(({ RefNumber }) => RefNumber === '501')).toEqual([]);
    await quiet();
  });

  test('whose answer is lost after QuickBooks posted them are found and not posted twice', async () => {
    const invoices = [await scene.enterInvoice('L-1', 41), await scene.enterInvoice('L-2', 41)];
    await synced();
    for (const invoice of invoices) await scene.receive([{ invoice, amount: 41 }]);
    await syncedWithLostAnswer('afterCommit');
    expect((await payments()).filter(({ TotalAmount }) => TotalAmount === '41.00')).toHaveLength(2);
    expect(await scene.invoice('L-1')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.invoice('L-2')).toMatchObject({ IsPaid: 'true' });
    await quiet();
  });

  test('entered by hand in QuickBooks stay there and are listed; the same in both books is asked about', async () => {
    await scene.enterInvoice('H-1', 91);
    const both = await scene.enterInvoice('H-2', 92);
    await synced();
    await scene.company.quickbooksPerson('receive', { invoices: [{ invoice: 'H-1' }], refNumber: '901' });
    await scene.company.quickbooksPerson('receive', { invoices: [{ invoice: 'H-2' }], refNumber: '902' });
    await synced();
    expect(await causes()).toEqual(['receivedPayment ownerRule', 'receivedPayment ownerRule']);
    await scene.receive([{ invoice: both, amount: 92 }], { paymentDate: '2026-11-14' });
    await synced();
    expect((await payments()).filter(({ TotalAmount }) => TotalAmount === '92.00')).toHaveLength(1);
    expect((await causes()).sort()).toEqual([
      'receivedPayment ownerRule',
      'receivedPayment possibleDuplicate',
      'receivedPayment possibleDuplicate',
    ]);
  });

  test('changed or deleted by hand in QuickBooks are told, and restored or made again as a person says', async () => {
    const record = await scene.payment('120.25');
    await scene.company.quickbooksPerson('edit', {
      entity: 'ReceivePayment',
      record: record.TxnID,
      fields: {
        Memo: 'Ours',
        AppliedToTxnMod: elementsOf(record, 'AppliedToTxnRet').map(({ TxnID, Amount }) => ({
          TxnID,
          PaymentAmount: Amount === '100.00' ? '90.00' : Amount,
        })),
      },
    });
    await scene.company.quickbooksPerson('delete', {
      entity: 'ReceivePayment',
      record: (await scene.payment('70.00')).TxnID,
    });
    await synced();
    const told = (await scene.company.holds()).filter(({ cause }) =>
      ['cannotChange', 'deleted'].includes(cause),
    );
    expect(told.map(({ cause, field }) => `${cause} ${field}`).sort()).toEqual([
      'cannotChange applications',
      'cannotChange memo',
      'deleted ',
    ]);
    for (const hold of told)
      if (hold.cause === 'deleted') await decideGoneHold(world, scene.company, hold, 'again');
      else await decideHold(world, scene.company, hold, hold.field === 'memo' ? 'quickbooks' : 'billcom');
    await synced();
    expect(await scene.payment('120.25')).toMatchObject({ TxnID: record.TxnID, Memo: 'Ours' });
    expect(applied(await scene.payment('120.25'))).toEqual([
      ['A-1', '100.00'],
      ['A-2', '20.25'],
    ]);
    expect(await scene.invoice('B-1')).toMatchObject({ IsPaid: 'true' });
    await scene.payment('70.00');
  });

  test('reach the bank with Bill.com’s transfers, and go back with them', async () => {
    const invoices = [await scene.enterInvoice('M-1', 401), await scene.enterInvoice('M-2', 402)];
    const single = await scene.enterInvoice('M-3', 403);
    const made: Row[] = [];
    for (const [index, invoice] of invoices.entries())
      made.push(
        await scene.receive([{ invoice, amount: 401 + index }], {
          status: 'scheduled',
          paymentDate: '2026-11-18',
        }),
      );
    const batch = { organization: scene.company.organization, isConfirmed: true };
    await scene.company.billcomPerson('batch', { ...batch, upTo: '2026-11-18' });
    await scene.receive([{ invoice: single, amount: 403 }], {
      status: 'scheduled',
      paymentDate: '2026-11-19',
    });
    await scene.company.billcomPerson('batch', { ...batch, upTo: '2026-11-19', isSingle: true });
    await synced();
    const moved = async (): Promise<unknown[]> =>
      (await scene.inQuickBooks('transfers'))
        .map(({ Amount, TxnDate, TransferFromAccountRef: from, TransferToAccountRef: to }) => [
          (from as Record<string, string>).FullName,
          (to as Record<string, string>).FullName,
          Amount,
          TxnDate,
        ])
        .sort();
    const there = [
      [moneyIn, 'Checking', '403.00', '2026-11-19'],
      [moneyIn, 'Checking', '803.00', '2026-11-18'],
    ];
    expect(await moved()).toEqual(there);
    for (const amount of ['401.00', '402.00', '403.00'])
      expect(await scene.payment(amount)).toMatchObject({ DepositToAccountRef: { FullName: moneyIn } });
    await scene.move(made[0]!, 'void', { returnedOn: '2026-11-20' });
    await synced();
    expect(await moved()).toEqual([...there, ['Checking', moneyIn, '401.00', '2026-11-20']]);
    expect((await payments()).filter(({ TotalAmount }) => TotalAmount === '401.00')).toEqual([]);
    expect(await scene.invoice('M-1')).toMatchObject({ BalanceRemaining: '401.00' });
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('over invoices of several jobs is the payment of the customer above them', async () => {
    const [one, two] = [await scene.enterInvoice('J-1', 81), await scene.enterInvoice('J-2', 82)];
    const paid = await scene.receive(
      [
        { invoice: one, amount: 81 },
        { invoice: two, amount: 82 },
      ],
      { status: 'scheduled' },
    );
    await synced();
    for (const [number, job] of [
      ['J-1', 'Kern:Kitchen'],
      ['J-2', 'Kern:Deck'],
    ] as const)
      await scene.company.quickbooksPerson('edit', {
        entity: 'Invoice',
        record: (await scene.invoice(number)).TxnID,
        fields: { CustomerRef: { FullName: job } },
      });
    await scene.move(paid, 'paid');
    await synced();
    expect(await scene.payment('163.00')).toMatchObject({ CustomerRef: { FullName: 'Kern' } });
    expect(await scene.invoice('J-1')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.invoice('J-2')).toMatchObject({ IsPaid: 'true' });
  });
});
