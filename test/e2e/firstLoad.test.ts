import { expectNothingOpen } from '../support/agreement';
import { eventually, startWorld, type World } from '../support/world';

jest.setTimeout(120_000);

describe('the first reading of a long list', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('costs no record twice when its session is lost, though everything has one date', async () => {
    const imported = 4_000;
    // So little is read again as a whole (readingLimits.ts).
    const isWorthKeeping = 2_000;
    const company = await world.company({
      quickbooks: {
        vendors: Array.from({ length: imported }, (_, index) => ({
          Name: `${String.fromCharCode(65 + (index % 26))} supplier ${index}`,
        })),
      },
    });
    const mirrored = async (): Promise<number> =>
      (await company.counts()).find((row) => row.entity === 'vendor')?.quickbooks ?? 0;
    // Time to cut the session before everything is read.
    await company.fault('quickbooks', { delayMs: 250 });
    const cycle = await company.ask();
    const update = company.update();
    await eventually('half of it is read', async () =>
      (await mirrored()) > isWorthKeeping ? true : undefined,
    );
    await company.fault('webconnector', { cut: 'afterReceive' });
    expect((await update).result).toBe('error');
    const before = await eventually('the last page is taken in', async () => {
      const { rows } = await world.database.inCompany(company.id, (tx) =>
        tx.query(
          `select from exchange where company_id = $1 and key like '%:load:vendor:%' and state = 'answered'`,
          [company.id],
        ),
      );
      return rows.length === 0 ? await mirrored() : undefined;
    });
    expect(before).toBeLessThan(imported);

    await company.fault('quickbooks', { reset: true });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('waitingForAccept');
    expect(await mirrored()).toBe(imported);
    const asked = await world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ key: string }>(
        `select key from exchange where company_id = $1 and not continues order by id`,
        [company.id],
      );
      return rows.map((row) => row.key);
    });
    expect(asked.filter((key) => key.includes(':load:vendor:'))).toHaveLength(1);
    expect(asked.filter((key) => key.includes(':sweep:vendor:'))).toHaveLength(1);
    expect(asked.filter((key) => key.includes(':fetch:vendor:'))).toHaveLength(
      Math.ceil((imported - before) / 100),
    );
    await expectNothingOpen(world, company);
  });
});
