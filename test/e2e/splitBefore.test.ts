import type { OpenHold } from '../../src/ledger/holds';
import { expectQuiet } from '../support/agreement';
import { tieoutOn } from '../support/tieout';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

/** Payments that were entered by hand in both books before the connection, in other parts, through the real processes. */
describe('payments in other parts, from before the connection', () => {
  let world: World;
  let company: CompanyWorld;
  const ids = {
    whole: '00n01000000000000001',
    halves: '00n01000000000000002',
    known: '00n01000000000000003',
  };

  const theirs = (id: string, invoiceNumber: string) => ({
    id,
    vendorId: { name: 'Acme Supply' },
    invoiceNumber,
    invoiceDate: '2026-01-10',
    dueDate: '2026-02-10',
    createdTime: '2026-01-10T00:00:00.000+0000',
    billLineItems: [{ amount: 100, chartOfAccountId: { name: 'Materials' } }],
  });
  const ours = (RefNumber: string) => ({
    TxnType: 'Bill',
    VendorRef: { FullName: 'Acme Supply' },
    TxnDate: '2026-01-10',
    DueDate: '2026-02-10',
    RefNumber,
    ExpenseLineAdd: [{ AccountRef: { FullName: 'Materials' }, Amount: '100.00' }],
  });
  const paid = (billId: string, amount: number, day: string, syncReference: string) => ({
    vendorId: { name: 'Acme Supply' },
    processDate: day,
    amount,
    status: '2',
    isOnline: false,
    syncReference,
    chartOfAccountId: { name: 'Checking' },
    createdTime: `${day}T00:00:00.000+0000`,
    billPays: [{ billId, amount, processDate: day, paymentStatus: '2' }],
  });
  const bill = async (number: string): Promise<Row> => {
    const bills = (await company.quickbooksBooks()).bills ?? [];
    return bills.find(({ RefNumber }) => RefNumber === number) as Row;
  };
  const payByHand = async (number: string, amount: string, date: string, refNumber: string) =>
    company.quickbooksPerson('pay', {
      bills: [{ bill: (await bill(number)).TxnID, amount }],
      ...{ bankAccount: 'Checking', date, refNumber },
    });
  const checks = async (): Promise<string[]> =>
    ((await company.quickbooksBooks()).billPaymentChecks ?? []).map(({ Amount }) => String(Amount)).sort();
  const open = async (number: string) => (await bill(number)).OpenAmount;
  const questions = async (): Promise<OpenHold[]> =>
    (await company.holds()).filter(({ entity, book }) => entity === 'billPayment' && book === 'billcom');
  const tieout = (...args: string[]) => tieoutOn(world)(...args);
  const byHand = ['15.00', '25.00', '30.00', '40.00'];

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Checking', AccountType: 'Bank' },
          { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
          { Name: 'Bill.com Money Out Clearing', AccountType: 'Bank' },
        ],
        vendors: [{ Name: 'Acme Supply' }],
        transactions: [ours('WHOLE'), ours('HALVES'), ours('KNOWN')],
      },
      billcom: {
        chartOfAccounts: [
          { name: 'Checking', accountType: '3' },
          { name: 'Materials', accountType: '4' },
        ],
        vendors: [{ name: 'Acme Supply' }],
        bills: [theirs(ids.whole, 'WHOLE'), theirs(ids.halves, 'HALVES'), theirs(ids.known, 'KNOWN')],
        sentPays: [
          paid(ids.whole, 40, '2026-02-01', '1001'),
          paid(ids.halves, 26, '2026-02-02', '1002'),
          paid(ids.halves, 14, '2026-02-03', '1003'),
          paid(ids.known, 30, '2026-02-04', '1004'),
        ],
      },
    });
    await payByHand('WHOLE', '25.00', '2026-01-28', '501');
    await payByHand('WHOLE', '15.00', '2026-01-30', '502');
    await payByHand('HALVES', '40.00', '2026-02-05', '503');
    await payByHand('KNOWN', '30.00', '2026-02-04', '1004');
    await company.ask();
    expect((await company.finish()).state).toBe('waitingForAccept');
  });
  afterAll(() => world.stop());

  test('the first preview posts none of them, and says what stands in QuickBooks', async () => {
    const held = await questions();
    expect(held.map(({ cause, recordName }) => `${cause} ${recordName}`).sort()).toEqual([
      'asksFirst 1001',
      'asksFirst 1002',
      'asksFirst 1003',
    ]);
    const whole = held.find(({ recordName }) => recordName === '1001');
    expect(whole?.sentence).toContain('“501 of Acme Supply” (25.00 of 2026-01-28)');
    expect(whole?.sentence).toContain('“502 of Acme Supply” (15.00 of 2026-01-30)');
    expect(whole?.sentence).toContain('60.00 in QuickBooks and 60.00 in Bill.com');
  });

  test('accepted, nothing stands in QuickBooks twice, and what both books know is linked', async () => {
    await company.accept();
    expect((await company.finish()).state).toBe('ended');
    expect(await checks()).toEqual(byHand);
    expect([await open('WHOLE'), await open('HALVES'), await open('KNOWN')]).toEqual([
      '60.00',
      '60.00',
      '70.00',
    ]);
    expect(await questions()).toHaveLength(3);
    await expectQuiet(company);
  });

  test('left alone it stays in Bill.com only; deleted in QuickBooks by hand, the halves come by themselves', async () => {
    for (const hold of await questions())
      if (hold.recordName === '1001')
        expect((await tieout('resolve', company.id, hold.id, '--leave')).text).toContain('Bill.com only');
    const all = (await company.quickbooksBooks()).billPaymentChecks ?? [];
    const forty = all.find(({ Amount }) => Amount === '40.00') as Row;
    await company.quickbooksPerson('delete', { entity: 'BillPaymentCheck', record: forty.TxnID });
    expect((await company.sync()).state).toBe('ended');
    expect((await questions()).map(({ cause, recordName }) => `${cause} ${recordName}`)).toEqual([
      'leftOut 1001',
    ]);
    expect(await checks()).toEqual(['14.00', '15.00', '25.00', '26.00', '30.00']);
    expect([await open('WHOLE'), await open('HALVES')]).toEqual(['60.00', '60.00']);
    await expectQuiet(company);
  });

  test('a later one that Bill.com pays of the same bill goes over unasked', async () => {
    const accounts = (await company.billcomBooks()).ChartOfAccount ?? [];
    const [checking, clearing] = ['Checking', 'Bill.com Money Out Clearing'].map(
      (wanted) => accounts.find(({ name }) => name === wanted)?.id,
    );
    await company.billcomEdit('create', {
      entity: 'BankAccount',
      obj: { bankName: 'First Bank', chartOfAccountId: checking, primaryAP: true },
    });
    await company.billcomPerson('pay', {
      organization: company.organization,
      bills: [{ billId: ids.whole, amount: 20 }],
      ...{ processDate: '2026-11-10', chartOfAccountId: clearing },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await checks()).toEqual(['14.00', '15.00', '20.00', '25.00', '26.00', '30.00']);
    expect(await open('WHOLE')).toBe('40.00');
  });
});
