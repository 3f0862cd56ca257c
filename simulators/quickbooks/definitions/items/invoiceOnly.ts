import {
  atLeastOne,
  eitherOf,
  flag,
  group,
  many,
  percent,
  price,
  quantity,
  ref,
  required,
  text,
} from '../../language/contentModel';
import { itemList } from './itemList';
import {
  accountRef,
  applyToExisting,
  classRef,
  forceUnitChange,
  itemDesc,
  parentRef,
  salesTaxCodeRef,
  unitRef,
} from './itemParts';
import { checkAccountGiven } from './itemRules';
import { withLines } from './stock';

/** Items that only work on the other lines of a document. */
export const itemSubtotal = itemList({
  list: 'ItemSubtotal',
  isTree: false,
  hasClass: false,
  maySpecial: true,
  add: [itemDesc],
  mod: [itemDesc],
  ret: [itemDesc],
});

const rateOrPercent = eitherOf(required(price('DiscountRate')), required(percent('DiscountRatePercent')));
const discount = [
  parentRef('ItemDiscount'),
  itemDesc,
  salesTaxCodeRef,
  rateOrPercent,
  accountRef('AccountRef'),
];

export const itemDiscount = itemList({
  list: 'ItemDiscount',
  isTree: true,
  hasClass: true,
  add: [classRef, ...discount],
  mod: [classRef, ...discount, applyToExisting('Account')],
  ret: [
    itemDesc,
    salesTaxCodeRef,
    price('DiscountRate'),
    percent('DiscountRatePercent'),
    accountRef('AccountRef'),
  ],
  check: (candidate) => checkAccountGiven(candidate, 'ItemDiscount', 'AccountRef'),
});

const payment = [itemDesc, accountRef('DepositToAccountRef'), ref('PaymentMethodRef', ['PaymentMethod'], 31)];

export const itemPayment = itemList({
  list: 'ItemPayment',
  isTree: false,
  hasClass: true,
  add: [classRef, ...payment],
  mod: [classRef, ...payment],
  ret: payment,
});

const member = group('ItemGroupLine', [
  ref('ItemRef', [
    'ItemService', 'ItemNonInventory', 'ItemOtherCharge', 'ItemInventory', 'ItemInventoryAssembly', 'ItemFixedAsset',
    'ItemSubtotal', 'ItemDiscount', 'ItemPayment', 'ItemSalesTax', 'ItemSalesTaxGroup',
  ]),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
]); // prettier-ignore
const printsItems = flag('IsPrintItemsInGroup');

export const itemGroup = itemList({
  list: 'ItemGroup',
  isTree: false,
  hasClass: false,
  maySpecial: true,
  add: [itemDesc, unitRef, printsItems],
  mod: [itemDesc, unitRef, forceUnitChange, printsItems],
  ret: [itemDesc, unitRef, printsItems],
  lines: {
    add: many(member),
    mod: eitherOf(required(flag('ClearItemsInGroup')), atLeastOne(member)),
    ret: many(member),
  },
  defaults: { IsPrintItemsInGroup: 'false' },
  keep: (given) => withLines(given, 'ItemGroupLine'),
});
