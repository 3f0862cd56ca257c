import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { EntityName, RecordFacts } from '../../../src/entities/definition';
import { entityDefinitions } from '../../../src/entities/registry';
import type { BookRecord } from '../../../src/entities/record';
import { noDecisions, type Decisions } from '../../../src/reconcile/decisions';
import { reconcileEntity, type EntityInput } from '../../../src/reconcile/entity';
import type { References } from '../../../src/reconcile/references';

/** Documents of which one side was deleted or made void. */

const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const bill = (id: string, book: 'q' | 'b', more: Partial<BookRecord> = {}): BookRecord => ({
  id,
  version: '1',
  modified: null,
  fields: {
    name: 'A-1',
    vendor: `${book}-acme`,
    date: '2026-11-02',
    dueDate: '2026-12-02',
    terms: null,
    memo: null,
    lines: [
      {
        account: `${book}-materials`,
        item: null,
        quantity: null,
        amount: '10.00',
        memo: null,
        customer: null,
        class: null,
        billable: false,
      },
    ],
  },
  facts: book === 'b' ? { paymentStatus: '1' } : { total: '10.00', open: '10.00', externalGuid: '{ID-B-0}' },
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
  ...more,
});
const pair = { quickbooksId: 'Q', billcomId: 'B' };
const decided = (some: Partial<Decisions>): Decisions => ({ ...noDecisions, ...some });
const wish = { id: '7', isOpen: true, ...pair };

function plan(
  quickbooks: readonly BookRecord[],
  billcom: readonly BookRecord[],
  more: Partial<EntityInput> & { twoWayBills?: 'on' | 'off'; entity?: EntityName } = {},
) {
  const { twoWayBills = 'off', entity = 'bill', ...input } = more;
  const byId = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
  return reconcileEntity({
    definition: entityDefinitions({ ...defaultEntitySettings, twoWayBills }).find(
      ({ name }) => name === entity,
    )!,
    policy: 'ask',
    records: { quickbooks: byId(quickbooks), billcom: byId(billcom) },
    links: [{ id: '1', entity, ...pair, quickbooksBase: {}, billcomBase: {} }],
    work: {
      quickbooks: new Set(quickbooks.map(({ id }) => id)),
      billcom: new Set(billcom.map(({ id }) => id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
    guidOf: (id, before) => `id-${id}-${before}`,
    ...input,
  });
}
const gone = bill('Q', 'q', { deleted: true });

describe('a bill that was restored in Bill.com', () => {
  test('after Tieout had made it void is made again as a new one, with an ExternalGUID of its own', () => {
    const { ended, operations, holds } = plan([gone], [bill('B', 'b')], { undone: [pair] });
    expect(holds).toEqual([]);
    expect(ended).toMatchObject([pair]);
    expect(operations).toMatchObject([
      { book: 'quickbooks', action: 'create', recordId: null, sourceId: 'B', generation: 1 },
    ]);
  });

  test('is linked with the one that somebody has entered in the meantime', () => {
    const { ended, links, operations } = plan([gone, bill('Q2', 'q', { facts: {} })], [bill('B', 'b')], {
      undone: [pair],
    });
    expect([ended.length, operations]).toEqual([1, []]);
    expect(links).toMatchObject([{ quickbooksId: 'Q2', billcomId: 'B' }]);
  });

  test('and made again, whose answer was lost, is known by that ExternalGUID alone', () => {
    const other = bill('Q2', 'q', { facts: { externalGuid: '{ID-B-1}' } });
    const { links, operations } = plan(
      [gone, { ...other, fields: { ...other.fields, name: 'renamed', date: '2026-11-09' } }],
      [bill('B', 'b')],
      { links: [] },
    );
    expect(links).toMatchObject([{ quickbooksId: 'Q2', billcomId: 'B', generation: 1 }]);
    expect(operations.filter(({ action }) => action === 'create')).toEqual([]);
  });

  test('counts as no history, though it was settled before the connection', () => {
    const old = bill('B', 'b', { facts: { isPaid: 'true', made: '2026-01-01T00:00:00.000+0000' } });
    const rules = {
      features: { classTracking: true, accountNumbers: true },
      homeCurrency: null,
      connectedAt: new Date('2026-06-01'),
    };
    expect(plan([gone], [old], { undone: [pair], rules }).operations).toMatchObject([{ action: 'create' }]);
    // Also when the write was taken back after its link had ended.
    expect(plan([gone], [old], { undone: [pair], rules, links: [] }).operations).toHaveLength(1);
    expect(plan([gone], [old], { rules, links: [] }).holds).toMatchObject([{ cause: 'beforeConnection' }]);
  });

  test('waits while the outcome of a write is not known', () => {
    const inFlight = { quickbooks: new Set<string>(), billcom: new Set(['B']) };
    const { ended, operations } = plan([gone], [bill('B', 'b')], { undone: [pair], inFlight });
    expect([ended, operations]).toEqual([[], []]);
  });
});

describe('a bill that was deleted by hand in QuickBooks', () => {
  test('is asked about, and nothing is made or deleted', () => {
    const { ended, operations, holds } = plan([gone], [bill('B', 'b')]);
    expect([ended, operations]).toEqual([[], []]);
    expect(holds).toMatchObject([
      { cause: 'deleted', book: 'billcom', recordId: 'B', detail: { choices: ['again', 'keep'] } },
    ]);
  });

  test('is made again when a person says so', () => {
    const { decided: settled, operations } = plan([gone], [bill('B', 'b')], {
      decisions: decided({ again: [wish] }),
    });
    expect(settled).toEqual([{ id: '7', state: 'used' }]);
    expect(operations).toMatchObject([{ action: 'create', sourceId: 'B', generation: 1 }]);
  });

  test('stays in Bill.com only when a person says so, and is told of', () => {
    const kept = { ...wish, who: 'Anna' };
    const first = plan([gone], [bill('B', 'b')], { decisions: decided({ kept: [kept] }) });
    expect(first.decided).toEqual([{ id: '7', state: 'used' }]);
    const later = plan([gone], [bill('B', 'b')], {
      decisions: decided({ kept: [{ ...kept, isOpen: false }] }),
    });
    expect(later.decided).toEqual([]);
    for (const { operations, holds } of [first, later]) {
      expect(operations).toEqual([]);
      expect(holds).toMatchObject([{ cause: 'leftOut', recordId: 'B', detail: { choices: ['again'] } }]);
      expect(holds[0]?.sentence).toMatch(/stays in Bill\.com only, as Anna decided/);
    }
  });

  test.each([
    ['both are there', [bill('Q', 'q')], /both are there/],
    ['neither is there', [gone], /neither is/],
  ])('and of which a person spoke has no object when %s', (_case, quickbooks, because) => {
    const billcom = [bill('B', 'b', { deleted: quickbooks[0]?.deleted === true })];
    const { decided: settled } = plan(quickbooks, billcom, { decisions: decided({ again: [wish] }) });
    expect(settled).toMatchObject([
      { id: '7', state: 'void', because: expect.stringMatching(because) as unknown },
    ]);
  });

  describe('with 2-way bill sync', () => {
    const twoWay = (paymentStatus: string, more: Partial<EntityInput> = {}) =>
      plan([gone], [bill('B', 'b', { facts: { paymentStatus } })], { twoWayBills: 'on', ...more });

    test('is deleted in Bill.com while nothing is paid', () => {
      const { operations, holds } = twoWay('1');
      expect(holds).toEqual([]);
      expect(operations).toMatchObject([
        { book: 'billcom', action: 'void', phase: 'void', recordId: 'B', sourceId: 'Q' },
      ]);
    });

    test.each([
      ['paid', '0'],
      ['partly paid', '2'],
      ['scheduled', '4'],
    ])('is asked about when it is %s there', (_word, status) => {
      const { operations, holds } = twoWay(status);
      expect(operations).toEqual([]);
      expect(holds).toMatchObject([{ cause: 'deleted', detail: { choices: ['again', 'keep'] } }]);
      expect(holds[0]?.sentence).toMatch(/paid there/);
    });

    test('and restored in Bill.com after that is made again, not deleted once more', () => {
      expect(twoWay('1', { undone: [pair] }).operations).toMatchObject([
        { book: 'quickbooks', action: 'create', sourceId: 'B' },
      ]);
    });
  });
});

describe('a bill that was deleted in Bill.com', () => {
  test('and is entered again in the void one in QuickBooks is asked about, and not made void twice', () => {
    const back = plan([bill('Q', 'q')], [bill('B', 'b', { deleted: true })], { undone: [pair] });
    expect(back.operations).toEqual([]);
    expect(back.holds).toMatchObject([
      { cause: 'deleted', book: 'quickbooks', detail: { choices: ['keep'] } },
    ]);
    const first = plan([bill('Q', 'q')], [bill('B', 'b', { deleted: true })]);
    expect(first.operations).toMatchObject([{ action: 'void', recordId: 'Q' }]);
  });
});

describe('a funds transfer that was deleted by hand in QuickBooks', () => {
  const movement = (facts: RecordFacts): BookRecord => ({
    ...bill('B', 'b', { facts }),
    fields: { name: '110', from: 'b-1', to: 'b-2', memo: 'x', amount: '5.00', date: '2026-11-02' },
  });
  const transfer = (facts: RecordFacts, more: Partial<EntityInput> = {}) =>
    plan([{ ...movement({}), id: 'Q', deleted: true }], [movement({ type: '1', ...facts })], {
      entity: 'fundsTransfer',
      ...more,
    });

  test('is asked about in words of its own, and recorded again when a person says so', () => {
    const { holds, operations } = transfer({ status: '1' });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'deleted', detail: { choices: ['again', 'keep'] } }]);
    expect(holds[0]?.cure).toMatch(/bank’s statement.*--again.*--keep/s);
    expect(transfer({ status: '1' }, { decisions: decided({ again: [wish] }) }).operations).toMatchObject([
      { action: 'create', book: 'quickbooks', sourceId: 'B' },
    ]);
  });

  test('is nobody’s concern when the movement was voided', () => {
    const { holds, operations } = transfer({ status: '2' });
    expect([holds, operations]).toEqual([[], []]);
  });
});
