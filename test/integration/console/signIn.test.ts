import { hashUserPassword } from '../../../src/access/userPasswords';
import { disableUser, insertUser, setUserPassword } from '../../../src/ledger/users';
import {
  createPostgresLoginLimiter,
  defaultLoginPolicy,
} from '../../../src/quickbooks/webconnector/loginLimiter';
import { openConsole, type ConsoleScene } from './scene';

describe('signing in', () => {
  let scene: ConsoleScene;
  const password = 'correct horse battery';
  beforeAll(async () => {
    scene = await openConsole();
    const passwordHash = await hashUserPassword(password);
    await scene.database.asSystem((tx) =>
      insertUser(tx, { email: 'Ann@example.com', name: 'Ann <b>Hill', passwordHash }),
    );
  });
  afterAll(() => scene.end());

  const signIn = (form: Record<string, string>, headers: Record<string, string> = {}, app = scene.app) =>
    app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ email: 'ann@example.com', password, ...form }).toString(),
    });

  test('the right password leads to the page that was asked for, with a cookie that no script reads', async () => {
    const answer = await signIn({ next: '/companies?tone=bad' });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/companies?tone=bad');
    expect(answer.headers['set-cookie']).toMatch(/^tieout=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] as string;
    const page = await scene.app.inject({ url: '/companies', headers: { cookie } });
    expect(page.statusCode).toBe(200);
    // What people are called is text, never markup.
    expect(page.body).toContain('Ann &lt;b>Hill');
    const stored = await scene.rows('select hash from user_session');
    expect(JSON.stringify(stored)).not.toContain(cookie.slice(7));
  });

  test('a wrong password and an unknown user get the same words', async () => {
    const wrong = await signIn({ password: 'something else' });
    const nobody = await signIn({ email: 'nobody@example.com' });
    expect([wrong.statusCode, nobody.statusCode]).toEqual([401, 401]);
    expect(wrong.body.replace('ann@', '').replace('nobody@', '')).toBe(nobody.body.replace('nobody@', ''));
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'nobody is led to another site: %s',
    async (next) => {
      expect((await signIn({ next })).headers.location).toBe('/companies');
    },
  );

  test('by HTTPS the cookie never travels otherwise, and browsers are told so', async () => {
    const secure = await openConsole({ isSecure: true });
    try {
      await secure.database.asSystem(async (tx) =>
        insertUser(tx, {
          email: 'ann@example.com',
          name: 'Ann',
          passwordHash: await hashUserPassword(password),
        }),
      );
      const answer = await signIn({}, {}, secure.app);
      expect(answer.headers['set-cookie']).toMatch(
        /^__Host-tieout=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/);
    } finally {
      await secure.end();
    }
  });

  test('no page lets scripts or styles in from anywhere, or stands in a frame', async () => {
    for (const url of ['/sign-in', '/companies', '/nowhere', '/api/v1/me', '/assets/live.js']) {
      const { headers } = await scene.app.inject(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none';script-src 'self';style-src 'self'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
  });

  test('a form of another site, or without the page’s own token, does nothing', async () => {
    const company = await scene.company('Csrf');
    const visitor = await scene.signedIn({ company });
    const url = `/companies/${company}/pause`;
    const send = (headers: Record<string, string>, form: Record<string, string>) =>
      scene.app.inject({
        method: 'POST',
        url,
        headers: {
          cookie: visitor.cookie,
          host: 'localhost',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        payload: new URLSearchParams({ for: 'hour', ...form }).toString(),
      });
    const { csrf } = visitor;
    const other = await scene.signedIn({ company });
    for (const [headers, form] of [
      [{}, {}],
      [{}, { _csrf: other.csrf }],
      [{ origin: 'https://evil.example' }, { _csrf: csrf }],
      [{ origin: 'null' }, { _csrf: csrf }],
      [{ 'sec-fetch-site': 'cross-site' }, { _csrf: csrf }],
      [{ 'sec-fetch-site': 'same-site' }, { _csrf: csrf }],
    ] as [Record<string, string>, Record<string, string>][])
      expect((await send(headers, form)).statusCode).toBe(403);
    expect((await signIn({}, { origin: 'https://evil.example' })).statusCode).toBe(403);
    const [row] = await scene.rows('select paused_at from company where id = $1', [company]);
    expect(row.paused_at).toBeNull();
    const same = await send({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, { _csrf: csrf });
    expect(same.statusCode).toBe(303);
  });

  test('by another name than the public address and this machine nothing is shown or taken', async () => {
    const there = await openConsole({ publicUrl: 'https://books.example.com', isSecure: true });
    const ask = (host: string) => there.app.inject({ method: 'GET', url: '/sign-in', headers: { host } });
    for (const host of ['books.example.com', 'localhost:8090', '127.0.0.1', '[::1]:8090'])
      expect([host, (await ask(host)).statusCode]).toEqual([host, 200]);
    for (const host of ['192.168.1.5:8090', 'evil.example', 'localhost.evil.example'])
      expect([host, (await ask(host)).statusCode]).toEqual([host, 421]);
    const given = await signIn({}, { host: '192.168.1.5:8090' }, there.app);
    expect(given.statusCode).toBe(421);
    expect(given.body).toContain('Open https://books.example.com.');
    const healthy = { method: 'GET', url: '/health', headers: { host: '10.0.0.9' } } as const;
    expect((await there.app.inject(healthy)).statusCode).toBe(200);
    // A proxy need not pass the name on: what the browser says is compared with the public address.
    const origin = (from: string) => signIn({}, { host: 'localhost:8090', origin: from }, there.app);
    expect((await origin('https://books.example.com')).statusCode).toBe(401);
    expect((await origin('https://evil.example')).statusCode).toBe(403);
    await there.end();
  });

  test('what cannot be text of ours is refused, not a fault', async () => {
    expect((await signIn({ email: 'ann\0@example.com' })).statusCode).toBe(400);
    const visitor = await scene.signedIn({ company: await scene.company('Text') });
    expect((await visitor.get('/companies?q=%00')).statusCode).toBe(200);
  });

  test('a page that only stays open neither keeps a sign-in alive nor outlives the role', async () => {
    const company = await scene.company('Live');
    const visitor = await scene.signedIn({ company });
    const idle = `update user_session set seen_at = now() - interval '60 min' where user_id = $1`;
    await scene.rows(idle, [visitor.userId]);
    const seen = async (): Promise<number> => {
      const [row] = await scene.rows(
        'select extract(epoch from now() - seen_at)::int as age from user_session where user_id = $1',
        [visitor.userId],
      );
      return row.age;
    };
    const live = visitor.get(`/companies/${company}/live`);
    // Ends at the first look after the role is gone.
    await scene.rows('delete from membership where user_id = $1', [visitor.userId]);
    await live;
    expect(await seen()).toBeGreaterThan(3_000);
    await visitor.get('/companies');
    expect(await seen()).toBeLessThan(60);
  });

  test('one person keeps so many pages up to date and no more, and closing one makes room', async () => {
    const company = await scene.company('Many pages');
    const visitor = await scene.signedIn({ company });
    const url = await scene.app.listen({ port: 0, host: '127.0.0.1' });
    const closing = new AbortController();
    const open = (signal?: AbortSignal) =>
      fetch(`${url}/companies/${company}/live`, {
        headers: { cookie: visitor.cookie },
        ...(signal ? { signal } : {}),
      });
    const pages = await Promise.all(Array.from({ length: 20 }, () => open(closing.signal)));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    const more = await open();
    expect(more.status).toBe(429);
    expect(await more.text()).toContain('Too many of your pages are open.');
    closing.abort();
    let room = 429;
    while (room === 429) {
      const again = new AbortController();
      room = (await open(again.signal)).status;
      again.abort();
    }
    expect(room).toBe(200);

    // Whoever may not see it any more is not told more either.
    const setup = await fetch(`${url}/companies/${company}/setup/live`, {
      headers: { cookie: visitor.cookie },
    });
    const reader = setup.body?.getReader();
    expect([setup.status, (await reader?.read())?.done]).toEqual([200, false]);
    await scene.rows(`update membership set role = 'Clerk' where user_id = $1`, [visitor.userId]);
    while ((await reader?.read())?.done === false);
  }, 30_000);

  test('a sign-in ends by signing out, by time, by a new password and by being disabled', async () => {
    const isIn = async (visitor: { get(url: string): Promise<{ statusCode: number }> }) =>
      (await visitor.get('/companies')).statusCode === 200;
    const out = await scene.signedIn();
    expect(await isIn(out)).toBe(true);
    await out.post('/sign-out');
    expect(await isIn(out)).toBe(false);

    const idle = await scene.signedIn();
    await scene.rows(`update user_session set seen_at = now() - interval '121 min' where user_id = $1`, [
      idle.userId,
    ]);
    expect(await isIn(idle)).toBe(false);

    const old = await scene.signedIn();
    await scene.rows('update user_session set expires_at = now() where user_id = $1', [old.userId]);
    expect(await isIn(old)).toBe(false);

    const changed = await scene.signedIn();
    await scene.database.asSystem((tx) => setUserPassword(tx, changed.userId, 'none'));
    expect(await isIn(changed)).toBe(false);

    const disabled = await scene.signedIn();
    await scene.database.asSystem((tx) => disableUser(tx, disabled.userId));
    expect(await isIn(disabled)).toBe(false);
  });

  test('guessing is bounded, and says when to try again', async () => {
    const limited = await openConsole();
    const guessed = await openLimited(limited);
    const { app } = guessed;
    try {
      for (let attempt = 0; attempt < 2; attempt += 1)
        expect((await signIn({ password: 'wrong' }, {}, app)).statusCode).toBe(401);
      const refused = await signIn({}, {}, app);
      expect(refused.statusCode).toBe(429);
      expect(refused.body).toMatch(/Try again in 15 minutes/);
    } finally {
      await guessed.end();
      await limited.end();
    }
  });
  const openLimited = async ({ database }: ConsoleScene) =>
    openConsole({
      signInLimiter: createPostgresLoginLimiter(
        { pool: database.pool, tableName: 'sign_in_attempt' },
        { ...defaultLoginPolicy, failuresPerUserAndAddress: 2 },
      ),
    });

  test('too many requests from one address are refused', async () => {
    const narrow = await openConsole({ requestsPerMinute: 3 });
    try {
      const codes = [];
      for (let request = 0; request < 5; request += 1)
        codes.push((await narrow.app.inject('/api/v1/me')).statusCode);
      expect(codes).toEqual([401, 401, 401, 429, 429]);
    } finally {
      await narrow.end();
    }
  });

  test('the password is asked for again before what cannot be taken back', async () => {
    const company = await scene.company('Doubt');
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, 'bill', 'billcom', 'B1', 'unknownOutcome', 'A-1', 'The answer was lost.', 'Look.', '{"when": "decision"}', '{"operation": "${'0'.repeat(8)}-0000-4000-8000-000000000000"}', 1)`,
      [company],
    );
    const [hold] = await scene.rows('select id from hold where company_id = $1', [company]);
    const visitor = await scene.signedIn({ company, role: 'Accountant' });
    await scene.rows('update app_user set password_hash = $2 where id = $1', [
      visitor.userId,
      await hashUserPassword(password),
    ]);
    await scene.rows(`update user_session set confirmed_at = now() - interval '11 min' where user_id = $1`, [
      visitor.userId,
    ]);
    const decide = () => visitor.post(`/companies/${company}/holds/${hold.id}/decision`, { choice: 'write' });
    const first = await decide();
    expect(first.headers.location).toBe(
      `/confirm?next=${encodeURIComponent(`/companies/${company}/needs-you?`)}`,
    );
    expect((await visitor.post('/confirm', { password: 'wrong', next: '/companies' })).statusCode).toBe(401);
    expect((await visitor.post('/confirm', { password, next: '/companies' })).statusCode).toBe(303);
    // Now it goes as far as the rows let it: this write is known by now.
    expect((await decide()).statusCode).toBe(409);
    const token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
    const byToken = await scene.app.inject({
      method: 'POST',
      url: `/api/v1/companies/${company}/holds/${hold.id}/decision`,
      headers: { authorization: `Bearer ${token}` },
      payload: { choice: 'write' },
    });
    expect(byToken.statusCode).toBe(403);
    expect(byToken.json().error).toContain('password');
  });
});
