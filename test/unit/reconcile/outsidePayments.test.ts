import fc from 'fast-check';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type {
  CanonicalFields,
  EntityDefinition,
  EntitySettings,
  RawRecord,
} from '../../../src/entities/definition';
import { isLines } from '../../../src/entities/definition';
import { centsOf, inCents } from '../../../src/entities/money';
import { recordPayment } from '../../../src/entities/outsidePayment';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { madeOf } from '../../../src/reconcile/applied';
import type { MakeDecision } from '../../../src/reconcile/decisions';
import { noDecisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Link, PlannedOperation } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

/** Payments made by hand in QuickBooks that are recorded in Bill.com: what is planned of them. */

const twoWay = { twoWayBills: 'on' } as const;
const definitionOf = (settings: Partial<EntitySettings>): EntityDefinition =>
  entityDefinitions({ ...defaultEntitySettings, ...settings }).find(({ name }) => name === 'billPayment')!;
const doing = definitionOf({ ...twoWay, outsidePayments: 'do' });

/** `Q…` of QuickBooks is `B…` of Bill.com; `…-new` is made first, `…-lost` has no twin. */
const references: References = {
  resolve: (_entity, book, id) => {
    if (id.endsWith('-new')) return { state: 'planned' };
    if (id.endsWith('-lost')) return { state: 'unlinked', name: 'Lost' };
    return { state: 'linked', id: `${book === 'quickbooks' ? 'B' : 'Q'}${id.slice(1)}` };
  },
};

type Paid = Readonly<Record<string, string>>;
/** A BillPaymentCheck as QuickBooks gives it: `paid` by TxnID of the bill. */
function checkOf(TxnID: string, paid: Paid, more: RawRecord = {}): RawRecord {
  const total = Object.values(paid).reduce((sum, amount) => sum + centsOf(amount), 0n);
  return {
    TxnID,
    EditSequence: '1',
    TimeCreated: '2026-11-12T10:00:00-06:00',
    PayeeEntityRef: { ListID: 'Qacme', FullName: 'Acme' },
    BankAccountRef: { ListID: 'Qchecking', FullName: 'Checking' },
    TxnDate: '2026-11-12',
    Amount: inCents(total),
    RefNumber: '1044',
    AppliedToTxnRet: Object.entries(paid).map(([bill, Amount]) => ({
      TxnID: bill,
      TxnType: 'Bill',
      RefNumber: bill.slice(1),
      Amount,
    })),
    ...more,
  };
}
const byHand = (id: string, paid: Paid, more: RawRecord = {}): BookRecord =>
  readRecord(doing, 'quickbooks', checkOf(id, paid, more)) as BookRecord;

const reference = (id: string) => id.padEnd(20, '0');
/** A SentPay as v2 gives it. */
const sentPay = (id: string, paid: Paid, more: RawRecord = {}): BookRecord =>
  readRecord(doing, 'billcom', {
    id: reference(id),
    isActive: '1',
    vendorId: 'Bacme',
    processDate: '2026-11-12',
    amount: Number(Object.values(paid)[0]),
    status: '2',
    name: 'P26111201 - 1234567',
    isOnline: false,
    chartOfAccountId: 'Bchecking',
    createdTime: '2026-11-12T16:00:00.000+0000',
    updatedTime: '2026-11-12T16:00:00.000+0000',
    billPays: Object.entries(paid).map(([billId, amount]) => ({
      billId,
      amount: Number(amount),
      allowExport: false,
    })),
    ...more,
  }) as BookRecord;
const recorded = (id: string, of: string, paid: Paid, more: RawRecord = {}): BookRecord =>
  sentPay(id, paid, { syncReference: `1044 (QuickBooks ${of})`, ...more });

interface Scene {
  readonly definition?: EntityDefinition;
  readonly billcom?: readonly BookRecord[];
  readonly links?: readonly Link[];
  readonly make?: readonly MakeDecision[];
  /** What is open on bills of either book, by id. */
  readonly open?: Paid;
  /** What stands against bills of QuickBooks, by id. */
  readonly applied?: Paid;
}
function plan(quickbooks: readonly BookRecord[], scene: Scene = {}) {
  const { definition = doing, billcom = [], links = [], make = [], open = {}, applied = {} } = scene;
  const map = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
  const ids = (records: readonly BookRecord[]) => new Set(records.map(({ id }) => id));
  return reconcileEntity({
    definition,
    policy: 'billcom',
    records: { quickbooks: map(quickbooks), billcom: map(billcom) },
    links,
    work: { quickbooks: ids(quickbooks), billcom: ids(billcom) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    decisions: { ...noDecisions, make },
    references,
    targets: {
      get: (entity, id) =>
        entity === 'bill' && open[id] !== undefined
          ? { fields: { name: id.slice(1) }, facts: { open: open[id], applied: applied[id] } }
          : undefined,
    },
  });
}
const linked = (quickbooks: BookRecord, billcom: BookRecord): Link => ({
  id: '1',
  entity: 'billPayment',
  quickbooksId: quickbooks.id,
  billcomId: billcom.id,
  quickbooksBase: quickbooks.fields,
  billcomBase: billcom.fields,
});
const said = ({ holds }: { holds: readonly { cause: string; sentence: string }[] }): string[] =>
  holds.map(({ cause, sentence }) => `${cause}: ${sentence}`);

const shown = ({ fields }: BookRecord): CanonicalFields =>
  Object.fromEntries((doing.document?.unit ?? []).map((name) => [name, fields[name] ?? null]));
const decision = (record: BookRecord, differs: CanonicalFields = {}): MakeDecision => ({
  id: '7',
  isOpen: true,
  book: 'quickbooks',
  recordId: record.id,
  shown: { ...shown(record), ...differs },
});

describe('by the settings', () => {
  test.each([
    ['off, ask', {}, 'ownerRule', 'twoWayBills=on'],
    ['off, do', { outsidePayments: 'do' }, 'ownerRule', 'twoWayBills=on'],
    ['on, never', { ...twoWay, outsidePayments: 'never' }, 'ownerRule', 'outsidePayments=ask'],
    ['on, ask', twoWay, 'asksFirst', '--record'],
  ] as const)('2-way bill sync %s: nothing is recorded', (_which, settings, cause, cure) => {
    const { operations, holds } = plan([byHand('5-1', { Q1: '100.00' })], {
      definition: definitionOf(settings),
    });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause, cure: expect.stringContaining(cure) }]);
  });

  test('on, do: it is recorded, each bill with its money', () => {
    const { operations, holds } = plan([byHand('5-1', { Q1: '100.00', Q2: '20.25' })]);
    expect(holds).toEqual([]);
    expect(operations).toMatchObject([
      {
        book: 'billcom',
        action: 'create',
        sourceId: '5-1',
        fields: {
          name: '1044',
          vendor: 'Bacme',
          account: 'Bchecking',
          date: '2026-11-12',
          applications: [
            { bill: 'B1', amount: '100.00' },
            { bill: 'B2', amount: '20.25' },
          ],
        },
      },
    ]);
  });

  test('the offer says what was paid to whom, when, from where and for what', () => {
    expect(
      said(plan([byHand('5-1', { Q1: '60.00', Q2: '40.00' })], { definition: definitionOf(twoWay) })),
    ).toEqual([
      'asksFirst: The bill payment “1044 of Acme” in QuickBooks was entered there by hand: Acme was paid 100.00 on 2026-11-12 from “Checking”, for bill “1” (60.00), bill “2” (40.00). Bill.com knows nothing of it, and somebody may pay them there once more.',
    ]);
  });
});

describe('asked first', () => {
  const asking = definitionOf(twoWay);
  const payment = byHand('5-1', { Q1: '100.00' });

  test('it is recorded when a person has said so, and the decision stands until it is there', () => {
    const { operations, holds, decided } = plan([payment], { definition: asking, make: [decision(payment)] });
    expect([operations.length, holds, decided]).toEqual([1, [], []]);
    const there = recorded('stp1', '5-1', { B1: '100.00' });
    const after = plan([payment], {
      definition: asking,
      billcom: [there],
      links: [linked(payment, there)],
      make: [decision(payment)],
    });
    expect(after.decided).toEqual([{ id: '7', state: 'used' }]);
  });

  test.each([
    ['changed since', payment, decision(payment, { date: '2026-11-01' }), ['asksFirst']],
    ['deleted since', { ...payment, deleted: true }, decision(payment), []],
  ])('what was %s is not what was decided', (_what, record, make, causes) => {
    const { operations, holds, decided } = plan([record], { definition: asking, make: [make] });
    expect(operations).toEqual([]);
    expect(holds.map(({ cause }) => cause)).toEqual(causes);
    expect(decided).toMatchObject([{ id: '7', state: 'void' }]);
  });
});

describe('what Bill.com cannot hold, or has already', () => {
  test('a discount, and what pays something else than a bill', () => {
    const [discounted] = checkOf('5-1', { Q1: '98.00' }).AppliedToTxnRet as RawRecord[];
    const entry = { TxnID: 'Q9', TxnType: 'JournalEntry', RefNumber: '7', Amount: '20.00' };
    expect(
      said(
        plan([
          byHand('5-1', { Q1: '98.00' }, { AppliedToTxnRet: [{ ...discounted, DiscountAmount: '2.00' }] }),
        ]),
      ),
    ).toEqual([expect.stringContaining('it takes a discount of 2.00')]);
    expect(
      said(
        plan([byHand('5-1', { Q1: '98.00' }, { Amount: '118.00', AppliedToTxnRet: [discounted, entry] })]),
      ),
    ).toEqual([expect.stringContaining('20.00 of it pays something else than bills')]);
  });

  test('a bill that has less open there: a payment of Bill.com on its way is named', () => {
    const scheduled = sentPay(
      'stp9',
      { B1: '100.00' },
      { isOnline: true, status: '1', processDate: '2026-11-20' },
    );
    expect(
      said(plan([byHand('5-1', { Q1: '100.00' })], { billcom: [scheduled], open: { B1: '0.00' } })),
    ).toContainEqual(
      expect.stringMatching(
        /^tooMuch: .*of which 0\.00 can still be paid there\. .*“P26111201 - 1234567” on the way/,
      ),
    );
    expect(said(plan([byHand('5-1', { Q1: '100.00' })], { open: { B1: '30.00' } }))).toEqual([
      expect.stringContaining('30.00 can still be paid there. Perhaps it was paid or credited there, too'),
    ]);
  });

  test.each([
    ['QuickBooks has seen it', { Q1: '60.00' }, { Q1: '5-1 40.00' }],
    ['QuickBooks’ bill was read before', { Q1: '100.00' }, {}],
  ])('one that Bill.com may have already, by hand: %s', (_when, here, applied) => {
    const payment = byHand('5-1', { Q1: '40.00' });
    expect(plan([payment], { open: { ...here, B1: '100.00' }, applied }).operations).toHaveLength(1);
    expect(said(plan([payment], { open: { ...here, B1: '60.00' }, applied }))).toEqual([
      expect.stringContaining('Bill.com would then have 20.00 open and QuickBooks has 60.00'),
    ]);
  });

  test('one that a person entered there, too, on another day and without a number, is asked about', () => {
    const theirs = sentPay(
      'stp8',
      { B1: '40.00' },
      { name: '', processDate: '2026-11-18', billPays: [{ billId: 'B1', amount: 40, allowExport: true }] },
    );
    const open = { Q1: '60.00', B1: '100.00' };
    for (const definition of [doing, definitionOf({})]) {
      const scene = { definition, billcom: [theirs], open };
      const { operations, proposals, holds } = plan([byHand('5-1', { Q1: '40.00' })], scene);
      expect(operations).toEqual([]);
      expect(proposals).toMatchObject([{ quickbooksId: '5-1', billcomId: theirs.id }]);
      expect(holds.map(({ book, cause }) => `${book} ${cause}`).sort()).toEqual([
        'billcom possibleDuplicate',
        'quickbooks possibleDuplicate',
      ]);
    }
    // Of another amount, or paid by Bill.com itself, it is another one.
    const others = [
      sentPay('stp8', { B1: '39.00' }, { name: '', processDate: '2026-11-18' }),
      sentPay('stp8', { B1: '40.00' }, { isOnline: true, processDate: '2026-11-18' }),
    ];
    for (const other of others)
      expect(plan([byHand('5-1', { Q1: '40.00' })], { billcom: [other], open }).proposals).toEqual([]);
  });

  test('several payments of one bill are all what Bill.com lacks', () => {
    const both = [byHand('5-1', { Q1: '40.00' }), byHand('5-2', { Q1: '60.00' }, { RefNumber: '1045' })];
    const seen = { open: { Q1: '0.00', B1: '100.00' }, applied: { Q1: '5-1 40.00,5-2 60.00' } };
    expect(plan(both, seen).operations).toHaveLength(2);
    expect(plan(both, { open: { Q1: '100.00', B1: '100.00' } }).operations).toHaveLength(2);
  });

  test('a bill that is made first is awaited, one without a twin is waited for', () => {
    expect(plan([byHand('5-1', { 'Q1-new': '100.00' })]).operations).toMatchObject([
      { awaits: { 'applications.0.bill': { entity: 'bill', sourceId: 'Q1-new' } } },
    ]);
    const waits = plan([byHand('5-1', { 'Q1-lost': '100.00' })]);
    expect(waits.operations).toEqual([]);
    expect(waits.holds).toMatchObject([{ cause: 'waiting', field: 'applications' }]);
  });

  test('never more is recorded than is open, whatever is paid by hand, and each payment has one end', () => {
    const amount = fc.integer({ min: 1, max: 900 }).map((cents) => inCents(BigInt(cents)));
    const bill = fc.constantFrom('1', '2', '3');
    const scene = fc.record({
      open: fc.dictionary(
        bill.map((id) => `B${id}`),
        amount,
      ),
      paid: fc.array(
        fc.dictionary(
          bill.map((id) => `Q${id}`),
          amount,
          { minKeys: 1 },
        ),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(scene, ({ open, paid }) => {
        const records = paid.map((each, index) => byHand(`${index}-1`, each, { RefNumber: String(index) }));
        const { operations, holds } = plan(records, { open });
        const taken = new Map<string, bigint>();
        for (const { fields } of operations)
          for (const { bill: id, amount: of } of isLines(fields.applications) ? fields.applications : [])
            taken.set(String(id), (taken.get(String(id)) ?? 0n) + centsOf(String(of)));
        for (const [id, cents] of taken)
          if (open[id] !== undefined) expect(cents <= centsOf(open[id])).toBe(true);
        const ends = [
          ...operations.map(({ sourceId }) => sourceId),
          ...holds.map(({ recordId }) => recordId),
        ];
        expect(ends.sort()).toEqual(records.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('recorded', () => {
  const payment = byHand('5-1', { Q1: '100.00' });
  const there = recorded('stp1', '5-1', { B1: '100.00' });

  test('it is known again by what it was recorded for, whatever else either says by now', () => {
    const edited = { ...payment, fields: { ...payment.fields, name: '2000', date: '2026-10-01' } };
    expect(plan([edited], { billcom: [there] }).links).toMatchObject([
      { quickbooksId: '5-1', billcomId: there.id },
    ]);
  });

  test('after a lost answer it is what names its source and was made since, void or not', () => {
    const at = (word: string, createdTime: string, of = '5-1') =>
      recorded(word, of, { B1: '100.00' }, { createdTime, status: '4' });
    const [old, ours, other] = [
      at('stp1', '2026-11-01T10:00:00.000+0000'),
      at('stp2', '2026-11-12T10:00:00.000+0000'),
      at('stp3', '2026-11-12T10:00:00.000+0000', '5-2'),
    ] as const;
    const since = new Date('2026-11-12T09:59:00Z');
    expect(madeOf(doing, '5-1', since, [old, ours, other], new Set())).toEqual([ours]);
    expect(madeOf(doing, '5-1', since, [old, other], new Set())).toEqual([]);
  });

  test('it never goes to QuickBooks, also when it may be exported', () => {
    const exported = recorded(
      'stp1',
      '9-9',
      { B1: '100.00' },
      {
        billPays: [{ billId: 'B1', amount: 100, allowExport: true }],
      },
    );
    for (const billcom of [[there], [exported]]) {
      const { operations, holds } = plan([], { billcom });
      expect(operations).toEqual([]);
      expect(holds).toMatchObject([{ book: 'billcom', cause: 'ownerRule' }]);
    }
  });

  const gone = (record: BookRecord): BookRecord => ({ ...record, deleted: true });
  const later = byHand('5-1', { Q1: '90.00' });
  test.each<[string, BookRecord, BookRecord, string]>([
    ['changed in QuickBooks', later, there, 'quickbooks cannotChange applications'],
    ['deleted in QuickBooks', gone(payment), there, 'billcom deleted '],
    ['made void in Bill.com', payment, gone(there), 'quickbooks deleted '],
    [
      'dated anew in Bill.com',
      payment,
      recorded('stp1', '5-1', { B1: '100.00' }, { processDate: '2026-11-30' }),
      'quickbooks cannotChange date',
    ],
  ])('%s: held, and written nowhere', (_what, quickbooks, billcom, hold) => {
    const { operations, holds } = plan([quickbooks], { billcom: [billcom], links: [linked(payment, there)] });
    expect(operations).toEqual([]);
    expect(holds.map(({ book, cause, field }) => `${book} ${cause} ${field}`)).toEqual([hold]);
  });

  test('one that Bill.com made is not changed there either', () => {
    const theirs = sentPay('stp2', { B1: '100.00' }, { isOnline: true });
    const { operations, holds } = plan([later], { billcom: [theirs], links: [linked(payment, theirs)] });
    expect(operations.filter(({ book }: PlannedOperation) => book === 'billcom')).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'cannotChange', field: 'applications' }]);
  });
});

describe('on the wire', () => {
  test('says what was paid, may not be exported, and carries the payment’s number and id', () => {
    const [operation] = plan([
      byHand('5A-17', { Q1: '100.00', Q2: '20.25' }, { Memo: 'by hand' }),
    ]).operations;
    expect(recordPayment.body(operation?.fields ?? {}, '5A-17')).toEqual({
      vendorId: 'Bacme',
      processDate: '2026-11-12',
      toPrintCheck: false,
      syncReference: '1044 (QuickBooks 5A-17)',
      description: 'by hand',
      allowExport: false,
      classifications: { chartOfAccountId: 'Bchecking' },
      payments: [
        { billId: 'B1', amount: 100 },
        { billId: 'B2', amount: 20.25 },
      ],
    });
  });

  test('number and id are read back as they were written', () => {
    const number = fc.oneof(fc.constant(null), fc.stringMatching(/^[A-Za-z0-9()#-]{1,11}$/));
    const id = fc.stringMatching(/^[0-9A-F]{1,8}-[0-9]{1,10}$/);
    fc.assert(
      fc.property(number, id, (name, txnId) => {
        const { syncReference } = recordPayment.body({ name }, txnId);
        const read = sentPay('stp1', { B1: '1.00' }, { syncReference });
        expect([read.fields.name, read.facts.recordedFor]).toEqual([name, txnId]);
      }),
    );
  });
});
