import fc from 'fast-check';
import type { Book, CanonicalValue, EntityName } from '../../../src/entities/definition';
import { books, isEmptyValue } from '../../../src/entities/definition';
import { agrees } from '../../../src/reconcile/field';
import { AllLists } from './allLists';
import { holdKey, type AllSettings } from './allListsLedger';
import { perform, steps } from './allListsSteps';

/** All lists together, with references between them, edits on both sides in any order, and faults in between. */

// Always the same runs; SEED and RUNS search elsewhere and for longer.
const runs = Number(process.env.RUNS ?? 250);
const searches: readonly (readonly [seed: number, runs: number])[] = [
  [Number(process.env.SEED ?? 101), runs],
];
const roundsToSettle = 12;

const settings: fc.Arbitrary<AllSettings> = fc.record({
  policy: fc.constantFrom('quickbooks', 'billcom', 'ask' as const),
  nameClash: fc.constantFrom('ask', 'suffix' as const),
  subCustomersAs: fc.constantFrom('mapped', 'jobs' as const),
  mergesReferences: fc.boolean(),
});

/** Cycles without faults until there is nothing left to do. */
function settles(model: AllLists): boolean {
  for (let rounds = 0; rounds < roundsToSettle; rounds += 1) if (model.round() === 0) return true;
  return false;
}

/** Everything that must hold once people and faults leave off. */
function faults(model: AllLists): string[] {
  model.answer();
  if (!settles(model)) return [...model.broken, 'it does not settle'];
  const found = unexplained(model);
  model.newVersion();
  if (!settles(model)) return [...model.broken, 'it does not settle after a newer version'];
  if (model.round() > 0) found.push('a second run does something');
  found.push(...unexplained(model), ...hidden(model));
  return [...model.broken, ...found];
}

/** What a look at everything would do or say otherwise. */
function hidden(model: AllLists): string[] {
  const found: string[] = [];
  const over = model.planOverAll();
  for (const operation of over.flatMap(({ operations }) => operations))
    found.push(`a look at everything would ${operation.action} ${JSON.stringify(operation)}`);
  const told = new Map(over.flatMap(({ holds }) => holds).map((hold) => [holdKey(hold), hold]));
  for (const [key, { sentence }] of model.holds)
    if (!told.has(key)) found.push(`a hold that should have ended: ${sentence}`);
  for (const [key, { sentence }] of told)
    if (!model.holds.has(key)) found.push(`a hold that nobody sees: ${sentence}`);
  return found;
}

/** Records and fields that differ without a hold that says why. */
function unexplained(model: AllLists): string[] {
  const found: string[] = [];
  const held = new Set(
    [...model.holds.values()].map((h) => `${h.entity} ${h.book} ${h.recordId} ${h.field}`),
  );
  const heldAtAll = new Set([...model.holds.values()].map((h) => `${h.entity} ${h.book} ${h.recordId}`));
  for (const definition of model.definitions) {
    const entity = definition.name;
    for (const side of books)
      for (const id of model.books[side].list(entity).living()) {
        const { active, fields } = model.books[side].list(entity).read(id);
        if (
          active &&
          !definition.staysSilently?.(fields, side, {}) &&
          model.twin(side, entity, id) === undefined &&
          !heldAtAll.has(`${entity} ${side} ${id}`)
        )
          found.push(`${id} is active, has no twin and no hold`);
      }
    for (const link of model.linksOf(entity)) {
      const quickbooks = model.books.quickbooks.list(entity).read(link.quickbooksId);
      const billcom = model.books.billcom.list(entity).read(link.billcomId);
      if (quickbooks.deleted || billcom.deleted || billcom.mergedInto !== null) continue;
      for (const [field, { keptApart, references }] of Object.entries(definition.fields)) {
        if (keptApart) continue;
        const [one, two] = [quickbooks.fields[field] ?? null, billcom.fields[field] ?? null];
        const agree =
          references === undefined
            ? agrees(definition.fields[field]!, one, two) || (isEmptyValue(one) && isEmptyValue(two))
            : sameThing(model, references, one, two);
        const isHeld = (side: Book, id: string): boolean =>
          held.has(`${entity} ${side} ${id} ${field}`) || held.has(`${entity} ${side} ${id} `);
        const marked = field === 'name' && / \([A-Z]\)$/.test(String(one));
        if (!agree && !marked && !isHeld('quickbooks', quickbooks.id) && !isHeld('billcom', billcom.id))
          found.push(`${link.id} differ on ${field} without a hold: ${JSON.stringify([one, two])}`);
      }
    }
  }
  return found;
}

/** A reference to what was merged away in Bill.com is one to its survivor, wherever the merge left it. */
function sameThing(model: AllLists, entity: EntityName, one: CanonicalValue, two: CanonicalValue): boolean {
  if (one === null || two === null) return one === two;
  const rows = model.books.billcom.list(entity).rows;
  let at = String(two);
  for (let into = rows.get(at)?.mergedInto; typeof into === 'string'; into = rows.get(at)?.mergedInto)
    at = into;
  return model.twin('quickbooks', entity, String(one)) === at;
}

test.each(searches)(
  'whatever people do to all lists, both books come to agree, once, without loss or doubles (seed %i)',
  (seed, numRuns) => {
    fc.assert(
      fc.property(steps, settings, (taken, chosen) => {
        const model = new AllLists(chosen);
        for (const each of taken) perform(model, each);
        expect(faults(model)).toEqual([]);
      }),
      { seed, numRuns },
    );
  },
  300_000,
);
