import { expectNothingOpen, expectQuiet, expectVendors, outcomes } from '../support/agreement';
import { loadClock } from '../../src/ledger/pcClock';
import { clockWarning } from '../../src/quickbooks/pcClock';
import { startWorld, type CompanyWorld, type World } from '../support/world';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('the clock of the QuickBooks PC goes wrong', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const setPhone = async (company: CompanyWorld, name: string, phone: string): Promise<void> => {
    const vendor = (await company.quickbooksBooks()).vendors?.find((row) => row.Name === name);
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(vendor?.ListID)}</ListID><EditSequence>${String(vendor?.EditSequence)}</EditSequence><Phone>${phone}</Phone></VendorMod></VendorModRq>`,
    );
  };
  const phoneInBillcom = async (company: CompanyWorld, name: string): Promise<unknown> =>
    (await company.billcomBooks()).Vendor?.find((row) => row.name === name)?.phone;

  test('days ahead, and is set right: what is edited afterwards is seen all the same', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }, { Name: 'Best' }] } });
    await company.firstSync();
    await company.fault('quickbooks', { clock: 3 * dayMs });
    await setPhone(company, 'Acme', '555-0101');
    await company.sync();
    expect(await phoneInBillcom(company, 'Acme')).toBe('555-0101');

    await company.fault('quickbooks', { clock: 0 });
    await setPhone(company, 'Best', '555-0102');
    await company.sync();
    expect(await phoneInBillcom(company, 'Best')).toBe('555-0102');
    await expectVendors(company, ['Acme', 'Best']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  const addInBillcom = (company: CompanyWorld, name: string) =>
    company.billcomEdit('create', { entity: 'Vendor', obj: { name } });
  /** What status and doctor say of the PC's clock. */
  const warning = (company: CompanyWorld): Promise<string | undefined> =>
    world.database.inCompany(
      company.id,
      async (tx) => clockWarning(await loadClock(tx, company.id))?.sentence,
    );
  const aDayPasses = (company: CompanyWorld) =>
    world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update read_cursor set complete_at = complete_at - interval '1 day' where company_id = $1 and book = 'quickbooks'`,
        [company.id],
      ),
    );

  test('set back: it is told, what it hid comes with the daily comparison, and nothing is doubled', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme' }, { Name: 'Best' }] },
      billcom: { vendors: [{ name: 'Cole' }] },
      quickbooksArgs: ['--zone', 'America/Chicago'],
    });
    await company.firstSync();
    expect(await warning(company)).toBeUndefined();

    await company.fault('quickbooks', { clock: -30 * hourMs });
    await setPhone(company, 'Acme', '555-0101');
    await addInBillcom(company, 'Dale');
    await company.sync();
    expect(await warning(company)).toMatch(/^The clock of the PC with QuickBooks is about 30 hours behind\./);
    expect(await phoneInBillcom(company, 'Acme')).toBeNull();

    await aDayPasses(company);
    const compared = await company.sync();
    expect(await outcomes(company, compared.number)).toEqual({ applied: 1 });
    expect(await phoneInBillcom(company, 'Acme')).toBe('555-0101');

    await company.fault('quickbooks', { clock: 0 });
    await setPhone(company, 'Best', '555-0102');
    await addInBillcom(company, 'Eve');
    await company.sync();
    expect(await phoneInBillcom(company, 'Best')).toBe('555-0102');
    expect(await warning(company)).toBeUndefined();
    await expectVendors(company, ['Acme', 'Best', 'Cole', 'Dale', 'Eve']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('in another zone than the company it is right from the first write on, and an error there is told', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme' }] },
      billcom: { vendors: [{ name: 'Cole' }] },
      quickbooksArgs: ['--zone', 'America/Los_Angeles'],
    });
    await company.firstSync();
    const clockOf = () => world.database.inCompany(company.id, (tx) => loadClock(tx, company.id));
    expect(await clockOf()).toMatchObject({ offsetMinutes: -120, offSeconds: 0 });
    expect(await warning(company)).toBeUndefined();

    await company.fault('quickbooks', { clock: 30 * 60_000 });
    await addInBillcom(company, 'Dale');
    await company.sync();
    expect(await warning(company)).toMatch(/about 30 minutes ahead/);
    await expectVendors(company, ['Acme', 'Cole', 'Dale']);
  });

  test('an hour back and forth, as at a change of daylight saving: every edit is seen at once, and once', async () => {
    const names = ['Acme', 'Best', 'Cole', 'Dale'];
    const company = await world.company({ quickbooks: { vendors: names.map((Name) => ({ Name })) } });
    await company.firstSync();
    for (const [index, clock] of [0, -hourMs, 0, hourMs].entries()) {
      const name = names[index] as string;
      await company.fault('quickbooks', { clock });
      await setPhone(company, name, `555-020${index}`);
      const cycle = await company.sync();
      expect(await outcomes(company, cycle.number)).toEqual({ applied: 1 });
      expect(await phoneInBillcom(company, name)).toBe(`555-020${index}`);
    }
    await company.fault('quickbooks', { clock: 0 });
    await expectQuiet(company);
    await aDayPasses(company);
    await expectQuiet(company);
    await expectVendors(company, names);
  });
});
