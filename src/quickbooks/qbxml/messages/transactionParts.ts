/** The pieces that requests of transactions share: the selection of a query, the lines of bills and vendor credits, credits that are applied. */
import type { ElementPart, Part } from '../grammar';
import {
  aggregate,
  amount,
  anyMix,
  atMostOne,
  boolean,
  date,
  datetime,
  exactlyOne,
  guid,
  id,
  integer,
  many,
  notInUS,
  oneOf,
  price,
  quantity,
  required,
  since,
  text,
} from '../grammar';
import { currencyFilter, ref, tree } from './parts';

/** The spans that a filter by date may name. */
export const DATE_MACROS = [
  'All',
  'Today',
  'ThisWeek',
  'ThisWeekToDate',
  'ThisMonth',
  'ThisMonthToDate',
  'ThisCalendarQuarter',
  'ThisCalendarQuarterToDate',
  'ThisFiscalQuarter',
  'ThisFiscalQuarterToDate',
  'ThisCalendarYear',
  'ThisCalendarYearToDate',
  'ThisFiscalYear',
  'ThisFiscalYearToDate',
  'Yesterday',
  'LastWeek',
  'LastWeekToDate',
  'LastMonth',
  'LastMonthToDate',
  'LastCalendarQuarter',
  'LastCalendarQuarterToDate',
  'LastFiscalQuarter',
  'LastFiscalQuarterToDate',
  'LastCalendarYear',
  'LastCalendarYearToDate',
  'LastFiscalYear',
  'LastFiscalYearToDate',
  'NextWeek',
  'NextFourWeeks',
  'NextMonth',
  'NextCalendarQuarter',
  'NextCalendarYear',
  'NextFiscalQuarter',
  'NextFiscalYear',
];

/** Credits that are applied with what they are applied to. */
export const setCredit: ElementPart = many(
  aggregate(
    'SetCredit',
    required(id('CreditTxnID')),
    notInUS('TxnLineID'),
    required(amount('AppliedAmount')),
    boolean('Override'),
  ),
);

export const dateRanges: Part = atMostOne(
  [required(aggregate('ModifiedDateRangeFilter', datetime('FromModifiedDate'), datetime('ToModifiedDate')))],
  [
    required(
      aggregate(
        'TxnDateRangeFilter',
        exactlyOne([date('FromTxnDate'), date('ToTxnDate')], [required(oneOf('DateMacro', DATE_MACROS))]),
      ),
    ),
  ],
);

export const MATCH_CRITERIA = ['StartsWith', 'Contains', 'EndsWith'];

const refNumbers: Part = atMostOne(
  [
    required(
      aggregate(
        'RefNumberFilter',
        required(oneOf('MatchCriterion', MATCH_CRITERIA)),
        required(text('RefNumber')),
      ),
    ),
  ],
  [required(aggregate('RefNumberRangeFilter', text('FromRefNumber'), text('ToRefNumber')))],
);

export const maxReturned = integer('MaxReturned', { min: 1 });

/** Everything a query of transactions may ask: ids, numbers, or the filter set with what a kind adds to it. */
export const transactionSelection = (...filters: readonly Part[]): Part =>
  atMostOne(
    [required(many(id('TxnID')))],
    [required(many(text('RefNumber')))],
    [required(many(text('RefNumberCaseSensitive')))],
    [
      maxReturned,
      dateRanges,
      tree('EntityFilter'),
      tree('AccountFilter'),
      refNumbers,
      currencyFilter,
      ...filters,
    ],
  );

export const paidStatus = oneOf('PaidStatus', ['All', 'PaidOnly', 'NotPaidOnly']);

export const billableStatus = oneOf('BillableStatus', ['Billable', 'NotBillable', 'HasBeenBilled']);

export const dataExt = many(
  aggregate(
    'DataExt',
    required(guid('OwnerID')),
    required(text('DataExtName', 31)),
    required(text('DataExtValue')),
  ),
);

const salesRep = ref('SalesRepRef', 5);
const lineId = required(id('TxnLineID'));
const lineTax = notInUS('TaxAmount', 'SalesTaxCodeRef');

export const expenseLineAdd: ElementPart = many(
  aggregate(
    'ExpenseLineAdd',
    ref('AccountRef', 159),
    amount('Amount'),
    lineTax,
    text('Memo', 4095),
    ref('CustomerRef', 209),
    since('16.0', ref('VendorRef', 41)),
    ref('ClassRef', 159),
    billableStatus,
    salesRep,
    dataExt,
  ),
);

/** A line that is only to be kept is its TxnLineID alone; every line not listed is deleted (qbxml.md §7). */
export const expenseLineMod: ElementPart = many(
  aggregate(
    'ExpenseLineMod',
    lineId,
    ref('AccountRef', 159),
    amount('Amount'),
    lineTax,
    text('Memo', 4095),
    ref('CustomerRef', 209),
    ref('ClassRef', 159),
    billableStatus,
    salesRep,
  ),
);

export const site: readonly Part[] = [ref('InventorySiteRef', 31), ref('InventorySiteLocationRef', 31)];

export const serialOrLotNumber = atMostOne([text('SerialNumber', 4095)], [text('LotNumber', 40)]);

const serialOrLot: readonly Part[] = [
  serialOrLotNumber,
  since('16.0', text('ExpirationDateForSerialLotNumber', 1099)),
];

const itemToClass: readonly Part[] = [
  price('Cost'),
  amount('Amount'),
  lineTax,
  ref('CustomerRef', 209),
  ref('ClassRef', 159),
  billableStatus,
  ref('OverrideItemAccountRef', 159),
];

export const linkToLine = aggregate('LinkToTxn', required(id('TxnID')), required(id('TxnLineID')));

const itemLineAdd = (...link: readonly Part[]): ElementPart =>
  aggregate(
    'ItemLineAdd',
    ref('ItemRef'),
    ...site,
    ...serialOrLot,
    text('Desc', 4095),
    quantity('Quantity'),
    text('UnitOfMeasure', 31),
    ...itemToClass,
    ...link,
    salesRep,
    dataExt,
  );

const groupLineAdd = aggregate(
  'ItemGroupLineAdd',
  required(ref('ItemGroupRef', 31)),
  notInUS('Desc'),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
  ...site,
  dataExt,
);

/** Item lines of a bill, which may come from a purchase order. */
export const billItemLinesAdd: Part = anyMix([required(itemLineAdd(linkToLine))], [required(groupLineAdd)]);

/** Item lines of a vendor credit. */
export const creditItemLinesAdd: Part = anyMix(
  [required(itemLineAdd(notInUS('LinkToTxn')))],
  [required(groupLineAdd)],
);

const itemLineMod = aggregate(
  'ItemLineMod',
  lineId,
  ref('ItemRef'),
  ...site,
  ...serialOrLot,
  text('Desc', 4095),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
  ref('OverrideUOMSetRef', 31),
  ...itemToClass,
  salesRep,
);

const groupLineMod = aggregate(
  'ItemGroupLineMod',
  lineId,
  ref('ItemGroupRef', 31),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
  ref('OverrideUOMSetRef', 31),
  many(itemLineMod),
);

export const itemLinesMod: Part = anyMix([required(itemLineMod)], [required(groupLineMod)]);
