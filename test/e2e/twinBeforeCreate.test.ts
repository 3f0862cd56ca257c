import { expectNothingOpen, expectQuiet, expectVendors, numbered } from '../support/agreement';
import { stepsOf } from '../../src/ledger/steps';
import { eventually, startWorld, type World } from '../support/world';

jest.setTimeout(120_000);

describe('before something is made in Bill.com', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('it is looked for again when the list was read some time ago: what a person made meanwhile is linked', async () => {
    const vendors = numbered('Vendor', 400);
    const company = await world.company({ quickbooks: { vendors: vendors.map((Name) => ({ Name })) } });
    await company.sync();
    await company.fault('billcom', { latencyMs: 300 });
    const cycle = await company.accept();
    await company.update();
    const states = async (): Promise<string[]> =>
      (await company.operations(cycle)).map((operation) => operation.state);
    await eventually('a batch is written', async () =>
      (await states()).includes('applied') ? true : undefined,
    );
    await company.pause();
    await eventually('the step has stopped', async () =>
      world.database.inCompany(company.id, async (tx) =>
        (await stepsOf(tx, company.id, cycle)).find(
          (step) => step.book === 'billcom' && step.step === 'vendor' && step.state === 'waiting',
        ),
      ),
    );
    expect(await states()).toContain('planned');
    // A day goes by, in which somebody enters the last one by hand.
    await company.billcomEdit('create', {
      entity: 'Vendor',
      obj: { name: vendors.at(-1), phone: '555-0100' },
    });
    await world.database.inCompany(company.id, (tx) =>
      tx.query(
        "update read_cursor set complete_at = complete_at - interval '1 day', read_at = read_at - interval '1 day' where company_id = $1",
        [company.id],
      ),
    );
    await company.resume();
    expect((await company.over(cycle)).state).toBe('ended');

    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, vendors);
    expect((await company.quickbooksBooks()).vendors?.find((row) => row.Name === vendors.at(-1))?.Phone).toBe(
      '555-0100',
    );
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
