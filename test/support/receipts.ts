import type { CompanyWorld, Row, World } from './world';

type Entered = Record<string, unknown>;

/** A company with what payments of customers refer to, synced once. */
export interface ReceiptsCompany {
  readonly company: CompanyWorld;
  /** Ids in Bill.com by name: accounts, customers, items. */
  readonly ids: Readonly<Record<string, string>>;
  /** Enters an invoice of Kern over the amount, unless said otherwise. @returns its row. */
  enterInvoice(invoiceNumber: string, amount: number, fields?: Entered): Promise<Row>;
  /** Kern pays invoices through Bill.com by ACH, paid at once, unless said otherwise. @returns the ReceivedPay. */
  receive(invoices: readonly { invoice: Row; amount: number }[], how?: Entered): Promise<Row>;
  /** Applies a payment to these invoices and no others. */
  apply(payment: Row, invoices: readonly { invoice: Row; amount: number }[]): Promise<Row>;
  /** Moves a payment on in its life: `paid`, `cancel`, `void`. */
  move(payment: Row, to: string, more?: Entered): Promise<Row>;
  /** Transactions of QuickBooks of one kind, by the key of its books: `invoices`, `receivePayments`. */
  inQuickBooks(kind: string): Promise<Row[]>;
  /** The one invoice of QuickBooks with this number. */
  invoice(number: string): Promise<Row>;
  /** The one payment of QuickBooks over this amount. */
  payment(amount: string): Promise<Row>;
}

export const moneyIn = 'Bill.com Money In Clearing';

export async function receiptsCompany(world: World, settings: Entered = {}): Promise<ReceiptsCompany> {
  const company = await world.company({
    quickbooks: {
      accounts: [
        {
          Name: 'Accounts Receivable',
          AccountType: 'AccountsReceivable',
          SpecialAccountType: 'AccountsReceivable',
        },
        { Name: 'Other Receivables', AccountType: 'AccountsReceivable' },
        { Name: 'Checking', AccountType: 'Bank' },
        { Name: moneyIn, AccountType: 'Bank' },
        { Name: 'Sales', AccountType: 'Income' },
        { Name: 'Card Fees', AccountType: 'Income' },
      ],
      items: [
        {
          ItemType: 'Service',
          Name: 'Labor',
          SalesTaxCodeRef: { FullName: 'Non' },
          SalesOrPurchase: { Price: '1.00', AccountRef: { FullName: 'Sales' } },
        },
      ],
      paymentMethods: [
        { Name: 'Cash', PaymentMethodType: 'Cash' },
        { Name: 'E-Check', PaymentMethodType: 'ECheck' },
      ],
      salesTaxCodes: [{ Name: 'Non', IsTaxable: false }],
      customers: [
        { Name: 'Kern' },
        { Name: 'Kitchen', ParentFullName: 'Kern' },
        { Name: 'Deck', ParentFullName: 'Kern' },
        { Name: 'Abel' },
      ],
    },
    settings,
  });
  const first = await company.firstSync();
  if (first.state !== 'ended') throw new Error(`the first sync is ${first.state}: ${first.message}`);
  const books = await company.billcomBooks();
  const ids = Object.fromEntries(
    ['ChartOfAccount', 'Customer', 'Item'].flatMap((entity) =>
      (books[entity] ?? []).map((row) => [String(row.name), String(row.id)]),
    ),
  );
  const bank = await company.billcomEdit('create', {
    entity: 'BankAccount',
    obj: { bankName: 'First Bank', chartOfAccountId: ids.Checking, primaryAP: true, primaryAR: true },
  });
  ids['First Bank'] = String(bank.id);
  const shares = (invoices: readonly { invoice: Row; amount: number }[]) =>
    invoices.map(({ invoice, amount }) => ({ invoiceId: invoice.id, amount }));
  const inQuickBooks = async (kind: string): Promise<Row[]> => (await company.quickbooksBooks())[kind] ?? [];
  const only = (found: readonly Row[], what: string): Row => {
    expect([what, found.length]).toEqual([what, 1]);
    return found[0] as Row;
  };
  return {
    company,
    ids,
    enterInvoice: (invoiceNumber, amount, fields = {}) =>
      company.billcomEdit('create', {
        entity: 'Invoice',
        obj: {
          customerId: ids.Kern,
          invoiceNumber,
          invoiceDate: '2026-11-02',
          dueDate: '2026-12-02',
          invoiceLineItems: [{ itemId: ids.Labor, quantity: 1, price: amount, description: 'Work' }],
          ...fields,
        },
      }),
    receive: (invoices, how = {}) =>
      company.billcomPerson('receive', {
        organization: company.organization,
        customerId: ids.Kern,
        paymentDate: '2026-11-10',
        status: 'paid',
        invoices: shares(invoices),
        ...how,
      }),
    apply: (payment, invoices) =>
      company.billcomPerson('apply', { id: payment.id, invoices: shares(invoices) }),
    move: (payment, to, more = {}) => company.billcomPerson('receipt', { id: payment.id, to, ...more }),
    inQuickBooks,
    invoice: async (number) =>
      only(
        (await inQuickBooks('invoices')).filter(({ RefNumber }) => RefNumber === number),
        number,
      ),
    payment: async (amount) =>
      only(
        (await inQuickBooks('receivePayments')).filter(({ TotalAmount }) => TotalAmount === amount),
        amount,
      ),
  };
}
