import { expectNothingOpen, expectQuiet, expectVendors, numbered } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(120_000);

describe('a process that is killed loses nothing and doubles nothing', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** A company whose next sync writes 30 vendors to QuickBooks in sets of 5, each set taking about 0.2 s there. */
  const slowlyWriting = async (): Promise<{ company: CompanyWorld; vendors: string[] }> => {
    const vendors = numbered('Vendor', 30);
    const company = await world.company({
      billcom: { vendors: vendors.map((name) => ({ name })) },
      settings: { writeSetSize: 5 },
    });
    await company.sync();
    await company.fault('quickbooks', { delayMs: 200 });
    return { company, vendors };
  };
  const applied = async (company: CompanyWorld, cycle: number): Promise<number> =>
    (await company.operations(cycle)).filter((operation) => operation.state === 'applied').length;
  const whenApplied = (company: CompanyWorld, cycle: number, least: number): Promise<number> =>
    eventually(`${least} operations are applied`, async () => {
      const count = await applied(company, cycle);
      return count >= least ? count : undefined;
    });

  const expectAllDone = async (company: CompanyWorld, vendors: readonly string[]): Promise<void> => {
    await company.fault('quickbooks', { reset: true });
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  };

  test('the worker, in the middle of its writes', async () => {
    const { company, vendors } = await slowlyWriting();
    const number = await company.accept();
    const update = company.update();
    await whenApplied(company, number, 5);
    await world.stack.kill('worker');
    expect(await applied(company, number)).toBeLessThan(30);
    await world.stack.restart('worker');
    await update;

    expect((await company.finish()).state).toBe('ended');
    await expectAllDone(company, vendors);
  });

  test('the worker, in the middle of writing to Bill.com', async () => {
    const vendors = numbered('Vendor', 120);
    const company = await world.company({ quickbooks: { vendors: vendors.map((Name) => ({ Name })) } });
    await company.sync();
    await company.fault('billcom', { latencyMs: 300 });
    const number = await company.accept();
    await company.update();
    await whenApplied(company, number, 50);
    await world.stack.kill('worker');
    await company.fault('billcom', { latencyMs: 0 });
    await world.stack.restart('worker');

    expect((await company.over(number)).state).toBe('ended');
    // A batch that was sent and had not arrived is proven absent, and planned anew by the next cycle.
    await company.sync();
    await expectAllDone(company, vendors);
  });

  test('the gateway, while QuickBooks works on a set; it is back before the answer comes', async () => {
    const { company, vendors } = await slowlyWriting();
    const number = await company.accept();
    const update = company.update();
    await whenApplied(company, number, 5);
    await company.fault('quickbooks', { delayMs: 3_000 });
    await eventually('QuickBooks works on a set', async () => ((await sent(company)) ? true : undefined));
    await world.stack.kill('gateway');
    await world.stack.restart('gateway');
    await company.fault('quickbooks', { delayMs: 0 });
    await update;

    expect((await company.finish()).state).toBe('ended');
    await expectAllDone(company, vendors);
  });

  test('the gateway, and the answer of a write finds nobody', async () => {
    const { company, vendors } = await slowlyWriting();
    const number = await company.accept();
    const update = company.update();
    await whenApplied(company, number, 5);
    await eventually('QuickBooks works on a set', async () => ((await sent(company)) ? true : undefined));
    await world.stack.kill('gateway');
    const { result, errors } = await update;
    expect(result).toBe('error');
    expect(errors.join()).toMatch(/QBWC104[12]/);
    await world.stack.restart('gateway');

    expect((await company.finish()).state).toBe('ended');
    await expectAllDone(company, vendors);
  });

  test('Temporal, in the middle of a cycle', async () => {
    const { company, vendors } = await slowlyWriting();
    const number = await company.accept();
    const update = company.update();
    await whenApplied(company, number, 5);
    await world.stack.restartTemporal();
    await update;

    expect((await company.finish()).state).toBe('ended');
    await expectAllDone(company, vendors);
  });

  const sent = (company: CompanyWorld): Promise<boolean> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rowCount } = await tx.query(
        "select from exchange where company_id = $1 and state = 'sent' and kind = 'write'",
        [company.id],
      );
      return (rowCount ?? 0) > 0;
    });
});
