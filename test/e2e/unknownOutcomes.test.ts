import type { OpenHold } from '../../src/ledger/holds';
import { expectNothingOpen, expectQuiet, expectVendors, numbered, outcomes } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

const path = 'Bulk/Crud/Create/Vendor';
const questionFor7 = '<FullName>Vendor 0007</FullName>';

describe('a write whose answer was lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  /** A company that has accepted its first sync, which creates these vendors in the other book. */
  const aboutToWrite = async (from: 'quickbooks' | 'billcom', vendors: readonly string[]) => {
    const company = await world.company({
      [from]: { vendors: vendors.map((name) => (from === 'billcom' ? { name } : { Name: name })) },
    });
    await company.sync();
    return company;
  };
  const billcomCalls = async ({ billcomUrl }: CompanyWorld): Promise<{ at: string; outcome: string }[]> => {
    const calls = (await (await fetch(`${billcomUrl}/log`)).json()) as {
      path: string;
      at: string;
      outcome: string;
    }[];
    return calls.filter((call) => call.path === path);
  };
  const looks = (company: CompanyWorld): Promise<number> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ count: number }>(
        `select count(*)::int as count from exchange where company_id = $1 and key like '%:look:%'`,
        [company.id],
      );
      return rows[0]?.count ?? 0;
    });
  const due = (company: CompanyWorld): Promise<boolean> =>
    world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ due: boolean }>(
        `select due_at <= now() or exists (select from record where company_id = $1 and changed) as due
         from company where id = $1`,
        [company.id],
      );
      return rows[0]?.due ?? true;
    });

  test('is waited for while Bill.com may still carry it out, and not made twice; other batches go on', async () => {
    const vendors = numbered('Vendor', 60);
    const company = await aboutToWrite('quickbooks', vendors);
    await company.fault('billcom', { drop: { when: 'late', afterMs: 4_000, path } });
    const cycle = await company.firstSync();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 60 });
    const [first, second, ...more] = await billcomCalls(company);
    expect([first?.outcome, second?.outcome]).toEqual(['dropped, carried out 4000 ms later', 'ok']);
    expect(more).toEqual([]);
    expect(Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '')).toBeLessThan(4_000);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('is asked when several records of Bill.com fit; nothing else waits, and it is not looked up again', async () => {
    const company = await aboutToWrite('quickbooks', ['Acme', 'Best', 'Center']);
    await company.fault('billcom', { drop: 'beforeCommit', path });
    const cycle = await company.accept();
    await company.update();
    await eventually('the answer is lost', async () =>
      (await billcomCalls(company)).length > 0 ? true : undefined,
    );
    // Somebody enters one of them by hand meanwhile, twice.
    for (const phone of ['555-0100', '555-0101'])
      await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Acme', phone } });
    expect((await company.over(cycle)).state).toBe('ended');
    await company.sync();

    const books = await company.billcomBooks();
    expect(books.Vendor?.map((row) => row.name).sort()).toEqual(['Acme', 'Acme', 'Best', 'Center']);
    const holds = await company.holds();
    expect(holds.map(({ cause, book, recordName }) => `${cause} ${recordName} in ${book}`).sort()).toEqual([
      'unknownOutcome Acme in quickbooks',
      'waiting Acme in billcom',
      'waiting Acme in billcom',
    ]);
    const ids = books.Vendor?.filter((row) => row.name === 'Acme').map((row) => row.id) as string[];
    const { sentence } = holds.find((hold) => hold.cause === 'unknownOutcome') as OpenHold;
    expect(sentence).toContain(
      'may have been made in Bill.com: the answer was lost, and 2 records of that name were made or changed since, of which 2 are as it was sent.',
    );
    expect(ids.every((id) => sentence.includes(id))).toBe(true);
    expect(await due(company)).toBe(false);
    await expectQuiet(company);
    expect(await company.holds()).toHaveLength(3);
  });

  test('is known from reading when QuickBooks refuses to be asked for it; nothing else waits', async () => {
    const vendors = numbered('Vendor', 12);
    const company = await aboutToWrite('billcom', vendors);
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    // Of the twelve in doubt, QuickBooks does not take the question for one.
    await company.fault('quickbooks', { loseStoredAnswers: true, refuseSetContaining: questionFor7 });
    const cycle = await company.finish();
    expect(cycle.state).toBe('ended');
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 12 });
    await expectVendors(company, vendors);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('is asked when QuickBooks refuses to be asked for it and it is not to be seen; it is not looked up again', async () => {
    const vendors = numbered('Vendor', 12);
    const company = await aboutToWrite('billcom', vendors);
    await company.fault('webconnector', { cut: 'beforeProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { refuseSetContaining: questionFor7 });
    const cycle = await company.finish();
    expect(cycle.state).toBe('ended');
    expect(await outcomes(company, cycle.number)).toEqual({ withdrawn: 11, applied: 11, unknown: 1 });
    const holds = await company.holds();
    expect(holds).toMatchObject([{ cause: 'unknownOutcome', book: 'billcom', recordName: 'Vendor 0007' }]);
    expect(holds[0]?.sentence).toContain('QuickBooks refuses to be asked for it (0x80040400)');

    // New work goes on; the open question costs nothing more.
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Later' } });
    await company.sync();
    expect((await company.quickbooksBooks()).vendors?.map((row) => row.Name)).toContain('Later');
    const looked = await looks(company);
    await expectQuiet(company);
    expect(await looks(company)).toBe(looked);
    expect(await due(company)).toBe(false);
    expect(await company.holds()).toHaveLength(1);
  });

  test('waits for a passing state of QuickBooks, a few times; then everything else goes on, and it is looked up again', async () => {
    const vendors = numbered('Vendor', 3);
    const company = await aboutToWrite('billcom', vendors);
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
    await company.accept();
    expect((await company.update()).result).toBe('error');
    await company.fault('quickbooks', { loseStoredAnswers: true, internalErrorNext: 4 });
    const cycle = await company.finish();
    expect(cycle.state).toBe('ended');
    await expectVendors(company, vendors);
    expect(await outcomes(company, cycle.number)).toEqual({ applied: 3 });
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
  });
});
