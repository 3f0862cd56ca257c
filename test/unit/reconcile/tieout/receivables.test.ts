import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import { receivedPaymentDefinition } from '../../../../src/entities/receivedPayment';
import type { Entry, Party, TieOut } from '../../../../src/reconcile/tieout/entries';
import { partiesOf } from '../../../../src/reconcile/tieout/parties';
import { entriesOf, ownFigures } from '../../../../src/reconcile/tieout/reading';
import { sides } from '../../../../src/reconcile/tieout/sides';
import { tieOut } from '../../../../src/reconcile/tieout/tieOut';
import { books, entry, posting } from './books';

const hill: Party = { name: 'Hill', quickbooks: 'QHill', billcom: 'BHill' };
const kitchen: Party = { name: 'Hill:Kitchen', quickbooks: 'QKitchen', billcom: 'BKitchen', above: hill };
const lake: Party = { name: 'Lake', quickbooks: 'QLake', billcom: 'BLake', mapped: ['BDock'] };
const parties = [lake, kitchen, hill];

const receivables = (entries: readonly Entry[], more: Parameters<typeof books>[1] = {}) =>
  tieOut(books(entries, { side: sides.ar, parties, ...more }));
const invoice = (book: Entry['book'], id: string, cents: number, more: Partial<Entry> = {}): Entry =>
  entry(book, id, cents, {
    entity: 'invoice',
    word: 'invoice',
    party: book === 'quickbooks' ? 'QHill' : 'BHill',
    ...more,
  });
const payment = (book: Entry['book'], id: string, cents: number, more: Partial<Entry> = {}): Entry =>
  invoice(book, id, cents, {
    entity: 'receivedPayment',
    word: 'received payment',
    isSpread: true,
    ...more,
  });
const named = ({ parties: all }: TieOut) =>
  all.flatMap(({ party, differences }) =>
    differences.map(({ reason, name, quickbooks, billcom }) => [
      party.name,
      reason,
      name,
      quickbooks,
      billcom,
    ]),
  );

test('jobs stand apart below their customer, which has a total with them', () => {
  const result = receivables(
    [
      invoice('quickbooks', 'Q1', 10_000),
      invoice('billcom', 'B1', 10_000),
      invoice('quickbooks', 'Q2', 2_500, { party: 'QKitchen' }),
    ],
    {
      twins: { Q1: 'B1' },
      holds: { 'quickbooks Q2': { cause: 'waiting', sentence: 'It waits.', cure: 'Wait.' } },
    },
  );
  expect(result.parties).toMatchObject([
    {
      party: hill,
      quickbooks: 10_000n,
      billcom: 10_000n,
      withJobs: { quickbooks: 12_500n, billcom: 10_000n },
    },
    { party: kitchen, quickbooks: 2_500n, billcom: 0n, differences: [{ reason: 'held' }] },
  ]);
  expect(result.parties[1]).not.toHaveProperty('withJobs');
});

test('a customer of whom nothing is open is there for its jobs', () => {
  const [top] = receivables([invoice('quickbooks', 'Q2', 2_500, { party: 'QKitchen' })]).parties;
  expect(top).toMatchObject({ party: hill, quickbooks: 0n, withJobs: { quickbooks: 2_500n, billcom: 0n } });
});

describe('a payment of a customer for an invoice of its job', () => {
  const both = [
    invoice('quickbooks', 'Q1', 10_000, { party: 'QKitchen' }),
    invoice('billcom', 'B1', 10_000, { party: 'BKitchen' }),
    payment('quickbooks', 'QP', -12_000, { applied: [{ id: 'Q1', cents: 10_000n }] }),
  ];
  const twins = { Q1: 'B1', QP: 'BP' };
  const own = (aging: [string, bigint][]) => ({
    total: aging.reduce((sum, [, cents]) => sum + cents, 0n),
    aging: new Map<string | null, bigint>(aging),
    balances: new Map([['QHill', -2_000n]]),
  });

  test('counts with the job, and what no invoice takes with the customer, as QuickBooks ages it', () => {
    const there = payment('billcom', 'BP', -12_000, { applied: [{ id: 'B1', cents: 10_000n }] });
    const result = receivables([...both, there], { twins, own: own([['QHill', -2_000n]]) });
    expect(named(result)).toEqual([]);
    expect(result.notes).toEqual([]);
    expect(result).toMatchObject({ quickbooks: -2_000n, billcom: -2_000n });
  });

  test('that Bill.com has not applied differs by customer and job, and not in all', () => {
    const there = payment('billcom', 'BP', -12_000);
    const result = receivables([...both, there], { twins });
    expect(named(result)).toEqual([
      ['Hill', 'changed', 'No. QP', -2_000n, -12_000n],
      ['Hill:Kitchen', 'changed', 'No. QP', -10_000n, 0n],
    ]);
    expect(result.parties[0]?.withJobs).toEqual({ quickbooks: -2_000n, billcom: -2_000n });
    expect(result.parties[0]?.differences[0]).toMatchObject({
      sentence: expect.stringContaining(
        'counts with “Hill” and “Hill:Kitchen” in QuickBooks and with “Hill” in Bill.com',
      ),
      cure: expect.stringContaining('Nothing in all'),
    });
  });

  test('by hand, before the connection, leaves nothing open of the invoice in either book', () => {
    const old = { isHistory: true };
    const entries = both.map((each) => ({ ...each, ...old }));
    const there = payment('billcom', 'BP', -12_000, { ...old, applied: [{ id: 'B1', cents: 10_000n }] });
    expect(named(receivables([...entries, there], { twins: { Q1: 'B1' } }))).toEqual([
      ['Hill', 'beforeConnection', 'No. QP', -2_000n, 0n],
      ['Hill', 'beforeConnection', 'No. BP', 0n, -2_000n],
    ]);
  });
});

test('a payment that is only scheduled does not count, whatever its day, and is told by itself', () => {
  const result = receivables(
    [
      invoice('quickbooks', 'Q1', 10_000),
      invoice('billcom', 'B1', 10_000),
      payment('billcom', 'BP', -4_000, { isScheduled: true }),
    ],
    { twins: { Q1: 'B1' } },
  );
  expect(named(result)).toEqual([]);
  expect(result.scheduled).toEqual({ quickbooks: 0n, billcom: -4_000n });
  expect(result).toMatchObject({ quickbooks: 10_000n, billcom: 10_000n });
});

test('one that QuickBooks has already and Bill.com only arranges is a matter of time', () => {
  const pair = [payment('quickbooks', 'QP', -4_000), payment('billcom', 'BP', -4_000, { isScheduled: true })];
  const result = receivables(pair, { twins: { QP: 'BP' } });
  expect(named(result)).toEqual([['Hill', 'timing', 'No. QP', -4_000n, 0n]]);
  expect(result.parties[0]?.differences[0]?.sentence).toContain('Bill.com has it as scheduled');
});

test('what by rule is made in neither book says what to do', () => {
  const memo = { entity: 'creditMemo', word: 'credit memo', stays: 'Enter it there too.' } as const;
  const result = receivables([invoice('quickbooks', 'QC', -500, memo), invoice('billcom', 'BC', -700, memo)]);
  expect(named(result)).toEqual([
    ['Hill', 'quickbooksOnly', 'No. QC', -500n, 0n],
    ['Hill', 'billcomOnly', 'No. BC', 0n, -700n],
  ]);
  expect(result.parties[0]?.differences[0]).toMatchObject({ cure: 'Enter it there too.' });
});

test('an invoice that the start date keeps in QuickBooks is named by it', () => {
  const result = receivables([
    invoice('quickbooks', 'Q1', 900, { isBeforeStart: true, isHistory: true }),
    invoice('quickbooks', 'Q2', 500, { isBeforeStart: true, applied: [{ id: 'QC', cents: 500n }] }),
    invoice('quickbooks', 'QC', -500, { isHistory: true }),
  ]);
  expect(named(result)).toEqual([['Hill', 'beforeStart', 'No. Q1', 900n, 0n]]);
});

test('what is with a mapped customer of Bill.com counts with the customer that it stands for', () => {
  const result = receivables(
    [invoice('quickbooks', 'Q1', 900, { party: 'QLake' }), invoice('billcom', 'B1', 900, { party: 'BDock' })],
    { twins: { Q1: 'B1' } },
  );
  expect(result.parties).toMatchObject([{ party: lake, quickbooks: 900n, billcom: 900n, differences: [] }]);
});

test('a posting by hand is said to be one to accounts receivable', () => {
  const [top] = receivables([posting('J1', 300, { party: 'QHill' })]).parties;
  expect(top?.differences).toMatchObject([
    {
      sentence: expect.stringContaining('was posted to accounts receivable by hand'),
      cure: expect.stringContaining('as an invoice or credit memo'),
    },
  ]);
});

describe('QuickBooks’ balances', () => {
  const entries = [
    invoice('quickbooks', 'Q1', 10_000, { party: 'QKitchen' }),
    invoice('billcom', 'B1', 10_000, { party: 'BKitchen' }),
  ];
  const own = (hills: bigint) => ({
    total: 10_000n,
    aging: new Map<string | null, bigint>([['QKitchen', 10_000n]]),
    balances: new Map([
      ['QHill', hills],
      ['QKitchen', 10_000n],
    ]),
  });
  const twins = { Q1: 'B1' };

  test('of a customer have its jobs in them', () => {
    expect(receivables(entries, { twins, own: own(10_000n) }).notes).toEqual([]);
  });

  test('that the records do not come to are noted', () => {
    expect(receivables(entries, { twins, own: own(9_000n) }).notes).toEqual([
      'QuickBooks’ balance of the customer “Hill” is 90.00, whatever the date, and the records come to 100.00.',
    ]);
  });
});

describe('customers and jobs of both books', () => {
  const name = (book: Entry['book'], id: string, called: string, parent: string | null = null) => ({
    book,
    id,
    name: called,
    parent,
  });
  const names = [
    name('quickbooks', 'Q1', 'Hill'),
    name('quickbooks', 'Q2', 'Kitchen', 'Q1'),
    name('billcom', 'B1', 'Hill Builders'),
    name('billcom', 'B2', 'Kitchen', 'B1'),
    name('billcom', 'B3', 'Porch', 'B1'),
    name('billcom', 'B4', 'Annex', 'B2'),
  ];
  const twins = new Map([
    ['Q1', 'B1'],
    ['Q2', 'B2'],
  ]);

  test('linked ones are one, by QuickBooks’ name and place, and a job of Bill.com alone stands below its customer', () => {
    const found = partiesOf(names, twins);
    expect(found.map((each) => [each.name, each.quickbooks, each.billcom, each.above?.name])).toEqual([
      ['Hill', 'Q1', 'B1', undefined],
      ['Hill:Kitchen', 'Q2', 'B2', 'Hill'],
      ['Hill:Porch', null, 'B3', 'Hill'],
      ['Hill:Kitchen:Annex', null, 'B4', 'Hill:Kitchen'],
    ]);
  });

  test('what is mapped is no customer of its own', () => {
    const found = partiesOf(names, twins, new Map([['B3', 'Q2']]));
    expect(found.map((each) => [each.name, each.mapped])).toEqual([
      ['Hill', undefined],
      ['Hill:Kitchen', ['B3']],
      ['Hill:Kitchen:Annex', undefined],
    ]);
  });

  test('names that stand below each other come to an end', () => {
    const round = [name('billcom', 'B1', 'One', 'B2'), name('billcom', 'B2', 'Two', 'B1')];
    expect(
      partiesOf(round, new Map())
        .map((each) => each.billcom)
        .sort(),
    ).toEqual(['B1', 'B2']);
  });

  test('the aging’s rows find jobs by their full names', () => {
    const read = { total: '5.00', aging: [{ name: 'HILL:Kitchen', total: '5.00' }], balances: [] };
    expect(ownFigures(read, partiesOf(names, twins)).aging).toEqual(new Map([['Q2', 500n]]));
  });
});

describe('a payment as Bill.com has it', () => {
  const definition = receivedPaymentDefinition(defaultEntitySettings);
  const read = (status: string) =>
    entriesOf(
      sides.ar,
      definition,
      {
        book: 'billcom',
        id: 'BP',
        fields: {
          name: '4711',
          customer: 'BHill',
          date: '2026-11-10',
          applications: [{ invoice: 'B1', amount: '40.00' }],
        },
        facts: { total: '100.00', status },
        isWaiting: false,
      },
      new Date(0),
    );

  test.each([
    ['paid', '0', undefined],
    ['scheduled', '2', true],
    ['escheated', '4', undefined],
  ])('that is %s', (_what, status, isScheduled) => {
    const [entry, ...more] = read(status);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ cents: -10_000n, party: 'BHill', isSpread: true });
    expect(entry?.applied).toEqual([{ id: 'B1', cents: 4_000n }]);
    expect(entry?.isScheduled).toBe(isScheduled);
  });

  test.each([
    ['void', '1'],
    ['cancelled', '3'],
  ])('that is %s is none', (_what, status) => expect(read(status)).toEqual([]));
});
