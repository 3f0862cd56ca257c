import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { receiptsCompany, type ReceiptsCompany } from '../support/receipts';
import { tieoutOn } from '../support/tieout';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Legacy status sync: invoices of Bill.com get their status and amount due from what QuickBooks has received. */
describe('legacy status sync', () => {
  let world: World;
  let scene: ReceiptsCompany;

  const tieout = (...args: string[]) => tieoutOn(world)(...args);
  const set = (value: string) => tieout('company', 'set', scene.company.id, `legacyStatus=${value}`);
  const says = (account: string) => tieout('company', 'billcom-account', scene.company.id, account, '--yes');
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const invoiceThere = async (number: string): Promise<Row> => {
    const rows = (await scene.company.billcomBooks()).Invoice ?? [];
    return rows.find(({ invoiceNumber }) => invoiceNumber === number) as Row;
  };
  const receivedThere = async (): Promise<Row[]> => (await scene.company.billcomBooks()).ReceivedPay ?? [];
  /** What stands in Bill.com for a payment of QuickBooks; void ones are left out. */
  const recorded = async (payment: Row): Promise<Row[]> =>
    (await receivedThere()).filter(
      ({ refNumber, status }) =>
        status === '0' && refNumber === `${String(payment.RefNumber)} (QuickBooks ${String(payment.TxnID)})`,
    );
  /** Invoices that both books have, by number. */
  const invoices = async (amounts: Readonly<Record<string, number>>): Promise<void> => {
    for (const [number, amount] of Object.entries(amounts)) await scene.enterInvoice(number, amount);
    await synced();
  };
  /** Somebody receives a payment in QuickBooks' own window. */
  const received = async (refNumber: string, amounts: Readonly<Record<string, string>>): Promise<Row> => {
    await scene.company.quickbooksPerson('receive', {
      invoices: Object.entries(amounts).map(([invoice, amount]) => ({ invoice, amount })),
      date: '2026-11-12',
      refNumber,
    });
    const payments = await scene.inQuickBooks('receivePayments');
    return payments.find(({ RefNumber }) => RefNumber === refNumber) as Row;
  };

  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
    scene = await receiptsCompany(world);
  });
  afterAll(() => world.stop());

  test('it is off, and comes on only for an account that somebody has said to be old enough', async () => {
    const unknown = await set('on');
    expect([unknown.code, unknown.text]).toEqual([1, expect.stringContaining('nobody has said')]);
    await says('later');
    const younger = await set('on');
    expect([younger.code, younger.text]).toEqual([1, expect.stringContaining('2020-06-05 or later')]);

    await invoices({ 'I-0': 10 });
    await received('2000', { 'I-0': '10.00' });
    await synced();
    expect(await receivedThere()).toEqual([]);
    expect(await scene.company.holds()).toMatchObject([{ cause: 'ownerRule', entity: 'receivedPayment' }]);

    await says('before');
    expect((await set('on')).code).toBe(0);
    await synced();
    expect(await invoiceThere('I-0')).toMatchObject({ amountDue: 0, paymentStatus: '0' });
    expect(await scene.company.holds()).toEqual([]);
    // Said to be younger after all, it is off again.
    await says('later');
    expect((await tieout('company', 'show', scene.company.id)).text).toMatch(/legacyStatus +off/);
    await says('before');
    await set('on');
  });

  test('paid in part and then the rest: status and amount due follow, and nothing comes back', async () => {
    await invoices({ 'I-1': 100, 'I-2': 50 });
    const first = await received('2001', { 'I-1': '40.00', 'I-2': '50.00' });
    await synced();
    expect(await invoiceThere('I-1')).toMatchObject({ amountDue: 60, paymentStatus: '2' });
    expect(await invoiceThere('I-2')).toMatchObject({ amountDue: 0, paymentStatus: '0' });
    expect(await recorded(first)).toMatchObject([{ amount: 90, isOnline: false }]);
    const rest = await received('2002', { 'I-1': '60.00' });
    await synced();
    expect(await invoiceThere('I-1')).toMatchObject({ amountDue: 0, paymentStatus: '0' });
    expect(await recorded(rest)).toHaveLength(1);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await scene.company.billcomEdit('touch', {
      organization: scene.company.organization,
      entity: 'ReceivedPay',
    });
    await expectQuiet(scene.company);
    expect(await scene.inQuickBooks('receivePayments')).toHaveLength(3);
  });

  test.each([
    ['2003', 'afterCommit'],
    ['2004', 'beforeCommit'],
  ])('%s: an answer that is lost %s is looked up, never repeated', async (number, drop) => {
    await invoices({ [`L-${number}`]: 30 });
    const payment = await received(number, { [`L-${number}`]: '30.00' });
    await scene.company.fault('billcom', { drop, path: 'RecordARPayment' });
    await synced();
    // Proven absent is planned anew, at the latest by the next cycle.
    await synced();
    expect(await recorded(payment)).toHaveLength(1);
    expect(await invoiceThere(`L-${number}`)).toMatchObject({ amountDue: 0 });
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
  });

  test('changed in QuickBooks it is made void and recorded anew; deleted, it is made void', async () => {
    await invoices({ 'C-1': 70, 'C-2': 20 });
    const [changed, deleted] = [
      await received('2005', { 'C-1': '70.00' }),
      await received('2006', { 'C-2': '20.00' }),
    ];
    await synced();
    const { TxnID } = (await scene.inQuickBooks('invoices')).find(
      ({ RefNumber }) => RefNumber === 'C-1',
    ) as Row;
    await scene.company.quickbooksPerson('edit', {
      entity: 'ReceivePayment',
      record: changed.TxnID,
      fields: { TotalAmount: '55.00', AppliedToTxnMod: [{ TxnID, PaymentAmount: '55.00' }] },
    });
    await scene.company.quickbooksPerson('delete', { entity: 'ReceivePayment', record: deleted.TxnID });
    await scene.company.fault('billcom', { drop: 'afterCommit', path: 'VoidARPayment' });
    await synced();
    await synced();
    expect(await invoiceThere('C-1')).toMatchObject({ amountDue: 15, paymentStatus: '2' });
    expect(await recorded(changed)).toMatchObject([{ amount: 55 }]);
    expect(await invoiceThere('C-2')).toMatchObject({ amountDue: 20, paymentStatus: '1' });
    expect(await recorded(deleted)).toEqual([]);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('off again: nothing more is recorded, and what stands stays linked', async () => {
    await set('off');
    const before = await receivedThere();
    await invoices({ 'O-1': 15 });
    await received('2007', { 'O-1': '15.00' });
    await synced();
    expect(await receivedThere()).toEqual(before);
    expect(await invoiceThere('O-1')).toMatchObject({ amountDue: 15 });
    expect(await scene.company.holds()).toMatchObject([
      { cause: 'ownerRule', recordName: expect.stringContaining('2007') },
    ]);
  });
});
