import fc from 'fast-check';
import type {
  CanonicalFields,
  EntityName,
  RawRecord,
  RecordFacts,
  ReferenceTarget,
} from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { receivedPaymentDefinition } from '../../../src/entities/receivedPayment';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { modRequest, writeRequests } from '../../../src/quickbooks/listRequests';
import { encodeRequests } from '../../../src/quickbooks/qbxml/encode';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { BookRules } from '../../../src/reconcile/guards/bookRules';
import type { EntityPlan, Link } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

const definition = receivedPaymentDefinition(defaultEntitySettings);
const id = (word: string): string => word.padEnd(20, '0');
const [garden, gardenJob, otherJob, harbor] = ['gardenX', 'kitchenX', 'deckX', 'harborX'].map(id) as [
  string,
  string,
  string,
  string,
];
const invoices = { one: id('invoice1X'), two: id('invoice2X'), three: id('invoice3X') };
const clearing = id('clearingX');

/** `…` of Bill.com is `Q…` of QuickBooks. Cash is a method there, no other one is. */
const references: References = {
  resolve: (entity, book, given) => {
    if (entity === 'paymentMethod')
      return given === '0' ? { state: 'linked', id: 'QCash' } : { state: 'unlinked', name: given };
    return { state: 'linked', id: book === 'billcom' ? `Q${given}` : given.slice(1) };
  },
};
/** Customers of QuickBooks with what stands above them; invoices with their customer, A/R account and what is open. */
const above: Record<string, string | null> = {
  [`Q${garden}`]: null,
  [`Q${gardenJob}`]: `Q${garden}`,
  [`Q${otherJob}`]: `Q${garden}`,
  [`Q${harbor}`]: null,
};
interface Invoice {
  readonly customer: string;
  readonly account?: string;
  readonly open?: string;
  readonly takenBy?: object[];
}
const invoiceTarget = ({
  customer,
  account = 'AR',
  open = '1000.00',
  takenBy,
}: Invoice): ReferenceTarget => ({
  fields: { name: '1001', customer: `Q${customer}` },
  facts: {
    arAccount: account,
    arAccountName: account,
    open,
    takenBy: takenBy && JSON.stringify(takenBy),
  },
});

const row = (more: RawRecord = {}): RawRecord => ({
  id: id('pay1X'),
  customerId: garden,
  paymentDate: '2026-11-20',
  paymentType: '3',
  amount: 100,
  unappliedAmount: 0,
  status: '0',
  depositToAccountId: '0'.repeat(20),
  refNumber: 'R00012345',
  description: null,
  isOnline: true,
  convFeeAmount: 0,
  rPConvFee: [{}],
  invoicePays: [{ invoiceId: invoices.one, amount: 100 }],
  createdTime: '2026-11-20T08:00:00.000+0000',
  updatedTime: '2026-11-20T08:00:00.000+0000',
  ...more,
});
const inBillcom = (more: RawRecord = {}): BookRecord => readRecord(definition, 'billcom', row(more))!;
const ret = (more: RawRecord = {}): RawRecord => ({
  TxnID: 'T1',
  ExternalGUID: '{5c3f9e0a-4a57-4c7e-9a63-0f1d2b7c8e11}',
  TimeCreated: '2026-11-20T09:00:00-08:00',
  EditSequence: '7',
  CustomerRef: { ListID: `Q${garden}`, FullName: 'Garden Home' },
  ARAccountRef: { ListID: 'AR', FullName: 'Accounts Receivable' },
  TxnDate: '2026-11-20',
  RefNumber: 'R00012345',
  TotalAmount: '100.00',
  Memo: 'Bill.com ACH payment',
  DepositToAccountRef: { ListID: `Q${clearing}`, FullName: 'Bill.com Money In Clearing' },
  UnusedPayment: '0.00',
  AppliedToTxnRet: [{ TxnID: `Q${invoices.one}`, TxnType: 'Invoice', Amount: '100.00' }],
  ...more,
});
const inQuickBooks = (more: RawRecord = {}): BookRecord => readRecord(definition, 'quickbooks', ret(more))!;

const rules = {
  features: { classTracking: true, accountNumbers: true },
  homeCurrency: null,
  accounts: { moneyInClearing: { id: `Q${clearing}`, name: 'Bill.com Money In Clearing' } },
} as BookRules;

function plan(
  theirs: readonly BookRecord[],
  ours: readonly BookRecord[] = [],
  {
    documents = { [invoices.one]: { customer: garden } },
    links = [],
    ...more
  }: { documents?: Record<string, Invoice>; links?: readonly Link[]; rules?: BookRules } = {},
): EntityPlan {
  const byId = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
  return reconcileEntity({
    definition,
    policy: 'billcom',
    records: { quickbooks: byId(ours), billcom: byId(theirs) },
    links,
    work: {
      quickbooks: new Set(ours.map((each) => each.id)),
      billcom: new Set(theirs.map((each) => each.id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
    rules,
    targets: {
      get: (entity: EntityName, given) => {
        if (entity === 'customer')
          return { fields: { name: given.slice(1), parent: above[given] ?? null }, facts: {} };
        if (entity === 'account') return { fields: { name: given, type: 'Bank' }, facts: {} };
        const invoice = documents[given.replace(/^Q/, '')];
        return invoice && invoiceTarget(invoice);
      },
    },
    ...more,
  });
}
const link = (theirs: BookRecord, ours: BookRecord): Link => ({
  id: '1',
  entity: 'receivedPayment',
  quickbooksId: ours.id,
  billcomId: theirs.id,
  quickbooksBase: ours.fields,
  billcomBase: theirs.fields,
});
const added = ({ operations }: EntityPlan): string => {
  expect(operations).toHaveLength(1);
  const fields: CanonicalFields = operations[0]?.fields ?? {};
  return encodeRequests(
    writeRequests(
      definition,
      { id: '7', action: 'create', recordId: null, fields, externalGuid: null },
      undefined,
    ),
    '13.0',
  );
};
const inOrder = (...parts: string[]): RegExp => new RegExp(parts.join('.*'));

describe('a payment of Bill.com', () => {
  test('that came through it goes to Money In Clearing, for its invoices, in their A/R account', () => {
    const done = plan([inBillcom()]);
    expect(done.holds).toEqual([]);
    expect(added(done)).toMatch(
      inOrder(
        `<CustomerRef><ListID>Q${garden}</ListID></CustomerRef>`,
        '<ARAccountRef><ListID>AR</ListID></ARAccountRef>',
        '<TxnDate>2026-11-20</TxnDate><RefNumber>R00012345</RefNumber><TotalAmount>100.00</TotalAmount>',
        '<Memo>Bill.com ACH payment</Memo>',
        `<DepositToAccountRef><ListID>Q${clearing}</ListID></DepositToAccountRef>`,
        `<AppliedToTxnAdd><TxnID>Q${invoices.one}</TxnID><PaymentAmount>100.00</PaymentAmount></AppliedToTxnAdd>`,
      ),
    );
    expect(added(done)).not.toContain('IsAutoApply');
  });

  test('of which no invoice takes anything is not for QuickBooks to apply', () => {
    const asked = added(plan([inBillcom({ invoicePays: [], unappliedAmount: 100 })]));
    expect(asked).toContain('<IsAutoApply>false</IsAutoApply>');
    expect(asked).not.toContain('AppliedToTxnAdd');
  });

  test('that was recorded there keeps its account, its method and its words', () => {
    const checking = id('checkingX');
    const asked = added(
      plan([
        inBillcom({
          isOnline: false,
          paymentType: '0',
          depositToAccountId: checking,
          description: 'At the counter',
        }),
      ]),
    );
    expect(asked).toContain(`<DepositToAccountRef><ListID>Q${checking}</ListID></DepositToAccountRef>`);
    expect(asked).toContain('<PaymentMethodRef><ListID>QCash</ListID></PaymentMethodRef>');
    expect(asked).toContain('<Memo>At the counter</Memo>');
  });

  test('that was recorded without an account goes to depositTo, else where QuickBooks puts it', () => {
    const bare = inBillcom({ isOnline: false, paymentType: '1' });
    expect(added(plan([bare]))).not.toContain('DepositToAccountRef');
    const depositTo = { id: 'QSafe', name: 'Safe' };
    const set = { ...rules, accounts: { depositTo } };
    expect(added(plan([bare], [], { rules: set }))).toContain(
      '<DepositToAccountRef><ListID>QSafe</ListID></DepositToAccountRef>',
    );
  });

  test('names a card fee and leaves it out of the amount', () => {
    const fee = { convFeeAmount: 2.9, rPConvFee: [{ amount: 2.9 }], paymentType: '2' };
    const asked = added(plan([inBillcom(fee)]));
    expect(asked).toContain('<TotalAmount>100.00</TotalAmount>');
    expect(asked).toContain('Bill.com card payment; a fee of 2.90 was charged on top');
    expect(asked).not.toContain('PaymentMethodRef');
  });

  test('with a number that QuickBooks cannot hold has it whole in the memo', () => {
    const refNumber = 'A-very-long-reference-of-30-ch';
    const asked = added(plan([inBillcom({ refNumber, description: 'x' })]));
    expect(asked).toContain(`<RefNumber>${refNumber.slice(0, 20)}</RefNumber>`);
    expect(asked).toContain(`<Memo>Bill.com ACH payment; No. ${refNumber}; x</Memo>`);
  });

  test.each([
    ['2', 'ownerRule', /scheduled in Bill.com/],
    ['1', undefined, undefined],
    ['3', undefined, undefined],
  ])('of status %s is not posted', (status, cause, sentence) => {
    const { operations, holds } = plan([inBillcom({ status })]);
    expect(operations).toEqual([]);
    expect(holds.map((each) => each.cause)).toEqual(cause === undefined ? [] : [cause]);
    if (sentence) expect(holds[0]?.sentence).toMatch(sentence);
  });

  test('waits for a Money In Clearing account', () => {
    const { operations, holds } = plan([inBillcom()], [], { rules: { ...rules, accounts: {} } });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'toPutRight', release: { when: 'nextCycle' } }]);
    expect(holds[0]?.sentence).toContain('no Money In Clearing account yet');
  });
});

describe('whose payment it is in QuickBooks', () => {
  const both = {
    amount: 90,
    invoicePays: [
      { invoiceId: invoices.one, amount: 50 },
      { invoiceId: invoices.two, amount: 40 },
    ],
  };
  test.each([
    ['the customer above, for a job’s invoice', garden, [gardenJob, gardenJob], garden],
    ['the job, for its own invoices', gardenJob, [gardenJob, gardenJob], gardenJob],
    ['the customer above two jobs', gardenJob, [gardenJob, otherJob], garden],
    ['the customer, for one of its own and a job’s', garden, [garden, otherJob], garden],
  ])('is %s', (_what, payer, [one, two], expected) => {
    const documents = { [invoices.one]: { customer: one! }, [invoices.two]: { customer: two! } };
    const { operations, holds } = plan([inBillcom({ ...both, customerId: payer })], [], { documents });
    expect(holds).toEqual([]);
    expect(operations[0]?.fields.customer).toBe(`Q${expected}`);
    // Bill.com's own customer is what was agreed on.
    expect(operations[0]?.sourceBase.customer).toBe(payer);
  });

  test.each([
    ['customers', { customer: harbor }, /several customers/],
    ['A/R accounts', { customer: garden, account: 'AR 2' }, /several A\/R accounts.*“AR”, “AR 2”/],
  ])('is nobody’s where the invoices are of several %s', (_what, second, sentence) => {
    const documents = { [invoices.one]: { customer: garden }, [invoices.two]: second };
    const { operations, holds } = plan([inBillcom(both)], [], { documents });
    expect(operations).toEqual([]);
    expect(holds[0]?.sentence).toMatch(sentence);
  });
});

describe('applied anew', () => {
  const before = inBillcom({
    amount: 100,
    unappliedAmount: 60,
    invoicePays: [{ invoiceId: invoices.one, amount: 40 }],
  });
  const now = inQuickBooks({
    UnusedPayment: '60.00',
    AppliedToTxnRet: [{ TxnID: `Q${invoices.one}`, TxnType: 'Invoice', Amount: '40.00' }],
  });
  const links = [link(before, now)];
  const mod = (done: EntityPlan): string => {
    expect(done.operations).toMatchObject([{ action: 'update', recordId: 'T1' }]);
    return encodeRequests(
      [modRequest(definition, { id: '7', recordId: 'T1', fields: done.operations[0]!.fields }, now)],
      '13.0',
    );
  };

  test('changes the payment that is there, with all that it is applied to', () => {
    const after = inBillcom({
      invoicePays: [
        { invoiceId: invoices.one, amount: 40 },
        { invoiceId: invoices.two, amount: 60 },
      ],
    });
    const documents = { [invoices.one]: { customer: garden }, [invoices.two]: { customer: gardenJob } };
    const asked = mod(plan([after], [now], { links, documents }));
    expect(asked).toBe(
      '<ReceivePaymentModRq requestID="7"><ReceivePaymentMod><TxnID>T1</TxnID><EditSequence>7</EditSequence>' +
        `<AppliedToTxnMod><TxnID>Q${invoices.one}</TxnID><PaymentAmount>40.00</PaymentAmount></AppliedToTxnMod>` +
        `<AppliedToTxnMod><TxnID>Q${invoices.two}</TxnID><PaymentAmount>60.00</PaymentAmount></AppliedToTxnMod>` +
        '</ReceivePaymentMod></ReceivePaymentModRq>',
    );
  });

  test('to a job’s invoice beside another job’s becomes the customer’s above both', () => {
    const ofJob = { ...now, fields: { ...now.fields, customer: `Q${gardenJob}` } };
    const theirs = { ...before, fields: { ...before.fields, customer: gardenJob } };
    const after = inBillcom({
      customerId: gardenJob,
      invoicePays: [
        { invoiceId: invoices.one, amount: 40 },
        { invoiceId: invoices.two, amount: 60 },
      ],
    });
    const documents = { [invoices.one]: { customer: gardenJob }, [invoices.two]: { customer: otherJob } };
    const { operations } = plan([after], [ofJob], { links: [link(theirs, ofJob)], documents });
    expect(operations[0]?.fields).toMatchObject({ customer: `Q${garden}` });
    expect(operations[0]?.sourceBase).toMatchObject({ customer: gardenJob });
    expect(operations[0]?.before).toMatchObject({ customer: `Q${gardenJob}` });
  });

  test('to nothing takes it off its last invoice', () => {
    const asked = mod(plan([inBillcom({ invoicePays: [] })], [now], { links }));
    expect(asked).toContain(
      `<AppliedToTxnMod><TxnID>Q${invoices.one}</TxnID><PaymentAmount>0.00</PaymentAmount></AppliedToTxnMod>`,
    );
  });

  test('takes nothing back that somebody gave it in QuickBooks beside invoices', () => {
    const after = inBillcom({ invoicePays: [{ invoiceId: invoices.two, amount: 100 }] });
    const documents = { [invoices.one]: { customer: garden }, [invoices.two]: { customer: garden } };
    const entry = { TxnID: 'J1', TxnType: 'JournalEntry', RefNumber: '7', Amount: '-20.00' };
    const discounted = {
      TxnID: `Q${invoices.one}`,
      TxnType: 'Invoice',
      Amount: '40.00',
      DiscountAmount: '2.00',
    };
    for (const [applied, words] of [
      [[...(ret().AppliedToTxnRet as RawRecord[]), entry], 'JournalEntry “7” (20.00)'],
      [[discounted], 'a discount'],
    ] as const) {
      const there = inQuickBooks({ AppliedToTxnRet: applied });
      const pair = link(inBillcom({ invoicePays: [{ invoiceId: invoices.one, amount: 40 }] }), there);
      const { operations, holds } = plan([after], [there], { links: [pair], documents });
      expect(operations.filter(({ fields }) => 'applications' in fields)).toEqual([]);
      expect(holds.map(({ sentence }) => sentence).join(' ')).toContain(words);
    }
  });

  test('stays of the customer above, and where its money is, though Bill.com says otherwise now', () => {
    const into = 'Qchecking';
    const there = inQuickBooks({
      DepositToAccountRef: { ListID: into },
      AppliedToTxnRet: [
        { TxnID: `Q${invoices.one}`, TxnType: 'Invoice', Amount: '40.00' },
        { TxnID: `Q${invoices.two}`, TxnType: 'Invoice', Amount: '60.00' },
      ],
    });
    const both = [
      { invoiceId: invoices.one, amount: 40 },
      { invoiceId: invoices.two, amount: 60 },
    ];
    const offline = { isOnline: false, invoicePays: both };
    const theirs = inBillcom({ ...offline, depositToAccountId: 'checking' });
    const after = inBillcom({ ...offline, customerId: gardenJob });
    const documents = { [invoices.one]: { customer: gardenJob }, [invoices.two]: { customer: otherJob } };
    const { operations } = plan([after], [there], { links: [link(theirs, there)], documents });
    for (const { fields } of operations)
      expect({ customer: `Q${garden}`, account: into, ...fields }).toMatchObject({
        customer: `Q${garden}`,
        account: into,
      });
    expect(operations).not.toEqual([]);
  });

  test('what it takes already is no room that it lacks', () => {
    const after = inBillcom({ invoicePays: [{ invoiceId: invoices.one, amount: 100 }] });
    const documents = { [invoices.one]: { customer: garden, open: '60.00' } };
    expect(plan([after], [now], { links, documents }).operations).toHaveLength(1);
    const less = { [invoices.one]: { customer: garden, open: '59.99' } };
    const held = plan([after], [now], { links, documents: less });
    expect([held.operations, held.holds.length]).toEqual([[], 1]);
  });
});

describe('room on an invoice', () => {
  test.each([
    [
      'a credit memo',
      [{ word: 'credit memo', number: 'CM-7', amount: '60.00' }],
      /only 40.00 is open in QuickBooks: the credit memo “CM-7” takes 60.00/,
      /Payments are applied before credit memos.*Apply Credits.*the credit memo “CM-7”/,
    ],
    [
      'a payment that was entered by hand',
      [{ word: 'payment', number: '', amount: '60.00' }],
      /a payment without a number takes 60.00/,
      /tieout links --link/,
    ],
  ])('that %s took is told with what to do', (_what, takenBy, sentence, cure) => {
    const documents = { [invoices.one]: { customer: garden, open: '40.00', takenBy } };
    const { operations, holds } = plan([inBillcom()], [], { documents });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'tooMuch', release: { when: 'nextCycle' } }]);
    expect(holds[0]?.sentence).toMatch(sentence);
    expect(holds[0]?.cure).toMatch(cure);
  });

  test('a payment that somebody entered in QuickBooks, too, is asked about and not posted twice', () => {
    const byHand = inQuickBooks({ TxnDate: '2026-11-18', RefNumber: '', Memo: '' });
    const { operations, links, holds } = plan([inBillcom()], [byHand]);
    expect([operations, links]).toEqual([[], []]);
    expect(holds.map((each) => each.cause)).toContain('possibleDuplicate');
  });

  test('one with the same customer, number, day and amount is the same', () => {
    const { operations, links, holds } = plan([inBillcom()], [inQuickBooks()]);
    expect(links).toMatchObject([{ quickbooksId: 'T1' }]);
    expect([operations, holds]).toEqual([[], []]);
  });
});

describe('that is in both books', () => {
  const [theirs, ours] = [inBillcom(), inQuickBooks()];
  const links = [link(theirs, ours)];

  test('and void in Bill.com is deleted in QuickBooks', () => {
    const { operations, holds } = plan([inBillcom({ status: '1' })], [ours], { links });
    expect(holds).toEqual([]);
    expect(operations).toMatchObject([
      { action: 'void', phase: 'void', recordId: 'T1', before: ours.fields },
    ]);
    const asked = writeRequests(definition, { ...operations[0]!, id: '7', externalGuid: null }, ours);
    expect(encodeRequests(asked, '13.0')).toBe(
      '<TxnDelRq requestID="7"><TxnDelType>ReceivePayment</TxnDelType><TxnID>T1</TxnID></TxnDelRq>',
    );
  });

  test('and void in Bill.com, but of a closed period, stays and is told', () => {
    const closed = { ...rules, closingDate: '2026-11-30' };
    const { operations, holds } = plan([inBillcom({ status: '1' })], [ours], { links, rules: closed });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'closedPeriod' }]);
  });

  test('and deleted by hand in QuickBooks is told: kept, or made again', () => {
    const { operations, holds } = plan([theirs], [{ ...ours, deleted: true }], { links });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'deleted', detail: { choices: ['again', 'keep'] } }]);
  });

  test('and changed by hand in QuickBooks is told, field by field', () => {
    const edited = inQuickBooks({
      AppliedToTxnRet: [{ TxnID: `Q${invoices.one}`, TxnType: 'Invoice', Amount: '80.00' }],
      UnusedPayment: '20.00',
      DepositToAccountRef: { ListID: 'QOther' },
    });
    const { operations, holds } = plan([theirs], [edited], { links });
    expect(operations).toEqual([]);
    expect(holds.map(({ cause, field }) => `${cause} ${field}`).sort()).toEqual([
      'cannotChange account',
      'cannotChange applications',
    ]);
  });
});

test('a payment entered by hand in QuickBooks stays there and is listed', () => {
  const { operations, holds } = plan([], [inQuickBooks({ ExternalGUID: undefined })]);
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'ownerRule', book: 'quickbooks' }]);
  expect(holds[0]?.cure).toContain('record the payment there too');
});

test('one that Tieout made there, whose own one is gone from Bill.com, is named and recorded nowhere', () => {
  const { operations, holds } = plan([], [inQuickBooks()]);
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'ownerRule', book: 'quickbooks' }]);
  expect(holds[0]?.cure).toContain('make this one void in QuickBooks');
});

test('whatever a payment is applied to, each invoice stands once and the sum stays', () => {
  const amounts = fc.array(
    fc.tuple(fc.constantFrom(...Object.values(invoices)), fc.integer({ min: 1, max: 1e7 })),
  );
  fc.assert(
    fc.property(amounts, (parts) => {
      const pays = parts.map(([invoiceId, cents]) => ({ invoiceId, amount: cents / 100 }));
      const lines = inBillcom({ invoicePays: pays }).fields.applications as RecordFacts[];
      expect(new Set(lines.map(({ invoice }) => invoice)).size).toBe(lines.length);
      const cents = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
      expect(cents).toBe(parts.reduce((sum, [, each]) => sum + each, 0));
      // QuickBooks may say such amounts with another sign.
      const raw = lines.map(({ invoice, amount }) => ({
        TxnID: invoice,
        TxnType: 'Invoice',
        Amount: `-${String(amount)}`,
      }));
      expect(inQuickBooks({ AppliedToTxnRet: raw }).fields.applications).toEqual(lines);
    }),
  );
});
