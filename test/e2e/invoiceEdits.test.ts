import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { decideHold } from '../support/decideHold';
import {
  billcomIds,
  invoiceInBillcom,
  invoiceInQuickBooks,
  receivablesBillcom,
  receivablesBooks,
} from '../support/receivables';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/**
 * Rule 2 of receivables: an invoice made in Bill.com may be edited there until it has synced; afterwards only QuickBooks
 * edits it, and an edit in Bill.com is listed with both versions and a choice. Through the real processes.
 */
describe('an invoice of Bill.com that has synced', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const edit = (fields: Record<string, unknown>): Promise<Row> =>
    invoiceInBillcom(company, 'B-1').then(({ id }) =>
      company.billcomEdit('update', { entity: 'Invoice', obj: { id, ...fields } }),
    );
  const told = async () =>
    (await company.holds()).map(({ cause, field, recordName }) => [cause, field, recordName]);
  const decide = async (take: 'quickbooks' | 'billcom'): Promise<void> => {
    const [hold] = await company.holds();
    if (!hold) throw new Error('nothing is held');
    await decideHold(world, company, hold, take);
  };

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({ quickbooks: receivablesBooks, billcom: receivablesBillcom });
    expect((await company.firstSync()).state).toBe('ended');
    ids = await billcomIds(company);
    await company.billcomEdit('create', {
      entity: 'Invoice',
      obj: {
        customerId: ids.Abel,
        invoiceNumber: 'B-1',
        invoiceDate: '2026-11-03',
        dueDate: '2026-12-03',
        description: 'As agreed',
        invoiceLineItems: [{ itemId: ids.Labor, quantity: 2, price: 40 }],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
  });
  afterAll(() => world.stop());

  test.each([
    ['quickbooks' as const, 'restored as QuickBooks has it', 80],
    ['billcom' as const, 'made in QuickBooks too', 120],
  ])(
    'edited there stays as it is in QuickBooks, and with the choice of %s is %s',
    async (take, _what, amount) => {
      await edit({ invoiceLineItems: [{ itemId: ids.Labor, quantity: 3, price: 40 }] });
      expect((await company.sync()).state).toBe('ended');
      expect((await invoiceInQuickBooks(company, 'B-1')).Subtotal).toBe('80.00');
      expect(await told()).toEqual([['cannotChange', 'lines', 'B-1 of Abel']]);
      const [hold] = await company.holds();
      expect(hold?.sentence).toContain(
        'differs: QuickBooks has one line over 80.00, Bill.com has one line over 120.00. It is changed in QuickBooks only.',
      );
      await decide(take);
      expect((await company.sync()).state).toBe('ended');
      expect(await company.holds()).toEqual([]);
      expect((await invoiceInBillcom(company, 'B-1')).amount).toBe(amount);
      expect((await invoiceInQuickBooks(company, 'B-1')).Subtotal).toBe(`${amount}.00`);
      await expectQuiet(company);
    },
  );

  test('edited there is no hold any more once the same edit is made in QuickBooks', async () => {
    await edit({ description: 'As agreed on Monday' });
    expect((await company.sync()).state).toBe('ended');
    expect(await told()).toEqual([['cannotChange', 'memo', 'B-1 of Abel']]);
    const { TxnID } = await invoiceInQuickBooks(company, 'B-1');
    await company.quickbooksPerson('edit', {
      entity: 'Invoice',
      record: TxnID,
      fields: { Memo: 'As agreed on Monday' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test.each([
    ['quickbooks' as const, '2026-12-10'],
    ['billcom' as const, '2026-12-20'],
  ])('edited in both books is asked about, and as %s says afterwards', async (take, dueDate) => {
    const { TxnID } = await invoiceInQuickBooks(company, 'B-1');
    await edit({ dueDate: take === 'billcom' ? '2026-12-20' : '2026-12-18' });
    await company.quickbooksPerson('edit', {
      entity: 'Invoice',
      record: TxnID,
      fields: { DueDate: take === 'billcom' ? '2026-12-11' : '2026-12-10' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await told()).toEqual([['conflict', 'dueDate', 'B-1 of Abel']]);
    await decide(take);
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    expect((await invoiceInBillcom(company, 'B-1')).dueDate).toBe(dueDate);
    expect((await invoiceInQuickBooks(company, 'B-1')).DueDate).toBe(dueDate);
    await expectQuiet(company);
  });
});
