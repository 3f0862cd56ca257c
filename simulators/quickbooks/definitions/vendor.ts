import {
  amount,
  date,
  flag,
  group,
  guid,
  many,
  personal,
  ref,
  required,
  since,
  text,
} from '../language/contentModel';
import { balance } from '../processor/balances';
import { blockOf, currency } from '../processor/derivations';
import type { ListDefinition } from './listDefinition';
import {
  address,
  addressLines,
  classFilter,
  contactsAdd,
  contactsMod,
  currencyFilter,
  dataExtRet,
  isActive,
  listHead,
  modHead,
  notesAdd,
  notesMod,
  person,
  phones,
  totalBalanceFilter,
} from './parts';

const classRef = since('12.0', ref('ClassRef', ['Class'], 159));
const shipAddress = since('11.0', group('ShipAddress', address));
const accountNumberAndNotes = [text('NameOnCheck', 41), text('AccountNumber', 99), text('Notes', 4095)];
const termsAndTax = [
  ref('VendorTypeRef', ['VendorType'], 159),
  ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31),
  amount('CreditLimit'),
  personal(text('VendorTaxIdent', 15)),
  flag('IsVendorEligibleFor1099'),
];
const billingRateRef = ref('BillingRateRef', ['BillingRate'], 31);
const prefillAccountRef = many(ref('PrefillAccountRef', ['Account'], 159), 3);
const currencyRef = ref('CurrencyRef', ['Currency'], 64);

/** Vendors. Name is the list name; CompanyName and NameOnCheck are texts of their own (qbxml.md §7). */
export const vendor: ListDefinition = {
  list: 'Vendor',
  booksKey: 'vendors',
  isTree: false,
  add: [
    required(text('Name', 41)),
    isActive,
    classRef,
    text('CompanyName', 41),
    ...person,
    group('VendorAddress', address),
    shipAddress,
    ...phones,
    contactsAdd,
    ...accountNumberAndNotes,
    notesAdd,
    ...termsAndTax,
    amount('OpenBalance'),
    date('OpenBalanceDate'),
    billingRateRef,
    guid('ExternalGUID'),
    prefillAccountRef,
    currencyRef,
  ],
  mod: [
    ...modHead,
    text('Name', 41),
    isActive,
    classRef,
    text('CompanyName', 41),
    ...person,
    group('VendorAddress', address),
    shipAddress,
    ...phones,
    contactsMod,
    ...accountNumberAndNotes,
    notesMod,
    ...termsAndTax,
    billingRateRef,
    prefillAccountRef,
    currencyRef,
  ],
  ret: [
    ...listHead,
    text('Name', 41),
    flag('IsActive'),
    classRef,
    text('CompanyName', 41),
    ...person,
    group('VendorAddress', address),
    group('VendorAddressBlock', addressLines),
    shipAddress,
    ...phones,
    ...accountNumberAndNotes,
    ...termsAndTax,
    amount('Balance'),
    billingRateRef,
    guid('ExternalGUID'),
    prefillAccountRef,
    currencyRef,
    dataExtRet,
  ],
  query: { hasIterator: true, moreFilters: [totalBalanceFilter, currencyFilter, classFilter] },
  defaults: { IsActive: 'true', IsVendorEligibleFor1099: 'false', Balance: '0.00' },
  derive: { Balance: balance, CurrencyRef: currency, VendorAddressBlock: blockOf('VendorAddress') },
  takesDataExt: true,
};
