import { decideGoneHold } from '../support/decideHold';
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

/** Rule 8 of receivables: Bill.com picks up any change to invoices and customers. Through the real processes. */
describe('what is changed in QuickBooks', () => {
  let world: World;
  let company: CompanyWorld;
  let ids: Record<string, string>;

  const make = (number: string, Quantity: string): Promise<unknown> =>
    invoiceByHand(company, number, {
      CustomerRef: { FullName: 'Abel' },
      InvoiceLineAdd: [salesLine('Labor', { Quantity, Rate: '40.00' })],
    });
  const change = async (number: string, fields: Entered): Promise<void> =>
    company.quickbooksPerson('edit', {
      entity: 'Invoice',
      record: (await invoiceInQuickBooks(company, number)).TxnID,
      fields,
    });
  const undo = async (how: 'delete' | 'void', number: string): Promise<void> =>
    company.quickbooksPerson(how, {
      entity: 'Invoice',
      record: (await invoiceInQuickBooks(company, number)).TxnID,
    });
  const inBillcom = async (number: string): Promise<Row | undefined> =>
    ((await company.billcomBooks()).Invoice ?? []).find(({ invoiceNumber }) => invoiceNumber === number);
  const told = async () => (await company.holds()).map(({ cause, recordName }) => [cause, recordName]);
  const lines = (row: Row): Row[] => (row.invoiceLineItems ?? []) as unknown as Row[];

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({ quickbooks: receivablesBooks, billcom: receivablesBillcom });
    expect((await company.firstSync()).state).toBe('ended');
    ids = await billcomIds(company);
    for (const [index, number] of ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'].entries())
      await make(number, String(index + 2));
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
  });
  afterAll(() => world.stop());

  test('of an invoice, in its header, its lines, its tax or its customer, is in Bill.com after a sync', async () => {
    const [line] = [(await invoiceInQuickBooks(company, 'C-1')).InvoiceLineRet].flat() as Row[];
    await change('C-1', {
      CustomerRef: { FullName: 'Kern:Kitchen' },
      TxnDate: '2026-11-05',
      DueDate: '2026-12-24',
      Memo: 'Changed',
      IsToBeEmailed: 'true',
      ItemSalesTaxRef: { FullName: 'Both' },
      InvoiceLineMod: [
        { TxnLineID: line?.TxnLineID },
        { TxnLineID: '-1', ItemRef: { FullName: 'Door' }, Quantity: '2', Rate: '100.00' },
      ],
    });
    await change('C-2', { RefNumber: 'C-2b', TermsRef: { FullName: 'Net 30' } });
    expect((await company.sync()).state).toBe('ended');
    expect(await company.holds()).toEqual([]);
    const row = await invoiceInBillcom(company, 'C-1');
    expect(row).toMatchObject({
      customerId: ids.Kitchen,
      glPostingDate: '2026-11-05',
      dueDate: '2026-12-24',
      description: 'Changed',
      isToBeEmailed: true,
      itemSalesTax: ids.Both,
      salesTaxTotal: 17.5,
      amount: 297.5,
    });
    expect(lines(row).map(({ itemId, amount }) => [itemId, amount])).toEqual([
      [ids.Labor, 80],
      [ids.Door, 200],
    ]);
    expect(await invoiceInBillcom(company, 'C-2b')).toMatchObject({ terms: 'Net 30', dueDate: '2026-12-02' });
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('of a customer or job is in Bill.com after a sync', async () => {
    await company.quickbooksPerson('edit', {
      entity: 'Customer',
      record: 'Abel',
      fields: {
        Name: 'Abel & Sons',
        Email: 'office@example.com',
        TermsRef: { FullName: 'Net 30' },
        BillAddress: { Addr1: '1 Elm Street', City: 'Reno', State: 'NV', PostalCode: '89501' },
      },
    });
    await company.quickbooksPerson('edit', {
      entity: 'Customer',
      record: 'Kern:Kitchen',
      fields: { Phone: '555-0100' },
    });
    expect((await company.sync()).state).toBe('ended');
    const customers = (await company.billcomBooks()).Customer ?? [];
    expect(customers.find(({ id }) => id === ids.Abel)).toMatchObject({
      name: 'Abel & Sons',
      email: 'office@example.com',
      billAddress1: '1 Elm Street',
      billAddressCity: 'Reno',
      billAddressZip: '89501',
    });
    expect(customers.find(({ id }) => id === ids.Kitchen)).toMatchObject({ phone: '555-0100' });
    await expectQuiet(company);
  });

  test('an invoice that is deleted or made void there is gone from Bill.com, unless something is paid of it', async () => {
    const paid = await invoiceInBillcom(company, 'C-5');
    await company.billcomPerson('receive', {
      organization: company.organization,
      customerId: paid.customerId,
      paymentDate: '2026-11-06',
      invoices: [{ invoiceId: paid.id, amount: 30 }],
      paymentType: '1',
      isOnline: false,
      status: 'paid',
    });
    await company.billcomEdit('touch', { entity: 'Invoice', ids: [paid.id] });
    await undo('delete', 'C-3');
    await undo('void', 'C-4');
    await undo('delete', 'C-5');
    expect((await company.sync()).state).toBe('ended');
    expect((await inBillcom('C-3'))?.isActive).toBe('2');
    expect((await inBillcom('C-4'))?.isActive).toBe('2');
    expect((await inBillcom('C-5'))?.isActive).toBe('1');
    const mine = (await company.holds()).filter(({ entity }) => entity === 'invoice');
    expect(mine.map(({ cause, recordName }) => [cause, recordName])).toEqual([['deleted', 'C-5']]);
    expect(mine[0]?.sentence).toContain('since it is paid there, partly paid or scheduled to be');
    await decideGoneHold(world, company, mine[0]!, 'keep');
    expect((await company.sync()).state).toBe('ended');
    await expectQuiet(company);
  });

  test('an invoice that becomes smaller than what is paid of it in Bill.com waits', async () => {
    const row = await invoiceInBillcom(company, 'C-1');
    await company.billcomPerson('receive', {
      organization: company.organization,
      customerId: row.customerId,
      paymentDate: '2026-11-06',
      invoices: [{ invoiceId: row.id, amount: 200 }],
      paymentType: '1',
      isOnline: false,
      status: 'paid',
    });
    await company.billcomEdit('touch', { entity: 'Invoice', ids: [row.id] });
    const [line] = [(await invoiceInQuickBooks(company, 'C-1')).InvoiceLineRet].flat() as Row[];
    await change('C-1', { InvoiceLineMod: [{ TxnLineID: line?.TxnLineID }] });
    expect((await company.sync()).state).toBe('ended');
    const [hold] = (await company.holds()).filter(({ recordName }) => recordName.startsWith('C-1 '));
    expect(hold).toMatchObject({ cause: 'tooMuch', field: 'lines' });
    expect(hold?.sentence).toContain('comes to 80.00 now, and 200.00 of it is paid');
    expect((await invoiceInBillcom(company, 'C-1')).amount).toBe(297.5);
  });

  test('nor smaller than what credit memos take of it there', async () => {
    const row = await invoiceInBillcom(company, 'C-2b');
    const memo = await company.billcomEdit('create', {
      entity: 'CreditMemo',
      obj: {
        customerId: row.customerId,
        refNumber: 'CM-7',
        creditDate: '2026-11-06',
        creditMemoLineItems: [{ itemId: ids.Labor, quantity: 1, price: 100 }],
      },
    });
    await company.billcomPerson('applyCredit', {
      creditMemoId: memo.id,
      invoices: [{ invoiceId: row.id, amount: 60 }],
    });
    const [line] = [(await invoiceInQuickBooks(company, 'C-2b')).InvoiceLineRet].flat() as Row[];
    await change('C-2b', { InvoiceLineMod: [{ TxnLineID: line?.TxnLineID, Quantity: '1' }] });
    expect((await company.sync()).state).toBe('ended');
    const [hold] = (await company.holds()).filter(({ recordName }) => recordName.startsWith('C-2b '));
    expect(hold).toMatchObject({ cause: 'tooMuch', field: 'lines' });
    expect(hold?.sentence).toContain(
      'comes to 40.00 now, and 60.00 of it is paid, credited or about to be in Bill.com (with the credit memo CM-7)',
    );
    expect(hold?.cure).toContain('apply the payment or the credit memo to another invoice');
    expect((await invoiceInBillcom(company, 'C-2b')).amountDue).toBe(Number(row.amountDue) - 60);
  });

  test('one that is deleted in Bill.com stays in QuickBooks, and is made again there if a person says so', async () => {
    const before = await invoiceInBillcom(company, 'C-6');
    await company.billcomEdit('delete', { entity: 'Invoice', id: before.id });
    expect((await company.sync()).state).toBe('ended');
    const hold = (await company.holds()).find(({ recordName }) => recordName.startsWith('C-6 '));
    expect(hold).toMatchObject({ cause: 'deleted', book: 'quickbooks' });
    await invoiceInQuickBooks(company, 'C-6');
    await decideGoneHold(world, company, hold!, 'again');
    expect((await company.sync()).state).toBe('ended');
    expect((await told()).filter(([, name]) => String(name).startsWith('C-6'))).toEqual([]);
    expect((await invoiceInBillcom(company, 'C-6')).id).not.toBe(before.id);
  });
});
