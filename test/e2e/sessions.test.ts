import { expectNothingOpen, expectQuiet, expectVendors, numbered } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type UpdateResult, type World } from '../support/world';

jest.setTimeout(120_000);

describe('QuickBooks is never left locked: a session ends by itself', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** A company in the middle of writing 30 vendors to QuickBooks in sets of 5. */
  const writing = async (
    settings = {},
  ): Promise<{
    company: CompanyWorld;
    vendors: string[];
    cycle: number;
    update: Promise<UpdateResult>;
  }> => {
    const vendors = numbered('Vendor', 30);
    const company = await world.company({
      billcom: { vendors: vendors.map((name) => ({ name })) },
      settings: { writeSetSize: 5, ...settings },
    });
    await company.sync();
    await company.fault('quickbooks', { delayMs: 300 });
    const cycle = await company.accept();
    const update = company.update();
    await eventually('some are written', async () =>
      (await applied(company, cycle)) >= 5 ? true : undefined,
    );
    return { company, vendors, cycle, update };
  };
  const applied = async (company: CompanyWorld, cycle: number): Promise<number> =>
    (await company.operations(cycle)).filter((operation) => operation.state === 'applied').length;

  const makeOlder = (
    company: CompanyWorld,
    column: 'opened_at' | 'idle_since',
    minutes: number,
  ): Promise<number> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rowCount } = await tx.query(
        `update web_connector_session set ${column} = now() - make_interval(mins => $2)
          where company_id = $1 and state = 'open' and ${column} is not null`,
        [company.id, minutes],
      );
      return rowCount ?? 0;
    });

  /** Ended in order, by 100, with work left. */
  const expectEndedEarly = async (
    company: CompanyWorld,
    cycle: number,
    update: UpdateResult,
  ): Promise<void> => {
    expect(update).toMatchObject({ result: 'done', errors: [] });
    expect(update.progress.at(-1)).toBe(100);
    expect(await applied(company, cycle)).toBeLessThan(30);
  };
  const expectAllDone = async (company: CompanyWorld, vendors: readonly string[]): Promise<void> => {
    await company.fault('quickbooks', { reset: true });
    expect((await company.finish()).state).toBe('ended');
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  };

  test('when the company is paused; nothing is read or written until it is resumed', async () => {
    const { company, vendors, cycle, update } = await writing();
    await company.pause();
    await expectEndedEarly(company, cycle, await update);
    const before = (await company.quickbooksLog()).length;
    expect((await company.update()).result).toBe('none');
    expect(await company.quickbooksLog()).toHaveLength(before);

    await company.resume();
    await expectAllDone(company, vendors);
  });

  test('when its time is used up, which is a setting of the company', async () => {
    const { company, vendors, cycle, update } = await writing({ sessionMinutes: 5 });
    await makeOlder(company, 'opened_at', 6);
    await expectEndedEarly(company, cycle, await update);

    await expectAllDone(company, vendors);
  });

  test('when the worker is dead', async () => {
    const { company, vendors, cycle, update } = await writing();
    await world.stack.kill('worker');
    await eventually('the Web Connector is told to wait', async () =>
      (await makeOlder(company, 'idle_since', 2)) > 0 ? true : undefined,
    );
    await expectEndedEarly(company, cycle, await update);

    await world.stack.restart('worker');
    await expectAllDone(company, vendors);
  });

  test('a pause stops the writes to Bill.com too, and they go on without another session', async () => {
    const vendors = numbered('Vendor', 300);
    const company = await world.company({ quickbooks: { vendors: vendors.map((Name) => ({ Name })) } });
    await company.sync();
    await company.fault('billcom', { latencyMs: 300 });
    const cycle = await company.accept();
    await company.update();
    await eventually('a batch is written', async () =>
      (await applied(company, cycle)) >= 50 ? true : undefined,
    );
    await company.pause();
    await eventually('the step has stopped', async () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rowCount } = await tx.query(
          "select from operation where company_id = $1 and state = 'sent'",
          [company.id],
        );
        return rowCount === 0 ? true : undefined;
      }),
    );
    const stopped = await applied(company, cycle);
    expect(stopped).toBeLessThan(300);
    expect((await company.update()).result).toBe('none');
    await company.resume();
    expect((await company.over(cycle)).state).toBe('ended');
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
  });
});
