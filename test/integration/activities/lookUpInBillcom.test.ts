import { definitionOf } from '../../../simulators/billcom/service';
import { saveProbe } from '../../../src/ledger/billcomReading';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** A bill whose create has no answer, in a list of thousands: how many calls it takes to know what became of it. */

const id = (prefix: string, n: number): string => `${prefix}${String(n).padStart(17, '0')}`;
const [vendor, account] = [id('009', 1), id('0ca', 1)];
const many = 2_500;
const old = '2026-01-05T00:00:00.000+0000';
const bills = Array.from({ length: many }, (_, n) => ({
  id: id('00n', n + 1),
  vendorId: vendor,
  invoiceNumber: `OLD-${n}`,
  invoiceDate: '2026-01-05',
  dueDate: '2026-02-05',
  createdTime: old,
  updatedTime: old,
  billLineItems: [{ amount: 1, chartOfAccountId: account }],
}));
const step = { entity: 'bill', phase: 'write' } as const;
const fields = {
  name: 'NEW-1',
  vendor,
  date: '2026-11-02',
  dueDate: '2026-12-02',
  lines: [{ account, amount: '12.50', billable: false }],
};

let scene: BillcomScene;
beforeEach(async () => {
  scene = await openBillcomScene({
    chartOfAccounts: [{ id: account, name: 'Rent', accountType: '7' }],
    vendors: [{ id: vendor, name: 'Acme' }],
    bills,
  });
});
afterEach(() => scene.end());

async function plan(cycle: number): Promise<void> {
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, changed) values ($1, 'quickbooks', 'bill', 'Q1', $2, false)`,
    fields,
  );
  await scene.rows(
    `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base)
     values ($1, $2, 'bill', 'billcom', 'create', 'planned', 'Q1', $3, $3)`,
    cycle,
    fields,
  );
  // The list was read just now.
  await scene.rows(
    `insert into read_cursor (company_id, book, entity, complete_at, read_at) values ($1, 'billcom', 'bill', now(), now())`,
  );
}
const states = () =>
  scene.rows(`select state, record_id is not null as "isThere" from operation where company_id = $1`);
const listed = (calls: readonly string[]): number => calls.filter((path) => path === 'List/Bill').length;
const inBillcom = (): number =>
  [...scene.service.booksOf(scene.organization).all('Bill')].filter(
    ({ invoiceNumber }) => invoiceNumber === 'NEW-1',
  ).length;

test.each([
  [true, 1],
  [false, 3],
])('where the list filters (%s) by the time of change, it takes %i calls', async (filters, calls) => {
  await scene.in((tx) => saveProbe(tx, scene.companyId, 'Bill', filters));
  const cycle = await scene.begin();
  await plan(cycle);
  scene.service.arrange({ drop: 'afterCommit', path: 'Bulk/Crud/Create/Bill' });
  expect((await scene.write(cycle, step)).failure).toBeDefined();
  expect(await states()).toEqual([{ state: 'unknown', isThere: false }]);
  // Its call can no longer be carried out.
  await scene.rows(`update operation set sent_at = sent_at - interval '1 minute' where company_id = $1`);
  const looked = await scene.write(cycle, step);
  expect(looked.failure).toBeUndefined();
  expect(listed(looked.calls)).toBe(calls);
  expect(looked.calls).not.toContain('Bulk/Crud/Create/Bill');
  expect(await states()).toEqual([{ state: 'applied', isThere: true }]);
  expect(inBillcom()).toBe(1);
});

test('a twin that a person made since the list was read is found in one call', async () => {
  await scene.in((tx) => saveProbe(tx, scene.companyId, 'Bill', true));
  const cycle = await scene.begin();
  await plan(cycle);
  await scene.rows(`update read_cursor set read_at = now() - interval '10 minutes' where company_id = $1`);
  const definition = definitionOf('Bill');
  if (!definition) throw new Error('the simulator has no bills');
  scene.service.booksOf(scene.organization).create(definition, {
    entity: 'Bill',
    vendorId: vendor,
    invoiceNumber: fields.name,
    invoiceDate: fields.date,
    dueDate: fields.dueDate,
    billLineItems: [{ entity: 'BillLineItem', amount: 12.5, chartOfAccountId: account }],
  });
  const { result, calls } = await scene.write(cycle, step);
  expect(calls).toEqual(['List/Bill']);
  expect(result).toMatchObject({ applied: 0, reconcileAgain: true });
  expect(await states()).toEqual([{ state: 'withdrawn', isThere: false }]);
  expect(inBillcom()).toBe(1);
});

test.each([
  ['that nothing was decided about', true, false, ['withdrawn'], 0],
  ['that was decided about', false, false, ['applied'], 1],
  ['that is linked', true, true, ['applied'], 1],
])(
  'an earlier attempt has taken one alike into the mirror %s',
  async (_which, changed, isLinked, ends, made) => {
    const cycle = await scene.begin();
    await plan(cycle);
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, changed) values ($1, 'billcom', 'bill', 'B1', $2, $3)`,
      fields,
      changed,
    );
    if (isLinked)
      await scene.rows(
        `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'bill', 'Q2', 'B1', 'match', $2)`,
        cycle,
      );
    const { failure } = await scene.write(cycle, step);
    expect(failure).toBeUndefined();
    expect((await states()).map((row) => (row as { state: string }).state)).toEqual(ends);
    expect(inBillcom()).toBe(made);
  },
);
