import type { OpenHold } from '../../src/ledger/holds';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { tieoutOn } from '../support/tieout';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** What is paid by hand in QuickBooks, recorded in Bill.com through the real processes. */
describe('outside payments', () => {
  let world: World;
  let scene: PayablesCompany;
  const call = 'POST /bills/record-payment';

  const tieout = (...args: string[]) => tieoutOn(world)(...args);
  const set = (setting: string) => tieout('company', 'set', scene.company.id, setting, '--yes');
  const resolve = (hold: OpenHold, choice: string) => tieout('resolve', scene.company.id, hold.id, choice);
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const bill = async (number: string): Promise<Row> => {
    const [found] = (await scene.inQuickBooks('bills')).filter(({ RefNumber }) => RefNumber === number);
    return found as Row;
  };
  const billThere = async (number: string): Promise<Row> => {
    const rows = (await scene.company.billcomBooks()).Bill ?? [];
    return rows.find(({ invoiceNumber }) => invoiceNumber === number) as Row;
  };
  const check = async (number: string): Promise<Row> => {
    const checks = await scene.inQuickBooks('billPaymentChecks');
    return checks.find(({ RefNumber }) => RefNumber === number) as Row;
  };
  /** Bills entered in Bill.com that are in both books, by number. */
  const bills = async (amounts: Readonly<Record<string, number>>): Promise<void> => {
    for (const [number, amount] of Object.entries(amounts)) await scene.enterBill(number, amount);
    await synced();
  };
  /** Somebody pays bills in QuickBooks' own window. */
  const payByHand = async (refNumber: string, amounts: Readonly<Record<string, string>>): Promise<void> => {
    const paid = Object.entries(amounts).map(async ([number, amount]) => ({
      bill: (await bill(number)).TxnID,
      amount,
    }));
    await scene.company.quickbooksPerson('pay', {
      bills: await Promise.all(paid),
      bankAccount: 'Checking',
      date: '2026-11-12',
      refNumber,
    });
  };
  const recorded = async (refNumber: string): Promise<Row[]> => {
    const { TxnID } = await check(refNumber);
    return ((await scene.company.billcomBooks()).SentPay ?? []).filter(
      ({ syncReference }) => syncReference === `${refNumber} (QuickBooks ${String(TxnID)})`,
    );
  };
  const theHold = async (): Promise<OpenHold> => {
    const open = await scene.company.holds();
    expect(open.map(({ entity, cause }) => `${entity} ${cause}`)).toHaveLength(1);
    return open[0] as OpenHold;
  };
  const payments = async () => ((await scene.company.billcomBooks()).SentPay ?? []).length;

  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
    scene = await payablesCompany(world);
  });
  afterAll(() => world.stop());

  test('stay in QuickBooks without 2-way bill sync, and it is said how to turn it on', async () => {
    await bills({ 'A-1': 100 });
    await payByHand('1001', { 'A-1': '100.00' });
    await synced();
    const hold = await theHold();
    expect([hold.cause, hold.recordName]).toEqual(['ownerRule', '1001 of Acme Supply']);
    expect(hold.cure).toContain('twoWayBills=on');
    expect(await payments()).toBe(0);
  });

  test('ask: one is offered, recorded when a person says so, and never comes back', async () => {
    await set('twoWayBills=on');
    await synced();
    const hold = await theHold();
    expect(hold.cause).toBe('asksFirst');
    expect(hold.sentence).toContain(
      'Acme Supply was paid 100.00 on 2026-11-12 from “Checking”, for bill “A-1” (100.00)',
    );
    expect(await payments()).toBe(0);
    const waiting = await tieout('report', 'ap', scene.company.id);
    expect(waiting.code).toBe(5);
    expect(waiting.text).toContain('held');

    expect((await resolve(hold, '--record')).text).toContain('is recorded in Bill.com');
    await synced();
    expect(await scene.company.holds()).toEqual([]);
    expect(await recorded('1001')).toMatchObject([
      {
        amount: 100,
        status: '2',
        isOnline: false,
        processDate: '2026-11-12',
        vendorId: scene.ids['Acme Supply'],
      },
    ]);
    const [payment] = await recorded('1001');
    expect(payment?.chartOfAccountId).toBe(scene.ids.Checking);
    expect(elementsOf(payment, 'billPays')).toMatchObject([{ amount: 100, allowExport: false }]);
    expect((await billThere('A-1')).paymentStatus).toBe('0');

    await expectNothingOpen(world, scene.company);
    await scene.company.billcomEdit('touch', { organization: scene.company.organization, entity: 'SentPay' });
    await expectQuiet(scene.company);
    expect(await scene.inQuickBooks('billPaymentChecks')).toHaveLength(1);
    expect(await tieout('report', 'ap', scene.company.id)).toMatchObject({ code: 0 });
  });

  test('ask: one that is left alone stays in QuickBooks only', async () => {
    await bills({ 'L-1': 30 });
    await payByHand('1002', { 'L-1': '30.00' });
    await synced();
    await resolve(await theHold(), '--leave');
    await synced();
    expect((await theHold()).cause).toBe('leftOut');
    expect(await recorded('1002')).toEqual([]);
    await tieout('leave-out', scene.company.id, 'billPayment', '1002', '--undo');
    await synced();
    expect((await theHold()).cause).toBe('asksFirst');
  });

  test('do: several bills at once, one in part and then the rest, without asking', async () => {
    await set('outsidePayments=do');
    await bills({ 'B-1': 100, 'B-2': 60 });
    expect(await recorded('1002')).toHaveLength(1);
    await payByHand('1003', { 'B-1': '40.00', 'B-2': '60.00' });
    await synced();
    const [both] = await recorded('1003');
    expect(both).toMatchObject({ amount: 100 });
    expect(elementsOf(both, 'billPays').map(({ amount }) => amount)).toEqual(
      expect.arrayContaining([40, 60]),
    );
    expect(await billThere('B-1')).toMatchObject({ dueAmount: 60, paymentStatus: '2' });
    await payByHand('1004', { 'B-1': '60.00' });
    await synced();
    expect(await recorded('1004')).toMatchObject([{ amount: 60 }]);
    expect(await billThere('B-1')).toMatchObject({ dueAmount: 0, paymentStatus: '0' });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('of a bill that is new in QuickBooks too: recorded after the bill is made', async () => {
    await scene.company.quickbooksPerson('new', {
      entity: 'Bill',
      fields: {
        VendorRef: { FullName: 'Landlord LLC' },
        TxnDate: '2026-11-03',
        DueDate: '2026-11-30',
        RefNumber: 'R-11',
        ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: '900.00' }],
      },
    });
    await payByHand('1005', { 'R-11': '900.00' });
    await synced();
    expect(await recorded('1005')).toMatchObject([{ amount: 900, vendorId: scene.ids['Landlord LLC'] }]);
    expect((await billThere('R-11')).paymentStatus).toBe('0');
    expect(await scene.company.holds()).toEqual([]);
  });

  test.each([
    ['after it was carried out', { drop: 'afterCommit', path: call }, '1006'],
    ['and it comes late', { drop: { when: 'late', afterMs: 1_500, path: call } }, '1007'],
    ['and it never arrived', { drop: 'beforeCommit', path: call }, '1008'],
  ])('a lost answer is looked up, never repeated: %s', async (_when, fault, number) => {
    await bills({ [`X-${number}`]: 41 });
    await payByHand(number, { [`X-${number}`]: '41.00' });
    await scene.company.fault('billcom', fault);
    await synced();
    // Proven absent is planned anew, at the latest by the next cycle.
    await synced();
    expect(await recorded(number)).toHaveLength(1);
    expect((await billThere(`X-${number}`)).dueAmount).toBe(0);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('a refused permission holds them with a cure, and stops nobody else', async () => {
    await bills({ 'P-1': 12 });
    await payByHand('1009', { 'P-1': '12.00' });
    await scene.company.quickbooksPerson('new', { entity: 'Vendor', fields: { Name: 'Later Ltd' } });
    await scene.company.fault('billcom', { withdraw: { entity: 'SentPay', acts: ['Create'] } });
    await synced();
    const hold = await theHold();
    expect([hold.cause, hold.entity]).toEqual(['notAllowed', 'billPayment']);
    expect(hold.cure).toContain('the right to record payments');
    const vendors = (await scene.company.billcomBooks()).Vendor ?? [];
    expect(vendors.map(({ name }) => name)).toContain('Later Ltd');
    await scene.company.fault('billcom', { withdraw: { entity: 'SentPay', acts: [] } });
    await synced();
    expect(await recorded('1009')).toHaveLength(1);
    expect(await scene.company.holds()).toEqual([]);
  });

  test('a bill whose payment is scheduled in Bill.com is not paid twice', async () => {
    const twice = await scene.enterBill('T-1', 80);
    await synced();
    const scheduled = await scene.pay([{ bill: twice, amount: 80 }]);
    await payByHand('1010', { 'T-1': '80.00' });
    await synced();
    const held = (await scene.company.holds()).map(({ book, sentence }) => [book, sentence]);
    expect(held).toEqual(
      expect.arrayContaining([
        ['quickbooks', expect.stringContaining(`Bill.com has “${String(scheduled.name)}” on the way`)],
        ['billcom', expect.stringContaining('of which only 0.00 is open in QuickBooks')],
      ]),
    );
    expect(await recorded('1010')).toEqual([]);
    await scene.move(scheduled, 'cancel');
    await synced();
    expect(await recorded('1010')).toMatchObject([{ amount: 80 }]);
    expect(await scene.company.holds()).toEqual([]);
  });

  test('changed, deleted or made void afterwards: listed with what to do, in either book', async () => {
    await bills({ 'C-1': 21, 'C-2': 22, 'C-3': 23 });
    await payByHand('1011', { 'C-1': '21.00' });
    await payByHand('1012', { 'C-2': '22.00' });
    await payByHand('1013', { 'C-3': '23.00' });
    await synced();
    const [theirs] = await recorded('1013');
    await scene.company.quickbooksPerson('edit', {
      entity: 'BillPaymentCheck',
      record: (await check('1011')).TxnID,
      fields: {
        AppliedToTxnMod: elementsOf(await check('1011'), 'AppliedToTxnRet').map(({ TxnID }) => ({
          TxnID,
          PaymentAmount: '20.00',
        })),
      },
    });
    await scene.company.quickbooksPerson('delete', {
      entity: 'BillPaymentCheck',
      record: (await check('1012')).TxnID,
    });
    await scene.move(theirs as Row, 'void');
    await synced();
    const held = (await scene.company.holds()).map(({ book, cause, recordName, cure }) => [
      `${book} ${cause} ${recordName}`,
      cure,
    ]);
    expect(held).toEqual(
      expect.arrayContaining([
        ['quickbooks cannotChange 1011 of Acme Supply', expect.stringContaining('makes the payment void')],
        ['billcom deleted 1012', expect.stringContaining('A Payer makes it void in Bill.com')],
        ['quickbooks deleted 1013 of Acme Supply', expect.stringContaining('makes no payment of yours void')],
      ]),
    );
    expect(held).toHaveLength(3);
    expect((await check('1013')).Amount).toBe('23.00');
    const before = await payments();
    await expectQuiet(scene.company);
    expect(await payments()).toBe(before);
  });

  test('never: told, and nothing is recorded', async () => {
    await set('outsidePayments=never');
    await bills({ 'N-1': 5 });
    await payByHand('1014', { 'N-1': '5.00' });
    await synced();
    const told = (await scene.company.holds()).filter(({ recordName }) => recordName.startsWith('1014'));
    expect(told).toMatchObject([
      { cause: 'ownerRule', cure: expect.stringContaining('outsidePayments=ask') },
    ]);
    expect(await recorded('1014')).toEqual([]);
  });
});
