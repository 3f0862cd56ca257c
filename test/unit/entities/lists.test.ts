import type {
  CanonicalFields,
  EntityDefinition,
  EntityName,
  RawRecord,
} from '../../../src/entities/definition';
import { flowsFrom, kindKey, kindsOf, rulesOf } from '../../../src/entities/definition';
import { readRecord, writeFields } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';

const called = (name: EntityName, settings = defaultEntitySettings): EntityDefinition =>
  entityDefinitions(settings).find((definition) => definition.name === name) as EntityDefinition;
const read = (name: EntityName, raw: RawRecord): CanonicalFields =>
  readRecord(called(name), 'quickbooks', { ListID: '80000001-1', Name: 'x', ...raw })?.fields ?? {};

describe('payment terms', () => {
  test('are read from both kinds; only standard ones have days', () => {
    expect(read('terms', { [kindKey]: 'StandardTerms', StdDueDays: '30' })).toMatchObject({ dueDays: '30' });
    expect(read('terms', { [kindKey]: 'DateDrivenTerms', DayOfMonthDue: '15' })).toMatchObject({
      dueDays: null,
    });
    expect(kindsOf(called('terms'))).toEqual(['StandardTerms', 'DateDrivenTerms']);
  });

  test('go from Bill.com to QuickBooks only, as standard terms', () => {
    const terms = called('terms');
    expect([flowsFrom(terms, {}, 'billcom'), flowsFrom(terms, {}, 'quickbooks')]).toEqual([true, false]);
    expect(terms.quickbooks.kindOf?.({})).toBe('StandardTerms');
    expect(writeFields(terms, 'quickbooks', { name: 'Net 30', dueDays: '30' })).toEqual({
      Name: 'Net 30',
      StdDueDays: '30',
    });
  });
});

describe('a customer', () => {
  const job = { parent: '80000002-1' };
  test('with a parent is a job, which goes to Bill.com only unless a setting says otherwise', () => {
    const customer = called('customer');
    expect([rulesOf(customer, {}).words.one, rulesOf(customer, job).words.one]).toEqual(['customer', 'job']);
    expect(flowsFrom(customer, {}, 'billcom')).toBe(true);
    expect(flowsFrom(customer, job, 'billcom')).toBe(false);
    expect(flowsFrom(customer, job, 'quickbooks')).toBe(true);
    const asJobs = called('customer', { ...defaultEntitySettings, subCustomersAs: 'jobs' });
    expect(flowsFrom(asJobs, job, 'billcom')).toBe(true);
  });

  test('has its two addresses in places of their own', () => {
    const fields = read('customer', {
      BillAddress: { Addr1: '1 Main St', City: 'Austin' },
      ShipAddress: { Addr1: 'Dock 4' },
      TermsRef: { ListID: '90000001-1', FullName: 'Net 30' },
    });
    expect(fields).toMatchObject({
      billAddress: { line1: '1 Main St', city: 'Austin' },
      shipAddress: { line1: 'Dock 4' },
      terms: '90000001-1',
    });
    expect(
      writeFields(called('customer'), 'billcom', {
        billAddress: fields.billAddress ?? null,
        shipAddress: fields.shipAddress ?? null,
        terms: null,
      }),
    ).toMatchObject({
      billAddress1: '1 Main St',
      billAddressCity: 'Austin',
      billAddressZip: '',
      shipAddress1: 'Dock 4',
      paymentTermId: '0'.repeat(20),
    });
  });
});

describe('an item', () => {
  const account = (id: string) => ({ ListID: id, FullName: 'any' });
  test.each<[string, RawRecord, CanonicalFields]>([
    [
      'a one-sided service',
      {
        [kindKey]: 'ItemService',
        SalesOrPurchase: { Desc: 'Labor', Price: '85.00', AccountRef: account('A1') },
      },
      {
        type: 'ItemService',
        description: 'Labor',
        price: '85',
        percentage: null,
        incomeAccount: 'A1',
        cost: null,
      },
    ],
    [
      'a service by percentage',
      { [kindKey]: 'ItemService', SalesOrPurchase: { PricePercent: '12.50', AccountRef: account('A1') } },
      { price: null, percentage: '12.5' },
    ],
    [
      'a two-sided part',
      {
        [kindKey]: 'ItemNonInventory',
        SalesAndPurchase: {
          SalesDesc: 'Sold',
          SalesPrice: '9.99',
          IncomeAccountRef: account('A1'),
          PurchaseDesc: 'Bought',
          PurchaseCost: '4.12345',
          ExpenseAccountRef: account('A2'),
        },
      },
      {
        description: 'Sold',
        price: '9.99',
        incomeAccount: 'A1',
        purchaseDescription: 'Bought',
        cost: '4.12345',
        expenseAccount: 'A2',
      },
    ],
    [
      'an inventory part',
      {
        [kindKey]: 'ItemInventory',
        SalesDesc: 'Sold',
        SalesPrice: '9',
        IncomeAccountRef: account('A1'),
        PurchaseCost: '4.00',
        COGSAccountRef: account('A3'),
        AssetAccountRef: account('A4'),
      },
      { description: 'Sold', incomeAccount: 'A1', cost: '4', expenseAccount: 'A3' },
    ],
    [
      'a fixed asset',
      {
        [kindKey]: 'ItemFixedAsset',
        PurchaseDesc: 'Truck',
        PurchaseCost: '20000.00',
        AssetAccountRef: account('A4'),
        AssetDesc: 'White truck',
      },
      { description: 'White truck', purchaseDescription: 'Truck', cost: '20000', expenseAccount: 'A4' },
    ],
    [
      'a discount',
      {
        [kindKey]: 'ItemDiscount',
        ItemDesc: 'Early',
        DiscountRatePercent: '-2.0',
        AccountRef: account('A1'),
      },
      { type: 'ItemDiscount', description: 'Early', percentage: '-2', incomeAccount: 'A1' },
    ],
    ['a sales tax', { [kindKey]: 'ItemSalesTax', TaxRate: '8.25' }, { percentage: '8.25' }],
    ['a payment', { [kindKey]: 'ItemPayment', DepositToAccountRef: account('A5') }, { expenseAccount: 'A5' }],
    [
      'a subtotal',
      { [kindKey]: 'ItemSubtotal', ItemDesc: 'Sum' },
      { type: 'ItemSubtotal', description: 'Sum' },
    ],
    [
      'a taxable group',
      { [kindKey]: 'ItemGroup', SalesTaxCodeRef: { ListID: 'T', FullName: 'Tax' } },
      { type: 'ItemGroup', taxable: true },
    ],
    [
      'one that is not taxed',
      { [kindKey]: 'ItemOtherCharge', SalesTaxCodeRef: { FullName: 'Non' } },
      { taxable: false },
    ],
  ])('%s is read from where QuickBooks keeps it', (_what, raw, fields) => {
    expect(read('item', raw)).toMatchObject(fields);
  });

  test('is written to Bill.com with numbers, and never to QuickBooks', () => {
    const item = called('item');
    expect(writeFields(item, 'billcom', { type: 'ItemService', price: '85', percentage: null })).toEqual({
      type: '1',
      price: 85,
      percentage: null,
    });
    expect(() => writeFields(item, 'quickbooks', { price: '85' })).toThrow('never written to QuickBooks');
  });

  test('with a price that is no number is a problem of that item', () => {
    const record = readRecord(called('item'), 'billcom', { id: 'i', name: 'x', type: '1', price: 'many' });
    expect(record?.problem).toBe('price: price should be a number and is "many"');
  });
});
