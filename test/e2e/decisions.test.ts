import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expectNothingOpen, expectQuiet, namesOf } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/** What people decide on the command line is carried out by the next cycle, through the real processes. */
describe('decisions', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  /** Runs a command with --json. */
  const tieout = async <T>(company: CompanyWorld, [command, ...args]: readonly string[]): Promise<T> => {
    const { DATABASE_URL, TIEOUT_SECRET_KEY, TEMPORAL_ADDRESS, GATEWAY_PUBLIC_URL } = world.stack.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.resolve('dist/src/cli.js'), String(command), company.id, ...args, '--json'],
      { env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY, TEMPORAL_ADDRESS, GATEWAY_PUBLIC_URL } },
    );
    return JSON.parse(stdout) as T;
  };
  interface Proposal {
    readonly number: number;
    readonly score: number;
  }
  const proposals = async (company: CompanyWorld): Promise<Proposal[]> =>
    (await tieout<{ proposals: Proposal[] }>(company, ['links', '--propose'])).proposals;
  const called = (rows: readonly Row[] | undefined, name: string): Row => {
    const row = rows?.find((each) => (each.Name ?? each.name) === name);
    if (!row) throw new Error(`there is no “${name}”`);
    return row;
  };

  test('a proposal that is accepted is linked; one that is rejected stays two records for good', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Best Concrete', Phone: '555-0100' }, { Name: 'Smith Tools' }] },
      billcom: { vendors: [{ name: 'Best Concrete, Inc.', phone: '555-0100' }, { name: 'Smith Tools LLC' }] },
    });
    await company.firstSync();
    const open = await proposals(company);
    expect(open).toHaveLength(2);
    // The same phone speaks for the first.
    const [likely, unlikely] = [...open].sort((one, two) => two.score - one.score) as [Proposal, Proposal];
    expect(likely.score).toBeGreaterThan(unlikely.score);
    await tieout(company, ['links', '--accept', String(likely.number)]);
    await tieout(company, ['links', '--reject', String(unlikely.number)]);
    await company.finish();

    // A linked pair takes QuickBooks' name by policy; the rejected ones stand in both books.
    const names = ['Best Concrete', 'Smith Tools', 'Smith Tools LLC'];
    expect(namesOf((await company.quickbooksBooks()).vendors)).toEqual(names);
    expect(namesOf((await company.billcomBooks()).Vendor)).toEqual(names);
    expect(await proposals(company)).toEqual([]);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);

    // A link that is ended writes nothing by itself, and both wait.
    await tieout(company, ['links', '--unlink', 'Best Concrete']);
    await company.finish();
    expect(namesOf((await company.quickbooksBooks()).vendors)).toEqual(names);
    expect(namesOf((await company.billcomBooks()).Vendor)).toEqual(names);
    expect(await proposals(company)).toHaveLength(1);
  });

  test('a conflict is decided field by field', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme', Phone: '555-0000', Fax: '555-0001' }] },
      settings: { conflictVendors: 'ask' },
    });
    await company.firstSync();
    const row = called((await company.quickbooksBooks()).vendors, 'Acme');
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row.ListID)}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence><Phone>555-1111</Phone><Fax>555-1112</Fax></VendorMod></VendorModRq>`,
    );
    const { id } = called((await company.billcomBooks()).Vendor, 'Acme');
    await company.billcomEdit('update', {
      entity: 'Vendor',
      obj: { id, phone: '555-2222', fax: '555-2223' },
    });
    await company.sync();
    const [hold] = await company.holds();
    expect((await company.holds()).map(({ cause, field }) => `${cause} ${field}`).sort()).toEqual([
      'conflict fax',
      'conflict phone',
    ]);
    await tieout(company, [
      'resolve',
      String(hold?.id),
      '--field',
      'phone=billcom',
      '--field',
      'fax=quickbooks',
    ]);
    await company.finish();
    expect(called((await company.quickbooksBooks()).vendors, 'Acme')).toMatchObject({
      Phone: '555-2222',
      Fax: '555-1112',
    });
    expect(called((await company.billcomBooks()).Vendor, 'Acme')).toMatchObject({
      phone: '555-2222',
      fax: '555-1112',
    });
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);
  });

  test('an unknown outcome is the record that a person names; what was edited meanwhile goes over', async () => {
    const create = 'Bulk/Crud/Create/Vendor';
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.sync();
    await company.fault('billcom', { drop: 'beforeCommit', path: create });
    const cycle = await company.accept();
    await company.update();
    await eventually('the answer is lost', async () => {
      const calls = (await (await fetch(`${company.billcomUrl}/log`)).json()) as { path: string }[];
      return calls.some((call) => call.path === create) ? true : undefined;
    });
    // Somebody enters it by hand meanwhile, twice: either may be what was sent.
    for (const phone of ['555-0000', '555-0101'])
      await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Acme', phone } });
    await company.over(cycle);
    const acme = called((await company.quickbooksBooks()).vendors, 'Acme');
    await company.quickbooksPerson('edit', {
      entity: 'Vendor',
      record: String(acme.ListID),
      fields: { Fax: '555-7777' },
    });
    await company.sync();
    const hold = (await company.holds()).find(({ cause }) => cause === 'unknownOutcome');
    const rows = (await company.billcomBooks()).Vendor ?? [];
    const mine = rows.find(({ phone }) => phone === '555-0000');
    await tieout(company, ['resolve', String(hold?.id), '--is', String(mine?.id)]);
    await company.finish();

    const after = (await company.billcomBooks()).Vendor ?? [];
    expect(after.map(({ id, phone, fax }) => [id === mine?.id, phone, fax]).sort()).toEqual([
      [false, '555-0101', null],
      [true, '555-0000', '555-7777'],
    ]);
    expect((await company.quickbooksBooks()).vendors).toMatchObject([
      { Name: 'Acme', Phone: '555-0000', Fax: '555-7777' },
    ]);
    // The other one is a vendor of its own, whose name QuickBooks has already.
    expect((await company.holds()).map(({ cause, book }) => `${cause} ${book}`)).toEqual([
      'nameInUse billcom',
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('an unknown outcome that a person did not find is written, once', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }, { name: 'Best' }] } });
    await company.sync();
    await company.fault('webconnector', { cut: 'beforeProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { refuseSetContaining: '<FullName>Acme</FullName>' });
    await company.finish();
    expect(namesOf((await company.quickbooksBooks()).vendors)).toEqual(['Best']);
    const [hold, ...others] = await company.holds();
    expect([hold?.cause, hold?.recordName, others]).toEqual(['unknownOutcome', 'Acme', []]);

    await tieout(company, ['resolve', String(hold?.id), '--write']);
    await company.finish();
    expect(namesOf((await company.quickbooksBooks()).vendors)).toEqual(['Acme', 'Best']);
    expect(namesOf((await company.billcomBooks()).Vendor)).toEqual(['Acme', 'Best']);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
