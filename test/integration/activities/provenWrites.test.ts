import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { v5 as uuidv5 } from 'uuid';
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
  await scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, 2, 'sync', 'running', 'person')`,
    [company.id],
  );
});

const plant = (book: string, id: string, facts: object = {}) =>
  scene.rows(
    `insert into record (company_id, book, entity, id, fields, facts) values ($1, $2, 'vendor', $3, $4, $5)`,
    [company.id, book, id, { name: 'Acme', active: true, is1099: false }, facts],
  );
/** A create of the last cycle, as it was left. */
const operation = async (
  book: string,
  sourceId: string,
  state: string,
  wasSent: boolean,
): Promise<string> => {
  const { id } = await scene.row<{ id: string }>(
    `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base, sent_at)
     values ($1, 1, 'vendor', $2, 'create', $3, $4, '{"name": "Acme"}', '{}', case when $5 then now() end) returning id`,
    [company.id, book, state, sourceId, wasSent],
  );
  return id;
};
const reconcile = () =>
  new MockActivityEnvironment().run(() =>
    reconcileWorkList({ database: scene.database } as ActivityDeps, {
      companyId: company.id,
      cycle: 2,
      mode: 'sync',
      sessionId: null,
    }),
  );
const lines = () =>
  scene.rows(
    `select who, action, entity, book, record_id as record, operation_id as operation, detail from audit where company_id = $1`,
    [company.id],
  );
const linked = async (): Promise<number> =>
  (await scene.rows('select from link where company_id = $1', [company.id])).length;

test('two records that were always there are linked without a word of a write', async () => {
  await plant('quickbooks', '80-1');
  await plant('billcom', '009A');
  await reconcile();
  expect(await linked()).toBe(1);
  expect(await lines()).toEqual([]);
});

test.each([
  ['quickbooks', '009A', '80-1'],
  ['billcom', '80-1', '009A'],
])(
  'a create in %s whose outcome was lost is audited when matching finds it',
  async (book, source, record) => {
    await plant('quickbooks', '80-1');
    await plant('billcom', '009A');
    const id = await operation(book, source, 'withdrawn', true);
    await reconcile();
    expect(await linked()).toBe(1);
    expect(await lines()).toEqual([
      {
        who: 'Tieout',
        action: 'create',
        entity: 'vendor',
        book,
        record,
        operation: id,
        detail: 'the outcome of the write was lost; matching shows that it was made',
      },
    ]);
  },
);

test('a create that never left proves nothing', async () => {
  await plant('quickbooks', '80-1');
  await plant('billcom', '009A');
  await operation('billcom', '80-1', 'withdrawn', false);
  await reconcile();
  expect(await lines()).toEqual([]);
});

test('a record with our ExternalGUID is ours, although its operation is gone', async () => {
  await plant('quickbooks', '80-1', { externalGuid: `{${uuidv5('009A', company.id).toUpperCase()}}` });
  await plant('billcom', '009A');
  await reconcile();
  expect(await lines()).toMatchObject([
    { book: 'quickbooks', record: '80-1', operation: null, detail: expect.stringContaining('ExternalGUID') },
  ]);
});

test('a record of another application’s ExternalGUID is not', async () => {
  await plant('quickbooks', '80-1', { externalGuid: `{${randomUUID()}}` });
  await plant('billcom', '009A');
  await reconcile();
  expect(await lines()).toEqual([]);
});

test('what was audited when it was made is not audited again', async () => {
  await plant('quickbooks', '80-1', { externalGuid: `{${uuidv5('009A', company.id)}}` });
  await plant('billcom', '009A');
  await scene.rows(
    `insert into audit (company_id, who, action, entity, book, record_id) values ($1, 'Tieout', 'create', 'vendor', 'quickbooks', '80-1')`,
    [company.id],
  );
  await reconcile();
  expect(await linked()).toBe(1);
  expect(await lines()).toHaveLength(1);
});
