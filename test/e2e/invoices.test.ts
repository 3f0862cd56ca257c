import { loadCompany, saveSettings } from '../../src/ledger/companies';
import { wakeHeld } from '../../src/ledger/holds';
import { documentsToRecode } from '../../src/ledger/recode';
import { expectNothingOpen, expectQuiet } from '../support/agreement';
import {
  billcomIds,
  invoiceByHand,
  invoiceInBillcom,
  invoiceInQuickBooks,
  receivablesBillcom,
  receivablesBooks,
  salesLine,
} from '../support/receivables';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

type Entered = Record<string, unknown>;
const nothing = '0'.repeat(20);

/** Rule 1 of receivables: invoices can be made on either side. Through the real processes. */
describe('invoices', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const enter = (obj: Entered): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'Invoice',
      obj: { customerId: ids.Kern, invoiceDate: '2026-11-03', dueDate: '2026-12-03', ...obj },
    });
  const lines = (row: Row): Row[] => (row.invoiceLineItems ?? []) as unknown as Row[];
  const byName = (name: string): string => ids[name] ?? 'unknown';

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({ quickbooks: receivablesBooks, billcom: receivablesBillcom });
    expect((await company.firstSync()).state).toBe('ended');
    ids = await billcomIds(company);
  });
  afterAll(() => world.stop());

  test('made in QuickBooks go to Bill.com with plain lines of every kind, the same tax and the same total', async () => {
    await invoiceByHand(company, 'Q-1', {
      CustomerRef: { FullName: 'Kern:Kitchen' },
      TermsRef: { FullName: 'Net 30' },
      Memo: 'Kitchen doors',
      IsToBeEmailed: 'true',
      InvoiceLineAdd: [
        salesLine('Door', {
          Desc: 'Oak door',
          Quantity: '3',
          Rate: '33.33333',
          ServiceDate: '2026-10-30',
          ClassRef: { FullName: 'North' },
        }),
        salesLine('Labor', { Quantity: '1.5', Rate: '40.00' }),
        salesLine('Subtotal'),
        salesLine('Ten off'),
        { Desc: 'Hung by two people' },
        salesLine('Labor', { Desc: 'On the house', Quantity: '1', Rate: '0' }),
        salesLine('Labor', { Desc: 'Taken back', Amount: '-20.00' }),
        salesLine('Handling'),
      ],
      InvoiceLineGroupAdd: [{ ItemGroupRef: { FullName: 'Door set' }, Quantity: '1' }],
      ItemSalesTaxRef: { FullName: 'County' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const ours = await invoiceInQuickBooks(company, 'Q-1');
    const theirs = await invoiceInBillcom(company, 'Q-1');
    expect(theirs).toMatchObject({
      customerId: ids.Kitchen,
      invoiceDate: '2026-11-02',
      glPostingDate: '2026-11-02',
      dueDate: '2026-12-02',
      terms: 'Net 30',
      description: 'Kitchen doors',
      isToBeEmailed: true,
      itemSalesTax: ids.County,
      salesTaxTotal: Number(ours.SalesTaxTotal),
      amount: Number(ours.BalanceRemaining),
    });
    expect(lines(theirs).map((line) => [line.itemId, line.quantity, line.price, line.amount])).toEqual([
      [ids.Door, 3, 33.33333, 100],
      [ids.Labor, 1.5, 40, 60],
      [nothing, null, 0, 0],
      [byName('Ten off'), null, -16, -16],
      [nothing, null, 0, 0],
      [ids.Labor, 1, 0, 0],
      [ids.Labor, null, -20, -20],
      [ids.Handling, null, -1, -1],
      [ids.Door, 1, 100, 100],
      [ids.Labor, 1.5, 40, 60],
    ]);
    expect(lines(theirs)[0]).toMatchObject({
      description: 'Oak door',
      serviceDate: '2026-10-30',
      taxable: true,
      departmentId: ids.North,
    });
    expect(lines(theirs)[2]).toMatchObject({ description: 'Subtotal: 160.00', taxable: false });
    expect(lines(theirs)[4]).toMatchObject({ description: 'Hung by two people' });
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('made in Bill.com go to QuickBooks in their last version before the sync', async () => {
    const number = 'BILL-2026-0000017';
    const { id } = await enter({
      invoiceNumber: number,
      description: 'Thank you',
      isToBeEmailed: true,
      itemSalesTax: ids.County,
      invoiceLineItems: [{ itemId: ids.Door, quantity: 1, price: 100, taxable: true }],
    });
    await company.billcomEdit('update', {
      entity: 'Invoice',
      obj: {
        id,
        invoiceLineItems: [
          {
            itemId: ids.Door,
            quantity: 2,
            price: 99.995,
            taxable: true,
            departmentId: ids.North,
            serviceDate: '2026-10-31',
          },
          { itemId: ids['Ten off'], ratePercent: -10, taxable: true },
          { price: 0, description: 'Hung on Monday' },
        ],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const ours = await invoiceInQuickBooks(company, number.slice(0, 11));
    expect(ours).toMatchObject({
      CustomerRef: { FullName: 'Kern' },
      ARAccountRef: { FullName: 'Accounts Receivable' },
      TxnDate: '2026-11-03',
      DueDate: '2026-12-03',
      Memo: `No. ${number}; Thank you`,
      IsToBeEmailed: 'false',
      Subtotal: '179.99',
      SalesTaxTotal: '14.85',
      BalanceRemaining: '194.84',
    });
    expect([ours.InvoiceLineRet].flat()).toMatchObject([
      {
        ItemRef: { FullName: 'Door' },
        Quantity: '2',
        Rate: '99.995',
        Amount: '199.99',
        ServiceDate: '2026-10-31',
        ClassRef: { FullName: 'North' },
      },
      { ItemRef: { FullName: 'Ten off' }, Amount: '-20.00' },
      { Desc: 'Hung on Monday' },
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('in which a line over money has no item are held until the company has an item for such lines', async () => {
    await enter({
      invoiceNumber: 'NO-ITEM',
      invoiceLineItems: [
        { price: 75, description: 'Something' },
        { price: 0, description: 'Thank you' },
      ],
    });
    expect((await company.sync()).state).toBe('ended');
    const [hold] = await company.holds();
    expect(hold).toMatchObject({ cause: 'toPutRight', recordName: 'NO-ITEM' });
    expect(hold?.sentence).toContain('its line 1 has no item, and in QuickBooks every line has one');
    const item = ((await company.quickbooksBooks()).items ?? []).find(({ Name }) => Name === 'Labor');
    await world.database.inCompany(company.id, async (tx) => {
      const { settings } = await loadCompany(tx, company.id);
      await saveSettings(tx, company.id, { ...settings, catchAllIncome: String(item?.ListID) });
      await wakeHeld(tx, company.id, 'invoice', ['toPutRight']);
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const ours = await invoiceInQuickBooks(company, 'NO-ITEM');
    expect([ours.InvoiceLineRet].flat()).toMatchObject([
      { ItemRef: { FullName: 'Labor' }, Desc: 'Something', Amount: '75.00' },
      { Desc: 'Thank you' },
    ]);
    const toRecode = await world.database.inCompany(company.id, (tx) => documentsToRecode(tx, company.id));
    expect(toRecode).toMatchObject([
      { entity: 'invoice', number: 'NO-ITEM', party: 'Kern', lines: 1, amount: '75.00', account: 'Labor' },
    ]);
    await expectQuiet(company);
  });

  test('whose tax is of a group come to the same in both books, or wait', async () => {
    const taxedBy = (number: string, ...amounts: string[]): Promise<unknown> =>
      invoiceByHand(company, number, {
        ItemSalesTaxRef: { FullName: 'Both' },
        InvoiceLineAdd: amounts.map((Amount) => salesLine('Door', { Amount })),
      });
    await taxedBy('G-1', '100.00');
    // QuickBooks rounds 8.25 % to 0.02 and 0.5 % to nothing; Bill.com has 8.75 %, which is 0.03.
    await taxedBy('G-2', '0.30');
    expect((await company.sync()).state).toBe('ended');
    expect(await invoiceInBillcom(company, 'G-1')).toMatchObject({ salesTaxTotal: 8.75, amount: 108.75 });
    const held = await company.holds();
    expect(held.map(({ cause, recordName }) => [cause, recordName])).toEqual([['toPutRight', 'G-2 of Kern']]);
    expect(held[0]?.sentence).toContain('its sales tax would come to 0.03 in Bill.com, and is 0.02');
    expect(((await company.billcomBooks()).Invoice ?? []).map((row) => row.invoiceNumber)).not.toContain(
      'G-2',
    );
  });

  test('made in Bill.com with a group of taxes go over where QuickBooks will charge the same, else wait', async () => {
    const taxedBy = (invoiceNumber: string, price: number): Promise<Row> =>
      enter({
        invoiceNumber,
        itemSalesTax: ids.Both,
        invoiceLineItems: [{ itemId: ids.Door, quantity: 1, price, taxable: true }],
      });
    await taxedBy('BG-1', 100);
    // Bill.com charges 8.75 %, which is 0.03; QuickBooks 8.25 % and 0.5 %, each rounded: 0.02.
    const { id } = await taxedBy('BG-2', 0.3);
    expect((await company.sync()).state).toBe('ended');
    expect(await invoiceInQuickBooks(company, 'BG-1')).toMatchObject({
      SalesTaxTotal: '8.75',
      BalanceRemaining: '108.75',
    });
    const held = async () => (await company.holds()).filter(({ book }) => book === 'billcom');
    const [hold] = await held();
    expect(hold).toMatchObject({ cause: 'toPutRight', recordName: 'BG-2' });
    expect(hold?.sentence).toContain('its sales tax would come to 0.02 in QuickBooks, and is 0.03');
    expect(hold?.cure).toContain('choose a single tax');
    expect(((await company.quickbooksBooks()).invoices ?? []).map((row) => row.RefNumber)).not.toContain(
      'BG-2',
    );
    await company.billcomEdit('update', { entity: 'Invoice', obj: { id, itemSalesTax: ids.County } });
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([]);
    expect(await invoiceInQuickBooks(company, 'BG-2')).toMatchObject({ SalesTaxTotal: '0.02' });
  });

  test('whose number another invoice of Bill.com has wait with that one named, until it is free', async () => {
    const taken = await enter({
      invoiceNumber: 'TWICE',
      customerId: ids.Abel,
      invoiceLineItems: [{ itemId: ids.Labor, quantity: 1, price: 40 }],
    });
    await invoiceByHand(company, 'TWICE', {
      InvoiceLineAdd: [salesLine('Labor', { Quantity: '2', Rate: '40.00' })],
    });
    expect((await company.sync()).state).toBe('ended');
    const held = async () => (await company.holds()).filter(({ cause }) => cause === 'nameInUse');
    const [hold] = await held();
    expect(hold?.sentence).toBe(
      'The invoice “TWICE of Kern” in QuickBooks is not made in Bill.com, which takes a number once: the invoice dated 2026-11-03 of “Abel” has it there.',
    );
    // Bill.com's own goes to QuickBooks, which takes a number as often as people like.
    const here = ((await company.quickbooksBooks()).invoices ?? []).filter(
      ({ RefNumber }) => RefNumber === 'TWICE',
    );
    expect(here).toHaveLength(2);
    const ours = here.find((row) => (row.CustomerRef as { FullName?: string }).FullName === 'Abel');
    await company.quickbooksPerson('edit', {
      entity: 'Invoice',
      record: ours?.TxnID,
      fields: { RefNumber: 'ONCE' },
    });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.sync()).state).toBe('ended');
    expect(await held()).toEqual([]);
    expect(await invoiceInBillcom(company, 'TWICE')).toMatchObject({ customerId: ids.Kern, amount: 80 });
    expect((await invoiceInBillcom(company, 'ONCE')).id).toBe(taken.id);
  });
});
