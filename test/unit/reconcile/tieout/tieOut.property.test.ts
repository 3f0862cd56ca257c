import fc from 'fast-check';
import type { Book } from '../../../../src/entities/definition';
import type { Entry, TieOutInput, PartyTieOut } from '../../../../src/reconcile/tieout/entries';
import { tieOut } from '../../../../src/reconcile/tieout/tieOut';
import { acme, birch, books, onlyHere, today } from './books';

const parties = {
  quickbooks: [acme.quickbooks, birch.quickbooks, onlyHere.quickbooks, 'QV9', null],
  billcom: [acme.billcom, birch.billcom, 'BV9', null],
} as const;
const ids = ['1', '2', '3', '4', '5', '6'];
const cents = fc.integer({ min: -9_999, max: 9_999 }).map(BigInt);

const anEntry = (book: Book, id: string): fc.Arbitrary<Entry> =>
  fc.record({
    book: fc.constant(book),
    entity: book === 'quickbooks' ? fc.constantFrom('bill', undefined) : fc.constant('bill'),
    id: fc.constant(id),
    word: fc.constant('bill'),
    name: fc.constant(id),
    party: fc.constantFrom(...parties[book]),
    date: fc.constantFrom('2026-11-02', today, '2026-11-24'),
    cents,
    applied: fc.array(fc.record({ id: fc.constantFrom(...ids), cents: fc.bigInt(0n, 5_000n) }), {
      maxLength: 3,
    }),
    isHistory: fc.boolean(),
    isWaiting: fc.boolean(),
  });

const entriesOf = (book: Book): fc.Arbitrary<Entry[]> =>
  fc.subarray(ids).chain((some) => fc.tuple(...some.map((id) => anEntry(book, id))));

const held = fc.record({
  cause: fc.constantFrom('waiting', 'conflict', 'refused', 'beforeConnection', 'ownerRule'),
  sentence: fc.constant('It is held.'),
  cure: fc.constant('Do this.'),
});

const anInput: fc.Arbitrary<TieOutInput> = fc
  .record({
    quickbooks: entriesOf('quickbooks'),
    billcom: entriesOf('billcom'),
    links: fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
      selector: ([one]) => one,
      maxLength: 4,
    }),
    holds: fc.dictionary(
      fc.tuple(fc.constantFrom('quickbooks', 'billcom'), fc.constantFrom(...ids)).map((of) => of.join(' ')),
      held,
    ),
    own: fc.option(
      fc.record({
        total: cents,
        aging: fc.array(fc.tuple(fc.constantFrom(...parties.quickbooks), cents)).map((rows) => new Map(rows)),
        balances: fc
          .array(fc.tuple(fc.constantFrom('QV1', 'QV2', 'QV9'), cents))
          .map((rows) => new Map(rows)),
      }),
      { nil: undefined },
    ),
  })
  .map(({ quickbooks, billcom, links, holds, own }) =>
    books([...quickbooks, ...billcom], { twins: Object.fromEntries(links), holds, own }),
  );

const named = ({ differences }: PartyTieOut): bigint =>
  differences.reduce((sum, { quickbooks, billcom }) => sum + quickbooks - billcom, 0n);
const counting = ({ entries, asOf }: TieOutInput, book: Book): bigint =>
  entries.reduce((sum, each) => (each.book === book && each.date <= asOf ? sum + each.cents : sum), 0n);

test('the named differences add up to the cent, for every vendor and in all', () => {
  fc.assert(
    fc.property(anInput, (input) => {
      const result = tieOut(input);
      for (const party of result.parties) expect(named(party)).toBe(party.quickbooks - party.billcom);
      const all = result.parties.reduce((sum, party) => sum + named(party), 0n);
      expect(all).toBe(result.quickbooks - result.billcom);
      expect(result.billcom).toBe(counting(input, 'billcom'));
      expect(result.quickbooks).toBe(input.own?.total ?? counting(input, 'quickbooks'));
    }),
    { numRuns: 500 },
  );
});

test('no line says nothing, and none is without a sentence', () => {
  fc.assert(
    fc.property(anInput, (input) => {
      for (const difference of tieOut(input).parties.flatMap(({ differences }) => differences)) {
        expect(difference.quickbooks).not.toBe(difference.billcom);
        expect(difference.sentence).not.toBe('');
        expect(difference.cure).not.toBe('');
      }
    }),
  );
});

test('what the records do not explain is exactly what is called unexplained', () => {
  fc.assert(
    fc.property(anInput, (input) => {
      const lines = tieOut(input).parties.flatMap(({ differences }) => differences);
      const unexplained = lines
        .filter(({ word }) => word === 'aging')
        .reduce((sum, { quickbooks }) => sum + quickbooks, 0n);
      expect(unexplained).toBe(input.own ? input.own.total - counting(input, 'quickbooks') : 0n);
    }),
  );
});

/** Two books that agree: the same entries in both, linked. */
const agreeing = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), cents, fc.nat(1)), {
    selector: ([id]) => id,
    minLength: 1,
  })
  .map((rows) => {
    const of = (book: Book): Entry[] =>
      rows.map(([id, amount, vendor]) => ({
        book,
        entity: 'bill',
        id: `${book[0]}${id}`,
        word: 'bill',
        name: id,
        party: [acme, birch][vendor]?.[book] ?? null,
        date: '2026-11-02',
        cents: amount === 0n ? 1n : amount,
        applied: [],
        isHistory: false,
        isWaiting: false,
      }));
    return {
      entries: [...of('quickbooks'), ...of('billcom')],
      twins: Object.fromEntries(rows.map(([id]) => [`q${id}`, `b${id}`])),
    };
  });

test('two books that agree have nothing to name, and one record that is missing is named alone', () => {
  fc.assert(
    fc.property(agreeing, fc.nat(), ({ entries, twins }, pick) => {
      expect(tieOut(books(entries, { twins })).parties.flatMap(({ differences }) => differences)).toEqual([]);
      const gone = entries[pick % entries.length] as Entry;
      const result = tieOut(
        books(
          entries.filter((each) => each !== gone),
          { twins },
        ),
      );
      const [only, ...more] = result.parties.flatMap(({ differences }) => differences);
      expect(more).toEqual([]);
      expect(only).toMatchObject({ name: gone.name });
      const missing = gone.book === 'quickbooks' ? -gone.cents : gone.cents;
      expect((only?.quickbooks ?? 0n) - (only?.billcom ?? 0n)).toBe(missing);
    }),
  );
});
