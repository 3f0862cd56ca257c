import type { Book, CanonicalFields } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import type { BookRecord } from '../../../src/entities/record';
import type { Decisions } from '../../../src/reconcile/decisions';
import { noDecisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

/** The sync start date of invoices, and invoices that are in the other book already. */

const definition = invoiceDefinition({ ...defaultEntitySettings, receivablesSince: '2026-11-23' });
const connectedAt = new Date('2026-11-23T15:00:00Z');
const before = '2026-11-01T00:00:00.000+0000';
const after = '2026-11-24T00:00:00.000+0000';

/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const invoice = (
  book: Book,
  id: string,
  date: string,
  { facts = {}, amount = '10.00', ...more }: CanonicalFields & { facts?: object; amount?: string } = {},
): BookRecord => {
  const b = book === 'quickbooks' ? 'q' : 'b';
  return bookRecord(
    id,
    {
      name: '1001',
      customer: `${b}-miller`,
      date,
      dueDate: '2026-12-31',
      terms: null,
      memo: null,
      toBeEmailed: false,
      taxItem: null,
      lines: [{ item: `${b}-work`, description: 'Work', quantity: '1', rate: amount, amount, class: null }],
      ...more,
    },
    { customer: 'Miller', total: amount, ...facts },
  );
};
const plan = (
  quickbooks: readonly BookRecord[],
  billcom: readonly BookRecord[],
  more: { decisions?: Decisions; links?: [string, string][] } = {},
) => {
  const byId = (records: readonly BookRecord[]) => new Map(records.map((record) => [record.id, record]));
  return reconcileEntity({
    definition,
    policy: 'ask',
    records: { quickbooks: byId(quickbooks), billcom: byId(billcom) },
    links: (more.links ?? []).map(([quickbooksId, billcomId], index) => ({
      id: String(index),
      entity: 'invoice',
      quickbooksId,
      billcomId,
      quickbooksBase: byId(quickbooks).get(quickbooksId)?.fields ?? {},
      billcomBase: byId(billcom).get(billcomId)?.fields ?? {},
    })),
    work: {
      quickbooks: new Set(quickbooks.map(({ id }) => id)),
      billcom: new Set(billcom.map(({ id }) => id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
    rules: {
      features: { classTracking: true, accountNumbers: true },
      homeCurrency: null,
      connectedAt,
    },
    ...(more.decisions && { decisions: more.decisions }),
  });
};
const made = (planned: ReturnType<typeof plan>) =>
  planned.operations.map(({ action, book, sourceId }) => `${action} ${sourceId} in ${book}`);

describe('the start date', () => {
  test('decides by the date of the invoice, whenever it was entered', () => {
    const planned = plan(
      [
        invoice('quickbooks', 'T1', '2026-11-22', { facts: { made: after } }),
        invoice('quickbooks', 'T2', '2026-11-23', { name: '1002', facts: { made: before } }),
        invoice('quickbooks', 'T3', '2027-01-01', { name: '1003' }),
      ],
      [],
    );
    expect(made(planned)).toEqual(['create T2 in billcom', 'create T3 in billcom']);
    expect(planned.holds).toEqual([]);
    expect(planned.looked.map(({ id }) => id)).toContain('T1');
  });

  test('means nothing to invoices of Bill.com', () => {
    expect(made(plan([], [invoice('billcom', '00e1', '2025-01-01')]))).toEqual(['create 00e1 in quickbooks']);
  });

  test('an invoice that is in both books stays linked, whatever its date becomes', () => {
    const [ours, theirs] = [
      invoice('quickbooks', 'T1', '2026-11-24'),
      invoice('billcom', '00e1', '2026-11-24'),
    ];
    const moved = { ...ours, fields: { ...ours.fields, date: '2026-01-05' } };
    const planned = reconcileEntity({
      definition,
      policy: 'ask',
      records: { quickbooks: new Map([['T1', moved]]), billcom: new Map([['00e1', theirs]]) },
      links: [
        {
          id: '1',
          entity: 'invoice',
          quickbooksId: 'T1',
          billcomId: '00e1',
          quickbooksBase: ours.fields,
          billcomBase: theirs.fields,
        },
      ],
      work: { quickbooks: new Set(['T1']), billcom: new Set() },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      references,
    });
    expect(planned.operations).toMatchObject([
      { action: 'update', book: 'billcom', recordId: '00e1', fields: { date: '2026-01-05' } },
    ]);
    expect(planned.ended).toEqual([]);
  });
});

describe('an invoice of Bill.com that QuickBooks has already', () => {
  const old = invoice('quickbooks', 'T1', '2026-01-05');
  const copy = invoice('billcom', '00e1', '2026-01-05', { facts: { made: after } });

  test('is held when it is a copy of an older one, though all is the same, and shown beside it', () => {
    const planned = plan([old], [copy]);
    expect([planned.operations, planned.links]).toEqual([[], []]);
    expect(planned.proposals).toMatchObject([{ quickbooksId: 'T1', billcomId: '00e1' }]);
    const held = planned.holds.find(({ book }) => book === 'billcom');
    expect(held).toMatchObject({
      cause: 'possibleDuplicate',
      release: { when: 'nextCycle' },
      detail: {
        own: { date: '2026-01-05', total: '10.00' },
        twins: [{ id: 'T1', name: '1001 of Miller', date: '2026-01-05', total: '10.00' }],
      },
    });
    expect(held?.sentence).toContain(
      'The invoice “1001 of Miller” in Bill.com (dated 2026-01-05, 10.00) may be in QuickBooks already, as “1001 of Miller” (dated 2026-01-05, 10.00)',
    );
    expect(held?.cure).toMatch(/--accept links the two.*delete that in QuickBooks/);
  });

  test.each([
    ['has its number and another day and total', { name: '1001', date: '2026-02-01', amount: '12.00' }],
    ['has its total and day and another number', { name: '77' }],
  ])(
    'is held when it %s',
    (_case, { date = '2026-01-05', ...differs }: CanonicalFields & { amount?: string }) => {
      const planned = plan(
        [old],
        [invoice('billcom', '00e1', String(date), { ...differs, facts: { made: after } })],
      );
      expect(planned.operations).toEqual([]);
      expect(planned.holds.map(({ book, cause }) => `${book} ${cause}`).sort()).toEqual([
        'billcom possibleDuplicate',
        'quickbooks possibleDuplicate',
      ]);
    },
  );

  test('goes over when nothing but the customer is the same, and the older one stays silently', () => {
    const other = invoice('billcom', '00e1', '2026-01-06', { name: '77', amount: '12.00' });
    const planned = plan([old], [other]);
    expect([made(planned), planned.holds]).toEqual([['create 00e1 in quickbooks'], []]);
  });

  test('goes over when the one in QuickBooks is deleted', () => {
    expect(made(plan([{ ...old, deleted: true }], [copy]))).toEqual(['create 00e1 in quickbooks']);
  });

  test('goes over when a person says that they are two', () => {
    const pair = { id: '1', isOpen: true, quickbooksId: 'T1', billcomId: '00e1' };
    const apart = plan([old], [copy], { decisions: { ...noDecisions, apart: [pair] } });
    expect([made(apart), apart.holds]).toEqual([['create 00e1 in quickbooks'], []]);
  });

  test.each([
    ['both had it before they were connected', old, { ...copy, facts: { ...copy.facts, made: before } }],
    [
      'it is no older one',
      { ...old, fields: { ...old.fields, date: '2026-11-23' } },
      { ...copy, fields: { ...copy.fields, date: '2026-11-23' } },
    ],
    ['Tieout made the one in QuickBooks', { ...old, facts: { ...old.facts, externalGuid: '{1}' } }, copy],
  ])('is linked by itself when %s', (_case, ours, theirs) => {
    const planned = plan([ours], [theirs]);
    expect(planned.links).toMatchObject([{ quickbooksId: 'T1', billcomId: '00e1' }]);
    expect(planned.holds).toEqual([]);
  });
});
