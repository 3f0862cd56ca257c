import type { BillcomRow, Entity, Link, QuickBooksRow, Value } from './evidence';
import { asQuickBooksKeeps } from './windows1252';

/**
 * Which field of QuickBooks is which of Bill.com, and when two values say the same: from the documents of both
 * programs, apart from the product, so that a mistake in its mapping shows.
 */
export interface MappedField {
  /** The name that holds use. */
  readonly name: string;
  readonly quickbooks: string;
  readonly billcom: readonly string[];
  agree(quickbooks: QuickBooksRow, billcom: BillcomRow, pairs: Pairs): boolean;
}

/** Linked pairs by their QuickBooks record. */
export type Pairs = ReadonlyMap<string, string>;
export const pairKey = (entity: Entity, quickbooksId: string): string => `${entity} ${quickbooksId}`;
export const pairsOf = (links: readonly Link[]): Pairs =>
  new Map(links.map((link) => [pairKey(link.entity, link.quickbooksId), link.billcomId]));

const asText = (value: Value): string => (typeof value === 'string' ? value : '');

function text(name: string, quickbooks: string, billcom: string, max: number): MappedField {
  return {
    name,
    quickbooks,
    billcom: [billcom],
    agree: (one, two) => {
      const [here, there] = [asText(one[quickbooks]), asText(two[billcom])];
      return here === there || here === asQuickBooksKeeps(there, max, name === 'name');
    },
  };
}

const active: MappedField = {
  name: 'active',
  quickbooks: 'IsActive',
  billcom: ['isActive'],
  agree: (one, two) => (one.IsActive !== 'false') === (two.isActive === '1'),
};

const NOTHING = '0'.repeat(20);
function parent(entity: Entity, billcom: string): MappedField {
  return {
    name: 'parent',
    quickbooks: 'ParentRef',
    billcom: [billcom],
    agree: (one, two, pairs) => {
      const above = asText((one.ParentRef as Record<string, Value> | undefined)?.ListID);
      const aboveThere = asText(two[billcom]);
      if (above === '') return aboveThere === '' || aboveThere === NOTHING;
      return pairs.get(pairKey(entity, above)) === aboveThere;
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  AccountsPayable: '1', AccountsReceivable: '2', Bank: '3', CostOfGoodsSold: '4', CreditCard: '5', Equity: '6',
  Expense: '7', FixedAsset: '8', Income: '9', LongTermLiability: '10', OtherAsset: '11', OtherCurrentAsset: '12',
  OtherCurrentLiability: '13', OtherExpense: '14', OtherIncome: '15', NonPosting: '16',
}; // prettier-ignore
const accountType: MappedField = {
  name: 'type',
  quickbooks: 'AccountType',
  billcom: ['accountType'],
  agree: (one, two) => TYPES[asText(one.AccountType)] === two.accountType,
};

const ADDRESS_LINES = ['address1', 'address2', 'address3', 'address4'];
const ADDRESS_PARTS = [['City', 'addressCity', 31], ['State', 'addressState', 21], ['PostalCode', 'addressZip', 13],
  ['Country', 'addressCountry', 31]] as const; // prettier-ignore
const address: MappedField = {
  name: 'address',
  quickbooks: 'VendorAddress',
  billcom: [...ADDRESS_LINES, ...ADDRESS_PARTS.map(([, field]) => field)],
  agree: (one, two) => {
    const here = (one.VendorAddress ?? {}) as Readonly<Record<string, Value>>;
    const lines = [1, 2, 3, 4, 5].map((line) => asText(here[`Addr${line}`])).filter(Boolean);
    const linesThere = ADDRESS_LINES.map((field) => asQuickBooksKeeps(asText(two[field]), 41)).filter(
      Boolean,
    );
    return (
      lines.join(', ') === linesThere.join(', ') &&
      ADDRESS_PARTS.every(
        ([part, field, max]) => asText(here[part]) === asQuickBooksKeeps(asText(two[field]), max),
      )
    );
  },
};

const is1099: MappedField = {
  name: 'is1099',
  quickbooks: 'IsVendorEligibleFor1099',
  billcom: ['track1099'],
  agree: (one, two) => (one.IsVendorEligibleFor1099 === 'true') === (two.track1099 === true),
};

export const mappedFields: Readonly<Record<Entity, readonly MappedField[]>> = {
  account: [
    text('name', 'Name', 'name', 31),
    active,
    parent('account', 'parentChartOfAccountId'),
    accountType,
    text('number', 'AccountNumber', 'accountNumber', 7),
    text('description', 'Desc', 'description', 200),
  ],
  class: [text('name', 'Name', 'name', 31), active, parent('class', 'parentDepartmentId')],
  vendor: [
    text('name', 'Name', 'name', 41),
    active,
    text('companyName', 'CompanyName', 'companyName', 41),
    text('contactFirstName', 'FirstName', 'contactFirstName', 25),
    text('contactLastName', 'LastName', 'contactLastName', 25),
    address,
    text('phone', 'Phone', 'phone', 21),
    text('fax', 'Fax', 'fax', 21),
    text('email', 'Email', 'email', 1023),
    text('nameOnCheck', 'NameOnCheck', 'nameOnCheck', 41),
    text('accountNumber', 'AccountNumber', 'accNumber', 99),
    is1099,
  ],
};
