import { fillCompany, fillPreview, openConsole, type ConsoleScene, type Visitor } from './scene';

/** Previews: looked at, changed, accepted; on a real Postgres. */
let scene: ConsoleScene;
let company: string;
let base: string;
let ann: Visitor;

beforeEach(async () => {
  company = await scene.company(`Hill Builders ${Math.random()}`);
  base = `/companies/${company}`;
  await fillCompany(scene, company);
  await fillPreview(scene, company);
  ann = await scene.signedIn({ company });
});
beforeAll(async () => {
  scene = await openConsole();
}, 60_000);
afterAll(() => scene.end());

const page = async (path: string, by = ann): Promise<string> => {
  const response = await by.get(base + path);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.payload;
};
const api = async (path: string, by = ann) => (await by.get(`/api/v1${base}${path}`)).json();
const cycles = () =>
  scene.rows('select number, mode, state from cycle where company_id = $1 order by number', [company]);

test('the newest preview is found; it is counted by kind, and listed record by record with the reason', async () => {
  const newest = await ann.get(`${base}/previews`);
  expect([newest.statusCode, newest.headers.location]).toEqual([303, `${base}/previews/2`]);
  const seen = await page('/previews/2');
  expect(seen).toContain('The first preview waits to be accepted');
  expect(seen).toContain('2 vendors: New in Bill.com');
  expect(seen).toContain('1 bill: New in QuickBooks');
  expect(seen).toContain('Not in Bill.com yet');
  expect(seen).toContain('>555-0101</b>');
  expect(await page('/previews/2?what=link')).toContain('Link vendor');
  expect(await page('/previews/2?what=held')).toContain('is held');
  const document = await api('/previews/2');
  expect(document).toMatchObject({ cycle: 2, standing: 'kept', total: 4, proposals: 1 });
  expect(document.counts).toEqual([
    expect.objectContaining({
      entity: 'vendor',
      create: { quickbooks: 0, billcom: 2 },
      update: { quickbooks: 1, billcom: 0 },
      link: 1,
      held: 1,
    }),
    expect.objectContaining({ entity: 'bill', create: { quickbooks: 1, billcom: 0 }, link: 0, held: 2 }),
  ]);
});

test('a part of it: by book, kind, what and name, a page at a time', async () => {
  const names = async (query: string) => {
    const { writes, total } = await api(`/previews/2?${query}`);
    return [total, writes.map(({ record }: { record: string }) => record)];
  };
  expect(await names('entity=bill')).toEqual([1, ['A-100']]);
  expect(await names('book=billcom')).toEqual([2, ['Zeta Stone', 'Yard Supply']]);
  expect(await names('what=update')).toEqual([1, ['Acme Tile']]);
  expect(await names('what=create&book=quickbooks')).toEqual([1, ['A-100']]);
  expect(await names('q=STONE')).toEqual([1, ['Zeta Stone']]);
  expect(await names('q=nobody')).toEqual([0, []]);
  expect(await names('page=2')).toEqual([4, []]);
  expect((await api('/previews/2?what=link&q=tile')).links).toHaveLength(1);
  expect(
    (await api('/previews/2?what=held&entity=bill')).held.map((each: { record: string }) => each.record),
  ).toEqual(['A-100', 'A-101']);
});

test('CSV and JSON have all that the plan shows, and nothing a spreadsheet would run', async () => {
  await scene.rows(`update record set fields = '{"name": "=cmd()"}' where company_id = $1 and id = 'Q8'`, [
    company,
  ]);
  await scene.rows(
    `update operation set fields = '{"name": "=cmd()"}' where company_id = $1 and source_id = 'Q8'`,
    [company],
  );
  const csv = await ann.get(`${base}/previews/2/download/csv`);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.headers['content-disposition']).toContain('preview-of-cycle-2.csv');
  expect(csv.payload.startsWith('\uFEFF')).toBe(true);
  expect(csv.payload).toContain(`'=cmd()`);
  expect(csv.payload).not.toMatch(/,=cmd/);
  expect(csv.payload).toContain('A-100');
  const outside = await scene.signedIn({ company, plan: 'receivables' });
  const json = (await outside.get(`${base}/previews/2/download/json`)).json();
  expect(json.operations.map(({ entity }: { entity: string }) => entity)).toEqual([
    'vendor',
    'vendor',
    'vendor',
  ]);
  expect((await outside.get(`${base}/previews/2/download/csv`)).payload).not.toContain('A-100');
});

test('accepting asks for the sync and lets cycles write, once', async () => {
  expect(await page('')).toContain('Look at the first preview and accept it');
  const accepted = await ann.post(`${base}/previews/2/accept`);
  expect([accepted.statusCode, accepted.headers.location]).toEqual([303, `${base}?did=accepted&cycle=3`]);
  expect(await page('?did=accepted&cycle=3')).toContain('Accepted. Cycle 3 writes it');
  expect((await cycles()).at(-1)).toEqual({ number: 3, mode: 'sync', state: 'due' });
  const [row] = await scene.rows('select accepted_at from company where id = $1', [company]);
  expect(row.accepted_at).not.toBeNull();
  const again = await ann.post(`${base}/previews/2/accept`);
  expect(again.statusCode).toBe(409);
  expect(again.payload).toContain('was accepted before');
  const lines = await scene.rows(`select who, action from audit where company_id = $1`, [company]);
  expect(lines).toEqual([{ who: ann.email, action: 'accepted the first preview' }]);
});

test('only what was looked at is accepted: an older preview, or one by other settings, is refused', async () => {
  const older = await ann.post(`${base}/previews/1/accept`);
  expect(older.statusCode).toBe(409);
  expect(older.payload).toContain('is not the one');
  await scene.rows(
    `update preview set settings = settings || '{"nameClash": "other"}' where company_id = $1`,
    [company],
  );
  const seen = await page('/previews/2');
  expect(seen).toContain('It was made by other settings (nameClash)');
  expect(seen).not.toContain('Accept and sync');
  const refused = await ann.post(`${base}/previews/2/accept`);
  expect(refused.statusCode).toBe(409);
  expect(refused.payload).toContain('was made by other settings (nameClash)');
  expect(refused.payload).toContain('“Preview” on the company’s page makes a new one.');
  expect((await cycles()).at(-1)).toMatchObject({ number: 2 });
});

test('nobody accepts what their plan does not show', async () => {
  const outside = await scene.signedIn({ company, role: 'Accountant', plan: 'receivables' });
  const seen = await page('/previews/2', outside);
  expect(seen).toContain('1 change that your plan does not show');
  expect(seen).not.toContain('Accept and sync');
  expect(seen).not.toContain('A-100');
  expect((await outside.post(`${base}/previews/2/accept`)).statusCode).toBe(403);
  const clerk = await scene.signedIn({ company, role: 'Clerk' });
  expect(await page('/previews/2', clerk)).toContain('Accepted by: Administrator or Accountant.');
  expect((await clerk.post(`${base}/previews/2/accept`)).statusCode).toBe(403);
});

test('a document is left out from here, and taken in again', async () => {
  const leave = (choice: string) =>
    ann.post(`${base}/records/bill/billcom/B2/left-out?preview=2&what=create`, { leave: choice });
  const left = await leave('out');
  expect([left.statusCode, left.headers.location]).toEqual([
    303,
    `${base}/previews/2?what=create&did=leftOut`,
  ]);
  const seen = await page('/previews/2?what=create&did=leftOut');
  expect(seen).toContain('Left out: it is not made in the other book.');
  expect(seen).toContain('Since it was made, 1 record was left out.');
  expect(seen).toContain('left out since');
  expect(await scene.rows('select who from left_out where company_id = $1', [company])).toEqual([
    { who: ann.email },
  ]);
  await leave('in');
  expect(await scene.rows('select who from left_out where company_id = $1', [company])).toEqual([]);
  const linked = await ann.post(`${base}/records/vendor/quickbooks/Q1/left-out?preview=2`, { leave: 'out' });
  expect(linked.statusCode).toBe(409);
  expect(linked.payload).toContain('is in both books already');
  const actions = await scene.rows('select action from audit where company_id = $1 order by id', [company]);
  expect(actions.map(({ action }) => action)).toEqual(['left a record out', 'took a record in again']);
});

test('after the sync the page says what that did otherwise; a preview before the newest says where that is', async () => {
  await scene.rows('update preview set carried_by = 3 where company_id = $1', [company]);
  await scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, 3, 'sync', 'ended', 'Ann')`,
    [company],
  );
  await scene.rows(
    `insert into preview_difference (company_id, cycle, position, change, action, entity, book, record_id, record_name, fields, because)
     values ($1, 3, 1, 'dropped', 'create', 'vendor', 'billcom', 'Q8', 'Zeta Stone', '[]', 'it was deleted')`,
    [company],
  );
  const seen = await page('/previews/2');
  expect(seen).toContain('It was accepted and went into');
  expect(seen).toContain('1 thing changed in the books in the meantime');
  expect(seen).toContain('Zeta Stone');
  await scene.rows(`update cycle set mode = 'preview' where company_id = $1 and number = 1`, [company]);
  expect(await page('/previews/1')).toContain('The newest preview (cycle 2)');
  expect((await ann.get(`${base}/previews/3`)).statusCode).toBe(404);
  expect((await ann.get(`${base}/previews/99`)).statusCode).toBe(404);
});

test('a preview that links what a plan does not show is not accepted with that plan', async () => {
  await scene.rows(`delete from operation where company_id = $1 and entity = 'bill'`, [company]);
  await scene.rows(
    `insert into preview_link (company_id, entity, quickbooks_id, billcom_id, made_by) values ($1, 'invoice', 'T1', 'B7', 'match')`,
    [company],
  );
  const payables = await scene.signedIn({ company, role: 'Accountant', plan: 'payables' });
  const refused = await payables.post(`${base}/previews/2/accept`);
  expect([refused.statusCode, refused.body]).toEqual([
    403,
    expect.stringContaining('nobody accepts what they cannot look at'),
  ]);
});

const massChangeWaits = async (): Promise<void> => {
  await scene.rows('update company set accepted_at = now() where id = $1', [company]);
  await scene.rows(
    `insert into company_stop (company_id, guard, because, detail) values ($1, 'massChange', 'It would change 90 % of the vendors.', '{"cycle": 2}')`,
    [company],
  );
};

describe('what the guard of large changes has stopped is accepted', () => {
  const accepts = (visitor: Visitor) => visitor.post(`${base}/previews/2/accept`);
  const isAccepted = async (): Promise<boolean> =>
    (await scene.rows('select 1 from company_stop where company_id = $1', [company])).length === 0;
  beforeEach(massChangeWaits);

  test.each(['Accountant', 'Payer', 'Approver', 'Clerk', 'Auditor'] as const)('by no %s', async (role) => {
    const visitor = await scene.signedIn({ company, role });
    expect((await accepts(visitor)).statusCode).toBe(403);
    expect((await visitor.get(`${base}/previews/2`)).payload).not.toContain('Accept and sync');
    expect(await isAccepted()).toBe(false);
  });

  test.each(['Administrator', 'Accountant'] as const)('by no token of an %s', async (role) => {
    const token = await scene.token({ company, role }, ['read', 'act']);
    const answer = await scene.app.inject({
      method: 'POST',
      url: `/api/v1/companies/${company}/previews/2/accept`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.statusCode, await isAccepted()]).toEqual([403, false]);
  });

  test('by an Administrator who gives the password, and not long after it', async () => {
    await scene.rows(`update user_session set confirmed_at = now() - interval '11 min' where user_id = $1`, [
      ann.userId,
    ]);
    const cold = await accepts(ann);
    expect([cold.statusCode, cold.headers.location]).toEqual([
      303,
      `/confirm?next=${encodeURIComponent(`${base}/previews/2`)}`,
    ]);
    expect(await isAccepted()).toBe(false);
    await scene.rows('update user_session set confirmed_at = now() where user_id = $1', [ann.userId]);
    expect((await accepts(ann)).headers.location).toContain('did=accepted');
    expect(await isAccepted()).toBe(true);
  });
});

test('a mass change that waits is accepted exactly as it was shown', async () => {
  await massChangeWaits();
  expect(await page('/previews/2')).toContain('A large change waits to be accepted');
  expect(await page('')).toContain('Look at the change that waits');
  expect((await ann.post(`${base}/previews/2/accept`)).statusCode).toBe(303);
  const [row] = await scene.rows('select accepted_by from cycle where company_id = $1 and number = 2', [
    company,
  ]);
  expect(row.accepted_by).toBe(ann.email);
  expect(await scene.rows('select guard from company_stop where company_id = $1', [company])).toEqual([]);
});
