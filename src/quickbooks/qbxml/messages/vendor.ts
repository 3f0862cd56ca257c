/** Vendors. `Name` is the list entry, `CompanyName` the firm, `NameOnCheck` the payee on the check. */
import type { Message, Part } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  guid,
  id,
  integer,
  listName,
  many,
  notInUS,
  oneOf,
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

const OPERATORS = ['LessThan', 'LessThanEqual', 'Equal', 'GreaterThan', 'GreaterThanEqual'];

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

const additionalContact = aggregate(
  'AdditionalContactRef',
  required(text('ContactName', 40)),
  required(text('ContactValue', 255)),
);

const contactFields: readonly Part[] = [
  text('Salutation', 15),
  required(text('FirstName', 25)),
  text('MiddleName', 5),
  text('LastName', 25),
  text('JobTitle', 41),
  upTo(5, additionalContact),
];

/** From the class to the last phone, alike in Add and Mod. */
const nameToPhones: readonly Part[] = [
  ref('ClassRef', 159),
  text('CompanyName', 41),
  text('Salutation', 15),
  text('FirstName', 25),
  text('MiddleName', 5),
  text('LastName', 25),
  text('JobTitle', 41),
  address('VendorAddress'),
  address('ShipAddress'),
  text('Phone', 21),
  text('AltPhone', 21),
  text('Fax', 21),
  text('Email', 1023),
  text('Cc', 1023),
  text('Contact', 41),
  text('AltContact', 41),
  upTo(8, additionalContact),
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
        filters: [
          aggregate('TotalBalanceFilter', required(oneOf('Operator', OPERATORS)), required(amount('Amount'))),
          currencyFilter,
          tree('ClassFilter'),
        ],
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
          many(aggregate('Contacts', ...contactFields)),
          ...checkNameToNotes,
          many(aggregate('AdditionalNotes', required(text('Note', 4095)))),
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
          many(aggregate('ContactsMod', id('ListID'), text('EditSequence', 16), ...contactFields)),
          ...checkNameToNotes,
          many(aggregate('AdditionalNotesMod', required(integer('NoteID')), required(text('Note', 4095)))),
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
