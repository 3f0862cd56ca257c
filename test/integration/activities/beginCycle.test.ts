import { beginCycle } from '../../../src/activities/beginCycle';
import type { ActivityDeps } from '../../../src/activities/deps';
import { reconcileWorkList } from '../../../src/activities/ledger/reconcileWorkList';
import { openScene, type Company, type Scene } from '../exchange/scene';

let scene: Scene;
let company: Company;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company();
});

const insertCycle = (number: number, state: string, mode = 'sync') =>
  scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, $2, $3, $4, 'person')`,
    [company.id, number, mode, state],
  );
const states = async (): Promise<Record<number, string>> => {
  const rows = await scene.rows<{ number: number; state: string }>(
    'select number, state from cycle where company_id = $1 order by number',
    [company.id],
  );
  return Object.fromEntries(rows.map(({ number, state }) => [number, state]));
};
const deps = (): ActivityDeps => ({ database: scene.database }) as ActivityDeps;
const begin = (cycle: number) => beginCycle(deps(), { companyId: company.id, cycle });
const mayNotRun = (because: string) => ({
  type: 'CycleOver',
  nonRetryable: true,
  message: expect.stringContaining(because),
});

test('both reading jobs begin the same cycle', async () => {
  await insertCycle(1, 'due');
  const [one, other] = await Promise.all([begin(1), begin(1)]);
  expect([one.id, other.id]).toEqual([company.id, company.id]);
  expect(await states()).toEqual({ 1: 'running' });
});

test.each(['ended', 'waitingForAccept', 'interrupted', 'failed'])(
  'a cycle that is over (%s) is not run again',
  async (state) => {
    await insertCycle(1, state);
    await expect(begin(1)).rejects.toMatchObject(mayNotRun('is over'));
    expect(await states()).toEqual({ 1: state });
  },
);

test('a cycle that the database does not know is not run', async () => {
  await expect(begin(21)).rejects.toMatchObject(mayNotRun('is not in the database'));
});

test('a cycle whose workflow was lost is interrupted by the next one', async () => {
  await insertCycle(1, 'running');
  await insertCycle(2, 'due');
  await begin(2);
  expect(await states()).toEqual({ 1: 'interrupted', 2: 'running' });
});

test('a late message of an older cycle interrupts nothing', async () => {
  await insertCycle(1, 'interrupted');
  await insertCycle(2, 'running');
  await expect(begin(1)).rejects.toMatchObject(mayNotRun('is over'));
  expect(await states()).toEqual({ 1: 'interrupted', 2: 'running' });
});

test('a cycle that is over is not planned for', async () => {
  await insertCycle(1, 'interrupted');
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields) values ($1, 'quickbooks', 'vendor', '80-1', '{"name": "Acme"}')`,
    [company.id],
  );
  const job = { companyId: company.id, cycle: 1, mode: 'sync', sessionId: null } as const;
  expect(await reconcileWorkList(deps(), job)).toEqual({ quickbooks: [], billcom: [], isOver: true });
  expect(await scene.rows('select from operation where company_id = $1', [company.id])).toEqual([]);
});
