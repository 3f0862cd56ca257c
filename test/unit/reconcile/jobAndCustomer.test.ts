import type {
  Book,
  CanonicalFields,
  EntityName,
  RecordFacts,
  ReferenceTarget,
} from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { noDecisions, type Decisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import { inBothBooks } from '../../../src/reconcile/paths';
import type { EntityPlan } from '../../../src/reconcile/plan';
import { bookRecord } from '../../support/bookRecord';

/**
 * What people entered for a job in one book and for its customer in the other. Kern has the jobs Kitchen and Deck, and Kitchen
 * has the job Sink: `q-kern` of QuickBooks is `b-kern` of Bill.com.
 */
const levels = { kitchen: 'kern', deck: 'kern', sink: 'kitchen' } as const;
const parentsIn = (letter: 'q' | 'b'): ReadonlyMap<string, string> =>
  new Map(Object.entries(levels).map(([job, above]) => [`${letter}-${job}`, `${letter}-${above}`]));
const before = '2026-03-01T00:00:00.000+0000';

/** An invoice of Kern, what stands above who pays, or an account. */
function target(of: EntityName, id: string): ReferenceTarget {
  if (of === 'invoice')
    return { fields: { name: 'A-1', customer: 'q-kern' }, facts: { open: '500.00', due: '500.00' } };
  if (of === 'customer') return { fields: { name: id, parent: parentsIn('q').get(id) ?? null }, facts: {} };
  return { fields: { type: 'Bank', name: id }, facts: {} };
}

interface World {
  readonly quickbooks: readonly BookRecord[];
  readonly billcom: readonly BookRecord[];
  readonly decisions?: Partial<Decisions>;
  /** Bill.com does not have the levels: a job there stands by itself. */
  readonly isFlat?: boolean;
}

function plan(entity: EntityName, { quickbooks, billcom, decisions, isFlat }: World): EntityPlan {
  const settings = { ...defaultEntitySettings, legacyStatus: 'on', receivablesSince: '2026-01-01' } as const;
  const definition = entityDefinitions(settings).find(({ name }) => name === entity);
  if (!definition) throw new Error(`there is no ${entity}`);
  const all = { quickbooks, billcom };
  return reconcileEntity({
    definition,
    policy: definition.conflict,
    records: inBothBooks((book) => new Map(all[book].map((each) => [each.id, each]))),
    links: [],
    work: inBothBooks((book) => new Set(all[book].map(({ id }) => id))),
    inFlight: inBothBooks(() => new Set<string>()),
    decisions: { ...noDecisions, ...decisions },
    references: {
      resolve: (_entity, book, id) => ({
        state: 'linked',
        id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
      }),
      parents: () => ({ quickbooks: parentsIn('q'), billcom: isFlat ? new Map() : parentsIn('b') }),
    },
    targets: { get: target },
    rules: {
      ...{ features: { classTracking: true, accountNumbers: true }, homeCurrency: null },
      ...{ connectedAt: new Date('2026-06-01'), acceptedAt: new Date('2026-06-05'), accounts: {} },
    },
  });
}

const letterOf = (book: Book): 'q' | 'b' => (book === 'quickbooks' ? 'q' : 'b');
const said = ({ holds }: EntityPlan): string[] =>
  holds.map(({ cause, book, recordId }) => `${cause} ${book} ${recordId}`).sort();
const made = ({ operations }: EntityPlan): string[] => operations.map(({ sourceId }) => sourceId).sort();

describe('a payment', () => {
  const payment = (
    book: Book,
    customer: string,
    { applied = '0.00', ...more }: CanonicalFields & { readonly applied?: string } = {},
    facts: RecordFacts = {},
  ): BookRecord => {
    const letter = letterOf(book);
    return bookRecord(
      letter.toUpperCase(),
      {
        ...{ name: `${letter} 1`, customer: `${letter}-${customer}`, receivablesAccount: null },
        ...{ account: `${letter}-checking`, date: letter === 'q' ? '2026-02-11' : '2026-03-01' },
        ...{ total: '100.00', method: null, memo: null },
        applications: applied === '0.00' ? [] : [{ invoice: `${letter}-1`, amount: applied }],
        ...more,
      },
      {
        ...{ total: '100.00', unused: (100 - Number(applied)).toFixed(2), made: before },
        ...(letter === 'b' && { status: '0', offline: 'yes' }),
        ...facts,
      },
    );
  };

  test.each<[string, string, string]>([
    ['a job', 'kern', 'kitchen'],
    ['the customer above a job', 'kitchen', 'kern'],
    ['a job two levels below', 'kern', 'sink'],
    ['the job above the job', 'sink', 'kitchen'],
  ])('of %s is asked about beside one in QuickBooks that is not applied', (_what, q, b) => {
    for (const isFlat of [false, true]) {
      const done = plan('receivedPayment', {
        quickbooks: [payment('quickbooks', q)],
        billcom: [payment('billcom', b, { applied: '100.00' })],
        isFlat,
      });
      // What is applied to nothing is not recorded in Bill.com, whatever else speaks against it.
      expect([done.links, made(done), said(done)]).toEqual([
        [],
        [],
        ['asksFirst billcom B', 'beforeConnection quickbooks Q'],
      ]);
    }
  });

  test('says that it may be one of the customer or of a job', () => {
    const done = plan('receivedPayment', {
      quickbooks: [payment('quickbooks', 'kern')],
      billcom: [payment('billcom', 'kitchen', { applied: '100.00' })],
    });
    expect(done.holds.find(({ book }) => book === 'billcom')).toMatchObject({
      sentence: expect.stringContaining(
        'QuickBooks has a payment of the same customer or a job of it over the same amount that Bill.com does not have: “q 1”',
      ) as string,
      detail: { sameAs: ['Q'] },
    });
  });

  test.each<[string, string, string]>([
    ['two jobs of one customer', 'kitchen', 'deck'],
    ['a job and the one beside the job above it', 'sink', 'deck'],
  ])('of %s is no doubt', (_what, q, b) => {
    const done = plan('receivedPayment', {
      quickbooks: [payment('quickbooks', q)],
      billcom: [payment('billcom', b, { applied: '100.00' })],
    });
    expect([made(done), said(done)]).toEqual([['B'], ['beforeConnection quickbooks Q']]);
  });

  test('with the same number, day and amount on the customer and on the job is asked about, never linked', () => {
    const same = { name: '1044', date: '2026-03-01', applied: '100.00' };
    const done = plan('receivedPayment', {
      quickbooks: [
        payment('quickbooks', 'kern', { ...same, applications: [{ invoice: 'q-1', amount: '100.00' }] }),
      ],
      billcom: [
        payment('billcom', 'kitchen', { ...same, applications: [{ invoice: 'b-2', amount: '100.00' }] }),
      ],
    });
    expect([done.links, made(done)]).toEqual([[], []]);
    expect(said(done)).toEqual(['possibleDuplicate billcom B', 'possibleDuplicate quickbooks Q']);
    expect(done.holds[0]?.sentence).toContain(
      'one of the two stands on a customer, the other on a job of it',
    );
    const apart = [{ id: '1', isOpen: false, quickbooksId: 'Q', billcomId: 'B' }];
    const other = plan('receivedPayment', {
      quickbooks: [payment('quickbooks', 'kern', same)],
      billcom: [payment('billcom', 'kitchen', same)],
      decisions: { apart },
    });
    expect(made(other)).toContain('B');
  });

  test('whose own twin stands on the same party is linked to that, whatever stands on the job', () => {
    const same = { name: '1044', date: '2026-03-01' };
    const own = payment('billcom', 'kern', same);
    const job = { ...payment('billcom', 'kitchen', { ...same, applied: '100.00' }), id: 'B2' };
    const done = plan('receivedPayment', {
      quickbooks: [payment('quickbooks', 'kern', same)],
      billcom: [own, job],
    });
    expect(done.links).toMatchObject([{ quickbooksId: 'Q', billcomId: 'B' }]);
    expect(made(done)).toEqual(['B2']);
  });
});

describe('an invoice', () => {
  const invoice = (book: Book, customer: string, more: CanonicalFields = {}): BookRecord => {
    const letter = letterOf(book);
    return bookRecord(
      letter.toUpperCase(),
      {
        ...{ name: '1001', customer: `${letter}-${customer}`, date: '2026-07-01', dueDate: '2026-08-01' },
        ...{ terms: null, memo: null, toBeEmailed: false, taxItem: null },
        lines: [
          {
            ...{ item: `${letter}-labor`, description: null, quantity: '1', rate: '100', amount: '100.00' },
            ...{ class: null, isTaxed: false },
          },
        ],
        ...more,
      },
      { total: '100.00', subtotal: '100.00', tax: '0.00', due: '100.00', open: '100.00', made: before },
    );
  };

  test('made again in Bill.com for the customer of its job is a possible duplicate in both books', () => {
    const done = plan('invoice', {
      quickbooks: [invoice('quickbooks', 'kitchen')],
      billcom: [invoice('billcom', 'kern')],
    });
    expect([done.links, made(done)]).toEqual([[], []]);
    expect(said(done)).toEqual(['possibleDuplicate billcom B', 'possibleDuplicate quickbooks Q']);
  });

  test('with another number, day and amount is another invoice', () => {
    const done = plan('invoice', {
      quickbooks: [invoice('quickbooks', 'kitchen')],
      billcom: [invoice('billcom', 'kern', { name: '2002', date: '2026-07-02' })],
    });
    expect(made(done)).toEqual(['B', 'Q']);
  });
});
