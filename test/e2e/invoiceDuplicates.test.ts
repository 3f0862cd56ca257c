import {
  billcomIds,
  invoiceByHand,
  invoiceInQuickBooks,
  receivablesBillcom,
  receivablesBooks,
  salesLine,
} from '../support/receivables';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(180_000);

/** Rule 4 of receivables: an older invoice that somebody makes again in Bill.com is a duplicate. */
describe('an invoice of Bill.com that QuickBooks has already', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;
  const name = 'Company 1';
  const old = (number: string, TxnDate: string, Quantity: string) =>
    invoiceByHand(company, number, {
      TxnDate,
      DueDate: '2026-12-31',
      InvoiceLineAdd: [salesLine('Labor', { Desc: 'Work', Quantity, Rate: '40.00' })],
    });
  const remade = (invoiceNumber: string, invoiceDate: string, quantity: number): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'Invoice',
      obj: {
        customerId: ids.Kern,
        invoiceNumber,
        invoiceDate,
        dueDate: '2026-12-31',
        itemSalesTax: ids.County,
        invoiceLineItems: [{ itemId: ids.Labor, description: 'Work', quantity, price: 40, taxable: false }],
      },
    });
  const held = async () =>
    (await company.holds()).filter(({ book, entity }) => book === 'billcom' && entity === 'invoice');

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: receivablesBooks,
      billcom: receivablesBillcom,
      settings: { receivablesSince: '2026-11-01' },
    });
    await old('OLD-1', '2026-10-15', '2');
    await old('OLD-2', '2026-10-16', '3');
    expect((await company.firstSync()).state).toBe('ended');
    ids = await billcomIds(company);
    expect(await company.holds()).toEqual([]);
  });
  afterAll(() => world.stop());

  test('is held beside its twin; when that is deleted, Bill.com’s goes over without further action', async () => {
    await remade('OLD-1', '2026-10-15', 2);
    expect((await company.sync()).state).toBe('ended');
    const [hold] = await held();
    expect(hold?.cause).toBe('possibleDuplicate');
    expect(hold?.sentence).toMatch(
      /The invoice “OLD-1.*” in Bill\.com \(dated 2026-10-15, 80\.00\) may be in QuickBooks already, as “OLD-1 of Kern” \(dated 2026-10-15, 80\.00\)/,
    );
    expect(hold?.cure).toMatch(/link them.*delete that in QuickBooks/);
    const twin = await invoiceInQuickBooks(company, 'OLD-1');

    await company.quickbooksEdit(
      `<TxnDelRq><TxnDelType>Invoice</TxnDelType><TxnID>${String(twin.TxnID)}</TxnID></TxnDelRq>`,
    );
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const made = await invoiceInQuickBooks(company, 'OLD-1');
    expect(made.TxnID).not.toBe(twin.TxnID);
    expect(made.TxnDate).toBe('2026-10-15');
  });

  test('is linked when a person says that the two are one', async () => {
    await remade('1-OLD', '2026-10-16', 3);
    expect((await company.sync()).state).toBe('ended');
    expect((await held()).map(({ cause }) => cause)).toEqual(['possibleDuplicate']);
    const tieout = commandsOf(world);
    const { proposals } = (await tieout('links', name, '--propose', '--json')).json();
    expect(proposals).toHaveLength(1);
    expect((await tieout('links', name, '--accept', String(proposals[0].number))).code).toBe(0);
    expect((await company.sync()).state).toBe('ended');
    const { links } = (await tieout('links', name, '--entity', 'invoice', '--json')).json();
    expect(links.map(({ madeBy }: { madeBy: string }) => madeBy).sort()).toEqual(['create', 'person']);
    expect(((await company.quickbooksBooks()).invoices ?? []).length).toBe(2);
    expect((await held()).filter(({ cause }) => cause === 'possibleDuplicate')).toEqual([]);
  });
});
