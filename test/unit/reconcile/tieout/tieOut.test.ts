import { agrees, type TieOut } from '../../../../src/reconcile/tieout/entries';
import { tieOut } from '../../../../src/reconcile/tieout/tieOut';
import { acme, birch, books, entry, posting } from './books';

const differences = (result: TieOut) =>
  result.parties.flatMap(({ party, differences }) =>
    differences.map(({ reason, name, quickbooks, billcom }) => [
      party.name,
      reason,
      name,
      Number(quickbooks),
      Number(billcom),
    ]),
  );
const totals = ({ quickbooks, billcom }: TieOut) => [Number(quickbooks), Number(billcom)];

test('books that agree have nothing to name', () => {
  const result = tieOut(
    books([entry('quickbooks', 'Q1', 12_050), entry('billcom', 'B1', 12_050)], {
      twins: { Q1: 'B1' },
      own: { total: 12_050n, aging: new Map([['QV1', 12_050n]]), balances: new Map([['QV1', 12_050n]]) },
    }),
  );
  expect(agrees(result)).toBe(true);
  expect(totals(result)).toEqual([12_050, 12_050]);
  expect(result.parties).toMatchObject([{ party: acme, quickbooks: 12_050n, differences: [] }]);
  expect(result.notes).toEqual([]);
});

describe('a record in one book only', () => {
  test.each([
    ['conflict', 'changed'],
    ['waiting', 'held'],
    ['closedPeriod', 'held'],
    ['refused', 'failed'],
    ['unknownOutcome', 'failed'],
    ['beforeConnection', 'beforeConnection'],
  ])('that is held (%s) is named so, with the words of the hold', (cause, reason) => {
    const held = { cause, sentence: 'It is held.', cure: 'Do this.' };
    const result = tieOut(books([entry('billcom', 'B1', 5_000)], { holds: { 'billcom B1': held } }));
    expect(differences(result)).toEqual([['Acme', reason, 'No. B1', 0, 5_000]]);
    expect(result.parties[0]?.differences[0]).toMatchObject({ sentence: 'It is held.', cure: 'Do this.' });
  });

  test('that by rule stays in QuickBooks is in QuickBooks only', () => {
    const held = { cause: 'ownerRule', sentence: 'By rule.', cure: 'Make it there.' };
    const result = tieOut(books([entry('quickbooks', 'Q1', 5_000)], { holds: { 'quickbooks Q1': held } }));
    expect(differences(result)).toEqual([['Acme', 'quickbooksOnly', 'No. Q1', 5_000, 0]]);
  });

  test('that is on the work list is a matter of time', () => {
    const result = tieOut(books([entry('billcom', 'B1', 5_000, { isWaiting: true })]));
    expect(differences(result)).toEqual([['Acme', 'timing', 'No. B1', 0, 5_000]]);
  });

  test('that nothing explains is said to be unexplained', () => {
    const result = tieOut(books([entry('billcom', 'B1', 5_000)]));
    expect(differences(result)).toEqual([['Acme', 'unexplained', 'No. B1', 0, 5_000]]);
  });

  test('that is dated later than today does not count', () => {
    const result = tieOut(books([entry('billcom', 'B1', 5_000, { date: '2026-11-24' })]));
    expect(agrees(result)).toBe(true);
    expect(totals(result)).toEqual([0, 0]);
  });
});

describe('a posting by hand', () => {
  test('is named with its record; one from before the connection too', () => {
    const result = tieOut(
      books([
        posting('J1', 7_500),
        posting('J2', -2_000, { isHistory: true, word: 'check' }),
        posting('J3', 300, { party: 'QV2' }),
      ]),
    );
    expect(differences(result)).toEqual([
      ['Acme', 'quickbooksOnly', 'No. J1', 7_500, 0],
      ['Acme', 'beforeConnection', 'No. J2', -2_000, 0],
      ['Birch', 'quickbooksOnly', 'No. J3', 300, 0],
    ]);
    expect(result.parties.map(({ party }) => party)).toEqual([acme, birch]);
    expect(result.parties[0]?.differences[0]?.sentence).toBe(
      'The journal entry “No. J1” of 2026-11-02 in QuickBooks was posted to accounts payable by hand; Bill.com has nothing that it could be.',
    );
  });

  test('without a vendor has a place of its own', () => {
    const result = tieOut(books([posting('J1', 7_500, { party: null })]));
    expect(result.parties).toMatchObject([{ party: { name: '(no vendor)' }, quickbooks: 7_500n }]);
  });
});

describe('what one book has entered and paid', () => {
  const bill = entry('quickbooks', 'Q1', 10_000, { isHistory: true, applied: [{ id: 'P1', cents: 6_000n }] });
  const payment = (cents: number, more = {}) =>
    posting('P1', cents, { word: 'check', isHistory: true, ...more });

  test('is no difference when nothing of it is open', () => {
    const paid = { ...bill, applied: [{ id: 'P1', cents: 10_000n }] };
    expect(differences(tieOut(books([paid, payment(-10_000)])))).toEqual([]);
  });

  test('counts with what is open, by the name of the bill', () => {
    expect(differences(tieOut(books([bill, payment(-6_000)])))).toEqual([
      ['Acme', 'beforeConnection', 'No. Q1', 4_000, 0],
    ]);
  });

  test('keeps what the payment has left over', () => {
    expect(differences(tieOut(books([bill, payment(-6_500)])))).toEqual([
      ['Acme', 'beforeConnection', 'No. Q1', 4_000, 0],
      ['Acme', 'beforeConnection', 'No. P1', -500, 0],
    ]);
  });

  test('is said once, whichever of the two names the other', () => {
    const both = payment(-6_000, { applied: [{ id: 'Q1', cents: 6_000n }] });
    expect(differences(tieOut(books([bill, both])))).toHaveLength(1);
  });

  test('before the connection in both books is no difference', () => {
    const there = entry('billcom', 'B1', 10_000, { isHistory: true });
    const paidThere = entry('billcom', 'S1', -6_000, {
      isHistory: true,
      applied: [{ id: 'B1', cents: 6_000n }],
    });
    const result = tieOut(books([bill, payment(-6_000), there, paidThere], { twins: { Q1: 'B1' } }));
    expect(differences(result)).toEqual([]);
    expect(totals(result)).toEqual([4_000, 4_000]);
  });

  test('a payment of today that does not count yet leaves its bill open', () => {
    const result = tieOut(books([bill, payment(-6_000, { date: '2026-12-01' })]));
    expect(differences(result)).toEqual([['Acme', 'beforeConnection', 'No. Q1', 10_000, 0]]);
    expect(result.scheduled).toEqual({ quickbooks: -6_000n, billcom: 0n });
  });

  test('a payment made since stays a line of its own on a linked bill', () => {
    const since = payment(-6_000, { isHistory: false });
    const there = entry('billcom', 'B1', 10_000);
    expect(differences(tieOut(books([bill, since, there], { twins: { Q1: 'B1' } })))).toEqual([
      ['Acme', 'quickbooksOnly', 'No. P1', -6_000, 0],
    ]);
  });
});

describe('a linked pair', () => {
  const pair = (quickbooks = {}, billcom = {}) => [
    { ...entry('quickbooks', 'Q1', 10_000), ...quickbooks },
    { ...entry('billcom', 'B1', 10_000), ...billcom },
  ];
  const twins = { Q1: 'B1' };

  test('that counts from different days is a matter of time', () => {
    const result = tieOut(books(pair({ date: '2026-12-01' }), { twins }));
    expect(differences(result)).toEqual([['Acme', 'timing', 'No. Q1', 0, 10_000]]);
    expect(result.parties[0]?.differences[0]?.sentence).toContain('2026-12-01');
  });

  test('of which one side was changed is named with both amounts', () => {
    const result = tieOut(books(pair({}, { cents: 9_900n }), { twins }));
    expect(differences(result)).toEqual([['Acme', 'changed', 'No. Q1', 10_000, 9_900]]);
    expect(result.parties[0]?.differences[0]?.sentence).toContain('QuickBooks has 100.00 and Bill.com 99.00');
  });

  test('of which one side is on the work list is a matter of time', () => {
    const result = tieOut(books(pair({}, { cents: 9_900n, isWaiting: true }), { twins }));
    expect(differences(result)).toEqual([['Acme', 'timing', 'No. Q1', 10_000, 9_900]]);
  });

  test('that belongs to two vendors differs at both of them', () => {
    const result = tieOut(books(pair({ party: 'QV2' }), { twins }));
    expect(differences(result).map(([vendor, , , here, there]) => [vendor, here, there])).toEqual([
      ['Acme', 0, 10_000],
      ['Birch', 10_000, 0],
    ]);
    expect(totals(result)).toEqual([10_000, 10_000]);
    expect(agrees(result)).toBe(false);
  });
});

describe('QuickBooks’ own figures', () => {
  const own = (total: bigint, acmes: bigint, balance = acmes) => ({
    total,
    aging: new Map<string | null, bigint>([['QV1', acmes]]),
    balances: new Map([['QV1', balance]]),
  });
  const agreeing = [entry('quickbooks', 'Q1', 10_000), entry('billcom', 'B1', 10_000)];
  const twins = { Q1: 'B1' };

  test('count as its side, and what no record explains is a line', () => {
    const result = tieOut(books(agreeing, { twins, own: own(12_500n, 12_500n) }));
    expect(totals(result)).toEqual([12_500, 10_000]);
    expect(differences(result)).toEqual([['Acme', 'unexplained', '', 2_500, 0]]);
  });

  test('that do not add up themselves leave a line without vendor', () => {
    const result = tieOut(books(agreeing, { twins, own: own(10_100n, 10_000n) }));
    expect(totals(result)).toEqual([10_100, 10_000]);
    expect(differences(result)).toEqual([['(no vendor)', 'unexplained', '', 100, 0]]);
  });

  test('a vendor’s balance that the records do not come to is noted', () => {
    const result = tieOut(books(agreeing, { twins, own: own(10_000n, 10_000n, 9_000n) }));
    expect(agrees(result)).toBe(true);
    expect(result.notes).toEqual([
      'QuickBooks’ balance of the vendor “Acme” is 90.00, whatever the date, and the records come to 100.00.',
    ]);
  });
});
