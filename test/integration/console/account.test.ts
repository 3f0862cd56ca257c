import { hashUserPassword } from '../../../src/access/userPasswords';
import {
  createMemoryLoginLimiter,
  defaultLoginPolicy,
} from '../../../src/quickbooks/webconnector/loginLimiter';
import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** One's own account: name, password, sign-ins, tokens. */
describe('one’s own account', () => {
  let scene: ConsoleScene;
  let company: string;
  let ann: Visitor;
  const password = 'correct horse battery';
  const next = 'another horse battery';
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0';

  beforeAll(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
  });
  afterAll(() => scene.end());
  beforeEach(async () => {
    ann = await scene.signedIn({ company });
    await scene.rows('update app_user set password_hash = $2 where id = $1', [
      ann.userId,
      await hashUserPassword(password),
    ]);
  });

  const signIn = (given: string, app = scene.app, email = ann.email) =>
    app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': windows },
      payload: new URLSearchParams({ email, password: given }).toString(),
    });
  const audit = async () =>
    (
      await scene.rows('select who, action, detail from audit where company_id = $1 order by id desc', [
        company,
      ])
    )[0];
  const change = (more: Record<string, string> = {}) =>
    ann.post('/account/password', { old: password, password: next, again: next, ...more });

  test('the name is changed, by which others know one', async () => {
    expect((await ann.post('/account/name', { name: 'Ann Hill' })).headers.location).toBe(
      '/account?did=name',
    );
    expect((await ann.get('/companies')).body).toContain('Ann Hill');
    expect(await audit()).toMatchObject({ who: ann.email, action: 'changed their own name' });
    expect((await ann.post('/account/name', { name: ' ' })).statusCode).toBe(400);
  });

  test('the password is changed with the old one; every other sign-in ends, this one goes on anew', async () => {
    const elsewhere = String((await signIn(password)).headers['set-cookie']).split(';')[0] as string;
    for (const [wrong, words] of [
      [{ old: 'something else' }, 'The old password is wrong'],
      [{ again: 'x' }, 'are not the same'],
      [{ password: 'short', again: 'short' }, 'at least 12 characters'],
      [{ password, again: password }, 'is the old one'],
    ] as const) {
      const refused = await change(wrong);
      expect([refused.statusCode, refused.body.includes(words)]).toEqual([409, true]);
    }
    const changed = await change();
    expect(changed.headers.location).toBe('/account?did=password');
    expect(changed.headers['set-cookie']).toMatch(/^tieout=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = String(changed.headers['set-cookie']).split(';')[0] as string;
    const code = async (by: string) =>
      (await scene.app.inject({ url: '/account', headers: { cookie: by } })).statusCode;
    expect([await code(cookie), await code(ann.cookie), await code(elsewhere)]).toEqual([200, 303, 303]);
    expect([(await signIn(password)).statusCode, (await signIn(next)).statusCode]).toEqual([401, 303]);
    expect(await audit()).toMatchObject({ who: ann.email, action: 'changed their own password' });
  });

  test('the old password is guessed no more often than at the sign-in', async () => {
    const limited = await openConsole({
      signInLimiter: createMemoryLoginLimiter({ ...defaultLoginPolicy, failuresPerUserAndAddress: 2 }),
    });
    try {
      const bob = await limited.signedIn();
      const guess = () => bob.post('/account/password', { old: 'guess', password: next, again: next });
      expect([(await guess()).statusCode, (await guess()).statusCode]).toEqual([409, 409]);
      const third = await guess();
      expect([third.statusCode, third.body.includes('Try again in')]).toEqual([429, true]);
    } finally {
      await limited.end();
    }
  });

  test('one’s sign-ins are listed with browser and address, and the others ended', async () => {
    await signIn(password);
    const somebody = await scene.signedIn({ company });
    const page = (await ann.get('/account')).body;
    expect(page).toContain('Edge on Windows');
    expect(page).toContain('127.0.0.1');
    expect(page.match(/this one/g)).toHaveLength(1);
    const listed = (await ann.get('/api/v1/me/sessions')).json().items;
    expect(listed.map(({ isThis }: { isThis: boolean }) => isThis)).toEqual([true, false]);
    expect((await ann.post('/account/sessions/end-others')).headers.location).toBe('/account?did=others');
    expect((await ann.get('/api/v1/me/sessions')).json().items).toHaveLength(1);
    expect((await somebody.get('/account')).statusCode).toBe(200);
  });

  test('a token is made and shown once, works as far as it may, tells its use, and is ended', async () => {
    const made = await ann.post('/account/tokens', { name: 'report', scope: 'read', days: '30' });
    const token = /class="secret link">([^<]+)</.exec(made.body)?.[1] ?? '';
    expect(token).toMatch(/^tieout_[\w-]{43}$/);
    expect(await audit()).toMatchObject({
      action: 'made a token for a user',
      detail: `${ann.email}: “report”, may read, for 30 days`,
    });
    const by = (method: 'GET' | 'POST', url: string, payload?: object) =>
      scene.app.inject({
        ...{ method, url, headers: { authorization: `Bearer ${token}` } },
        ...(payload && { payload }),
      });
    expect((await by('GET', '/api/v1/me')).json().scopes).toEqual(['read']);
    expect((await by('POST', `/api/v1/companies/${company}/cycles`, { mode: 'sync' })).statusCode).toBe(403);
    const [listed] = (await ann.get('/api/v1/me/tokens')).json().items;
    expect(listed).toMatchObject({ name: 'report', scopes: ['read'], usedAt: expect.any(String) });
    const page = (await ann.get('/account')).body;
    expect(page).toContain('less than a minute ago');
    expect(page).not.toContain(token);
    // Somebody else's is not there.
    const somebody = await scene.signedIn({ company });
    expect((await somebody.post(`/account/tokens/${listed.id}/end`)).statusCode).toBe(404);
    expect((await ann.post(`/account/tokens/${listed.id}/end`)).headers.location).toBe('/account?did=ended');
    expect((await by('GET', '/api/v1/me')).statusCode).toBe(401);
    expect((await ann.post(`/account/tokens/${listed.id}/end`)).statusCode).toBe(404);
  });

  test('a token does nothing to an account, whatever its scope', async () => {
    const token = await scene.token({ company }, ['read', 'act']);
    const [{ id }] = await scene.rows('select id from api_token order by created_at desc limit 1');
    for (const [path, payload] of [
      ['name', { name: 'X' }],
      ['password', { old: password, password: next }],
      ['sessions/end-others', {}],
      ['tokens', { name: 'X', scope: 'act', days: 3650 }],
      [`tokens/${id}/end`, {}],
    ] as const) {
      const answer = await scene.app.inject({
        method: 'POST',
        url: `/api/v1/me/${path}`,
        headers: { authorization: `Bearer ${token}` },
        payload,
      });
      expect([path, answer.statusCode]).toEqual([path, 403]);
    }
  });

  test('twenty tokens at most, and those that have ended do not count', async () => {
    await scene.rows(
      `insert into api_token (user_id, name, hash, scopes, expires_at)
       select $1::uuid, 'n', sha256(($1::text || n)::bytea), '{read}', now() + case n when 1 then interval '0' else interval '1 h' end
       from generate_series(1, 20) n`,
      [ann.userId],
    );
    const make = () => ann.post('/account/tokens', { name: 'more', scope: 'act', days: '30' });
    expect((await make()).statusCode).toBe(200);
    expect((await make()).statusCode).toBe(409);
  });

  test('by the API, from a browser, with the token that only its pages know', async () => {
    const call = (path: string, payload: object, csrf = ann.csrf) =>
      scene.app.inject({
        method: 'POST',
        url: `/api/v1/me/${path}`,
        headers: { cookie: ann.cookie, 'x-csrf-token': csrf },
        payload,
      });
    expect((await call('name', { name: 'Ann' }, '')).statusCode).toBe(403);
    expect((await call('name', { name: 'Ann' })).json()).toEqual({ done: true });
    const made = (await call('tokens', { name: 'x', scope: 'act', days: 1 })).json();
    expect(made.token).toMatch(/^tieout_/);
    expect((await call(`tokens/${made.id}/end`, {})).json()).toEqual({ done: true });
    expect((await call('sessions/end-others', {})).json()).toEqual({ ended: 0 });
    expect((await call('password', { old: password, password: next })).statusCode).toBe(200);
  });

  test('nothing of the above was a fault of ours', () => expect(scene.errors).toEqual([]));
});
