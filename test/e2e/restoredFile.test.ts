import { loadCompany } from '../../src/ledger/companies';
import { unknownOperations } from '../../src/ledger/operations';
import { billcomVendors, expectNothingOpen, expectQuiet, expectVendors } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type World } from '../support/world';

const hourMs = 3_600_000;

describe('an older copy of the company file', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const stopOf = async (company: CompanyWorld): Promise<string | undefined> =>
    world.database.inCompany(
      company.id,
      async (tx) =>
        (await loadCompany(tx, company.id)).stops.find(({ guard }) => guard === 'restored')?.because,
    );
  const roundTrips = async (company: CompanyWorld, cycle: number): Promise<number> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ count: number }>(
        'select count(*)::int as count from exchange where company_id = $1 and cycle = $2 and sent_at is not null',
        [company.id, cycle],
      );
      return rows[0]?.count ?? 0;
    });
  const phoneOf = async (company: CompanyWorld, name: string): Promise<unknown> =>
    (await company.billcomBooks()).Vendor?.find((row) => row.name === name)?.phone;
  const setPhone = async (company: CompanyWorld, name: string, phone: string): Promise<void> => {
    const row = (await company.quickbooksBooks()).vendors?.find((each) => each.Name === name);
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row?.ListID)}</ListID><EditSequence>${String(row?.EditSequence)}</EditSequence><Phone>${phone}</Phone></VendorMod></VendorModRq>`,
    );
  };
  const writes = async (company: CompanyWorld, since: number): Promise<string[]> =>
    (await company.quickbooksLog())
      .slice(since)
      .filter((set) => set.by === 'session')
      .flatMap((set) => set.requests.map(({ name }) => name))
      .filter((name) => /(Add|Mod|Del)Rq$/.test(name));

  test('stops before anything is taken in or written; the right file goes on by itself, the copy by a command', async () => {
    const company = await world.company({
      quickbooks: {
        accounts: [{ Name: 'Tools', AccountType: 'Expense' }],
        vendors: [{ Name: 'Acme', Phone: '555-0001' }, { Name: 'Best' }],
      },
      billcom: { vendors: [{ name: 'Made in Bill.com' }] },
    });
    await company.firstSync();
    await company.quickbooksPerson('backup', { to: 'monday' });

    // Work goes on: an edit and a new vendor on each side, some hours later.
    await company.fault('quickbooks', { clock: hourMs });
    await setPhone(company, 'Acme', '555-0002');
    await company.quickbooksEdit(
      '<VendorAddRq><VendorAdd><Name>New in QuickBooks</Name></VendorAdd></VendorAddRq>',
    );
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'New in Bill.com' } });
    await company.sync();
    const everybody = ['Acme', 'Best', 'Made in Bill.com', 'New in Bill.com', 'New in QuickBooks'];
    await expectVendors(company, everybody);
    await company.quickbooksPerson('backup', { to: 'friday' });
    const idle = await company.sync();
    expect(await roundTrips(company, idle.number)).toBe(1);

    // Somebody opens Monday's backup.
    await company.quickbooksPerson('restore', { from: 'monday' });
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Later in Bill.com' } });
    const before = (await company.quickbooksLog()).length;
    const stopped = await company.ask();
    const { result, errors } = await company.update();
    expect(result).toBe('error');
    expect(errors.join()).toMatch(
      /looks like an older copy of the company file “Company 1”: of the \d+ newest records that Tieout knows, 2 missing, 1 older.*Nothing was written\..*tieout company file-restored/,
    );
    expect(await company.over(stopped)).toMatchObject({
      state: 'interrupted',
      message: expect.stringContaining('older copy'),
    });
    expect(errors.join()).toContain(await stopOf(company));
    expect(await writes(company, before)).toEqual([]);
    expect(await phoneOf(company, 'Acme')).toBe('555-0002');

    // The right file: nothing but the next update is needed, and it is due at once.
    await company.quickbooksPerson('restore', { from: 'friday' });
    expect((await company.update()).result).toBe('done');
    const next = await company.finish();
    expect(next.state).toBe('ended');
    expect(await stopOf(company)).toBeUndefined();
    await expectVendors(company, [...everybody, 'Later in Bill.com']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);

    // The backup is restored for good, and accepted.
    await company.quickbooksPerson('restore', { from: 'monday' });
    await company.sync();
    expect(await stopOf(company)).toContain('older copy');
    const command = commandsOf(world);
    const accepted = await command('company', 'file-restored', company.id, '--json');
    expect(accepted).toMatchObject({ code: 0 });
    const { cycle: preview } = accepted.json();
    expect(preview).toMatchObject({ mode: 'preview' });
    expect(await stopOf(company)).toBeUndefined();
    const again = await command('company', 'file-restored', company.id);
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('Tieout has noticed no older copy of the file of “Company 1”.');
    expect(await company.finish()).toMatchObject({ mode: 'preview', state: 'waitingForAccept' });
    const proposed = (await company.operations(preview.number)).map(
      ({ book, action, fields }) => `${action} ${String(fields.name ?? fields.phone)} in ${book}`,
    );
    // What the copy lacks is made again; the older phone number wins by the policy, as the preview shows.
    expect(proposed.sort()).toEqual([
      'create Later in Bill.com in quickbooks',
      'create New in Bill.com in quickbooks',
      'create New in QuickBooks in quickbooks',
      'update 555-0001 in billcom',
    ]);
    expect(await billcomVendors(company)).toHaveLength(6);
    expect(await phoneOf(company, 'Acme')).toBe('555-0002');
    expect(await command('accept', company.id)).toMatchObject({ code: 0 });
    expect((await company.finish()).state).toBe('ended');
    await expectVendors(company, [...everybody, 'Later in Bill.com']);
    expect(await phoneOf(company, 'Acme')).toBe('555-0001');
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('what was taken back does not come back with it', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme', Phone: '555-0001' }] },
      billcom: { vendors: [{ name: 'Wrong One' }] },
    });
    await company.firstSync();
    await company.quickbooksPerson('backup', { to: 'with the wrong one' });
    await company.fault('quickbooks', { clock: hourMs });
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Wrong Later' } });
    await setPhone(company, 'Acme', '555-0002');
    await company.sync();
    const tieout = commandsOf(world);
    for (const name of ['Wrong One', 'Wrong Later'])
      expect(await tieout('undo', company.id, name, '--yes', '--because', 'another client’s')).toMatchObject({
        code: 0,
      });
    await company.finish();
    const inQuickBooks = async (): Promise<unknown[]> =>
      ((await company.quickbooksBooks()).vendors ?? []).map(({ Name }) => Name).sort();
    expect(await inQuickBooks()).toEqual(['Acme']);

    await company.quickbooksPerson('restore', { from: 'with the wrong one' });
    await company.sync();
    expect(await inQuickBooks()).toEqual(['Acme', 'Wrong One']);
    expect((await tieout('company', 'file-restored', company.id)).code).toBe(0);
    const preview = await company.finish();
    expect(preview).toMatchObject({ mode: 'preview', state: 'waitingForAccept' });
    const proposed = await company.operations(preview.number);
    expect(proposed.map(({ book, action, fields }) => [book, action, fields])).toEqual(
      expect.arrayContaining([['quickbooks', 'void', {}]]),
    );
    // The one that the copy does not have is not made again.
    expect(proposed.filter(({ action }) => action === 'create')).toEqual([]);
    const apart = async (): Promise<string[]> =>
      (await company.holds())
        .filter(({ cause }) => cause === 'keptApart')
        .map(({ recordName, sentence }) => `${recordName}: ${/once more/.exec(sentence)?.[0] ?? 'apart'}`)
        .sort();
    expect(await apart()).toEqual(['Wrong Later: apart', 'Wrong One: once more']);
    await company.accept();
    expect((await company.finish()).state).toBe('ended');
    expect(await inQuickBooks()).toEqual(['Acme']);
    expect(await apart()).toEqual(['Wrong Later: apart', 'Wrong One: apart']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a write whose answer was lost is not taken for absent because an older copy is open', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    await company.quickbooksPerson('backup', { to: 'before' });
    await company.fault('quickbooks', { clock: hourMs });
    await setPhone(company, 'Acme', '555-0002');
    await company.sync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    await company.ask();
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    await company.update();
    await company.quickbooksPerson('backup', { to: 'with the write' });

    await company.quickbooksPerson('restore', { from: 'before' });
    expect((await company.update()).errors.join()).toContain('older copy');
    const inDoubt = await world.database.inCompany(company.id, (tx) =>
      unknownOperations(tx, company.id, 'quickbooks'),
    );
    expect(inDoubt.map(({ fields }) => fields.name)).toEqual(['Best']);
    await company.quickbooksPerson('restore', { from: 'with the write' });
    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
