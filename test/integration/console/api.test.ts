import type { InjectOptions } from 'fastify';
import { fillCompany, openConsole, type ConsoleScene } from './scene';

/** The REST API: what programs get, by tokens with scopes, as its own document says. */
describe('the API', () => {
  let scene: ConsoleScene;
  let company: string;
  let token: string;
  beforeAll(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
  });
  afterAll(() => scene.end());

  const call = async (method: 'GET' | 'POST', path: string, payload?: object, bearer = token) => {
    const options: InjectOptions = {
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${bearer}` },
    };
    return scene.app.inject(payload === undefined ? options : { ...options, payload });
  };

  test('how a company stands', async () => {
    const status = (await call('GET', `/companies/${company}`)).json();
    expect(status).toMatchObject({
      id: company,
      verdict: { tone: 'attention', sentence: '3 need you.' },
      needsYou: 3,
      linked: 1,
      decided: 0,
      receivables: null,
      role: 'Accountant',
      payables: { quickbooks: '4300.00', billcom: '4312.00', difference: '-12.00', agrees: false },
      last: { number: 1, state: 'ended', applied: 2, rejected: 1 },
      running: null,
    });
    expect(status.lamps.map(({ name }: { name: string }) => name)).toEqual([
      'Bill.com',
      'Tieout',
      'Web Connector',
      'QuickBooks',
    ]);
  });

  test('holds by cause and by name, and pairs', async () => {
    const holds = (await call('GET', `/companies/${company}/holds?cause=conflict`)).json();
    expect(holds).toMatchObject({ total: 1, items: [{ field: 'fax' }, { field: 'phone', decided: false }] });
    expect((await call('GET', `/companies/${company}/holds?q=a-1`)).json().total).toBe(2);
    expect((await call('GET', `/companies/${company}/proposals`)).json().items).toEqual([
      {
        number: 4,
        entity: 'vendor',
        quickbooks: { id: 'Q7', name: 'Best Concrete' },
        billcom: { id: 'B7', name: 'Best Concrete, Inc.' },
        score: 80,
        evidence: ['the same phone'],
      },
    ]);
  });

  test('a cycle is asked for, and asking again gives the same one', async () => {
    const first = await call('POST', `/companies/${company}/cycles`, { mode: 'sync' });
    expect(first.statusCode).toBe(202);
    expect(first.json()).toMatchObject({ number: 2, mode: 'sync', state: 'due' });
    expect((await call('POST', `/companies/${company}/cycles`, { mode: 'sync' })).json().number).toBe(2);
    const listed = (await call('GET', `/companies/${company}/cycles?limit=1`)).json();
    expect(listed.items).toHaveLength(1);
  });

  test('a decision says what it comes to and which cycle acts on it; a person sees it decided', async () => {
    const [hold] = (await call('GET', `/companies/${company}/holds?cause=refused`)).json().items;
    const decided = await call('POST', `/companies/${company}/holds/${hold.id}/decision`, {
      choice: 'retry',
    });
    expect(decided.json()).toEqual({ sentences: ['“A-100” is tried again.'], cycle: 2, mode: 'sync' });
    expect((await call('GET', `/companies/${company}/holds?cause=refused`)).json().items[0].decided).toBe(
      true,
    );
    expect((await call('GET', `/companies/${company}`)).json()).toMatchObject({
      needsYou: 2,
      decided: 1,
      verdict: { sentence: '2 need you; 1 decided, acts in the next sync.' },
    });
    const wrong = await call('POST', `/companies/${company}/holds/${hold.id}/decision`, { choice: 'again' });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.json()).toEqual({
      error: expect.stringContaining('cannot be decided that way'),
      cure: expect.any(String),
    });
    const same = await call('POST', `/companies/${company}/proposals/4/decision`, { choice: 'same' });
    expect(same.json().sentences[0]).toContain('are the same');
    const audit = await scene.rows(`select who, action from audit where company_id = $1 order by id`, [
      company,
    ]);
    expect(audit.map(({ action }) => action)).toEqual([
      'asked for another try',
      'decided that two records are the same',
    ]);
    expect(new Set(audit.map(({ who }) => who))).toEqual(
      new Set([expect.stringMatching(/^user\d+@example\.com \(token “a test”\)$/)]),
    );
  });

  test('deciding nothing is refused with a sentence', async () => {
    const [hold] = (await call('GET', `/companies/${company}/holds?cause=conflict`)).json().items;
    const nothing = await call('POST', `/companies/${company}/holds/${hold.id}/decision`, {
      choice: 'fields',
      fields: {},
    });
    expect(nothing.statusCode).toBe(400);
    expect(nothing.json()).toEqual({
      error: 'Nothing was chosen, so nothing was decided.',
      cure: 'Say for at least one field which book’s value counts.',
    });
  });

  test('a pause until the evening is offered by day only', async () => {
    scene.clock.now = new Date('2026-11-23T17:00:00Z');
    const paused = await call('POST', `/companies/${company}/pause`, { for: 'tonight', reason: 'audit' });
    expect(paused.json()).toEqual({ until: '2026-11-24T02:00:00.000Z' });
    expect((await call('GET', `/companies/${company}`)).json()).toMatchObject({
      verdict: { sentence: 'Paused until 8:00 PM (audit).' },
      paused: { until: '2026-11-24T02:00:00.000Z', reason: 'audit' },
    });
    expect((await call('POST', `/companies/${company}/resume`)).json()).toEqual({ wasPaused: true });
    expect((await call('POST', `/companies/${company}/resume`)).json()).toEqual({ wasPaused: false });
    scene.clock.now = new Date('2026-11-24T04:00:00Z');
    const late = await call('POST', `/companies/${company}/pause`, { for: 'tonight' });
    expect(late.statusCode).toBe(409);
    delete scene.clock.now;
  });

  test('a token that may only read changes nothing, and one that has ended reads nothing', async () => {
    const reader = await scene.token({ company, role: 'Accountant' }, ['read']);
    expect((await call('GET', `/companies/${company}`, undefined, reader)).statusCode).toBe(200);
    const refused = await call('POST', `/companies/${company}/cycles`, { mode: 'sync' }, reader);
    expect(refused.statusCode).toBe(403);
    expect(refused.json().error).toBe('This token may only read.');
    await scene.rows(`update api_token set revoked_at = now() where scopes = '{read}'`);
    const ended = await call('GET', `/companies/${company}`, undefined, reader);
    expect(ended.statusCode).toBe(401);
    expect(ended.headers['www-authenticate']).toBe('Bearer');
    expect((await call('GET', '/me', undefined, 'tieout_nothing')).statusCode).toBe(401);
  });

  test.each([
    [{ mode: 'everything' }, 'mode'],
    [{}, 'mode'],
    [{ mode: 'sync', more: 1 }, 'more'],
  ])('what does not fit the schema is refused and named: %j', async (payload, name) => {
    const answer = await call('POST', `/companies/${company}/cycles`, payload);
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(answer.json())).toContain(name);
  });

  test('the document names every route of the API, with its inputs, answers and refusals', async () => {
    const document = (await scene.app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/companies',
      '/api/v1/companies/{company}',
      '/api/v1/companies/{company}/audit',
      '/api/v1/companies/{company}/bank',
      '/api/v1/companies/{company}/billcom',
      '/api/v1/companies/{company}/billcom-account',
      '/api/v1/companies/{company}/calls',
      '/api/v1/companies/{company}/cycles',
      '/api/v1/companies/{company}/cycles/{cycle}',
      '/api/v1/companies/{company}/emails',
      '/api/v1/companies/{company}/emails/{invoice}/went-out',
      '/api/v1/companies/{company}/guards/accept',
      '/api/v1/companies/{company}/held-by-cause',
      '/api/v1/companies/{company}/holds',
      '/api/v1/companies/{company}/holds/decisions',
      '/api/v1/companies/{company}/holds/{hold}/decision',
      '/api/v1/companies/{company}/invitations/{invitation}/link',
      '/api/v1/companies/{company}/invitations/{invitation}/withdraw',
      '/api/v1/companies/{company}/pause',
      '/api/v1/companies/{company}/people',
      '/api/v1/companies/{company}/people/{person}',
      '/api/v1/companies/{company}/people/{person}/password-link',
      '/api/v1/companies/{company}/people/{person}/remove',
      '/api/v1/companies/{company}/previews/{cycle}',
      '/api/v1/companies/{company}/previews/{cycle}/accept',
      '/api/v1/companies/{company}/proposals',
      '/api/v1/companies/{company}/proposals/decisions',
      '/api/v1/companies/{company}/proposals/{number}/decision',
      '/api/v1/companies/{company}/qwc',
      '/api/v1/companies/{company}/records',
      '/api/v1/companies/{company}/records/{entity}/{book}/{id}',
      '/api/v1/companies/{company}/records/{entity}/{book}/{id}/left-out',
      '/api/v1/companies/{company}/records/{entity}/{book}/{id}/stands-for',
      '/api/v1/companies/{company}/records/{entity}/{book}/{id}/twin',
      '/api/v1/companies/{company}/resume',
      '/api/v1/companies/{company}/rules',
      '/api/v1/companies/{company}/settings',
      '/api/v1/companies/{company}/setup',
      '/api/v1/companies/{company}/tie-out',
      '/api/v1/companies/{company}/to-recode',
      '/api/v1/companies/{company}/undo',
      '/api/v1/companies/{company}/web-connector-password',
      '/api/v1/me',
      '/api/v1/me/name',
      '/api/v1/me/password',
      '/api/v1/me/sessions',
      '/api/v1/me/sessions/end-others',
      '/api/v1/me/tokens',
      '/api/v1/me/tokens/{token}/end',
    ]);
    for (const path of Object.values<any>(document.paths))
      for (const operation of Object.values<any>(path)) {
        expect(operation.summary).toMatch(/^[A-Z]/);
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '404']));
      }
    const decision = document.paths['/api/v1/companies/{company}/holds/{hold}/decision'].post;
    expect(JSON.stringify(decision.requestBody)).toContain('retry');
  });

  test('nothing of the above was a fault of ours', () => expect(scene.errors).toEqual([]));
});
