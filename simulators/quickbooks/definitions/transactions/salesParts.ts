import {
  amount,
  date,
  eitherOf,
  flag,
  group,
  id,
  many,
  oneOf,
  orderedMixtureOf,
  percent,
  price,
  quantity,
  ref,
  required,
  since,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { dataExtRet } from '../parts';
import { accountRef, classRef, lineDataExt, site, unitRef } from './transactionParts';
import { KEPT_ONLY } from './transactionRets';

/** What a line of a sale can name. Groups have lines of their own; tax groups stand in the header only. */
export const SELLABLE_ITEMS = [
  'ItemService', 'ItemNonInventory', 'ItemOtherCharge', 'ItemInventory', 'ItemInventoryAssembly', 'ItemFixedAsset',
  'ItemSubtotal', 'ItemDiscount', 'ItemPayment', 'ItemSalesTax',
] as const; // prettier-ignore

export type SalesKindName = 'Invoice' | 'CreditMemo';

export const termsRef = ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31);
export const itemSalesTaxRef = ref('ItemSalesTaxRef', ['ItemSalesTax', 'ItemSalesTaxGroup'], 31);
export const customerTaxCodeRef = ref('CustomerSalesTaxCodeRef', ['SalesTaxCode'], 3);
const salesTaxCodeRef = ref('SalesTaxCodeRef', ['SalesTaxCode'], 3);
const itemRef = ref('ItemRef', SELLABLE_ITEMS);
const others: readonly ElementRule[] = [text('Other1', 29), text('Other2', 29)];

const rate: Particle = eitherOf(
  required(price('Rate')),
  required(percent('RatePercent')),
  required(ref('PriceLevelRef', ['PriceLevel'], 31)),
);
const serialOrLot: Particle = eitherOf(text('SerialNumber', 4095), text('LotNumber', 40));

/** From the rate to the account, alike in Add and Mod; the price rule exists on invoices only. */
const pricing = (kind: SalesKindName): readonly Particle[] => [
  rate,
  classRef,
  amount('Amount'),
  ...(kind === 'Invoice' ? [since('13.0', oneOf('OptionForPriceRuleConflict', ['Zero', 'BasePrice']))] : []),
  ...site,
  serialOrLot,
  date('ServiceDate'),
  salesTaxCodeRef,
  accountRef('OverrideItemAccountRef'),
  ...others,
];

const linkToTxn = group('LinkToTxn', [required(id('TxnID')), required(id('TxnLineID'))]);

/** Lines and groups of lines of an Add, whose order among one another counts. */
export const salesLinesAdd = (kind: SalesKindName) =>
  orderedMixtureOf(
    group(`${kind}LineAdd`, [
      itemRef,
      text('Desc', 4095),
      quantity('Quantity'),
      text('UnitOfMeasure', 31),
      ...pricing(kind),
      ...(kind === 'Invoice' ? [linkToTxn] : []),
      lineDataExt,
    ]),
    group(`${kind}LineGroupAdd`, [
      required(ref('ItemGroupRef', ['ItemGroup'], 31)),
      quantity('Quantity'),
      text('UnitOfMeasure', 31),
      ...site,
      lineDataExt,
    ]),
  );

/** One line of a Mod. */
export const salesLineMod = (kind: SalesKindName): ElementRule =>
  group(`${kind}LineMod`, [
    required(id('TxnLineID')),
    itemRef,
    text('Desc', 4095),
    quantity('Quantity'),
    text('UnitOfMeasure', 31),
    unitRef,
    ...pricing(kind),
  ]);

export const salesGroupMod = (kind: SalesKindName): ElementRule =>
  group(`${kind}LineGroupMod`, [
    required(id('TxnLineID')),
    ref('ItemGroupRef', ['ItemGroup'], 31),
    quantity('Quantity'),
    text('UnitOfMeasure', 31),
    unitRef,
    many(salesLineMod(kind)),
  ]);

const lineRet = (kind: SalesKindName): ElementRule =>
  many(
    group(`${kind}LineRet`, [
      id('TxnLineID'),
      itemRef,
      text('Desc', 4095),
      quantity('Quantity'),
      price('Rate'),
      percent('RatePercent'),
      classRef,
      amount('Amount'),
      date('ServiceDate'),
      salesTaxCodeRef,
      accountRef(KEPT_ONLY),
      ...others,
      dataExtRet,
    ]),
  );

/** Lines and groups of the answer, in the order of the document. */
export const salesLinesRet = (kind: SalesKindName) =>
  orderedMixtureOf(
    lineRet(kind),
    group(`${kind}LineGroupRet`, [
      id('TxnLineID'),
      ref('ItemGroupRef', ['ItemGroup'], 31),
      text('Desc', 4095),
      quantity('Quantity'),
      flag('IsPrintItemsInGroup'),
      amount('TotalAmount'),
      lineRet(kind),
      dataExtRet,
    ]),
  );
