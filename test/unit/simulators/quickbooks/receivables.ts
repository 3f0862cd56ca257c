import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { field, TestCompany } from './testCompany';
import { add, named, txnIdOf } from './payables';

const account = (Name: string, AccountType: string, more = {}) => ({ Name, AccountType, ...more });
const service = (Name: string, Price: number, more = {}) => ({
  ItemType: 'Service',
  Name,
  SalesTaxCodeRef: { FullName: 'Non' },
  SalesOrPurchase: { Desc: `${Name} by the hour`, Price, AccountRef: { FullName: 'Sales' } },
  ...more,
});

/** A company with what invoices and payments of customers refer to. */
export const RECEIVABLES_SEED = {
  accounts: [
    account('Accounts Receivable', 'AccountsReceivable', { SpecialAccountType: 'AccountsReceivable' }),
    account('Other Receivables', 'AccountsReceivable'),
    account('Money In Clearing', 'Bank'),
    account('Checking', 'Bank', { Balance: '1000.00' }),
    account('Sales', 'Income'),
    account('Product Sales', 'Income'),
    account('Discounts Given', 'Income'),
    account('Card Fees', 'Expense'),
    account('Stock', 'OtherCurrentAsset'),
  ],
  classes: [{ Name: 'Remodel' }],
  salesTaxCodes: [
    { Name: 'Tax', IsTaxable: true },
    { Name: 'Non', IsTaxable: false },
  ],
  terms: [{ Name: 'Net 30', StdDueDays: 30 }],
  vendors: [{ Name: 'State Board' }],
  items: [
    service('Labor', 40),
    {
      ItemType: 'NonInventory',
      Name: 'Door',
      SalesTaxCodeRef: { FullName: 'Tax' },
      SalesOrPurchase: { Desc: 'A door', Price: 100, AccountRef: { FullName: 'Product Sales' } },
    },
    { ItemType: 'Subtotal', Name: 'Subtotal' },
    {
      ItemType: 'Discount',
      Name: 'Ten off',
      DiscountRatePercent: 10,
      SalesTaxCodeRef: { FullName: 'Tax' },
      AccountRef: { FullName: 'Discounts Given' },
    },
    {
      ItemType: 'OtherCharge',
      Name: 'Handling',
      SalesTaxCodeRef: { FullName: 'Non' },
      SalesOrPurchase: { PricePercent: 5, AccountRef: { FullName: 'Sales' } },
    },
    { ItemType: 'SalesTax', Name: 'County', TaxRate: 8.25, TaxVendorRef: { FullName: 'State Board' } },
    { ItemType: 'SalesTax', Name: 'City', TaxRate: 0.5, TaxVendorRef: { FullName: 'State Board' } },
    {
      ItemType: 'SalesTaxGroup',
      Name: 'Both',
      ItemSalesTaxRef: [{ FullName: 'County' }, { FullName: 'City' }],
    },
    {
      ItemType: 'Group',
      Name: 'Door set',
      ItemDesc: 'A door, hung',
      IsPrintItemsInGroup: true,
      ItemGroupLine: [
        { ItemRef: { FullName: 'Door' }, Quantity: 1 },
        { ItemRef: { FullName: 'Labor' }, Quantity: 1.5 },
      ],
    },
  ],
  customers: [
    {
      Name: 'Kern',
      Email: 'kern@example.com',
      TermsRef: { FullName: 'Net 30' },
      BillAddress: { Addr1: '1 Elm', City: 'Reno', State: 'NV', PostalCode: '89501' },
      ItemSalesTaxRef: { FullName: 'County' },
      SalesTaxCodeRef: { FullName: 'Tax' },
    },
    { Name: 'Kitchen', ParentFullName: 'Kern' },
    { Name: 'Bath', ParentFullName: 'Kern' },
    { Name: 'Abel', CreditLimit: '100.00' },
  ],
};

/** The receivables of a test company, spoken to in qbXML. */
export class Receivables extends TestCompany {
  constructor() {
    super(RECEIVABLES_SEED);
  }

  /** An invoice over one untaxed line. */
  invoice(amount: string, customer = 'Kern', more = ''): Promise<XmlElement> {
    return this.done(add('Invoice', `${named('CustomerRef', customer)}${more}${line(amount)}`));
  }

  creditMemo(amount: string, customer = 'Kern', more = ''): Promise<XmlElement> {
    return this.done(
      add('CreditMemo', `${named('CustomerRef', customer)}${more}${line(amount, 'CreditMemo')}`),
    );
  }

  receive(total: string, applied: string, parts: Partial<ReceiptParts> = {}): Promise<XmlElement> {
    return this.done(receipt(total, applied, parts));
  }

  /** One transaction as it is now, with lines and links. */
  async see(kind: string, id: string): Promise<XmlElement> {
    const links = ['Invoice', 'CreditMemo'].includes(kind)
      ? '<IncludeLinkedTxns>true</IncludeLinkedTxns>'
      : '';
    return this.done(
      `<${kind}QueryRq><TxnID>${id}</TxnID><IncludeLineItems>true</IncludeLineItems>${links}</${kind}QueryRq>`,
    );
  }

  /** Some fields of a transaction as it is now. */
  async fieldsOf(kind: string, ret: XmlElement, ...names: string[]): Promise<(string | undefined)[]> {
    const now = await this.see(kind, txnIdOf(ret));
    return names.map((name) => field(now, name));
  }

  /** An account's or a customer's own balance. */
  async balance(list: string, name: string, which = 'Balance'): Promise<string | undefined> {
    const ret = await this.done(`<${list}QueryRq><FullName>${name}</FullName></${list}QueryRq>`);
    return field(ret, which);
  }
}

export interface ReceiptParts {
  customer: string;
  number: string;
  receivables: string;
  depositTo: string;
  date: string;
  more: string;
}

export function receipt(total: string, applied: string, parts: Partial<ReceiptParts> = {}): string {
  const { customer = 'Kern', number, receivables, depositTo, date, more = '' } = parts;
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  return add(
    'ReceivePayment',
    [
      named('CustomerRef', customer),
      receivables === undefined ? '' : named('ARAccountRef', receivables),
      element('TxnDate', date),
      element('RefNumber', number),
      element('TotalAmount', total),
      more,
      depositTo === undefined ? '' : named('DepositToAccountRef', depositTo),
      applied,
    ].join(''),
  );
}

/** A line over this amount, of an item without sales tax. */
export function line(amount: string, kind = 'Invoice', item = 'Labor'): string {
  return `<${kind}LineAdd>${named('ItemRef', item)}<Amount>${amount}</Amount></${kind}LineAdd>`;
}

/** A line of an item with whatever else it has. */
export const itemLine = (item: string, more = '') =>
  `<InvoiceLineAdd>${named('ItemRef', item)}${more}</InvoiceLineAdd>`;

export const remove = (kind: string, ret: XmlElement) =>
  `<TxnDelRq><TxnDelType>${kind}</TxnDelType><TxnID>${txnIdOf(ret)}</TxnID></TxnDelRq>`;
export const makeVoid = (kind: string, ret: XmlElement) =>
  `<TxnVoidRq><TxnVoidType>${kind}</TxnVoidType><TxnID>${txnIdOf(ret)}</TxnID></TxnVoidRq>`;
