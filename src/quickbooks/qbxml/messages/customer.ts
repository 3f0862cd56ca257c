/** Customers and their jobs. A job is a customer with a parent, at any depth; it is moved by a Mod of its ParentRef. */
import type { Message, Part } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  guid,
  id,
  listName,
  never,
  notInUS,
  oneOf,
  required,
  text,
  upTo,
} from '../grammar';
import {
  address,
  addressParts,
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
  'PrintAs',
  'Mobile',
  'Pager',
  'SalesTaxCountry',
  'IsStatementWithParent',
  'DeliveryMethod',
  'TaxRegistrationNumber',
);

const CARDS = never('Tieout does not write card numbers', 'CreditCardInfo');

const JOB_STATES = ['Awarded', 'Closed', 'InProgress', 'None', 'NotAwarded', 'Pending'];

/** From the class to the last phone, alike in Add and Mod. */
const classToPhones: readonly Part[] = [
  ref('ClassRef', 159),
  ref('ParentRef'),
  text('CompanyName', 41),
  ...person,
  address('BillAddress'),
  address('ShipAddress'),
  upTo(50, aggregate('ShipToAddress', required(text('Name', 41)), ...addressParts, boolean('DefaultShipTo'))),
  ...phones,
];

const typeToSalesRep: readonly Part[] = [
  ref('CustomerTypeRef', 159),
  ref('TermsRef', 31),
  ref('SalesRepRef', 5),
];

const taxToNotes: readonly Part[] = [
  ref('SalesTaxCodeRef', 3),
  ref('ItemSalesTaxRef', 31),
  text('ResaleNumber', 15),
  text('AccountNumber', 99),
  amount('CreditLimit'),
  ref('PreferredPaymentMethodRef', 31),
  CARDS,
  oneOf('JobStatus', JOB_STATES),
  date('JobStartDate'),
  date('JobProjectedEndDate'),
  date('JobEndDate'),
  text('JobDesc', 99),
  ref('JobTypeRef', 159),
  text('Notes', 4095),
];

/** QuickBooks also prints `Mail`, which its own schema lacks. */
const delivery: readonly Part[] = [
  oneOf('PreferredDeliveryMethod', ['None', 'Email', 'Fax']),
  ref('PriceLevelRef', 31),
];

export const customerMessages: readonly Message[] = [
  {
    name: 'CustomerQueryRq',
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
    name: 'CustomerAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'CustomerAdd',
          required(listName('Name', 41)),
          boolean('IsActive'),
          ...classToPhones,
          contacts,
          ...typeToSalesRep,
          amount('OpenBalance'),
          date('OpenBalanceDate'),
          ...taxToNotes,
          additionalNotes,
          ...delivery,
          guid('ExternalGUID'),
          currencyRef,
          NOT_IN_US,
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'CustomerModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'CustomerMod',
          required(id('ListID')),
          required(text('EditSequence', 16)),
          listName('Name', 41),
          boolean('IsActive'),
          ...classToPhones,
          contactsMod,
          ...typeToSalesRep,
          ...taxToNotes,
          additionalNotesMod,
          ...delivery,
          currencyRef,
          NOT_IN_US,
        ),
      ),
      includeRetElement,
    ],
  },
];
