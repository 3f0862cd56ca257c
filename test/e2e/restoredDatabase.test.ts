import { runProgram, type Ran } from '../integration/cli/commandLine';
import { expectNothingOpen, expectQuiet, expectVendors } from '../support/agreement';
import { backUp } from '../support/backup';
import { startWorld, type CompanyWorld, type World } from '../support/world';

describe('our own database is restored from a backup', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const tieout = (args: readonly string[]): Promise<Ran> =>
    runProgram(args, { folder: process.cwd(), env: { ...world.stack.env, pid: undefined } });
  const processes = ['gateway', 'worker'] as const;
  const auditOf = async (
    company: CompanyWorld,
  ): Promise<{ action: string; book: string; detail: string }[]> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ action: string; book: string; detail: string }>(
        'select action, book, detail from audit where company_id = $1 order by id',
        [company.id],
      );
      return rows;
    });
  const writes = async (company: CompanyWorld): Promise<string[]> =>
    (await company.quickbooksLog())
      .filter((set) => set.by === 'session')
      .flatMap((set) => set.requests.map(({ name }) => name))
      .filter((name) => /(Add|Mod|Del)Rq$/.test(name));
  const longName = 'Northwestern Structural Steel Fabrication and Erection';

  test('what was made since is linked again, after a preview, and nothing is doubled', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme' }] },
      billcom: { vendors: [{ name: 'Best' }] },
    });
    await company.firstSync();
    const backup = await backUp(world, 'last_night');

    // A day goes by: a new vendor on each side, one whose name QuickBooks must shorten, and an edit.
    await company.quickbooksEdit(
      '<VendorAddRq><VendorAdd><Name>Made in QuickBooks</Name></VendorAdd></VendorAddRq>',
    );
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Made in Bill.com' } });
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: longName } });
    const day = await company.sync();
    const best = (await company.billcomBooks()).Vendor?.find((row) => row.name === 'Best');
    await company.billcomEdit('update', { entity: 'Vendor', obj: { id: best?.id, phone: '555-0100' } });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.sync()).number).toBe(day.number + 2);
    const names = async (): Promise<unknown> => [
      (await company.quickbooksBooks()).vendors?.map(({ Name, Phone }) => [Name, Phone]).sort(),
      (await company.billcomBooks()).Vendor?.map(({ name, phone }) => [name, phone]).sort(),
    ];
    const agreed = await names();
    const written = await writes(company);

    for (const name of processes) await world.stack.kill(name);
    await backup.restore();
    const noted = await tieout(['restored', '--json']);
    expect(noted).toMatchObject({ code: 0 });
    expect(noted.json()).toMatchObject({
      companies: ['Company 1'],
      meaning: expect.arrayContaining([expect.stringContaining('preview')]),
    });
    for (const name of processes) await world.stack.restart(name);

    // The number of the next cycle is one that Temporal has run before.
    const preview = await company.scheduled();
    expect(preview).toMatchObject({ number: day.number, mode: 'preview', state: 'waitingForAccept' });
    expect(await company.operations(preview.number)).toEqual([]);
    expect(await writes(company)).toEqual(written);

    const accepted = await company.accept();
    expect(await company.finish()).toMatchObject({ number: accepted, mode: 'sync', state: 'ended' });
    expect(await company.counts()).toContainEqual(
      expect.objectContaining({ entity: 'vendor', quickbooks: 5, billcom: 5, linked: 5, held: 0 }),
    );
    expect(await names()).toEqual(agreed);
    expect(await writes(company)).toEqual(written);
    expect(await auditOf(company)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'restored the database from a backup' }),
        expect.objectContaining({
          action: 'create',
          book: 'quickbooks',
          detail: expect.stringContaining('ExternalGUID'),
        }),
      ]),
    );
    await expectNothingOpen(world, company);
    await expectQuiet(company);

    // And it goes on as ever.
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'After the restore' } });
    expect((await company.sync()).state).toBe('ended');
    expect((await company.quickbooksBooks()).vendors?.map(({ Name }) => Name)).toContain('After the restore');
    await expectQuiet(company);
  }, 180_000);

  test('nobody said so: nothing is synced, and the doctor says why', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    const backup = await backUp(world, 'two_nights_ago');
    await expectQuiet(company);
    for (const name of processes) await world.stack.kill(name);
    await backup.restore();
    for (const name of processes) await world.stack.restart(name);

    const examined = await tieout(['doctor', company.id, '--json']);
    expect(examined.json().checks).toContainEqual({
      company: expect.any(String),
      link: 'backup',
      works: false,
      sentence: expect.stringContaining('Temporal has run cycle 3, and the database knows only 2'),
      cure: expect.stringContaining('tieout restored'),
    });

    expect((await tieout(['restored'])).stdout).toContain('The next cycle of every company is a preview.');
    expect((await company.scheduled()).state).toBe('waitingForAccept');
    const after = await tieout(['doctor', company.id, '--json']);
    expect(after.json().checks.map(({ link }: { link: string }) => link)).not.toContain('backup');
    await company.accept();
    expect((await company.finish()).state).toBe('ended');
    await expectVendors(company, ['Acme']);
    await expectNothingOpen(world, company);
  }, 180_000);
});
