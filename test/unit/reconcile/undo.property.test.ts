import fc from 'fast-check';
import { books, otherBook, type Book } from '../../../src/entities/definition';
import { SyncModel } from './model';
import { vendor } from './samples';

/** Writes are taken back and released at any time, between edits on both sides: nothing is doubled, nothing comes back. */

// Always the same runs; SEED and RUNS search elsewhere and for longer.
const seed = Number(process.env.SEED ?? 41);
const runs = Number(process.env.RUNS ?? 500);
const roundsToSettle = 8;

const book = fc.constantFrom(...books);
const names = fc.constantFrom('Acme', 'Best Tools', 'Crane Hire', 'Drill & Co');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), book, name: names }),
  fc.record({
    do: fc.constant('edit' as const),
    book,
    at: fc.nat(9),
    field: fc.constantFrom('phone', 'email', 'active'),
    value: fc.nat(2),
  }),
  fc.record({ do: fc.constant('rename' as const), book, at: fc.nat(9), name: names }),
  fc.record({ do: fc.constant('remove' as const), book, at: fc.nat(9) }),
  fc.record({ do: fc.constant('takeBack' as const), book, at: fc.nat(9) }),
  fc.record({ do: fc.constant('takeBack' as const), book, at: fc.nat(9) }),
  fc.record({ do: fc.constant('release' as const), at: fc.nat(9) }),
  fc.record({ do: fc.constant('sync' as const) }),
  fc.record({ do: fc.constant('sync' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function perform(model: SyncModel, done: Step): void {
  const living = (side: Book): string[] => model.books[side].living();
  const at = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(all.length, 1)];
  if (done.do === 'sync') model.round();
  if (done.do === 'add') model.books[done.book].add({ name: done.name, active: true });
  if (done.do === 'edit') {
    const id = at(living(done.book), done.at);
    const value = done.field === 'active' ? done.value > 0 : `${done.field} ${done.value}`;
    if (id !== undefined) model.edit(done.book, id, { [done.field]: value });
  }
  if (done.do === 'rename') {
    const id = at(living(done.book), done.at);
    if (id !== undefined) model.edit(done.book, id, { name: done.name });
  }
  if (done.do === 'remove') {
    const id = at(living(done.book), done.at);
    if (id !== undefined) model.books[done.book].remove(id);
  }
  if (done.do === 'takeBack') {
    const open = new Set(model.decisions.takenBack.map(({ quickbooksId }) => quickbooksId));
    const link = at(
      model.links.filter(({ quickbooksId }) => !open.has(quickbooksId)),
      done.at,
    );
    const id = done.book === 'quickbooks' ? link?.quickbooksId : link?.billcomId;
    const now = id === undefined ? undefined : model.mirror[done.book].get(id);
    const source =
      link &&
      model.mirror[otherBook(done.book)].get(done.book === 'quickbooks' ? link.billcomId : link.quickbooksId);
    if (link && now?.active && !now.deleted && source?.deleted === false) model.takeBack(link, done.book);
  }
  if (done.do === 'release') {
    const taken = at(model.decisions.takenBack, done.at);
    if (taken) model.release(taken);
  }
}

function settles(model: SyncModel): boolean {
  for (let rounds = 0; rounds < roundsToSettle; rounds += 1)
    if (model.round().operations.length === 0 && model.planOverAll().operations.length === 0) return true;
  return false;
}

/** Living records without a twin and without a hold. */
const unexplained = (model: SyncModel): string[] =>
  books.flatMap((side) =>
    model.books[side]
      .living()
      .filter((id) => model.books[side].read(id).active && model.twin(side, id) === undefined)
      .filter((id) => ![...model.holds.values()].some((hold) => hold.book === side && hold.recordId === id)),
  );

test('whatever is taken back and released, nothing is doubled, and a second run writes nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25, size: 'max' }), (steps) => {
      const model = new SyncModel(vendor, 'quickbooks');
      for (const each of steps) perform(model, each);
      expect(settles(model)).toBe(true);
      expect(model.broken).toEqual([]);
      expect(unexplained(model)).toEqual([]);
      // What is left is released, and both books agree again.
      for (const taken of model.decisions.takenBack) model.release(taken);
      expect(settles(model)).toBe(true);
      expect(model.broken).toEqual([]);
      expect(unexplained(model)).toEqual([]);
      expect([...model.holds.values()].filter(({ cause }) => cause === 'keptApart')).toEqual([]);
    }),
    { seed, numRuns: runs },
  );
});
