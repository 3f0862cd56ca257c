import { exactlyOneOf, eitherOf, required, since } from '../../language/contentModel';
import { checkSides } from './itemRules';
import { itemList } from './itemList';
import {
  bothSides,
  bothSidesMod,
  classRef,
  forceUnitChange,
  oneSide,
  oneSideMod,
  parentRef,
  partNumber,
  salesTaxCodeRef,
  unitRef,
} from './itemParts';

const sides = exactlyOneOf(required(oneSide), required(bothSides));
const sidesMod = eitherOf(required(oneSideMod), required(bothSidesMod));
const common = { isTree: true, hasClass: true, check: checkSides } as const;

export const itemService = itemList({
  ...common,
  list: 'ItemService',
  add: [classRef, parentRef('ItemService'), unitRef, salesTaxCodeRef, sides],
  mod: [classRef, parentRef('ItemService'), unitRef, forceUnitChange, salesTaxCodeRef, sidesMod],
  ret: [unitRef, salesTaxCodeRef, oneSide, bothSides],
});

/** Its Add alone has the parent before the class (qbxml.md §7). */
export const itemNonInventory = itemList({
  ...common,
  list: 'ItemNonInventory',
  add: [parentRef('ItemNonInventory'), classRef, partNumber, unitRef, salesTaxCodeRef, sides],
  mod: [
    classRef,
    parentRef('ItemNonInventory'),
    partNumber,
    unitRef,
    forceUnitChange,
    salesTaxCodeRef,
    sidesMod,
  ],
  ret: [since('7.0', partNumber), unitRef, salesTaxCodeRef, oneSide, bothSides],
});

export const itemOtherCharge = itemList({
  ...common,
  list: 'ItemOtherCharge',
  maySpecial: true,
  add: [classRef, parentRef('ItemOtherCharge'), salesTaxCodeRef, sides],
  mod: [classRef, parentRef('ItemOtherCharge'), salesTaxCodeRef, sidesMod],
  ret: [salesTaxCodeRef, oneSide, bothSides],
});
