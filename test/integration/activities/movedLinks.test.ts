import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDeps } from '../../../src/activities/deps';
import { reconcileWorkList } from '../../../src/activities/ledger/reconcileWorkList';
import type { Book, CanonicalFields, EntityName } from '../../../src/entities/definition';
import { decidePair } from '../../../src/ledger/decide';
import { openScene, type Company, type Scene } from '../exchange/scene';

/**
 * Links that end and what agreed by way of them: a customer's terms, a job's parent. Nobody edited the customer, and its
 * reference means another record, or none, in one of the books.
 */

let scene: Scene;
let company: Company;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company();
});

const plant = (
  book: Book,
  entity: EntityName,
  id: string,
  fields: CanonicalFields,
  { deleted = false, changed = false } = {},
) =>
  scene.rows(
    `insert into record (company_id, book, entity, id, fields, deleted, changed) values ($1, $2, $3, $4, $5, $6, $7)`,
    [company.id, book, entity, id, { active: true, ...fields }, deleted, changed],
  );
const link = (entity: EntityName, one: string, two: string, base: CanonicalFields, other: CanonicalFields) =>
  scene.rows(
    `insert into link (company_id, cycle, entity, quickbooks_id, billcom_id, quickbooks_base, billcom_base, made_by)
     values ($1, 1, $2, $3, $4, $5, $6, 'match')`,
    [company.id, entity, one, two, { active: true, ...base }, { active: true, ...other }],
  );
/** A settled pair: both books say what was last agreed. */
const pair = async (
  entity: EntityName,
  [one, base]: readonly [string, CanonicalFields],
  [two, other]: readonly [string, CanonicalFields],
) => {
  await plant('quickbooks', entity, one, base);
  await plant('billcom', entity, two, other);
  await link(entity, one, two, base, other);
};
const reconcile = async (cycle: number, mode: 'sync' | 'preview' = 'sync') => {
  await scene.rows(`update cycle set state = 'interrupted' where company_id = $1 and state = 'running'`, [
    company.id,
  ]);
  await scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, $2, $3, 'running', 'person')`,
    [company.id, cycle, mode],
  );
  return new MockActivityEnvironment().run(() =>
    reconcileWorkList({ database: scene.database } as ActivityDeps, {
      companyId: company.id,
      cycle,
      mode,
      sessionId: null,
    }),
  );
};
const writes = (cycle: number) =>
  scene.rows(
    `select book, entity, record_id as record, fields from operation where company_id = $1 and cycle = $2 and state in ('planned', 'proposed')`,
    [company.id, cycle],
  );
const holds = () =>
  scene.rows(
    'select entity, record_id as record, cause, field from hold where company_id = $1 and released_at is null',
    [company.id],
  );
const links = async (): Promise<string[]> =>
  (
    await scene.rows<{ pair: string }>(
      `select quickbooks_id || '=' || billcom_id as pair from link where company_id = $1`,
      [company.id],
    )
  )
    .map((row) => row.pair)
    .sort();
const onWorkList = async (): Promise<string[]> =>
  (
    await scene.rows<{ id: string }>('select id from record where company_id = $1 and changed', [company.id])
  ).map(({ id }) => id);

/** Terms that were deleted in Bill.com and entered there again, and a customer of each book that has them. */
const termsEnteredAgain = async (): Promise<void> => {
  const net30 = { name: 'Net 30', dueDays: '30' };
  await plant('quickbooks', 'terms', 'QT1', net30);
  await plant('billcom', 'terms', 'BT1', net30, { deleted: true });
  await plant('billcom', 'terms', 'BT2', net30, { changed: true });
  await link('terms', 'QT1', 'BT1', net30, net30);
  await pair('customer', ['QC1', { name: 'Acme', terms: 'QT1' }], ['BC1', { name: 'Acme', terms: 'BT1' }]);
  await pair('customer', ['QC2', { name: 'Best', terms: null }], ['BC2', { name: 'Best', terms: null }]);
};
const follows = { book: 'billcom', entity: 'customer', record: 'BC1', fields: { terms: 'BT2' } };

test('what refers to a twin that was deleted and entered again follows in the same cycle', async () => {
  await termsEnteredAgain();
  await reconcile(2);
  expect(await links()).toEqual(['QC1=BC1', 'QC2=BC2', 'QT1=BT2']);
  expect(await writes(2)).toEqual([follows]);
  expect(await holds()).toEqual([]);
  expect(await onWorkList()).toEqual([]);
});

test('a preview shows it and changes nothing of what was agreed', async () => {
  await termsEnteredAgain();
  const bases = () =>
    scene.rows(
      'select quickbooks_base, billcom_base from link where company_id = $1 order by quickbooks_id',
      [company.id],
    );
  const before = await bases();
  await reconcile(2, 'preview');
  expect(await writes(2)).toEqual([follows]);
  expect(await bases()).toEqual(before);
  await reconcile(3);
  expect(await writes(3)).toEqual([follows]);
});

test('a write of it that never left is planned again, although the link ended cycles ago', async () => {
  await termsEnteredAgain();
  await reconcile(2);
  await reconcile(3);
  expect(await writes(3)).toEqual([follows]);
});

test('a job goes under the customer that was entered again, in the same cycle', async () => {
  await plant('quickbooks', 'customer', 'QC1', { name: 'Acme' });
  await plant('billcom', 'customer', 'BC1', { name: 'Acme' }, { deleted: true });
  await plant('billcom', 'customer', 'BC2', { name: 'Acme' }, { changed: true });
  await link('customer', 'QC1', 'BC1', { name: 'Acme' }, { name: 'Acme' });
  await pair(
    'customer',
    ['QJ', { name: 'Kitchen', parent: 'QC1' }],
    ['BJ', { name: 'Kitchen', parent: 'BC1' }],
  );
  await reconcile(2);
  expect(await links()).toEqual(['QC1=BC2', 'QJ=BJ']);
  expect(await writes(2)).toEqual([
    { book: 'billcom', entity: 'customer', record: 'BJ', fields: { parent: 'BC2' } },
  ]);
});

test('an edit that was made meanwhile is an edit', async () => {
  await termsEnteredAgain();
  await plant('quickbooks', 'terms', 'QT9', { name: 'Net 9', dueDays: '9' });
  await plant('billcom', 'terms', 'BT9', { name: 'Net 9', dueDays: '9' });
  await link('terms', 'QT9', 'BT9', { name: 'Net 9', dueDays: '9' }, { name: 'Net 9', dueDays: '9' });
  await scene.rows(
    `update record set changed = true, fields = fields || '{"terms": "BT9"}' where company_id = $1 and id = 'BC1'`,
    [company.id],
  );
  await reconcile(2);
  expect(await writes(2)).toEqual([
    { book: 'quickbooks', entity: 'customer', record: 'QC1', fields: { terms: 'QT9' } },
  ]);
});

describe('a person links a record to another one', () => {
  const alike = { name: 'Fuel', type: 'Expense' };
  const unlinked = async (): Promise<void> => {
    await pair('account', ['QA1', alike], ['BA1', { name: 'Fees', type: 'Expense' }]);
    await plant('billcom', 'account', 'BA2', alike);
    await pair(
      'item',
      ['QI1', { name: 'Gas', type: 'ItemService', expenseAccount: 'QA1' }],
      ['BI1', { name: 'Gas', type: 'ItemService', expenseAccount: 'BA1' }],
    );
    await scene.database.inCompany(company.id, async (tx) => {
      const ann = { tx, companyId: company.id, who: 'Ann' };
      const names = { quickbooks: 'Fuel', billcom: '' };
      await decidePair(ann, 'unlink', 'account', { quickbooksId: 'QA1', billcomId: 'BA1' }, names);
      await decidePair(ann, 'link', 'account', { quickbooksId: 'QA1', billcomId: 'BA2' }, names);
    });
  };
  const policy = (conflict: string) =>
    scene.rows(`update company set settings = settings || $2 where id = $1`, [
      company.id,
      { conflictItems: conflict },
    ]);

  test('what agreed by way of them is decided by the policy of its list', async () => {
    await unlinked();
    await policy('quickbooks');
    await reconcile(2);
    expect(await links()).toEqual(['QA1=BA2', 'QI1=BI1']);
    expect(await writes(2)).toContainEqual({
      book: 'billcom',
      entity: 'item',
      record: 'BI1',
      fields: { expenseAccount: 'BA2' },
    });
  });

  test('or is asked, and stays asked', async () => {
    await unlinked();
    await policy('ask');
    await reconcile(2);
    const asked = { entity: 'item', record: 'QI1', cause: 'conflict', field: 'expenseAccount' };
    expect(await holds()).toContainEqual(asked);
    await scene.rows(`update record set changed = true where company_id = $1 and id = 'QI1'`, [company.id]);
    await reconcile(3);
    expect(await holds()).toContainEqual(asked);
  });
});
