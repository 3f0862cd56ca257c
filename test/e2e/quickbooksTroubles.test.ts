import { expectNothingOpen, expectQuiet, expectVendors, numbered, outcomes } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

describe('trouble at the QuickBooks PC', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const linked = async (vendors: readonly string[], settings = {}): Promise<CompanyWorld> => {
    const company = await world.company({
      quickbooks: { vendors: vendors.map((Name) => ({ Name, Phone: '555-0100' })) },
      settings,
    });
    await company.firstSync();
    return company;
  };
  const editInBillcom = async (company: CompanyWorld, fields: Record<string, unknown>): Promise<void> => {
    for (const row of (await company.billcomBooks()).Vendor ?? [])
      await company.billcomEdit('update', { entity: 'Vendor', obj: { id: row.id, ...fields } });
  };
  const phones = async (company: CompanyWorld): Promise<unknown[]> => [
    ...new Set((await company.quickbooksBooks()).vendors?.map((row) => row.Phone)),
  ];

  test('killed in the middle of changes: what was changed is found, the rest is changed then', async () => {
    // Twenty changes of a list would be asked about first (massChangeShare).
    const company = await linked(numbered('Vendor', 19));
    await editInBillcom(company, { phone: '555-0199' });
    await company.fault('quickbooks', { killAfterRequest: 8 });
    const cycle = await company.ask();
    const synced = company.update();
    await company.quickbooks().ended;
    await synced;
    await company.restartQuickBooks();

    expect((await company.finish()).state).toBe('ended');
    expect(await outcomes(company, cycle)).toEqual({ applied: 19, withdrawn: 11 });
    expect(await phones(company)).toEqual(['555-0199']);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('its answer cannot be stored, and is lost: found by looking', async () => {
    const company = await linked(numbered('Vendor', 3));
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'New' } });
    await company.fault('quickbooks', { cannotStoreAnswer: 1 });
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    const cycle = await company.sync();
    expect(cycle.state).toBe('ended');
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 1 });
    await expectVendors(company, [...numbered('Vendor', 3), 'New']);
    await expectNothingOpen(world, company);
  });

  test('somebody edits a record between our reading and our write: both edits stand, in the same cycle', async () => {
    const company = await linked(['Acme']);
    await editInBillcom(company, { phone: '555-0199' });
    await company.fault('quickbooks', { delayMs: 1_000 });
    const cycle = await company.ask();
    const update = company.update();
    await eventually('our write is on its way', () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rows } = await tx.query(
          "select from exchange where company_id = $1 and kind = 'write' and state = 'sent'",
          [company.id],
        );
        return rows[0];
      }),
    );
    const [acme] = (await company.quickbooksBooks()).vendors ?? [];
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(acme?.ListID)}</ListID><EditSequence>${String(acme?.EditSequence)}</EditSequence><Email>acme@example.com</Email></VendorMod></VendorModRq>`,
    );
    await update;
    await company.fault('quickbooks', { reset: true });

    expect((await company.finish()).number).toBe(cycle);
    expect((await company.quickbooksBooks()).vendors).toMatchObject([
      { Phone: '555-0199', Email: 'acme@example.com' },
    ]);
    expect((await company.billcomBooks()).Vendor).toMatchObject([
      { phone: '555-0199', email: 'acme@example.com' },
    ]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a record that somebody has open is held as locked, and written by the next sync', async () => {
    const company = await linked(numbered('Vendor', 5));
    await editInBillcom(company, { phone: '555-0199' });
    await company.fault('quickbooks', { lockNext: 1 });
    const cycle = await company.sync();
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 4, rejected: 1 });
    expect(await company.holds()).toMatchObject([{ cause: 'locked' }]);

    await company.sync();
    expect(await phones(company)).toEqual(['555-0199']);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
  });

  test.each(['modalDialog', 'otherFileOpen', 'cannotStart', 'accessRefused'])(
    'cannot be reached (%s): the Web Connector shows why, and it goes on by itself',
    async (state) => {
      const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
      await company.sync();
      await company.fault('quickbooks', { state });
      const cycle = await company.accept();
      expect((await company.update()).result).toBe('error');
      await company.fault('quickbooks', { state: 'ready' });
      expect((await company.finish()).number).toBe(cycle);
      await expectVendors(company, ['Acme']);
      await expectNothingOpen(world, company);
    },
  );
});
