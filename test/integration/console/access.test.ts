import { randomUUID } from 'node:crypto';
import type { RouteOptions } from 'fastify';
import { capabilityNames, may, type CapabilityName } from '../../../src/access/capabilities';
import { plans, roles } from '../../../src/ledger/users';
import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** Every route × every role and plan × own, another's and no company. */
describe('who may ask for what', () => {
  let scene: ConsoleScene;
  let own: string;
  let others: string;
  const found: RouteOptions[] = [];
  const standings = roles.flatMap((role) => plans.map((plan) => ({ role, plan })));
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    scene = await openConsole({
      measure: (app) => void app.addHook('onRoute', (route) => void found.push(route)),
    });
    own = await scene.company('Hill Builders');
    others = await scene.company('Other Builders');
    await fillCompany(scene, own);
    await fillCompany(scene, others);
    for (const { role, plan } of standings)
      visitors.set(`${role} ${plan}`, await scene.signedIn({ company: own, role, plan }));
  });
  afterAll(() => scene.end());

  const routes = () =>
    found.flatMap((route) =>
      [route.method]
        .flat()
        .filter((method) => method === 'GET' || method === 'POST')
        .map((method) => ({ method, url: route.url, access: route.config?.access })),
    );
  const ofCompanies = () => routes().filter(({ url }) => url.includes(':company'));
  const addressOf = (url: string, company: string): string =>
    url
      .replace(':company', company)
      .replace(/:(hold|person|invitation|token)/, () => randomUUID())
      .replace(':number', '999')
      .replace(':invoice', 'T9');
  const ask = (visitor: Visitor, { method, url }: { method: string; url: string }, company: string) =>
    method === 'GET' ? visitor.get(addressOf(url, company)) : visitor.post(addressOf(url, company));

  test('every route says who may ask for it, and only these answer anybody', () => {
    expect(routes().filter(({ access }) => access === undefined)).toEqual([]);
    expect(
      routes()
        .filter(({ access }) => access === 'anybody')
        .map(({ method, url }) => `${method} ${url}`)
        .sort(),
    ).toEqual([
      'GET /api/openapi.json',
      'GET /assets/*',
      'GET /health',
      'GET /invitations/:token',
      'GET /passwords/:token',
      'GET /sign-in',
      'POST /invitations/:token',
      'POST /passwords/:token',
      'POST /sign-in',
    ]);
    expect(ofCompanies().length).toBeGreaterThanOrEqual(18);
    for (const { access } of ofCompanies()) expect(capabilityNames).toContain(access);
  });

  test('nobody who is not signed in gets anything of a company', async () => {
    for (const { method, url } of routes().filter(({ access }) => access !== 'anybody')) {
      const answer = await scene.app.inject({ method, url: addressOf(url, own) } as never);
      if (url.startsWith('/api/')) expect([url, answer.statusCode]).toEqual([url, 401]);
      else expect(answer.headers.location).toMatch(/^\/sign-in\?next=/);
      expect(answer.body).not.toContain('Hill Builders');
    }
  });

  test('in one’s own company the table decides, route by route', async () => {
    for (const route of ofCompanies().filter(({ url }) => !url.endsWith('/live')))
      for (const standing of standings) {
        const visitor = visitors.get(`${standing.role} ${standing.plan}`) as Visitor;
        const { statusCode } = await ask(visitor, route, own);
        const isAllowed = may(standing, route.access as CapabilityName);
        const what = `${route.method} ${route.url} ${standing.role} ${standing.plan}`;
        expect(`${what}: ${statusCode === 403}`).toBe(`${what}: ${!isAllowed}`);
        expect([401, 500]).not.toContain(statusCode);
      }
    expect(scene.errors).toEqual([]);
  });

  test('another company’s things look as if they did not exist', async () => {
    for (const route of ofCompanies())
      for (const visitor of visitors.values()) {
        const theirs = await ask(visitor, route, others);
        const nobodys = await ask(visitor, route, randomUUID());
        expect([route.url, theirs.statusCode]).toEqual([route.url, 404]);
        expect(theirs.body).toBe(nobodys.body);
        expect(theirs.body).not.toContain('Other Builders');
      }
  });

  test('lists show one’s own companies alone', async () => {
    const visitor = visitors.get('Auditor both') as Visitor;
    expect((await visitor.get('/companies')).body).not.toContain('Other Builders');
    expect((await visitor.get('/api/v1/companies')).json().items).toHaveLength(1);
    expect((await visitor.get('/api/v1/me')).json().companies).toEqual([
      expect.objectContaining({ id: own, role: 'Auditor', may: expect.not.arrayContaining(['sync']) }),
    ]);
  });

  test('what a plan does not have is not shown, and deciding it is refused with a sentence', async () => {
    const outside = visitors.get('Accountant receivables') as Visitor;
    const page = await outside.get(`/companies/${own}/needs-you`);
    expect(page.body).toContain('Acme Tile');
    expect(page.body).not.toContain('A-100');
    expect((await outside.get(`/companies/${own}`)).body).not.toContain('Accounts payable');
    const holds = (await outside.get(`/api/v1/companies/${own}/holds`)).json();
    expect(holds.items.map((each: { entity: string }) => each.entity)).toEqual(['vendor', 'vendor']);
    const [bill] = await scene.rows('select id from hold where company_id = $1 and cause = $2', [
      own,
      'refused',
    ]);
    const hidden = await outside.post(`/companies/${own}/holds/${bill.id}/decision`, { choice: 'retry' });
    expect(hidden.statusCode).toBe(404);
    expect((await outside.get(`/api/v1/companies/${own}`)).json().payables).toBeNull();
    const tieOut = await outside.get(`/companies/${own}/tie-out?ledger=ap`);
    expect(tieOut.statusCode).toBe(403);
    expect(tieOut.body).toContain('the plans payables or both have it');
  });

  test('a plan of receivables in a company that does not sync them reads so, and no refusal', async () => {
    const off = await scene.company('Payables Only');
    await scene.rows(`update company set settings = settings || '{"receivables": "off"}' where id = $1`, [
      off,
    ]);
    const visitor = await scene.signedIn({ company: off, plan: 'receivables' });
    const tieOut = await visitor.get(`/companies/${off}/tie-out`);
    expect(tieOut.statusCode).toBe(200);
    expect(tieOut.body).toContain('This company does not sync accounts receivable');
  });

  test('where nothing waits, each plan has its own side of the tie-out and its own counts', async () => {
    const quiet = await scene.company('Quiet Builders');
    await scene.rows(
      `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at) values
         ($1, 1, 'sync', 'ended', 'Tieout', now(), now()), ($1, 2, 'sync', 'running', 'Tieout', now(), null)`,
      [quiet],
    );
    await scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
       values ($1, 'vendor', 'Q1', 'B1', 'match', 1), ($1, 'bill', 'Q2', 'B2', 'match', 1)`,
      [quiet],
    );
    await scene.rows(
      `insert into tie_out (company_id, cycle, ledger, as_of, taken_at, quickbooks, billcom, scheduled_quickbooks, scheduled_billcom, agrees)
       values ($1, 1, 'ap', '2026-11-23', now(), 4300.00, 4312.00, 0, 0, false),
         ($1, 1, 'ar', '2026-11-23', now(), 75.00, 70.00, 0, 0, false)`,
      [quiet],
    );
    await scene.rows(
      `insert into cycle_step (company_id, cycle, book, step, phase, total) values
         ($1, 2, 'billcom', 'vendor', 'write', 3), ($1, 2, 'billcom', 'bill', 'write', 4),
         ($1, 2, 'billcom', 'bankBalance', 'write', 1), ($1, 2, 'billcom', 'invoice', 'write', 5)`,
      [quiet],
    );
    const seen = async (plan: (typeof plans)[number]) => {
      const visitor = await scene.signedIn({ company: quiet, role: 'Auditor', plan });
      const status = (await visitor.get(`/api/v1/companies/${quiet}`)).json();
      const page = (await visitor.get(`/companies/${quiet}`)).body;
      const list = (await visitor.get('/companies')).body;
      const tieOut = (await visitor.get(`/companies/${quiet}/tie-out`)).body;
      const [forbidden, wanted] = await Promise.all(
        ['ap', 'ar'].map(
          async (ledger) => (await visitor.get(`/companies/${quiet}/tie-out?ledger=${ledger}`)).statusCode,
        ),
      );
      return {
        verdict: status.verdict.sentence,
        linked: status.linked,
        steps: status.steps.map(({ total }: { total: number }) => total),
        sides: [status.payables?.difference ?? null, status.receivables?.difference ?? null],
        isSaid: [page, list].map((body) => body.includes(status.verdict.sentence)),
        hasAp: [page, list, tieOut].some((body) => /12\.00/.test(body)),
        hasAr: [page, list, tieOut].some((body) => /5\.00/.test(body)),
        codes: [forbidden, wanted],
      };
    };
    expect(await seen('payables')).toEqual({
      verdict: 'Accounts payable differ by (12.00); each difference is named.',
      linked: 2,
      steps: [1, 4, 3],
      sides: ['-12.00', null],
      isSaid: [true, true],
      hasAp: true,
      hasAr: false,
      codes: [200, 403],
    });
    expect(await seen('receivables')).toEqual({
      verdict: 'Accounts receivable differ by 5.00; each difference is named.',
      linked: 1,
      steps: [5, 3],
      sides: [null, '5.00'],
      isSaid: [true, true],
      hasAp: false,
      hasAr: true,
      codes: [403, 200],
    });
    expect((await seen('both')).codes).toEqual([200, 200]);
  });

  test.each(standings)('$role with $plan: what is offered is what is allowed', async (standing) => {
    const visitor = visitors.get(`${standing.role} ${standing.plan}`) as Visitor;
    const page = (await visitor.get(`/companies/${own}`)).body;
    expect(page.includes('>Sync now<')).toBe(may(standing, 'sync'));
    expect(page.includes('>Preview<')).toBe(may(standing, 'preview'));
    expect(page.includes('>People<')).toBe(may(standing, 'managePeople'));
    const isPaused = page.includes('>Resume<');
    expect(isPaused || page.includes('Pause …')).toBe(may(standing, 'pause'));
    for (const mode of ['sync', 'preview'] as const) {
      const asked = await visitor.post(`/companies/${own}/cycles`, { mode });
      expect(asked.statusCode).toBe(may(standing, mode) ? 303 : 403);
    }
    const needs = (await visitor.get(`/companies/${own}/needs-you`)).body;
    expect(needs.includes('>Decide<')).toBe(may(standing, 'decideLists'));
    const [conflict] = await scene.rows('select id from hold where company_id = $1 and field = $2', [
      own,
      'fax',
    ]);
    const decided = await visitor.post(`/companies/${own}/holds/${conflict.id}/decision`, {
      choice: 'all',
      book: 'quickbooks',
    });
    expect(decided.statusCode).toBe(may(standing, 'decideLists') ? 303 : 403);
    if (decided.statusCode === 403) expect(decided.body).toMatch(/Ask |whoever runs Tieout/);
    await scene.rows('delete from decision where company_id = $1', [own]);
  });
});
