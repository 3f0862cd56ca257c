import { expectQuiet } from '../support/agreement';
import { elementsOf, payablesCompany, type PayablesCompany } from '../support/payables';
import { tieoutOn } from '../support/tieout';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** With 2-way bill sync: a bill that QuickBooks makes smaller than what is paid of it in Bill.com. */
describe('a bill below what is paid of it', () => {
  let world: World;
  let scene: PayablesCompany;

  const synced = async (): Promise<void> => {
    expect((await scene.company.sync()).state).toBe('ended');
  };
  const billThere = async (number: string): Promise<Row> => {
    const rows = (await scene.company.billcomBooks()).Bill ?? [];
    return rows.find(({ invoiceNumber }) => invoiceNumber === number) as Row;
  };
  /** Somebody gives the only line of a bill another amount in QuickBooks. */
  const makeSmaller = async (number: string, amount: string): Promise<void> => {
    const bill = (await scene.inQuickBooks('bills')).find(({ RefNumber }) => RefNumber === number);
    const [line] = elementsOf(bill, 'ExpenseLineRet');
    await scene.company.quickbooksPerson('edit', {
      entity: 'Bill',
      record: bill?.TxnID,
      fields: { ExpenseLineMod: [{ TxnLineID: line?.TxnLineID, Amount: amount }] },
    });
  };

  beforeAll(async () => {
    world = await startWorld();
    scene = await payablesCompany(world);
    await tieoutOn(world)('company', 'set', scene.company.id, 'twoWayBills=on', '--yes');
    await synced();
  });
  afterAll(() => world.stop());

  test('waits with the payment’s name, and goes over when that is cancelled', async () => {
    const bill = await scene.enterBill('S-1', 100);
    await synced();
    // Not posted yet: QuickBooks knows nothing of it.
    const payment = await scene.pay([{ bill, amount: 80 }], { status: 'approving' });
    await makeSmaller('S-1', '60.00');
    await synced();
    const [hold, ...others] = await scene.company.holds();
    expect(others.filter(({ entity }) => entity === 'bill')).toEqual([]);
    expect([hold?.book, hold?.cause, hold?.field]).toEqual(['quickbooks', 'tooMuch', 'lines']);
    expect(hold?.sentence).toContain(
      `comes to 60.00 now, and 80.00 of it is paid or about to be in Bill.com (by “${String(payment.name)}”)`,
    );
    expect(await billThere('S-1')).toMatchObject({ amount: 100 });

    await scene.move(payment, 'cancel');
    await synced();
    expect(await billThere('S-1')).toMatchObject({ amount: 60 });
    expect(await scene.company.holds()).toEqual([]);
    await expectQuiet(scene.company);
  });
});
