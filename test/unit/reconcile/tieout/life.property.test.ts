import fc from 'fast-check';
import { billDefinition } from '../../../../src/entities/bill';
import { billPaymentDefinition } from '../../../../src/entities/billPayment';
import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import type {
  Book,
  CanonicalFields,
  EntityDefinition,
  RecordFacts,
} from '../../../../src/entities/definition';
import { inCents } from '../../../../src/entities/money';
import { vendorCreditDefinition } from '../../../../src/entities/vendorCredit';
import type { Entry, HeldBecause, Reason } from '../../../../src/reconcile/tieout/entries';
import { creditedIn, entriesOf } from '../../../../src/reconcile/tieout/reading';
import { sides } from '../../../../src/reconcile/tieout/sides';
import { tieOut } from '../../../../src/reconcile/tieout/tieOut';
import { acme, books, today } from './books';

/**
 * Bills of one vendor and what becomes of them in either book, as records. QuickBooks' own figures are kept beside, by adding up
 * what happens there, so that a record that is read wrongly is seen.
 */
const bill = billDefinition(defaultEntitySettings);
const billPayment = billPaymentDefinition(defaultEntitySettings);
const vendorCredit = vendorCreditDefinition(defaultEntitySettings);
const connectedAt = new Date('2026-01-01T00:00:00Z');
const made = '2026-06-01T00:00:00.000+0000';
const later = '2026-12-05';

class Life {
  readonly entries: Entry[] = [];
  readonly twins: Record<string, string> = {};
  readonly holds: Record<string, HeldBecause> = {};
  /** What happens on QuickBooks' accounts payable: of any day, and up to today. */
  balance = 0n;
  aging = 0n;
  inBillcom = 0n;
  readonly expected: [Reason, bigint][] = [];
  #count = 0;

  make(
    definition: EntityDefinition,
    book: Book,
    {
      fields = {},
      facts,
      date = '2026-11-02',
    }: { fields?: CanonicalFields; facts: RecordFacts; date?: string },
    credited: readonly { id: string; amount: string }[] = [],
  ): string {
    const id = `${book[0]}${(this.#count += 1)}`;
    const whole = { name: id, vendor: acme[book], date, ...fields };
    this.entries.push(
      ...entriesOf(
        sides.ap,
        definition,
        { book, id, fields: whole, facts: { made, ...facts }, isWaiting: false },
        connectedAt,
        credited,
      ),
    );
    return id;
  }
  link(quickbooks: string, billcom: string): void {
    this.twins[quickbooks] = billcom;
  }
  hold(book: Book, id: string, cause: string): void {
    this.holds[`${book} ${id}`] = { cause, sentence: 'It is held.', cure: 'Do this.' };
  }
  posts(cents: bigint, date = '2026-11-02'): void {
    this.balance += cents;
    if (date <= today) this.aging += cents;
  }
  there(cents: bigint, date = '2026-11-02'): void {
    if (date <= today) this.inBillcom += cents;
  }
}

const to = (id: string, cents: bigint): CanonicalFields => ({
  applications: [{ bill: id, amount: inCents(cents) }],
});

const cents = fc.bigInt(1n, 9_999n);
const aPayment = fc.record({
  what: fc.constantFrom('posted', 'void', 'kept', 'held', 'byHand', 'failed'),
  share: fc.bigInt(1n, 3_000n),
  discount: fc.constantFrom(0n, 0n, 25n),
  date: fc.constantFrom('2026-11-10', later),
});
const aCredit = fc.record({
  what: fc.constantFrom('posted', 'held', 'appliedThere'),
  share: fc.bigInt(1n, 500n),
});
const aBill = fc.record({
  amount: cents,
  payments: fc.array(aPayment, { maxLength: 4 }),
  credits: fc.array(aCredit, { maxLength: 2 }),
});
type ABill = typeof aBill extends fc.Arbitrary<infer T> ? T : never;

function live(life: Life, { amount, payments, credits }: ABill): void {
  const total = inCents(amount);
  const [here, there] = [
    life.make(bill, 'quickbooks', { facts: { total } }),
    life.make(bill, 'billcom', { facts: { total } }),
  ];
  life.link(here, there);
  life.posts(amount);
  life.there(amount);
  for (const { what, share, discount, date } of payments) {
    const counts = date <= today;
    const money = { total: inCents(share) };
    if (what !== 'byHand') {
      const isDead = what === 'void' || what === 'failed';
      const status = isDead ? '4' : '2';
      const id = life.make(billPayment, 'billcom', {
        fields: to(there, share),
        facts: { ...money, status },
        date,
      });
      if (!isDead) life.there(-share, date);
      if (what === 'failed') continue;
      if (what === 'kept' || what === 'held') {
        life.hold('billcom', id, what === 'kept' ? 'ownerRule' : 'closedPeriod');
        if (counts) life.expected.push([what === 'kept' ? 'notPosted' : 'held', share]);
        continue;
      }
      const isVoid = what === 'void';
      const off = isVoid ? 0n : discount;
      const posted = life.make(billPayment, 'quickbooks', {
        fields: isVoid ? {} : to(here, share),
        facts: {
          total: isVoid ? '0.00' : money.total,
          ...(off > 0n && { discounts: `${here} ${inCents(off)}` }),
        },
        date,
      });
      life.link(posted, id);
      if (isVoid) continue;
      life.posts(-share - off, date);
      if (off > 0n && counts) life.expected.push(['quickbooksOnly', -off]);
      continue;
    }
    const id = life.make(billPayment, 'quickbooks', {
      fields: to(here, share),
      facts: { ...money, ...(discount > 0n && { discounts: `${here} ${inCents(discount)}` }) },
      date,
    });
    life.hold('quickbooks', id, 'ownerRule');
    life.posts(-share - discount, date);
    if (!counts) continue;
    life.expected.push(['quickbooksOnly', -share]);
    if (discount > 0n) life.expected.push(['quickbooksOnly', -discount]);
  }
  for (const { what, share } of credits) {
    const facts = { total: inCents(share) };
    life.there(-share);
    if (what === 'posted') {
      life.link(
        life.make(vendorCredit, 'quickbooks', { facts }),
        life.make(vendorCredit, 'billcom', { facts }),
      );
      life.posts(-share);
      continue;
    }
    // In Bill.com only: by itself, or used there for a bill that is held too.
    if (what === 'held') {
      life.hold('billcom', life.make(vendorCredit, 'billcom', { facts }), 'closedPeriod');
      life.expected.push(['held', share]);
      continue;
    }
    const alone = life.make(bill, 'billcom', { facts: { total: inCents(share + 7n) } });
    life.there(share + 7n);
    life.hold('billcom', alone, 'closedPeriod');
    life.make(vendorCredit, 'billcom', { facts }, [{ id: alone, amount: facts.total }]);
    life.expected.push(['held', -7n]);
  }
}

const byText = (one: string, two: string): number => (one < two ? -1 : 1);
const sorted = (lines: readonly [Reason, bigint][]): string[] =>
  lines.map(([reason, amount]) => `${reason} ${amount}`).sort(byText);

test('whatever becomes of bills, every difference has its own name, and nothing is unexplained', () => {
  fc.assert(
    fc.property(fc.array(aBill, { minLength: 1, maxLength: 4 }), (bills) => {
      const life = new Life();
      for (const each of bills) live(life, each);
      const result = tieOut(
        books(life.entries, {
          twins: life.twins,
          holds: life.holds,
          own: {
            total: life.aging,
            aging: new Map([[acme.quickbooks, life.aging]]),
            balances: new Map([[String(acme.quickbooks), life.balance]]),
          },
        }),
      );
      const lines = result.parties.flatMap(({ differences }) => differences);
      expect(sorted(lines.map(({ reason, quickbooks, billcom }) => [reason, quickbooks - billcom]))).toEqual(
        sorted(life.expected),
      );
      expect([result.quickbooks, result.billcom]).toEqual([life.aging, life.inBillcom]);
      expect(result.notes).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('credits of a payment that was called off are open again', () => {
  const application = (payment: string) => ({
    fields: { applications: [{ credit: 'C1', bill: 'B1', amount: '5.00' }] },
    facts: { payment },
  });
  const credited = creditedIn([application('P1'), application('P2')], (id) => id === 'P1');
  expect([...credited]).toEqual([['C1', [{ id: 'B1', amount: '5.00' }]]]);
});

test('discounts are read of a payment in QuickBooks', () => {
  const facts = billPayment.quickbooks.facts({
    Amount: '98.00',
    AppliedToTxnRet: [
      { TxnID: 'B1', TxnType: 'Bill', Amount: '98.00', DiscountAmount: '2.00' },
      { TxnID: 'B2', TxnType: 'Bill', Amount: '0.00' },
    ],
  });
  expect(facts).toMatchObject({ total: '98.00', discounts: 'B1 2.00' });
});

test('only payments of a later day are called scheduled', () => {
  const life = new Life();
  life.make(vendorCredit, 'quickbooks', { facts: { total: '9.00' }, date: later });
  life.make(billPayment, 'quickbooks', { facts: { total: '4.00' }, date: later });
  expect(tieOut(books(life.entries)).scheduled).toEqual({ quickbooks: -400n, billcom: 0n });
});
