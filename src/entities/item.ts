import {
  kindKey,
  type EntityDefinition,
  type FieldDefinition,
  type RawRecord,
  type RecordFacts,
} from './definition';
import { sumOfDecimals } from './decimal';
import { elementsIn } from './elements';
import { active, choice, decimal, reference, text } from './fields';
import { asLikely } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    item: true;
  }
}

/** The kinds of ItemQuery's answers ⇄ Bill.com's type (billcom.md §7.12): one to one. */
export const itemTypeCodes: Readonly<Record<string, string>> = {
  ItemService: '1',
  ItemInventory: '2',
  ItemNonInventory: '3',
  ItemPayment: '4',
  ItemDiscount: '5',
  ItemSalesTax: '6',
  ItemSubtotal: '7',
  ItemOtherCharge: '8',
  ItemInventoryAssembly: '9',
  ItemGroup: '10',
  ItemSalesTaxGroup: '11',
  ItemFixedAsset: '12',
};

/** Where QuickBooks keeps what Bill.com has one place for; the first that holds something counts. A place is an element, or `Aggregate.Element`. */
export const itemPlaces = {
  description: [
    'SalesOrPurchase.Desc',
    'SalesAndPurchase.SalesDesc',
    'SalesDesc',
    'FixedAssetSalesInfo.SalesDesc',
    'AssetDesc',
    'ItemDesc',
  ],
  price: [
    'SalesOrPurchase.Price',
    'SalesAndPurchase.SalesPrice',
    'SalesPrice',
    'FixedAssetSalesInfo.SalesPrice',
    'DiscountRate',
  ],
  percentage: ['SalesOrPurchase.PricePercent', 'DiscountRatePercent', 'TaxRate'],
  incomeAccount: [
    'SalesOrPurchase.AccountRef',
    'SalesAndPurchase.IncomeAccountRef',
    'IncomeAccountRef',
    'AccountRef',
  ],
  purchaseDescription: ['SalesAndPurchase.PurchaseDesc', 'PurchaseDesc'],
  cost: ['SalesAndPurchase.PurchaseCost', 'PurchaseCost'],
  expenseAccount: [
    'SalesAndPurchase.ExpenseAccountRef',
    'COGSAccountRef',
    'AssetAccountRef',
    'DepositToAccountRef',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The first of these places that holds something; a place is an element, or `Aggregate.Element`. */
function firstOf(raw: RawRecord, places: readonly string[]): unknown {
  for (const place of places) {
    const [outer = '', inner] = place.split('.');
    const block = raw[outer];
    const value =
      inner === undefined
        ? block
        : typeof block === 'object' && block !== null
          ? (block as RawRecord)[inner]
          : undefined;
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

const neverWritten = (): RawRecord => {
  throw new Error('items are never written to QuickBooks');
};

/** A field that QuickBooks keeps in another place for each kind of item, and that goes one way only. */
function fromPlaces(field: FieldDefinition, element: string, places: readonly string[]): FieldDefinition {
  return {
    ...field,
    read: {
      ...field.read,
      quickbooks: (raw) => field.read.quickbooks({ [element]: firstOf(raw, places) }),
    },
    write: { ...field.write, quickbooks: neverWritten },
  };
}

/**
 * Items: QuickBooks' go to Bill.com, never the other way (sync behaviour §2). The stated rules for what Bill.com has no
 * place for: the one account of a one-sided item is its income account; an inventory item's expense account is its
 * cost of goods sold, a fixed asset's its asset account, a payment item's its deposit account; the tax rate is the
 * percentage, of a group of taxes that of all of them together; the components of other groups and assemblies, the asset account and quantities stay in QuickBooks.
 */
export const item: EntityDefinition = {
  name: 'item',
  words: { one: 'item', many: 'items' },
  quickbooks: {
    list: 'Item',
    kinds: Object.keys(itemTypeCodes),
    canChange: false,
    nameMax: 31,
    fullNameMax: 159,
    iterator: true,
    externalGuid: false,
    facts: (raw) => ({
      fullName: raw.FullName as string | undefined,
      specialType: raw.SpecialItemType as string | undefined,
      ...taxesIn(raw),
    }),
    completed: {
      related: ({ facts }) => taxesOf(facts).map((id) => ({ entity: 'item' as const, id })),
      complete: (group, get) => {
        const rates = taxesOf(group.facts).map((id) => get('item', id)?.fields.percentage);
        if (rates.length === 0 || rates.some((rate) => typeof rate !== 'string')) return group;
        return {
          ...group,
          fields: { ...group.fields, percentage: sumOfDecimals(rates.map(String)) },
          facts: { ...group.facts, rates: rates.join(',') },
        };
      },
      wokenBy: { entity: 'item', fact: 'taxes' },
    },
  },
  billcom: { object: 'Item', mandatory: ['name', 'type'], facts: () => ({}) },
  flows: { quickbooksToBillcom: true, billcomToQuickbooks: false },
  cure: 'Nothing, as long as no document uses it. Then make it in QuickBooks, or choose with “tieout map” which item or account of QuickBooks it stands for.',
  mapsTo: ['item', 'account'],
  conflict: 'quickbooks',
  dependsOn: ['account'],
  nameSpace: 'ownParent',
  fields: {
    name: text({
      label: 'name',
      quickbooks: 'Name',
      max: 31,
      isName: true,
      billcom: 'name',
      billcomMax: 100,
    }),
    active: active(),
    parent: reference({
      label: 'parent item',
      quickbooks: 'ParentRef',
      billcom: 'parentItemId',
      to: 'item',
    }),
    type: choice({
      label: 'type',
      quickbooks: kindKey,
      billcom: 'type',
      codes: itemTypeCodes,
      fixedAtCreation: true,
    }),
    description: fromPlaces(
      text({
        label: 'description',
        quickbooks: 'Desc',
        max: 4095,
        billcom: 'description',
        billcomMax: 4000,
      }),
      'Desc',
      itemPlaces.description,
    ),
    price: fromPlaces(
      decimal({ label: 'price', quickbooks: 'Price', billcom: 'price' }),
      'Price',
      itemPlaces.price,
    ),
    percentage: fromPlaces(
      decimal({ label: 'percentage', quickbooks: 'PricePercent', billcom: 'percentage' }),
      'PricePercent',
      itemPlaces.percentage,
    ),
    incomeAccount: fromPlaces(
      reference({
        label: 'income account',
        quickbooks: 'AccountRef',
        billcom: 'chartOfAccountId',
        to: 'account',
        withoutTwin: 'leftOut',
      }),
      'AccountRef',
      itemPlaces.incomeAccount,
    ),
    purchaseDescription: fromPlaces(
      text({
        label: 'purchase description',
        quickbooks: 'PurchaseDesc',
        max: 4095,
        billcom: 'purDescription',
        billcomMax: 4000,
      }),
      'PurchaseDesc',
      itemPlaces.purchaseDescription,
    ),
    cost: fromPlaces(
      decimal({ label: 'cost', quickbooks: 'PurchaseCost', billcom: 'purCost' }),
      'PurchaseCost',
      itemPlaces.cost,
    ),
    expenseAccount: fromPlaces(
      reference({
        label: 'expense account',
        quickbooks: 'ExpenseAccountRef',
        billcom: 'expenseAccount',
        to: 'account',
        withoutTwin: 'leftOut',
      }),
      'ExpenseAccountRef',
      itemPlaces.expenseAccount,
    ),
    taxable: {
      kind: 'flag',
      label: 'taxable',
      read: {
        quickbooks: (raw) => taxCodeOf(raw) === 'tax',
        billcom: (raw) => raw.taxable === true || raw.taxable === 'true',
      },
      write: { quickbooks: neverWritten, billcom: (value) => ({ taxable: value === true }) },
      inBook: { quickbooks: (value) => value === true, billcom: (value) => value === true },
    },
  },
  matchKeys: (fields, path) => ({
    certain: [`path ${path} ${String(fields.type)}`],
    likely: [`path ${asLikely(path)}`],
  }),
  leftAlone: (_fields, facts) =>
    facts.specialType
      ? 'QuickBooks keeps this item for itself (finance charges, reimbursed expenses), and other books have no use for it.'
      : undefined,
};

/** The taxes of a group of taxes, by their ids: `80001-1,80002-1`. */
function taxesIn(raw: RawRecord): RecordFacts {
  if (raw[kindKey] !== 'ItemSalesTaxGroup') return {};
  const ids = elementsIn(raw.ItemSalesTaxRef).flatMap(({ ListID }) =>
    typeof ListID === 'string' ? [ListID] : [],
  );
  return ids.length === 0 ? {} : { taxes: ids.join(',') };
}

const taxesOf = ({ taxes }: RecordFacts): readonly string[] => taxes?.split(',') ?? [];

/** A US file has the sales tax codes Tax and Non, and a company may add others: only Tax is taxable for certain. */
function taxCodeOf(raw: RawRecord): string | undefined {
  const ref = raw.SalesTaxCodeRef;
  if (typeof ref !== 'object' || ref === null) return undefined;
  return String((ref as RawRecord).FullName ?? '').toLowerCase();
}
