import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** What a record of Bill.com stands for, and which one of the other book is the same; on a real Postgres. */
let scene: ConsoleScene;
let company: string;
let base: string;
let ann: Visitor;

beforeAll(async () => {
  scene = await openConsole();
}, 60_000);
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company(`Hill Builders ${Math.random()}`);
  base = `/companies/${company}/records`;
  await fillCompany(scene, company);
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, facts, changed) values
       ($1, 'billcom', 'item', 'BI1', '{"name": "Portal fee"}', '{}', false),
       ($1, 'quickbooks', 'item', 'QI1', '{"name": "Fees"}', '{"fullName": "Office:Fees"}', false),
       ($1, 'quickbooks', 'item', 'QI2', '{"name": "Lumber"}', '{}', false),
       ($1, 'quickbooks', 'account', 'QA1', '{"name": "Rent"}', '{}', false),
       ($1, 'quickbooks', 'account', 'QA2', '{"name": "Alone"}', '{}', false),
       ($1, 'billcom', 'account', 'BA1', '{"name": "Rent"}', '{}', false),
       ($1, 'quickbooks', 'vendor', 'QV', '{"name": "Miller"}', '{}', false),
       ($1, 'billcom', 'vendor', 'BV', '{"name": "Mueller"}', '{}', false)`,
    [company],
  );
  await scene.rows(
    `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'account', 'QA1', 'BA1', 'match', 1)`,
    [company],
  );
  await scene.rows(
    `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
     values ($1, 'bill', 'billcom', 'B2', 'toMap', 'lines', 'A-100', 'The bill waits for its item.',
       'Choose with “tieout map” which item it stands for there.',
       '{"when": "linked", "entity": "item", "book": "billcom", "id": "BI1"}',
       '{"awaits": {"entity": "item", "id": "BI1", "name": "Portal fee"}}', 1)`,
    [company],
  );
  ann = await scene.signedIn({ company });
});

const page = async (path: string, by = ann): Promise<string> => {
  const response = await by.get(path);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.payload;
};
const standsFor = () =>
  scene.rows('select quickbooks_entity as entity, quickbooks_id as id from mapping where company_id = $1', [
    company,
  ]);
const item = () => `${base}/item/billcom/BI1`;

describe('what an item of Bill.com stands for', () => {
  test('is chosen from the document that waits for it, and the next cycle posts that', async () => {
    const waiting = await page(`/companies/${company}/needs-you?cause=toMap`);
    expect(waiting).toContain(`${item()}/choose?for=standsFor`);
    expect(waiting).toContain('Choose what “Portal fee” stands for');
    expect(waiting).not.toContain('tieout map');
    const choose = await page(`${item()}/choose?for=standsFor&q=fees`);
    expect(choose).toContain('Office:Fees');
    expect(choose).not.toContain('Lumber');
    const done = await ann.post(`${item()}/stands-for`, { entity: 'item', record: 'QI1' });
    expect(done.headers.location).toContain('did=decided&cycle=');
    expect(await standsFor()).toEqual([{ entity: 'item', id: 'QI1' }]);
    expect(await page(item())).toMatch(/stands for the item.*Office:Fees/s);
    const [due] = await scene.rows(`select state from cycle where company_id = $1 and state = 'due'`, [
      company,
    ]);
    expect(due).toEqual({ state: 'due' });
    const log = await scene.rows('select who, action from audit where company_id = $1', [company]);
    expect(log).toContainEqual({ who: ann.email, action: 'chose what it stands for' });
  });

  test('may be an account that both books have, and no other', async () => {
    const choose = await page(`${item()}/choose?for=standsFor&kind=account`);
    expect(choose).toContain('Rent');
    expect(choose).not.toContain('Alone');
    const refused = await ann.post(`${item()}/stands-for`, { entity: 'account', record: 'QA2' });
    expect([refused.statusCode, await standsFor()]).toEqual([409, []]);
    expect(refused.payload).toContain('has no twin in Bill.com');
    expect(refused.payload).not.toMatch(/tieout holds/);
    await ann.post(`${item()}/stands-for`, { entity: 'account', record: 'QA1' });
    expect(await standsFor()).toEqual([{ entity: 'account', id: 'QA1' }]);
  });

  test('is taken back, with a line in the audit log', async () => {
    await ann.post(`${item()}/stands-for`, { entity: 'item', record: 'QI1' });
    await ann.post(`${item()}/stands-for`, { entity: 'item', record: '' });
    expect(await standsFor()).toEqual([]);
    expect(await page(item())).toContain('It stands for nothing in QuickBooks yet');
    const log = await scene.rows('select action from audit where company_id = $1', [company]);
    expect(log).toContainEqual({ action: 'took back what it stands for' });
  });

  test('is no matter of what goes over by itself, nor of a kind that it cannot stand for', async () => {
    expect((await ann.get(`${base}/vendor/billcom/BV/choose?for=standsFor`)).statusCode).toBe(404);
    const wrong = await ann.post(`${item()}/stands-for`, { entity: 'vendor', record: 'QV' });
    expect([wrong.statusCode, await standsFor()]).toEqual([409, []]);
  });

  test.each(['Payer', 'Approver', 'Clerk', 'Auditor'] as const)('is not the %s’s to choose', async (role) => {
    const visitor = await scene.signedIn({ company, role });
    expect((await visitor.post(`${item()}/stands-for`, { entity: 'item', record: 'QI1' })).statusCode).toBe(
      403,
    );
    expect((await visitor.get(`${item()}/choose?for=standsFor`)).statusCode).toBe(403);
    expect(await page(item(), visitor)).not.toContain('/choose?for=');
    expect(await standsFor()).toEqual([]);
  });
});

describe('two records', () => {
  const decisions = () =>
    scene.rows(`select kind, record_id as id from decision where company_id = $1 and state = 'open'`, [
      company,
    ]);

  test('are said to be the same on the page of one of them', async () => {
    expect(await page(`${base}/vendor/billcom/BV`)).toContain(
      'QuickBooks has it already: say which one it is',
    );
    const choose = await page(`${base}/vendor/billcom/BV/choose?for=twin&q=mill`);
    expect(choose).toContain('Miller');
    expect(choose).not.toContain('Acme Tile');
    await ann.post(`${base}/vendor/billcom/BV/twin`, { record: 'QV' });
    expect(await decisions()).toEqual([{ kind: 'link', id: 'QV' }]);
  });

  test('that are linked are not linked to others, and their link is ended', async () => {
    const taken = await ann.post(`${base}/vendor/billcom/BV/twin`, { record: 'Q1' });
    expect([taken.statusCode, await decisions()]).toEqual([409, []]);
    expect(taken.payload).toContain('is linked already');
    await ann.post(`${base}/vendor/quickbooks/Q1/twin`, { record: '' });
    expect(await decisions()).toEqual([{ kind: 'unlink', id: 'Q1' }]);
  });

  test('are linked by a program too', async () => {
    const token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
    const answer = await scene.app.inject({
      method: 'POST',
      url: `/api/v1${base}/vendor/billcom/BV/twin`,
      headers: { authorization: `Bearer ${token}` },
      payload: { record: 'QV' },
    });
    expect(answer.json()).toMatchObject({ sentences: [expect.stringContaining('are the same.')] });
    expect(await decisions()).toEqual([{ kind: 'link', id: 'QV' }]);
  });
});
