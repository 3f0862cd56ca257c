import { atLeastOne, many, percent, ref } from '../../language/contentModel';
import { itemList } from './itemList';
import { classRef, itemDesc } from './itemParts';

const tax = [itemDesc, percent('TaxRate'), ref('TaxVendorRef', ['Vendor'], 41)];

/** One rate, paid to one agency, which is a vendor. */
export const itemSalesTax = itemList({
  list: 'ItemSalesTax',
  isTree: false,
  hasClass: true,
  add: [classRef, ...tax],
  mod: [classRef, ...tax],
  ret: tax,
  defaults: { TaxRate: '0.00' },
});

const members = ref('ItemSalesTaxRef', ['ItemSalesTax'], 31);

/** Several rates that are charged together. */
export const itemSalesTaxGroup = itemList({
  list: 'ItemSalesTaxGroup',
  isTree: false,
  hasClass: false,
  add: [itemDesc],
  mod: [itemDesc],
  ret: [itemDesc],
  lines: { add: atLeastOne(members), mod: many(members), ret: many(members) },
});
