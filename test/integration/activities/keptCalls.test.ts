import { billcomCallsOf, purgeBillcomCalls } from '../../../src/ledger/billcomCalls';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** What was sent to Bill.com for a write, and what it answered, can be read afterwards. */

let scene: BillcomScene;
const step = { entity: 'vendor', phase: 'write' } as const;
const acme = '009'.padEnd(20, '1');

beforeEach(async () => {
  scene = await openBillcomScene({ vendors: [{ id: acme, name: 'Acme', isActive: '2' }] });
});
afterEach(() => scene.end());

/** Plans a write of a vendor. @returns the operation's id */
async function plan(
  cycle: number,
  sourceId: string,
  recordId: string | null,
  fields: object,
): Promise<string> {
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, changed) values ($1, 'quickbooks', 'vendor', $2, $3, false)`,
    sourceId,
    fields,
  );
  const [row] = await scene.rows<{ id: string }>(
    `insert into operation (company_id, cycle, entity, book, action, state, source_id, record_id, fields, source_base, before)
     values ($1, $2, 'vendor', 'billcom', $3, 'planned', $4, $5, $6, $6, $7) returning id`,
    cycle,
    recordId === null ? 'create' : 'update',
    sourceId,
    recordId,
    fields,
    recordId === null ? null : {},
  );
  return row?.id ?? '';
}
const callsOf = (operation: string) => billcomCallsOf(scene.database, scene.companyId, operation);

test('each row of a call stands with its own write, a refused one with the reason', async () => {
  const cycle = await scene.begin();
  const good = await plan(cycle, 'Q1', null, { name: 'Baker', active: true });
  const bad = await plan(cycle, 'Q2', null, { name: 'C'.repeat(300), active: true });
  await scene.write(cycle, step);
  const [made, ...more] = await callsOf(good);
  expect(more).toEqual([]);
  expect(made).toMatchObject({ call: 'Bulk/Crud/Create/Vendor', sentAt: expect.any(Date) });
  expect(JSON.parse(made?.request ?? '')).toMatchObject({ name: 'Baker' });
  expect(JSON.parse(made?.answer ?? '')).toMatchObject({ id: expect.stringMatching(/^009/), name: 'Baker' });
  const [refused] = await callsOf(bad);
  expect(refused?.request).toContain('CCC');
  expect(refused?.answer).toMatch(/^BDC_\d+: /);
  expect(refused?.answer).not.toContain('Baker');
});

test('a write of several calls has them all, in order', async () => {
  const cycle = await scene.begin();
  const operation = await plan(cycle, 'Q1', acme, { name: 'Acme Tile', active: true });
  // Nothing is known of the record yet, so that the first look only reads it.
  await scene.write(cycle, step);
  expect(await callsOf(operation)).toEqual([]);
  await scene.rows(`update operation set state = 'planned' where company_id = $1`);
  await scene.write(cycle, step);
  expect((await callsOf(operation)).map(({ call }) => call)).toEqual([
    'Bulk/Crud/Undelete/Vendor',
    'Bulk/Crud/Update/Vendor',
  ]);
});

test('of a lost answer there is the request alone; what is old is dropped, and only that', async () => {
  const cycle = await scene.begin();
  const lost = await plan(cycle, 'Q1', null, { name: 'Baker', active: true });
  scene.service.arrange({ drop: 'afterCommit', path: 'Bulk/Crud/Create/Vendor' });
  await scene.write(cycle, step);
  expect(await callsOf(lost)).toMatchObject([{ call: 'Bulk/Crud/Create/Vendor', answer: null }]);
  const stored = await scene.rows<{ request: Buffer }>(
    'select request from billcom_call where company_id = $1',
  );
  expect(stored[0]?.request.toString('latin1')).not.toContain('Baker');
  expect(await scene.database.asSystem((tx) => purgeBillcomCalls(tx))).toBe(0);
  await scene.rows(`update billcom_call set sent_at = now() - interval '31 days' where company_id = $1`);
  expect(await scene.database.asSystem((tx) => purgeBillcomCalls(tx))).toBe(1);
  expect(await callsOf(lost)).toEqual([]);
});
