import type { OpenHold } from '../../src/ledger/holds';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { tieoutOn } from '../support/tieout';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Bills paid by credit card in QuickBooks, recorded in Bill.com through the real processes as those by check are. */
describe('payments by credit card', () => {
  let world: World;
  let scene: PayablesCompany;

  const set = (setting: string) => tieoutOn(world)('company', 'set', scene.company.id, setting, '--yes');
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const card = async (number: string): Promise<Row> => {
    const cards = await scene.inQuickBooks('billPaymentCreditCards');
    return cards.find(({ RefNumber }) => RefNumber === number) as Row;
  };
  /** A bill that both books have, which somebody pays by card in QuickBooks. */
  const paidByCard = async (number: string, amount: number): Promise<Row> => {
    const there = await scene.enterBill(`B-${number}`, amount);
    await synced();
    const bill = (await scene.inQuickBooks('bills')).find(({ RefNumber }) => RefNumber === `B-${number}`);
    await scene.company.quickbooksPerson('new', {
      entity: 'BillPaymentCreditCard',
      fields: {
        PayeeEntityRef: { FullName: 'Acme Supply' },
        CreditCardAccountRef: { FullName: 'Company Visa' },
        TxnDate: '2026-11-12',
        RefNumber: number,
        AppliedToTxnAdd: [{ TxnID: bill?.TxnID, PaymentAmount: amount.toFixed(2) }],
      },
    });
    return there;
  };
  const sentPays = async (): Promise<Row[]> => (await scene.company.billcomBooks()).SentPay ?? [];
  const recorded = async (number: string): Promise<Row[]> => {
    const { TxnID } = await card(number);
    return (await sentPays()).filter(
      ({ syncReference }) => syncReference === `${number} (QuickBooks ${String(TxnID)})`,
    );
  };
  const holdOn = async (number: string): Promise<OpenHold | undefined> =>
    (await scene.company.holds()).find(({ recordName }) => recordName.startsWith(number));

  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
    scene = await payablesCompany(world);
    await scene.company.quickbooksPerson('new', {
      entity: 'Account',
      fields: { Name: 'Company Visa', AccountType: 'CreditCard' },
    });
    await set('twoWayBills=on');
    await synced();
  });
  afterAll(() => world.stop());

  test('one is offered, recorded when a person says so, and never comes back', async () => {
    await paidByCard('V1', 100);
    await synced();
    const hold = (await holdOn('V1')) as OpenHold;
    expect([hold.entity, hold.cause]).toEqual(['billPayment', 'asksFirst']);
    expect(hold.sentence).toContain('by credit card from “Company Visa”, for bill “B-V1” (100.00)');
    expect(await sentPays()).toEqual([]);

    await tieoutOn(world)('resolve', scene.company.id, hold.id, '--record');
    await synced();
    expect(await scene.company.holds()).toEqual([]);
    const [payment] = await recorded('V1');
    expect(payment).toMatchObject({ amount: 100, status: '2', isOnline: false, processDate: '2026-11-12' });
    expect(elementsOf(payment, 'billPays')).toMatchObject([{ amount: 100, allowExport: false }]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
    expect(await scene.inQuickBooks('billPaymentChecks')).toEqual([]);
    expect(await scene.inQuickBooks('billPaymentCreditCards')).toHaveLength(1);
  });

  test.each([
    ['V2', 'afterCommit'],
    ['V3', 'beforeCommit'],
  ])('%s: an answer that is lost %s is looked up, never repeated', async (number, drop) => {
    await set('outsidePayments=do');
    await paidByCard(number, 41);
    await scene.company.fault('billcom', { drop, path: 'POST /bills/record-payment' });
    await synced();
    // Proven absent is planned anew, at the latest by the next cycle.
    await synced();
    expect(await recorded(number)).toHaveLength(1);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
  });

  test('one that people entered in both books is one payment; void in Bill.com, it is made void in QuickBooks', async () => {
    await set('outsidePayments=ask');
    const bill = await paidByCard('V4', 60);
    const accounts = (await scene.company.billcomBooks()).ChartOfAccount ?? [];
    const theirs = await scene.pay([{ bill, amount: 60 }], {
      processDate: '2026-11-12',
      chartOfAccountId: accounts.find(({ name }) => name === 'Company Visa')?.id,
      isOnline: false,
      status: 'paid',
      syncReference: 'V4',
    });
    await synced();
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
    expect(await scene.inQuickBooks('billPaymentChecks')).toEqual([]);
    await scene.move(theirs, 'void');
    await synced();
    expect(await card('V4')).toMatchObject({ Amount: '0.00' });
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('one that is deleted in QuickBooks afterwards is listed with what to do', async () => {
    await scene.company.quickbooksPerson('delete', {
      entity: 'BillPaymentCreditCard',
      record: (await card('V1')).TxnID,
    });
    await synced();
    expect(await scene.company.holds()).toMatchObject([
      { book: 'billcom', cause: 'deleted', recordName: 'V1', cure: expect.stringContaining('makes it void') },
    ]);
  });
});
