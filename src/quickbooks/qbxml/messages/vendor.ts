/** Vendors. `Name` is the list entry, `CompanyName` the firm, `NameOnCheck` the payee on the check. */
import type { Message, Part } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  guid,
  id,
  listName,
  notInUS,
  required,
  text,
  upTo,
} from '../grammar';
import {
  address,
  currencyFilter,
  currencyRef,
  includeRetElement,
  listSelection,
  ownerID,
  ref,
  tree,
} from './parts';
import {
  additionalNotes,
  additionalNotesMod,
  contacts,
  contactsMod,
  person,
  phones,
  totalBalanceFilter,
} from './party';

const NOT_IN_US = notInUS(
  'Suffix',
  'Mobile',
  'Pager',
  'SalesTaxCodeRef',
  'SalesTaxCountry',
  'IsSalesTaxAgency',
  'SalesTaxReturnRef',
  'TaxRegistrationNumber',
  'ReportingPeriod',
  'IsTaxTrackedOnPurchases',
  'TaxOnPurchasesAccountRef',
  'IsTaxTrackedOnSales',
  'TaxOnSalesAccountRef',
  'IsTaxOnTax',
);

/** From the class to the last phone, alike in Add and Mod. */
const nameToPhones: readonly Part[] = [
  ref('ClassRef', 159),
  text('CompanyName', 41),
  ...person,
  address('VendorAddress'),
  address('ShipAddress'),
  ...phones,
];

const checkNameToNotes: readonly Part[] = [
  text('NameOnCheck', 41),
  text('AccountNumber', 99),
  text('Notes', 4095),
];

const typeTo1099: readonly Part[] = [
  ref('VendorTypeRef', 159),
  ref('TermsRef', 31),
  amount('CreditLimit'),
  text('VendorTaxIdent', 15),
  boolean('IsVendorEligibleFor1099'),
];

const prefillAccounts = upTo(3, ref('PrefillAccountRef', 159));

export const vendorMessages: readonly Message[] = [
  {
    name: 'VendorQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [
      ...listSelection({
        iterator: true,
        filters: [totalBalanceFilter, currencyFilter, tree('ClassFilter')],
      }),
      includeRetElement,
      ownerID,
    ],
  },
  {
    name: 'VendorAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'VendorAdd',
          required(listName('Name', 41)),
          boolean('IsActive'),
          ...nameToPhones,
          contacts,
          ...checkNameToNotes,
          additionalNotes,
          ...typeTo1099,
          amount('OpenBalance'),
          date('OpenBalanceDate'),
          ref('BillingRateRef', 31),
          guid('ExternalGUID'),
          prefillAccounts,
          currencyRef,
          NOT_IN_US,
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'VendorModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'VendorMod',
          required(id('ListID')),
          required(text('EditSequence', 16)),
          listName('Name', 41),
          boolean('IsActive'),
          ...nameToPhones,
          contactsMod,
          ...checkNameToNotes,
          additionalNotesMod,
          ...typeTo1099,
          ref('BillingRateRef', 31),
          prefillAccounts,
          currencyRef,
          NOT_IN_US,
        ),
      ),
      includeRetElement,
    ],
  },
];
