import type {
  Book,
  CanonicalFields,
  CanonicalLine,
  RawRecord,
  RecordFacts,
} from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import { readRecord, writeFields } from '../../../src/entities/record';
import { addRequest } from '../../../src/quickbooks/listRequests';
import { planCreate } from '../../../src/reconcile/create';
import { reconcilePair } from '../../../src/reconcile/pair';
import type { FieldChoice } from '../../../src/reconcile/decisions';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

const definition = invoiceDefinition(defaultEntitySettings);
/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};

const line = (book: 'q' | 'b', more: Partial<CanonicalLine> = {}): CanonicalLine => ({
  item: `${book}-work`,
  description: 'Work',
  quantity: '3',
  rate: '33.335',
  amount: '100.01',
  class: null,
  isTaxed: true,
  ...more,
});
const fieldsOf = (book: 'q' | 'b', more: CanonicalFields = {}): CanonicalFields => ({
  name: '1001',
  customer: `${book}-acme`,
  date: '2026-11-02',
  dueDate: '2026-12-02',
  terms: null,
  memo: null,
  toBeEmailed: false,
  taxItem: `${book}-tax`,
  lines: [line(book)],
  ...more,
});

const ret: RawRecord = {
  TxnID: 'T1',
  TimeCreated: '2026-11-02T10:00:00-05:00',
  EditSequence: '1',
  CustomerRef: { ListID: 'q-acme', FullName: 'Acme:Roof' },
  ARAccountRef: { ListID: 'q-ar', FullName: 'Accounts Receivable' },
  TxnDate: '2026-11-02',
  RefNumber: '1001',
  TermsRef: { ListID: 'q-30', FullName: 'Net 30' },
  DueDate: '2026-12-02',
  Subtotal: '225.01',
  ItemSalesTaxRef: { ListID: 'q-tax', FullName: 'County' },
  SalesTaxPercentage: '8.00',
  SalesTaxTotal: '8.00',
  AppliedAmount: '-33.01',
  BalanceRemaining: '200.00',
  IsPaid: 'false',
  IsToBeEmailed: 'true',
  LinkedTxn: { TxnID: 'P1', TxnType: 'ReceivePayment', LinkType: 'AMTTYPE', Amount: '-33.01' },
  InvoiceLineRet: [
    {
      TxnLineID: '1',
      ItemRef: { ListID: 'q-work' },
      Desc: 'Work',
      Quantity: '3',
      Rate: '33.335',
      Amount: '100.01',
      ServiceDate: '2026-10-30',
      SalesTaxCodeRef: { ListID: 'c-1', FullName: 'Tax' },
    },
    { TxnLineID: '2', ItemRef: { ListID: 'q-sub' }, Desc: 'Subtotal', Amount: '100.01' },
    { TxnLineID: '3', Desc: 'Thank you' },
  ],
  InvoiceLineGroupRet: {
    TxnLineID: '4',
    ItemGroupRef: { ListID: 'q-set' },
    TotalAmount: '125.00',
    '@place': '2',
    InvoiceLineRet: {
      TxnLineID: '5',
      ItemRef: { ListID: 'q-tile' },
      Quantity: '2',
      Rate: '62.5',
      Amount: '125.00',
    },
  },
};

describe('an invoice of QuickBooks', () => {
  const record = readRecord(definition, 'quickbooks', ret)!;

  test('is read with its total, what is due, and lines of which the subtotal is text', () => {
    expect(record.problem).toBeNull();
    expect(record.fields).toMatchObject({
      name: '1001',
      customer: 'q-acme',
      terms: 'Net 30',
      toBeEmailed: true,
    });
    expect(record.facts).toMatchObject({
      total: '233.01',
      subtotal: '225.01',
      tax: '8.00',
      due: '200.00',
      isPaid: 'false',
      applied: 'P1 33.01',
      arAccount: 'q-ar',
    });
    expect(record.fields.lines).toMatchObject([
      { item: 'q-work', quantity: '3', rate: '33.335', amount: '100.01', isTaxed: true },
      { item: null, description: 'Subtotal: 100.01', amount: '0.00' },
      { item: 'q-tile', quantity: '2', rate: '62.5', amount: '125.00', isTaxed: false },
      { item: null, description: 'Thank you', amount: '0.00' },
    ]);
  });

  test('is made in Bill.com with its flag, its terms in words and a price on each line', () => {
    const { operation, holds } = planCreate({ definition, book: 'quickbooks', record, references });
    expect(holds).toEqual([]);
    expect(writeFields(definition, 'billcom', operation!.fields)).toMatchObject({
      customerId: 'b-acme',
      invoiceNumber: '1001',
      glPostingDate: '2026-11-02',
      dueDate: '2026-12-02',
      terms: 'Net 30',
      isToBeEmailed: true,
      itemSalesTax: 'b-tax',
      invoiceLineItems: [
        {
          itemId: 'b-work',
          quantity: 3,
          price: 33.335,
          taxable: true,
          serviceDate: '2026-10-30',
          lineOrder: 0,
        },
        { itemId: '0'.repeat(20), price: 0, description: 'Subtotal: 100.01' },
        { itemId: 'b-tile', quantity: 2, price: 62.5, taxable: false, lineOrder: 2 },
        { itemId: '0'.repeat(20), price: 0, description: 'Thank you' },
      ],
    });
  });

  test('is left alone while its lines and tax do not make its total', () => {
    const odd = readRecord(definition, 'quickbooks', { ...ret, Subtotal: '224.99' })!;
    const { operation, holds } = planCreate({ definition, book: 'quickbooks', record: odd, references });
    expect(operation).toBeUndefined();
    expect(holds.map(({ sentence }) => sentence).join()).toContain('Its lines come to 325.02');
  });
});

describe('an invoice of Bill.com', () => {
  const record = readRecord(definition, 'billcom', {
    id: '00e1',
    isActive: '1',
    customerId: 'b-acme',
    invoiceNumber: 'INV-2026-000123',
    invoiceDate: '2026-11-02',
    dueDate: '2026-12-02',
    amount: 97.2,
    amountDue: 97.2,
    salesTaxTotal: 7.2,
    paymentStatus: '1',
    isToBeEmailed: true,
    terms: 'Soon',
    itemSalesTax: 'b-tax',
    invoiceLineItems: [
      { itemId: 'b-off', ratePercent: -10, amount: -10, taxable: true, lineOrder: 1 },
      { itemId: 'b-work', price: 100, amount: 100, taxable: true, lineOrder: 0, serviceDate: '2026-10-30' },
    ],
  })!;

  test('goes to QuickBooks with quantity and rate or an amount, never with its mark for e-mail', () => {
    const { operation, holds } = planCreate({ definition, book: 'billcom', record, references });
    expect(holds).toEqual([]);
    const { body } = addRequest(definition, { id: 'o1', fields: operation!.fields, externalGuid: null });
    expect(body.InvoiceAdd).toEqual({
      RefNumber: 'INV-2026-00',
      CustomerRef: { ListID: 'q-acme' },
      TxnDate: '2026-11-02',
      DueDate: '2026-12-02',
      Memo: 'No. INV-2026-000123',
      IsToBeEmailed: 'false',
      ItemSalesTaxRef: { ListID: 'q-tax' },
      CustomerSalesTaxCodeRef: { FullName: 'Tax' },
      InvoiceLineAdd: [
        {
          ItemRef: { ListID: 'q-work' },
          Amount: '100.00',
          ServiceDate: '2026-10-30',
          SalesTaxCodeRef: { FullName: 'Tax' },
        },
        { ItemRef: { ListID: 'q-off' }, Amount: '-10.00', SalesTaxCodeRef: { FullName: 'Tax' } },
      ],
    });
  });

  test('waits where a line over money has no item, unless the company has one for such lines', () => {
    const bare = bookRecord('00e1', fieldsOf('b', { lines: [line('b', { item: null })] }));
    expect(
      planCreate({ definition, book: 'billcom', record: bare, references }).holds[0]?.sentence,
    ).toContain('its line 1 has no item');
    const withItem = invoiceDefinition({ ...defaultEntitySettings, catchAllIncome: 'q-sales' });
    const { operation } = planCreate({ definition: withItem, book: 'billcom', record: bare, references });
    expect(operation?.fields.lines).toMatchObject([{ item: 'q-sales', quantity: '3', rate: '33.335' }]);
  });
});

describe('an invoice in both books', () => {
  const choice = (field: string, quickbooks: string, billcom: string, take: Book): FieldChoice => ({
    id: 'd1',
    isOpen: true,
    quickbooksId: 'T1',
    billcomId: '00e1',
    field,
    take,
    quickbooks,
    billcom,
  });
  const pair = (
    ours: CanonicalFields,
    theirs: CanonicalFields,
    facts: RecordFacts = {},
    choices: readonly FieldChoice[] = [],
    policy = definition.conflict,
  ) =>
    reconcilePair({
      definition,
      choices,
      quickbooks: { ...bookRecord('T1', fieldsOf('q', ours)), facts },
      billcom: bookRecord('00e1', fieldsOf('b', theirs)),
      quickbooksBase: fieldsOf('q'),
      billcomBase: fieldsOf('b'),
      policy,
      references,
    });

  test('takes edits of QuickBooks over to Bill.com', () => {
    const { operations, holds } = pair({ lines: [line('q', { quantity: '4', amount: '133.34' })] }, {});
    expect(holds).toEqual([]);
    expect(operations).toMatchObject([
      { book: 'billcom', fields: { lines: [{ item: 'b-work', quantity: '4' }] } },
    ]);
  });

  test('keeps an edit of Bill.com there and lists it with both versions and the choice', () => {
    const { operations, holds } = pair({}, { dueDate: '2026-12-31' });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'cannotChange', field: 'dueDate' }]);
    expect(holds[0]?.sentence).toBe(
      'The due date of the invoice “1001” differs: QuickBooks has “2026-12-02”, Bill.com has “2026-12-31”. It is changed in QuickBooks only.',
    );
    expect(holds[0]?.cure).toBe(
      'Make the same change in QuickBooks by hand; or say with “tieout resolve” --field "due date=quickbooks" to restore what QuickBooks has, or --field "due date=billcom" to have the change made in QuickBooks. Until then it stays listed, and both books stay as they are.',
    );
    expect(holds[0]?.detail).toMatchObject({ restoredIn: 'billcom', mayFollow: true });
  });

  test('takes an edit of Bill.com to QuickBooks when a person says so, whole', () => {
    const edited = { dueDate: '2026-12-31', date: '2026-11-05' };
    const chosen = pair({}, edited, {}, [choice('dueDate', '2026-12-02', '2026-12-31', 'billcom')]);
    expect(chosen.holds).toEqual([]);
    expect(chosen.decided).toEqual([]);
    expect(chosen.operations).toMatchObject([
      { book: 'quickbooks', action: 'update', fields: edited, overwrites: ['date', 'dueDate'] },
    ]);
    const restored = pair({}, edited, {}, [choice('dueDate', '2026-12-02', '2026-12-31', 'quickbooks')]);
    expect(restored.operations).toMatchObject([
      { book: 'billcom', fields: { dueDate: '2026-12-02', date: '2026-11-02' } },
    ]);
  });

  test('that both books edited goes the way that a person says', () => {
    const choices = [choice('dueDate', '2026-12-10', '2026-12-20', 'billcom')];
    expect(pair({ dueDate: '2026-12-10' }, { dueDate: '2026-12-20' }, {}, choices)).toMatchObject({
      holds: [],
      operations: [{ book: 'quickbooks', fields: { dueDate: '2026-12-20' } }],
    });
  });

  test('whose lines QuickBooks works out from others is changed there by hand', () => {
    const lines = [line('b', { quantity: '4', amount: '133.34' })];
    const [hold] = pair({}, { lines }).holds;
    expect(hold).toMatchObject({ cause: 'cannotChange', field: 'lines', detail: { restoredIn: 'billcom' } });
    expect(hold?.detail).not.toHaveProperty('mayFollow');
    const [known] = pair({}, { lines }, { lineIds: 'L1' }).holds;
    expect(known).toMatchObject({ field: 'lines', detail: { mayFollow: true } });
  });

  test('of a policy for Bill.com is still changed in QuickBooks only', () => {
    const { operations, holds } = pair(
      { dueDate: '2026-12-10' },
      { dueDate: '2026-12-20' },
      {},
      [],
      'billcom',
    );
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'cannotChange', field: 'dueDate' }]);
  });

  test('is marked for e-mail by QuickBooks; what Bill.com makes of the mark is its own', () => {
    expect(pair({ toBeEmailed: true }, {}).operations).toMatchObject([
      { book: 'billcom', fields: { toBeEmailed: true } },
    ]);
    expect(pair({}, { toBeEmailed: true })).toMatchObject({ operations: [], holds: [] });
  });
});
