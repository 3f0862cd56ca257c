import type { Book, Entity } from './evidence';
import { active, address, asText, referenceIn, text, type MappedField } from './mappedField';
import { itemFields } from './mappedItems';

const TYPES: Readonly<Record<string, string>> = {
  AccountsPayable: '1', AccountsReceivable: '2', Bank: '3', CostOfGoodsSold: '4', CreditCard: '5', Equity: '6',
  Expense: '7', FixedAsset: '8', Income: '9', LongTermLiability: '10', OtherAsset: '11', OtherCurrentAsset: '12',
  OtherCurrentLiability: '13', OtherExpense: '14', OtherIncome: '15', NonPosting: '16',
}; // prettier-ignore
const accountType: MappedField = {
  name: 'type',
  quickbooks: ['AccountType'],
  billcom: ['accountType'],
  agree: (one, two) => TYPES[asText(one.AccountType)] === two.accountType,
};

const is1099: MappedField = {
  name: 'is1099',
  quickbooks: ['IsVendorEligibleFor1099'],
  billcom: ['track1099'],
  agree: (one, two) => (one.IsVendorEligibleFor1099 === 'true') === (two.track1099 === true),
};

/** Names of terms and whether they are in use are each book's own; what they mean is the same. */
const dueDays: MappedField = {
  name: 'dueDays',
  quickbooks: ['StdDueDays'],
  billcom: ['netDue'],
  agree: (one, two) => Number(one.StdDueDays ?? NaN) === Number(two.netDue),
};

/** Who it is and how to reach them; customers and vendors alike. */
const party: readonly MappedField[] = [
  text('name', 'Name', 'name', 41),
  active,
  text('companyName', 'CompanyName', 'companyName', 41),
  text('contactFirstName', 'FirstName', 'contactFirstName', 25),
  text('contactLastName', 'LastName', 'contactLastName', 25),
  text('phone', 'Phone', 'phone', 21),
  text('fax', 'Fax', 'fax', 21),
  text('email', 'Email', 'email', 1023),
  text('accountNumber', 'AccountNumber', 'accNumber', 99),
  referenceIn('terms', 'terms', 'TermsRef', 'paymentTermId'),
];

export const mappedFields: Readonly<Record<Entity, readonly MappedField[]>> = {
  account: [
    text('name', 'Name', 'name', 31),
    active,
    referenceIn('parent', 'account', 'ParentRef', 'parentChartOfAccountId'),
    accountType,
    text('number', 'AccountNumber', 'accountNumber', 7),
    text('description', 'Desc', 'description', 200),
  ],
  class: [
    text('name', 'Name', 'name', 31),
    active,
    referenceIn('parent', 'class', 'ParentRef', 'parentDepartmentId'),
  ],
  terms: [dueDays],
  item: itemFields,
  customer: [
    ...party,
    referenceIn('parent', 'customer', 'ParentRef', 'parentCustomerId'),
    address('billAddress', 'BillAddress', 'billAddress'),
    address('shipAddress', 'ShipAddress', 'shipAddress'),
    text('altPhone', 'AltPhone', 'altPhone', 21),
  ],
  vendor: [
    ...party,
    address('address', 'VendorAddress', 'address'),
    text('nameOnCheck', 'NameOnCheck', 'nameOnCheck', 41),
    is1099,
  ],
};

/** The fields that stand in this element of QuickBooks, or this field of Bill.com. */
export const fieldsIn = (book: Book, entity: Entity, place: string): readonly MappedField[] =>
  mappedFields[entity].filter((each) => each[book].includes(place));
