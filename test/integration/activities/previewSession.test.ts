import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDeps } from '../../../src/activities/deps';
import { reconcileWorkList } from '../../../src/activities/ledger/reconcileWorkList';
import type { Database } from '../../../src/ledger/database';
import type { GuardName } from '../../../src/reconcile/guards/catalogue';
import { openScene, openSession, type Scene } from '../exchange/scene';

/** QuickBooks does not wait for a plan that has no work for it. */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

/** What the session is told by the time the plan begins, and when it is done. */
async function verdicts(mode: 'preview' | 'sync', guard?: GuardName): Promise<unknown[]> {
  const company = await scene.company({ accepted_at: null });
  const login = await openSession(scene, company);
  const { sessionId, cycle } = login;
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields) values ($1, 'quickbooks', 'vendor', 'Q1', '{"name": "Acme", "active": true}')`,
    [company.id],
  );
  await scene.rows(`update cycle set state = 'running', mode = $3 where company_id = $1 and number = $2`, [
    company.id,
    cycle,
    mode,
  ]);
  if (guard !== undefined)
    await scene.rows(`insert into company_stop (company_id, guard, because) values ($1, $2, 'because')`, [
      company.id,
      guard,
    ]);
  const seen: unknown[] = [];
  const verdict = async (): Promise<unknown> =>
    (
      await scene.row<{ verdict: unknown }>('select verdict from web_connector_session where id = $1', [
        sessionId,
      ])
    ).verdict;
  let transactions = 0;
  const inCompany: Database['inCompany'] = async (id, work) => {
    transactions += 1;
    if (transactions === 2) seen.push(await verdict());
    return scene.database.inCompany(id, work);
  };
  const deps = { database: { ...scene.database, inCompany } } as unknown as ActivityDeps;
  await new MockActivityEnvironment().run(() =>
    reconcileWorkList(deps, { companyId: company.id, cycle, mode, sessionId }),
  );
  expect(transactions).toBe(2);
  return [...seen, await verdict()];
}

test('a preview lets QuickBooks go before it plans', async () => {
  expect(await verdicts('preview')).toEqual(['empty', 'empty']);
});

test('a sync keeps it: the plan says what is to be written', async () => {
  const [before] = await verdicts('sync');
  expect(before).toBeNull();
});

test('of a company that is stopped the session ends with the reason', async () => {
  const [before] = await verdicts('preview', 'file');
  expect(before).toBeNull();
});
