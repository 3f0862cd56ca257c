import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDeps } from '../../../src/activities/deps';
import { reconcileWorkList } from '../../../src/activities/ledger/reconcileWorkList';
import type { CyclePlan } from '../../../src/workflows/jobs';
import { openScene, type Company, type Scene } from '../exchange/scene';

let scene: Scene;
let company: Company;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company({ accepted_at: null });
  await says('quickbooks', 'account', 'a1', { name: 'Vehicles', type: 'Expense' });
  await says('quickbooks', 'account', 'a2', { name: 'Fuel', type: 'Expense', parent: 'a1' });
  await says('quickbooks', 'vendor', '80-1', { name: 'Acme', phone: '555', is1099: false });
  await says('quickbooks', 'vendor', '80-2', { name: 'Best', is1099: false });
  await says('quickbooks', 'vendor', '80-3', { name: 'Harbor', phone: '1', is1099: false });
  await says('billcom', 'vendor', '0093', { name: 'Harbor', phone: '1', is1099: false });
  await says('billcom', 'vendor', '0094', { name: 'Zenith', is1099: false });
  await reconcile(1, 'preview');
  await scene.rows('update company set accepted_at = now() where id = $1', [company.id]);
});

/** A record as a book says it now. */
const says = (book: string, entity: string, id: string, fields: Record<string, unknown>) =>
  scene.rows(
    `insert into record (company_id, book, entity, id, fields) values ($1, $2, $3, $4, $5)
     on conflict (company_id, book, entity, id) do update set fields = $5, changed = true`,
    [company.id, book, entity, id, { active: true, ...fields }],
  );
const reconcile = async (cycle: number, mode: 'preview' | 'sync') => {
  await scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, $2, $3, 'running', 'person')`,
    [company.id, cycle, mode],
  );
  const deps = { database: scene.database } as ActivityDeps;
  const plan = await new MockActivityEnvironment().run(() =>
    reconcileWorkList(deps, { companyId: company.id, cycle, mode, sessionId: null }),
  );
  return plan as CyclePlan;
};
const operations = (entity: string) =>
  scene.rows<{ id: string; cycle: number; state: string; source: string; guid: string | null }>(
    `select id, cycle, state, source_id as source, external_guid as guid, fields, awaits, source_base from operation
     where company_id = $1 and entity = $2 order by position`,
    [company.id, entity],
  );
const differences = () =>
  scene.rows('select change, entity, record_id as id from preview_difference where company_id = $1', [
    company.id,
  ]);

test('a plan that comes out as it was shown takes the rows over, in their order and with their GUIDs', async () => {
  const [accounts, vendors] = [await operations('account'), await operations('vendor')];
  expect(vendors.map(({ source, guid }) => [source, guid !== null])).toEqual([
    ['80-1', false],
    ['80-2', false],
    ['0094', true],
  ]);
  expect((await reconcile(2, 'sync')).billcom.map(({ entity }) => entity)).toEqual(['account', 'vendor']);
  expect([await operations('account'), await operations('vendor')]).toEqual(
    [accounts, vendors].map((each) => each.map((row) => ({ ...row, state: 'planned', cycle: 2 }))),
  );
  expect(await differences()).toEqual([]);
});

test('links are made with what both books agree on', async () => {
  await reconcile(2, 'sync');
  expect(
    await scene.rows(
      'select billcom_id, quickbooks_base, billcom_base, made_by from link where company_id = $1',
      [company.id],
    ),
  ).toMatchObject([
    {
      billcom_id: '0093',
      made_by: 'match',
      quickbooks_base: { name: 'Harbor', phone: '1' },
      billcom_base: { name: 'Harbor', phone: '1' },
    },
  ]);
});

test('an entity of which anything differs is stored as it is now; the others are taken over', async () => {
  const [accounts, vendors] = [await operations('account'), await operations('vendor')];
  await says('quickbooks', 'vendor', '80-1', { name: 'Acme', phone: '556', is1099: false });
  await scene.rows(`delete from record where company_id = $1 and id = '80-2'`, [company.id]);
  await reconcile(2, 'sync');
  expect((await operations('account')).map(({ id }) => id)).toEqual(accounts.map(({ id }) => id));
  const now = await operations('vendor');
  expect(now.map(({ state, cycle, source }) => [state, cycle, source])).toEqual([
    ['planned', 2, '80-1'],
    ['planned', 2, '0094'],
  ]);
  expect(now).toMatchObject([{ fields: { phone: '556' } }, {}]);
  expect(vendors.some(({ id }) => now.some((row) => row.id === id))).toBe(false);
  expect(await differences()).toEqual([
    { change: 'changed', entity: 'vendor', id: '80-1' },
    { change: 'dropped', entity: 'vendor', id: '80-2' },
  ]);
});

test('only what is written along with it differs: that is stored anew too', async () => {
  // As of a plan that wrote the same fields from another base.
  await scene.rows(
    `update preview set digests = digests || '{"vendor": "of another plan"}' where company_id = $1`,
    [company.id],
  );
  const shown = await operations('vendor');
  await reconcile(2, 'sync');
  const now = await operations('vendor');
  expect(now.map(({ source, state }) => [source, state])).toEqual(
    shown.map(({ source }) => [source, 'planned']),
  );
  expect(now.some(({ id }) => shown.some((row) => row.id === id))).toBe(false);
  expect(await differences()).toEqual([]);
});

test('rows of which one is missing are not taken over', async () => {
  const shown = await operations('vendor');
  await scene.rows('delete from operation where id = $1', [shown[1]?.id]);
  await reconcile(2, 'sync');
  const now = await operations('vendor');
  expect(now.map(({ source, state }) => [source, state])).toEqual(
    shown.map(({ source }) => [source, 'planned']),
  );
  expect(await differences()).toEqual([{ change: 'added', entity: 'vendor', id: '80-2' }]);
});

test('what was shown of a list that is not planned any more is dropped, and said', async () => {
  await scene.rows(`delete from record where company_id = $1 and entity = 'account'`, [company.id]);
  await reconcile(2, 'sync');
  expect(await operations('account')).toEqual([]);
  expect(await differences()).toEqual([
    { change: 'dropped', entity: 'account', id: 'a1' },
    { change: 'dropped', entity: 'account', id: 'a2' },
  ]);
});

test.each([
  ['the first preview', null, true],
  ['a preview with receivables', 'receivables', false],
  ['a preview of a restored file', 'restoredFile', false],
])('a cycle that was to accept itself accepts %s: %s, %s', async (_what, because, accepts) => {
  await scene.rows('update company set accepted_at = null, preview_because = $2 where id = $1', [
    company.id,
    because,
  ]);
  await scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by, accept_first)
     values ($1, 2, 'preview', 'running', 'person', true)`,
    [company.id],
  );
  await scene.rows('update company set next_cycle = 3 where id = $1', [company.id]);
  const deps = { database: scene.database } as ActivityDeps;
  await new MockActivityEnvironment().run(() =>
    reconcileWorkList(deps, { companyId: company.id, cycle: 2, mode: 'preview', sessionId: null }),
  );
  expect(
    await scene.rows('select number, state from cycle where company_id = $1 and number > 1 order by number', [
      company.id,
    ]),
  ).toEqual([{ number: 2, state: 'waitingForAccept' }, ...(accepts ? [{ number: 3, state: 'due' }] : [])]);
  const [{ accepted }] = (await scene.rows(
    'select accepted_at is not null as accepted from company where id = $1',
    [company.id],
  )) as [{ accepted: boolean }];
  expect(accepted).toBe(accepts);
});
