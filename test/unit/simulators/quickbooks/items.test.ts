import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { field, idOf, messageSet, mod, sequenceOf, TestCompany } from './testCompany';

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany({
    preferences: { PurchasesAndVendorsPreferences: { IsUsingInventory: true } },
    accounts: [
      { Name: 'Sales', AccountType: 'Income' },
      { Name: 'Costs', AccountType: 'CostOfGoodsSold' },
      { Name: 'Stock', AccountType: 'OtherCurrentAsset' },
      { Name: 'Checking', AccountType: 'Bank' },
    ],
    salesTaxCodes: [
      { Name: 'Tax', IsTaxable: true },
      { Name: 'Non', IsTaxable: false },
    ],
    vendors: [{ Name: 'Lumber Yard' }, { Name: 'State' }],
    items: [
      { ItemType: 'Service', Name: 'Labor', SalesOrPurchase: { Price: 85, AccountRef: { FullName: 'Sales' } } },
      { ItemType: 'Service', Name: 'Overtime', ParentFullName: 'Labor', SalesOrPurchase: { Price: '127.5', AccountRef: { FullName: 'Sales' } } },
      { ItemType: 'Subtotal', Name: 'Subtotal' },
      { ItemType: 'SalesTax', Name: 'County', TaxRate: 7.75, TaxVendorRef: { FullName: 'State' } },
    ],
    customers: [{ Name: 'Jones', ItemSalesTaxRef: { FullName: 'County' }, SalesTaxCodeRef: { FullName: 'Tax' } }],
  }); // prettier-ignore
});
afterEach(() => company.remove());

const add = (list: string, fields: string) =>
  `<${list}AddRq><${list}Add>${fields}</${list}Add></${list}AddRq>`;
const ref = (name: string, to: string) => `<${name}><FullName>${to}</FullName></${name}>`;
const oneSide = `<SalesOrPurchase><Price>5</Price>${ref('AccountRef', 'Sales')}</SalesOrPurchase>`;
const bothSides = `<SalesAndPurchase><SalesPrice>9.5</SalesPrice>${ref('IncomeAccountRef', 'Sales')}<PurchaseCost>6.125</PurchaseCost>${ref('ExpenseAccountRef', 'Costs')}${ref('PrefVendorRef', 'Lumber Yard')}</SalesAndPurchase>`;
const threeAccounts = (asset = 'Stock') =>
  `${ref('IncomeAccountRef', 'Sales')}${ref('COGSAccountRef', 'Costs')}${ref('AssetAccountRef', asset)}`;
const named = (fullName: string): Promise<XmlElement> =>
  company.done(`<ItemQueryRq><FullName>${fullName}</FullName></ItemQueryRq>`);
const refusesToParse = async (request: string) =>
  expect(await company.send(messageSet(request))).toMatchObject({ hresult: '0x80040400' });

describe('ItemQuery', () => {
  test('answers with every kind of item, each as its own Ret', async () => {
    const { children } = await company.askOne('<ItemQueryRq/>');
    expect(children.map((ret) => [ret.name, field(ret, 'FullName') ?? field(ret, 'Name')])).toEqual([
      ['ItemSalesTaxRet', 'County'],
      ['ItemServiceRet', 'Labor'],
      ['ItemServiceRet', 'Labor:Overtime'],
      ['ItemSubtotalRet', 'Subtotal'],
    ]);
    expect(field(children[2]!, 'SalesOrPurchase', 'Price')).toBe('127.50');
    expect(field(children[2]!, 'SalesOrPurchase', 'AccountRef', 'FullName')).toBe('Sales');
  });

  test('goes page by page over all kinds; the query of one kind sees only its own', async () => {
    const first = await company.askOne(
      '<ItemQueryRq iterator="Start"><MaxReturned>3</MaxReturned></ItemQueryRq>',
    );
    expect([first.children.length, first.attributes.iteratorRemainingCount]).toEqual([3, '1']);
    expect((await company.askOne('<ItemServiceQueryRq/>')).children).toHaveLength(2);
    expect(await company.code('<ItemDiscountQueryRq/>')).toBe(1);
  });

  test('finds an item by ListID whatever its kind', async () => {
    const county = await named('County');
    const found = await company.done(`<ItemQueryRq><ListID>${idOf(county)}</ListID></ItemQueryRq>`);
    expect(field(found, 'TaxVendorRef', 'FullName')).toBe('State');
    expect(await company.code(`<ItemServiceQueryRq><ListID>${idOf(county)}</ListID></ItemServiceQueryRq>`)).toBe(500);
  }); // prettier-ignore
});

describe('an item', () => {
  test('has one side or two, and prices with at least two decimals', async () => {
    const both = await company.done(add('ItemNonInventory', `<Name>Nails</Name>${ref('SalesTaxCodeRef', 'Tax')}${bothSides}`)); // prettier-ignore
    const side = (name: string, ...more: string[]) => field(both, 'SalesAndPurchase', name, ...more);
    expect([side('SalesPrice'), side('PurchaseCost'), side('PrefVendorRef', 'FullName')]).toEqual([
      '9.50',
      '6.125',
      'Lumber Yard',
    ]);
    expect(field(both, 'SalesTaxCodeRef', 'FullName')).toBe('Tax');
  });

  test.each([
    ['a name of another kind of item', () => add('ItemDiscount', `<Name>labor</Name>${ref('AccountRef', 'Sales')}`), 3100],
    ['a parent of another kind', () => add('ItemOtherCharge', `<Name>A</Name>${ref('ParentRef', 'Labor')}${oneSide}`), 3130],
    ['one side without its account', () => add('ItemService', '<Name>A</Name><SalesOrPurchase><Price>5</Price></SalesOrPurchase>'), 3180],
    ['two sides without the cost account', () => add('ItemService', `<Name>A</Name><SalesAndPurchase>${ref('IncomeAccountRef', 'Sales')}</SalesAndPurchase>`), 3180],
    ['an account that does not exist', () => add('ItemService', `<Name>A</Name><SalesOrPurchase>${ref('AccountRef', 'Nowhere')}</SalesOrPurchase>`), 3140],
    ['a vendor where a vendor is not', () => add('ItemService', `<Name>A</Name>${bothSides.replace('Lumber Yard', 'Jones')}`), 3140],
    ['stock on an account of another type', () => add('ItemInventory', `<Name>A</Name>${threeAccounts('Checking')}`), 3140],
    ['stock without its accounts', () => add('ItemInventory', '<Name>A</Name>'), 3180],
    ['a discount without an account', () => add('ItemDiscount', '<Name>A</Name>'), 3180],
    ['a tax code that does not exist', () => add('ItemService', `<Name>A</Name>${ref('SalesTaxCodeRef', 'Odd')}${oneSide}`), 3140],
    ['a member that does not exist', () => add('ItemGroup', `<Name>A</Name><ItemGroupLine>${ref('ItemRef', 'Nobody')}</ItemGroupLine>`), 3140],
  ])('is refused with %s', async (_what, request, code) => {
    expect(await company.code(request())).toBe(code);
  }); // prettier-ignore

  test.each([
    ['no side', add('ItemService', '<Name>A</Name>')],
    ['two kinds of sides', add('ItemService', `<Name>A</Name>${oneSide}${bothSides}`)],
    ['a name of 32 characters', add('ItemService', `<Name>${'x'.repeat(32)}</Name>${oneSide}`)],
    ['a price with six decimals', add('ItemService', `<Name>A</Name>${oneSide.replace('5', '1.123456')}`)],
    ['the class before the parent, where the parent comes first', add('ItemNonInventory', `<Name>A</Name>${ref('ClassRef', 'x')}${ref('ParentRef', 'x')}${oneSide}`)],
    ['the parent before the class, where the class comes first', add('ItemService', `<Name>A</Name>${ref('ParentRef', 'x')}${ref('ClassRef', 'x')}${oneSide}`)],
    ['a kind that is none', '<ItemAddRq><ItemAdd><Name>A</Name></ItemAdd></ItemAddRq>'],
    ['an asset without the day it was bought', add('ItemFixedAsset', '<Name>A</Name><AcquiredAs>New</AcquiredAs><PurchaseDesc>d</PurchaseDesc>')],
    ['a group of taxes without a tax', add('ItemSalesTaxGroup', '<Name>A</Name>')],
    ['a tax that only other countries have', add('ItemService', `<Name>A</Name><IsTaxIncluded>true</IsTaxIncluded>${oneSide}`)],
  ])('does not pass the parser with %s', async (_what, request) => {
    await refusesToParse(request);
  }); // prettier-ignore

  test('of stock needs inventory to be switched on, and starts with what is counted', async () => {
    const counted = '<QuantityOnHand>4</QuantityOnHand><TotalValue>10.00</TotalValue>';
    const door = await company.done(add('ItemInventory', `<Name>Door</Name>${threeAccounts()}${counted}`));
    expect(['QuantityOnHand', 'AverageCost', 'QuantityOnOrder'].map((name) => field(door, name))).toEqual([
      '4',
      '2.50',
      '0',
    ]);
    const service = new TestCompany();
    expect(await service.code(add('ItemInventory', '<Name>Door</Name>'))).toBe(3250);
    service.remove();
  });

  test('made of others shows them, and they cannot be deleted while it does', async () => {
    const kit = await company.done(
      add('ItemGroup', `<Name>Kit</Name><ItemGroupLine>${ref('ItemRef', 'Labor:Overtime')}<Quantity>2</Quantity></ItemGroupLine>`), // prettier-ignore
    );
    expect(field(kit, 'ItemGroupLine', 'ItemRef', 'FullName')).toBe('Labor:Overtime');
    const del = async (list: string, name: string) =>
      company.code(`<ListDelRq><ListDelType>${list}</ListDelType><ListID>${idOf(await named(name))}</ListID></ListDelRq>`); // prettier-ignore
    expect(await del('ItemService', 'Labor:Overtime')).toBe(3160);
    expect(await del('ItemSalesTax', 'County')).toBe(3160);
    const cleared = await company.done(mod('ItemGroup', kit, '<ClearItemsInGroup>true</ClearItemsInGroup>'));
    expect(field(cleared, 'ItemGroupLine', 'Quantity')).toBeUndefined();
    expect(await del('ItemService', 'Labor:Overtime')).toBe(0);
    expect(
      field(
        await company.done('<ListDeletedQueryRq><ListDelType>ItemService</ListDelType></ListDeletedQueryRq>'),
        'FullName',
      ),
    ).toBe('Labor:Overtime');
  });
});

describe('modifying an item', () => {
  test('leaves what is left out of a side, and of two alternatives keeps the given one', async () => {
    const labor = await named('Labor');
    company.later(5);
    const percent = await company.done(
      mod('ItemService', labor, '<SalesOrPurchaseMod><PricePercent>10</PricePercent></SalesOrPurchaseMod>'),
    );
    const side = (ret: XmlElement, name: string, ...more: string[]) =>
      field(ret, 'SalesOrPurchase', name, ...more);
    expect([side(percent, 'PricePercent'), side(percent, 'Price')]).toEqual(['10.00', undefined]);
    expect(side(percent, 'AccountRef', 'FullName')).toBe('Sales');
    expect(sequenceOf(percent)).not.toBe(sequenceOf(labor));
    const account = `<SalesOrPurchaseMod>${ref('AccountRef', 'Costs')}<ApplyAccountRefToExistingTxns>true</ApplyAccountRefToExistingTxns></SalesOrPurchaseMod>`;
    const moved = await company.done(mod('ItemService', percent, account));
    expect([side(moved, 'AccountRef', 'FullName'), side(moved, 'PricePercent')]).toEqual(['Costs', '10.00']);
    expect(JSON.stringify(moved)).not.toContain('Apply');
  });

  test('does not turn one side into two, nor two into one', async () => {
    const two = bothSides.replaceAll('SalesAndPurchase', 'SalesAndPurchaseMod');
    expect(await company.code(mod('ItemService', await named('Labor'), two))).toBe(3210);
    const nails = await company.done(add('ItemNonInventory', `<Name>Nails</Name>${bothSides}`));
    const one = oneSide.replaceAll('SalesOrPurchase', 'SalesOrPurchaseMod');
    expect(await company.code(mod('ItemNonInventory', nails, one))).toBe(3210);
  });

  test('moves it under another of its kind only', async () => {
    const overtime = await named('Labor:Overtime');
    expect(await company.code(mod('ItemService', overtime, ref('ParentRef', 'Subtotal')))).toBe(3130);
    expect(field(await company.done(mod('ItemService', overtime, '<ParentRef/>')), 'FullName')).toBe(
      'Overtime',
    );
    expect(await company.code(mod('ItemService', await named('Overtime'), '<Name>county</Name>'))).toBe(3100);
    expect(await company.code(mod('ItemService', await named('Overtime'), '<Name>labor</Name>'))).toBe(3170);
  });

  test('the lines of a group are replaced as a whole', async () => {
    const line = (item: string) =>
      `<ItemGroupLine>${ref('ItemRef', item)}<Quantity>1</Quantity></ItemGroupLine>`;
    const kit = await company.done(add('ItemGroup', `<Name>Kit</Name>${line('Labor')}${line('County')}`));
    const shorter = await company.done(mod('ItemGroup', kit, line('Subtotal')));
    const lines = shorter.children.filter(({ name }) => name === 'ItemGroupLine');
    expect(lines.map((each) => field(each, 'ItemRef', 'FullName'))).toEqual(['Subtotal']);
    const renamed = await company.done(mod('ItemGroup', shorter, '<Name>Set</Name>'));
    expect(field(renamed, 'ItemGroupLine', 'ItemRef', 'FullName')).toBe('Subtotal');
  });
});

test('private fields of items are assigned to “Item” and found on every kind', async () => {
  const owner = '{512349B1-1111-2222-3333-000DE1813D20}';
  const name = `<OwnerID>${owner}</OwnerID><DataExtName>BillcomID</DataExtName>`;
  await company.done(
    `<DataExtDefAddRq><DataExtDefAdd>${name}<DataExtType>STR255TYPE</DataExtType><AssignToObject>Item</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`,
  );
  await company.done(
    `<DataExtAddRq><DataExtAdd>${name}<ListDataExtType>Item</ListDataExtType><ListObjRef><FullName>Subtotal</FullName></ListObjRef><DataExtValue>0ii</DataExtValue></DataExtAdd></DataExtAddRq>`,
  );
  const asked = await company.done(
    `<ItemQueryRq><FullName>Subtotal</FullName><OwnerID>${owner}</OwnerID></ItemQueryRq>`,
  );
  expect(field(asked, 'DataExtRet', 'DataExtValue')).toBe('0ii');
});
