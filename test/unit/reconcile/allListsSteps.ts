import fc from 'fast-check';
import type { Book, CanonicalFields, CanonicalValue, EntityName } from '../../../src/entities/definition';
import { books, isNotCarried } from '../../../src/entities/definition';
import { stepOrder } from '../../../src/entities/registry';
import type { AllLists, Fate } from './allLists';

/** What people do to a company's lists, and what goes wrong while Tieout works, at random. */
export type Step =
  | {
      readonly do: 'add';
      readonly book: Book;
      readonly entity: EntityName;
      readonly name: string;
      readonly pick: number;
    }
  | {
      readonly do: 'both';
      readonly entity: EntityName;
      readonly names: readonly [string, string];
      readonly pick: number;
    }
  | {
      readonly do: 'edit';
      readonly book: Book;
      readonly entity: EntityName;
      readonly at: number;
      readonly field: number;
      readonly value: number;
    }
  | {
      readonly do: 'rename';
      readonly book: Book;
      readonly entity: EntityName;
      readonly at: number;
      readonly name: string;
    }
  | {
      readonly do: 'move';
      readonly book: Book;
      readonly entity: EntityName;
      readonly at: number;
      readonly under: number | null;
    }
  | {
      readonly do: 'active';
      readonly book: Book;
      readonly entity: EntityName;
      readonly at: number;
      readonly active: boolean;
    }
  | { readonly do: 'remove'; readonly book: Book; readonly entity: EntityName; readonly at: number }
  | {
      readonly do: 'merge';
      readonly book: Book;
      readonly entity: EntityName;
      readonly at: number;
      readonly into: number;
    }
  | { readonly do: 'hire'; readonly name: string }
  | { readonly do: 'answer' }
  | { readonly do: 'sync'; readonly fates: readonly Fate[] };

const long = 'Northern Consolidated Building Supplies and Hardware ';
const names = ['Acme', 'ACME', 'Acme Inc.', 'Best', 'Center', 'Delta', 'Müller GmbH', '東京商店'];
names.push(`${long}East`, `${long}West`, 'Smith: North', 'Net 30');
const texts = [
  'one',
  'two',
  'a much longer text than QuickBooks has any room for in this place, by far',
  '₹ 5',
  null,
];
const numbers = ['10', '20', '30', '12345678', null];
const addresses: readonly CanonicalValue[] = [
  null,
  { line1: '1 Main St', city: 'Springfield', state: 'IL', postalCode: '62701' },
  { line1: 'Suite 5', line2: '1 Main St', line3: 'Building C', line4: 'Rear entrance', city: 'Springfield' },
];
const types: Partial<Record<EntityName, readonly string[]>> = {
  account: ['Bank', 'Expense', 'Income'],
  item: ['ItemService', 'ItemInventory', 'ItemGroup'],
};

const book = fc.constantFrom<Book>(...books);
const small = fc.nat(7);
const name = fc.constantFrom(...names);
const fate = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>('done') },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fate>(
      'refused',
      'locked',
      'stop',
      'lost, done',
      'lost, not done',
      'asked, done',
      'asked, not done',
    ),
  },
);
const of = <D extends Step['do'], F extends object>(
  kind: D,
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> },
) => fc.record({ do: fc.constant(kind), ...fields });

const stepIn = (lists: readonly EntityName[]): fc.Arbitrary<Step> => {
  const entity = fc.constantFrom(...lists);
  return fc.oneof(
    { weight: 7, arbitrary: of('add', { book, entity, name, pick: small }) },
    { weight: 2, arbitrary: of('both', { entity, names: fc.tuple(name, name), pick: small }) },
    { weight: 6, arbitrary: of('edit', { book, entity, at: small, field: small, value: small }) },
    { weight: 3, arbitrary: of('rename', { book, entity, at: small, name }) },
    { weight: 3, arbitrary: of('move', { book, entity, at: small, under: fc.option(small) }) },
    { weight: 3, arbitrary: of('active', { book, entity, at: small, active: fc.boolean() }) },
    { weight: 1, arbitrary: of('remove', { book, entity, at: small }) },
    { weight: 2, arbitrary: of('merge', { book, entity, at: small, into: small }) },
    { weight: 1, arbitrary: of('hire', { name }) },
    { weight: 1, arbitrary: fc.constant({ do: 'answer' as const }) },
    { weight: 5, arbitrary: of('sync', { fates: fc.array(fate, { maxLength: 12 }) }) },
  );
};

/** Few lists in a run, so that what happens in one meets what happens in another; now and then all. */
const listsAtOnce: readonly (readonly EntityName[])[] = [
  ['terms', 'vendor'],
  ['terms', 'customer'],
  ['account', 'item', 'item'],
  ['customer', 'customer', 'vendor'],
  ['account', 'class'],
  stepOrder,
];
export const steps = fc
  .constantFrom(...listsAtOnce)
  .chain((lists) => fc.array(stepIn(lists), { minLength: 6, maxLength: 50 }));

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

/** What a person can type there: QuickBooks shows no other characters and no longer texts. */
function typed(
  model: AllLists,
  side: Book,
  of: EntityName,
  fields: CanonicalFields,
): CanonicalFields | undefined {
  const { fields: known } = model.definition(of);
  const kept: Record<string, CanonicalValue> = {};
  for (const [field, value] of Object.entries(fields)) {
    const inBook = side === 'billcom' ? value : known[field]?.inBook.quickbooks(value);
    if (inBook === undefined || isNotCarried(inBook)) return undefined;
    kept[field] = inBook;
  }
  return kept;
}

function valueFor(model: AllLists, side: Book, of: EntityName, field: string, value: number): CanonicalValue {
  const { kind, references } = model.definition(of).fields[field] ?? { kind: 'text' };
  // Lists that are read for their names alone are not here: nothing refers to them.
  if (kind === 'reference' && references !== undefined)
    return (
      at<CanonicalValue>([...(model.books[side].lists.get(references)?.living() ?? []), null], value) ?? null
    );
  const pool: readonly CanonicalValue[] =
    kind === 'flag'
      ? [true, false]
      : kind === 'address'
        ? addresses
        : kind === 'number' || field === 'number'
          ? numbers
          : texts;
  return at(pool, value) ?? null;
}

/** A new record, with a parent now and then, and references to records of other lists. */
function fresh(model: AllLists, side: Book, of: EntityName, name: string, pick: number): CanonicalFields {
  const { fields } = model.definition(of);
  const found: Record<string, CanonicalValue> = { name };
  const living = model.books[side].list(of).living();
  if ('parent' in fields && pick % 2 === 0) found.parent = at(living, pick) ?? null;
  if ('type' in fields) found.type = at(types[of] ?? [], pick) ?? null;
  if ('number' in fields) found.number = at(numbers, pick) ?? null;
  if ('dueDays' in fields) found.dueDays = at(numbers, pick) ?? null;
  for (const [field, { references }] of Object.entries(fields))
    if (references !== undefined && references !== of) found[field] = valueFor(model, side, of, field, pick);
  return found;
}

/** Terms are changed by nobody's program, but by people in both books. */
export function perform(model: AllLists, taken: Step): void {
  if (taken.do === 'sync') return void model.round(taken.fates);
  if (taken.do === 'answer') return model.answer();
  if (taken.do === 'hire') {
    const name = taken.name.toLowerCase();
    const isTaken = (['customer', 'vendor'] as const).some((list) =>
      [...model.books.quickbooks.list(list).rows.values()].some(
        (row) => String(row.fields.name).toLowerCase() === name,
      ),
    );
    if (!isTaken) model.books.quickbooks.people.add(name);
    return;
  }
  if (taken.do === 'both') {
    for (const [index, side] of books.entries()) {
      const fields = fresh(model, side, taken.entity, taken.names[index] ?? '', taken.pick | 1);
      const kept = typed(model, side, taken.entity, fields);
      if (kept) model.books[side].add(taken.entity, kept);
    }
    return;
  }
  const { book: side, entity: of } = taken;
  if (taken.do === 'add') {
    const kept = typed(model, side, of, fresh(model, side, of, taken.name, taken.pick));
    if (kept) model.books[side].add(of, kept);
    return;
  }
  const living = model.books[side].list(of).living();
  const id = at(living, taken.at);
  if (id === undefined) return;
  if (taken.do === 'remove') return model.books[side].remove(of, id);
  if (taken.do === 'merge') return model.merge(side, of, id, at(living, taken.into) ?? id);
  const wanted = change(model, taken, living);
  const kept = wanted && typed(model, side, of, wanted);
  if (kept) model.edit(side, of, id, kept);
}

function change(
  model: AllLists,
  taken: Extract<Step, { do: 'edit' | 'rename' | 'move' | 'active' }>,
  living: readonly string[],
): CanonicalFields | undefined {
  const { book: side, entity: of } = taken;
  const { fields } = model.definition(of);
  if (taken.do === 'rename') return { name: taken.name };
  if (taken.do === 'active') return { active: taken.active };
  if (taken.do === 'move')
    return 'parent' in fields
      ? { parent: taken.under === null ? null : (at(living, taken.under) ?? null) }
      : undefined;
  const others = Object.keys(fields).filter((each) => !['name', 'active', 'parent', 'type'].includes(each));
  const chosen = at(others, taken.field);
  return chosen === undefined ? undefined : { [chosen]: valueFor(model, side, of, chosen, taken.value) };
}
