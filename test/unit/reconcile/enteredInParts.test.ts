import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type {
  CanonicalFields,
  EntityDefinition,
  EntitySettings,
  RecordFacts,
} from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { noDecisions, type Decisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { EntityPlan, Link } from '../../../src/reconcile/plan';
import { bookRecord } from '../../support/bookRecord';

/** Payments that people entered in both books before the connection, in other parts. */

const connectedAt = new Date('2026-06-01');
const acceptedAt = new Date('2026-06-05');
const before = '2026-03-01T00:00:00.000+0000';
const since = '2026-06-06T00:00:00.000+0000';
/** Connected, and not accepted yet: people still enter everything by hand. */
const between = '2026-06-02T00:00:00.000+0000';
type Applied = Readonly<Record<string, string>>;

const moneyOf = ({ fields }: BookRecord): string => String(fields.total);

/** The same on both sides of the books: what pays, and what is paid. */
const sides = [
  { entity: 'billPayment', document: 'bill', party: 'vendor', paid: '2', scheduled: '1' },
  { entity: 'receivedPayment', document: 'invoice', party: 'customer', paid: '0', scheduled: '2' },
] as const;

describe.each(sides)('a $entity', ({ entity, document, party, paid, scheduled }) => {
  const definitionOf = (settings: Partial<EntitySettings>): EntityDefinition =>
    entityDefinitions({ ...defaultEntitySettings, moneyOutClearing: 'q-clearing', ...settings }).find(
      ({ name }) => name === entity,
    ) as EntityDefinition;
  /** What is paid in QuickBooks is recorded in Bill.com, too. */
  const both = { twoWayBills: 'on', outsidePayments: 'do', legacyStatus: 'on' } as const;

  const fieldsOf = (letter: 'q' | 'b', applied: Applied, more: CanonicalFields): CanonicalFields => {
    const cents = Object.values(applied).reduce((sum, amount) => sum + Number(amount), 0);
    return {
      ...{ name: null, [party]: `${letter}-acme`, account: `${letter}-checking`, date: '2026-03-01' },
      ...{ memo: null, toPrint: null, total: cents.toFixed(2), method: null, receivablesAccount: null },
      applications: Object.entries(applied).map(([id, amount]) => ({ [document]: id, amount })),
      ...more,
    };
  };
  const there = (id: string, applied: Applied, facts: RecordFacts = {}): BookRecord =>
    bookRecord(id, fieldsOf('q', applied, { name: `No ${id}`, date: '2026-02-11' }), {
      [party]: 'Acme',
      made: '2026-02-11T10:00:00-06:00',
      ...facts,
    });
  const theirs = (id: string, applied: Applied, facts: RecordFacts = {}): BookRecord =>
    bookRecord(id, fieldsOf('b', applied, { name: `P ${id}` }), { status: paid, made: before, ...facts });
  const linked = (quickbooks: BookRecord, billcom: BookRecord): Link => ({
    ...{ id: '1', entity, quickbooksId: quickbooks.id, billcomId: billcom.id },
    ...{ quickbooksBase: quickbooks.fields, billcomBase: billcom.fields },
  });

  function plan(
    quickbooks: readonly BookRecord[],
    billcom: readonly BookRecord[],
    {
      open = { 'q-1': '60.00', 'b-1': '60.00' },
      links = [],
      decisions = {},
      settings = {},
      leftOut = {},
    }: {
      open?: Applied;
      links?: readonly Link[];
      decisions?: Partial<Decisions>;
      settings?: Partial<EntitySettings>;
      /** Of Bill.com, by id: the payments of QuickBooks that each is the same money as. */
      leftOut?: Readonly<Record<string, readonly string[]>>;
    } = {},
  ): EntityPlan {
    const map = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
    const ids = (records: readonly BookRecord[]) => new Set(records.map(({ id }) => id));
    return reconcileEntity({
      definition: definitionOf(settings),
      policy: 'billcom',
      records: { quickbooks: map(quickbooks), billcom: map(billcom) },
      links,
      work: { quickbooks: ids(quickbooks), billcom: ids(billcom) },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      decisions: { ...noDecisions, ...decisions },
      leftOut: {
        quickbooks: new Map(),
        billcom: new Map(Object.entries(leftOut).map(([id, sameAs]) => [id, { who: 'Anna', sameAs }])),
      },
      references: {
        resolve: (_entity, book, id) => ({
          state: 'linked',
          id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
        }),
      },
      targets: {
        get: (of, id) =>
          of === document
            ? { fields: { name: `A-${id.slice(2)}` }, facts: { open: open[id], due: open[id] } }
            : { fields: { type: 'Bank', name: id, parent: null }, facts: {} },
      },
      rules: {
        ...{
          features: { classTracking: true, accountNumbers: true },
          homeCurrency: null,
          connectedAt,
          acceptedAt,
        },
        accounts: { moneyInClearing: { id: 'q-clearing', name: 'Money In' } },
      },
    });
  }
  const posted = ({ operations }: EntityPlan): string[] => operations.map(({ sourceId }) => sourceId);
  const held = ({ holds }: EntityPlan): string[] =>
    holds.filter(({ book }) => book === 'billcom').map(({ cause, recordId }) => `${cause} ${recordId}`);
  const parts = [there('Q25', { 'q-1': '25.00' }), there('Q15', { 'q-1': '15.00' })];

  test('of which QuickBooks has two halves is asked about, and nothing is posted', () => {
    const done = plan(parts, [theirs('40', { 'b-1': '40.00' })]);
    expect(posted(done)).toEqual([]);
    const [hold] = done.holds.filter(({ book }) => book === 'billcom');
    expect(hold?.cause).toBe('asksFirst');
    expect(hold?.sentence).toContain(
      `pays 40.00 of the ${document} “A-1”, on which QuickBooks has payments that Bill.com does not have: “No Q15 of Acme” (15.00 of 2026-02-11) and “No Q25 of Acme” (25.00 of 2026-02-11).`,
    );
    expect(hold?.sentence).toContain(`Open of the ${document}: 60.00 in QuickBooks and 60.00 in Bill.com.`);
  });

  test('that is a half of one in QuickBooks is asked about, and so is the other half', () => {
    const billcom = [theirs('25', { 'b-1': '25.00' }), theirs('15', { 'b-1': '15.00' })];
    const done = plan([there('Q40', { 'q-1': '40.00' })], billcom);
    expect(posted(done)).toEqual([]);
    expect(held(done).sort()).toEqual(['asksFirst 15', 'asksFirst 25']);
  });

  test('for several documents is asked about for one of them', () => {
    const open = { 'q-1': '100.00', 'q-2': '60.00', 'b-1': '0.00', 'b-2': '60.00' };
    const both = theirs('140', { 'b-1': '100.00', 'b-2': '40.00' });
    const done = plan([there('Q25', { 'q-2': '25.00' })], [both], { open });
    expect([posted(done), held(done)]).toEqual([[], ['asksFirst 140']]);
  });

  test('what is asked about takes no room from the next payment', () => {
    const next = theirs('60', { 'b-1': '60.00' }, { made: since });
    const done = plan(parts, [theirs('40', { 'b-1': '40.00' }), next]);
    expect([posted(done), held(done)]).toEqual([['60'], ['asksFirst 40']]);
  });

  test.each<[string, BookRecord[], RecordFacts]>([
    ['a payment that came through Bill.com since', parts, { made: since }],
    ['one whose halves are void in QuickBooks', parts.map((each) => ({ ...each, deleted: true })), {}],
    ['one of another document', [there('Q25', { 'q-2': '25.00' })], {}],
    ['one of a document that QuickBooks has no payment of', [], {}],
  ])('%s is posted', (_what, quickbooks, facts) => {
    const done = plan(quickbooks, [theirs('40', { 'b-1': '40.00' }, facts)]);
    expect([posted(done), held(done)]).toEqual([['40'], []]);
  });

  test.each<[string, RecordFacts]>([
    ['that somebody recorded in Bill.com by hand since', { made: since, offline: 'yes' }],
    ['that Bill.com made before the first preview was accepted', { made: between }],
  ])('one %s is asked about', (_what, facts) => {
    const done = plan(parts, [theirs('40', { 'b-1': '40.00' }, facts)]);
    expect([posted(done), held(done)]).toEqual([[], ['asksFirst 40']]);
  });

  test('what both books know is no doubt: another payment of the same document is posted', () => {
    const [ours, twin] = [there('Q25', { 'q-1': '25.00' }), theirs('25', { 'b-1': '25.00' })];
    const done = plan([ours], [twin, theirs('40', { 'b-1': '40.00' })], { links: [linked(ours, twin)] });
    expect([posted(done), held(done)]).toEqual([['40'], []]);
  });

  test('what a person has kept apart, or wants posted, is posted', () => {
    const payment = theirs('40', { 'b-1': '40.00' });
    const apart = parts.map(({ id }) => ({ id, isOpen: true, quickbooksId: id, billcomId: payment.id }));
    const [question] = plan(parts, [payment]).holds.filter(({ book }) => book === 'billcom');
    const shown = question?.detail.shown as CanonicalFields;
    const make = [{ id: '7', isOpen: true, book: 'billcom', recordId: payment.id, shown }] as const;
    for (const decisions of [{ apart }, { make }])
      expect(posted(plan(parts, [payment], { decisions }))).toEqual(['40']);
    const other = [{ ...make[0], shown: { ...shown, date: '2026-01-01' } }];
    expect(posted(plan(parts, [payment], { decisions: { make: other } }))).toEqual([]);
  });

  test('of QuickBooks is not recorded in Bill.com beside what somebody entered there by hand', () => {
    const quickbooks = parts.map((part) => ({ ...part, facts: { ...part.facts, total: moneyOf(part) } }));
    const open = { 'q-1': '30.00', 'b-1': '60.00' };
    const whole = theirs('40', { 'b-1': '40.00' }, { made: since, offline: 'yes' });
    const done = plan(quickbooks, [whole], { open, settings: both });
    expect(posted(done)).toEqual([]);
    expect(done.holds.map(({ cause, recordId }) => `${cause} ${recordId}`).sort()).toEqual([
      'asksFirst Q15',
      'asksFirst Q25',
      // More than what QuickBooks has open.
      'tooMuch 40',
    ]);
    const online = { ...whole, facts: { status: paid, made: since } };
    expect(posted(plan(quickbooks, [online], { open, settings: both }))).toContain('Q15');
  });

  test('of a document that is settled in QuickBooks stays history', () => {
    const done = plan(parts, [theirs('40', { 'b-1': '40.00' })], { open: { 'q-1': '0.00', 'b-1': '0.00' } });
    expect([posted(done), held(done)]).toEqual([[], ['beforeConnection 40']]);
  });

  describe('that a person left in its book as the same money', () => {
    const whole = theirs('40', { 'b-1': '40.00' });
    const later = theirs('20', { 'b-1': '20.00' }, { made: since, offline: 'yes' });
    const left = { '40': ['Q25', 'Q15'] };

    test('names what it is the same as, for the ledger', () => {
      const [question] = plan(parts, [whole]).holds.filter(({ book }) => book === 'billcom');
      expect(question?.detail.sameAs).toEqual(['Q15', 'Q25']);
    });

    test('explains those: a later one that is recorded by hand is posted unasked', () => {
      const done = plan(parts, [whole, later], { leftOut: left });
      expect([posted(done), held(done)]).toEqual([['20'], ['leftOut 40']]);
    });

    test.each<[string, BookRecord[], BookRecord, Record<string, string[]>]>([
      ['was left out for another reason', parts, whole, { '40': [] }],
      ['is void by now', parts, { ...whole, deleted: true }, left],
      ['lost one of them', parts.slice(0, 1), whole, left],
    ])('explains nothing when it %s', (_what, quickbooks, left40, leftOut) => {
      const done = plan(quickbooks, [left40, later], { leftOut });
      expect(posted(done)).toEqual([]);
      expect(held(done)).toContain('asksFirst 20');
    });

    test('has none of them recorded in Bill.com, and each says why', () => {
      const quickbooks = parts.map((part) => ({ ...part, facts: { ...part.facts, total: moneyOf(part) } }));
      const open = { 'q-1': '30.00', 'b-1': '60.00' };
      const done = plan(quickbooks, [whole], { open, settings: both, leftOut: left });
      expect(posted(done)).toEqual([]);
      const said = done.holds.filter(({ book }) => book === 'quickbooks');
      expect(said.map(({ cause, recordId }) => `${cause} ${recordId}`).sort()).toEqual([
        'leftOut Q15',
        'leftOut Q25',
      ]);
      expect(said[0]?.sentence).toContain('Anna decided that it is the same money as “P 40” there.');
    });
  });

  describe('of QuickBooks, while Bill.com has paid of the same document', () => {
    const own = { ...there('Q10', { 'q-1': '10.00' }), facts: { total: '10.00', made: since } };
    // 100 of each; Bill.com has 30 less open than QuickBooks, which has 10 less.
    const open = { 'q-1': '90.00', 'b-1': '70.00' };

    test('is recorded when Bill.com paid that by itself, though QuickBooks does not have it yet', () => {
      const online = theirs('30', { 'b-1': '30.00' }, { made: since });
      const done = plan([own], [online], { open, settings: both });
      expect(posted(done).sort()).toEqual(['30', 'Q10']);
    });

    test.each<[string, BookRecord[]]>([
      ['that is only scheduled', [theirs('30', { 'b-1': '30.00' }, { made: since, status: scheduled })]],
      ['of another document', [theirs('30', { 'b-2': '30.00' }, { made: since })]],
      ['that Tieout recorded', [theirs('30', { 'b-1': '30.00' }, { made: since, recordedFor: 'Q9' })]],
      ['of nobody', []],
    ])('waits when what is missing is no payment %s', (_what, billcom) => {
      const done = plan([own], billcom, { open, settings: both });
      expect(posted(done)).not.toContain('Q10');
      expect(done.holds.find(({ recordId }) => recordId === 'Q10')?.sentence).toContain(
        'Perhaps Bill.com has this payment already.',
      );
    });
  });
});

/** A customer's payment that is applied in one book only; it has no number in common, and another day. */
describe('a payment of a customer over the same amount that one book has not applied', () => {
  const definition = entityDefinitions({ ...defaultEntitySettings, legacyStatus: 'on' }).find(
    ({ name }) => name === 'receivedPayment',
  ) as EntityDefinition;
  const received = (id: string, letter: 'q' | 'b', amount: string, applied: string): BookRecord => {
    const unused = (Number(amount) - Number(applied)).toFixed(2);
    const facts = {
      total: amount,
      unused,
      made: before,
      ...(letter === 'b' && { status: '0', offline: 'yes' }),
    };
    const lines = Number(applied) > 0 ? [{ invoice: `${letter}-1`, amount: applied }] : [];
    return bookRecord(
      id,
      {
        ...{ name: `${letter} ${id}`, customer: `${letter}-acme`, receivablesAccount: null },
        ...{ account: `${letter}-checking`, date: letter === 'q' ? '2026-02-11' : '2026-03-01' },
        ...{ total: amount, method: null, memo: null, applications: lines },
      },
      facts,
    );
  };
  function plan(
    quickbooks: BookRecord,
    billcom: readonly BookRecord[],
    more: { decisions?: Partial<Decisions>; customer?: string } = {},
  ): EntityPlan {
    const theirs = new Map(billcom.map((each) => [each.id, each]));
    return reconcileEntity({
      definition,
      policy: 'billcom',
      records: { quickbooks: new Map([[quickbooks.id, quickbooks]]), billcom: theirs },
      links: [],
      work: { quickbooks: new Set([quickbooks.id]), billcom: new Set(theirs.keys()) },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      decisions: { ...noDecisions, ...more.decisions },
      references: {
        resolve: (entity, book, id) => ({
          state: 'linked',
          id:
            entity === 'customer' && more.customer !== undefined && book === 'billcom'
              ? more.customer
              : `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
        }),
      },
      targets: {
        get: (of) =>
          of === 'invoice'
            ? {
                fields: { name: 'A-1', customer: more.customer ?? 'q-acme' },
                facts: { open: '500.00', due: '500.00' },
              }
            : { fields: { type: 'Bank', name: 'x', parent: null }, facts: {} },
      },
      rules: {
        ...{ features: { classTracking: true, accountNumbers: true }, homeCurrency: null },
        ...{ connectedAt, acceptedAt, accounts: {} },
      },
    });
  }
  const asked = ({ holds }: EntityPlan): string[] =>
    holds.filter(({ cause }) => cause === 'asksFirst').map(({ book, recordId }) => `${book} ${recordId}`);

  test('applied in Bill.com, it is asked about and not posted', () => {
    const done = plan(received('Q', 'q', '100.00', '0.00'), [received('B', 'b', '100.00', '100.00')]);
    expect(done.operations).toEqual([]);
    expect(done.links).toEqual([]);
    expect(asked(done)).toEqual(['billcom B']);
    expect(done.holds.find(({ recordId }) => recordId === 'B')).toMatchObject({
      sentence:
        'The received payment “b B” in Bill.com is over 100.00, and QuickBooks has a payment of the same customer over the same amount that Bill.com does not have: “q Q” (2026-02-11, all of it applied to nothing). It may be the same money, entered by hand and applied otherwise; made now, it would stand in QuickBooks twice.',
      detail: { sameAs: ['Q'] },
    });
  });

  test('applied in QuickBooks, it is asked about and not recorded in Bill.com', () => {
    const done = plan(received('Q', 'q', '100.00', '100.00'), [received('B', 'b', '100.00', '0.00')]);
    expect(done.operations).toEqual([]);
    expect(asked(done)).toEqual(['quickbooks Q']);
  });

  test('linked by a person, none is made, and what differs is listed', () => {
    const links = [{ id: '1', isOpen: true, quickbooksId: 'Q', billcomId: 'B' }];
    const done = plan(received('Q', 'q', '100.00', '0.00'), [received('B', 'b', '100.00', '100.00')], {
      decisions: { links },
    });
    expect([done.operations, asked(done)]).toEqual([[], []]);
    expect(done.links).toMatchObject([{ quickbooksId: 'Q', billcomId: 'B' }]);
    // What people entered in QuickBooks is theirs to change.
    expect(done.holds.map(({ cause, field }) => `${cause} ${field}`)).toContain('cannotChange applications');
  });

  test.each<[string, BookRecord, BookRecord, { customer?: string; decisions?: Partial<Decisions> }]>([
    ['over another amount', received('Q', 'q', '90.00', '0.00'), received('B', 'b', '100.00', '100.00'), {}],
    [
      'of another customer',
      received('Q', 'q', '100.00', '0.00'),
      received('B', 'b', '100.00', '100.00'),
      { customer: 'q-other' },
    ],
    [
      'that a person said to be another',
      received('Q', 'q', '100.00', '0.00'),
      received('B', 'b', '100.00', '100.00'),
      { decisions: { apart: [{ id: '1', isOpen: false, quickbooksId: 'Q', billcomId: 'B' }] } },
    ],
  ])('one %s is no doubt', (_what, quickbooks, billcom, more) => {
    const done = plan(quickbooks, [billcom], more);
    expect(asked(done)).toEqual([]);
    expect(done.operations.map(({ sourceId }) => sourceId)).toContain('B');
  });

  test('what a customer paid through Bill.com since is posted', () => {
    const { facts, ...rest } = received('B', 'b', '100.00', '100.00');
    const online = { ...rest, facts: { ...facts, made: since, offline: undefined } };
    const done = plan(received('Q', 'q', '100.00', '0.00'), [online]);
    expect(done.operations.map(({ sourceId }) => sourceId)).toContain('B');
  });
});
