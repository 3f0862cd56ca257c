import type { CompanyWorld, Row } from './world';

type Entered = Record<string, unknown>;

const account = (Name: string, AccountType: string): Entered => ({ Name, AccountType });
const one = (ItemType: string, Name: string, more: Entered): Entered => ({ ItemType, Name, ...more });
const sold = (Price: string, AccountRef: string, code: 'Tax' | 'Non'): Entered => ({
  SalesTaxCodeRef: { FullName: code },
  SalesOrPurchase: { Price, AccountRef: { FullName: AccountRef } },
});

/** A company file with what invoices of customers refer to: every kind of item, a tax of one and of two agencies, jobs. */
export const receivablesBooks: Entered = {
  preferences: {
    SalesTaxPreferences: { PaySalesTax: 'Monthly' },
  },
  accounts: [
    { ...account('Accounts Receivable', 'AccountsReceivable'), SpecialAccountType: 'AccountsReceivable' },
    account('Checking', 'Bank'),
    account('Sales', 'Income'),
    account('Discounts', 'Income'),
  ],
  classes: [{ Name: 'North' }],
  salesTaxCodes: [
    { Name: 'Tax', IsTaxable: true },
    { Name: 'Non', IsTaxable: false },
  ],
  terms: [{ Name: 'Net 30', StdDueDays: 30 }],
  vendors: [{ Name: 'State Board' }],
  items: [
    one('Service', 'Labor', sold('40.00', 'Sales', 'Non')),
    one('NonInventory', 'Door', sold('100.00', 'Sales', 'Tax')),
    one('Subtotal', 'Subtotal', {}),
    one('Discount', 'Ten off', {
      DiscountRatePercent: '10',
      SalesTaxCodeRef: { FullName: 'Tax' },
      AccountRef: { FullName: 'Discounts' },
    }),
    one('OtherCharge', 'Handling', {
      SalesTaxCodeRef: { FullName: 'Non' },
      SalesOrPurchase: { PricePercent: '5', AccountRef: { FullName: 'Sales' } },
    }),
    one('SalesTax', 'County', { TaxRate: '8.25', TaxVendorRef: { FullName: 'State Board' } }),
    one('SalesTax', 'City', { TaxRate: '0.5', TaxVendorRef: { FullName: 'State Board' } }),
    one('SalesTaxGroup', 'Both', { ItemSalesTaxRef: [{ FullName: 'County' }, { FullName: 'City' }] }),
    one('Group', 'Door set', {
      ItemDesc: 'A door, hung',
      IsPrintItemsInGroup: true,
      ItemGroupLine: [
        { ItemRef: { FullName: 'Door' }, Quantity: '1' },
        { ItemRef: { FullName: 'Labor' }, Quantity: '1.5' },
      ],
    }),
  ],
  customers: [
    {
      Name: 'Kern',
      Email: 'kern@example.com',
      TermsRef: { FullName: 'Net 30' },
      ItemSalesTaxRef: { FullName: 'County' },
      SalesTaxCodeRef: { FullName: 'Tax' },
    },
    { Name: 'Kitchen', ParentFullName: 'Kern', Email: 'kitchen@example.com' },
    { Name: 'Abel' },
  ],
};

/** What Bill.com has before the first sync, since nothing makes it there: payment terms. */
export const receivablesBillcom: Entered = { paymentTerms: [{ name: 'Net 30', netDue: 30 }] };

/** What invoices of Bill.com refer to: its ids of the lists by name. */
export async function billcomIds(company: CompanyWorld): Promise<Record<string, string>> {
  const books = await company.billcomBooks();
  return Object.fromEntries(
    ['ChartOfAccount', 'Department', 'Customer', 'Item'].flatMap((entity) =>
      (books[entity] ?? []).map((row) => [String(row.name), String(row.id)]),
    ),
  );
}

/** The one invoice with this number in QuickBooks. */
export async function invoiceInQuickBooks(company: CompanyWorld, number: string): Promise<Row> {
  const found = ((await company.quickbooksBooks()).invoices ?? []).filter(
    ({ RefNumber }) => RefNumber === number,
  );
  expect([number, found.length]).toEqual([number, 1]);
  return found[0] as Row;
}

/** The one invoice with this number that is in Bill.com. */
export async function invoiceInBillcom(company: CompanyWorld, number: string): Promise<Row> {
  const found = ((await company.billcomBooks()).Invoice ?? []).filter(
    ({ invoiceNumber, isActive }) => invoiceNumber === number && isActive === '1',
  );
  expect([number, found.length]).toEqual([number, 1]);
  return found[0] as Row;
}

export const salesLine = (item: string, more: Entered = {}): Entered => ({
  ItemRef: { FullName: item },
  ...more,
});

/** A person makes an invoice in QuickBooks. */
export const invoiceByHand = (company: CompanyWorld, RefNumber: string, fields: Entered): Promise<unknown> =>
  company.quickbooksPerson('new', {
    entity: 'Invoice',
    fields: { CustomerRef: { FullName: 'Kern' }, TxnDate: '2026-11-02', RefNumber, ...fields },
  });
