import {
  amount,
  atLeastOne,
  date,
  dateTime,
  eitherOf,
  exactlyOneOf,
  flag,
  group,
  guid,
  id,
  integer,
  many,
  mixtureOf,
  oneOf,
  price,
  quantity,
  ref,
  required,
  sequence,
  since,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { currencyFilter } from '../parts';

/** Pieces of the transaction messages, each in its compulsory order. */
export const accountRef = (name: string) => ref(name, ['Account'], 159);
export const classRef = ref('ClassRef', ['Class'], 159);
export const customerRef = ref('CustomerRef', ['Customer'], 209);
/** A customer or job; on a line to an A/P account it must be a vendor (qbxml.md §7). */
export const lineNameRef = ref('CustomerRef', ['Customer', 'Vendor'], 209);
export const billableStatus = oneOf('BillableStatus', ['Billable', 'NotBillable', 'HasBeenBilled']);
const salesRepRef = since('13.0', ref('SalesRepRef', ['SalesRep'], 5));
export const unitRef = ref('OverrideUOMSetRef', ['UnitOfMeasureSet'], 31);
export const purchasableItems = [
  'ItemService', 'ItemNonInventory', 'ItemOtherCharge', 'ItemInventory', 'ItemInventoryAssembly', 'ItemFixedAsset',
  'ItemDiscount',
]; // prettier-ignore
export const lineDataExt = many(
  group('DataExt', [
    required(guid('OwnerID')),
    required(text('DataExtName', 31)),
    required(text('DataExtValue')),
  ]),
);
const dataExt = since('13.0', lineDataExt);
export const site: readonly Particle[] = [
  ref('InventorySiteRef', ['InventorySite'], 31),
  since('12.0', ref('InventorySiteLocationRef', ['InventorySite'], 31)),
];
const serialOrLot: readonly Particle[] = [
  eitherOf(text('SerialNumber', 4095), text('LotNumber', 40)),
  since('16.0', text('ExpirationDateForSerialLotNumber', 1099)),
];

export const tree = exactlyOneOf(
  atLeastOne(id('ListID')),
  atLeastOne(text('FullName')),
  required(id('ListIDWithChildren')),
  required(text('FullNameWithChildren')),
);

const DATE_MACROS = ['This', 'Last'].flatMap((which) =>
  ['Week', 'Month', 'CalendarQuarter', 'FiscalQuarter', 'CalendarYear', 'FiscalYear'].flatMap((span) => [
    `${which}${span}`,
    `${which}${span}ToDate`,
  ]),
);
const NEXT_MACROS = [
  'NextWeek', 'NextFourWeeks', 'NextMonth', 'NextCalendarQuarter', 'NextCalendarYear', 'NextFiscalQuarter',
  'NextFiscalYear',
]; // prettier-ignore

export const dateMacro = (name: string): ElementRule =>
  oneOf(name, ['All', 'Today', 'Yesterday', ...DATE_MACROS, ...NEXT_MACROS]);

/** By the time of the last change or by TxnDate. */
export const dateFilters = eitherOf(
  group('ModifiedDateRangeFilter', [dateTime('FromModifiedDate'), dateTime('ToModifiedDate')]),
  group('TxnDateRangeFilter', [
    exactlyOneOf(sequence(date('FromTxnDate'), date('ToTxnDate')), required(dateMacro('DateMacro'))),
  ]),
);

/** What every transaction query can filter by; `more` stands at the end of the filters. */
export function transactionFilters(...more: Particle[]): Particle {
  return eitherOf(
    atLeastOne(id('TxnID')),
    atLeastOne(text('RefNumber')),
    atLeastOne(text('RefNumberCaseSensitive')),
    sequence(
      integer('MaxReturned', { minimum: 1 }),
      dateFilters,
      group('EntityFilter', [tree]),
      group('AccountFilter', [tree]),
      eitherOf(
        group('RefNumberFilter', [
          required(oneOf('MatchCriterion', ['StartsWith', 'Contains', 'EndsWith'])),
          required(text('RefNumber')),
        ]),
        group('RefNumberRangeFilter', [text('FromRefNumber'), text('ToRefNumber')]),
      ),
      currencyFilter,
      ...more,
    ),
  );
}

export const expenseLineAdd = many(
  group('ExpenseLineAdd', [
    accountRef('AccountRef'),
    amount('Amount'),
    text('Memo', 4095),
    lineNameRef,
    since('16.0', ref('VendorRef', ['Vendor'], 41)),
    classRef,
    billableStatus,
    salesRepRef,
    dataExt,
  ]),
);

export const expenseLineMod = many(
  group('ExpenseLineMod', [
    required(id('TxnLineID')),
    accountRef('AccountRef'),
    amount('Amount'),
    text('Memo', 4095),
    lineNameRef,
    classRef,
    billableStatus,
    salesRepRef,
  ]),
);

const purchase: readonly Particle[] = [
  price('Cost'),
  amount('Amount'),
  lineNameRef,
  classRef,
  billableStatus,
  accountRef('OverrideItemAccountRef'),
];

/** Lines by item and by group of items, in any mixture; they come after all expense lines. */
const linesByItem = (...link: ElementRule[]) =>
  mixtureOf(
    group('ItemLineAdd', [
      ref('ItemRef', purchasableItems),
      ...site,
      ...serialOrLot,
      text('Desc', 4095),
      quantity('Quantity'),
      text('UnitOfMeasure', 31),
      ...purchase,
      ...link,
      salesRepRef,
      dataExt,
    ]),
    group('ItemGroupLineAdd', [
      required(ref('ItemGroupRef', ['ItemGroup'], 31)),
      quantity('Quantity'),
      text('UnitOfMeasure', 31),
      ...site,
      dataExt,
    ]),
  );

export const itemLinesAdd = linesByItem();
export const itemLinesAddOfBill = linesByItem(
  group('LinkToTxn', [required(id('TxnID')), required(id('TxnLineID'))]),
);

export const itemLineMod = group('ItemLineMod', [
  required(id('TxnLineID')),
  ref('ItemRef', purchasableItems),
  ...site,
  ...serialOrLot,
  text('Desc', 4095),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
  unitRef,
  ...purchase,
  salesRepRef,
]);

export const itemLinesMod = mixtureOf(
  itemLineMod,
  group('ItemGroupLineMod', [
    required(id('TxnLineID')),
    ref('ItemGroupRef', ['ItemGroup'], 31),
    quantity('Quantity'),
    text('UnitOfMeasure', 31),
    unitRef,
    many(itemLineMod),
  ]),
);

export const setCredit = many(
  group('SetCredit', [required(text('CreditTxnID')), required(amount('AppliedAmount')), flag('Override')]),
);

const applied = (txnID: ElementRule): readonly Particle[] => [
  required(txnID),
  amount('PaymentAmount'),
  setCredit,
  amount('DiscountAmount'),
  accountRef('DiscountAccountRef'),
  since('11.0', ref('DiscountClassRef', ['Class'], 159)),
];

/** What a payment does to one document. */
export const appliedToTxnAdd = atLeastOne(group('AppliedToTxnAdd', applied(text('TxnID'))));
export const appliedToTxnMod = many(group('AppliedToTxnMod', applied(id('TxnID'))));

export const transactionModHead = [required(id('TxnID')), required(text('EditSequence', 16))];
