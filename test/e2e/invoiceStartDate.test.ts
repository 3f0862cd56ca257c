import { expectQuiet } from '../support/agreement';
import {
  invoiceByHand,
  invoiceInBillcom,
  invoiceInQuickBooks,
  receivablesBillcom,
  receivablesBooks,
  salesLine,
} from '../support/receivables';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(180_000);

/** Rule 3 of receivables: only invoices dated on the sync start date or later come from QuickBooks. */
describe('the sync start date', () => {
  let world: World;
  let company: CompanyWorld;
  const name = 'Company 1';
  const tieout = (...args: string[]) => commandsOf(world)(...args);
  const dated = (number: string, TxnDate: string) =>
    invoiceByHand(company, number, {
      TxnDate,
      DueDate: '2026-12-31',
      InvoiceLineAdd: [salesLine('Labor', { Quantity: String(number.length), Rate: '40.00' })],
    });
  const inBillcom = async (): Promise<unknown[]> =>
    ((await company.billcomBooks()).Invoice ?? []).map(({ invoiceNumber }) => invoiceNumber).sort();

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: receivablesBooks,
      billcom: receivablesBillcom,
      settings: { receivablesSince: '2026-11-01' },
    });
  });
  afterAll(() => world.stop());

  test('invoices of before stay in QuickBooks, counted and found, and are not held', async () => {
    await dated('OLD-1', '2026-10-15');
    await dated('OLD-12', '2026-10-31');
    await dated('NEW-1', '2026-11-01');
    expect((await company.firstSync()).state).toBe('ended');
    expect(await inBillcom()).toEqual(['NEW-1']);
    expect(await company.holds()).toEqual([]);
    expect((await tieout('status', name, '--json')).json()).toMatchObject({
      beforeStart: [{ entity: 'invoice', since: '2026-11-01', count: 2 }],
    });
    expect((await tieout('find', name, 'OLD-1')).stdout).toMatch(
      /Invoice “OLD-1 of Kern” in QuickBooks[^]*not in Bill\.com\n +It is dated 2026-10-15, and invoices of QuickBooks go to Bill\.com from 2026-11-01 on/,
    );
    expect((await tieout('find', name, 'NEW-1')).stdout).toMatch(/in both books/);
  });

  test('it is the date that counts, not when an invoice was entered', async () => {
    await dated('LATE', '2026-10-20');
    expect((await company.sync()).state).toBe('ended');
    expect(await inBillcom()).toEqual(['NEW-1']);
    await expectQuiet(company);
  });

  test('an invoice that is in both books stays linked, whatever its date becomes', async () => {
    const { TxnID, EditSequence } = await invoiceInQuickBooks(company, 'NEW-1');
    await company.quickbooksEdit(
      `<InvoiceModRq><InvoiceMod><TxnID>${String(TxnID)}</TxnID><EditSequence>${String(EditSequence)}</EditSequence>` +
        '<TxnDate>2026-10-01</TxnDate></InvoiceMod></InvoiceModRq>',
    );
    expect((await company.sync()).state).toBe('ended');
    expect(await invoiceInBillcom(company, 'NEW-1')).toMatchObject({ glPostingDate: '2026-10-01' });
    expect((await tieout('status', name, '--json')).json().beforeStart).toMatchObject([{ count: 3 }]);
  });

  test('an administrator may move it back, sees first what comes, and gets just that', async () => {
    const back = 'receivablesSince=2026-10-20';
    const shown = (await tieout('company', 'set', name, back, '--preview', '--json')).json();
    expect(shown.operations.map(({ action, book, record }: any) => [action, book, record]).sort()).toEqual([
      ['create', 'billcom', 'LATE'],
      ['create', 'billcom', 'OLD-12'],
    ]);
    await company.sync();
    expect(await inBillcom()).toEqual(['NEW-1']);

    expect((await tieout('company', 'set', name, back)).stdout).toMatch(
      /receivablesSince: 2026-11-01 → 2026-10-20\nInvoices that are in both books stay linked/,
    );
    expect((await company.sync()).state).toBe('ended');
    expect(await inBillcom()).toEqual(['LATE', 'NEW-1', 'OLD-12']);

    expect((await tieout('company', 'set', name, 'receivablesSince=2026-12-01')).code).toBe(0);
    await dated('NEXT', '2026-11-30');
    expect((await company.sync()).state).toBe('ended');
    expect(await inBillcom()).toEqual(['LATE', 'NEW-1', 'OLD-12']);
    await expectQuiet(company);
  });
});
