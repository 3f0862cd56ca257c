import { expectNothingOpen, expectQuiet, expectVendors } from '../support/agreement';
import { startWorld, type World } from '../support/world';

describe('a vendor that we made and whose answer was lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('is known again by its ExternalGUID when somebody renamed it meanwhile', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.sync();
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { loseStoredAnswers: true });
    const [made] = (await company.quickbooksBooks()).vendors ?? [];
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(made?.ListID)}</ListID><EditSequence>${String(made?.EditSequence)}</EditSequence><Name>Zenith Roofing</Name></VendorMod></VendorModRq>`,
    );

    expect((await company.finish()).state).toBe('ended');
    await expectVendors(company, ['Zenith Roofing']);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});
