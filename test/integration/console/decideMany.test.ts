import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** Deciding about several held records at once. */
describe('several at once', () => {
  let scene: ConsoleScene;
  let company: string;
  let ann: Visitor;
  beforeEach(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    ann = await scene.signedIn({ company, role: 'Accountant' });
    for (const n of [2, 3, 4])
      await scene.rows(
        `with vendor as (
           insert into record (company_id, book, entity, id, fields, changed) values
             ($1, 'quickbooks', 'vendor', 'Q' || $2::text, jsonb_build_object('name', 'Vendor ' || $2::text), false),
             ($1, 'billcom', 'vendor', 'BV' || $2::text, jsonb_build_object('name', 'Vendor ' || $2::text), false)),
         linked as (insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
           select $1, 'vendor', 'Q' || $2::text, 'BV' || $2::text, 'match', 1 where $2::text <> '4')
         insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
         values ($1, 'vendor', 'quickbooks', 'Q' || $2::text, 'conflict', 'phone', 'Vendor ' || $2::text, 'Both changed it.', 'Choose.',
           '{"when": "decision"}', '{"quickbooks": "1", "billcom": "2"}', 1)`,
        [company, String(n)],
      );
  });
  afterEach(() => scene.end());

  const decisions = () =>
    scene.rows(
      `select record_id as id, payload ->> 'field' as field, payload ->> 'take' as take, who from decision
       where company_id = $1 and state = 'open' order by 1, 2`,
      [company],
    );
  const holdOf = async (record: string, field = 'phone'): Promise<string> =>
    (
      await scene.rows(`select id from hold where company_id = $1 and record_id = $2 and field = $3`, [
        company,
        record,
        field,
      ])
    )[0].id;
  const send = (form: Record<string, string>) => ann.post(`/companies/${company}/holds/decisions`, form);
  const told = async (to: unknown) => (await ann.get(String(to))).body;

  test('all of a cause: every field of each, and one that does not go is left and counted', async () => {
    const answer = await send({ cause: 'conflict', choice: 'quickbooks', all: 'yes', q: '' });
    expect(answer.statusCode).toBe(303);
    const page = await told(answer.headers.location);
    expect(page).toContain('3 records decided. It acts in the next cycle (2)');
    expect(page).toContain('1 record could not be decided that way and stays as before.');
    const take = 'quickbooks';
    expect(await decisions()).toMatchObject([
      { id: 'Q1', field: 'fax', take },
      { id: 'Q1', field: 'phone', take },
      { id: 'Q2', field: 'phone', take, who: ann.email },
      { id: 'Q3', field: 'phone', take },
    ]);
    // What is decided is not decided again.
    const again = await send({ cause: 'conflict', choice: 'billcom', all: 'yes' });
    expect(await told(again.headers.location)).toContain('Nothing was decided.');
    expect((await decisions()).every((each) => each.take === 'quickbooks')).toBe(true);
  });

  test('restored or kept is what each of them offers: an edit in Bill.com goes back to what QuickBooks has', async () => {
    const changed = (entity: string, id: string, detail: object) =>
      scene.rows(
        `with linked as (insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
           values ($1, $2, $3, 'B' || $3::text, 'match', 1))
         insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
         values ($1, $2, 'quickbooks', $3, 'cannotChange', 'memo', $3, 'It differs.', 'Choose.', '{"when": "decision"}', $4, 1)`,
        [company, entity, id, JSON.stringify({ quickbooks: 'a', billcom: 'b', ...detail })],
      );
    await changed('invoice', 'I1', { restoredIn: 'billcom', mayFollow: true });
    await changed('bill', 'N1', { restoredIn: 'quickbooks' });
    const kept = await send({ cause: 'cannotChange', choice: 'keep', all: 'yes' });
    expect(await told(kept.headers.location)).toContain('could not be decided that way');
    expect(await decisions()).toMatchObject([{ id: 'N1', take: 'quickbooks' }]);
    await send({ cause: 'cannotChange', choice: 'restore', all: 'yes' });
    expect(await decisions()).toMatchObject([
      { id: 'I1', take: 'quickbooks' },
      { id: 'N1', take: 'quickbooks' },
    ]);
  });

  test('those that are ticked, or that the search finds, and no other', async () => {
    await send({ cause: 'conflict', choice: 'billcom', all: 'no', holds: await holdOf('Q2') });
    expect(await decisions()).toMatchObject([{ id: 'Q2', take: 'billcom' }]);
    await send({ cause: 'conflict', choice: 'quickbooks', all: 'yes', q: 'acme' });
    expect((await decisions()).map(({ id }) => id)).toEqual(['Q1', 'Q1', 'Q2']);
    const nothing = await send({ cause: 'conflict', choice: 'quickbooks', all: 'no' });
    expect([nothing.statusCode, nothing.body]).toEqual([400, expect.stringContaining('Nothing was ticked')]);
  });

  test('what a cause does not have is refused, and what is not one’s own is left', async () => {
    expect((await send({ cause: 'conflict', choice: 'retry', all: 'yes' })).statusCode).toBe(409);
    expect((await send({ cause: 'unknownOutcome', choice: 'record', all: 'yes' })).statusCode).toBe(409);
    const token = await scene.token({ company, role: 'Clerk' }, ['read', 'act']);
    const answer = await scene.app.inject({
      method: 'POST',
      url: `/api/v1/companies/${company}/holds/decisions`,
      headers: { authorization: `Bearer ${token}` },
      payload: { cause: 'conflict', choice: 'quickbooks', holds: 'all' },
    });
    expect(answer.json()).toMatchObject({ count: 0, cycle: null });
    expect(answer.json().left[0].because).toBe('It is not yours to decide.');
    expect(await decisions()).toEqual([]);
  });

  test('refusals are tried again, all of them', async () => {
    const answer = await send({ cause: 'refused', choice: 'retry', all: 'yes' });
    expect(await told(answer.headers.location)).toContain('1 record decided.');
    expect(await decisions()).toMatchObject([{ id: 'B2' }]);
  });

  test('pairs: the same, but never one record with two others', async () => {
    await scene.rows(
      `insert into proposal (company_id, entity, quickbooks_id, billcom_id, number, names, score, evidence, opened_cycle)
       values ($1, 'vendor', 'Q7', 'B8', 5, '{"quickbooks": "Best Concrete", "billcom": "Best Co"}', 70, '{}', 1),
              ($1, 'vendor', 'Q9', 'B9', 6, '{"quickbooks": "Oak", "billcom": "Oaks"}', 70, '{}', 1)`,
      [company],
    );
    const pairs = (choice: string, numbers: readonly number[]) =>
      scene.app.inject({
        method: 'POST',
        url: `/companies/${company}/proposals/decisions`,
        headers: { cookie: ann.cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams([
          ['_csrf', ann.csrf],
          ['kind', 'pairs'],
          ['choice', choice],
          ...numbers.map((number) => ['pairs', String(number)]),
        ]).toString(),
      });
    const twice = await pairs('same', [4, 5]);
    expect([twice.statusCode, twice.body]).toEqual([
      409,
      expect.stringContaining('is in two of these pairs'),
    ]);
    expect(await decisions()).toEqual([]);
    expect(await told((await pairs('same', [4, 6])).headers.location)).toContain('2 records decided.');
    expect((await decisions()).map(({ id }) => id)).toEqual(['Q7', 'Q9']);
    expect(scene.errors).toEqual([]);
  });
});
