/**
 * Items. One query for all twelve types, told apart by the element of each (`ItemServiceRet` …); an Add and a Mod for
 * each type. Items flow out of QuickBooks only, so no more than the three simplest types are written.
 */
import type { ElementPart, Message, Part } from '../grammar';
import {
  aggregate,
  atMostOne,
  boolean,
  exactlyOne,
  guid,
  id,
  listName,
  never,
  notInUS,
  percent,
  price,
  required,
  text,
} from '../grammar';
import { includeRetElement, listSelection, ownerID, ref } from './parts';

/** Those of ItemQueryRs in Intuit's schema. */
const ITEM_RETS = [
  'ItemServiceRet',
  'ItemNonInventoryRet',
  'ItemOtherChargeRet',
  'ItemInventoryRet',
  'ItemInventoryAssemblyRet',
  'ItemFixedAssetRet',
  'ItemSubtotalRet',
  'ItemDiscountRet',
  'ItemPaymentRet',
  'ItemSalesTaxRet',
  'ItemSalesTaxGroupRet',
  'ItemGroupRet',
];

const barCode = aggregate(
  'BarCode',
  text('BarCodeValue', 50),
  boolean('AssignEvenIfUsed'),
  boolean('AllowOverride'),
);

const priceOrPercent = atMostOne([required(price('Price'))], [required(percent('PricePercent'))]);

/** An account of an item. On a Mod QuickBooks would also post earlier transactions anew, if it were asked to. */
const account = (name: string, kind: 'add' | 'mod'): readonly Part[] =>
  kind === 'add'
    ? [ref(name, 159)]
    : [ref(name, 159), never('it would post earlier transactions anew', `Apply${name}ToExistingTxns`)];

/** One price and one account for sales or purchases, or both sides: an item has either, for ever. */
function sides(kind: 'add' | 'mod'): readonly [ElementPart, ElementPart] {
  const suffix = kind === 'add' ? '' : 'Mod';
  return [
    aggregate(`SalesOrPurchase${suffix}`, text('Desc', 4095), priceOrPercent, ...account('AccountRef', kind)),
    aggregate(
      `SalesAndPurchase${suffix}`,
      text('SalesDesc', 4095),
      price('SalesPrice'),
      ...account('IncomeAccountRef', kind),
      text('PurchaseDesc', 4095),
      price('PurchaseCost'),
      notInUS('PurchaseTaxCodeRef'),
      ...account('ExpenseAccountRef', kind),
      ref('PrefVendorRef', 41),
    ),
  ];
}

const oneSide = ([sale, both]: readonly [ElementPart, ElementPart]): [ElementPart[], ElementPart[]] => [
  [required(sale)],
  [required(both)],
];

const add = { kind: 'add', iterator: false, metaData: false } as const;
const mod = { kind: 'mod', iterator: false, metaData: false } as const;

/** @param between what the type has between IsActive and the tax code, in its own order */
const itemAdd = (type: string, between: readonly Part[]): Message => ({
  ...add,
  name: `${type}AddRq`,
  body: [
    required(
      aggregate(
        `${type}Add`,
        required(listName('Name', 31)),
        barCode,
        boolean('IsActive'),
        ...between,
        notInUS('IsTaxIncluded'),
        ref('SalesTaxCodeRef', 3),
        exactlyOne(...oneSide(sides('add'))),
        guid('ExternalGUID'),
      ),
    ),
    includeRetElement,
  ],
});

const itemMod = (type: string, between: readonly Part[]): Message => ({
  ...mod,
  name: `${type}ModRq`,
  body: [
    required(
      aggregate(
        `${type}Mod`,
        required(id('ListID')),
        required(text('EditSequence', 16)),
        listName('Name', 31),
        barCode,
        boolean('IsActive'),
        ...between,
        notInUS('IsTaxIncluded'),
        ref('SalesTaxCodeRef', 3),
        atMostOne(...oneSide(sides('mod'))),
      ),
    ),
    includeRetElement,
  ],
});

const classRef = ref('ClassRef', 159);
const parentRef = ref('ParentRef');
const partNumber = text('ManufacturerPartNumber', 31);
const unit = ref('UnitOfMeasureSetRef', 31);
const unitMod: readonly Part[] = [unit, boolean('ForceUOMChange')];

export const itemMessages: readonly Message[] = [
  {
    name: 'ItemQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    answers: ITEM_RETS,
    body: [...listSelection({ iterator: true }), includeRetElement, ownerID],
  },
  itemAdd('ItemService', [classRef, parentRef, unit]),
  itemMod('ItemService', [classRef, parentRef, ...unitMod]),
  // The Add of this type alone has the parent before the class (qbXML §7).
  itemAdd('ItemNonInventory', [parentRef, classRef, partNumber, unit]),
  itemMod('ItemNonInventory', [classRef, parentRef, partNumber, ...unitMod]),
  itemAdd('ItemOtherCharge', [classRef, parentRef]),
  itemMod('ItemOtherCharge', [classRef, parentRef]),
];
