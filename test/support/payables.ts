import type { CompanyWorld, Row, World } from './world';

type Entered = Record<string, unknown>;

/** A company with what bills, credits and payments refer to, synced once. */
export interface PayablesCompany {
  readonly company: CompanyWorld;
  /** Ids in Bill.com by name: accounts, departments, vendors, customers, items, bank accounts. */
  readonly ids: Readonly<Record<string, string>>;
  /** Enters a bill of Acme Supply over the amount, unless said otherwise. @returns its row. */
  enterBill(invoiceNumber: string, amount: number, fields?: Entered): Promise<Row>;
  /** Pays bills in Bill.com; `amount` in dollars is money, `credits` come on top. @returns the SentPay. */
  pay(
    bills: readonly { bill: Row; amount: number; credits?: readonly Entered[] }[],
    how?: Entered,
  ): Promise<Row>;
  /** Moves a payment on in its life: `approve`, `paid`, `cancel`, `requestVoid`, `void`, `fail`. */
  move(payment: Row, to: string): Promise<Row>;
  /** Transactions of QuickBooks of one kind, by the key of its books: `bills`, `billPaymentChecks`. */
  inQuickBooks(kind: string): Promise<Row[]>;
}

export const clearing = 'Bill.com Money Out Clearing';

export async function payablesCompany(world: World, clearingType = 'Bank'): Promise<PayablesCompany> {
  const company = await world.company({
    quickbooks: {
      accounts: [
        { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
        { Name: 'Checking', AccountType: 'Bank' },
        { Name: clearing, AccountType: clearingType },
        { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
        { Name: 'Rent', AccountType: 'Expense' },
      ],
      vendors: [{ Name: 'Acme Supply' }, { Name: 'Landlord LLC' }],
    },
  });
  const first = await company.firstSync();
  if (first.state !== 'ended') throw new Error(`the first sync is ${first.state}: ${first.message}`);
  const books = await company.billcomBooks();
  const ids = Object.fromEntries(
    ['ChartOfAccount', 'Vendor'].flatMap((entity) =>
      (books[entity] ?? []).map((row) => [String(row.name), String(row.id)]),
    ),
  );
  const bank = await company.billcomEdit('create', {
    entity: 'BankAccount',
    obj: { bankName: 'First Bank', chartOfAccountId: ids.Checking, primaryAP: true },
  });
  ids['First Bank'] = String(bank.id);
  return {
    company,
    ids,
    enterBill: (invoiceNumber, amount, fields = {}) =>
      company.billcomEdit('create', {
        entity: 'Bill',
        obj: {
          vendorId: ids['Acme Supply'],
          invoiceNumber,
          invoiceDate: '2026-11-02',
          glPostingDate: '2026-11-02',
          dueDate: '2026-12-02',
          billLineItems: [{ amount, chartOfAccountId: ids.Materials }],
          ...fields,
        },
      }),
    pay: (bills, how = {}) =>
      company.billcomPerson('pay', {
        organization: company.organization,
        bills: bills.map(({ bill, ...rest }) => ({ billId: bill.id, ...rest })),
        processDate: '2026-11-10',
        chartOfAccountId: ids[clearing],
        ...how,
      }),
    move: (payment, to) => company.billcomPerson('payment', { id: payment.id, to }),
    inQuickBooks: async (kind) => (await company.quickbooksBooks())[kind] ?? [],
  };
}

/** The repeated elements of a transaction. */
export const elementsOf = (row: Row | undefined, name: string): Row[] => [row?.[name] ?? []].flat() as Row[];
