import {
  eitherOf,
  flag,
  group,
  keptAs,
  percent,
  price,
  ref,
  required,
  since,
  text,
  type ElementRule,
} from '../../language/contentModel';

/** Pieces that several kinds of items share, each in its compulsory order. */
export const classRef = since('12.0', ref('ClassRef', ['Class'], 159));
export const accountRef = (name: string): ElementRule => ref(name, ['Account'], 159);
export const salesTaxCodeRef = ref('SalesTaxCodeRef', ['SalesTaxCode'], 3);
export const unitRef = ref('UnitOfMeasureSetRef', ['UnitOfMeasureSet'], 31);
export const prefVendorRef = ref('PrefVendorRef', ['Vendor'], 41);
export const itemDesc = text('ItemDesc', 4095);
export const partNumber = text('ManufacturerPartNumber', 31);
export const forceUnitChange = flag('ForceUOMChange');
export const sales = [text('SalesDesc', 4095), price('SalesPrice')];
export const purchase = [text('PurchaseDesc', 4095), price('PurchaseCost')];

/** A parent is of the same kind. */
export const parentRef = (list: string): ElementRule => ref('ParentRef', [list]);

/** An order beside a value of a Mod, to change the transactions that there are too. */
export const applyToExisting = (account: string): ElementRule => flag(`Apply${account}RefToExistingTxns`);

const description = text('Desc', 4095);
const priceOrPercent = eitherOf(required(price('Price')), required(percent('PricePercent')));
const oneAccount = accountRef('AccountRef');
const income = accountRef('IncomeAccountRef');
const expense = accountRef('ExpenseAccountRef');

/** One price and one account, or a sales side and a purchase side, never both (qbxml.md §7). */
export const oneSide = group('SalesOrPurchase', [description, priceOrPercent, oneAccount]);
export const bothSides = group('SalesAndPurchase', [...sales, income, ...purchase, expense, prefVendorRef]);

export const oneSideMod = keptAs(
  'SalesOrPurchase',
  group('SalesOrPurchaseMod', [description, priceOrPercent, oneAccount, applyToExisting('Account')]),
);
export const bothSidesMod = keptAs(
  'SalesAndPurchase',
  group('SalesAndPurchaseMod', [
    ...sales,
    income,
    applyToExisting('IncomeAccount'),
    ...purchase,
    expense,
    applyToExisting('ExpenseAccount'),
    prefVendorRef,
  ]),
);
