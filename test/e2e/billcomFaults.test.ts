import {
  billcomVendors,
  expectNothingOpen,
  expectQuiet,
  expectVendors,
  numbered,
  outcomes,
  quickbooksVendors,
} from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

describe('Bill.com drops, refuses and throttles', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  /** A company whose next sync creates these vendors in Bill.com. */
  const aboutToWrite = async (vendors: readonly string[]): Promise<CompanyWorld> => {
    const company = await world.company({ quickbooks: { vendors: vendors.map((Name) => ({ Name })) } });
    await company.sync();
    return company;
  };
  const path = 'Bulk/Crud/Create/Vendor';

  test('a connection dropped after a bulk create was committed: found by looking, not made twice', async () => {
    const vendors = numbered('Vendor', 60);
    const company = await aboutToWrite(vendors);
    await company.fault('billcom', { drop: 'afterCommit', path });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect((await outcomes(company, cycle.number)).withdrawn).toBeUndefined();
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a connection dropped in the middle of a bulk create: the half that is missing is written later', async () => {
    const vendors = numbered('Vendor', 60);
    const company = await aboutToWrite(vendors);
    await company.fault('billcom', { drop: 'halfway', path });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    // Proven absent is planned anew, at the latest by the next cycle.
    await company.sync();
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('an expired session and too many calls at once only cost time', async () => {
    const vendors = numbered('Vendor', 10);
    const company = await aboutToWrite(vendors);
    await company.fault('billcom', { expireSessions: true });
    await company.fault('billcom', {
      errorNext: { code: 'BDC_1322', message: 'Max number of concurrent requests.', path, count: 2 },
    });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
  });

  test('a Bill.com that makes its lane wait does not keep QuickBooks open', async () => {
    const vendors = numbered('Vendor', 10);
    const company = await world.company({
      quickbooks: { vendors: vendors.map((Name) => ({ Name })) },
      billcom: { vendors: [{ name: 'Office' }] },
    });
    await company.sync();
    await company.fault('billcom', {
      errorNext: { code: 'BDC_1322', message: 'Max number of concurrent requests.', path, count: 10_000 },
    });
    const cycle = await company.accept();
    await eventually('QuickBooks has its vendor', async () => {
      await company.update();
      return (await quickbooksVendors(company)).includes('Office') ? true : undefined;
    });
    await eventually('the QuickBooks lane is done', () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rowCount } = await tx.query(
          `select from web_connector_session where company_id = $1 and cycle = $2 and verdict = 'empty' and state = 'closed'`,
          [company.id, cycle],
        );
        return rowCount === 0 ? undefined : true;
      }),
    );
    const before = (await company.quickbooksLog()).length;
    for (let poll = 0; poll < 3; poll += 1) {
      const { roundTrips, status } = await company.update();
      expect({ roundTrips, status }).toEqual({
        roundTrips: 0,
        status: expect.stringMatching(/no data exchange/i),
      });
    }
    expect(await company.quickbooksLog()).toHaveLength(before);

    await fetch(`${company.billcomUrl}/faults`, { method: 'DELETE' });
    expect((await company.over(cycle)).state).toBe('ended');
    await expectVendors(company, [...vendors, 'Office']);
  }, 120_000);

  test('a refused row is held with Bill.com’s sentence; the others go on', async () => {
    const vendors = numbered('Vendor', 10);
    const company = await aboutToWrite([...vendors, 'Refused']);
    await company.fault('billcom', {
      refuseRow: { entity: 'Vendor', field: 'name', equals: 'Refused', message: 'That name is not welcome.' },
    });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    expect(await billcomVendors(company)).toEqual(vendors);
    const holds = await company.holds();
    expect(holds).toMatchObject([{ cause: 'refused', book: 'quickbooks', recordName: 'Refused' }]);
    expect(holds[0]?.sentence).toContain('That name is not welcome.');
    await expectNothingOpen(world, company);
  });

  test('a row that cannot be read is held, not a crash; readable again, it goes on', async () => {
    const company = await world.company({
      billcom: { vendors: ['Acme', 'Best', 'Center'].map((name) => ({ name })) },
    });
    const best = (await company.billcomBooks()).Vendor?.find((row) => row.name === 'Best');
    await company.fault('billcom', {
      malformedRow: { entity: 'Vendor', id: best?.id, field: 'phone', value: { not: 'a text' } },
    });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    expect(await quickbooksVendors(company)).toEqual(['Acme', 'Center']);
    expect(await company.holds()).toMatchObject([
      { cause: 'unreadable', book: 'billcom', recordName: 'Best' },
    ]);

    await fetch(`${company.billcomUrl}/faults`, { method: 'DELETE' });
    await company.sync();
    await expectVendors(company, ['Acme', 'Best', 'Center']);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
  });
});
