import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { CanonicalFields, EntityDefinition, RawRecord } from '../../../src/entities/definition';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { madeOf } from '../../../src/reconcile/applied';
import { noDecisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Link } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

/** Legacy status sync: payments of customers that were entered in QuickBooks, recorded in Bill.com. */

const definitionOf = (legacyStatus: 'on' | 'off'): EntityDefinition =>
  entityDefinitions({ ...defaultEntitySettings, legacyStatus }).find(
    ({ name }) => name === 'receivedPayment',
  )!;
const on = definitionOf('on');

/** `Q…` of QuickBooks is `B…` of Bill.com; `…-new` is made first, `…-old` has no twin. */
const references: References = {
  resolve: (_entity, book, id) => {
    if (id.endsWith('-new')) return { state: 'planned' };
    if (id.endsWith('-old')) return { state: 'unlinked', name: 'I-OLD' };
    return { state: 'linked', id: `${book === 'quickbooks' ? 'B' : 'Q'}${id.slice(1)}` };
  },
};

type Paid = Readonly<Record<string, string>>;
const received = (paid: Paid, more: RawRecord = {}): BookRecord =>
  readRecord(on, 'quickbooks', {
    TxnID: '7-1',
    EditSequence: '1',
    TimeCreated: '2026-11-12T10:00:00-06:00',
    CustomerRef: { ListID: 'Qgarcia', FullName: 'Garcia' },
    ARAccountRef: { ListID: 'Qar', FullName: 'Accounts Receivable' },
    TxnDate: '2026-11-12',
    RefNumber: '2041',
    TotalAmount: '100.00',
    DepositToAccountRef: { ListID: 'Qundeposited-old', FullName: 'Undeposited Funds' },
    UnusedPayment: '0.00',
    AppliedToTxnRet: Object.entries(paid).map(([TxnID, Amount]) => ({ TxnID, TxnType: 'Invoice', Amount })),
    ...more,
  }) as BookRecord;
const recorded = (paid: Paid, more: RawRecord = {}): BookRecord =>
  readRecord(on, 'billcom', {
    id: '0rp1'.padEnd(20, '0'),
    customerId: 'Bgarcia',
    paymentDate: '2026-11-12',
    paymentType: '5',
    amount: Object.values(paid).reduce((sum, amount) => sum + Number(amount), 0),
    status: '0',
    refNumber: '2041 (QuickBooks 7-1)',
    isOnline: false,
    createdTime: '2026-11-12T16:00:00.000+0000',
    updatedTime: '2026-11-12T16:00:00.000+0000',
    invoicePays: Object.entries(paid).map(([invoiceId, amount]) => ({ invoiceId, amount: Number(amount) })),
    ...more,
  }) as BookRecord;
const linked = (quickbooks: BookRecord, billcom: BookRecord): Link => ({
  id: '1',
  entity: 'receivedPayment',
  quickbooksId: quickbooks.id,
  billcomId: billcom.id,
  quickbooksBase: quickbooks.fields,
  billcomBase: billcom.fields,
});

interface Scene {
  readonly definition?: EntityDefinition;
  readonly billcom?: BookRecord;
  readonly link?: Link;
  readonly undone?: boolean;
  /** The customer of Bill.com's invoices, by id; `Bgarcia` unless said. */
  readonly customers?: Readonly<Record<string, string>>;
  /** What is open on invoices of either book, by id. */
  readonly open?: Paid;
}
function plan(quickbooks: BookRecord, scene: Scene = {}) {
  const { definition = on, billcom, link, customers = {}, open = {}, undone = false } = scene;
  const there = billcom ? [billcom] : [];
  return reconcileEntity({
    definition,
    policy: 'billcom',
    records: {
      quickbooks: new Map([[quickbooks.id, quickbooks]]),
      billcom: new Map(there.map((each) => [each.id, each])),
    },
    links: link ? [link] : [],
    work: { quickbooks: new Set([quickbooks.id]), billcom: new Set(there.map(({ id }) => id)) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    decisions: noDecisions,
    undone: undone && billcom ? [{ quickbooksId: quickbooks.id, billcomId: billcom.id }] : [],
    references,
    targets: {
      get: (entity, id) =>
        entity === 'invoice' && !id.endsWith('-old')
          ? {
              fields: { name: id.slice(1), customer: customers[id] ?? 'Bgarcia' },
              facts: { ...(open[id] !== undefined && { open: open[id] }) },
            }
          : undefined,
    },
  });
}
const body = (fields: CanonicalFields | undefined) => on.billcom.ownCall?.body(fields ?? {}, '7-1');

test('off: it stays in QuickBooks and is listed', () => {
  const { operations, holds } = plan(received({ Q1: '100.00' }), { definition: definitionOf('off') });
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'ownerRule' }]);
});

test('on: what each invoice got is recorded, by the payment’s number and TxnID', () => {
  const { operations, holds } = plan(received({ Q1: '60.00', Q2: '40.00' }));
  expect(holds).toEqual([]);
  expect(operations).toMatchObject([{ book: 'billcom', action: 'create', sourceId: '7-1' }]);
  expect(body(operations[0]?.fields)).toEqual({
    customerId: 'Bgarcia',
    paymentDate: '2026-11-12',
    paymentType: '5',
    amount: 100,
    refNumber: '2041 (QuickBooks 7-1)',
    invoicePays: [
      { invoiceId: 'B1', amount: 60 },
      { invoiceId: 'B2', amount: 40 },
    ],
  });
});

test('what it pays of invoices that Bill.com does not have stays in QuickBooks, and is said', () => {
  const { operations, holds } = plan(received({ Q1: '60.00', 'Q2-old': '40.00' }));
  expect(body(operations[0]?.fields)).toMatchObject({
    amount: 60,
    invoicePays: [{ invoiceId: 'B1', amount: 60 }],
  });
  expect(holds).toMatchObject([
    { cause: 'waiting', field: 'applications', release: { when: 'linked', id: 'Q2-old' } },
  ]);
  expect(plan(received({ 'Q2-old': '100.00' })).operations).toEqual([]);
});

test('nothing is recorded of a payment that pays no invoice, or takes a discount', () => {
  const none = plan(received({}, { UnusedPayment: '100.00' }));
  expect([none.operations, none.holds.map(({ cause }) => cause)]).toEqual([[], ['waiting']]);
  const discounted = received(
    {},
    {
      AppliedToTxnRet: [{ TxnID: 'Q1', TxnType: 'Invoice', Amount: '100.00', DiscountAmount: '2.00' }],
    },
  );
  const { operations, holds } = plan(discounted);
  expect([operations, holds.map(({ cause }) => cause)]).toEqual([[], ['toPutRight']]);
});

test('it is recorded for the customer or job of its invoices; several wait for a person', () => {
  const one = plan(received({ Q1: '100.00' }), { customers: { B1: 'Bkitchen' } });
  expect(body(one.operations[0]?.fields)).toMatchObject({ customerId: 'Bkitchen' });
  const two = plan(received({ Q1: '60.00', Q2: '40.00' }), { customers: { B1: 'Bkitchen', B2: 'Bbath' } });
  expect(two.operations).toEqual([]);
  expect(two.holds).toMatchObject([
    { sentence: expect.stringContaining('cannot go to Bill.com: it pays invoices of several customers') },
  ]);
});

test('an invoice that is made by the same plan is waited for', () => {
  const { operations, holds } = plan(received({ 'Q1-new': '100.00' }));
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'waiting', release: { when: 'nextCycle' } }]);
});

test('one that would pay more than is open in Bill.com is not recorded', () => {
  const { operations, holds } = plan(received({ Q1: '100.00' }), { open: { B1: '50.00', Q1: '0.00' } });
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([
    {
      sentence: expect.stringContaining('50.00 can still be paid there'),
      // A credit memo that took it since: payments come first, and the credit is applied again.
      cure: expect.stringMatching(/If a credit memo took it in Bill\.com.*the credit can be applied again/),
    },
  ]);
});

describe('recorded', () => {
  const mine = received({ Q1: '100.00' });
  const theirs = recorded({ B1: '100.00' });
  const link = linked(mine, theirs);

  test('it stands, and never goes back; alone it is left alone', () => {
    expect(plan(mine, { billcom: theirs, link })).toMatchObject({ operations: [], holds: [] });
    const matched = plan(mine, { billcom: theirs });
    expect(matched).toMatchObject({ operations: [], holds: [], links: [{ quickbooksId: '7-1' }] });
    const gone = { ...mine, deleted: true };
    const alone = plan(gone, { billcom: theirs });
    expect([alone.operations, alone.holds.map(({ cause }) => cause)]).toEqual([[], ['ownerRule']]);
  });

  test('a deposit, another memo or number in QuickBooks changes nothing', () => {
    const touched = received({ Q1: '100.00' }, { EditSequence: '2', Memo: 'thanks', RefNumber: '2041-A' });
    expect(plan(touched, { billcom: theirs, link })).toMatchObject({ operations: [], holds: [] });
  });

  test.each([
    ['another amount', received({ Q1: '80.00' })],
    ['another day', received({ Q1: '100.00' }, { TxnDate: '2026-11-13' })],
    [
      'another customer',
      received({ Q1: '100.00' }, { CustomerRef: { ListID: 'Qsmith', FullName: 'Smith' } }),
    ],
  ])('changed in QuickBooks to %s: it is made void, and recorded anew after that', (_what, changed) => {
    const first = plan(changed, { billcom: theirs, link });
    expect(first.operations).toMatchObject([{ book: 'billcom', action: 'void', recordId: theirs.id }]);
    expect(first.holds).toMatchObject([{ cause: 'waiting', release: { when: 'nextCycle' } }]);
    const voided = recorded({ B1: '100.00' }, { status: '1' });
    const second = plan(changed, { billcom: voided, link, undone: true });
    expect(second.ended).toHaveLength(1);
    expect(second.operations).toMatchObject([{ book: 'billcom', action: 'create', sourceId: '7-1' }]);
  });

  test('an invoice that comes to Bill.com later takes its part of the payment', () => {
    const both = received({ Q1: '60.00', Q2: '40.00' });
    const part = recorded({ B1: '60.00' });
    const { operations } = plan(both, { billcom: part, link: linked(both, part) });
    expect(operations).toMatchObject([{ book: 'billcom', action: 'void' }]);
    const still = received({ Q1: '60.00', 'Q2-old': '40.00' });
    const waits = plan(still, { billcom: part, link: linked(still, part) });
    expect(waits.operations).toEqual([]);
    expect(waits.holds).toMatchObject([{ release: { when: 'linked', id: 'Q2-old' } }]);
  });

  test('deleted in QuickBooks: its twin is made void; off, it stays and is listed', () => {
    const gone = { ...mine, deleted: true };
    expect(plan(gone, { billcom: theirs, link }).operations).toMatchObject([
      { book: 'billcom', action: 'void', recordId: theirs.id },
    ]);
    const off = plan(gone, { billcom: theirs, link, definition: definitionOf('off') });
    expect(off.operations).toEqual([]);
    expect(off.holds).toMatchObject([{ cause: 'deleted', book: 'billcom' }]);
  });

  test('off: what stands stays linked and says nothing', () => {
    const off = plan(mine, { billcom: theirs, link, definition: definitionOf('off') });
    expect([off.operations, off.holds, off.ended]).toEqual([[], [], []]);
  });

  test('made void in Bill.com by a person: it is listed, and not recorded again', () => {
    const { operations, holds } = plan(mine, { billcom: recorded({ B1: '100.00' }, { status: '1' }), link });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'deleted', book: 'quickbooks' }]);
  });

  test('applied anew in Bill.com: it is told, not undone, also after somebody kept it so', () => {
    for (const other of [recorded({ B9: '100.00' }), recorded({}, { amount: 100, unappliedAmount: 100 })]) {
      const told = plan(mine, { billcom: other, link });
      expect(told.operations).toEqual([]);
      expect(told.holds).toMatchObject([{ field: 'applications', cure: expect.stringContaining('Undo') }]);
      expect(plan(mine, { billcom: other, link: linked(mine, other) }).operations).toEqual([]);
    }
  });

  test.each([
    ['several customers', received({ Q1: '60.00', Q2: '40.00' }), 'several customers'],
    ['no invoice', received({}, { UnusedPayment: '100.00' }), 'pays no invoice'],
    [
      'a discount',
      received(
        {},
        {
          AppliedToTxnRet: [{ TxnID: 'Q1', TxnType: 'Invoice', Amount: '90.00', DiscountAmount: '2.00' }],
        },
      ),
      'discount',
    ],
  ])('changed to what cannot be recorded anew (%s): what is there stands', (_what, changed, because) => {
    const { operations, holds } = plan(changed, {
      billcom: theirs,
      link,
      customers: { B1: 'Bkitchen', B2: 'Bbath' },
    });
    expect(operations).toEqual([]);
    expect(holds[0]?.sentence).toContain(because);
  });

  test('changed to pay an invoice that this sync makes: the next one replaces it', () => {
    const changed = received({ Q1: '60.00', 'Q2-new': '40.00' });
    const { operations, holds } = plan(changed, { billcom: theirs, link });
    expect(operations).toEqual([]);
    expect(holds[0]).toMatchObject({
      release: { when: 'nextCycle' },
      cure: expect.stringMatching(/^Nothing/),
    });
  });

  test('its reference edited away in Bill.com: the payment in QuickBooks is neither changed nor deleted', () => {
    const nameless = (more: RawRecord = {}) => recorded({ B1: '100.00' }, { refNumber: '2041', ...more });
    const edited = plan(mine, { billcom: nameless({ paymentDate: '2026-11-14' }), link });
    expect(edited.operations).toEqual([]);
    expect(edited.holds).toMatchObject([{ sentence: expect.stringContaining('by hand') }]);
    const voided = plan(mine, { billcom: nameless({ status: '1' }), link });
    expect(voided.operations).toEqual([]);
    expect(voided.holds).toMatchObject([{ sentence: expect.stringContaining('entered there by hand') }]);
  });

  test('after a lost answer, the one that it replaces is not taken for the new one; a person’s void one is', () => {
    const voided = recorded({ B1: '100.00' }, { status: '1' });
    const since = new Date('2026-11-12T15:59:00Z');
    const anew = recorded({ B1: '100.00' }, { id: '0rp2'.padEnd(20, '0') });
    expect(madeOf(on, '7-1', since, [voided, anew], new Set([voided.id]))).toEqual([anew]);
    expect(madeOf(on, '7-1', since, [voided], new Set([voided.id]))).toEqual([]);
    expect(madeOf(on, '7-1', since, [voided], new Set())).toEqual([voided]);
  });

  test('of a payment that came through Bill.com nothing is undone there', () => {
    const online = recorded({ B1: '100.00' }, { isOnline: true, refNumber: 'R1' });
    const { operations, holds } = plan(
      { ...mine, deleted: true },
      { billcom: online, link: linked(mine, online) },
    );
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'deleted', book: 'billcom' }]);
  });
});
