import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { ActivityDeps } from '../../../src/activities/deps';
import { finishCycle } from '../../../src/activities/ledger/finishCycle';
import { readQuickBooks } from '../../../src/activities/quickbooks/readQuickBooks';
import { writeQuickBooks } from '../../../src/activities/quickbooks/writeQuickBooks';
import { TestCompany } from '../../unit/simulators/quickbooks/testCompany';
import { ask, openScene, openSession, reply, type Company, type Login, type Scene } from '../exchange/scene';

/**
 * Write steps of QuickBooks' lane that are left with writes whose outcome nobody knows, with the real gateway on a real
 * Postgres and a simulated QuickBooks; between the two the test is the Web Connector.
 */

let scene: Scene;
let company: Company;
let pc: TestCompany;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company({ settings: { writeSetSize: 5 } });
  pc = new TestCompany({});
});
afterEach(() => pc.remove());

const logger = new DefaultLogger('ERROR', () => undefined);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = Array.from({ length: 9 }, (_, index) => `Vendor ${String(index + 1)}`);

/** Nine vendors of Bill.com, whose twins are to be made. */
const plan = async ({ cycle }: Login): Promise<void> => {
  for (const name of names) {
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, changed) values ($1, 'billcom', 'vendor', $2, $3, false)`,
      [company.id, `B ${name}`, { name, active: true }],
    );
    await scene.rows(
      `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base)
       values ($1, $2, 'vendor', 'quickbooks', 'create', 'planned', $3, $4, $4)`,
      [company.id, cycle, `B ${name}`, { name, active: true }],
    );
  }
};
const begin = async (): Promise<Login> => {
  // The jobs go by Postgres' clock.
  scene.clock.now = new Date();
  const login = await openSession(scene, company);
  pc.ticket = pc.begin();
  return login;
};
const deps = () => ({ database: scene.database, doorbell: scene.doorbell, log }) as unknown as ActivityDeps;
/** One attempt of a job; `die` kills it. */
const attempt = <T>(job: () => Promise<T>) => {
  const environment = new MockActivityEnvironment({}, { logger });
  return { result: environment.run(job), die: () => environment.cancel() };
};
const write = ({ cycle, sessionId }: Login) =>
  attempt(() =>
    writeQuickBooks(deps(), {
      companyId: company.id,
      cycle,
      entity: 'vendor',
      phase: 'write',
      sessionId,
      isLast: true,
    }),
  );
/** Hands a set to QuickBooks. @returns its answer; undefined when there was nothing to do. */
const carry = async (login: Login): Promise<string | undefined> => {
  scene.clock.now = new Date();
  const document = await ask(scene, login);
  if (document === 'NoOp' || document === '') return undefined;
  const answer = await pc.send(document);
  return 'response' in answer ? answer.response : '';
};
/** The next set, as soon as the job has one. */
const carryNext = async (login: Login): Promise<string> => {
  for (;;) {
    const response = await carry(login);
    if (response !== undefined) return response;
  }
};
const step = () =>
  scene.row<{ state: string; done: number; total: number }>(
    `select state, done, total from cycle_step where company_id = $1 and step = 'vendor' and phase = 'write'`,
    [company.id],
  );
const states = async (): Promise<Record<string, number>> => {
  const rows = await scene.rows<{ state: string; count: number }>(
    'select state, count(*)::int from operation where company_id = $1 group by state',
    [company.id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};
const verdict = async ({ sessionId }: Login): Promise<string | null> =>
  (
    await scene.row<{ verdict: string | null }>('select verdict from web_connector_session where id = $1', [
      sessionId,
    ])
  ).verdict;
/** Everything that QuickBooks is asked until the job is over. */
const carryAll = async (login: Login, job: Promise<unknown>): Promise<void> => {
  let isOver = false;
  const over = job.then(
    () => void (isOver = true),
    () => void (isOver = true),
  );
  while (!isOver) {
    const response = await carry(login);
    if (response !== undefined) await reply(scene, login, { response });
  }
  await over;
};

test('a step is not done over a set that was out when its worker and its session died', async () => {
  const login = await begin();
  await plan(login);
  const first = write(login);
  const outcome = first.result.catch((error: unknown) => error);
  await reply(scene, login, { response: await carryNext(login) });
  // QuickBooks has the second set, and the rest of it: the worker dies, and the line drops before the answer comes.
  expect(await carryNext(login)).toContain('Vendor 9');
  first.die();
  await outcome;
  await scene.gateway.closeConnection(login);

  await expect(write(login).result).rejects.toMatchObject({ type: 'SessionLost' });
  expect(await step()).toMatchObject({ state: 'running' });
  expect(await states()).toEqual({ applied: 5, unknown: 4 });

  // The cycle waits for the next session, which begins by looking them up; then the step is done, all of it.
  const next = await begin();
  expect(next.cycle).toBe(login.cycle);
  const reading = attempt(() =>
    readQuickBooks(deps(), { companyId: company.id, cycle: next.cycle, round: 0, sessionId: next.sessionId }),
  );
  await carryAll(next, reading.result);
  await reading.result;
  expect(await states()).toEqual({ applied: 9 });
  await finishCycle(deps(), { companyId: company.id, cycle: next.cycle, result: 'ended' });
  expect(await step()).toEqual({ state: 'done', done: 9, total: 9 });
});

test('a step whose answer does not say what became of a write asks for another round before QuickBooks is left', async () => {
  const login = await begin();
  await plan(login);
  const writing = write(login);
  const response = await carryNext(login);
  const [lost] = /<VendorAddRs[\s\S]*?<\/VendorAddRs>/.exec(response) ?? [''];
  await reply(scene, login, { response: response.replace(lost, '') });
  await reply(scene, login, { response: await carryNext(login) });
  expect(await writing.result).toMatchObject({ applied: 8, reconcileAgain: true });
  expect(await states()).toEqual({ applied: 8, unknown: 1 });
  expect(await verdict(login)).not.toBe('empty');
});

test('a step that knows everything is done, and QuickBooks is left', async () => {
  const login = await begin();
  await plan(login);
  const writing = write(login);
  await carryAll(login, writing.result);
  expect(await writing.result).toMatchObject({ applied: 9, reconcileAgain: false });
  expect(await step()).toEqual({ state: 'done', done: 9, total: 9 });
  expect(await verdict(login)).toBe('empty');
});
