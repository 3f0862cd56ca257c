import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expectNothingOpen, expectQuiet, namesOf } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/** What people decide on the command line is carried out by the next cycle, through the real processes. */
describe('decisions', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
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
});
