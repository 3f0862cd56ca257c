import { expectNothingOpen } from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(120_000);

describe('the first reading of a long list', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const perYear = 1_500;
  /** The guard against older copies of the file. */
  const newestAskedFor = 20;
  const yearMs = 365 * 24 * 3_600_000;

  /** Vendors that a person entered, last changed `yearsAgo`. */
  const enterVendors = async (company: CompanyWorld, word: string, yearsAgo: number): Promise<void> => {
    await company.fault('quickbooks', { clock: -yearsAgo * yearMs });
    for (let start = 0; start < perYear; start += 500) {
      const adds = Array.from(
        { length: 500 },
        (_, index) =>
          `<VendorAddRq><VendorAdd><Name>${word} ${start + index}</Name></VendorAdd></VendorAddRq>`,
      );
      await company.quickbooksEdit(adds.join(''));
    }
    await company.fault('quickbooks', { clock: 0 });
  };
  const vendorRows = async (company: CompanyWorld, since: number): Promise<number> =>
    (await company.quickbooksLog())
      .slice(since)
      .filter((set) => set.requests.some((request) => request.name === 'VendorQueryRq'))
      .reduce((sum, set) => sum + set.records, 0);

  test('goes in windows, and a lost session costs at most the window it was in', async () => {
    const company = await world.company();
    await enterVendors(company, 'Last year', 1);
    await enterVendors(company, 'This year', 0);
    await company.fault('quickbooks', { delayMs: 100 });
    const cycle = await company.ask();
    const begun = (await company.quickbooksLog()).length;
    const update = company.update();
    await eventually('the first window is read', () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rows } = await tx.query(
          "select from read_window where company_id = $1 and state = 'done' and rows > 0",
          [company.id],
        );
        return rows[0];
      }),
    );
    await company.fault('webconnector', { cut: 'afterReceive' });
    expect((await update).result).toBe('error');
    const firstRows = await vendorRows(company, begun);
    expect(firstRows).toBeGreaterThanOrEqual(perYear);
    expect(firstRows).toBeLessThan(2 * perYear);

    await company.fault('quickbooks', { reset: true });
    const between = (await company.quickbooksLog()).length;
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('waitingForAccept');
    // Only the window that was cut is read again, beside the newest records that every session asks for by their ids.
    const readAgain = await vendorRows(company, between);
    expect(readAgain).toBeGreaterThanOrEqual(perYear);
    expect(readAgain).toBeLessThanOrEqual(perYear + newestAskedFor);
    expect((await company.counts()).find((row) => row.entity === 'vendor')).toMatchObject({
      quickbooks: 2 * perYear,
    });
    await expectNothingOpen(world, company);
  });

  test('of one import, where everything has one date, goes in windows by name', async () => {
    const imported = 3_000;
    const company = await world.company({
      quickbooks: {
        vendors: Array.from({ length: imported }, (_, index) => ({
          Name: `${String.fromCharCode(65 + (index % 26))} supplier ${index}`,
        })),
      },
    });
    // Time to cut the session before everything is read.
    await company.fault('quickbooks', { delayMs: 250 });
    const cycle = await company.ask();
    const update = company.update();
    const doneByName = () =>
      world.database.inCompany(company.id, async (tx) => {
        const { rows } = await tx.query<{ position: string; rows: number }>(
          `select position, rows from read_window
           where company_id = $1 and state = 'done' and rows > 0 and coalesce(name_from, name_to) is not null`,
          [company.id],
        );
        return rows;
      });
    const before = await eventually('a window by name is read', async () => {
      const rows = await doneByName();
      return rows.length > 0 ? rows : undefined;
    });
    await company.fault('webconnector', { cut: 'afterReceive' });
    expect((await update).result).toBe('error');
    expect(before.reduce((sum, window) => sum + window.rows, 0)).toBeLessThan(imported);

    await company.fault('quickbooks', { reset: true });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('waitingForAccept');
    expect((await company.counts()).find((row) => row.entity === 'vendor')).toMatchObject({
      quickbooks: imported,
    });
    // What was done is not read again, and the whole list was compared by ids in the end.
    const asked = await world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ key: string }>(
        `select key from exchange where company_id = $1 and not continues order by id`,
        [company.id],
      );
      return rows.map((row) => row.key);
    });
    for (const { position } of before)
      expect(asked.filter((key) => key.includes(`:window:vendor:${position}:`))).toHaveLength(1);
    expect(asked.filter((key) => key.includes(':sweep:vendor:'))).toHaveLength(1);
    await expectNothingOpen(world, company);
  });
});
