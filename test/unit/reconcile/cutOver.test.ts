import type { CanonicalFields } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { historyStandsBack } from '../../../src/reconcile/guards/bookRules';
import { planCreate } from '../../../src/reconcile/create';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

/** What is made of documents that are from before the connection, and of those that somebody left out. */

const definition = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'bill')!;
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const fieldsOf = (book: 'q' | 'b', more: CanonicalFields = {}): CanonicalFields => ({
  name: 'A-1',
  vendor: `${book}-acme`,
  date: '2026-03-31',
  dueDate: '2026-04-30',
  terms: null,
  memo: null,
  lines: [
    {
      account: `${book}-rent`,
      item: null,
      quantity: null,
      amount: '10.00',
      memo: null,
      customer: null,
      class: null,
      billable: false,
    },
  ],
  ...more,
});
const features = { classTracking: true, accountNumbers: true };

describe('receivables that were switched on after the connection', () => {
  const rules = {
    features,
    homeCurrency: null,
    connectedAt: new Date('2026-01-01'),
    receivablesAt: new Date('2026-06-01'),
  };
  const standsBack = (
    entity: string,
    isPaid: boolean,
    made: string,
    imports: { from: string; to: string }[] = [],
  ) =>
    historyStandsBack(
      { ...rules, imports },
      entityDefinitions(defaultEntitySettings).find(({ name }) => name === entity)!,
      bookRecord('1', { date: made }, { isPaid: String(isPaid), made: `${made}T00:00:00.000+0000` }),
    );

  test.each([
    ['invoice', 'paid', '2026-03-31', 'it was entered and settled before receivables were switched on'],
    ['invoice', 'open', '2026-03-31', undefined],
    ['invoice', 'paid', '2026-06-02', undefined],
    ['bill', 'paid', '2026-03-31', undefined],
    ['bill', 'paid', '2025-12-31', 'it was entered and settled before the two books were connected'],
  ])('%s, %s, made on %s: %s', (entity, state, made, because) =>
    expect(standsBack(entity, state === 'paid', made)?.because).toBe(because),
  );

  test.each([
    ['2', '2026-03-31', 'beforeConnection'],
    ['2', '2026-06-02', undefined],
    ['1', '2026-03-31', undefined],
  ])('money that Bill.com moved, type %s, on %s: %s', (type, made, cause) => {
    const transfers = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'fundsTransfer')!;
    const facts = { status: '1', type, made: `${made}T12:00:00.000+0000` };
    expect(historyStandsBack(rules, transfers, bookRecord('m', { date: made }, facts))?.cause).toBe(cause);
  });

  test('are brought over by their days', () =>
    expect(
      standsBack('invoice', true, '2026-03-31', [{ from: '2026-03-01', to: '2026-03-31' }]),
    ).toBeUndefined());
});

describe('documents that were settled before the connection', () => {
  const old = { isPaid: 'true', made: '2026-04-01T00:00:00.000+0000' };
  const make = (day: string, imports?: { from: string; to: string }[], facts: object = old) =>
    planCreate({
      definition,
      book: 'billcom',
      record: bookRecord('00n1', fieldsOf('b', { date: day }), facts),
      references,
      rules: {
        features,
        homeCurrency: null,
        connectedAt: new Date('2026-06-01'),
        ...(imports && { imports }),
      },
    });

  test('stay where they are, with the way to have them', () => {
    const { operation, holds } = make('2026-03-31');
    expect(operation).toBeUndefined();
    expect(holds).toMatchObject([
      { cause: 'beforeConnection', cure: expect.stringContaining('tieout import') },
    ]);
  });

  const range = [{ from: '2026-01-01', to: '2026-03-31' }];
  test.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ])('of %s go over when January to March were asked for: %s', (day, goes) => {
    expect(make(day, range).operation !== undefined).toBe(goes);
  });

  test('open ones, and those made since, go over whatever their date', () => {
    expect(make('2020-01-01', undefined, { ...old, isPaid: 'false' }).operation).toBeDefined();
    expect(
      make('2020-01-01', undefined, { ...old, made: '2026-06-02T00:00:00.000+0000' }).operation,
    ).toBeDefined();
  });
});

describe('a record that was left out', () => {
  const plan = (quickbooks: readonly BookRecord[]) =>
    reconcileEntity({
      definition,
      policy: 'ask',
      records: {
        quickbooks: new Map(quickbooks.map((each) => [each.id, each])),
        billcom: new Map([
          ['00n1', bookRecord('00n1', fieldsOf('b'))],
          ['00n2', bookRecord('00n2', fieldsOf('b', { name: 'A-2' }))],
        ]),
      },
      links: [],
      work: { quickbooks: new Set(quickbooks.map(({ id }) => id)), billcom: new Set(['00n1', '00n2']) },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      leftOut: { quickbooks: new Map(), billcom: new Map([['00n1', { who: 'Anna' }]]) },
      references,
      rules: { features, homeCurrency: null },
    });

  test('is not made, the others are; its hold says who left it out and how it is undone', () => {
    const { operations, holds } = plan([]);
    expect(operations.map(({ sourceId }) => sourceId)).toEqual(['00n2']);
    expect(holds).toMatchObject([
      {
        cause: 'leftOut',
        recordId: '00n1',
        sentence: expect.stringContaining('left out by Anna'),
        cure: expect.stringContaining('bill 00n1 --undo'),
      },
    ]);
  });

  test('is linked all the same when its twin turns up', () => {
    const { links, holds } = plan([bookRecord('T1', fieldsOf('q'))]);
    expect(links).toMatchObject([{ quickbooksId: 'T1', billcomId: '00n1' }]);
    expect(holds).toEqual([]);
  });
});
