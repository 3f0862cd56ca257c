import type { CanonicalFields, RecordFacts } from '../../../src/entities/definition';
import { fundsTransferDefinition } from '../../../src/entities/fundsTransfer';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { BookRecord } from '../../../src/entities/record';
import { reconcileEntity, type EntityInput } from '../../../src/reconcile/entity';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

const definition = fundsTransferDefinition(defaultEntitySettings);
/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const idOf = (letter: string): string => `mmt${letter.repeat(17)}`;
const memoOf = (letter: string): string => `Bill.com transfer 1 (${idOf(letter)})`;

const movement = (letter: string, fields: CanonicalFields = {}, facts: RecordFacts = {}): BookRecord =>
  bookRecord(
    idOf(letter),
    {
      name: '1',
      date: '2026-11-20',
      from: 'b-bank',
      to: 'b-out',
      amount: '10.00',
      memo: memoOf(letter),
      ...fields,
    },
    { status: '1', type: '1', made: '2026-11-20T12:00:00.000+0000', ...facts },
  );
const transfer = (id: string, fields: CanonicalFields = {}): BookRecord =>
  bookRecord(id, {
    name: '2026-11-20 over 10.00',
    date: '2026-11-20',
    from: 'q-bank',
    to: 'q-out',
    amount: '10.00',
    memo: null,
    ...fields,
  });

const plan = (
  quickbooks: readonly BookRecord[],
  billcom: readonly BookRecord[],
  more: Partial<EntityInput> = {},
) => {
  const ids = (records: readonly BookRecord[]) => new Set(records.map(({ id }) => id));
  return reconcileEntity({
    definition,
    policy: 'ask',
    records: {
      quickbooks: new Map(quickbooks.map((each) => [each.id, each])),
      billcom: new Map(billcom.map((each) => [each.id, each])),
    },
    links: [],
    work: { quickbooks: ids(quickbooks), billcom: ids(billcom) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
    rules: {
      features: { classTracking: true, accountNumbers: true },
      homeCurrency: null,
      connectedAt: new Date('2026-11-01'),
    },
    ...more,
  });
};
const linked = (quickbooksId: string, letter: string) => {
  const { fields: billcomBase } = movement(letter);
  const { fields: quickbooksBase } = transfer(quickbooksId, { memo: memoOf(letter) });
  const billcomId = idOf(letter);
  return { id: '1', entity: 'fundsTransfer' as const, quickbooksId, billcomId, quickbooksBase, billcomBase };
};

describe('funds transfers', () => {
  test('a confirmed movement is made in QuickBooks, between the accounts there', () => {
    const { operations, holds } = plan([], [movement('A')]);
    expect(holds).toEqual([]);
    expect(operations).toMatchObject([
      {
        action: 'create',
        book: 'quickbooks',
        fields: { from: 'q-bank', to: 'q-out', amount: '10.00', date: '2026-11-20', memo: memoOf('A') },
      },
    ]);
  });

  test('one from before the connection, or in a closed period, is named and not made', () => {
    const old = { made: '2026-10-01T12:00:00.000+0000' };
    const result = plan([], [movement('A', {}, old), movement('B', {}, { status: '2', ...old })]);
    expect(result.operations).toEqual([]);
    expect(result.holds.map(({ cause }) => cause)).toEqual(['beforeConnection', 'beforeConnection']);
    const closed = plan([], [movement('A')], {
      rules: { features: {}, homeCurrency: null, closingDate: '2026-11-20' },
    });
    expect(closed.holds.map(({ cause }) => cause)).toEqual(['closedPeriod']);
  });

  test('what the bank has not confirmed yet says so, whether the books are closed or not', () => {
    for (const closingDate of [undefined, '2026-11-20']) {
      const rules = { features: {}, homeCurrency: null, ...(closingDate && { closingDate }) };
      const { operations, holds } = plan([], [movement('A', {}, { status: '0' })], { rules });
      expect(operations).toEqual([]);
      expect(holds).toMatchObject([{ cause: 'waiting', release: { when: 'recordChanges' } }]);
    }
  });

  test('people’s own transfers are looked at and nothing is said of them', () => {
    const own = transfer('T1', { to: 'q-savings' });
    const { operations, holds, looked } = plan([own], []);
    expect({ operations, holds, looked }).toEqual({
      operations: [],
      holds: [],
      looked: [{ book: 'quickbooks', id: 'T1' }],
    });
  });

  test('one with our mark and without its movement is told', () => {
    expect(plan([transfer('T1', { memo: memoOf('Z') })], []).holds.map(({ cause }) => cause)).toEqual([
      'ownerRule',
    ]);
  });

  test('the mark in its memo tells which movement it is, among equal ones of a day', () => {
    const { links, operations, holds } = plan(
      [transfer('T1', { memo: memoOf('B') }), transfer('T2', { memo: memoOf('A') })],
      [movement('A'), movement('B')],
    );
    expect(links.map(({ quickbooksId, billcomId }) => [quickbooksId, billcomId]).sort()).toEqual([
      ['T1', idOf('B')],
      ['T2', idOf('A')],
    ]);
    expect({ operations, holds }).toEqual({ operations: [], holds: [] });
  });

  test('one made by hand of the same day, accounts and amount is the movement', () => {
    const { links, operations } = plan(
      [transfer('T1'), transfer('T2', { amount: '11.00' })],
      [movement('A')],
    );
    expect(links).toMatchObject([{ quickbooksId: 'T1', billcomId: idOf('A') }]);
    expect(operations).toEqual([]);
  });

  test('two by hand that it may be are a question, and nothing is made', () => {
    const { links, operations, holds } = plan([transfer('T1'), transfer('T2')], [movement('A')]);
    expect([...links, ...operations]).toEqual([]);
    expect(new Set(holds.map(({ cause }) => cause))).toEqual(new Set(['possibleDuplicate']));
  });

  test('number and memo are people’s once it is recorded; the rest of an edit there is told', () => {
    const edited = transfer('T1', { memo: 'Ours', name: 'x', amount: '12.00' });
    const { operations, holds } = plan([edited], [movement('A')], { links: [linked('T1', 'A')] });
    expect(operations).toEqual([]);
    expect(holds.map(({ cause, field }) => [cause, field])).toEqual([['cannotChange', 'amount']]);
  });

  test('one that is void after it was recorded is told and left', () => {
    const recorded = transfer('T1', { memo: memoOf('A') });
    const { operations, holds } = plan([recorded], [movement('A', {}, { status: '2' })], {
      links: [linked('T1', 'A')],
    });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'cannotChange', book: 'billcom', field: '' }]);
  });

  test('one recorded in the other form is looked at alone, and not made again', () => {
    const links = [linked('T1', 'A')];
    const { operations, holds, looked } = plan([], [movement('A')], { links });
    expect({ operations, holds }).toEqual({ operations: [], holds: [] });
    expect(looked).toEqual([{ book: 'billcom', id: idOf('A') }]);
    expect(plan([], [movement('A', {}, { status: '2' })], { links }).holds).toMatchObject([
      { cause: 'cannotChange' },
    ]);
  });
});
