import type { OpenHold } from '../../src/ledger/holds';
import { expectNothingOpen, expectQuiet, namesOf } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/**
 * Accounts and classes take no ExternalGUID: one that we made, whose answer was lost and that somebody renamed before the
 * next session is known again by when it was made and by everything but its name. Where that is nothing, a person is asked.
 */
describe('an account or a class that we made and whose answer was lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** These are to be made in QuickBooks; the line drops before or after it makes them, and it forgets its answer. */
  const loseAnswer = async (
    billcom: Record<string, Row[]>,
    cut: 'afterProcess' | 'beforeProcess',
  ): Promise<CompanyWorld> => {
    const company = await world.company({ quickbooks: { classes: [{ Name: 'East' }] }, billcom });
    await company.sync();
    await company.fault('webconnector', { cut, afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { loseStoredAnswers: true });
    // Nobody edits within the second in which an entry was made.
    await company.fault('quickbooks', { clock: 60_000 });
    return company;
  };
  const rename = async (company: CompanyWorld, list: string, from: string, to: string): Promise<void> => {
    const rows = (await company.quickbooksBooks())[list === 'Class' ? 'classes' : 'accounts'];
    const made = rows?.find(({ Name }) => Name === from);
    await company.quickbooksEdit(
      `<${list}ModRq><${list}Mod><ListID>${String(made?.ListID)}</ListID><EditSequence>${String(made?.EditSequence)}</EditSequence><Name>${to}</Name></${list}Mod></${list}ModRq>`,
    );
  };
  const resolve = async (company: CompanyWorld, ...args: string[]): Promise<void> =>
    expect(await commandsOf(world)('resolve', company.id, ...args)).toMatchObject({ code: 0 });
  const classesOf = async (company: CompanyWorld) => [
    namesOf((await company.quickbooksBooks()).classes),
    namesOf((await company.billcomBooks()).Department),
  ];
  const both = (...names: string[]) => [names, names];
  const causes = (holds: readonly OpenHold[]) =>
    holds.map(({ cause, recordName, book }) => `${cause} ${recordName} in ${book}`).sort();

  const classId = async (company: CompanyWorld, name: string) =>
    String((await company.quickbooksBooks()).classes?.find(({ Name }) => Name === name)?.ListID);

  test('is asked about where it is a class, which has nothing beyond its name; those beside it are linked', async () => {
    const company = await loseAnswer(
      { departments: ['North', 'South', 'West'].map((name) => ({ name })) },
      'afterProcess',
    );
    await rename(company, 'Class', 'South', 'Gulf coast');
    expect((await company.finish()).state).toBe('ended');
    await company.sync();
    expect(await classesOf(company)).toEqual([
      ['East', 'Gulf coast', 'North', 'West'],
      ['East', 'North', 'South', 'West'],
    ]);
    const holds = await company.holds();
    expect(causes(holds)).toEqual(['unknownOutcome South in billcom', 'waiting Gulf coast in quickbooks']);
    const asked = holds.find(({ cause }) => cause === 'unknownOutcome') as OpenHold;
    expect(asked.sentence).toContain(
      'QuickBooks has none of that name, but one class made or renamed about then. It may be',
    );
    await resolve(company, asked.id, '--is', await classId(company, 'Gulf coast'));
    await company.finish();
    await company.sync();
    expect(await classesOf(company)).toEqual(both('East', 'Gulf coast', 'North', 'West'));
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('is linked by itself where it is an account with a description, among others made then; its new name goes over', async () => {
    const company = await loseAnswer(
      {
        chartOfAccounts: [
          { name: 'Fuel', accountType: '7', description: 'Trucks' },
          { name: 'Fees', accountType: '7' },
          { name: 'Rent', accountType: '9' },
        ],
      },
      'afterProcess',
    );
    await rename(company, 'Account', 'Fuel', 'Diesel');
    expect((await company.finish()).state).toBe('ended');
    await company.sync();
    const accounts = namesOf((await company.quickbooksBooks()).accounts);
    expect(accounts.filter((name) => ['Diesel', 'Fees', 'Fuel', 'Rent'].includes(name))).toEqual([
      'Diesel',
      'Fees',
      'Rent',
    ]);
    const there = namesOf((await company.billcomBooks()).ChartOfAccount);
    expect(there.filter((name) => ['Diesel', 'Fees', 'Fuel', 'Rent'].includes(name))).toEqual([
      'Diesel',
      'Fees',
      'Rent',
    ]);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('is asked about where two were renamed; nothing is made meanwhile, in either book', async () => {
    const company = await loseAnswer(
      { departments: ['North', 'South'].map((name) => ({ name })) },
      'afterProcess',
    );
    await rename(company, 'Class', 'North', 'Lakes');
    await rename(company, 'Class', 'South', 'Gulf coast');
    expect((await company.finish()).state).toBe('ended');
    await company.sync();
    expect(await classesOf(company)).toEqual([
      ['East', 'Gulf coast', 'Lakes'],
      ['East', 'North', 'South'],
    ]);
    const holds = await company.holds();
    expect(causes(holds)).toEqual([
      'unknownOutcome North in billcom',
      'unknownOutcome South in billcom',
      'waiting Gulf coast in quickbooks',
      'waiting Lakes in quickbooks',
    ]);
    const asked = (name: string) => holds.find((each) => each.recordName === name) as OpenHold;
    expect(asked('North').sentence).toContain(
      'QuickBooks has none of that name, but 2 classes made or renamed about then. It may be',
    );
    await resolve(company, asked('North').id, '--is', await classId(company, 'Lakes'));
    await resolve(company, asked('South').id, '--is', await classId(company, 'Gulf coast'));
    await company.finish();
    await company.sync();
    expect(await classesOf(company)).toEqual(both('East', 'Gulf coast', 'Lakes'));
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('is not taken for what somebody made by hand meanwhile, which is asked about, too', async () => {
    const company = await loseAnswer({ departments: [{ name: 'North' }] }, 'beforeProcess');
    await company.quickbooksEdit('<ClassAddRq><ClassAdd><Name>Lakes</Name></ClassAdd></ClassAddRq>');
    // Left as it was made it is nobody's question; changed since, it may be ours.
    await company.fault('quickbooks', { clock: 120_000 });
    await rename(company, 'Class', 'Lakes', 'The lakes');
    expect((await company.finish()).state).toBe('ended');
    const holds = await company.holds();
    expect(causes(holds)).toEqual(['unknownOutcome North in billcom', 'waiting The lakes in quickbooks']);
    for (const { cause, id } of holds) if (cause === 'unknownOutcome') await resolve(company, id, '--write');
    await company.finish();
    await company.sync();
    expect(await classesOf(company)).toEqual(both('East', 'North', 'The lakes'));
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
