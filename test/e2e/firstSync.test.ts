import type { Operation } from '../../src/ledger/operations';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type World } from '../support/world';

interface Shown {
  readonly entity: string;
  readonly book: string;
  readonly action: string;
  readonly sourceId: string;
  readonly fields: readonly { readonly field: string; readonly after: unknown }[];
}

/** A reference to what is made first has no value yet in a preview. */
const short = (parts: readonly string[], fields: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify([
    ...parts,
    fields
      .filter(([name, value]) => value !== null && value !== '' && name !== 'parent')
      .sort(([one], [two]) => one.localeCompare(two)),
  ]);
const inShort = ({ entity, book, action, sourceId, fields }: Shown): string =>
  short(
    [entity, book, action, sourceId],
    fields.map(({ field, after }) => [field, after] as const),
  );
const writtenInShort = ({ entity, book, action, sourceId, fields }: Operation): string =>
  short([entity, book, action, sourceId], Object.entries(fields));

describe('the first sync', () => {
  let world: World;
  let company: CompanyWorld;

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Checking', AccountType: 'Bank', AccountNumber: '1000' },
          { Name: 'Materials', AccountType: 'Expense' },
          { Name: 'Lumber', AccountType: 'Expense', ParentFullName: 'Materials' },
        ],
        classes: [{ Name: 'Residential' }],
        vendors: [
          { Name: 'Acme Supply', Phone: '555-0100' },
          { Name: 'Best Concrete' },
          { Name: 'City Water', IsActive: 'false' },
        ],
      },
      billcom: {
        chartOfAccounts: [
          { name: 'Checking', accountType: '3', accountNumber: '1000' },
          { name: 'Fuel', accountType: '7' },
        ],
        departments: [{ name: 'Commercial' }],
        vendors: [
          { name: 'ACME SUPPLY', email: 'ap@acme.example' },
          { name: 'A vendor whose name is far too long for the forty-one characters' },
          { name: 'Café Søndergård' },
          { name: 'Best Concrete, Inc.' },
        ],
      },
    });
  });
  afterAll(() => world.stop());

  test('begins as a preview that writes nothing, and after accepting brings both books into agreement', async () => {
    const first = await company.ask();
    await company.update();
    const preview = await company.over(first);
    expect(preview).toMatchObject({ mode: 'preview', state: 'waitingForAccept' });
    expect((await company.billcomBooks()).Vendor).toHaveLength(4);

    const ran = await commandsOf(world)('preview', company.id, '--last', '--json');
    expect(ran).toMatchObject({ code: 0 });
    const shown = (ran.json().operations as Shown[]).map(inShort);
    expect(shown).toHaveLength(9);

    // Somebody goes on working before the preview is accepted.
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Late Lumber' } });
    const cycle = await company.firstSync();
    expect(cycle).toMatchObject({
      state: 'ended',
      message: 'One thing changed since the preview: vendor “Late Lumber” is made in QuickBooks, too.',
    });
    // Cycle 2 wrote exactly what the preview had shown, and the one thing that it says.
    const written = await company.operations(cycle.number);
    expect(new Set(written.map(({ state }) => state))).toEqual(new Set(['applied']));
    const late = written.filter(({ fields }) => fields.name === 'Late Lumber');
    expect(late).toHaveLength(1);
    expect(
      written
        .filter((each) => !late.includes(each))
        .map(writtenInShort)
        .sort(),
    ).toEqual([...shown].sort());
    const counts = Object.fromEntries((await company.counts()).map((row) => [row.entity, row]));
    expect(counts.account).toMatchObject({ quickbooks: 4, billcom: 4, linked: 4, held: 0 });
    expect(counts.class).toMatchObject({ quickbooks: 2, billcom: 2, linked: 2, held: 0 });
    // Best Concrete and Best Concrete, Inc. may be the same: held, neither linked nor doubled.
    expect(counts.vendor).toMatchObject({ quickbooks: 6, billcom: 5, linked: 4 });
    expect((await company.holds()).map((hold) => `${hold.cause}: ${hold.recordName}`).sort()).toEqual([
      'inactive: City Water',
      'possibleDuplicate: Best Concrete',
      'possibleDuplicate: Best Concrete, Inc.',
    ]);
  });

  test('a second sync without edits costs one round trip and writes nothing', async () => {
    const cycle = await company.ask();
    const update = await company.update();
    expect(update).toMatchObject({ result: 'done', roundTrips: 1 });
    await company.over(cycle);
    expect(await company.operations(cycle)).toEqual([]);
  });
});
