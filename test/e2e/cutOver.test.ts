import { whatIf } from '../../src/acts/whatIf';
import { companyAccounts } from '../../src/ledger/companyAccounts';
import { loadCompany } from '../../src/ledger/companies';
import { insertImportRange, leaveOut } from '../../src/ledger/cutOver';
import type { Transaction } from '../../src/ledger/database';
import { wakeHeld } from '../../src/ledger/holds';
import { putOnWorkList } from '../../src/ledger/records';
import { expectQuiet } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

/** What becomes of bills that were there before the two books were connected, through the real processes. */
describe('bills from before the connection', () => {
  let world: World;
  let company: CompanyWorld;
  let tieout: ReturnType<typeof commandsOf>;

  const theirs = (id: string, invoiceNumber: string, amount: number, more: object = {}) => ({
    id,
    vendorId: { name: 'Acme Supply' },
    invoiceNumber,
    invoiceDate: '2026-01-10',
    dueDate: '2026-02-10',
    createdTime: '2026-01-10T00:00:00.000+0000',
    billLineItems: [{ amount, chartOfAccountId: { name: 'Materials' } }],
    ...more,
  });
  /** Paid in full, and of days that nobody asks for. */
  const old = { invoiceDate: '2025-11-10', dueDate: '2025-12-10' };
  const oldPayment = 'stp01000000000000009';
  const paymentOf = (billId: string, amount: number) => ({
    vendorId: { name: 'Acme Supply' },
    processDate: '2026-02-01',
    amount,
    status: '2',
    isOnline: false,
    chartOfAccountId: { name: 'Checking' },
    createdTime: '2026-02-01T00:00:00.000+0000',
    billPays: [{ billId, amount, processDate: '2026-02-01', paymentStatus: '2' }],
  });
  const posted = async (): Promise<unknown[]> =>
    ((await company.quickbooksBooks()).bills ?? []).map(({ RefNumber }: Row) => RefNumber).sort();
  const held = async () =>
    (await company.holds())
      .filter(({ entity }) => entity === 'bill')
      .map(({ cause, recordName }) => [cause, recordName]);
  const inCompany = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    world.database.inCompany(company.id, work);
  const january = async (tx: Transaction): Promise<void> => {
    await insertImportRange(tx, company.id, { from: '2026-01-01', to: '2026-01-31', who: 'Anna' });
    await wakeHeld(tx, company.id, 'bill', ['beforeConnection']);
  };
  const takenIn = async (number: string): Promise<void> => {
    const ran = await tieout('leave-out', company.id, 'bill', number, '--undo');
    expect(ran.code).toBe(0);
  };
  const open2 = { entity: 'bill', book: 'billcom', id: '00n01000000000000003' } as const;
  const partly = { entity: 'bill', book: 'billcom', id: '00n01000000000000005' } as const;

  beforeAll(async () => {
    world = await startWorld();
    tieout = commandsOf(world);
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Checking', AccountType: 'Bank' },
          { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
        ],
        vendors: [{ Name: 'Acme Supply' }],
        transactions: [
          {
            TxnType: 'Bill',
            VendorRef: { FullName: 'Acme Supply' },
            TxnDate: '2026-01-10',
            DueDate: '2026-02-10',
            RefNumber: 'BOTH',
            ExpenseLineAdd: [{ AccountRef: { FullName: 'Materials' }, Amount: '11.00' }],
          },
        ],
      },
      billcom: {
        chartOfAccounts: [
          { name: 'Checking', accountType: '3' },
          { name: 'Materials', accountType: '4' },
          { name: 'Bill.com Money Out Clearing', accountType: '3' },
        ],
        vendors: [{ name: 'Acme Supply' }],
        bills: [
          theirs('00n01000000000000001', 'BOTH', 11),
          theirs('00n01000000000000002', 'OPEN-1', 12),
          theirs('00n01000000000000003', 'OPEN-2', 13),
          theirs('00n01000000000000004', 'PAID', 14),
          theirs('00n01000000000000005', 'PARTLY', 100),
          theirs('00n01000000000000006', 'OLD', 16, old),
        ],
        vendorCredits: [
          {
            id: '0vc01000000000000001',
            vendorId: { name: 'Acme Supply' },
            refNumber: 'CREDIT',
            creditDate: '2026-01-11',
            createdTime: '2026-01-11T00:00:00.000+0000',
            vendorCreditLineItems: [{ amount: 25, chartOfAccountId: { name: 'Materials' } }],
          },
        ],
        sentPays: [
          paymentOf('00n01000000000000004', 14),
          { id: oldPayment, ...paymentOf('00n01000000000000006', 16) },
          {
            ...paymentOf('00n01000000000000005', 60),
            billCredits: [
              {
                billId: '00n01000000000000005',
                vendorCreditId: '0vc01000000000000001',
                amount: 15,
                createdTime: '2026-02-01T00:00:00.000+0000',
              },
            ],
          },
        ],
      },
    });
    await company.ask();
    expect((await company.finish()).state).toBe('waitingForAccept');
  });
  afterAll(() => world.stop());

  test('open ones go over when the preview is accepted, but for those left out; settled ones stay, twins are linked', async () => {
    await inCompany(async (tx) => {
      expect(await leaveOut(tx, company.id, { ...open2, who: 'Anna' })).toBe(true);
      expect(await leaveOut(tx, company.id, { ...partly, who: 'Anna' })).toBe(true);
      await putOnWorkList(tx, company.id, open2.book, open2.entity, [open2.id, partly.id]);
    });
    await company.ask();
    const preview = await company.finish();
    expect(
      (await company.operations(preview.number)).map(({ entity, action, sourceId }) => [
        entity,
        action,
        sourceId,
      ]),
    ).toEqual([
      // Accounts Payable in Bill.com, Money Out Clearing in QuickBooks.
      ['account', 'create', expect.any(String)],
      ['account', 'create', expect.any(String)],
      ['bill', 'create', '00n01000000000000002'],
      ['vendorCredit', 'create', '0vc01000000000000001'],
    ]);
    await company.accept();
    expect((await company.finish()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1']);
    expect((await held()).sort()).toEqual([
      ['beforeConnection', 'OLD'],
      ['beforeConnection', 'PAID'],
      ['leftOut', 'OPEN-2'],
      ['leftOut', 'PARTLY'],
    ]);
    await expectQuiet(company);
  });

  test('the clearing account of Bill.com’s chart was made in QuickBooks, and is found by its name', async () => {
    const accounts = await inCompany(async (tx) => companyAccounts(tx, await loadCompany(tx, company.id)));
    expect(accounts.moneyOutClearing).toMatchObject({ name: 'Bill.com Money Out Clearing', isFound: true });
    expect(accounts.moneyOutClearing.trouble).toBeUndefined();
    const made = ((await company.quickbooksBooks()).accounts ?? []).find(
      ({ ListID }) => ListID === accounts.moneyOutClearing.id,
    );
    expect(made).toMatchObject({ Name: 'Bill.com Money Out Clearing', AccountType: 'Bank' });
  });

  test('a settled one goes over when its days are asked for, as was shown before', async () => {
    const { document } = await whatIf(world.database, company.id, january);
    expect(document.operations.map(({ entity, record, action }) => [entity, record, action])).toEqual([
      ['bill', 'PAID', 'create'],
      // Its payment follows it, whatever its own day is.
      ['billPayment', expect.any(String), 'create'],
    ]);
    expect(await held()).toHaveLength(4);
    const days = ['--from', '2026-01-01', '--to', '2026-01-31'];
    expect((await tieout('import', company.id, ...days, '--accept')).code).toBe(0);
    expect((await company.finish()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1', 'PAID']);
    await expectQuiet(company);
  });

  test('one that was left out goes over when it is taken in again', async () => {
    await takenIn('OPEN-2');
    expect((await company.sync()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1', 'OPEN-2', 'PAID']);
    await expectQuiet(company);
  });

  test('with what was paid of it before the connection, by money and by credits: it is open for no more than in Bill.com', async () => {
    await takenIn('PARTLY');
    expect((await company.sync()).state).toBe('ended');
    const books = await company.quickbooksBooks();
    const open = (books.bills ?? []).find(({ RefNumber }) => RefNumber === 'PARTLY');
    expect(open).toMatchObject({ AmountDue: '100.00', OpenAmount: '25.00' });
    expect((books.billPaymentChecks ?? []).map(({ Amount }) => Amount).sort()).toEqual(['14.00', '60.00']);
    expect(await held()).toEqual([['beforeConnection', 'OLD']]);
    await expectQuiet(company);
  });

  test('a settled one follows the payment that was made anew before anybody read it as open', async () => {
    await company.billcomPerson('payment', { id: oldPayment, to: 'void' });
    const { ChartOfAccount = [] } = await company.billcomBooks();
    await company.billcomPerson('pay', {
      ...{ organization: company.organization, isOnline: false, status: 'paid', processDate: '2026-06-02' },
      chartOfAccountId: ChartOfAccount.find(({ name }) => name === 'Checking')?.id,
      bills: [{ billId: '00n01000000000000006', amount: 16 }],
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await posted()).not.toContain('OLD');
    expect((await company.sync()).state).toBe('ended');
    const { bills = [], billPaymentChecks = [] } = await company.quickbooksBooks();
    expect(bills.find(({ RefNumber }) => RefNumber === 'OLD')).toMatchObject({ OpenAmount: '0.00' });
    expect(billPaymentChecks.filter(({ Amount }) => Amount === '16.00')).toHaveLength(1);
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });
});
