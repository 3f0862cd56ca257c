import { sharedBudgets } from '../../../src/activities/billcom/sharedBudget';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { createSealer } from '../../../src/ledger/sealed';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** The hour of a developer key, shared through Postgres by processes that know nothing of each other. */

const companies = 100;
const idleCycle = 15;
const developerKey = 'a hash';

let server: TestDatabase;
let database: Database;
let ids: string[];

beforeEach(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.url, sealer: createSealer([Buffer.alloc(32, 1)]), connections: 5 });
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into company (name, zone, billcom, billcom_secret, web_connector_user, web_connector_password_hash, owner_id, file_id)
     select 'C' || n, 'America/Chicago', '{}', '', 'c' || n, '', gen_random_uuid(), gen_random_uuid()
       from generate_series(1, $1) n returning id`,
    [companies],
  );
  ids = rows.map(({ id }) => id);
});
afterEach(async () => {
  await database.end();
  await server.drop();
});

const idOf = (number: number): string => ids[number] as string;

/** Two worker processes, with one clock that the test moves. */
function processes() {
  let minute = 0;
  const now = (): Date => new Date(Date.UTC(2026, 6, 1, 10, 0, 1) + minute * 60_000);
  const [one, two] = [sharedBudgets(database, { now }), sharedBudgets(database, { now })];
  return {
    at: (to: number) => void (minute = to),
    budget: (company: number, process: 'one' | 'two' = 'one') =>
      (process === 'one' ? one : two)({ developerKey, companyId: idOf(company) }),
  };
}

const takenThisHour = async (): Promise<number[]> => {
  const { rows } = await database.pool.query<{ taken: number }>(
    'select taken from billcom_budget order by hour',
  );
  return rows.map(({ taken }) => taken);
};

async function cycle(budget: ReturnType<ReturnType<typeof processes>['budget']>): Promise<number> {
  let calls = 0;
  while (calls < idleCycle && (await budget.take(1)).granted) calls += 1;
  return calls;
}

/** Calls as many as it is let, in blocks as a first load of many writes makes them. */
async function load(budget: ReturnType<ReturnType<typeof processes>['budget']>) {
  for (let calls = 0; ;) {
    const answer = await budget.take(20);
    if (!answer.granted) return { calls, answer };
    calls += 20;
  }
}

test('one company’s first load starves none of the 99 others, in whichever process they run', async () => {
  const { at, budget } = processes();
  for (let each = 0; each < companies; each += 1) expect(await cycle(budget(each))).toBe(idleCycle);
  let loaded = 0;
  for (let minute = 0; minute < 60; minute += 1) {
    at(minute);
    loaded += (await load(budget(0, minute % 2 === 0 ? 'one' : 'two'))).calls;
    // All that there was to borrow is gone; each quarter of the hour every other company has an idle cycle.
    if (minute % 15 === 14)
      for (let each = 1; each < companies; each += 1)
        expect([minute, each, await cycle(budget(each, 'two'))]).toEqual([minute, each, idleCycle]);
  }
  const [taken] = await takenThisHour();
  expect(taken).toBeLessThanOrEqual(19_000);
  // What the others did not need was lent: 19,000 less their five cycles, and two more that each keeps to the end.
  expect(loaded).toBeGreaterThan(0.9 * (19_000 - 99 * (5 + 2) * idleCycle));
}, 120_000);

test('who has to wait is told when calls become free, and finds them then', async () => {
  const { at, budget } = processes();
  at(-60);
  for (let each = 0; each < companies; each += 1) await budget(each).take(1);
  at(0);
  const { calls, answer } = await load(budget(0));
  expect(calls).toBeGreaterThanOrEqual(180);
  expect(answer).toMatchObject({ granted: false, because: 'share' });
  const waitMs = answer.granted ? 0 : answer.retryAfterMs;
  expect(waitMs).toBeGreaterThan(5_000);
  expect(waitMs).toBeLessThan(120_000);
  at(waitMs / 60_000);
  expect((await load(budget(0))).calls).toBeGreaterThanOrEqual(100);
});

test('a company alone on its key may use the whole hour, and the next one is new', async () => {
  const { at, budget } = processes();
  const { calls, answer } = await load(budget(0));
  expect(calls).toBe(19_000);
  expect(answer).toMatchObject({ granted: false, because: 'share' });
  at(60);
  expect(await budget(0).take(20)).toEqual({ granted: true });
  expect(await takenThisHour()).toEqual([19_000, 20]);
}, 60_000);

test('an idle cycle costs one transaction, and two calls at once do not take two blocks', async () => {
  const { budget } = processes();
  await Promise.all(Array.from({ length: idleCycle }, () => budget(0).take(1)));
  expect(await takenThisHour()).toEqual([20]);
});

test('when Bill.com says that the hour is used up, nobody calls before the next one', async () => {
  const { at, budget } = processes();
  await budget(0).take(1);
  await budget(1, 'two').exhausted(0);
  at(20);
  expect(await budget(2).take(1)).toMatchObject({ granted: false, because: 'hour' });
  const answer = await budget(1, 'two').take(1);
  expect(answer).toMatchObject({ granted: false, because: 'hour' });
  // 39 min 59 s are left, and up to a minute so that not all come back at once.
  const waitMs = answer.granted ? 0 : answer.retryAfterMs;
  expect(waitMs).toBeGreaterThanOrEqual(2_399_000);
  expect(waitMs).toBeLessThanOrEqual(2_459_001);
  at(60);
  expect(await budget(2).take(1)).toEqual({ granted: true });
});

test('a company that has not asked for a day has no share any more', async () => {
  const { at, budget } = processes();
  await budget(1).take(1);
  at(10);
  expect((await load(budget(0))).calls).toBeLessThan(15_000);
  at(26 * 60);
  expect((await load(budget(0))).calls).toBe(19_000);
}, 60_000);
