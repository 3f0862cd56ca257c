import * as fc from 'fast-check';
import {
  clears,
  type ClearingInput,
  type InBillcom,
  type Posted,
} from '../../../../src/reconcile/clearing/entries';
import { clearingSides, type ClearingSide } from '../../../../src/reconcile/clearing/accounts';
import { proveClearing } from '../../../../src/reconcile/clearing/proof';

const [moneyOut, moneyIn] = clearingSides as [ClearingSide, ClearingSide];

/** A clearing account: what stands there, and what each cent of it is. */

const payment = (id: string, cents: bigint, more: Partial<InBillcom> = {}): InBillcom => ({
  entity: 'billPayment',
  id,
  word: 'bill payment',
  name: id,
  date: '2026-11-10',
  cents,
  bank: 'bank',
  covers: [],
  isHistory: false,
  isWaiting: false,
  isOffline: false,
  leftAlone: undefined,
  ...more,
});
const movement = (id: string, cents: bigint, more: Partial<InBillcom> = {}): InBillcom =>
  payment(id, cents, { entity: 'fundsTransfer', word: 'funds transfer', ...more });
const posted = (node: InBillcom, more: Partial<Posted> = {}): Posted => ({
  entity: node.entity,
  id: `Q-${node.id}`,
  word: node.word,
  name: node.name,
  date: node.date,
  cents: node.cents,
  isHistory: false,
  isWaiting: false,
  ...more,
});
const byHand = (id: string, cents: bigint): Posted =>
  posted(payment(id, cents), { entity: undefined, word: 'check' });
const balanceOf = (opening: bigint, all: readonly Posted[]): bigint =>
  all.filter(({ isHistory }) => !isHistory).reduce((sum, { cents }) => sum + cents, opening);

function prove(
  there: readonly InBillcom[],
  inQuickBooks: readonly Posted[],
  more: Partial<ClearingInput> = {},
) {
  const opening = more.opening ?? 0n;
  const proof = proveClearing({
    side: moneyOut,
    asOf: '2026-11-12',
    opening,
    balance: balanceOf(opening, inQuickBooks),
    posted: inQuickBooks,
    there,
    twins: (_entity, id) => (id.startsWith('Q-') ? id.slice(2) : undefined),
    hold: () => undefined,
    ...more,
  });
  return { ...proof, named: proof.lines.map(({ reason, name, cents }) => [reason, name, cents]) };
}

test('payments and their transfer leave nothing', () => {
  const nodes = [payment('P1', -100n), payment('P2', -50n), movement('M', 150n)];
  expect(
    prove(
      nodes,
      nodes.map((each) => posted(each)),
      { opening: 700n },
    ),
  ).toMatchObject({
    opening: 700n,
    payments: -150n,
    transfers: 150n,
    expected: 700n,
    balance: 700n,
    lines: [],
  });
});

test('a payment whose transfer has not come is on its way, and not any more after some days', () => {
  const nodes = [payment('P1', -100n), payment('P2', -50n, { date: '2026-11-11' }), movement('M', 100n)];
  const all = nodes.map((each) => posted(each));
  const proof = prove(nodes, all);
  expect(proof.named).toEqual([['onItsWay', 'P2', -50n]]);
  expect(clears(proof)).toBe(true);
  const late = prove(nodes, all, { asOf: '2026-11-30' });
  expect(late.named).toEqual([['unexplained', 'P2', -50n]]);
  expect(clears(late)).toBe(false);
});

test('a transfer whose bank has not confirmed it is what is awaited', () => {
  const nodes = [payment('P1', -100n), movement('M', 100n)];
  const hold = { cause: 'waiting', sentence: 'It is sent.', cure: 'Nothing.' };
  const proof = prove(nodes, [posted(nodes[0]!)], {
    hold: (book, entity) => (book === 'billcom' && entity === 'fundsTransfer' ? hold : undefined),
  });
  expect(proof.lines).toMatchObject([
    { reason: 'onItsWay', name: 'M', cents: -100n, sentence: 'It is sent.' },
  ]);
});

test('a payment that is held or left alone is named where its money has moved', () => {
  const nodes = [payment('P1', -100n), payment('P2', -50n), movement('M', 150n)];
  const all = [posted(nodes[0]!), posted(nodes[2]!)];
  const hold = { cause: 'closedPeriod', sentence: 'Closed.', cure: 'Open it.' };
  expect(
    prove(nodes, all, { hold: (_book, _entity, id) => (id === 'P2' ? hold : undefined) }).lines,
  ).toMatchObject([{ reason: 'held', name: 'P2', cents: 50n, cure: 'Open it.' }]);
  const left = [nodes[0]!, { ...nodes[1]!, leftAlone: 'Not exported.' }, nodes[2]!];
  expect(prove(left, all).lines).toMatchObject([
    { reason: 'notPosted', name: 'P2', cents: 50n, sentence: expect.stringContaining('Not exported.') },
  ]);
});

test('what is posted by hand, changed by hand, or made void in one book is named with what it is off by', () => {
  const nodes = [payment('P1', -100n), payment('P2', 0n), movement('M', 100n)];
  const all = [
    posted(nodes[0]!, { cents: -90n }),
    posted(nodes[1]!, { cents: -20n }),
    posted(nodes[2]!),
    byHand('check', -7n),
  ];
  const proof = prove(nodes, all);
  expect(proof.expected).toBe(0n);
  expect(proof.named).toEqual([
    ['quickbooksOnly', 'check', -7n],
    ['changed', 'P1', 10n],
    ['changed', 'P2', -20n],
  ]);
});

test('Bill.com’s own word of which payments a movement has goes before bank and day', () => {
  const nodes = [
    payment('P1', -100n),
    payment('P2', -50n, { date: '2026-11-09' }),
    movement('M', 50n, { covers: ['P2'] }),
  ];
  expect(
    prove(
      nodes,
      nodes.map((each) => posted(each)),
    ).named,
  ).toEqual([['onItsWay', 'P1', -100n]]);
});

test('money of a void payment that left and came back cancels out', () => {
  const nodes = [
    payment('P1', 0n),
    movement('out', 100n, { covers: ['P1'] }),
    movement('back', -100n, { date: '2026-11-12' }),
  ];
  const all = nodes.map((each) => posted(each));
  expect(prove(nodes, all).named).toEqual([]);
  expect(prove(nodes.slice(0, 2), all.slice(0, 2)).named).toEqual([['onItsWay', 'out', 100n]]);
});

test('what was made before the connection is in the opening balance', () => {
  const nodes = [payment('P0', -30n, { isHistory: true }), movement('M', 30n)];
  const all = [posted(nodes[0]!, { isHistory: true }), posted(nodes[1]!)];
  const proof = prove(nodes, all, { opening: -30n });
  expect([proof.expected, clears(proof)]).toEqual([0n, true]);
  expect(proof.lines).toMatchObject([
    { reason: 'beforeConnection', name: 'P0', cents: 30n, sentence: expect.stringContaining('came since') },
  ]);
  expect(prove(nodes, [all[1]!], { opening: -30n }).named).toEqual([['beforeConnection', 'P0', 30n]]);
});

test('a payment made outside from the clearing account is told as that', () => {
  const node = payment('P1', -30n, { isOffline: true });
  expect(prove([node], [posted(node)]).named).toEqual([['outside', 'P1', -30n]]);
});

test('a balance that nothing explains is a line of its own', () => {
  expect(prove([], [], { balance: 5n }).named).toEqual([['unexplained', '', 5n]]);
});

test('whatever happens in either book, the lines add up to what the balance has changed by', () => {
  const node = fc.record({
    entity: fc.constantFrom('billPayment' as const, 'fundsTransfer' as const),
    id: fc.nat(30).map(String),
    cents: fc.bigInt(-60n, 60n),
    date: fc.constantFrom('2026-11-01', '2026-11-10', '2026-11-11', '2026-12-01'),
    bank: fc.constantFrom(null, 'one', 'two'),
    covers: fc.array(fc.nat(30).map(String), { maxLength: 3 }),
    isOffline: fc.boolean(),
    isHistory: fc.boolean(),
    isWaiting: fc.boolean(),
    leftAlone: fc.constantFrom(undefined, 'Not exported.'),
  });
  const life = fc.constantFrom('posted', 'changed', 'history', 'missing');
  const hand = fc.array(fc.bigInt(-50n, 50n), { maxLength: 5 });
  const some = fc.uniqueArray(fc.tuple(node, life), {
    maxLength: 12,
    selector: ([{ entity, id }]) => `${entity} ${id}`,
  });
  fc.assert(
    fc.property(some, hand, fc.bigInt(-9n, 9n), fc.bigInt(-500n, 500n), (lives, checks, off, opening) => {
      const there = lives.map(([each]) =>
        payment(each.id, each.cents, {
          ...each,
          covers: each.entity === 'fundsTransfer' ? each.covers : [],
        }),
      );
      const all = there.flatMap((each, at) => {
        const how = lives[at]?.[1];
        if (how === 'missing') return [];
        return [
          posted(each, how === 'changed' ? { cents: each.cents + 3n } : { isHistory: how === 'history' }),
        ];
      });
      all.push(...checks.map((cents, at) => byHand(`check ${at}`, cents)));
      const balance = balanceOf(opening, all) + off;
      const proof = prove(there, all, { opening, balance });
      const total = proof.lines.reduce((sum, { cents }) => sum + cents, 0n);
      expect(total).toBe(balance - opening);
      expect(proof.expected).toBe(opening + proof.payments + proof.transfers);
      expect(proof.lines.every(({ sentence, cure }) => sentence !== '' && cure !== '')).toBe(true);
    }),
  );
});

describe('Money In Clearing', () => {
  const received = (id: string, cents: bigint, more: Partial<InBillcom> = {}): InBillcom =>
    payment(id, cents, { entity: 'receivedPayment', word: 'received payment', ...more });
  const proveIn = (nodes: readonly InBillcom[], more: Partial<ClearingInput> = {}) =>
    prove(
      nodes,
      nodes.map((each) => posted(each)),
      { side: moneyIn, ...more },
    );

  test('received payments and the transfer to the bank that names them leave nothing', () => {
    expect(
      proveIn([received('R1', 100n), received('R2', 50n), movement('M', -150n, { covers: ['R1', 'R2'] })]),
    ).toMatchObject({ payments: 150n, transfers: -150n, expected: 0n, balance: 0n, lines: [] });
  });

  test('a received payment is on its way until its transfer takes the money to the bank', () => {
    const proof = proveIn([received('R1', 100n)]);
    expect(proof.named).toEqual([['onItsWay', 'R1', 100n]]);
    expect(proof.lines[0]?.sentence).toContain('the transfer that takes its money to the bank');
  });

  test('a card fee that came to the bank with the payment is named, and has to be recorded', () => {
    const proof = proveIn([
      received('R1', 100n, { fee: 3n }),
      received('R2', 50n),
      movement('M', -153n, { covers: ['R1', 'R2'] }),
    ]);
    expect(proof.named).toEqual([['fee', 'R1', -3n]]);
    expect(clears(proof)).toBe(false);
    expect(proof.lines[0]?.sentence).toContain('a card fee of 0.03');
  });
});
