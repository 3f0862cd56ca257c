import type { Book, CanonicalFields, EntityName } from '../../../src/entities/definition';
import { books, otherBook } from '../../../src/entities/definition';
import { AllLists } from './allLists';

/**
 * What people can do to a record, in each of the six lists and in either book, one at a time: it follows in the other
 * book, or a hold says why not. All of it at once and at random is in allLists.property.
 */

const lists = ['account', 'class', 'terms', 'item', 'customer', 'vendor'] as const;
type List = (typeof lists)[number];

const typeOf: Partial<Record<List, string>> = { account: 'Expense', item: 'ItemService' };
const detail: Record<List, CanonicalFields> = {
  account: { description: 'all of it' },
  // A class has no more than its name.
  class: {},
  terms: { dueDays: '45' },
  item: { description: 'by the hour' },
  customer: { phone: '555-0101' },
  vendor: { phone: '555-0101' },
};
/**
 * Bill.com lets nobody write terms, QuickBooks nobody change them: each book keeps its own name and use of them, and only
 * other days are told. Nobody merges terms. Items belong to QuickBooks.
 */
const goesOver = (list: List, from: Book): boolean =>
  list !== 'terms' && (list !== 'item' || from === 'quickbooks');

interface Pairs {
  readonly model: AllLists;
  readonly id: (book: Book, name: string) => string;
}

/** Alpha, and Beta and Gamma below it where the list has levels, in both books and linked. */
function pairsOf(list: List): Pairs {
  const model = new AllLists({
    policy: 'quickbooks',
    nameClash: 'ask',
    subCustomersAs: 'jobs',
    mergesReferences: false,
  });
  const { fields } = model.definition(list);
  const ids = new Map<string, string>();
  for (const book of books)
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      const above = name === 'Alpha' ? undefined : ids.get(`${book} Alpha`);
      const made = model.books[book].add(list, {
        name,
        ...(typeOf[list] === undefined ? {} : { type: typeOf[list] }),
        ...('dueDays' in fields ? { dueDays: String(name.length * 10 + name.charCodeAt(0)) } : {}),
        ...('parent' in fields && above !== undefined ? { parent: above } : {}),
      });
      if (!('id' in made)) throw new Error(made.refused);
      ids.set(`${book} ${name}`, made.id);
    }
  settle(model);
  return { model, id: (book, name) => String(ids.get(`${book} ${name}`)) };
}

function settle(model: AllLists): void {
  for (let rounds = 0; rounds < 6; rounds += 1) if (model.round() === 0) break;
  expect([model.round(), model.broken]).toEqual([0, []]);
}

const heldOf = (model: AllLists, list: EntityName): string[] =>
  [...model.holds.values()].filter(({ entity }) => entity === list).map(({ cause }) => cause);

describe.each(lists)('%s', (list) => {
  test('pairs of both books are linked, and nothing is held', () => {
    const { model, id } = pairsOf(list);
    for (const name of ['Alpha', 'Beta', 'Gamma'])
      expect(model.twin('quickbooks', list, id('quickbooks', name))).toBe(id('billcom', name));
    expect(heldOf(model, list)).toEqual([]);
  });

  describe.each(books)('in %s', (from) => {
    const there = otherBook(from);
    const follows = goesOver(list, from);
    const hasLevels = 'parent' in pairsOf(list).model.definition(list).fields;

    const edits: readonly (readonly [string, (pairs: Pairs) => CanonicalFields])[] = [
      ['renamed', () => ({ name: 'Delta' })],
      ...(Object.keys(detail[list]).length > 0 ? [['changed', () => detail[list]] as const] : []),
      ...(hasLevels ? [['moved', ({ id }: Pairs) => ({ parent: id(from, 'Beta') })] as const] : []),
      ['made inactive', () => ({ active: false })],
    ];
    test.each(edits)(
      `one that is %s ${follows ? 'follows' : 'does not, and is told where it says something else'}`,
      (_what, edit) => {
        const pairs = pairsOf(list);
        const { model, id } = pairs;
        const change = edit(pairs);
        model.edit(from, list, id(from, 'Gamma'), change);
        settle(model);
        const [field, value] = Object.entries(change)[0] as [string, string | boolean];
        const twin = model.books[there].list(list).read(id(there, 'Gamma'));
        const wanted = field === 'parent' ? id(there, 'Beta') : value;
        if (follows) expect([twin.fields[field], heldOf(model, list)]).toEqual([wanted, []]);
        else {
          expect(twin.fields[field]).not.toBe(wanted);
          const isOwn = model.definition(list).fields[field]?.keptApart === true;
          expect(heldOf(model, list)).toHaveLength(isOwn ? 0 : 1);
        }
      },
    );

    test('one that is made inactive and active again stands as before', () => {
      const { model, id } = pairsOf(list);
      for (const active of [false, true]) {
        model.edit(from, list, id(from, 'Gamma'), { active });
        settle(model);
      }
      for (const book of books)
        expect(model.books[book].list(list).read(id(book, 'Gamma')).active).toBe(true);
      expect(heldOf(model, list)).toEqual([]);
    });

    test('a new one is made in the other book, once, or is told', () => {
      const { model } = pairsOf(list);
      const made = model.books[from].add(list, {
        name: 'Epsilon',
        ...(typeOf[list] === undefined ? {} : { type: typeOf[list] }),
        ...(list === 'terms' ? { dueDays: '77' } : {}),
      });
      settle(model);
      const rows = model.books[there].list(list);
      const named = rows.living().filter((each) => rows.read(each).fields.name === 'Epsilon');
      const isMade = follows || (list === 'terms' && from === 'billcom');
      expect(named).toHaveLength(isMade ? 1 : 0);
      expect(heldOf(model, list)).toEqual(isMade ? [] : ['ownerRule']);
      if (isMade && 'id' in made) expect(model.twin(from, list, made.id)).toBe(named[0]);
    });

    if (list === 'terms') return;
    test('one that is merged leaves the other book as it is, and is told until it is merged there', () => {
      const { model, id } = pairsOf(list);
      model.merge(from, list, id(from, 'Gamma'), id(from, 'Beta'));
      settle(model);
      expect(model.books[there].list(list).living()).toContain(id(there, 'Gamma'));
      expect(model.books[there].list(list).living()).toHaveLength(3);
      // QuickBooks does not say into what; without anything that referred to it, it looks deleted.
      expect(heldOf(model, list)).toEqual([from === 'billcom' ? 'merged' : 'deleted']);
      model.merge(there, list, id(there, 'Gamma'), id(there, 'Beta'));
      settle(model);
      expect(heldOf(model, list)).toEqual([]);
    });
  });

  test('one that is deleted in QuickBooks stays in Bill.com and is told; made again it is linked to what was left', () => {
    const { model, id } = pairsOf(list);
    model.books.quickbooks.remove(list, id('quickbooks', 'Gamma'));
    settle(model);
    expect(model.books.billcom.list(list).read(id('billcom', 'Gamma')).active).toBe(true);
    expect(heldOf(model, list)).toEqual(['deleted']);
    const { fields } = model.books.billcom.list(list).read(id('billcom', 'Gamma'));
    const again = model.books.quickbooks.add(list, {
      name: 'Gamma',
      ...(typeOf[list] === undefined ? {} : { type: typeOf[list] }),
      ...(list === 'terms' ? { dueDays: fields.dueDays ?? null } : {}),
      ...('parent' in fields && fields.parent ? { parent: id('quickbooks', 'Alpha') } : {}),
    });
    settle(model);
    if (!('id' in again)) throw new Error(again.refused);
    expect(model.twin('quickbooks', list, again.id)).toBe(id('billcom', 'Gamma'));
    expect(heldOf(model, list)).toEqual([]);
  });
});
