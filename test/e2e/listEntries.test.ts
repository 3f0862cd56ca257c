import { expectNothingOpen, expectQuiet, namesOf } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/** What people do to classes, jobs and sub-customers, through the real processes. */
describe('classes, jobs and sub-customers', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const held = async (company: CompanyWorld): Promise<string[]> =>
    (await company.holds()).map((hold) => `${hold.entity} ${hold.recordName}: ${hold.cause}`).sort();
  const living = (rows: readonly Row[] | undefined): string[] =>
    namesOf((rows ?? []).filter(({ isActive }) => isActive === '1'));
  const idIn = async (company: CompanyWorld, list: string, name: string): Promise<unknown> =>
    (await company.billcomBooks())[list]?.find((row) => row.name === name)?.id;
  const mergeInBillcom = async (company: CompanyWorld, entity: string, from: string, into: string) =>
    company.billcomEdit('merge', {
      entity,
      from: await idIn(company, entity, from),
      into: await idIn(company, entity, into),
    });

  test('sub-customers of Bill.com are made as jobs of their parent where the company says so, at any depth', async () => {
    const company = await world.company({
      quickbooks: { customers: [{ Name: 'Acme Homes' }] },
      billcom: {
        customers: [
          { name: 'Acme Homes' },
          { name: 'Garage', parent: 'Acme Homes' },
          { name: 'Birch & Co' },
          { name: 'Roof', parent: 'Birch & Co' },
          { name: 'Gutter', parent: 'Roof' },
        ],
      },
      settings: { subCustomersAs: 'jobs' },
    });
    expect((await company.firstSync()).state).toBe('ended');
    const jobs = async () =>
      ((await company.quickbooksBooks()).customers ?? []).map(({ FullName }) => String(FullName)).sort();
    expect(await jobs()).toEqual([
      'Acme Homes',
      'Acme Homes:Garage',
      'Birch & Co',
      'Birch & Co:Roof',
      'Birch & Co:Roof:Gutter',
    ]);
    expect(await held(company)).toEqual([]);
    await expectQuiet(company);

    await company.billcomEdit('update', {
      entity: 'Customer',
      obj: { id: await idIn(company, 'Customer', 'Garage'), name: 'Double garage' },
    });
    await company.sync();
    expect(await jobs()).toContain('Acme Homes:Double garage');
    expect(await held(company)).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('classes and jobs that were merged or deleted in QuickBooks', async () => {
    const company = await world.company({
      quickbooks: {
        classes: ['North', 'Northern', 'South', 'Old'].map((Name) => ({ Name })),
        customers: [
          { Name: 'Acme Homes' },
          { Name: 'Kitchen', ParentFullName: 'Acme Homes' },
          { Name: 'Kitchens', ParentFullName: 'Acme Homes' },
          { Name: 'Porch', ParentFullName: 'Acme Homes' },
        ],
      },
    });
    await company.firstSync();
    expect(living((await company.billcomBooks()).Department)).toEqual(['North', 'Northern', 'Old', 'South']);
    await company.quickbooksPerson('merge', { entity: 'Class', from: 'Northern', into: 'North' });
    await company.quickbooksPerson('merge', {
      entity: 'Customer',
      from: 'Acme Homes:Kitchens',
      into: 'Acme Homes:Kitchen',
    });
    await company.quickbooksPerson('delete', { entity: 'Class', record: 'Old' });
    await company.quickbooksPerson('delete', { entity: 'Customer', record: 'Acme Homes:Porch' });
    expect((await company.sync()).state).toBe('ended');
    // Nothing of another list went to the survivors, so that a merge of theirs looks like a deletion.
    const lost = (await held(company)).map((line) => line.replace(/: (merged|deleted)$/, ''));
    expect(lost).toEqual(['class Northern', 'class Old', 'customer Kitchens', 'customer Porch']);
    await expectQuiet(company);

    await mergeInBillcom(company, 'Department', 'Northern', 'North');
    await mergeInBillcom(company, 'Customer', 'Kitchens', 'Kitchen');
    for (const [entity, name] of [
      ['Department', 'Old'],
      ['Customer', 'Porch'],
    ] as const)
      await company.billcomEdit('delete', { entity, id: await idIn(company, entity, name) });
    await company.sync();
    expect(await held(company)).toEqual([]);
    const books = await company.billcomBooks();
    expect([living(books.Department), living(books.Customer)]).toEqual([
      ['North', 'South'],
      ['Acme Homes', 'Kitchen'],
    ]);
    expect(namesOf((await company.quickbooksBooks()).classes)).toEqual(['North', 'South']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('accounts, classes and customers that were merged in Bill.com are made nowhere again', async () => {
    const company = await world.company({
      quickbooks: {
        accounts: ['Fuel', 'Gas'].map((Name) => ({ Name, AccountType: 'Expense' })),
        classes: ['North', 'Northern'].map((Name) => ({ Name })),
        customers: ['Acme', 'Acme Homes'].map((Name) => ({ Name })),
      },
    });
    await company.firstSync();
    await mergeInBillcom(company, 'ChartOfAccount', 'Gas', 'Fuel');
    await mergeInBillcom(company, 'Department', 'Northern', 'North');
    await mergeInBillcom(company, 'Customer', 'Acme', 'Acme Homes');
    await company.sync();
    expect(await held(company)).toEqual([
      'account Gas: merged',
      'class Northern: merged',
      'customer Acme: merged',
    ]);
    const books = await company.billcomBooks();
    expect([living(books.Department), living(books.Customer)]).toEqual([['North'], ['Acme Homes']]);
    expect(namesOf((await company.quickbooksBooks()).classes)).toEqual(['North', 'Northern']);
    await expectQuiet(company);

    await company.quickbooksPerson('merge', { entity: 'Account', from: 'Gas', into: 'Fuel' });
    await company.quickbooksPerson('merge', { entity: 'Class', from: 'Northern', into: 'North' });
    await company.quickbooksPerson('merge', { entity: 'Customer', from: 'Acme', into: 'Acme Homes' });
    await company.sync();
    expect(await held(company)).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
