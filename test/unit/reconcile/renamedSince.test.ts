import fc from 'fast-check';
import { classDefinition } from '../../../src/entities/class';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { renamedSince, type ListEntry, type LostCreate } from '../../../src/reconcile/renamedSince';
import { account, record } from './samples';

const classes = classDefinition(defaultEntitySettings);
const sentAt = new Date('2026-06-10T15:00:00Z');

const lost = (name: string, fields = {}): LostCreate => ({
  id: name,
  fields: { name, active: true, parent: null, ...fields },
  sentAt,
  madeFrom: '2026-06-10T08:00:00',
  madeTo: '2026-06-10T12:00:00',
});
/** An entry that QuickBooks made at ten, and that somebody changed an hour later. */
const entry = (name: string, rest: Partial<ListEntry> & { fields?: object } = {}): ListEntry => ({
  record: record(`Q ${name}`, name, { ...rest.fields }),
  made: '2026-06-10T10:00:02',
  modified: '2026-06-10T11:00:00',
  isTaken: false,
  isDoubted: false,
  ...rest,
});
/** What became of each: the name of the entry, or those that it may be. */
const became = (creates: readonly LostCreate[], entries: readonly ListEntry[], definition = classes) =>
  Object.fromEntries(
    [...renamedSince(definition, creates, entries)].map(([id, outcome]) => [
      id,
      'is' in outcome ? outcome.is.fields.name : outcome.mayBe.map(({ fields }) => fields.name),
    ]),
  );

describe('a class that QuickBooks has not by the name that was sent', () => {
  test.each<[string, ListEntry[], unknown]>([
    ['made then and renamed since: it is ours', [entry('North')], 'North'],
    ['nothing else was made: it was not written', [], []],
    [
      'never changed since it was made: somebody made it under that name',
      [entry('North', { modified: '2026-06-10T10:00:02' })],
      [],
    ],
    ['seen before our set left', [entry('North', { seenAt: new Date('2026-06-10T14:59:00Z') })], []],
    ['read since our set left', [entry('North', { seenAt: new Date('2026-06-10T15:20:00Z') })], 'North'],
    ['linked to another record', [entry('North', { isTaken: true })], []],
    ['two of them: a person is asked', [entry('North'), entry('South')], ['North', 'South']],
    ['a person is asked about it for another write', [entry('North', { isDoubted: true })], ['North']],
    ['moved, too: a person is asked', [entry('North', { fields: { parent: 'Q9' } })], ['North']],
    ['made inactive, too: a person is asked', [entry('North', { fields: { active: false } })], ['North']],
    [
      'made at a time that says nothing: a person is asked',
      [entry('North', { made: '2026-06-09T10:00:00' })],
      ['North'],
    ],
    [
      'another one, of another time',
      [entry('North', { made: '2026-06-09T10:00:00', fields: { parent: 'Q9' } })],
      [],
    ],
    [
      'ours, beside one that may be',
      [entry('North'), entry('South', { fields: { parent: 'Q9' } })],
      ['North', 'South'],
    ],
    [
      'its own name, under a parent that was renamed',
      [entry('Roof', { modified: '2026-06-10T10:00:02' })],
      'Roof',
    ],
  ])('%s', (_what, entries, expected) => {
    expect(became([lost('Roof')], entries)).toEqual({ Roof: expected });
  });

  test('what fits two lost ones is neither’s without a person; what fits one is its', () => {
    expect(became([lost('Roof'), lost('Floor')], [entry('North')])).toEqual({
      Roof: ['North'],
      Floor: ['North'],
    });
    const under = entry('South', { made: '2026-06-10T10:00:03', fields: { parent: 'Q9' } });
    expect(became([lost('Roof'), lost('Floor', { parent: 'Q9' })], [{ ...under }])).toEqual({
      Roof: ['South'],
      Floor: 'South',
    });
  });

  test('an account of another type is another account', () => {
    const expense = (name: string) => lost(name, { type: 'Expense' });
    const made = (name: string, type: string) => entry(name, { fields: { type } });
    expect(became([expense('Rent')], [made('Lease', 'Income')], account)).toEqual({ Rent: [] });
    expect(became([expense('Rent')], [made('Lease', 'Expense'), made('Fees', 'Income')], account)).toEqual({
      Rent: 'Lease',
    });
  });
});

/**
 * A person renames what QuickBooks made of our sets, and makes entries by hand; the lost ones are never made twice and never
 * linked to somebody else's entry that was left as it was made.
 */
test('whatever QuickBooks carried out and whoever renamed it, nothing that is there is taken for absent', () => {
  const scene = fc.record({
    lost: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('A', 'B', 'C', 'D'),
        ran: fc.boolean(),
        parent: fc.constantFrom(null, 'P'),
      }),
      {
        selector: ({ name }) => name,
        minLength: 1,
      },
    ),
    byHand: fc.array(fc.record({ parent: fc.constantFrom(null, 'P'), edited: fc.boolean() }), {
      maxLength: 3,
    }),
  });
  fc.assert(
    fc.property(scene, ({ lost: creates, byHand }) => {
      const ours = creates
        .filter(({ ran }) => ran)
        .map(({ name, parent }) => entry(`${name} renamed`, { fields: { parent } }));
      const theirs = byHand.map(({ parent, edited }, index) =>
        entry(`Hand ${index}`, {
          fields: { parent },
          ...(edited ? {} : { modified: '2026-06-10T10:00:02' }),
        }),
      );
      const outcomes = renamedSince(
        classes,
        creates.map(({ name, parent }) => lost(name, { parent })),
        [...ours, ...theirs],
      );
      const taken = [...outcomes.values()].flatMap((each) => ('is' in each ? [each.is.id] : []));
      expect(new Set(taken).size).toBe(taken.length);
      for (const { name, ran } of creates) {
        const outcome = outcomes.get(name);
        const possible = outcome && ('is' in outcome ? [outcome.is] : outcome.mayBe).map(({ id }) => id);
        if (ran) expect(possible).toContain(`Q ${name} renamed`);
      }
      for (const [index, { edited }] of byHand.entries())
        if (!edited)
          for (const outcome of outcomes.values())
            expect('is' in outcome ? [outcome.is.id] : outcome.mayBe.map(({ id }) => id)).not.toContain(
              `Q Hand ${index}`,
            );
    }),
  );
});
