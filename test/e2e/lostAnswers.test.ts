import { expectNothingOpen, expectQuiet, expectVendors, numbered, outcomes } from '../support/agreement';
import { stepsOf } from '../../src/ledger/steps';
import { startWorld, type CompanyWorld, type World } from '../support/world';

describe('a lost answer is recovered, not repeated', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** A company whose first preview is done: its sync reads in one round trip, then writes to QuickBooks. */
  const aboutToWrite = async (vendors: readonly string[], settings = {}): Promise<CompanyWorld> => {
    const company = await world.company({
      billcom: { vendors: vendors.map((name) => ({ name })) },
      settings,
    });
    const preview = await company.sync();
    expect(preview.state).toBe('waitingForAccept');
    return company;
  };

  const writesIn = async (company: CompanyWorld): Promise<number> =>
    (await company.quickbooksLog()).filter(
      (set) =>
        set.by === 'session' &&
        set.answeredFromStore !== true &&
        set.requests.some((request) => request.name === 'VendorAddRq'),
    ).length;

  test('cut after QuickBooks wrote: the next session takes the stored answer', async () => {
    const vendors = numbered('Vendor', 12);
    const company = await aboutToWrite(vendors);
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });

    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 12 });
    expect(await writesIn(company)).toBe(1);
    expect((await company.quickbooksLog()).filter((set) => set.answeredFromStore)).toHaveLength(1);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('cut before QuickBooks got it: everything is proven absent and written then', async () => {
    const vendors = numbered('Vendor', 12);
    const company = await aboutToWrite(vendors);
    await company.fault('webconnector', { cut: 'beforeProcess', afterRoundTrip: 1 });

    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ withdrawn: 12, applied: 12 });
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('QuickBooks killed after 40 of a set of a hundred: 40 are found, 60 are written', async () => {
    const vendors = numbered('Vendor', 100);
    const company = await aboutToWrite(vendors, { writeSetSize: 100 });
    await company.fault('quickbooks', { killAfterRequest: 40 });
    const asked = company.firstSync();
    await company.quickbooks().ended;
    await company.restartQuickBooks();

    const cycle = await asked;
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ withdrawn: 60, applied: 100 });
    // The progress that people see goes on where it was, in the next session too.
    const steps = await world.database.inCompany(company.id, (tx) => stepsOf(tx, company.id, cycle.number));
    expect(steps.find(({ book, step }) => book === 'quickbooks' && step === 'vendor')).toMatchObject({
      state: 'done',
      done: 100,
      total: 100,
    });
    const operations = await company.operations(cycle.number);
    expect(operations.filter((each) => each.state === 'withdrawn').map((each) => each.message)).toEqual(
      Array.from({ length: 60 }, () => 'looked up after the connection dropped: QuickBooks does not have it'),
    );
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a stored answer that is missing: all that was committed is found by looking', async () => {
    const vendors = numbered('Vendor', 30);
    const company = await aboutToWrite(vendors);
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { loseStoredAnswers: true });

    const cycle = await company.finish();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 30 });
    expect(await writesIn(company)).toBe(1);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('answers posted twice, and an old ticket’s answer posted again, change nothing', async () => {
    const vendors = numbered('Vendor', 12);
    const company = await aboutToWrite(vendors, { writeSetSize: 5 });
    await company.fault('webconnector', [
      { duplicateResponse: true, times: 3 },
      { cut: 'afterProcess', afterRoundTrip: 2 },
      { replayOldTicket: true },
    ]);

    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
