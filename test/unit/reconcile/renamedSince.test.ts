import fc from 'fast-check';
import { classDefinition } from '../../../src/entities/class';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { terms } from '../../../src/entities/terms';
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

describe('an account with a description that QuickBooks has not by the name that was sent', () => {
  const fuel = (name: string, fields = {}) =>
    lost(name, { type: 'Expense', number: null, description: 'Trucks', ...fields });
  const made = (name: string, { fields, ...rest }: Partial<ListEntry> & { fields?: object } = {}) =>
    entry(name, { fields: { type: 'Expense', number: null, description: 'Trucks', ...fields }, ...rest });

  test.each<[string, ListEntry[], unknown]>([
    ['made then and renamed since: it is ours', [made('Diesel')], 'Diesel'],
    ['nothing else was made: it was not written', [], []],
    [
      'never changed since it was made: somebody made it under that name',
      [made('Diesel', { modified: '2026-06-10T10:00:02' })],
      [],
    ],
    ['seen before our set left', [made('Diesel', { seenAt: new Date('2026-06-10T14:59:00Z') })], []],
    ['read since our set left', [made('Diesel', { seenAt: new Date('2026-06-10T15:20:00Z') })], 'Diesel'],
    ['linked to another record', [made('Diesel', { isTaken: true })], []],
    ['two of them: a person is asked', [made('Diesel'), made('Gas')], ['Diesel', 'Gas']],
    ['a person is asked about it for another write', [made('Diesel', { isDoubted: true })], ['Diesel']],
    ['moved, too: a person is asked', [made('Diesel', { fields: { parent: 'Q9' } })], ['Diesel']],
    ['made inactive, too: a person is asked', [made('Diesel', { fields: { active: false } })], ['Diesel']],
    [
      'described anew, too: a person is asked',
      [made('Diesel', { fields: { description: 'Vans' } })],
      ['Diesel'],
    ],
    [
      'made at a time that says nothing: a person is asked',
      [made('Diesel', { made: '2026-06-09T10:00:00' })],
      ['Diesel'],
    ],
    [
      'another one, of another time',
      [made('Diesel', { made: '2026-06-09T10:00:00', fields: { parent: 'Q9' } })],
      [],
    ],
    [
      'ours, beside one that may be',
      [made('Diesel'), made('Gas', { fields: { parent: 'Q9' } })],
      ['Diesel', 'Gas'],
    ],
  ])('%s', (_what, entries, expected) => {
    expect(became([fuel('Fuel')], entries, account)).toEqual({ Fuel: expected });
  });

  test('what fits two lost ones is neither’s without a person; what fits one is its and no other’s', () => {
    expect(became([fuel('Fuel'), fuel('Oil')], [made('Diesel')], account)).toEqual({
      Fuel: ['Diesel'],
      Oil: ['Diesel'],
    });
    const siblings = [
      fuel('Oil', { description: 'Machines' }),
      fuel('Fuel'),
      lost('Fees', { type: 'Expense', number: null, description: null }),
    ];
    expect(became(siblings, [made('Diesel')], account)).toEqual({ Fuel: 'Diesel', Oil: [], Fees: [] });
    // Sent an hour before: what is Fuel’s is out of the question, what is left may be it.
    const earlier = { ...fuel('Tires'), madeTo: '2026-06-10T09:00:00' };
    const later = { ...fuel('Fuel'), madeFrom: '2026-06-10T09:30:00' };
    const old = made('Wheels', { made: '2026-06-10T08:30:00', fields: { description: 'Vans' } });
    expect(became([earlier, later], [made('Diesel'), old], account)).toEqual({
      Fuel: 'Diesel',
      Tires: ['Wheels'],
    });
  });

  test('of another type is another account, unless somebody may have corrected the type', () => {
    const income = (name: string, rest: Partial<ListEntry> = {}) =>
      made(name, { fields: { type: 'Income' }, ...rest });
    expect(became([fuel('Fuel')], [income('Lease')], account)).toEqual({ Fuel: ['Lease'] });
    expect(became([fuel('Fuel')], [made('Diesel'), income('Fees')], account)).toEqual({
      Fuel: ['Diesel', 'Fees'],
    });
    for (const other of [
      income('Lease', { made: '2026-06-09T10:00:00' }),
      income('Lease', { modified: '2026-06-10T10:00:02' }),
      income('Fuel', { modified: '2026-06-10T10:00:02' }),
      income('Lease', { seenAt: new Date('2026-06-10T14:59:00Z') }),
      income('Lease', { isTaken: true }),
    ])
      expect(became([fuel('Fuel')], [other, made('Diesel')], account)).toEqual({ Fuel: 'Diesel' });
  });
});

describe('what has nothing beyond its name is asked about', () => {
  test.each<[string, ListEntry[], unknown]>([
    ['one class made then and renamed since', [entry('North')], ['North']],
    ['nothing else was made: it was not written', [], []],
    ['never changed since it was made', [entry('North', { modified: '2026-06-10T10:00:02' })], []],
    [
      'its own name, under a parent that was renamed: it is ours',
      [entry('Roof', { modified: '2026-06-10T10:00:02' })],
      'Roof',
    ],
  ])('%s', (_what, entries, expected) => {
    expect(became([lost('Roof')], entries)).toEqual({ Roof: expected });
  });

  test('an account without number and description; a number says enough, and so do the days of a term', () => {
    const rent = (number: string | null) => lost('Rent', { type: 'Expense', number, description: null });
    const lease = (number: string | null) =>
      entry('Lease', { fields: { type: 'Expense', number, description: null } });
    expect(became([rent(null)], [lease(null)], account)).toEqual({ Rent: ['Lease'] });
    expect(became([rent('6100')], [lease('6100')], account)).toEqual({ Rent: 'Lease' });
    const net = (dueDays: string | null): LostCreate => ({
      ...lost('Net'),
      fields: { name: 'Net', active: true, dueDays },
    });
    const days = (dueDays: string | null) => entry('In a month', { fields: { dueDays } });
    expect(became([net('30')], [days('30')], terms)).toEqual({ Net: 'In a month' });
    expect(became([net(null)], [days(null)], terms)).toEqual({ Net: ['In a month'] });
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
        description: fc.constantFrom(null, 'Trucks', 'Vans'),
      }),
      {
        selector: ({ name }) => name,
        minLength: 1,
      },
    ),
    byHand: fc.array(
      fc.record({
        parent: fc.constantFrom(null, 'P'),
        description: fc.constantFrom(null, 'Trucks'),
        edited: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(scene, ({ lost: creates, byHand }) => {
      const ours = creates
        .filter(({ ran }) => ran)
        .map(({ name, parent, description }) =>
          entry(`${name} renamed`, { fields: { parent, description, type: 'Expense' } }),
        );
      const theirs = byHand.map(({ parent, description, edited }, index) =>
        entry(`Hand ${index}`, {
          fields: { parent, description, type: 'Expense' },
          ...(edited ? {} : { modified: '2026-06-10T10:00:02' }),
        }),
      );
      const outcomes = renamedSince(
        account,
        creates.map(({ name, parent, description }) => lost(name, { parent, description, type: 'Expense' })),
        [...ours, ...theirs],
      );
      const taken = [...outcomes.values()].flatMap((each) => ('is' in each ? [each.is.id] : []));
      expect(new Set(taken).size).toBe(taken.length);
      for (const [id, outcome] of outcomes)
        if ('is' in outcome) expect(creates.find(({ name }) => name === id)?.description).not.toBeNull();
        else expect(outcome.mayBe.filter((each) => taken.includes(each.id))).toEqual([]);
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
