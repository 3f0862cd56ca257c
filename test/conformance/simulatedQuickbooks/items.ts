import { inClass, ref } from './parts';

const barCode =
  '<BarCode><BarCodeValue>1</BarCodeValue><AssignEvenIfUsed>true</AssignEvenIfUsed><AllowOverride>false</AllowOverride></BarCode>';
const head = (name: string) => `<Name>${name}</Name>${barCode}<IsActive>true</IsActive>`;
const taxed = '<SalesTaxCodeRef><FullName>Tax</FullName></SalesTaxCodeRef>';
const guid = '<ExternalGUID>{512349B1-1111-2222-3333-000DE1813D20}</ExternalGUID>';
const sold = `<SalesDesc>s</SalesDesc><SalesPrice>1.5</SalesPrice>${ref('IncomeAccountRef', 'Sales')}<PurchaseDesc>p</PurchaseDesc><PurchaseCost>1</PurchaseCost>`;
const seller = ref('PrefVendorRef', 'Caf&#233;');
const bothSides = `<SalesAndPurchase>${sold}${ref('ExpenseAccountRef', 'Costs')}${seller}</SalesAndPurchase>`;
const oneSide = `<SalesOrPurchase><Desc>d</Desc><Price>7</Price>${ref('AccountRef', 'Sales')}</SalesOrPurchase>`;
const percent = `<SalesOrPurchase><PricePercent>5</PricePercent>${ref('AccountRef', 'Sales')}</SalesOrPurchase>`;
const stock = `${sold}${ref('COGSAccountRef', 'Costs')}${seller}${ref('AssetAccountRef', 'Stock')}`;
const counted =
  '<Max>9</Max><QuantityOnHand>4</QuantityOnHand><TotalValue>10.00</TotalValue><InventoryDate>2026-01-01</InventoryDate>';
const add = (list: string, fields: string) =>
  `<${list}AddRq><${list}Add>${fields}</${list}Add></${list}AddRq>`;
const mod = (list: string, fields: string) =>
  `<${list}ModRq><${list}Mod><ListID>8</ListID><EditSequence>1</EditSequence>${fields}</${list}Mod></${list}ModRq>`;

/** Every kind of item with as much as it can have, and the Mod of each. */
export const ITEM_REQUESTS: Readonly<Record<string, string>> = {
  addServices:
    add('ItemService', `${head('Labor')}${inClass}${taxed}${bothSides}${guid}`) +
    add('ItemService', `<Name>Overtime</Name>${ref('ParentRef', 'Labor')}${oneSide}`),
  addNonInventory: add(
    'ItemNonInventory',
    `${head('Nails')}${inClass}<ManufacturerPartNumber>m</ManufacturerPartNumber>${taxed}${oneSide}${guid}`,
  ),
  addOtherCharge: add('ItemOtherCharge', `${head('Fee')}${inClass}${taxed}${percent}${guid}`),
  addInventory: add(
    'ItemInventory',
    `${head('Door')}${inClass}<ManufacturerPartNumber>m</ManufacturerPartNumber>${taxed}${stock}<ReorderPoint>2</ReorderPoint>${counted}${guid}`,
  ),
  addAssembly: add(
    'ItemInventoryAssembly',
    `${head('Gate')}${inClass}${taxed}${stock}<BuildPoint>2</BuildPoint>${counted}${guid}<ItemInventoryAssemblyLine>${ref('ItemInventoryRef', 'Door')}<Quantity>2</Quantity></ItemInventoryAssemblyLine>`,
  ),
  addFixedAsset: add(
    'ItemFixedAsset',
    `${head('Truck')}${inClass}<AcquiredAs>New</AcquiredAs><PurchaseDesc>d</PurchaseDesc><PurchaseDate>2026-01-01</PurchaseDate><PurchaseCost>1</PurchaseCost><VendorOrPayeeName>v</VendorOrPayeeName>${ref('AssetAccountRef', 'Stock')}<FixedAssetSalesInfo><SalesDesc>d</SalesDesc><SalesDate>2026-02-01</SalesDate><SalesPrice>1</SalesPrice><SalesExpense>1</SalesExpense></FixedAssetSalesInfo><AssetDesc>d</AssetDesc><Location>l</Location><PONumber>p</PONumber><SerialNumber>s</SerialNumber><WarrantyExpDate>2027-01-01</WarrantyExpDate><Notes>n</Notes><AssetNumber>a</AssetNumber><CostBasis>1.00</CostBasis><YearEndAccumulatedDepreciation>1.00</YearEndAccumulatedDepreciation><YearEndBookValue>1.00</YearEndBookValue>${guid}`,
  ),
  addSubtotal: add('ItemSubtotal', `${head('Subtotal')}<ItemDesc>d</ItemDesc>${guid}`),
  addDiscount: add(
    'ItemDiscount',
    `${head('Rebate')}${inClass}<ItemDesc>d</ItemDesc>${taxed}<DiscountRatePercent>10</DiscountRatePercent>${ref('AccountRef', 'Sales')}${guid}`,
  ),
  addPayment: add(
    'ItemPayment',
    `${head('Cash')}${inClass}<ItemDesc>d</ItemDesc>${ref('DepositToAccountRef', 'Checking')}${guid}`,
  ),
  addSalesTax: add(
    'ItemSalesTax',
    `${head('County')}${inClass}<ItemDesc>d</ItemDesc><TaxRate>7.75</TaxRate>${ref('TaxVendorRef', 'Caf&#233;')}${guid}`,
  ),
  addSalesTaxGroup: add(
    'ItemSalesTaxGroup',
    `${head('All taxes')}<ItemDesc>d</ItemDesc>${guid}${ref('ItemSalesTaxRef', 'County')}`,
  ),
  addGroup: add(
    'ItemGroup',
    `${head('Kit')}<ItemDesc>d</ItemDesc><IsPrintItemsInGroup>true</IsPrintItemsInGroup>${guid}<ItemGroupLine>${ref('ItemRef', 'Labor')}<Quantity>2</Quantity></ItemGroupLine>`,
  ),
  modSellable:
    mod(
      'ItemService',
      `<Name>n</Name><IsActive>true</IsActive>${inClass}${ref('ParentRef', 'Labor')}<ForceUOMChange>true</ForceUOMChange>${taxed}<SalesOrPurchaseMod><Desc>d</Desc><Price>1</Price>${ref('AccountRef', 'Sales')}<ApplyAccountRefToExistingTxns>true</ApplyAccountRefToExistingTxns></SalesOrPurchaseMod>`,
    ) +
    mod(
      'ItemNonInventory',
      `${inClass}${ref('ParentRef', 'Nails')}<SalesAndPurchaseMod><SalesDesc>d</SalesDesc>${ref('IncomeAccountRef', 'Sales')}<ApplyIncomeAccountRefToExistingTxns>true</ApplyIncomeAccountRefToExistingTxns><PurchaseDesc>d</PurchaseDesc>${ref('ExpenseAccountRef', 'Costs')}<ApplyExpenseAccountRefToExistingTxns>true</ApplyExpenseAccountRefToExistingTxns>${seller}</SalesAndPurchaseMod>`,
    ) +
    mod('ItemOtherCharge', `${taxed}<SalesOrPurchaseMod><PricePercent>1</PricePercent></SalesOrPurchaseMod>`),
  modStock:
    mod(
      'ItemInventory',
      `${ref('IncomeAccountRef', 'Sales')}<ApplyIncomeAccountRefToExistingTxns>true</ApplyIncomeAccountRefToExistingTxns><PurchaseCost>1</PurchaseCost>${ref('COGSAccountRef', 'Costs')}<ApplyCOGSAccountRefToExistingTxns>true</ApplyCOGSAccountRefToExistingTxns>${seller}${ref('AssetAccountRef', 'Stock')}<ReorderPoint>1</ReorderPoint><Max>2</Max>`,
    ) +
    mod(
      'ItemInventoryAssembly',
      `<SalesDesc>d</SalesDesc><SalesPrice>1</SalesPrice><BuildPoint>1</BuildPoint><Max>1</Max><ClearItemsInGroup>true</ClearItemsInGroup>`,
    ) +
    mod(
      'ItemFixedAsset',
      `<AcquiredAs>Old</AcquiredAs><PurchaseDesc>d</PurchaseDesc><FixedAssetSalesInfoMod><SalesDesc>d</SalesDesc><SalesPrice>1</SalesPrice></FixedAssetSalesInfoMod><AssetDesc>d</AssetDesc><Location>l</Location>`,
    ),
  modOthers:
    mod('ItemSubtotal', '<Name>n</Name><ItemDesc>d</ItemDesc>') +
    mod(
      'ItemDiscount',
      `<ItemDesc>d</ItemDesc><DiscountRate>1</DiscountRate>${ref('AccountRef', 'Sales')}<ApplyAccountRefToExistingTxns>true</ApplyAccountRefToExistingTxns>`,
    ) +
    mod('ItemPayment', `<ItemDesc>d</ItemDesc>${ref('DepositToAccountRef', 'Checking')}`) +
    mod('ItemSalesTax', `<ItemDesc>d</ItemDesc><TaxRate>1</TaxRate>`) +
    mod('ItemSalesTaxGroup', `<ItemDesc>d</ItemDesc>${ref('ItemSalesTaxRef', 'County')}`) +
    mod(
      'ItemGroup',
      `<ItemDesc>d</ItemDesc><IsPrintItemsInGroup>true</IsPrintItemsInGroup><ItemGroupLine>${ref('ItemRef', 'Labor')}<Quantity>1</Quantity></ItemGroupLine>`,
    ) +
    mod('SalesTaxCode', '<Name>n</Name><IsActive>true</IsActive><IsTaxable>true</IsTaxable><Desc>d</Desc>') +
    mod('Currency', '<Name>n</Name><IsActive>true</IsActive><CurrencyCode>MXN</CurrencyCode>'),
};
