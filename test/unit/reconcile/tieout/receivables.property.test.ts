import fc from 'fast-check';
import { creditMemoDefinition } from '../../../../src/entities/creditMemo';
import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import type { Book, EntityDefinition, RecordFacts } from '../../../../src/entities/definition';
import { invoiceDefinition } from '../../../../src/entities/invoice';
import { inCents } from '../../../../src/entities/money';
import type { Entry, HeldBecause, Party, Reason } from '../../../../src/reconcile/tieout/entries';
import { entriesOf, entriesOfPostings } from '../../../../src/reconcile/tieout/reading';
import { sides } from '../../../../src/reconcile/tieout/sides';
import { tieOut } from '../../../../src/reconcile/tieout/tieOut';
import { books, today } from './books';

/**
 * Invoices of a customer and its job, and what becomes of them in either book, as records. QuickBooks' own figures are kept
 * beside, by adding up what happens there, so that a record that is read wrongly is seen.
 */
const start = '2026-03-01';
const settings = { ...defaultEntitySettings, receivablesSince: start };
const invoice = invoiceDefinition(settings);
const creditMemo = creditMemoDefinition(settings);
const connectedAt = new Date('2026-01-01T00:00:00Z');
const later = '2026-12-05';

const hill: Party = { name: 'Hill', quickbooks: 'QHill', billcom: 'BHill' };
const kitchen: Party = { name: 'Hill:Kitchen', quickbooks: 'QKitchen', billcom: 'BKitchen', above: hill };

class Life {
  readonly entries: Entry[] = [];
  readonly twins: Record<string, string> = {};
  readonly holds: Record<string, HeldBecause> = {};
  /** By ListID: up to today, and of any day. */
  readonly aging = new Map<string, bigint>();
  readonly balances = new Map<string, bigint>();
  inBillcom = 0n;
  readonly expected: [Reason, bigint][] = [];
  #count = 0;

  make(
    definition: EntityDefinition,
    book: Book,
    party: Party,
    { cents, date, facts = {} }: { cents: bigint; date: string; facts?: RecordFacts },
  ): string {
    const id = `${book[0]}${(this.#count += 1)}`;
    const fields = { name: id, customer: party[book], date };
    const total = inCents(cents);
    const record = {
      book,
      id,
      fields,
      facts: { made: '2026-06-01T00:00:00.000+0000', total, ...facts },
      isWaiting: false,
    };
    this.entries.push(...entriesOf(sides.ar, definition, record, connectedAt));
    this.#counts(book, party, definition === creditMemo ? -cents : cents, date);
    return id;
  }
  /** A payment by hand, of a kind that is not read as a record. */
  pay(party: Party, cents: bigint, date: string): string {
    const id = `p${(this.#count += 1)}`;
    this.entries.push(
      ...entriesOfPostings(
        [
          {
            kind: 'ReceivePayment',
            txnId: id,
            party: party.quickbooks,
            date,
            number: id,
            amount: inCents(-cents),
            made: '2026-06-02T08:00:00-06:00',
          },
        ],
        connectedAt,
      ),
    );
    this.#counts('quickbooks', party, -cents, date);
    return id;
  }
  expects(reason: Reason, cents: bigint): void {
    if (cents !== 0n) this.expected.push([reason, cents]);
  }
  #counts(book: Book, { quickbooks, above }: Party, cents: bigint, date: string): void {
    if (book === 'billcom') {
      if (date <= today) this.inBillcom += cents;
      return;
    }
    const id = String(quickbooks);
    if (date <= today) this.aging.set(id, (this.aging.get(id) ?? 0n) + cents);
    for (const each of [id, above?.quickbooks])
      if (typeof each === 'string') this.balances.set(each, (this.balances.get(each) ?? 0n) + cents);
  }
}

const anInvoice = fc.record({
  party: fc.constantFrom(hill, kitchen),
  amount: fc.bigInt(3_000n, 9_999n),
  date: fc.constantFrom('2026-11-02', '2026-11-23', '2026-02-01', later),
  goes: fc.constantFrom('over', 'held', 'failed'),
  payments: fc.array(fc.record({ share: fc.bigInt(1n, 400n), date: fc.constantFrom('2026-11-10', later) }), {
    maxLength: 3,
  }),
  memos: fc.array(
    fc.record({
      cents: fc.bigInt(1n, 500n),
      where: fc.constantFrom('quickbooks', 'billcom', 'both', 'differs'),
    }),
    { maxLength: 2 },
  ),
});
type AnInvoice = typeof anInvoice extends fc.Arbitrary<infer T> ? T : never;

function live(life: Life, { party, amount, date, goes, payments, memos }: AnInvoice): void {
  const counts = date <= today;
  const isBefore = date < start;
  const paid = payments.map((each) => ({ ...each, id: life.pay(party, each.share, each.date) }));
  const applied = paid.map(({ id, share }) => `${id} ${inCents(share)}`).join(',');
  const here = life.make(invoice, 'quickbooks', party, {
    cents: amount,
    date,
    facts: { ...(applied && { applied }) },
  });
  const isOver = goes === 'over' && !isBefore;
  if (isOver) life.twins[here] = life.make(invoice, 'billcom', party, { cents: amount, date });
  else if (!isBefore)
    life.holds[`quickbooks ${here}`] = {
      cause: goes === 'failed' ? 'refused' : 'waiting',
      sentence: 'It is held.',
      cure: 'Do this.',
    };
  // What QuickBooks has applied to what is there alone is set off; of a linked invoice each payment stays by itself.
  const reason = isBefore ? 'beforeStart' : goes === 'failed' ? 'failed' : 'held';
  const counting = paid.filter((each) => each.date <= today);
  const off = counting.reduce((sum, { share }) => sum + share, 0n);
  if (isOver || !counts) for (const { share } of counting) life.expects('quickbooksOnly', -share);
  if (!isOver && counts) life.expects(reason, amount - off);
  for (const { cents, where } of memos) {
    const on = { cents, date: '2026-11-05' };
    const there = where === 'differs' ? { ...on, cents: cents + 1n } : on;
    const one = where === 'billcom' ? undefined : life.make(creditMemo, 'quickbooks', party, on);
    const two = where === 'quickbooks' ? undefined : life.make(creditMemo, 'billcom', party, there);
    if (one !== undefined && two !== undefined) life.twins[one] = two;
    if (where === 'quickbooks') life.expects('quickbooksOnly', -cents);
    if (where === 'billcom') life.expects('billcomOnly', cents);
    if (where === 'differs') life.expects('changed', 1n);
  }
}

const inOrder = (lines: readonly (readonly [Reason, bigint])[]): string[] =>
  lines.map(([reason, cents]) => `${reason} ${cents}`).sort();

test('whatever becomes of invoices, each difference has its reason and nothing is unexplained', () => {
  fc.assert(
    fc.property(fc.array(anInvoice, { maxLength: 6 }), (invoices) => {
      const life = new Life();
      for (const each of invoices) live(life, each);
      const total = [...life.aging.values()].reduce((sum, cents) => sum + cents, 0n);
      const result = tieOut(
        books(life.entries, {
          side: sides.ar,
          parties: [hill, kitchen],
          twins: life.twins,
          holds: life.holds,
          own: { total, aging: new Map<string | null, bigint>(life.aging), balances: life.balances },
        }),
      );
      const lines = result.parties.flatMap(({ differences }) => differences);
      expect(inOrder(lines.map(({ reason, quickbooks, billcom }) => [reason, quickbooks - billcom]))).toEqual(
        inOrder(life.expected),
      );
      expect(result.notes).toEqual([]);
      expect([result.quickbooks, result.billcom]).toEqual([total, life.inBillcom]);
      for (const party of result.parties)
        expect(party.differences.reduce((sum, each) => sum + each.quickbooks - each.billcom, 0n)).toBe(
          party.quickbooks - party.billcom,
        );
    }),
    { numRuns: 300 },
  );
});

/** Payments of the customer that are spread over its job's invoices, in either book as it likes. */
const aPayment = fc.record({
  amount: fc.bigInt(1n, 5_000n),
  shares: fc.array(fc.bigInt(1n, 900n), { maxLength: 3 }),
  book: fc.constantFrom('quickbooks' as const, 'billcom' as const),
  isLinked: fc.boolean(),
  isScheduled: fc.boolean(),
});

test('payments over several jobs lose no cent, and customers with their jobs come to the totals', () => {
  fc.assert(
    fc.property(fc.array(aPayment, { maxLength: 5 }), (payments) => {
      const twins: Record<string, string> = {};
      const entries = payments.flatMap(({ amount, shares, book, isLinked, isScheduled }, nth): Entry[] => {
        const of = (where: Book): Entry[] => {
          const invoices = shares.map((cents, at): Entry => ({
            book: where,
            entity: 'invoice',
            id: `${where[0]}i${nth}-${at}`,
            word: 'invoice',
            name: '',
            party: (at % 2 === 0 ? kitchen : hill)[where],
            date: '2026-11-02',
            cents,
            applied: [],
            isHistory: false,
            isWaiting: false,
          }));
          const applied = invoices.map(({ id, cents }) => ({ id, cents }));
          const payment: Entry = {
            ...(invoices[0] as Entry),
            book: where,
            entity: undefined,
            word: 'check',
            id: `${where[0]}p${nth}`,
            party: hill[where],
            date: '2026-11-02',
            name: '',
            cents: -amount,
            applied,
            isHistory: false,
            isWaiting: false,
            isSpread: true,
            ...(isScheduled && where === 'billcom' && { isScheduled }),
          };
          return [...invoices, payment];
        };
        if (!isLinked) return of(book);
        for (const at of shares.keys()) twins[`qi${nth}-${at}`] = `bi${nth}-${at}`;
        return [...of('quickbooks'), ...of('billcom')];
      });
      const result = tieOut(books(entries, { side: sides.ar, parties: [kitchen, hill], twins }));
      for (const party of result.parties)
        expect(party.differences.reduce((sum, each) => sum + each.quickbooks - each.billcom, 0n)).toBe(
          party.quickbooks - party.billcom,
        );
      for (const book of ['quickbooks', 'billcom'] as const) {
        const counted = entries
          .filter((each) => each.book === book && !each.isScheduled)
          .reduce((sum, { cents }) => sum + cents, 0n);
        expect(result[book]).toBe(counted);
        const top = result.parties.find(({ party }) => party === hill);
        if (top) expect((top.withJobs ?? top)[book]).toBe(counted);
      }
    }),
    { numRuns: 300 },
  );
});
