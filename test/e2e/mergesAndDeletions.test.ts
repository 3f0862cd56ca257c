import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

const dayMs = 24 * 3_600_000;

/** Records that are merged, deleted or moved on either side, in lists that refer to each other, through the real processes. */
describe('merges and deletions of all lists', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const called = (rows: readonly Row[] | undefined, name: string): Row => {
    const found = (rows ?? []).filter((row) => (row.FullName ?? row.Name ?? row.name) === name);
    expect([name, found.length]).toEqual([name, 1]);
    return found[0] as Row;
  };
  const inBillcom = async (company: CompanyWorld, list: string, name: string): Promise<Row> =>
    called((await company.billcomBooks())[list], name);
  const held = async (company: CompanyWorld): Promise<string[]> =>
    (await company.holds()).map((hold) => `${hold.entity} ${hold.recordName}: ${hold.cause}`).sort();
  const mergeInBillcom = async (
    company: CompanyWorld,
    entity: string,
    names: { from: string; into: string },
  ): Promise<void> => {
    const from = await inBillcom(company, entity, names.from);
    const into = await inBillcom(company, entity, names.into);
    await company.billcomEdit('merge', { entity, from: from.id, into: into.id });
  };

  const seed = {
    accounts: [
      { Name: 'Sales', AccountType: 'Income' },
      { Name: 'Old sales', AccountType: 'Income' },
    ],
    terms: [
      { Name: 'Net 30', StdDueDays: '30' },
      { Name: 'Never used', StdDueDays: '99' },
    ],
    items: [
      {
        ItemType: 'Service',
        Name: 'Labor',
        SalesOrPurchase: { Price: '85.00', AccountRef: { FullName: 'Old sales' } },
      },
      { ItemType: 'Service', Name: 'Labour', SalesOrPurchase: { AccountRef: { FullName: 'Sales' } } },
      { ItemType: 'Service', Name: 'Unused', SalesOrPurchase: { AccountRef: { FullName: 'Sales' } } },
    ],
    customers: [
      { Name: 'Acme Homes' },
      { Name: 'Kitchen', ParentFullName: 'Acme Homes' },
      { Name: 'Zenith Towers' },
      { Name: 'Lost Lead' },
      { Name: 'Older Lead' },
    ],
    vendors: [{ Name: 'Best Tools' }, { Name: 'Crane Hire' }],
  };
  const billcomSeed = {
    paymentTerms: [
      { name: 'Net 30', netDue: 30 },
      { name: 'Never used', netDue: 99 },
    ],
  };
  let company: CompanyWorld;

  test('begin with pairs of every list', async () => {
    company = await world.company({ quickbooks: seed, billcom: billcomSeed });
    expect((await company.firstSync()).state).toBe('ended');
    expect(await held(company)).toEqual([]);
  });

  test('a merge in QuickBooks is recognized by what went to the survivor; Bill.com’s twins wait to be merged too', async () => {
    await company.quickbooksPerson('merge', {
      entity: 'Customer',
      from: 'Acme Homes',
      into: 'Zenith Towers',
    });
    await company.quickbooksPerson('merge', { entity: 'Account', from: 'Old sales', into: 'Sales' });
    expect((await company.sync()).state).toBe('ended');

    const books = await company.billcomBooks();
    expect(called(books.Customer, 'Kitchen').parentCustomerId).toBe(
      called(books.Customer, 'Zenith Towers').id,
    );
    expect(called(books.Item, 'Labor').chartOfAccountId).toBe(called(books.ChartOfAccount, 'Sales').id);
    expect(await held(company)).toEqual(['account Old sales: merged', 'customer Acme Homes: merged']);
    const sentences = (await company.holds()).map(({ sentence }) => sentence).sort();
    expect(sentences).toEqual([
      'The account “Old sales” in QuickBooks was merged into “Sales”; its twin in Bill.com was left as it is.',
      'The customer “Acme Homes” in QuickBooks was merged into “Zenith Towers”; its twin in Bill.com was left as it is.',
    ]);
    await expectQuiet(company);

    // Done as told, both books have one of each again.
    await mergeInBillcom(company, 'Customer', { from: 'Acme Homes', into: 'Zenith Towers' });
    await mergeInBillcom(company, 'ChartOfAccount', { from: 'Old sales', into: 'Sales' });
    await company.sync();
    expect(await held(company)).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a merge in Bill.com is followed by mergedIntoId; nothing is made again and no reference changes', async () => {
    await mergeInBillcom(company, 'Item', { from: 'Labour', into: 'Labor' });
    await mergeInBillcom(company, 'Vendor', { from: 'Crane Hire', into: 'Best Tools' });
    expect((await company.sync()).state).toBe('ended');
    expect(await held(company)).toEqual(['item Labour: merged', 'vendor Crane Hire: merged']);
    expect((await company.billcomBooks()).Item?.filter((row) => row.isActive === '1')).toHaveLength(2);
    await expectQuiet(company);

    await company.quickbooksPerson('merge', { entity: 'Item', from: 'Labour', into: 'Labor' });
    await company.quickbooksPerson('merge', { entity: 'Vendor', from: 'Crane Hire', into: 'Best Tools' });
    await company.sync();
    expect(await held(company)).toEqual([]);
    await expectQuiet(company);
  });

  test('a deletion in QuickBooks is seen within its 90 days by what QuickBooks lists, beyond them by the daily comparison', async () => {
    await company.quickbooksPerson('delete', { entity: 'Customer', record: 'Lost Lead' });
    await company.quickbooksPerson('delete', { entity: 'Item', record: 'Unused' });
    await company.quickbooksPerson('delete', { entity: 'Terms', record: 'Never used' });
    await company.sync();
    const gone = ['customer Lost Lead: deleted', 'item Unused: deleted', 'terms Never used: deleted'];
    expect(await held(company)).toEqual(gone);

    // Later work stays as it is: what is missing besides is not taken for an older copy of the file.
    await company.fault('quickbooks', { clock: dayMs / 24 });
    await company.quickbooksPerson('new', { entity: 'Class', fields: { Name: 'Later' } });
    await company.sync();
    await company.fault('quickbooks', { clock: -100 * dayMs });
    await company.quickbooksPerson('delete', { entity: 'Customer', record: 'Older Lead' });
    await company.fault('quickbooks', { clock: 0 });
    await company.sync();
    expect(await held(company)).toEqual(gone);
    await world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update read_cursor set complete_at = complete_at - interval '1 day' where company_id = $1 and book = 'quickbooks'`,
        [company.id],
      ),
    );
    await company.sync();
    expect(await held(company)).toEqual([...gone, 'customer Older Lead: deleted'].sort());

    // Nobody wanted them back: a sync makes nothing, and inactive twins are done with.
    const leads = [
      await inBillcom(company, 'Customer', 'Lost Lead'),
      await inBillcom(company, 'Customer', 'Older Lead'),
    ];
    for (const { id } of leads) await company.billcomEdit('delete', { entity: 'Customer', id });
    await company.sync();
    expect(await held(company)).toEqual(['item Unused: deleted', 'terms Never used: deleted']);
    const names = ((await company.quickbooksBooks()).customers ?? []).map((row) => row.FullName).sort();
    expect(names).toEqual(['Zenith Towers', 'Zenith Towers:Kitchen']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('one that is entered again after its deletion is linked to the twin that was left', async () => {
    await company.quickbooksEdit(
      '<ItemServiceAddRq><ItemServiceAdd><Name>Unused</Name><SalesOrPurchase><AccountRef><FullName>Sales</FullName></AccountRef></SalesOrPurchase></ItemServiceAdd></ItemServiceAddRq>',
    );
    await company.sync();
    expect(await held(company)).toEqual(['terms Never used: deleted']);
    expect((await company.billcomBooks()).Item?.filter((row) => row.name === 'Unused')).toHaveLength(1);
    await expectQuiet(company);
  });

  test('a job that moved to another customer, and back under its own, follows each time', async () => {
    await company.quickbooksPerson('new', { entity: 'Customer', fields: { Name: 'Acme Homes' } });
    await company.quickbooksPerson('edit', {
      entity: 'Customer',
      record: 'Zenith Towers:Kitchen',
      fields: { ParentFullName: 'Acme Homes' },
    });
    await company.sync();
    const parentIn = async (): Promise<unknown> =>
      (await inBillcom(company, 'Customer', 'Kitchen')).parentCustomerId;
    const acme = (await company.billcomBooks()).Customer?.filter(
      (row) => row.name === 'Acme Homes' && row.isActive === '1',
    );
    expect(acme).toHaveLength(1);
    expect(await parentIn()).toBe(acme?.[0]?.id);
    await company.quickbooksPerson('edit', {
      entity: 'Customer',
      record: 'Acme Homes:Kitchen',
      fields: { ParentFullName: 'Zenith Towers' },
    });
    await company.sync();
    expect(await parentIn()).toBe((await inBillcom(company, 'Customer', 'Zenith Towers')).id);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
