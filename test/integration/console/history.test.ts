import { fillCompany, fillHistory, openConsole, type ConsoleScene, type Visitor } from './scene';

/** What was: cycles, calls, holds and the audit log, on a real Postgres. */
let scene: ConsoleScene;
let company: string;
let base: string;
let ann: Visitor;

beforeAll(async () => {
  scene = await openConsole();
  company = await scene.company('Hill Builders');
  base = `/companies/${company}`;
  await fillCompany(scene, company);
  await fillHistory(scene, company);
  ann = await scene.signedIn({ company });
}, 60_000);
afterAll(() => scene.end());

const page = async (path: string, by = ann): Promise<string> => {
  const response = await by.get(base + path);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.payload;
};
const api = async (path: string, by = ann) => {
  const response = await by.get(`/api/v1${base}${path}`);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.json();
};

describe('cycles', () => {
  test('each with what it did in which book, how long it took and its result', async () => {
    const seen = await page('/history');
    expect(seen).toContain('2 changes written, 1 refused.');
    expect(seen).toContain('<td>1 refused</td>');
    expect(seen).toContain('<td>1 new, 1 changed</td>');
    expect(seen).toContain('1 min');
  });

  test('the counts of a plan are those of its records', async () => {
    const outside = await scene.signedIn({ company, plan: 'receivables' });
    const seen = await api('/cycles/1', outside);
    expect(seen.writes.map(({ entity }: { entity: string }) => entity)).toEqual(['vendor']);
    expect(seen).toMatchObject({ linked: 1, held: 1, refused: [], result: '2 changes written.' });
    expect(await page('/history/1', outside)).not.toContain('A-100');
  });

  test('one cycle says where its time went, and the parts add up to its length', async () => {
    const seen = await api('/cycles/1');
    const { time, startedAt, endedAt } = seen;
    const length = new Date(endedAt).getTime() - new Date(startedAt).getTime();
    expect(time.quickbooks + time.billcom + time.network + time.us).toBeCloseTo(length, -1);
    // Opening the company file for 6 s and the calls for the next requests; moments are kept to the microsecond.
    const [session] = seen.sessions;
    const tenths = [session.quickbooks, session.network, session.us].map((ms) => Math.round(ms / 100));
    expect([seen.sessions.length, session.exchanges, tenths]).toEqual([1, 3, [270, 80, 50]]);
    expect(seen.refused).toEqual([expect.objectContaining({ record: 'A-100', statusCode: '3140' })]);
    const html = await page('/history/1');
    expect(html).toContain('class="time-quickbooks"');
    expect(html).toContain('There is an invalid reference');
    expect(html).toContain('Bill.com did not answer.');
    expect(html).not.toMatch(/ style=/);
  });

  test('pages lead to what was before and after', async () => {
    const other = await scene.company('Old Builders');
    await scene.rows(
      `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at)
       select $1, n, 'sync', 'ended', 'schedule', now(), now() from generate_series(1, 60) n`,
      [other],
    );
    const visitor = await scene.signedIn({ company: other });
    const numbers = async (query: string) => {
      const html = (await visitor.get(`/companies/${other}/history${query}`)).payload;
      return {
        cycles: [...html.matchAll(/history\/(\d+)"/g)].map(([, number]) => Number(number)),
        links: [...html.matchAll(/history(\?before=\d+|)" rel="(prev|next)"/g)].map(([, to]) => to),
      };
    };
    const first = await numbers('');
    expect([first.cycles[0], first.cycles.at(-1), first.links]).toEqual([60, 36, ['?before=36']]);
    const second = await numbers('?before=36');
    expect([second.cycles[0], second.cycles.at(-1), second.links]).toEqual([35, 11, ['', '?before=11']]);
    expect((await numbers('?before=11')).links).toEqual(['?before=36']);
    expect((await visitor.get(`/companies/${other}/history/61`)).statusCode).toBe(404);
  });
});

describe('the Web Connector’s day', () => {
  test('counts its calls and names when it was silent', async () => {
    const calls = await api('/calls');
    expect(calls.refused).toBe(3);
    expect(calls.calls).toBeGreaterThan(240);
    expect(calls.silent).toHaveLength(1);
    const [{ from, to, isNow }] = calls.silent;
    // From the end of the minute of a call until the next one.
    expect([isNow, (Date.parse(to) - Date.parse(from)) / 60_000]).toEqual([false, 129]);
    const seen = await page('/history');
    expect(seen).toContain('3 with a wrong password');
    expect(seen).toContain('Silent from');
    expect(seen).toContain('2 h 9 min');
  });

  test('a company that was never called says so', async () => {
    const quiet = await scene.company('Quiet Builders');
    const visitor = await scene.signedIn({ company: quiet });
    const seen = (await visitor.get(`/companies/${quiet}/history`)).payload;
    expect(seen).toContain('It has not called yet, as far as is noted.');
    expect(seen).toContain('Nothing was synced yet.');
    expect((await visitor.get(`/companies/${quiet}/audit`)).payload).toContain('Nothing was done yet.');
  });
});

test('what was held is counted by cause and kind, as far as the plan goes', async () => {
  expect((await api('/held-by-cause')).items).toEqual(
    expect.arrayContaining([
      { entity: 'vendor', cause: 'conflict', records: 1, open: 1 },
      { entity: 'bill', cause: 'refused', records: 1, open: 1 },
    ]),
  );
  const outside = await scene.signedIn({ company, plan: 'receivables' });
  expect(
    (await api('/held-by-cause', outside)).items.map(({ entity }: { entity: string }) => entity),
  ).toEqual(['vendor']);
  expect(await page('/history')).toContain('heat-1');
});

describe('the audit log', () => {
  const did = async (query: string, by = ann) =>
    (await api(`/audit?${query}`, by)).items.map(({ action }: { action: string }) => action);

  test('is found by person, day of the books, kind, words and record', async () => {
    expect(await did('')).toEqual(['paused', 'create', 'update', 'changed settings']);
    expect(await did('who=Tieout')).toEqual(['create', 'update']);
    // 04:30 in UTC is the evening before in Chicago.
    expect(await did('from=2026-11-01&to=2026-11-01')).toEqual(['update', 'changed settings']);
    expect(await did('from=2026-11-02')).toEqual(['paused', 'create']);
    expect(await did('what=SETTING')).toEqual(['changed settings']);
    expect(await did('q=acme tile')).toEqual(['update']);
    expect(await did('q=B2')).toEqual(['create']);
    expect(await did('who=ann@example.com&q=A-100')).toEqual([]);
    const [last] = (await api('/audit?who=Tieout')).items;
    expect(await did(`before=${last.id}`)).toEqual(['update', 'changed settings']);
  });

  test('has the writes that overwrote an edit of the other book by themselves', async () => {
    const other = await scene.company('Cove Builders');
    await fillCompany(scene, other);
    const bob = await scene.signedIn({ company: other, role: 'Auditor' });
    const address = `/companies/${other}/audit?kind=overwrites`;
    const items = async (more = '') => (await bob.get(`/api/v1${address}${more}`)).json().items;
    const write = async (recordId: string, overwrites: string): Promise<void> => {
      await scene.rows(
        `with written as (
           insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, overwrites)
           values ($1, 1, 'vendor', 'billcom', 'update', 'applied', $2, 'Q1', '{"phone": "555-0101"}', '{}', $3) returning id)
         insert into audit (company_id, who, action, entity, book, record_id, before, after, operation_id)
         select $1, 'Tieout', 'update', 'vendor', 'billcom', $2, '{"phone": "555-0199"}', '{"phone": "555-0101"}', id from written`,
        [other, recordId, overwrites],
      );
    };
    await write('B7', '{}');
    expect(await items()).toEqual([]);
    await write('B1', '{phone}');
    expect(await items()).toEqual([
      expect.objectContaining({ recordId: 'B1', changes: ['phone: 555-0199 → 555-0101'] }),
    ]);
    expect(await items('&q=B7')).toEqual([]);
    const writes = (await bob.get(`/api/v1/companies/${other}/audit?kind=writes`)).json().items;
    expect(writes.map(({ recordId }: { recordId: string }) => recordId)).toEqual(['B1', 'B7']);
    const seen = (await bob.get(address)).payload;
    expect(seen).toContain('<option value="overwrites" selected');
    expect(seen).toContain('Acme Tile');
    const csv = (await bob.get(`/companies/${other}/audit/csv?kind=overwrites`)).payload;
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2);
  });

  test('says in words what changed, with references by name', async () => {
    const seen = await page('/audit');
    expect(seen).toContain('phone: 555-0000 → 555-0101');
    expect(seen).toContain('vendor: Acme Tile');
    expect(seen).toContain('everyMinutes: 15 → 5');
    expect(await page('/audit?who=nobody')).toContain('The audit log has nothing of that.');
  });

  test('a plan sees its lines, and a role without it none', async () => {
    const outside = await scene.signedIn({ company, role: 'Auditor', plan: 'receivables' });
    expect(await did('', outside)).toEqual(['paused', 'update', 'changed settings']);
    expect((await outside.get(`${base}/audit/csv`)).payload).not.toContain('A-100');
    const clerk = await scene.signedIn({ company, role: 'Clerk' });
    expect((await clerk.get(`${base}/audit`)).statusCode).toBe(403);
    expect(await page('/history', clerk)).not.toContain('audit log');
  });

  test('as CSV it has all that was found, and nothing a spreadsheet would run', async () => {
    await scene.rows(
      `insert into audit (company_id, at, who, action) select $1, '2026-10-01', 'robot', 'asked for a sync' from generate_series(1, 4100)`,
      [company],
    );
    const file = await ann.get(`${base}/audit/csv?who=robot`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.payload.trimEnd().split('\r\n')).toHaveLength(4_101);
    const all = (await ann.get(`${base}/audit/csv`)).payload;
    expect(all.startsWith('\uFEFFwhen,who')).toBe(true);
    expect(all).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const seen = await page('/audit?who=robot');
    const [, next] = /audit\?([^"]+)" rel="next"/.exec(seen) ?? [];
    expect(next).toContain('who=robot');
    const second = await page(`/audit?${String(next).replace('&amp;', '&')}`);
    expect(second).toContain('rel="prev"');
  });
});
