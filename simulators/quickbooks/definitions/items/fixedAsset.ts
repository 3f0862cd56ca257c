import { amount, date, group, keptAs, oneOf, price, required, text } from '../../language/contentModel';
import { itemList } from './itemList';
import { accountRef, classRef } from './itemParts';
import { checkAccountGiven } from './itemRules';

const acquiredAs = oneOf('AcquiredAs', ['New', 'Old']);
const bought = [text('PurchaseDesc', 50), date('PurchaseDate')] as const;
const [purchaseDesc, purchaseDate] = bought;
const cost = [price('PurchaseCost'), text('VendorOrPayeeName', 50), accountRef('AssetAccountRef')];
const sold = [price('SalesPrice'), price('SalesExpense')];
const salesInfo = group('FixedAssetSalesInfo', [
  required(text('SalesDesc', 50)),
  required(date('SalesDate')),
  ...sold,
]);
const salesInfoMod = keptAs(
  'FixedAssetSalesInfo',
  group('FixedAssetSalesInfoMod', [text('SalesDesc', 50), date('SalesDate'), ...sold]),
);
const rest = [
  text('AssetDesc', 50),
  text('Location', 50),
  text('PONumber', 30),
  text('SerialNumber', 30),
  date('WarrantyExpDate'),
  text('Notes', 4095),
  text('AssetNumber', 10),
  amount('CostBasis'),
  amount('YearEndAccumulatedDepreciation'),
  amount('YearEndBookValue'),
];

export const itemFixedAsset = itemList({
  list: 'ItemFixedAsset',
  isTree: false,
  hasClass: true,
  add: [
    classRef,
    required(acquiredAs),
    required(purchaseDesc),
    required(purchaseDate),
    ...cost,
    salesInfo,
    ...rest,
  ],
  mod: [classRef, acquiredAs, ...bought, ...cost, salesInfoMod, ...rest],
  ret: [acquiredAs, ...bought, ...cost, salesInfo, ...rest],
  check: (candidate) => checkAccountGiven(candidate, 'ItemFixedAsset', 'AssetAccountRef'),
});
