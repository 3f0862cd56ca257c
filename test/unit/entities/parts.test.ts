import fc from 'fast-check';
import { creditParts } from '../../../src/entities/creditApplication';
import { centsOf, inCents } from '../../../src/entities/money';
import { partsChanged } from '../../../src/entities/parts';
import type { BookRecord } from '../../../src/entities/record';

type Amounts = Readonly<Record<string, string>>;

/** A VendorCreditRet with so much applied to each bill. */
const credit = (bills: Amounts) => ({
  TxnID: 'C1',
  RefNumber: 'C-100',
  VendorRef: { ListID: 'V1', FullName: 'Acme' },
  TimeCreated: '2026-11-02T10:00:00',
  LinkedTxn: Object.entries(bills).map(([id, Amount]) => ({
    TxnID: id,
    TxnType: 'Bill',
    RefNumber: `no ${id}`,
    LinkType: 'AMTTYPE',
    Amount,
  })),
});

/** The mirror after the credit was read so. */
function read(known: readonly BookRecord[], bills: Amounts): BookRecord[] {
  const changes = partsChanged(creditParts, known, creditParts.read(credit(bills)));
  return [...known.filter(({ id }) => !changes.some((each) => each.id === id)), ...changes];
}
const living = (records: readonly BookRecord[]) =>
  records
    .filter(({ deleted }) => !deleted)
    .map(({ id, facts }) => [id, facts.amount])
    .sort(([one = ''], [two = '']) => (one < two ? -1 : 1));

test('each bill that a credit is applied to is a record, whatever the sign of its amount', () => {
  const [first] = read([], { B1: '30.00', B2: '-10.00' });
  expect(first).toMatchObject({
    id: 'C1+B1',
    deleted: false,
    problem: null,
    fields: {
      name: 'C-100 on bill no B1',
      vendor: 'V1',
      applications: [{ credit: 'C1', bill: 'B1', amount: '30.00' }],
    },
    facts: { owner: 'C1', key: 'C1+B1', amount: '30.00' },
  });
  expect(living(read([], { B1: '30.00', B2: '-10.00' }))).toEqual([
    ['C1+B1', '30.00'],
    ['C1+B2', '10.00'],
  ]);
});

test('what is applied in several goes is several records, though QuickBooks adds it up', () => {
  const first = read([], { B1: '30.00' });
  const second = read(first, { B1: '45.00' });
  expect(living(second)).toEqual([
    ['C1+B1', '30.00'],
    ['C1+B1#2', '15.00'],
  ]);
  expect(living(read(second, { B1: '15.00' }))).toEqual([['C1+B1#2', '15.00']]);
  expect(living(read(second, { B1: '30.00' }))).toEqual([['C1+B1', '30.00']]);
  // Made smaller by hand: what is left of the last one is neither of ours.
  expect(living(read(second, { B1: '40.00' }))).toEqual([
    ['C1+B1', '30.00'],
    ['C1+B1#3', '10.00'],
  ]);
});

test('undone and done again is another record; checks and journal entries are none', () => {
  const undone = read(read([], { B1: '30.00' }), {});
  expect(living(undone)).toEqual([]);
  expect(living(read(undone, { B1: '30.00' }))).toEqual([['C1+B1#2', '30.00']]);
  const others = { ...credit({}), LinkedTxn: { TxnID: 'K1', TxnType: 'Check', Amount: '5.00' } };
  expect(creditParts.read(others)).toEqual([]);
});

test('the records always come to what QuickBooks says, and reading the same again changes nothing', () => {
  const amounts = fc.dictionary(
    fc.constantFrom('B1', 'B2', 'B3'),
    fc.integer({ min: 1, max: 500 }).map((cents) => inCents(BigInt(cents))),
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1, maxLength: 8 }), (readings) => {
      let known: BookRecord[] = [];
      for (const bills of readings) {
        known = read(known, bills);
        for (const bill of ['B1', 'B2', 'B3']) {
          const mine = known.filter(({ deleted, facts }) => !deleted && facts.key === `C1+${bill}`);
          const total = mine.reduce((sum, { facts }) => sum + centsOf(String(facts.amount)), 0n);
          expect(inCents(total)).toBe(bills[bill] ?? '0.00');
        }
        expect(partsChanged(creditParts, known, creditParts.read(credit(bills)))).toEqual([]);
        expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
      }
    }),
  );
});
