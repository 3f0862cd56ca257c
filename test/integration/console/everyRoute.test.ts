import { randomUUID } from 'node:crypto';
import type { InjectOptions, RouteOptions } from 'fastify';
import { hashSessionToken, newSessionToken } from '../../../src/access/tokens';
import { saveInvitation } from '../../../src/ledger/invitations';
import { savePasswordLink } from '../../../src/ledger/passwordLinks';
import { fillCompany, fillHistory, openConsole, type ConsoleScene, type Visitor } from './scene';

/** What holds of every route, also of one that is added later: a page's own token, scopes, the password again, headers. */
describe('every route', () => {
  let scene: ConsoleScene;
  let company: string;
  let ann: Visitor;
  let bob: Visitor;
  let invitation: string;
  const found: RouteOptions[] = [];
  const tokens = { invitation: newSessionToken(), password: newSessionToken() };

  beforeAll(async () => {
    scene = await openConsole({
      gatewayUrl: 'https://tieout.example.com',
      measure: (app) => void app.addHook('onRoute', (route) => void found.push(route)),
    });
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    await fillHistory(scene, company);
    ann = await scene.signedIn({ company });
    bob = await scene.signedIn({ company, role: 'Clerk' });
    await scene.database.asSystem(async (tx) => {
      invitation = await saveInvitation(tx, {
        ...{ companyId: company, email: 'carl@example.com', name: 'Carl', role: 'Clerk', plan: 'both' },
        ...{ hash: hashSessionToken(tokens.invitation) as Buffer, invitedBy: ann.userId },
      });
      const hash = hashSessionToken(tokens.password) as Buffer;
      await savePasswordLink(tx, { userId: bob.userId, hash, madeBy: ann.userId });
    });
  });
  afterAll(() => scene.end());

  const routes = (method: 'GET' | 'POST') =>
    found
      .filter((route) => [route.method].flat().includes(method))
      .map(({ url, config }) => ({ url, access: config?.access }));
  const addressOf = (url: string): string =>
    url
      .replace('/invitations/:token', `/invitations/${tokens.invitation}`)
      .replace('/passwords/:token', `/passwords/${tokens.password}`)
      .replace(':company', company)
      .replace(':person', bob.userId)
      .replace(':invitation', invitation)
      .replace(/:(hold|token|operation|draft)/, () => randomUUID())
      .replace(':cycle', '1')
      .replace(':entity/:book/:id', 'vendor/quickbooks/Q1')
      .replace(':number', '999')
      .replace(':invoice', 'T9');
  const send = (url: string, headers: Record<string, string>, body: Record<string, unknown> = {}) =>
    scene.app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost', ...headers },
      payload: body,
    } as InjectOptions);

  /** Everything that is written anywhere, but for when somebody was seen. */
  const written = async (): Promise<string> => {
    const counts = await scene.rows(
      `select (select json_agg(company order by id) from company) as company, (select count(*) from audit) as audit,
         (select count(*) from decision) as decision, (select json_agg(m order by m) from membership m) as membership,
         (select json_agg(i order by id) from invitation i) as invitation, (select count(*) from api_token) as tokens,
         (select count(*) from cycle) as cycles, (select count(*) from user_session) as sessions,
         (select json_agg(password_hash order by id) from app_user) as passwords`,
    );
    return JSON.stringify(counts);
  };

  test('that changes something does nothing without the page’s own token, or from another site', async () => {
    const before = await written();
    const asked = routes('POST').filter(({ access }) => access !== 'anybody');
    expect(asked.length).toBeGreaterThan(60);
    for (const { url } of asked)
      for (const headers of [
        { cookie: ann.cookie },
        { cookie: ann.cookie, 'x-csrf-token': bob.csrf },
        { cookie: ann.cookie, 'x-csrf-token': ann.csrf, origin: 'https://evil.example' },
        { cookie: ann.cookie, 'x-csrf-token': ann.csrf, 'sec-fetch-site': 'cross-site' },
      ] as Record<string, string>[])
        expect([url, (await send(addressOf(url), headers)).statusCode]).toEqual([url, 403]);
    for (const { url } of routes('POST').filter(({ access }) => access === 'anybody'))
      expect([url, (await send(addressOf(url), { origin: 'https://evil.example' })).statusCode]).toEqual([
        url,
        403,
      ]);
    expect(await written()).toBe(before);
  });

  test('that changes something refuses a token that may only read', async () => {
    const token = await scene.token({ company }, ['read']);
    const before = await written();
    for (const { url } of routes('POST').filter(({ access }) => access !== 'anybody')) {
      const answer = await send(addressOf(url), { authorization: `Bearer ${token}` });
      expect([url, answer.statusCode]).toEqual([url, 403]);
      expect(answer.body).toContain('This token may only read.');
    }
    expect(await written()).toBe(before);
  });

  /** What asks for the password again, with what is sent to it; the API's are the same below /api/v1. */
  const dangerous = (): readonly (readonly [string, Record<string, unknown>])[] => [
    ['/companies/:company/people', { email: 'x@example.com', name: 'X', role: 'Clerk', plan: 'both' }],
    ['/companies/:company/people/:person', { role: 'Payer', plan: 'both' }],
    ['/companies/:company/people/:person/remove', {}],
    ['/companies/:company/people/:person/password-link', {}],
    ['/companies/:company/invitations/:invitation/link', {}],
    ['/companies/:company/invitations/:invitation/withdraw', {}],
    ['/companies/:company/web-connector-password', {}],
    ['/companies/:company/billcom', { user: 'sync', password: 'x' }],
    ['/companies/:company/billcom-account', { account: 'before' }],
    ['/companies/:company/guards/accept', { guard: 'computer', name: 'PC' }],
  ];

  test('that an Administrator alone may ask for asks for the password again, and a token cannot give it', async () => {
    const closed = routes('POST').filter(({ access }) =>
      ['managePeople', 'changeAccess', 'switchModes'].includes(String(access)),
    );
    const listed = dangerous().flatMap(([url]) => [url, `/api/v1${url}`]);
    expect(closed.map(({ url }) => url).sort()).toEqual([...listed].sort());
    const token = await scene.token({ company }, ['read', 'act']);
    await scene.rows(`update user_session set confirmed_at = now() - interval '11 min' where user_id = $1`, [
      ann.userId,
    ]);
    const before = await written();
    for (const [url, body] of [
      ...dangerous(),
      ['/account/tokens', { name: 'x', scope: 'act', days: 30 }] as const,
    ]) {
      const byPage = await send(addressOf(url), { cookie: ann.cookie, 'x-csrf-token': ann.csrf }, body);
      expect([url, byPage.statusCode, byPage.headers.location]).toEqual([
        url,
        303,
        expect.stringMatching(/^\/confirm\?next=%2F(companies|account)/),
      ]);
      const api = addressOf(`/api/v1${url}`).replace('/api/v1/account/', '/api/v1/me/');
      for (const headers of [
        { cookie: ann.cookie, 'x-csrf-token': ann.csrf },
        { authorization: `Bearer ${token}` },
      ] as Record<string, string>[]) {
        const byApi = await send(api, headers, body);
        expect([api, byApi.statusCode, byApi.json().error]).toEqual([
          api,
          403,
          expect.stringContaining('your password is asked for once more'),
        ]);
      }
    }
    expect(await written()).toBe(before);
    // What would be typed for nothing is not offered before.
    for (const page of [
      `/companies/${company}/people`,
      `/companies/${company}/people/${bob.userId}`,
      '/account',
    ])
      expect((await ann.get(page)).body).toContain(`/confirm?next=${encodeURIComponent(page)}`);
    await scene.rows('update user_session set confirmed_at = now()');
  });

  test('lets in no script, style or frame of others, and is kept by nobody', async () => {
    const asked = routes('GET').filter(({ url }) => !url.endsWith('/live'));
    expect(asked.length).toBeGreaterThan(50);
    for (const { url, access } of asked)
      for (const by of [ann, null]) {
        const { headers, body } = await scene.app.inject({
          url: addressOf(url).replace('*', 'console.css'),
          headers: by ? { cookie: by.cookie } : {},
        });
        const policy = String(headers['content-security-policy']);
        expect([url, policy]).toEqual([
          url,
          expect.stringMatching(/^default-src 'none';script-src 'self';style-src 'self'/),
        ]);
        expect(policy).not.toMatch(/unsafe|\*|https?:/);
        expect([url, headers['x-content-type-options'], headers['x-frame-options']]).toEqual([
          url,
          'nosniff',
          'DENY',
        ]);
        if (access !== 'anybody' || /:token/.test(url))
          expect([url, headers['cache-control']]).toEqual([url, 'no-store']);
        if (!String(headers['content-type']).startsWith('text/html')) continue;
        // As the policy has it, nothing on a page is a script or a style.
        expect([url, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i.exec(body)?.[0]]).toEqual(
          [url, undefined],
        );
      }
    expect(scene.errors).toEqual([]);
  });

  test('that a link opens shows it to nobody who guesses, and gives no sign-in', async () => {
    for (const path of ['invitations', 'passwords']) {
      for (const guess of [newSessionToken(), 'x', `${tokens.password}x`, '..%2f', '%00'])
        for (const answer of [
          await scene.app.inject(`/${path}/${guess}`),
          await send(
            `/${path}/${guess}`,
            {},
            { password: 'a long new password', again: 'a long new password' },
          ),
        ]) {
          expect([guess, answer.statusCode]).toEqual([guess, 404]);
          expect(answer.body).not.toMatch(/Hill Builders|example\.com/);
        }
      // One kind of link is not the other.
      const other = path === 'passwords' ? tokens.invitation : tokens.password;
      expect((await scene.app.inject(`/${path}/${other}`)).statusCode).toBe(404);
    }
    const page = await scene.app.inject(`/invitations/${tokens.invitation}`);
    expect([page.statusCode, page.headers['set-cookie']]).toEqual([200, undefined]);
  });
});
