import { settleApplied } from '../../../src/activities/settleApplied';
import { vendor } from '../../../src/entities/vendor';
import type { BookRecord } from '../../../src/entities/record';
import type { Transaction } from '../../../src/ledger/database';
import { operationsOf } from '../../../src/ledger/laneSteps';
import { insertMatches } from '../../../src/ledger/links';
import { insertOperations } from '../../../src/ledger/operations';
import { mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { openScene, type Company, type Scene } from '../exchange/scene';

/** A whole answer is settled at once, each write for itself. */

let scene: Scene;
let company: Company;
beforeAll(async () => {
  scene = await openScene();
});
beforeEach(async () => {
  company = await scene.company();
});
afterAll(() => scene.end());

const record = (id: string, fields: Record<string, string | null>): BookRecord => ({
  id,
  version: '2',
  modified: '2026-11-01T10:00:00-06:00',
  fields: { name: id, ...fields },
  facts: {},
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

const write = (sourceId: string, differs: object) => ({
  entity: 'vendor' as const,
  book: 'quickbooks' as const,
  action: 'create' as const,
  phase: 'write' as const,
  recordId: null as string | null,
  recordName: sourceId,
  sourceId,
  fields: { name: sourceId } as Record<string, string>,
  awaits: {},
  sourceBase: { name: sourceId } as Record<string, string>,
  before: null as Record<string, string | null> | null,
  overwrites: [],
  externalGuid: null,
  ...differs,
});
const update = (sourceId: string, recordId: string) =>
  write(sourceId, {
    action: 'update',
    recordId,
    fields: { phone: 'new' },
    sourceBase: { phone: 'new' },
    before: { phone: 'old' },
  });
const rows = <T>(text: string): Promise<T[]> => scene.rows(text, [company.id]) as Promise<T[]>;

/** Plans two creates and two updates, and settles them in one go. @returns the number of statements that took. */
async function settleFour(): Promise<number> {
  return scene.database.inCompany(company.id, async (tx) => {
    const old = ['q3', 'q4'].map((id) => record(id, { phone: 'old', fax: 'fax' }));
    await mirrorRecords(tx, company.id, 'quickbooks', 'vendor', old);
    await takeOffWorkList(
      tx,
      company.id,
      'vendor',
      old.map(({ id }) => ({ book: 'quickbooks', id })),
    );
    const pair = (quickbooksId: string, billcomId: string) => ({
      entity: 'vendor' as const,
      quickbooksId,
      billcomId,
      name: billcomId,
      madeBy: 'match' as const,
    });
    await insertMatches(tx, company.id, 1, [pair('q3', 'b3'), pair('q4', 'b4')]);
    await insertOperations(tx, company.id, 1, 'planned', [
      write('b1', {}),
      write('b2', {}),
      update('b3', 'q3'),
      update('b4', 'q4'),
    ]);
    const where = { book: 'quickbooks', entity: 'vendor', phase: 'write', states: ['planned'] } as const;
    const operations = await operationsOf(tx, company.id, where);
    // Of the last one somebody changed the fax while it was written.
    const readBack = [
      record('q1', { name: 'b1' }),
      record('q2', { name: 'b2' }),
      record('q3', { phone: 'new', fax: 'fax' }),
      record('q4', { phone: 'new', fax: 'other' }),
    ];
    let statements = 0;
    const counting: Transaction = {
      query: (text, values) => {
        statements += 1;
        return tx.query(text, values);
      },
    };
    await settleApplied(
      { tx: counting, companyId: company.id, cycle: 1, definition: vendor },
      operations.map((operation, index) => ({
        operation,
        readBack: readBack[index] as BookRecord,
        detail: index === 1 ? { statusCode: '530', message: 'saved, with a warning' } : { statusCode: '0' },
      })),
    );
    return statements;
  });
}

test('creates become links, bases move for what was written, and each has its line in the audit log', async () => {
  await settleFour();
  expect(
    await rows(
      `select quickbooks_id, billcom_id, made_by, quickbooks_base, billcom_base from link where company_id = $1 order by 1`,
    ),
  ).toEqual([
    {
      quickbooks_id: 'q1',
      billcom_id: 'b1',
      made_by: 'create',
      quickbooks_base: { name: 'b1' },
      billcom_base: { name: 'b1' },
    },
    {
      quickbooks_id: 'q2',
      billcom_id: 'b2',
      made_by: 'create',
      quickbooks_base: { name: 'b2' },
      billcom_base: { name: 'b2' },
    },
    {
      quickbooks_id: 'q3',
      billcom_id: 'b3',
      made_by: 'match',
      quickbooks_base: { phone: 'new' },
      billcom_base: { phone: 'new' },
    },
    {
      quickbooks_id: 'q4',
      billcom_id: 'b4',
      made_by: 'match',
      quickbooks_base: { phone: 'new' },
      billcom_base: { phone: 'new' },
    },
  ]);
  expect(
    await rows(
      `select record_id, state, status_code, message, settled_at is not null as settled from operation where company_id = $1 order by position`,
    ),
  ).toEqual([
    { record_id: 'q1', state: 'applied', status_code: '0', message: null, settled: true },
    {
      record_id: 'q2',
      state: 'applied',
      status_code: '530',
      message: 'saved, with a warning',
      settled: true,
    },
    { record_id: 'q3', state: 'applied', status_code: '0', message: null, settled: true },
    { record_id: 'q4', state: 'applied', status_code: '0', message: null, settled: true },
  ]);
  expect(
    await rows(`select record_id, action, before, after from audit where company_id = $1 order by id`),
  ).toEqual([
    { record_id: 'q1', action: 'create', before: null, after: { name: 'b1' } },
    { record_id: 'q2', action: 'create', before: null, after: { name: 'b2' } },
    { record_id: 'q3', action: 'update', before: { phone: 'old' }, after: { phone: 'new' } },
    { record_id: 'q4', action: 'update', before: { phone: 'old' }, after: { phone: 'new' } },
  ]);
  // Somebody else's edit is on the work list; our own write is not.
  expect(
    await rows(`select id, changed from record where company_id = $1 and book = 'quickbooks' order by id`),
  ).toEqual([
    { id: 'q1', changed: false },
    { id: 'q2', changed: false },
    { id: 'q3', changed: false },
    { id: 'q4', changed: true },
  ]);
});

test('a whole answer takes as many statements as one write', async () => {
  expect(await settleFour()).toBe(6);
});
