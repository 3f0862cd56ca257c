import type { ListDefinition } from '../listDefinition';
import { itemFixedAsset } from './fixedAsset';
import { itemDiscount, itemGroup, itemPayment, itemSubtotal } from './invoiceOnly';
import { itemSalesTax, itemSalesTaxGroup } from './salesTax';
import { itemNonInventory, itemOtherCharge, itemService } from './sellable';
import { itemInventory, itemInventoryAssembly } from './stock';

/** Every kind of item that ItemQuery answers with, in the order of the schema. */
export const ITEM_KINDS: readonly ListDefinition[] = [
  itemService,
  itemNonInventory,
  itemOtherCharge,
  itemInventory,
  itemInventoryAssembly,
  itemFixedAsset,
  itemSubtotal,
  itemDiscount,
  itemPayment,
  itemSalesTax,
  itemSalesTaxGroup,
  itemGroup,
];
