import { fullNames } from './quickbooksCustomers';
import type { ItemRow } from './quickbooksItems';
import type { BillcomSeedRow, SeedValue } from './rows';

/** Bill.com's codes of item types, as its API documents them. */
const typeCode: Readonly<Record<string, string>> = {
  Service: '1', Inventory: '2', NonInventory: '3', Payment: '4', Discount: '5', SalesTax: '6', Subtotal: '7',
  OtherCharge: '8', InventoryAssembly: '9', Group: '10', SalesTaxGroup: '11', FixedAsset: '12',
}; // prettier-ignore

/** Made in Bill.com; these never go over. */
export const ITEMS_OF_BILLCOM = ['Portal Convenience Fee', 'Rush Inspection', 'Virtual Walkthrough'];
/** Of the divisions of work, so many were entered in Bill.com with all their tasks. */
const DIVISIONS_ENTERED = 3;

/**
 * Items that somebody had entered in Bill.com: whole divisions, a few materials, one in capitals, one with another
 * type, one with its full name in one level, and some that QuickBooks has not.
 */
export function billcomItems(items: readonly ItemRow[]): BillcomSeedRow[] {
  const tops = items.filter((each) => each.ItemType === 'Service' && each.ParentFullName === undefined);
  const entered = tops
    .slice(0, DIVISIONS_ENTERED)
    .flatMap((top) => [
      itemAsBillcom(top),
      ...items
        .filter((each) => each.ParentFullName === top.Name)
        .map((each) => ({ ...itemAsBillcom(each), parent: top.Name })),
    ]);
  const materials = items.filter((each) => each.ItemType === 'NonInventory').slice(0, 8);
  const charges = items.filter((each) => each.ItemType === 'OtherCharge').slice(0, 4);
  const [capitals, asService] = items.filter((each) => each.ItemType === 'NonInventory').slice(8, 10);
  const flat = fullNames(items).find((name) => name.startsWith('16 Electrical:'));
  return [
    ...entered,
    ...[...materials, ...charges].map(itemAsBillcom),
    ...(capitals ? [{ ...itemAsBillcom(capitals), name: capitals.Name.toUpperCase() }] : []),
    ...(asService ? [{ ...itemAsBillcom(asService), type: '1' }] : []),
    ...(flat === undefined ? [] : [{ name: flat, type: '1' }]),
    ...ITEMS_OF_BILLCOM.map((name) => ({ name, type: '8', price: 25 })),
    { name: 'Old Site Visit', type: '1', isActive: '2' },
  ];
}

/** One item of QuickBooks as Bill.com would show it; accounts are left out, as people leave them out. */
export function itemAsBillcom(item: ItemRow): BillcomSeedRow {
  const side = (item.SalesOrPurchase ?? item.SalesAndPurchase ?? {}) as Readonly<Record<string, SeedValue>>;
  const price = side.SalesPrice ?? side.Price;
  const texts = { description: side.SalesDesc, purDescription: side.PurchaseDesc };
  const numbers = { price, percentage: side.PricePercent, purCost: side.PurchaseCost };
  return {
    name: item.Name,
    type: typeCode[item.ItemType] ?? '0',
    ...defined(texts, (value) => value),
    ...defined(numbers, Number),
  };
}

function defined(
  fields: Record<string, SeedValue | undefined>,
  as: (value: SeedValue) => SeedValue,
): Record<string, SeedValue> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, as(value)]])),
  );
}
