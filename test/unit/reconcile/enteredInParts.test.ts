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
  { entity: 'billPayment', document: 'bill', party: 'vendor', paid: '2' },
  { entity: 'receivedPayment', document: 'invoice', party: 'customer', paid: '0' },
] as const;

describe.each(sides)('a $entity', ({ entity, document, party, paid }) => {
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
    }: {
      open?: Applied;
      links?: readonly Link[];
      decisions?: Partial<Decisions>;
      settings?: Partial<EntitySettings>;
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
      'waiting 40',
    ]);
    const online = { ...whole, facts: { status: paid, made: since } };
    expect(posted(plan(quickbooks, [online], { open, settings: both }))).toContain('Q15');
  });

  test('of a document that is settled in QuickBooks stays history', () => {
    const done = plan(parts, [theirs('40', { 'b-1': '40.00' })], { open: { 'q-1': '0.00', 'b-1': '0.00' } });
    expect([posted(done), held(done)]).toEqual([[], ['beforeConnection 40']]);
  });
});
