import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** The page of all companies, of somebody who has more of them than one page has. */
describe('many companies', () => {
  let scene: ConsoleScene;
  let visitor: Visitor;
  const count = 120;

  beforeAll(async () => {
    scene = await openConsole();
    const first = await scene.company('Builders 001');
    visitor = await scene.signedIn({ company: first, role: 'Accountant' });
    await scene.rows(
      `insert into company
       select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'name', 'Builders ' || lpad(n::text, 3, '0'),
         'web_connector_user', 'user-' || n))).* from company c, generate_series(2, $1) n`,
      [count],
    );
    await scene.rows(
      `insert into membership select (jsonb_populate_record(m, jsonb_build_object('company_id', c.id))).*
       from membership m, company c where c.id <> m.company_id`,
    );
    await scene.rows(
      `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at)
       select id, 1, 'sync', 'ended', 'Tieout', now(), now() from company`,
    );
    // Seven are stopped, and thirteen others wait for somebody.
    await scene.rows(
      `insert into company_stop (company_id, guard, because) select id, 'file', 'Another file is open.' from company
       where name in ('Builders 020', 'Builders 040', 'Builders 060', 'Builders 080', 'Builders 100', 'Builders 110', 'Builders 120')`,
    );
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       select id, 'vendor', 'quickbooks', 'Q1', 'conflict', 'phone', 'Acme', 'It is held.', 'Decide.', '{"when": "decision"}', '{}', 1
       from company where name between 'Builders 001' and 'Builders 013'`,
    );
  });
  afterAll(() => scene.end());

  const page = async (query = ''): Promise<string> => {
    const answer = await visitor.get(`/companies${query}`);
    expect(answer.statusCode).toBe(200);
    return answer.body;
  };
  const namesIn = (body: string): string[] =>
    [...body.matchAll(/href="\/companies\/[0-9a-f-]{36}"[^>]*>(Builders \d+)</g)].map(([, name]) =>
      String(name),
    );
  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `Builders ${String(from + index).padStart(3, '0')}`);
  const stopped = [20, 40, 60, 80, 100, 110, 120].flatMap((number) => numbers(number, number));

  test('stand in pages of fifty, the worst first and by name within, each once', async () => {
    const pages = [await page(), await page('?page=2'), await page('?page=3')].map(namesIn);
    expect(pages.map((names) => names.length)).toEqual([50, 50, 20]);
    const inOrder = numbers(14, count).filter((name) => !stopped.includes(name));
    expect(pages.flat()).toEqual([...stopped, ...numbers(1, 13), ...inOrder]);
    expect(namesIn(await page('?page=4'))).toEqual([]);
  });

  test('are counted by how they stand, and filtered by it, and by name', async () => {
    const first = await page();
    expect(first).toMatch(/Stopped 7\D/);
    expect(first).toMatch(/Needs somebody 13\D/);
    expect(first).toMatch(/In order 100\D/);
    expect(namesIn(await page('?tone=bad'))).toEqual(stopped);
    expect(namesIn(await page('?tone=good&page=2'))).toHaveLength(50);
    expect(namesIn(await page('?q=builders+11'))).toEqual(['Builders 110', ...numbers(111, 119)]);
    expect(namesIn(await page('?tone=attention&q=01'))).toEqual(['Builders 001', ...numbers(10, 13)]);
    // The way to the next page keeps what was asked for.
    expect(await page('?tone=good')).toMatch(/href="\/companies\?q=&amp;tone=good&amp;page=2"/);
  });

  test('the API has all of them, a hundred at once', async () => {
    const pageOf = async (page: number) => (await visitor.get(`/api/v1/companies?page=${page}`)).json().items;
    const items = [...(await pageOf(1)), ...(await pageOf(2))];
    expect(new Set(items.map(({ name }: { name: string }) => name)).size).toBe(count);
    expect(scene.errors).toEqual([]);
  });
});
