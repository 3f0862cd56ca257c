import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import type { CanonicalFields, RecordFacts } from '../../../../src/entities/definition';
import { movementFacts } from '../../../../src/entities/fundsTransfer/movement';
import { receivedPaymentDefinition } from '../../../../src/entities/receivedPayment';
import { clearingSides, type ClearingSide } from '../../../../src/reconcile/clearing/accounts';
import { paymentOn, postedOn, postingsOn } from '../../../../src/reconcile/clearing/reading';
import type { PostedByHand } from '../../../../src/reconcile/tieout/reading';

const connectedAt = new Date('2026-11-02T09:00:00Z');
/** The balance was read three days after the company was added. */
const openedAt = new Date('2026-11-05T09:00:00Z');
const posting = (txnId: string, made: string): PostedByHand => ({
  kind: 'JournalEntry',
  txnId,
  party: null,
  date: made.slice(0, 10),
  number: txnId,
  amount: '-500.00',
  made,
});

test('what was posted by hand before the opening balance was read is part of it', () => {
  const postings = [
    posting('before', '2026-11-01T10:00:00Z'),
    posting('between', '2026-11-04T10:00:00Z'),
    posting('after', '2026-11-06T10:00:00Z'),
  ];
  const entries = postingsOn(postings, [], { connectedAt, openedAt }, () => undefined);
  expect(entries.map(({ id, isHistory }) => [id, isHistory]).sort()).toEqual([
    ['after', false],
    ['before', true],
    ['between', true],
  ]);
});

test('transfers since the connection are no part of it, in whichever form they were recorded', () => {
  const postings = [
    posting('transfer', '2026-11-04T10:00:00Z'),
    posting('older transfer', '2026-11-01T10:00:00Z'),
  ];
  const entries = postingsOn(postings, [], { connectedAt, openedAt }, () => true);
  expect(entries).toMatchObject([
    { id: 'transfer', entity: 'fundsTransfer', isHistory: false },
    { id: 'older transfer', entity: 'fundsTransfer', isHistory: true },
  ]);
});

describe('received payments', () => {
  const [, moneyIn] = clearingSides as [ClearingSide, ClearingSide];
  const definition = receivedPaymentDefinition(defaultEntitySettings);
  const there = (facts: RecordFacts, fields: CanonicalFields = {}) =>
    paymentOn(
      moneyIn,
      'clearing',
      definition,
      {
        id: 'R1',
        fields: { name: '4711', customer: 'C1', account: null, date: '2026-11-10', ...fields },
        facts: { total: '100.00', status: '0', made: '2026-11-10T10:00:00.000+0000', ...facts },
        isWaiting: false,
      },
      connectedAt,
    );

  test('that came through Bill.com and name no account stand on Money In Clearing, the card fee apart', () => {
    expect(there({ fee: '3.00', bank: 'B1' })).toMatchObject([
      { entity: 'receivedPayment', cents: 10_000n, fee: 300n, bank: 'B1', isOffline: false },
    ]);
  });

  test.each<[string, RecordFacts, CanonicalFields, readonly object[]]>([
    ['recorded by hand without an account', { offline: 'yes' }, {}, []],
    ['deposited elsewhere', {}, { account: 'checking' }, []],
    ['recorded by hand on the account', { offline: 'yes' }, { account: 'clearing' }, [{ isOffline: true }]],
    ['void', { status: '1' }, {}, [{ cents: 0n }]],
  ])('that are %s', (_what, facts, fields, expected) => {
    expect(there(facts, fields)).toMatchObject(expected);
    expect(there(facts, fields)).toHaveLength(expected.length);
  });

  test('in QuickBooks raise the account that they are deposited to', () => {
    const record = {
      id: 'Q1',
      fields: { name: '4711', account: 'clearing', date: '2026-11-10' },
      facts: { total: '100.00', made: '2026-11-10T10:00:00Z' },
      isWaiting: false,
    };
    expect(postedOn(moneyIn, 'clearing', definition, record, connectedAt)).toMatchObject([
      { entity: 'receivedPayment', cents: 10_000n, isHistory: false },
    ]);
    expect(postedOn(moneyIn, 'checking', definition, record, connectedAt)).toEqual([]);
  });

  test('are named by the movement that takes them to the bank', () => {
    const id = '0rp00000000000000001';
    expect(
      movementFacts({ type: '2', status: '1', moneyMovementItems: [{ receivedPayId: id }] }),
    ).toMatchObject({
      payments: id,
    });
  });
});
