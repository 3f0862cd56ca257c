import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { receiptsCompany, type ReceiptsCompany } from '../support/receipts';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Rule 7 of receivables: partial payments are applied to an invoice before credit memos. Through the real processes. */
describe('a credit memo that was applied before the payment', () => {
  let world: World;
  let scene: ReceiptsCompany;
  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const credit = async (RefNumber: string, amount: string): Promise<void> => {
    await scene.company.quickbooksPerson('new', {
      entity: 'CreditMemo',
      fields: {
        CustomerRef: { FullName: 'Kern' },
        TxnDate: '2026-11-05',
        RefNumber,
        CreditMemoLineAdd: [{ ItemRef: { FullName: 'Labor' }, Amount: amount }],
      },
    });
  };
  const apply = (memo: string, invoice: string, amount?: string): Promise<void> =>
    scene.company.quickbooksPerson('applyCredit', { credit: memo, invoice, amount });
  const payments = (): Promise<Row[]> => scene.inQuickBooks('receivePayments');

  beforeAll(async () => {
    world = await startWorld();
    scene = await receiptsCompany(world);
  });
  afterAll(() => world.stop());

  test('holds the payment, names the credit memo and says how to re-apply it', async () => {
    const invoice = await scene.enterInvoice('C-1', 100);
    await synced();
    await credit('CM-1', '60.00');
    await apply('CM-1', 'C-1');
    await scene.receive([{ invoice, amount: 100 }], { refNumber: 'R-100' });
    await synced();
    expect(await payments()).toEqual([]);
    expect(await scene.invoice('C-1')).toMatchObject({ BalanceRemaining: '40.00' });
    const [hold, ...others] = await scene.company.holds();
    expect(others).toEqual([]);
    expect(hold).toMatchObject({ cause: 'tooMuch', entity: 'receivedPayment' });
    expect(hold?.sentence).toContain(
      'applies 100.00 to the invoice “C-1”, of which only 40.00 is open in QuickBooks: the credit memo “CM-1” takes 60.00 of it there.',
    );
    expect(hold?.cure).toContain('Payments are applied before credit memos.');
    expect(hold?.cure).toContain('takes the check mark from the credit memo “CM-1”');
    // Nothing changes by looking again.
    await expectQuiet(scene.company);
    expect((await scene.company.holds()).map(({ id }) => id)).toEqual([hold?.id]);
  });

  test('and taken off as it says lets the payment through, and is applied again to what is left', async () => {
    await scene.company.fault('quickbooks', { undoingLinked: 'unlinks' });
    await scene.company.quickbooksPerson('delete', {
      entity: 'CreditMemo',
      record: (await scene.inQuickBooks('creditMemos'))[0]?.TxnID,
    });
    await synced();
    expect(await scene.payment('100.00')).toMatchObject({ RefNumber: 'R-100', UnusedPayment: '0.00' });
    expect(await scene.invoice('C-1')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('is no matter as long as there is room for both, whichever comes first', async () => {
    const [one, two] = [await scene.enterInvoice('C-2', 100), await scene.enterInvoice('C-3', 100)];
    await synced();
    await credit('CM-2', '60.00');
    await credit('CM-3', '75.00');
    await apply('CM-2', 'C-2');
    await scene.receive([{ invoice: one, amount: 40 }]);
    await scene.receive([{ invoice: two, amount: 25 }]);
    await synced();
    await apply('CM-3', 'C-3');
    await synced();
    expect(await scene.invoice('C-2')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.invoice('C-3')).toMatchObject({ IsPaid: 'true' });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  test('by which a payment that is posted already is applied elsewhere later', async () => {
    const [one, two] = [await scene.enterInvoice('C-4', 100), await scene.enterInvoice('C-5', 100)];
    const paid = await scene.receive([{ invoice: one, amount: 30 }], { amount: 90 });
    await synced();
    await credit('CM-5', '50.00');
    await apply('CM-5', 'C-5');
    await scene.apply(paid, [
      { invoice: one, amount: 30 },
      { invoice: two, amount: 60 },
    ]);
    await synced();
    expect(await scene.payment('90.00')).toMatchObject({ UnusedPayment: '60.00' });
    const [hold] = await scene.company.holds();
    expect(hold?.sentence).toContain('the credit memo “CM-5” takes 50.00');
    await scene.apply(paid, [
      { invoice: one, amount: 30 },
      { invoice: two, amount: 50 },
    ]);
    await synced();
    expect(await scene.payment('90.00')).toMatchObject({ UnusedPayment: '10.00' });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });
});
