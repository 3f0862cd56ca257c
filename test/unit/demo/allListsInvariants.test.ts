import { invariants } from '../../../demo/checks';
import type {
  BillcomRow,
  Books,
  Entity,
  Evidence,
  Invariant,
  Link,
  QuickBooksRow,
} from '../../../demo/checks/evidence';

/** Books with a customer, its job, an item sold and bought, and terms: linked, and alike but for what each test says. */
const ref = (ListID: string): QuickBooksRow['Ref'] => ({ ListID, FullName: 'any' });
const zeros = '0'.repeat(20);

const quickbooks = (change: Partial<Record<Entity, object>> = {}): Books['quickbooks'] => {
  const row = (entity: Entity, ListID: string, Name: string, more: object): QuickBooksRow => ({
    ...{ ListID, Name, IsActive: 'true' },
    ...more,
    ...change[entity],
  });
  return {
    account: [{ ListID: 'A1', Name: 'Income', IsActive: 'true', AccountType: 'Income' }],
    class: [],
    terms: [row('terms', 'T1', 'Net 30', { StdDueDays: '30' })],
    item: [
      row('item', 'I1', 'Framing', {
        ItemType: 'Service',
        SalesTaxCodeRef: { FullName: 'Tax' },
        SalesAndPurchase: {
          SalesDesc: 'Framing',
          SalesPrice: '95.50',
          PurchaseCost: '60.00',
          IncomeAccountRef: ref('A1'),
        },
      }),
    ],
    customer: [
      { ListID: 'C1', Name: 'Smith, Anna', FullName: 'Smith, Anna', IsActive: 'true' },
      row('customer', 'C2', 'Kitchen', {
        FullName: 'Smith, Anna:Kitchen',
        ParentRef: ref('C1'),
        TermsRef: ref('T1'),
      }),
    ],
    vendor: [],
    employee: [{ ListID: 'E1', Name: 'Vega, Marisol' }],
    otherName: [],
  };
};

const billcom = (change: Partial<Record<Entity, object>> = {}): Books['billcom'] => {
  const row = (entity: Entity, id: string, name: string, more: object): BillcomRow => ({
    ...{ id, name, isActive: '1', mergedIntoId: zeros },
    ...more,
    ...change[entity],
  });
  return {
    account: [{ id: 'a1', name: 'Income', isActive: '1', accountType: '9', parentChartOfAccountId: zeros }],
    class: [],
    terms: [row('terms', 't1', '30 days', { netDue: 30 })],
    item: [
      row('item', 'i1', 'Framing', {
        type: '1',
        description: 'Framing',
        price: 95.5,
        purCost: 60,
        chartOfAccountId: 'a1',
        expenseAccount: zeros,
        taxable: true,
        parentItemId: zeros,
      }),
    ],
    customer: [
      { id: 'c1', name: 'Smith, Anna', isActive: '1', parentCustomerId: zeros, paymentTermId: zeros },
      row('customer', 'c2', 'Kitchen', { parentCustomerId: 'c1', paymentTermId: 't1' }),
    ],
    vendor: [],
  };
};

const link = (entity: Entity, quickbooksId: string, billcomId: string): Link => ({
  entity,
  quickbooksId,
  billcomId,
});
const links = [
  link('account', 'A1', 'a1'),
  link('terms', 'T1', 't1'),
  link('item', 'I1', 'i1'),
  link('customer', 'C1', 'c1'),
  link('customer', 'C2', 'c2'),
];

const agreed: Books = { quickbooks: quickbooks(), billcom: billcom() };
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  atStart: agreed,
  afterFirstSync: agreed,
  now: agreed,
  edits: [],
  links,
  accepted: [],
  holds: [],
  operations: [],
  audit: [],
  quickbooksLog: [],
  billcomLog: [],
  ...more,
});
const nowWith = (
  here: Parameters<typeof quickbooks>[0],
  there: Parameters<typeof billcom>[0] = {},
): Evidence => evidence({ now: { quickbooks: quickbooks(here), billcom: billcom(there) } });
const judge = (id: string, given: Evidence): Invariant =>
  invariants.find((each) => each.id === id)?.check(given) as Invariant;

test.each(['I1', 'I2', 'I4', 'I5', 'I6', 'I7'])('%s holds for lists that agree', (id) => {
  expect(judge(id, evidence())).toMatchObject({ id, holds: true });
});

const differences: readonly [what: string, evidence: Evidence, says: RegExp][] = [
  ['a price', nowWith({}, { item: { price: 95 } }), /price of the item “Framing” differs/],
  ['no price at all', nowWith({}, { item: { price: null } }), /price of the item/],
  ['a cost', nowWith({}, { item: { purCost: null } }), /cost of the item/],
  ['an income account', nowWith({}, { item: { chartOfAccountId: zeros } }), /incomeAccount of the item/],
  ['an expense account', nowWith({}, { item: { expenseAccount: 'a1' } }), /expenseAccount of the item/],
  ['a type', nowWith({}, { item: { type: '3' } }), /type of the item/],
  ['taxable', nowWith({}, { item: { taxable: false } }), /taxable of the item/],
  ['a job at the top', nowWith({}, { customer: { parentCustomerId: zeros } }), /parent of the customer “Kitchen”/],
  ['terms', nowWith({}, { customer: { paymentTermId: zeros } }), /terms of the customer “Kitchen”/],
  ['a shipping address', nowWith({ customer: { ShipAddress: { Addr1: '1 Main St' } } }), /shipAddress of the customer/],
  ['days until due', nowWith({ terms: { StdDueDays: '31' } }), /dueDays of the terms/],
]; // prettier-ignore

test.each(differences)('I2 does not hold: %s differs', (_what, given, says) => {
  expect(judge('I2', given)).toMatchObject({ holds: false, detail: expect.stringMatching(says) as string });
});

test('a name of terms may differ, and what Bill.com merged away is nothing', () => {
  const merged: BillcomRow = { id: 'c9', name: 'Smith Ana', isActive: '2', mergedIntoId: 'c1' };
  const now: Books = {
    ...agreed,
    billcom: { ...agreed.billcom, customer: [...agreed.billcom.customer, merged] },
  };
  const given = evidence({ atStart: now, afterFirstSync: now, now });
  for (const id of ['I1', 'I2', 'I4', 'I5']) expect(judge(id, given)).toMatchObject({ holds: true });
});

test('a customer of an employee’s name breaks QuickBooks’ one list of names', () => {
  const doubled = nowWith({ customer: { Name: 'VEGA, Marisol', FullName: 'VEGA, Marisol', ParentRef: undefined } });
  expect(judge('I1', doubled)).toMatchObject({ holds: false, detail: expect.stringMatching(/vega, marisol/) as string });
}); // prettier-ignore

describe('after the first sync', () => {
  const edit = { book: 'quickbooks', entity: 'item', id: 'I1', words: '' } as const;
  const dearer = {
    item: {
      SalesAndPurchase: { ...(agreed.quickbooks.item[0]?.SalesAndPurchase as object), SalesPrice: '99.00' },
    },
  };

  test('an edited price may go over', () => {
    const given = {
      ...nowWith(dearer, { item: { price: 99 } }),
      edits: [{ ...edit, fields: ['SalesAndPurchase'] }],
    };
    expect(judge('I4', given)).toMatchObject({ holds: true });
  });

  test('a price that nobody edited may not change', () => {
    expect(judge('I4', nowWith({}, { item: { price: 99 } }))).toMatchObject({
      holds: false,
      detail: expect.stringMatching(/price of “Framing” changed in Bill.com/) as string,
    });
  });

  test('a pair that a person accepted is settled by the rule, and only so', () => {
    const before: Books = { ...agreed, billcom: billcom({ customer: { name: 'Kitchen remodel' } }) };
    const given = evidence({ atStart: before, afterFirstSync: before });
    const accepted = [link('customer', 'C2', 'c2')];
    expect(judge('I4', { ...given, accepted })).toMatchObject({ holds: true });
    expect(judge('I4', given)).toMatchObject({ holds: false });
    const now = {
      quickbooks: quickbooks({ customer: { Name: 'Kitchen remodel' } }),
      billcom: before.billcom,
    };
    expect(judge('I4', { ...given, accepted, now })).toMatchObject({ holds: false });
  });
});
