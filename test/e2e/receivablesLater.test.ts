import { closedLists } from '../../src/ledger/closedLists';
import { expectNothingOpen, expectQuiet, expectVendors } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { receiptsCompany, type ReceiptsCompany } from '../support/receipts';
import { invoiceByHand, salesLine } from '../support/receivables';
import { startWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

/** A company that synced payables only, and receivables later. Through the real processes. */
describe('receivables switched on later', () => {
  let world: World;
  let scene: ReceiptsCompany;
  const name = 'Company 1';
  const tieout = (...args: string[]) => commandsOf(world)(...args);
  const byHand = (number: string, amount: string): Promise<unknown> =>
    invoiceByHand(scene.company, number, {
      TxnDate: '2026-11-02',
      DueDate: '2026-12-02',
      InvoiceLineAdd: [salesLine('Labor', { Desc: 'Work', Quantity: '1', Rate: amount })],
    });
  const inQuickBooks = async (): Promise<unknown[]> =>
    (await scene.inQuickBooks('invoices')).map(({ RefNumber }) => RefNumber).sort();
  const inBillcom = async (): Promise<unknown[]> =>
    ((await scene.company.billcomBooks()).Invoice ?? []).map(({ invoiceNumber }) => invoiceNumber).sort();
  const paymentsInQuickBooks = async (): Promise<unknown[]> =>
    (await scene.inQuickBooks('receivePayments')).map(({ TotalAmount }) => TotalAmount).sort();
  const addVendor = (vendor: string): Promise<void> =>
    scene.company.quickbooksEdit(`<VendorAddRq><VendorAdd><Name>${vendor}</Name></VendorAdd></VendorAddRq>`);
  const asksForInvoices = async (): Promise<number> =>
    (await scene.company.quickbooksLog())
      .flatMap(({ requests }) => requests)
      .filter(({ name: request }) => /^(Invoice|ReceivePayment|CreditMemo)/.test(request)).length;
  const causes = async (): Promise<string[]> =>
    (await scene.company.holds()).map(({ entity, book, cause }) => `${book} ${entity} ${cause}`).sort();

  /** What Money In Clearing came to when receivables were switched on, what came since, and lines that name no record. */
  const moneyInProof = async (): Promise<unknown> => {
    const { accounts } = (await tieout('report', 'clearing', name, '--json')).json();
    const proof = accounts.find(({ clearing }: any) => clearing === 'moneyIn');
    const { opening, payments, balance, lines } = proof;
    return {
      opening,
      payments,
      balance,
      nameless: lines.filter(({ records }: any) => !records.quickbooks && !records.billcom),
    };
  };

  beforeAll(async () => {
    world = await startWorld();
    scene = await receiptsCompany(world, { receivables: 'off', receivablesSince: '2026-01-01' });
  });
  afterAll(() => world.stop());

  test('off, invoices and payments of either book are neither read nor written', async () => {
    await byHand('Q-OPEN', '100.00');
    await byHand('Q-PAID', '40.00');
    await byHand('BOTH', '70.00');
    await scene.company.quickbooksPerson('receive', {
      invoices: [{ invoice: 'Q-PAID', amount: '40.00' }],
      date: '2026-11-12',
      refNumber: '2000',
    });
    const paid = await scene.enterInvoice('B-PAID', 25);
    await scene.enterInvoice('B-OPEN', 60);
    await scene.enterInvoice('BOTH', 70);
    await scene.receive([{ invoice: paid, amount: 25 }]);
    expect((await scene.company.sync()).state).toBe('ended');
    expect(await inQuickBooks()).toEqual(['BOTH', 'Q-OPEN', 'Q-PAID']);
    expect(await inBillcom()).toEqual(['B-OPEN', 'B-PAID', 'BOTH']);
    expect(await asksForInvoices()).toBe(0);
    expect(await scene.company.holds()).toEqual([]);
  });

  test('on, a preview shows what would come, and nothing is written in either book before it is accepted', async () => {
    await addVendor('Waits');
    const ran = await tieout('company', 'set', name, 'receivables=on');
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('The next cycle is a preview')]);
    await scene.company.finish();
    const shown = (await tieout('preview', name, '--last', '--json')).json();
    expect(shown.operations.map(({ action, book, record }: any) => [action, book, record]).sort()).toEqual([
      ['create', 'billcom', 'Q-OPEN'],
      ['create', 'billcom', 'Waits'],
      ['create', 'quickbooks', 'B-OPEN'],
    ]);
    expect(shown.links.map(({ quickbooks }: any) => quickbooks)).toHaveLength(1);

    // Neither the schedule nor who asks brings anything but a preview.
    await scene.company.update();
    expect(await scene.company.sync()).toMatchObject({ mode: 'preview', state: 'waitingForAccept' });
    expect(await inQuickBooks()).toEqual(['BOTH', 'Q-OPEN', 'Q-PAID']);
    expect(await inBillcom()).toEqual(['B-OPEN', 'B-PAID', 'BOTH']);
    expect((await scene.company.billcomBooks()).Vendor ?? []).toEqual([]);
    const status = await tieout('status', name);
    expect(status.stdout).toContain('nothing is written until the preview with receivables is accepted');
  });

  test('accepted, what is open is in both books once; what was settled before stays, and says why', async () => {
    expect((await tieout('accept', name)).code).toBe(0);
    expect(await scene.company.finish()).toMatchObject({ mode: 'sync', state: 'ended' });
    expect(await inQuickBooks()).toEqual(['B-OPEN', 'BOTH', 'Q-OPEN', 'Q-PAID']);
    expect(await inBillcom()).toEqual(['B-OPEN', 'B-PAID', 'BOTH', 'Q-OPEN']);
    expect(await paymentsInQuickBooks()).toEqual(['40.00']);
    await expectVendors(scene.company, ['Waits']);
    expect(await causes()).toEqual([
      'billcom invoice beforeConnection',
      'billcom receivedPayment beforeConnection',
      'quickbooks invoice beforeConnection',
      'quickbooks receivedPayment ownerRule',
    ]);
    expect((await scene.company.holds())[0]?.sentence).toContain(
      'it was entered and settled before receivables were switched on',
    );
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
    const report = (await tieout('report', 'ar', name, '--json')).json();
    expect(report).toMatchObject({ quickbooks: '230.00', billcom: '230.00', difference: '0.00' });
  });

  test('what came is synced on: a payment of today goes to QuickBooks with its invoice', async () => {
    const invoices = (await scene.company.billcomBooks()).Invoice ?? [];
    const both = invoices.find(({ invoiceNumber }) => invoiceNumber === 'BOTH') as Row;
    await scene.receive([{ invoice: both, amount: 30 }]);
    expect((await scene.company.sync()).state).toBe('ended');
    expect(await paymentsInQuickBooks()).toEqual(['30.00', '40.00']);
    expect(await moneyInProof()).toEqual({
      opening: '0.00',
      payments: '30.00',
      balance: '30.00',
      nameless: [],
    });
  });

  test('off again: links and records stay, nothing is read or written, and the tie-out says why', async () => {
    const ran = await tieout('company', 'set', name, 'receivables=off');
    expect(ran.stdout).toContain('what is linked stays linked');
    const before = await asksForInvoices();
    const linked = (await scene.company.counts()).find(({ entity }) => entity === 'invoice')?.linked;
    expect(linked).toBe(3);
    await byHand('MEANWHILE', '15.00');
    await scene.enterInvoice('MEANWHILE-B', 16);
    await addVendor('Goes');
    expect((await scene.company.sync()).state).toBe('ended');
    await expectVendors(scene.company, ['Goes', 'Waits']);
    expect(await asksForInvoices()).toBe(before);
    expect(await inBillcom()).not.toContain('MEANWHILE');
    expect(await inQuickBooks()).not.toContain('MEANWHILE-B');
    expect((await scene.company.counts()).find(({ entity }) => entity === 'invoice')?.linked).toBe(linked);
    expect(await scene.company.holds()).toEqual([]);
    const report = await tieout('report', 'ar', name);
    expect([report.code, report.stderr]).toEqual([
      1,
      expect.stringContaining('does not sync accounts receivable: receivables are switched off'),
    ]);
    expect((await tieout('report', 'ap', name)).code).toBe(0);
    // What waits on the work list for the day on which they are on again makes no cycle due.
    const { rows } = await world.database.pool.query(
      'select due_at > now() as later from company where id = $1',
      [scene.company.id],
    );
    expect(rows).toEqual([{ later: true }]);
  });

  test('and on again: a preview comes first, and then all is there once', async () => {
    await tieout('company', 'set', name, 'receivables=on');
    expect(await scene.company.finish()).toMatchObject({ mode: 'preview', state: 'waitingForAccept' });
    expect(await inBillcom()).not.toContain('MEANWHILE');
    await tieout('accept', name);
    expect((await scene.company.finish()).state).toBe('ended');
    const open = ['B-OPEN', 'BOTH', 'MEANWHILE', 'MEANWHILE-B', 'Q-OPEN'];
    expect(await inQuickBooks()).toEqual([...open, 'Q-PAID'].sort());
    expect(await inBillcom()).toEqual([...open, 'B-PAID'].sort());
    expect(await paymentsInQuickBooks()).toEqual(['30.00', '40.00']);
    expect(await moneyInProof()).toEqual({
      opening: '0.00',
      payments: '30.00',
      balance: '30.00',
      nameless: [],
    });
    await expectNothingOpen(world, scene.company);
    await expectQuiet(scene.company);
  });

  test('an organization whose plan has no receivables: told once, and all else goes on', async () => {
    const { company } = scene;
    await company.fault('billcom', { planWithoutReceivables: company.organization });
    await byHand('NO-PLAN', '12.00');
    await addVendor('Third');
    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, ['Goes', 'Third', 'Waits']);
    const closed = await world.database.inCompany(company.id, (tx) => closedLists(tx, company.id));
    expect(closed.map(({ entity }) => entity).sort()).toEqual(['creditMemo', 'invoice', 'receivedPayment']);
    const status = (await tieout('status', name)).stdout;
    expect(status.match(/left alone/g)).toHaveLength(1);
    expect(status).toMatch(
      /left alone +Bill\.com does not let Tieout read its invoices, credit memos, and received payments:[^]*receivables=off/,
    );
    await expectQuiet(company);
    // A day later the books are tied out again.
    await world.database.pool.query(`update tie_out set taken_at = taken_at - interval '25 hours'`);
    expect((await company.sync()).state).toBe('ended');
    expect(JSON.stringify((await tieout('report', 'ar', name, '--json')).json().customers)).toMatch(
      /NO-PLAN[^]*Bill\.com does not let Tieout read its invoices/,
    );

    await company.fault('billcom', { planWithoutReceivables: false });
    expect((await company.sync()).state).toBe('ended');
    expect(await inBillcom()).toContain('NO-PLAN');
    expect((await tieout('status', name)).stdout).not.toContain('left alone');
  });
});
