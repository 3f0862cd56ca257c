import { expectNothingOpen, expectQuiet, numbered, outcomes, quickbooksVendors } from '../support/agreement';
import { startWorld, type World } from '../support/world';

describe('one bad record never stops another', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('QuickBooks refuses a whole set for one record: the others are written once, the culprit is held as our bug', async () => {
    const good = numbered('Vendor', 40);
    const company = await world.company({
      billcom: { vendors: [...good, 'Culprit & Sons'].sort().map((name) => ({ name })) },
    });
    await company.sync();
    await company.fault('quickbooks', { refuseSetContaining: 'Culprit' });

    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    expect(await quickbooksVendors(company)).toEqual(good);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 40, rejected: 1 });
    const holds = await company.holds();
    expect(holds).toMatchObject([{ cause: 'ourBug', entity: 'vendor', recordName: 'Culprit & Sons' }]);
    expect(holds[0]?.sentence).toContain('could not read what Tieout sent');
    await expectNothingOpen(world, company);
    // Held, not tried again and again.
    await expectQuiet(company);

    await company.fault('quickbooks', { reset: true });
    const [culprit] =
      (await company.billcomBooks()).Vendor?.filter((row) => row.name === 'Culprit & Sons') ?? [];
    await company.billcomEdit('update', {
      entity: 'Vendor',
      obj: { id: culprit?.id, name: 'Culprit & Sons, Inc.' },
    });
    await company.sync();
    expect(await quickbooksVendors(company)).toEqual([...good, 'Culprit & Sons, Inc.'].sort());
    expect(await company.holds()).toEqual([]);
  });

  test('two culprits in a set of a hundred are both found', async () => {
    const good = numbered('Vendor', 98);
    const company = await world.company({
      billcom: { vendors: [...good, 'A culprit', 'Z culprit'].sort().map((name) => ({ name })) },
      settings: { writeSetSize: 100 },
    });
    await company.sync();
    await company.fault('quickbooks', { refuseSetContaining: 'culprit' });

    const cycle = await company.firstSync();
    expect(await quickbooksVendors(company)).toEqual(good);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 98, rejected: 2 });
    expect((await company.holds()).map((hold) => `${hold.cause}: ${hold.recordName}`)).toEqual([
      'ourBug: A culprit',
      'ourBug: Z culprit',
    ]);
    await expectNothingOpen(world, company);
  });
});
