import fc from 'fast-check';
import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityName,
  FieldDefinition,
} from '../../../src/entities/definition';
import { books, isEmptyValue, isNotCarried, sameValue } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { agrees } from '../../../src/reconcile/field';
import { keyOf, otherLists, SyncModel } from './model';

/** Two books, edits on both sides in any order, syncs in between: what must hold whatever people do. */

// Always the same runs; SEED and RUNS search elsewhere and for longer.
const seed = Number(process.env.SEED ?? 17);
const runs = Number(process.env.RUNS ?? 150);
const roundsToSettle = 6;

const long = 'Northern Consolidated Building Supplies and Hardware ';
const names = [
  'Acme',
  'ACME',
  'Acme Inc.',
  'Müller GmbH',
  '日本商事',
  '東京商店',
  'Łódź Sp.',
  'Smith: North',
];
names.push(`${long}East`, `${long}West`, 'Bank', 'Checking', 'Who?', '  Trailing  ');
const texts = [
  'one',
  'two',
  'a much longer text than QuickBooks has any room for in this place, by far',
  'naïve',
  '₹ 5',
  null,
];
const dates = ['2026-01-31', '2026-02-01', '2027-12-31'];
const numbers = ['100', '200', '1234567', '12345678', null];
const addresses: CanonicalValue[] = [
  null,
  { line1: '1 Main St', city: 'Springfield', state: 'IL', postalCode: '62701' },
  { line1: 'Suite 5', line2: '1 Main St', line3: 'Building C', line4: 'Rear entrance', city: 'Springfield' },
  { line2: 'only a second line', country: '日本' },
];

type Edit =
  | {
      readonly do: 'add';
      readonly book: Book;
      readonly name: string;
      readonly at: number;
      readonly type: number;
    }
  | {
      readonly do: 'edit';
      readonly book: Book;
      readonly at: number;
      readonly field: number;
      readonly value: number;
    }
  | {
      readonly do: 'both';
      readonly at: number;
      readonly field: number;
      readonly values: readonly [number, number];
    }
  | { readonly do: 'rename'; readonly book: Book; readonly at: number; readonly name: string }
  | { readonly do: 'move'; readonly book: Book; readonly at: number; readonly under: number | null }
  | { readonly do: 'active'; readonly book: Book; readonly at: number; readonly active: boolean }
  | { readonly do: 'remove'; readonly book: Book; readonly at: number }
  | { readonly do: 'restore'; readonly at: number }
  | { readonly do: 'merge'; readonly at: number; readonly into: number }
  | { readonly do: 'sync' };

const book = fc.constantFrom<Book>('quickbooks', 'billcom');
const small = fc.nat(7);
const name = fc.constantFrom(...names);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('add' as const), book, name, at: small, type: fc.nat(2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('edit' as const), book, at: small, field: small, value: small }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('both' as const),
      at: small,
      field: small,
      values: fc.tuple(small, small),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename' as const), book, at: small, name }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('move' as const), book, at: small, under: fc.option(small) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('active' as const), book, at: small, active: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), book, at: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), at: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), at: small, into: small }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
);

/** What one book has is its own where the other said nothing when the two were linked, as long as neither changes it. */
const isOwn = (
  { leftOpen }: FieldDefinition,
  agreed: Readonly<Record<Book, CanonicalValue | undefined>>,
  values: Readonly<Record<Book, CanonicalValue>>,
): boolean =>
  leftOpen !== undefined &&
  isEmptyValue(values[leftOpen]) &&
  books.every((side) => agreed[side] !== undefined && sameValue(agreed[side], values[side]));

/** What stands in the book that follows is its own affair until the followed one is changed. */
const isUnfollowed = (
  { follows }: FieldDefinition,
  agreed: Readonly<Record<Book, CanonicalValue | undefined>>,
  values: Readonly<Record<Book, CanonicalValue>>,
): boolean => follows !== undefined && sameValue(agreed[follows] ?? null, values[follows]);

/** What a person can type there: QuickBooks shows no other characters and no longer texts. */
function typed(model: SyncModel, side: Book, fields: CanonicalFields): CanonicalFields | undefined {
  const kept: Record<string, CanonicalValue> = {};
  for (const [field, value] of Object.entries(fields)) {
    const inBook = side === 'billcom' ? value : model.definition.fields[field]?.inBook.quickbooks(value);
    if (inBook === undefined || isNotCarried(inBook)) return undefined;
    kept[field] = inBook;
  }
  return kept;
}

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

/** Records of other lists that fields refer to. */
const elsewhere: Readonly<Record<Book, readonly CanonicalValue[]>> = {
  quickbooks: ['q-1', 'q-2', 'q-alone', null],
  billcom: ['b-1', 'b-2', 'b-alone', null],
};
const types = { account: ['Bank', 'Expense', 'Income'], item: ['ItemService', 'ItemInventory', 'ItemGroup'] };

function editOf(model: SyncModel, side: Book, field: number, value: number): CanonicalFields {
  const others = Object.keys(model.definition.fields).filter(
    (n) => !['name', 'active', 'parent', 'type'].includes(n),
  );
  const chosen = at(others, field);
  if (chosen === undefined) return {};
  const kind = model.definition.fields[chosen]?.kind;
  const pool =
    kind === 'reference'
      ? elsewhere[side]
      : kind === 'flag'
        ? [true, false]
        : kind === 'address'
          ? addresses
          : kind === 'number' || chosen === 'number'
            ? numbers
            : kind === 'date'
              ? dates
              : texts;
  return { [chosen]: at<CanonicalValue>(pool, value) ?? null };
}

function perform(model: SyncModel, step: Edit): void {
  if (step.do === 'sync') return void model.round();
  if (step.do === 'both') {
    const link = at(model.links, step.at);
    if (!link) return;
    for (const [side, id, value] of [
      ['quickbooks', link.quickbooksId, step.values[0]],
      ['billcom', link.billcomId, step.values[1]],
    ] as const) {
      const fields = typed(model, side, editOf(model, side, step.field, value));
      if (fields) model.edit(side, id, fields);
    }
    return;
  }
  if (step.do === 'restore') {
    // A list's inactive entry is an edit; a document that was deleted in Bill.com is had again.
    const id = model.definition.document && at(model.books.billcom.gone(), step.at);
    if (id !== undefined) model.books.billcom.restore(id);
    return;
  }
  if (step.do === 'merge') {
    const living = model.books.billcom.living();
    const [id, into] = [at(living, step.at), at(living, step.into)];
    if (id !== undefined && into !== undefined) model.books.billcom.merge(id, into);
    return;
  }
  const living = model.books[step.book].living();
  if (step.do === 'add') {
    const levels = 'parent' in model.definition.fields;
    const fields = typed(model, step.book, {
      name: step.name,
      ...(levels && step.at % 2 === 0 ? { parent: at(living, step.at) ?? null } : {}),
      ...('type' in model.definition.fields
        ? { type: at(types[model.definition.name === 'item' ? 'item' : 'account'], step.type) ?? null }
        : {}),
      ...('number' in model.definition.fields ? { number: at(numbers, step.at) ?? null } : {}),
    });
    if (fields) model.books[step.book].add(fields);
    return;
  }
  const id = at(living, step.at);
  if (id === undefined) return;
  if (step.do === 'remove') return model.books[step.book].remove(id);
  if (step.do === 'move' && !('parent' in model.definition.fields)) return;
  // Documents are in use as long as they are there.
  if (step.do === 'active' && !('active' in model.definition.fields)) return;
  const wanted: CanonicalFields =
    step.do === 'rename'
      ? { name: step.name }
      : step.do === 'active'
        ? { active: step.active }
        : step.do === 'move'
          ? { parent: step.under === null ? null : (at(living, step.under) ?? null) }
          : editOf(model, step.book, step.field, step.value);
  const fields = typed(model, step.book, wanted);
  if (fields) model.edit(step.book, id, fields);
}

/** Everything that must hold once people stop editing. */
function faults(model: SyncModel): string[] {
  const found: string[] = [];
  let rounds = 0;
  while (model.round().operations.length > 0) {
    rounds += 1;
    if (rounds > roundsToSettle) return [...model.broken, 'it does not settle'];
  }
  const second = model.round();
  if (second.operations.length + second.links.length > 0) found.push('a second run does something');
  const over = model.planOverAll();
  for (const operation of over.operations)
    found.push(`a look at everything would ${operation.action} ${JSON.stringify(operation)}`);
  const told = new Map(over.holds.map((hold) => [keyOf(hold), hold]));
  for (const [key, { sentence }] of model.holds)
    if (!told.has(key)) found.push(`a hold that should have ended: ${sentence}`);
  for (const [key, { sentence }] of told)
    if (!model.holds.has(key)) found.push(`a hold that nobody sees: ${sentence}`);

  const isHeld = (side: Book, id: string, field = ''): boolean =>
    [...model.holds.values()].some(
      (hold) => hold.book === side && hold.recordId === id && (hold.field === field || hold.field === ''),
    );
  const isHeldAtAll = (side: Book, id: string): boolean =>
    [...model.holds.values()].some((hold) => hold.book === side && hold.recordId === id);
  for (const side of books) {
    for (const id of model.books[side].living()) {
      const fields = model.books[side].rows.get(id)?.fields;
      if (fields && model.definition.staysSilently?.(fields, side, {})) continue;
      if (fields?.active !== false && model.twin(side, id) === undefined && !isHeldAtAll(side, id))
        found.push(`${id} is active, has no twin and no hold`);
    }
  }
  for (const link of model.links) {
    const quickbooks = model.books.quickbooks.read(link.quickbooksId);
    const billcom = model.books.billcom.read(link.billcomId);
    if (quickbooks.deleted || billcom.deleted || billcom.mergedInto !== null) continue;
    for (const [field, definition] of Object.entries(model.definition.fields)) {
      const [one, two] = [quickbooks.fields[field] ?? null, billcom.fields[field] ?? null];
      if (definition.keptApart) continue;
      const agreed = { quickbooks: link.quickbooksBase[field], billcom: link.billcomBase[field] };
      if (isOwn(definition, agreed, { quickbooks: one, billcom: two })) continue;
      if (isUnfollowed(definition, agreed, { quickbooks: one, billcom: two })) continue;
      const agree = definition.references
        ? twinOf(model, definition.references, one) === two
        : agrees(definition, one, two) || (isEmptyValue(one) && isEmptyValue(two));
      if (!agree && !isHeld('quickbooks', quickbooks.id, field) && !isHeld('billcom', billcom.id, field))
        found.push(`${link.id} differ on ${field} without a hold: ${JSON.stringify([one, two])}`);
    }
  }
  return [...model.broken, ...found];
}

/** What a reference of QuickBooks is in Bill.com; `none` without a twin. */
function twinOf(model: SyncModel, entity: EntityName, id: CanonicalValue): CanonicalValue {
  if (id === null) return null;
  if (entity === model.definition.name) return model.twin('quickbooks', String(id)) ?? 'none';
  const twin = otherLists.resolve(entity, 'quickbooks', String(id));
  return twin.state === 'linked' ? twin.id : 'none';
}

const definitions = entityDefinitions(defaultEntitySettings);

describe(`whatever people do in two books (seed ${seed}, ${runs} runs each)`, () => {
  for (const definition of definitions) {
    test(`the ${definition.words.many} of both come to agree, once, without loss or doubles`, () => {
      fc.assert(
        fc.property(
          fc.array(edit, { minLength: 4, maxLength: 40 }),
          fc.constantFrom('quickbooks', 'billcom', 'ask' as const),
          (steps, policy) => {
            const model = new SyncModel(definition, policy as 'ask');
            for (const step of steps) perform(model, step);
            expect(faults(model)).toEqual([]);
          },
        ),
        { seed, numRuns: runs },
      );
    }, 300_000);
  }
});
