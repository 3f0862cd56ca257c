import {
  amount,
  atLeastOne,
  date,
  eitherOf,
  flag,
  group,
  many,
  price,
  quantity,
  ref,
  required,
  since,
} from '../../language/contentModel';
import { textOf, type Fields } from '../../language/fields';
import { itemList } from './itemList';
import {
  accountRef,
  applyToExisting,
  classRef,
  forceUnitChange,
  parentRef,
  partNumber,
  prefVendorRef,
  purchase,
  sales,
  salesTaxCodeRef,
  unitRef,
} from './itemParts';
import { checkStock } from './itemRules';

const income = accountRef('IncomeAccountRef');
const cogs = accountRef('COGSAccountRef');
const asset = accountRef('AssetAccountRef');
const max = since('13.0', quantity('Max'));
const opening = [quantity('QuantityOnHand'), amount('TotalValue'), date('InventoryDate')];
const counted = [
  quantity('QuantityOnHand'),
  price('AverageCost'),
  quantity('QuantityOnOrder'),
  quantity('QuantityOnSalesOrder'),
];
const values = [...sales, income, ...purchase, cogs, prefVendorRef, asset];
const common = {
  isTree: true,
  hasClass: true,
  check: checkStock,
  defaults: { QuantityOnHand: '0', AverageCost: '0.00', QuantityOnOrder: '0', QuantityOnSalesOrder: '0' },
  keep: withAverageCost,
} as const;

export const itemInventory = itemList({
  ...common,
  list: 'ItemInventory',
  add: [
    classRef,
    parentRef('ItemInventory'),
    partNumber,
    unitRef,
    salesTaxCodeRef,
    ...values,
    quantity('ReorderPoint'),
    max,
    ...opening,
  ],
  mod: [
    classRef,
    parentRef('ItemInventory'),
    partNumber,
    unitRef,
    forceUnitChange,
    salesTaxCodeRef,
    ...sales,
    income,
    applyToExisting('IncomeAccount'),
    ...purchase,
    cogs,
    applyToExisting('COGSAccount'),
    prefVendorRef,
    asset,
    quantity('ReorderPoint'),
    max,
  ],
  ret: [partNumber, unitRef, salesTaxCodeRef, ...values, quantity('ReorderPoint'), max, ...counted],
});

const component = group('ItemInventoryAssemblyLine', [
  required(
    ref('ItemInventoryRef', [
      'ItemInventory',
      'ItemInventoryAssembly',
      'ItemNonInventory',
      'ItemService',
      'ItemOtherCharge',
    ], 159),
  ),
  quantity('Quantity'),
]); // prettier-ignore
const assemblyPartNumber = since('12.0', partNumber);

export const itemInventoryAssembly = itemList({
  ...common,
  list: 'ItemInventoryAssembly',
  add: [
    classRef,
    parentRef('ItemInventoryAssembly'),
    assemblyPartNumber,
    unitRef,
    salesTaxCodeRef,
    ...values,
    quantity('BuildPoint'),
    max,
    ...opening,
  ],
  mod: [
    classRef,
    parentRef('ItemInventoryAssembly'),
    assemblyPartNumber,
    unitRef,
    forceUnitChange,
    salesTaxCodeRef,
    ...sales,
    income,
    applyToExisting('IncomeAccount'),
    ...purchase,
    cogs,
    prefVendorRef,
    asset,
    quantity('BuildPoint'),
    max,
  ],
  ret: [assemblyPartNumber, unitRef, salesTaxCodeRef, ...values, quantity('BuildPoint'), max, ...counted],
  lines: {
    add: many(component),
    mod: eitherOf(required(flag('ClearItemsInGroup')), atLeastOne(component)),
    ret: many(component),
  },
  keep: (given) => withLines(withAverageCost(given), 'ItemInventoryAssemblyLine'),
});

/** A Mod that clears the lines leaves none. */
export function withLines({ ClearItemsInGroup, ...rest }: Fields, lines: string): Fields {
  return ClearItemsInGroup === 'true' ? { ...rest, [lines]: [] } : rest;
}

/** The value at the start is kept as a cost per piece; the adjustment behind it is not simulated. */
function withAverageCost({ TotalValue, InventoryDate: _date, ...rest }: Fields): Fields {
  const pieces = Number(textOf(rest.QuantityOnHand) ?? '0');
  const value = textOf(TotalValue);
  if (!value || pieces <= 0) return rest;
  return { ...rest, AverageCost: (Number(value) / pieces).toFixed(2) };
}
