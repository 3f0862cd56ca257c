import type { OpenHold } from '../../src/ledger/holds';
import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideGoneHold } from '../support/decideHold';
import { elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Documents that are deleted in one book and come back, through the real processes. */
describe('documents that were deleted', () => {
  let world: World;
  let scene: PayablesCompany;

  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const bills = async (number: string): Promise<Row[]> =>
    (await scene.inQuickBooks('bills')).filter(({ RefNumber }) => RefNumber === number);
  const checks = async (total: string): Promise<Row[]> =>
    (await scene.inQuickBooks('billPaymentChecks')).filter(({ Amount }) => Amount === total);
  const inBillcom = async (number: string): Promise<Row | undefined> =>
    ((await scene.company.billcomBooks()).Bill ?? []).find(({ invoiceNumber }) => invoiceNumber === number);
  const amounts = (rows: readonly Row[]): unknown[] => rows.map(({ AmountDue }) => AmountDue).sort();
  const remove = (entity: string, record: unknown): Promise<void> =>
    scene.company.quickbooksPerson('delete', { entity, record });
  const held = async (entity: string): Promise<OpenHold> => {
    const found = (await scene.company.holds()).filter((each) => each.entity === entity);
    expect(found).toHaveLength(1);
    return found[0] as OpenHold;
  };

  beforeAll(async () => {
    world = await startWorld();
    scene = await payablesCompany(world);
  });
  afterAll(() => world.stop());

  test('a bill that is restored in Bill.com is made again once, though the answer is lost; the void one stays', async () => {
    const { id } = await scene.enterBill('BACK-1', 40);
    await synced();
    await scene.company.billcomEdit('delete', { entity: 'Bill', id });
    await synced();
    expect(amounts(await bills('BACK-1'))).toEqual(['0.00']);
    await scene.company.billcomEdit('undelete', { entity: 'Bill', id });
    await scene.company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    await scene.company.ask();
    await scene.company.update();
    await scene.company.fault('quickbooks', { reset: true });
    expect((await scene.company.finish()).state).toBe('ended');
    expect(amounts(await bills('BACK-1'))).toEqual(['0.00', '40.00']);
    expect(new Set((await bills('BACK-1')).map(({ ExternalGUID }) => ExternalGUID)).size).toBe(2);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);

    // And once more: an edit goes to the living one, a deletion makes that one void, a restoration a third one.
    await scene.company.billcomEdit('update', { entity: 'Bill', obj: { id, description: 'Back' } });
    await synced();
    expect((await bills('BACK-1')).find(({ AmountDue }) => AmountDue === '40.00')?.Memo).toBe('Back');
    await scene.company.billcomEdit('delete', { entity: 'Bill', id });
    await synced();
    await scene.company.billcomEdit('undelete', { entity: 'Bill', id });
    await synced();
    expect(amounts(await bills('BACK-1'))).toEqual(['0.00', '0.00', '40.00']);
    expect(new Set((await bills('BACK-1')).map(({ ExternalGUID }) => ExternalGUID)).size).toBe(3);
    await expectQuiet(scene.company);
  });

  test('a bill deleted by hand in QuickBooks is kept in Bill.com only, or made again, as a person says', async () => {
    await scene.enterBill('HAND-1', 25);
    await synced();
    await remove('Bill', (await bills('HAND-1'))[0]?.TxnID);
    await synced();
    const asked = await held('bill');
    expect([asked.cause, asked.book]).toEqual(['deleted', 'billcom']);
    await decideGoneHold(world, scene.company, asked, 'keep');
    await synced();
    const kept = await held('bill');
    expect(kept.sentence).toMatch(/stays in Bill\.com only, as a test decided/);
    await expectQuiet(scene.company);
    await decideGoneHold(world, scene.company, kept, 'again');
    await synced();
    expect(amounts(await bills('HAND-1'))).toEqual(['25.00']);
    expect(await scene.company.holds()).toEqual([]);
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('a payment deleted by hand in QuickBooks is made again when a person says so, and pays its bill', async () => {
    const bill = await scene.enterBill('PAID-1', 77);
    await scene.move(await scene.pay([{ bill, amount: 77 }]), 'paid');
    await synced();
    await remove('BillPaymentCheck', (await checks('77.00'))[0]?.TxnID);
    await synced();
    const asked = await held('billPayment');
    expect(asked.sentence).toMatch(/was deleted or made void in QuickBooks/);
    await decideGoneHold(world, scene.company, asked, 'again');
    await synced();
    const [check, ...others] = await checks('77.00');
    expect(others).toEqual([]);
    expect(elementsOf(check, 'AppliedToTxnRet')).toMatchObject([{ RefNumber: 'PAID-1', Amount: '77.00' }]);
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });

  describe('with 2-way bill sync', () => {
    beforeAll(() =>
      world.database.inCompany(scene.company.id, async (tx) => {
        const { settings } = await loadCompany(tx, scene.company.id);
        await saveSettings(tx, scene.company.id, { ...settings, twoWayBills: 'on' });
      }),
    );

    test('a bill deleted in QuickBooks is deleted in Bill.com, though the answer is lost; restored there it is made again', async () => {
      const { id } = await scene.enterBill('TWO-1', 31);
      await synced();
      await remove('Bill', (await bills('TWO-1'))[0]?.TxnID);
      await scene.company.fault('billcom', { drop: 'afterCommit', path: 'Bulk/Crud/Delete/Bill' });
      await synced();
      expect((await inBillcom('TWO-1'))?.isActive).toBe('2');
      expect(await scene.company.holds()).toEqual([]);
      await expectNothingOpen(world, scene.company);
      await expectQuiet(scene.company);
      await scene.company.billcomEdit('undelete', { entity: 'Bill', id });
      await synced();
      expect((await inBillcom('TWO-1'))?.isActive).toBe('1');
      expect(amounts(await bills('TWO-1'))).toEqual(['31.00']);
      await expectQuiet(scene.company);
    });

    test('a bill that is scheduled to be paid is asked about, and stays', async () => {
      const bill = await scene.enterBill('TWO-2', 32);
      await synced();
      await scene.pay([{ bill, amount: 32 }], { status: 'approving' });
      await scene.company.billcomEdit('touch', { entity: 'Bill' });
      await remove('Bill', (await bills('TWO-2'))[0]?.TxnID);
      const before = await inBillcom('TWO-2');
      await synced();
      expect((await inBillcom('TWO-2'))?.isActive).toBe('1');
      expect([before?.paymentStatus, (await held('bill')).sentence]).toEqual([
        '4',
        expect.stringMatching(/since it is paid there, partly paid or scheduled to be/),
      ]);
    });
  });
});
