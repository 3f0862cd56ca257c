import { isUserPassword } from '../../../src/access/userPasswords';
import { purgeLinks } from '../../../src/ledger/invitations';
import { disableUser, findUser } from '../../../src/ledger/users';
import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** Who may use a company, as its Administrators say: invited, given another role, a new password, no access any more. */
describe('people of a company', () => {
  let scene: ConsoleScene;
  let hill: string;
  let other: string;
  let ann: Visitor;
  const password = 'correct horse battery';

  beforeAll(async () => {
    scene = await openConsole();
    hill = await scene.company('Hill Builders');
    other = await scene.company('Other Builders');
    ann = await scene.signedIn({ company: hill });
  });
  afterAll(() => scene.end());
  beforeEach(() => scene.rows('update user_session set confirmed_at = now()'));

  const people = (company = hill): string => `/companies/${company}/people`;
  const invite = (by: Visitor, more: Record<string, string> = {}, company = hill) =>
    by.post(people(company), {
      email: 'bob@example.com',
      name: 'Bob Reed',
      role: 'Clerk',
      plan: 'payables',
      ...more,
    });
  const linkIn = (body: string): string =>
    /class="secret link">http:\/\/localhost(:\d+)?(\/[^<]+)</.exec(body)?.[2] ?? 'no link';
  const stranger = (url: string, form?: Record<string, string>) =>
    scene.app.inject(
      form === undefined
        ? { method: 'GET', url }
        : {
            method: 'POST',
            url,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams(form).toString(),
          },
    );
  const standing = async (email: string, company = hill) =>
    (
      await scene.rows(
        `select role, plan from membership join app_user on app_user.id = user_id where lower(email) = $1 and company_id = $2`,
        [email, company],
      )
    )[0];
  const audit = async (company = hill) =>
    (
      await scene.rows('select who, action, detail from audit where company_id = $1 order by id desc', [
        company,
      ])
    ).map(({ who, action, detail }) => `${who} ${action}: ${detail}`);
  const signIn = (email: string, given: string) => stranger('/sign-in', { email, password: given });

  test('somebody new is invited by a link that works once, chooses a password by it and signs in', async () => {
    const made = await invite(ann);
    expect(made.statusCode).toBe(200);
    expect(made.headers['cache-control']).toBe('no-store');
    const link = linkIn(made.body);
    expect(link).toMatch(/^\/invitations\/[\w-]{43}$/);
    expect(JSON.stringify(await scene.rows('select * from invitation'))).not.toContain(link.slice(13));
    expect((await audit())[0]).toBe(`${ann.email} invited somebody: bob@example.com: Clerk, payables`);
    // Nothing is given before it is accepted.
    expect(await scene.rows(`select 1 from app_user where email = 'bob@example.com'`)).toEqual([]);
    expect((await ann.get(people())).body).toContain('works until');

    const page = await stranger(link);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toContain('“Hill Builders” invites you');
    const weak = await stranger(link, { password: 'short', again: 'short' });
    expect([weak.statusCode, weak.body.includes('at least 12 characters')]).toEqual([409, true]);
    const different = await stranger(link, { password, again: `${password}!` });
    expect(different.body).toContain('The two are not the same');
    const accepted = await stranger(link, { password, again: password });
    expect(accepted.headers.location).toBe(
      `/sign-in?${new URLSearchParams({ next: `/companies/${hill}`, did: 'password' }).toString()}`,
    );
    expect((await stranger(String(accepted.headers.location))).body).toContain('The password is set.');
    expect(await standing('bob@example.com')).toEqual({ role: 'Clerk', plan: 'payables' });
    expect((await signIn('bob@example.com', password)).statusCode).toBe(303);
    expect((await audit()).slice(0, 2)).toEqual([
      `bob@example.com accepted an invitation: Clerk, payables; of ${ann.email}`,
      `${ann.email} gave a user a role: bob@example.com: Clerk, payables`,
    ]);
    for (const again of [await stranger(link), await stranger(link, { password, again: password })])
      expect([again.statusCode, again.body.includes('does not work')]).toEqual([404, true]);
    const shown = (await ann.get(people())).body;
    expect(shown).toContain('Bob Reed');
    expect(shown).not.toContain('works until');
    expect((await invite(ann)).statusCode).toBe(409);
  });

  test('of two who accept at once one does', async () => {
    const link = linkIn((await invite(ann, { email: 'twice@example.com' })).body);
    const answers = await Promise.all([1, 2].map(() => stranger(link, { password, again: password })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  });

  test('an address of another company is invited with the same answer, list and page, and keeps its password', async () => {
    const theirs = await scene.signedIn({ company: other, role: 'Accountant' });
    const [known, unknown] = [
      await invite(ann, { email: theirs.email.toUpperCase(), name: 'Known' }),
      await invite(ann, { email: 'nobody@example.com', name: 'Known' }),
    ];
    const same = (text: string): string =>
      text
        .replaceAll(theirs.email.toUpperCase(), 'X')
        .replaceAll('nobody@example.com', 'X')
        .replace(/\/invitations\/[\w-]+/g, 'LINK')
        .replace(/name="_csrf" value="[^"]*"/g, '');
    expect(known.statusCode).toBe(unknown.statusCode);
    expect(same(known.body)).toBe(same(unknown.body));
    const links = [linkIn(known.body), linkIn(unknown.body)] as const;
    const pages = await Promise.all(links.map((link) => stranger(link)));
    const paged = (body = ''): string => same(body).replace(/%2Finvitations%2F[\w-]+/g, 'LINK');
    expect(paged(pages[0]?.body)).toBe(paged(pages[1]?.body));
    const listed = (
      await scene.app.inject({ url: `/api/v1${people()}`, headers: { cookie: ann.cookie } })
    ).json();
    const [one, two] = listed.invitations.filter(({ name }: { name: string }) => name === 'Known');
    const { id: _1, email: _2, endsAt: _3, ...first } = one;
    const { id: _4, email: _5, endsAt: _6, ...second } = two;
    expect(first).toEqual(second);

    // Whoever has the link and not the password does not become them.
    const hash = () => scene.rows('select password_hash from app_user where id = $1', [theirs.userId]);
    const before = await hash();
    const taken = await stranger(links[0], { password, again: password });
    expect(taken.statusCode).toBe(409);
    expect(await hash()).toEqual(before);
    const wrongOne = await ann.post(`${links[0]}/accept`);
    expect(wrongOne.body).toContain('you are signed in as');
    expect((await ann.get(links[0])).body).toContain('this invitation is for somebody else');
    expect(await standing(theirs.email)).toBeUndefined();

    expect((await theirs.get(links[0])).body).toContain('>Accept<');
    expect((await theirs.post(`${links[0]}/accept`)).headers.location).toBe(`/companies/${hill}`);
    expect(await standing(theirs.email)).toEqual({ role: 'Clerk', plan: 'payables' });
    expect((await theirs.post(`${links[0]}/accept`)).statusCode).toBe(404);
  });

  test('somebody of another company of the same Administrator accepts by the link, too', async () => {
    const second = await scene.company('Second Company');
    await scene.rows(`insert into membership (user_id, company_id, role) values ($1, $2, 'Administrator')`, [
      ann.userId,
      second,
    ]);
    const given = await invite(ann, { role: 'Payer' }, second);
    expect(given.body).toContain('class="secret link"');
    expect(await standing('bob@example.com', second)).toBeUndefined();
    await scene.rows('delete from membership where company_id = $1', [second]);
  });

  test('an invitation ends where its Administrator has less than its plan by now', async () => {
    const both = await scene.signedIn({ company: hill, role: 'Administrator', plan: 'both' });
    const link = linkIn(
      (await invite(both, { email: 'carol@example.com', name: 'Carol', plan: 'both' })).body,
    );
    expect((await stranger(link)).statusCode).toBe(200);
    await scene.rows(`update membership set plan = 'payables' where user_id = $1 and company_id = $2`, [
      both.userId,
      hill,
    ]);
    expect((await stranger(link)).statusCode).toBe(404);
  });

  test('a link ends by time, by a new one, by being withdrawn, and with the role of who made it', async () => {
    const made = async (by = ann) => {
      const link = linkIn((await invite(by, { email: 'carl@example.com' })).body);
      const [row] = await scene.rows(`select id from invitation where email = 'carl@example.com'`);
      return { link, id: row.id as string };
    };
    const works = async (link: string): Promise<boolean> => (await stranger(link)).statusCode === 200;
    const first = await made();
    expect(await works(first.link)).toBe(true);
    await scene.rows(`update invitation set expires_at = now() where id = $1`, [first.id]);
    expect(await works(first.link)).toBe(false);
    expect((await ann.get(people())).body).toContain('works no more');
    const again = await ann.post(`/companies/${hill}/invitations/${first.id}/link`);
    const renewed = linkIn(again.body);
    expect([await works(first.link), await works(renewed)]).toEqual([false, true]);
    await ann.post(`/companies/${hill}/invitations/${first.id}/withdraw`);
    expect(await works(renewed)).toBe(false);

    const dan = await scene.signedIn({ company: hill });
    const { link } = await made(dan);
    expect(await works(link)).toBe(true);
    await scene.rows(`update membership set role = 'Clerk' where user_id = $1`, [dan.userId]);
    expect(await works(link)).toBe(false);
    await scene.rows(`update membership set role = 'Administrator' where user_id = $1`, [dan.userId]);
    await scene.database.asSystem((tx) => disableUser(tx, dan.userId));
    expect(await works(link)).toBe(false);
  });

  test('a role is changed, from what to what, and counts at the next request', async () => {
    const eve = await scene.signedIn({ company: hill, role: 'Clerk' });
    const page = (await ann.get(`${people()}/${eve.userId}`)).body;
    expect(page).toContain('Make a link for a new password');
    const saved = await ann.post(`${people()}/${eve.userId}`, { role: 'Auditor', plan: 'receivables' });
    expect(saved.headers.location).toBe(`${people()}?did=roleGiven`);
    expect((await audit())[0]).toBe(
      `${ann.email} gave a user a role: ${eve.email}: Clerk, both → Auditor, receivables`,
    );
    expect((await eve.get(`/companies/${hill}/audit`)).statusCode).toBe(200);
    expect((await ann.get(`/companies/${hill}/audit`)).body).toContain('Clerk, both → Auditor, receivables');
  });

  test('who loses access sees nothing at once, and what they did stays', async () => {
    const fay = await scene.signedIn({ company: hill, role: 'Accountant' });
    expect((await fay.get(`/companies/${hill}`)).statusCode).toBe(200);
    await ann.post(`${people()}/${fay.userId}/remove`);
    expect((await fay.get(`/companies/${hill}`)).statusCode).toBe(404);
    expect((await audit())[0]).toBe(`${ann.email} took a user’s role away: ${fay.email}`);
    expect((await ann.post(`${people()}/${fay.userId}/remove`)).statusCode).toBe(404);
  });

  test('the last Administrator stays, whoever asks, also of two who take it from each other at once', async () => {
    const company = await scene.company('Two Heads');
    const [one, two] = [await scene.signedIn({ company }), await scene.signedIn({ company })];
    const answers = await Promise.all([
      one.post(`${people(company)}/${two.userId}/remove`),
      two.post(`${people(company)}/${one.userId}/remove`),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).filter((code) => code === 303)).toHaveLength(1);
    const [left] = await scene.rows('select user_id from membership where company_id = $1', [company]);
    const last = left.user_id === one.userId ? one : two;
    for (const [path, form] of [
      ['', { role: 'Accountant', plan: 'both' }],
      ['/remove', {}],
    ] as const) {
      const refused = await last.post(`${people(company)}/${last.userId}${path}`, form);
      expect(refused.statusCode).toBe(409);
      expect(refused.body).toContain('is the last Administrator of “Two Heads”');
    }
    // One who cannot sign in is none.
    const gone = await scene.signedIn({ company });
    await scene.database.asSystem((tx) => disableUser(tx, gone.userId));
    expect((await last.post(`${people(company)}/${last.userId}/remove`)).statusCode).toBe(409);
    expect((await last.get(`${people(company)}/${gone.userId}`)).body).toContain('tieout user enable');
    await scene.signedIn({ company });
    const resigned = await last.post(`${people(company)}/${last.userId}/remove`);
    expect(resigned.headers.location).toBe('/companies');
  });

  test('nobody gives a plan that they do not have, or acts on who has more', async () => {
    const company = await scene.company('Planned');
    const half = await scene.signedIn({ company, plan: 'payables' });
    const whole = await scene.signedIn({ company });
    expect((await half.get(people(company))).body).not.toContain('value="both"');
    for (const [path, form] of [
      ['', { email: 'x@example.com', name: 'X', role: 'Clerk', plan: 'both' }],
      [`/${half.userId}`, { role: 'Administrator', plan: 'both' }],
      [`/${whole.userId}`, { role: 'Clerk', plan: 'payables' }],
      [`/${whole.userId}/remove`, {}],
      [`/${whole.userId}/password-link`, {}],
    ] as const) {
      const refused = await half.post(`${people(company)}${path}`, form);
      expect([path, refused.statusCode]).toEqual([path, 403]);
      expect(refused.body).toContain('Ask an Administrator with the plan both');
    }
    expect((await invite(half, {}, company)).statusCode).toBe(200);
  });

  test('a lost password: a link signs out at once, and the new one is chosen by it, once', async () => {
    const gil = await scene.signedIn({ company: hill, role: 'Clerk' });
    expect((await gil.get('/companies')).statusCode).toBe(200);
    const make = async () => linkIn((await ann.post(`${people()}/${gil.userId}/password-link`)).body);
    const older = await make();
    expect((await gil.get('/companies')).statusCode).toBe(303);
    const link = await make();
    expect((await stranger(older)).statusCode).toBe(404);
    const page = await stranger(link);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toContain(gil.email);
    expect((await stranger(link, { password, again: 'x' })).statusCode).toBe(409);
    const chosen = await stranger(link, { password, again: password });
    expect(chosen.headers.location).toContain('did=password');
    expect((await signIn(gil.email, password)).statusCode).toBe(303);
    expect((await stranger(link, { password, again: password })).statusCode).toBe(404);
    expect((await audit()).slice(0, 3)).toEqual([
      `${gil.email} chose a new password: ${gil.email}: by the link of ${ann.email}`,
      `${ann.email} made a link for a new password: ${gil.email}`,
      `${ann.email} made a link for a new password: ${gil.email}`,
    ]);
    const ended = await make();
    await scene.rows('update password_link set expires_at = now()');
    expect((await stranger(ended)).statusCode).toBe(404);
    const disabled = await make();
    await scene.database.asSystem((tx) => disableUser(tx, gil.userId));
    expect((await stranger(disabled)).statusCode).toBe(404);
    expect((await ann.post(`${people()}/${gil.userId}/password-link`)).statusCode).toBe(409);
  });

  test('an Administrator has no password changed that opens another company, also not one that came later', async () => {
    const firm = await scene.signedIn({ company: hill, role: 'Accountant' });
    const link = linkIn((await ann.post(`${people()}/${firm.userId}/password-link`)).body);
    expect((await stranger(link)).statusCode).toBe(200);
    await scene.rows(`insert into membership (user_id, company_id, role) values ($1, $2, 'Accountant')`, [
      firm.userId,
      other,
    ]);
    expect((await stranger(link)).statusCode).toBe(404);
    expect((await stranger(link, { password, again: password })).statusCode).toBe(404);
    const refused = await ann.post(`${people()}/${firm.userId}/password-link`);
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('would open more than you administer');
    expect(refused.body).not.toContain('Other Builders');
    await scene.rows(`insert into membership (user_id, company_id, role) values ($1, $2, 'Administrator')`, [
      ann.userId,
      other,
    ]);
    expect((await ann.post(`${people()}/${firm.userId}/password-link`)).statusCode).toBe(200);
    await scene.rows(
      `insert into company_draft (user_id, name, zone, billcom, billcom_secret) values ($1, 'Next', 'America/Chicago', '{}', '')`,
      [firm.userId],
    );
    expect((await ann.post(`${people()}/${firm.userId}/password-link`)).statusCode).toBe(409);
    await scene.rows(`delete from membership where user_id = $1 and company_id = $2`, [ann.userId, other]);
    expect((await ann.post(`${people()}/${ann.userId}/password-link`)).statusCode).toBe(409);
    const user = await scene.database.asSystem((tx) => findUser(tx, firm.email));
    expect(await isUserPassword(password, user?.passwordHash)).toBe(false);
  });

  test('links are guessed no more often than passwords', async () => {
    const narrow = await openConsole();
    try {
      const codes = new Set<number>();
      for (let count = 0; count < 70; count += 1)
        codes.add((await narrow.app.inject(`/passwords/${'a'.repeat(40)}${100 + count}`)).statusCode);
      expect([...codes]).toEqual([404, 429]);
    } finally {
      await narrow.end();
    }
  });

  test('what is not a name, an address, a role or a plan is refused', async () => {
    for (const wrong of [
      { email: 'nobody' },
      { email: '' },
      { name: '' },
      { name: 'A\nB' },
      { role: 'Owner' },
      { plan: 'all' },
      { more: '1' },
    ])
      expect([wrong, (await invite(ann, wrong as Record<string, string>)).statusCode]).toEqual([wrong, 400]);
  });

  test('what ended is listed for a month, then dropped; a link for a password at once', async () => {
    await scene.rows('delete from invitation');
    await scene.rows(
      `insert into invitation (company_id, email, name, role, plan, hash, invited_by, expires_at)
       select $1, 'd' || n || '@example.com', 'D', 'Clerk', 'both', sha256(('d' || n)::bytea), $2, now() - make_interval(days => n)
       from unnest('{29, 31}'::int[]) n`,
      [hill, ann.userId],
    );
    await scene.rows(
      `insert into password_link (user_id, hash, made_by, expires_at) values ($1, sha256('p'), $1, now())`,
      [ann.userId],
    );
    expect(await scene.database.asSystem((tx) => purgeLinks(tx))).toBe(2);
    expect(await scene.database.asSystem((tx) => purgeLinks(tx))).toBe(0);
    expect(await scene.rows('select email from invitation order by 1')).toEqual([
      { email: 'd29@example.com' },
    ]);
    await scene.rows('delete from invitation');
  });

  test('a hundred invitations wait in a company at most', async () => {
    await scene.rows(
      `insert into invitation (company_id, email, name, role, plan, hash, invited_by, expires_at)
       select $1, 'n' || n || '@example.com', 'N', 'Clerk', 'both', sha256(('n' || n)::bytea), $2, now() + interval '1 h'
       from generate_series(1, 100) n`,
      [hill, ann.userId],
    );
    const refused = await invite(ann, { email: 'more@example.com' });
    expect([refused.statusCode, refused.body.includes('100 invitations wait')]).toEqual([409, true]);
    expect((await invite(ann, { email: 'n7@example.com' })).statusCode).toBe(200);
  });

  test('nothing of the above was a fault of ours', () => expect(scene.errors).toEqual([]));
});
