import { expectNothingOpen, expectQuiet, expectVendors } from '../support/agreement';
import { startWorld, type CompanyWorld, type World } from '../support/world';

const dayMs = 24 * 3_600_000;

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
});
