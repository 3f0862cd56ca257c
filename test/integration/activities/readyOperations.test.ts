import { randomUUID } from 'node:crypto';
import { ReadyOperations } from '../../../src/activities/readyOperations';
import type { SettleContext } from '../../../src/activities/settleOperation';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { insertCreatedLinks } from '../../../src/ledger/links';
import {
  assignExchange,
  insertOperations,
  loadOperation,
  markSent,
  setOperationState,
} from '../../../src/ledger/operations';
import { mirrorRecords } from '../../../src/ledger/records';
import { openScene, type Company, type Scene } from '../exchange/scene';

/** Accounts of Bill.com that are to be made in QuickBooks; a parent is a create of the same step. */

let scene: Scene;
let company: Company;

beforeEach(async () => {
  scene = await openScene();
  company = await scene.company();
});
afterEach(() => scene.end());

const step = { book: 'quickbooks', entity: 'account', phase: 'write' } as const;
const definition = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'account');

const planned = (sourceId: string, parent?: string) => ({
  entity: 'account' as const,
  book: 'quickbooks' as const,
  action: 'create' as const,
  phase: 'write' as const,
  recordId: null,
  recordName: sourceId,
  sourceId,
  fields: { name: sourceId },
  awaits: parent === undefined ? {} : { parent: { entity: 'account' as const, sourceId: parent } },
  sourceBase: {},
  before: null,
  overwrites: [],
  externalGuid: randomUUID(),
});

const plan = (...operations: ReturnType<typeof planned>[]) =>
  scene.database.inCompany(company.id, (tx) => insertOperations(tx, company.id, 1, 'planned', operations));

const within = <T>(work: (context: SettleContext) => Promise<T>): Promise<T> =>
  scene.database.inCompany(company.id, (tx) => {
    if (!definition) throw new Error('there are no accounts');
    return work({ tx, companyId: company.id, cycle: 1, definition });
  });

const next = async (ready: ReadyOperations, limit: number) => within((context) => ready.next(context, limit));

/** The books' answer: it is there now. */
const applied = (sourceId: string, id: string): Promise<void> =>
  within(({ tx }) =>
    insertCreatedLinks(tx, company.id, { cycle: 1, entity: 'account' }, [
      {
        quickbooksId: `q-${sourceId}`,
        billcomId: sourceId,
        quickbooksBase: {},
        billcomBase: {},
      },
    ]).then(() => setOperationState(tx, company.id, [id], 'applied', { recordId: `q-${sourceId}` })),
  );

const names = (operations: readonly { sourceId: string }[]): string[] =>
  operations.map(({ sourceId }) => sourceId);

test('a step is gone through in the order of planning, so many at a time, and each once', async () => {
  await plan(...['a', 'b', 'c', 'd', 'e'].map((id) => planned(id)));
  const ready = new ReadyOperations(step);
  expect(names(await next(ready, 2))).toEqual(['a', 'b']);
  expect(names(await next(ready, 2))).toEqual(['c', 'd']);
  expect(names(await next(ready, 2))).toEqual(['e']);
  expect(await next(ready, 2)).toEqual([]);
});

test('what is in a message set already is not taken again', async () => {
  await plan(planned('a'), planned('b'));
  const first = new ReadyOperations(step);
  const [a] = await next(first, 1);
  await within(({ tx }) => assignExchange(tx, company.id, [a?.id ?? ''], 'c1:account:write:s1'));
  expect(names(await next(new ReadyOperations(step), 5))).toEqual(['b']);
});

test('parents come before children, a pass for each depth, until nothing more may leave', async () => {
  await plan(planned('grandchild', 'child'), planned('child', 'parent'), planned('parent'), planned('other'));
  const ready = new ReadyOperations(step);
  const passes: string[][] = [];
  do {
    const pass: string[] = [];
    for (let batch = await next(ready, 1); batch.length > 0; batch = await next(ready, 1))
      for (const { sourceId, id, fields } of batch) {
        pass.push(`${sourceId} under ${String(fields.parent ?? 'nothing')}`);
        await applied(sourceId, id);
      }
    passes.push(pass);
  } while (ready.again());
  expect(passes).toEqual([
    ['parent under nothing', 'other under nothing'],
    ['child under q-parent'],
    ['grandchild under q-child'],
    [],
  ]);
});

test('what refers to a create that is out waits; to one that was refused, goes back to reconciling', async () => {
  await within(({ tx }) =>
    mirrorRecords(tx, company.id, 'billcom', 'account', [
      {
        id: 'child',
        version: null,
        modified: null,
        fields: { name: 'child' },
        facts: {},
        active: true,
        deleted: false,
        mergedInto: null,
        problem: null,
      },
    ]),
  );
  await plan(planned('parent'), planned('child', 'parent'));
  const ready = new ReadyOperations(step);
  const [parent] = await next(ready, 1);
  await within(({ tx }) => markSent(tx, company.id, [parent?.id ?? '']));
  expect(await next(ready, 5)).toEqual([]);
  const childId = async (): Promise<string> =>
    (await scene.row<{ id: string }>("select id from operation where source_id = 'child'")).id;
  const child = await childId();
  const stateOfChild = async () => (await within(({ tx }) => loadOperation(tx, company.id, child)))?.state;
  expect(await stateOfChild()).toBe('planned');

  await within(({ tx }) => setOperationState(tx, company.id, [parent?.id ?? ''], 'rejected'));
  expect(ready.again()).toBe(true);
  expect(await next(ready, 5)).toEqual([]);
  expect(await stateOfChild()).toBe('withdrawn');
  expect(ready.again()).toBe(false);
});

test('everything under what was refused goes back at once, however deep', async () => {
  await plan(planned('parent'), planned('child', 'parent'), planned('grandchild', 'child'), planned('other'));
  const ready = new ReadyOperations(step);
  const [parent] = await next(ready, 1);
  await within(({ tx }) => setOperationState(tx, company.id, [parent?.id ?? ''], 'rejected'));
  expect(names(await next(ready, 5))).toEqual(['other']);
  const rows = await scene.rows<{ id: string; state: string }>(
    'select source_id as id, state from operation where company_id = $1 order by position',
    [company.id],
  );
  expect(rows).toEqual([
    { id: 'parent', state: 'rejected' },
    { id: 'child', state: 'withdrawn' },
    { id: 'grandchild', state: 'withdrawn' },
    { id: 'other', state: 'planned' },
  ]);
});
