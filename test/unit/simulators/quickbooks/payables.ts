import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { children, field, TestCompany } from './testCompany';

/** A company with what bills and payments refer to. */
export const PAYABLES_SEED = {
  accounts: [
    { Name: 'Accounts Payable', AccountType: 'AccountsPayable', SpecialAccountType: 'AccountsPayable' },
    { Name: 'Other Payables', AccountType: 'AccountsPayable' },
    { Name: 'Money Out Clearing', AccountType: 'Bank' },
    { Name: 'Checking', AccountType: 'Bank', Balance: '1000.00' },
    { Name: 'Card', AccountType: 'CreditCard' },
    { Name: 'Job Expenses', AccountType: 'Expense' },
    { Name: 'Discounts', AccountType: 'Income' },
    { Name: 'Gone', AccountType: 'Expense', IsActive: false },
  ],
  classes: [{ Name: 'Remodel' }],
  terms: [{ Name: 'Net 30', StdDueDays: 30 }],
  vendors: [{ Name: 'Lumber Co', TermsRef: { FullName: 'Net 30' } }, { Name: 'Tile Co' }],
  items: [
    {
      ItemType: 'Service',
      Name: 'Labor',
      SalesOrPurchase: { Desc: 'Hours', Price: 40, AccountRef: { FullName: 'Job Expenses' } },
    },
  ],
  customers: [{ Name: 'Kern' }, { Name: 'Kitchen', ParentFullName: 'Kern' }],
};

/** The payables of a test company, spoken to in qbXML. */
export class Payables extends TestCompany {
  constructor() {
    super(PAYABLES_SEED);
  }

  /** A bill of Lumber Co over one expense line. */
  bill(amount: string, more = '', vendor = 'Lumber Co'): Promise<XmlElement> {
    return this.done(add('Bill', `${named('VendorRef', vendor)}${more}${expense(amount)}`));
  }

  credit(amount: string, more = '', vendor = 'Lumber Co'): Promise<XmlElement> {
    return this.done(add('VendorCredit', `${named('VendorRef', vendor)}${more}${expense(amount)}`));
  }

  pay(applied: string, more: Partial<PaymentParts> = {}): Promise<XmlElement> {
    return this.done(payment(applied, more));
  }

  /** One transaction as it is now, with lines and links. */
  async see(kind: string, id: string): Promise<XmlElement> {
    const switches = kind.startsWith('BillPayment') ? '' : '<IncludeLinkedTxns>true</IncludeLinkedTxns>';
    return this.done(
      `<${kind}QueryRq><TxnID>${id}</TxnID><IncludeLineItems>true</IncludeLineItems>${switches}</${kind}QueryRq>`,
    );
  }

  /** An account's or a vendor's balance. */
  async balance(list: string, name: string): Promise<string | undefined> {
    const ret = await this.done(`<${list}QueryRq><FullName>${name}</FullName></${list}QueryRq>`);
    return field(ret, 'Balance');
  }
}

interface PaymentParts {
  vendor: string;
  bank: string;
  number: string;
  payables: string;
  date: string;
}

export function payment(applied: string, parts: Partial<PaymentParts> = {}): string {
  const { vendor = 'Lumber Co', bank = 'Money Out Clearing', number = 'P1', payables, date } = parts;
  const inPayables = payables === undefined ? '' : named('APAccountRef', payables);
  const on = date === undefined ? '' : `<TxnDate>${date}</TxnDate>`;
  return add(
    'BillPaymentCheck',
    `${named('PayeeEntityRef', vendor)}${inPayables}${on}${named('BankAccountRef', bank)}<RefNumber>${number}</RefNumber>${applied}`,
  );
}

export const named = (name: string, of: string) => `<${name}><FullName>${of}</FullName></${name}>`;
export const add = (kind: string, body: string) =>
  `<${kind}AddRq><${kind}Add>${body}</${kind}Add></${kind}AddRq>`;
export const txnIdOf = (ret: XmlElement): string => field(ret, 'TxnID') ?? '';

export function expense(amount: string, more = '', account = 'Job Expenses'): string {
  return `<ExpenseLineAdd>${named('AccountRef', account)}<Amount>${amount}</Amount>${more}</ExpenseLineAdd>`;
}

export function applied(bill: string, amount: string, more = ''): string {
  const paid = amount === '' ? '' : `<PaymentAmount>${amount}</PaymentAmount>`;
  return `<AppliedToTxnAdd><TxnID>${bill}</TxnID>${paid}${more}</AppliedToTxnAdd>`;
}

export function setCredit(credit: string, amount: string): string {
  return `<SetCredit><CreditTxnID>${credit}</CreditTxnID><AppliedAmount>${amount}</AppliedAmount></SetCredit>`;
}

/** A Mod of a transaction as it was last seen. */
export function modTxn(kind: string, ret: XmlElement, body: string): string {
  return `<${kind}ModRq><${kind}Mod><TxnID>${txnIdOf(ret)}</TxnID><EditSequence>${field(ret, 'EditSequence') ?? ''}</EditSequence>${body}</${kind}Mod></${kind}ModRq>`;
}

/** The ids of the lines of a kind, in order. */
export function lineIds(ret: XmlElement, name = 'ExpenseLineRet'): string[] {
  return children(ret, name).map((line) => field(line, 'TxnLineID') ?? '');
}
