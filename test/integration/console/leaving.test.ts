import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** A record is left out of the other book from its page, with what depends on it, and taken in again; on a real Postgres. */
describe('leaving a record out', () => {
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
      `insert into record (company_id, book, entity, id, fields, facts, changed, deleted) values
         ($1, 'billcom', 'vendor', 'BV', '{"name": "Wrong Company"}', '{}', false, false),
         ($1, 'billcom', 'bill', 'BB1', '{"name": "W-1", "vendor": "BV"}', '{}', false, false),
         ($1, 'billcom', 'bill', 'BB2', '{"name": "W-2", "vendor": "BV"}', '{}', false, false),
         ($1, 'billcom', 'bill', 'BB3', '{"name": "W-3 void", "vendor": "BV"}', '{}', false, true),
         ($1, 'billcom', 'bill', 'BB4', '{"name": "A-7 of another", "vendor": "B1"}', '{}', false, false)`,
      [company],
    );
    ann = await scene.signedIn({ company });
  });

  const page = async (path: string, by = ann): Promise<string> => {
    const response = await by.get(path);
    expect([path, response.statusCode]).toEqual([path, 200]);
    return response.payload;
  };
  const vendor = () => `${base}/vendor/billcom/BV`;
  const leftOut = async (): Promise<string[]> =>
    (
      await scene.rows('select record_id as id from left_out where company_id = $1 order by 1', [company])
    ).map(({ id }) => String(id));

  test('alone or with what depends on it, as the page lists it; and all of it is taken in again', async () => {
    expect(await page(vendor())).toContain(`href="${vendor()}/left-out">Leave it out of QuickBooks …`);
    const shown = await page(`${vendor()}/left-out`);
    expect(shown).toContain('Leave the vendor “Wrong Company” out of QuickBooks?');
    expect(shown).toContain('W-1');
    expect(shown).not.toContain('W-3');
    expect(shown).not.toContain('A-7');
    expect(shown).toContain('Leave out all 3 records');
    const all = { leave: 'out', dependants: 'yes', shown: '2' };
    const done = await ann.post(`${vendor()}/left-out`, all);
    expect([done.statusCode, done.headers.location]).toEqual([303, `${vendor()}?did=leftOut`]);
    expect(await leftOut()).toEqual(['BB1', 'BB2', 'BV']);
    const changed = await scene.rows(
      `select id from record where company_id = $1 and changed and book = 'billcom' order by 1`,
      [company],
    );
    expect(changed).toEqual([{ id: 'BB1' }, { id: 'BB2' }, { id: 'BV' }]);

    expect(await page(vendor())).toContain('Take it in again …');
    expect(await page(`${vendor()}/left-out`)).toContain(`${ann.email} left it out`);
    await ann.post(`${base}/bill/billcom/BB2/left-out`, { leave: 'in' });
    expect(await leftOut()).toEqual(['BB1', 'BV']);
    await ann.post(`${vendor()}/left-out`, { leave: 'in', dependants: 'yes', shown: '1' });
    expect(await leftOut()).toEqual([]);
  });

  test('what depends on it since it was shown is not left out unseen', async () => {
    const late = await ann.post(`${vendor()}/left-out`, { leave: 'out', dependants: 'yes', shown: '1' });
    expect(late.statusCode).toBe(409);
    expect(late.payload).toContain('What depends on it is not what it was a moment ago');
    expect(await leftOut()).toEqual([]);
    await ann.post(`${vendor()}/left-out`, { leave: 'out' });
    expect(await leftOut()).toEqual(['BV']);
  });

  test('the hold of a record that was left out leads there', async () => {
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, 'vendor', 'billcom', 'BV', 'leftOut', '', 'Wrong Company', 'It was left out by Ann.',
         'Nothing to do. If it should go there after all: “tieout leave-out … vendor BV --undo”.', '{"when": "decision"}', '{}', 1)`,
      [company],
    );
    const held = await page(vendor());
    expect(held).toContain('take it in again here');
    expect(held).toContain(`href="${vendor()}/left-out">Take it in again<`);
    expect(held).not.toContain('tieout leave-out');
  });

  test('what is in both books has no such page, and says why', async () => {
    const linked = `${base}/vendor/quickbooks/Q1`;
    expect(await page(linked)).not.toContain('/left-out');
    const answer = await ann.get(`${linked}/left-out`);
    expect(answer.statusCode).toBe(409);
    expect(answer.payload).toContain('is in both books already');
    expect(answer.payload).not.toContain('tieout links');
    expect((await ann.get(`${base}/vendor/billcom/nobody/left-out`)).statusCode).toBe(404);
  });

  test('is not everybody’s, and touches only what the plan has', async () => {
    const clerk = await scene.signedIn({ company, role: 'Clerk' });
    expect(await page(vendor(), clerk)).not.toContain('/left-out');
    expect((await clerk.get(`${vendor()}/left-out`)).statusCode).toBe(403);
    expect((await clerk.post(`${vendor()}/left-out`, { leave: 'out' })).statusCode).toBe(403);
    const receivables = await scene.signedIn({ company, role: 'Accountant', plan: 'receivables' });
    const shown = await page(`${vendor()}/left-out`, receivables);
    expect(shown).not.toContain('W-1');
    expect(shown).toContain('More depends on it that you do not decide about');
    await receivables.post(`${vendor()}/left-out`, { leave: 'out', dependants: 'yes' });
    expect(await leftOut()).toEqual(['BV']);
  });

  test('the API shows and does the same', async () => {
    const token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
    const headers = { authorization: `Bearer ${token}` };
    const url = `/api/v1${vendor()}/left-out`;
    const stands = (await scene.app.inject({ method: 'GET', url, headers })).json();
    expect(stands).toMatchObject({ record: 'Wrong Company', leftOut: false, who: null, tooMany: false });
    expect(stands.dependants.map(({ id }: { id: string }) => id)).toEqual(['BB1', 'BB2']);
    const payload = { leave: 'out', dependants: 'yes' };
    const done = (await scene.app.inject({ method: 'POST', url, headers, payload })).json();
    expect(done).toMatchObject({
      changed: true,
      sentence: 'The vendor “Wrong Company” of Bill.com is left out: it is not made in QuickBooks.',
    });
    expect(done.dependants).toHaveLength(2);
    expect(await leftOut()).toEqual(['BB1', 'BB2', 'BV']);
  });
});
