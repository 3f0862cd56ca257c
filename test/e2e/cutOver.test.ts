import { whatIf } from '../../src/acts/whatIf';
import { companyAccounts } from '../../src/ledger/companyAccounts';
import { loadCompany } from '../../src/ledger/companies';
import { insertImportRange, leaveOut, takeBackIn } from '../../src/ledger/cutOver';
import type { Transaction } from '../../src/ledger/database';
import { wakeHeld } from '../../src/ledger/holds';
import { putOnWorkList } from '../../src/ledger/records';
import { expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

jest.setTimeout(240_000);

/** What becomes of bills that were there before the two books were connected, through the real processes. */
describe('bills from before the connection', () => {
  let world: World;
  let company: CompanyWorld;

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
  const open2 = { entity: 'bill', book: 'billcom', id: '00n01000000000000003' } as const;

  beforeAll(async () => {
    world = await startWorld();
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
        ],
        sentPays: [paymentOf('00n01000000000000004', 14)],
      },
    });
    await company.ask();
    expect((await company.finish()).state).toBe('waitingForAccept');
  });
  afterAll(() => world.stop());

  test('open ones go over when the preview is accepted, but for those left out; settled ones stay, twins are linked', async () => {
    await inCompany(async (tx) => {
      expect(await leaveOut(tx, company.id, { ...open2, who: 'Anna' })).toBe(true);
      await putOnWorkList(tx, company.id, open2.book, open2.entity, [open2.id]);
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
    ]);
    await company.accept();
    expect((await company.finish()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1']);
    expect((await held()).sort()).toEqual([
      ['beforeConnection', 'PAID'],
      ['leftOut', 'OPEN-2'],
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
    expect(document.operations.map(({ record, action, book }) => [record, action, book])).toEqual([
      ['PAID', 'create', 'quickbooks'],
    ]);
    expect(await held()).toHaveLength(2);
    await inCompany(january);
    expect((await company.sync()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1', 'PAID']);
    await expectQuiet(company);
  });

  test('one that was left out goes over when it is taken in again', async () => {
    await inCompany(async (tx) => {
      expect(await takeBackIn(tx, company.id, open2)).toBe(true);
      await putOnWorkList(tx, company.id, open2.book, open2.entity, [open2.id]);
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await posted()).toEqual(['BOTH', 'OPEN-1', 'OPEN-2', 'PAID']);
    expect(await held()).toEqual([]);
    await expectQuiet(company);
  });
});
