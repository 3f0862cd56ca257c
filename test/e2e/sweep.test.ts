import { expectNothingOpen, expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('the daily comparison with QuickBooks', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const inQuickBooks = async (company: CompanyWorld, list: string, name: string): Promise<Row> => {
    const row = (await company.quickbooksBooks())[list]?.find((each) => each.Name === name);
    if (!row) throw new Error(`QuickBooks has no “${name}”`);
    return row;
  };
  const setPhone = async (company: CompanyWorld, name: string, phone: string): Promise<void> => {
    const row = await inQuickBooks(company, 'vendors', name);
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row.ListID)}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence><Phone>${phone}</Phone></VendorMod></VendorModRq>`,
    );
  };
  const remove = async (company: CompanyWorld, type: string, list: string, name: string): Promise<void> => {
    const row = await inQuickBooks(company, list, name);
    await company.quickbooksEdit(
      `<ListDelRq><ListDelType>${type}</ListDelType><ListID>${String(row.ListID)}</ListID></ListDelRq>`,
    );
  };
  const phones = async (company: CompanyWorld): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      ((await company.billcomBooks()).Vendor ?? []).map((row) => [String(row.name), row.phone]),
    );
  const aDayPasses = (company: CompanyWorld) =>
    world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update read_cursor set complete_at = complete_at - interval '1 day' where company_id = $1 and book = 'quickbooks'`,
        [company.id],
      ),
    );
  const deletedInMirror = (company: CompanyWorld): Promise<string[]> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ name: string }>(
        `select fields->>'name' as name from record where company_id = $1 and book = 'quickbooks' and deleted order by 1`,
        [company.id],
      );
      return rows.map((row) => row.name);
    });

  test('brings over what a wrong clock hid, and sees what was deleted more than 90 days ago', async () => {
    const company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Tools', AccountType: 'Expense' },
          { Name: 'Old costs', AccountType: 'Expense' },
        ],
        classes: [{ Name: 'Residential' }],
        vendors: [{ Name: 'Acme' }, { Name: 'Best' }, { Name: 'Gone' }],
      },
    });
    await company.firstSync();
    // Later work, which stays as it is: what is missing besides is not taken for an older copy of the file.
    await company.fault('quickbooks', { clock: hourMs });
    await company.quickbooksEdit(
      '<AccountAddRq><AccountAdd><Name>Later</Name><AccountType>Expense</AccountType></AccountAdd></AccountAddRq>',
    );
    await company.sync();
    await company.fault('quickbooks', { clock: -5 * hourMs });
    await setPhone(company, 'Acme', '555-0101');
    await company.quickbooksEdit('<VendorAddRq><VendorAdd><Name>New</Name></VendorAdd></VendorAddRq>');
    await company.fault('quickbooks', { clock: -100 * dayMs });
    await remove(company, 'Vendor', 'vendors', 'Gone');
    await remove(company, 'Account', 'accounts', 'Old costs');
    await company.fault('quickbooks', { clock: 3 * dayMs });
    await setPhone(company, 'Best', '555-0102');
    await company.fault('quickbooks', { clock: 0 });

    // What is stamped ahead of the cursor is seen at once, the rest is not.
    await company.sync();
    expect(await phones(company)).toEqual({ Acme: null, Best: '555-0102', Gone: null });
    expect(await deletedInMirror(company)).toEqual([]);

    await aDayPasses(company);
    const cycle = await company.sync();
    expect(cycle.state).toBe('ended');
    expect(await phones(company)).toEqual({ Acme: '555-0101', Best: '555-0102', Gone: null, New: null });
    expect(await deletedInMirror(company)).toEqual(['Gone', 'Old costs']);
    await expectNothingOpen(world, company);
    // It was compared today: nothing but the deltas, in one round trip.
    await expectQuiet(company);
  });
});
