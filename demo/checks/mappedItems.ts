import type { QuickBooksRow, Value } from './evidence';
import { active, asText, elementAt, reference, referenceIn, text, type MappedField } from './mappedField';

/** Where each kind of item keeps what Bill.com has one field for; from Intuit's and Bill.com's documents. */
interface Places {
  readonly description?: string;
  readonly price?: string;
  readonly percentage?: string;
  readonly incomeAccount?: string;
  readonly purchaseDescription?: string;
  readonly cost?: string;
  readonly expenseAccount?: string;
}

const ONE_SIDED: Places = {
  description: 'SalesOrPurchase.Desc',
  price: 'SalesOrPurchase.Price',
  percentage: 'SalesOrPurchase.PricePercent',
  incomeAccount: 'SalesOrPurchase.AccountRef',
};
const TWO_SIDED: Places = {
  description: 'SalesAndPurchase.SalesDesc',
  price: 'SalesAndPurchase.SalesPrice',
  incomeAccount: 'SalesAndPurchase.IncomeAccountRef',
  purchaseDescription: 'SalesAndPurchase.PurchaseDesc',
  cost: 'SalesAndPurchase.PurchaseCost',
  expenseAccount: 'SalesAndPurchase.ExpenseAccountRef',
};
const STOCKED: Places = {
  description: 'SalesDesc',
  price: 'SalesPrice',
  incomeAccount: 'IncomeAccountRef',
  purchaseDescription: 'PurchaseDesc',
  cost: 'PurchaseCost',
  expenseAccount: 'COGSAccountRef',
};
const OTHERS: Readonly<Record<string, Places>> = {
  Inventory: STOCKED,
  InventoryAssembly: STOCKED,
  FixedAsset: {
    description: 'AssetDesc',
    purchaseDescription: 'PurchaseDesc',
    cost: 'PurchaseCost',
    expenseAccount: 'AssetAccountRef',
  },
  Discount: {
    description: 'ItemDesc',
    price: 'DiscountRate',
    percentage: 'DiscountRatePercent',
    incomeAccount: 'AccountRef',
  },
  Payment: { description: 'ItemDesc', expenseAccount: 'DepositToAccountRef' },
  SalesTax: { description: 'ItemDesc', percentage: 'TaxRate' },
  SalesTaxGroup: { description: 'ItemDesc' },
  Subtotal: { description: 'ItemDesc' },
  Group: { description: 'ItemDesc' },
};

/** Services, materials and charges are sold only, or bought and sold. */
const placesOf = (row: QuickBooksRow): Places =>
  OTHERS[asText(row.ItemType)] ?? (row.SalesAndPurchase === undefined ? ONE_SIDED : TWO_SIDED);

const elementsOf = (field: keyof Places): string[] => [
  ...new Set(
    [ONE_SIDED, TWO_SIDED, ...Object.values(OTHERS)].flatMap((places) =>
      places[field] === undefined ? [] : [places[field].split('.')[0] as string],
    ),
  ),
];

function valueOf(row: QuickBooksRow, field: keyof Places): Value {
  const place = placesOf(row)[field];
  return place === undefined ? undefined : elementAt(row, place);
}

const written = (name: keyof Places, billcom: string): MappedField => ({
  name,
  quickbooks: elementsOf(name),
  billcom: [billcom],
  agree: (one, two) => asText(valueOf(one, name)) === asText(two[billcom]),
});

const isEmpty = (value: Value): boolean => value === undefined || value === null || value === '';

/** Both programs print decimals their own way. */
const amount = (name: keyof Places, billcom: string): MappedField => ({
  name,
  quickbooks: elementsOf(name),
  billcom: [billcom],
  agree: (one, two) => {
    const [here, there] = [valueOf(one, name), two[billcom]];
    return isEmpty(here) || isEmpty(there) ? isEmpty(here) && isEmpty(there) : Number(here) === Number(there);
  },
});

const account = (name: 'incomeAccount' | 'expenseAccount', billcom: string): MappedField =>
  reference(name, 'account', (row) => placesOf(row)[name], elementsOf(name), billcom);

/** Bill.com's codes of item types, as its API documents them. */
const TYPES: Readonly<Record<string, string>> = {
  Service: '1', Inventory: '2', NonInventory: '3', Payment: '4', Discount: '5', SalesTax: '6', Subtotal: '7',
  OtherCharge: '8', InventoryAssembly: '9', Group: '10', SalesTaxGroup: '11', FixedAsset: '12',
}; // prettier-ignore

const percentage = amount('percentage', 'percentage');

export const itemFields: readonly MappedField[] = [
  text('name', 'Name', 'name', 31),
  active,
  referenceIn('parent', 'item', 'ParentRef', 'parentItemId'),
  {
    name: 'type',
    quickbooks: ['ItemType'],
    billcom: ['type'],
    agree: (one, two) => TYPES[asText(one.ItemType)] === two.type,
  },
  written('description', 'description'),
  amount('price', 'price'),
  {
    ...percentage,
    // What a group of taxes charges follows from them and stands in no entry; R3 holds it against the invoices.
    agree: (one, two, pairs) => one.ItemType === 'SalesTaxGroup' || percentage.agree(one, two, pairs),
  },
  account('incomeAccount', 'chartOfAccountId'),
  written('purchaseDescription', 'purDescription'),
  amount('cost', 'purCost'),
  account('expenseAccount', 'expenseAccount'),
  {
    name: 'taxable',
    quickbooks: ['SalesTaxCodeRef'],
    billcom: ['taxable'],
    agree: (one, two) =>
      (asText(elementAt(one, 'SalesTaxCodeRef.FullName')) === 'Tax') === (two.taxable === true),
  },
];
