import { openConsole, type ConsoleScene, type Visitor } from './scene';
import { Problem } from '../../../src/words/problem';
import type { BillcomConnection } from '../../../src/billcom';
import { adoptNamed } from '../../../src/activities/ledger/wantedAccounts';
import { loadCompany } from '../../../src/ledger/companies';
import { changeSettings } from '../../../src/acts/changingSettings';
import { verifyPassword } from '../../../src/quickbooks/webconnector/passwords';

/** The wizard that connects a company: tested, resumable, and the same company as the command line makes. */
describe('connecting a company', () => {
  let scene: ConsoleScene;
  let ann: Visitor;
  const asked: BillcomConnection[] = [];
  const organization = '00801234567890123456';
  const given = {
    name: 'Harbor Construction',
    zone: 'America/Chicago',
    environment: 'sandbox',
    organization,
    user: 'Tieout sync',
    password: 'a token value',
    developerKey: 'a developer key',
  };

  beforeAll(async () => {
    scene = await openConsole({
      gatewayUrl: 'https://tieout.example.com',
      testAccess: (connection) => {
        asked.push(connection);
        if (connection.password === 'wrong')
          return Promise.reject(
            new Problem('Bill.com refused the user or the password.', { cure: 'Enter the right one.' }),
          );
        return Promise.resolve({
          organizationId: connection.organizationId,
          organizationName: 'Harbor Inc.',
          userId: '006',
          environmentUrl: connection.v2Url,
        });
      },
    });
    ann = await scene.signedIn();
    await scene.rows('update app_user set may_connect = true where id = $1', [ann.userId]);
  });
  afterAll(() => scene.end());

  const draftId = async (): Promise<string> =>
    (await scene.rows('select id from company_draft where user_id = $1', [ann.userId]))[0]?.id;

  test('who is Administrator of no company, and was not told so, is refused and offered nothing', async () => {
    const company = await scene.company('Oak & Sons');
    const clerk = await scene.signedIn({ company, role: 'Accountant' });
    for (const [method, url] of [
      ['get', '/connect'],
      ['post', '/connect'],
      ['post', '/api/v1/companies'],
    ] as const) {
      const refused = await clerk[method](url);
      expect([url, refused.statusCode]).toEqual([url, 403]);
      expect(refused.body).toContain('may-connect');
    }
    expect((await clerk.get('/companies')).body).not.toContain('Connect a company');
    const administrator = await scene.signedIn({ company, role: 'Administrator' });
    expect((await administrator.get('/companies')).body).toContain('Connect a company');
    expect((await administrator.get('/connect')).statusCode).toBe(200);
  });

  test.each([
    [{ password: 'wrong' }, 'Bill.com refused the user or the password.'],
    [{ organization: '0081' }, 'is not an organization id'],
    [{ zone: 'Chicago' }, 'is not a time zone'],
    [{ environment: 'other' }, 'There is no other Bill.com server here.'],
    [{ developerKey: '' }, 'developer key is missing'],
    [{ name: 'Oak & Sons' }, 'is taken'],
  ])('what does not work is said on the page, and nothing is kept: %j', async (wrong, sentence) => {
    const page = await ann.post('/connect', { ...given, ...wrong });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain(sentence);
    expect(page.body).toContain('value="Tieout sync"');
    for (const secret of ['a token value', 'a developer key', 'wrong"'])
      expect(page.body).not.toContain(secret);
    expect(await draftId()).toBeUndefined();
  });

  test('an organization that is connected already is refused, and another’s company is not named', async () => {
    const other = await scene.company('Secret Holdings');
    await scene.rows(
      `update company set billcom = billcom || jsonb_build_object('organizationId', $2::text, 'v2Url', $3::text) where id = $1`,
      [other, '00899999999999999999', asked.at(-1)?.v2Url ?? ''],
    );
    const page = await ann.post('/connect', { ...given, organization: '00899999999999999999' });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('is connected already.');
    expect(page.body).not.toContain('Secret Holdings');
  });

  test('each step is kept: one can leave, come back, and change what was entered', async () => {
    const first = await ann.post('/connect', given);
    expect(first.headers.location).toMatch(/^\/connect\/[\w-]+\/choices$/);
    const id = await draftId();
    expect((await ann.get('/connect')).body).toContain('Go on with “Harbor Construction”');
    expect((await ann.get(`/connect/${id}`)).headers.location).toBe(`/connect/${id}/choices`);
    const [row] = await scene.rows('select billcom, billcom_secret::text as secret from company_draft');
    expect(JSON.stringify(row)).not.toContain('a token value');

    // The same credentials need not be entered again; for another user they must.
    const { password: _password, developerKey: _key, ...known } = given;
    await ann.post(`/connect/${id}/billcom`, { ...known, name: 'Harbor' });
    expect(asked.at(-1)).toMatchObject({ password: 'a token value', devKey: 'a developer key' });
    const another = await ann.post(`/connect/${id}/billcom`, { ...known, user: 'somebody else' });
    expect(another.statusCode).toBe(409);

    const somebody = await scene.signedIn();
    await scene.rows('update app_user set may_connect = true where id = $1', [somebody.userId]);
    for (const path of ['choices', 'confirm', 'billcom'])
      expect((await somebody.get(`/connect/${id}/${path}`)).statusCode).toBe(404);
    expect((await somebody.post(`/connect/${id}/connect`)).statusCode).toBe(404);
  });

  test('choices are checked as the command line checks them', async () => {
    const id = await draftId();
    const legacy = await ann.post(`/connect/${id}/choices`, { 'settings.legacyStatus': 'on' });
    expect(legacy.statusCode).toBe(409);
    expect(legacy.body).toContain('2020-06-05');
    const made = await ann.post(`/connect/${id}/choices`, { 'accounts.apAccount': 'create' });
    expect(made.statusCode).toBe(409);
    const saved = await ann.post(`/connect/${id}/choices`, {
      'settings.twoWayBills': 'on',
      'settings.legacyStatus': 'on',
      'accounts.moneyOutClearing': 'create',
      'accounts.catchAllExpense': 'Ask my accountant',
      'accounts.apAccount': '',
      billcomAccount: 'before',
    });
    expect(saved.headers.location).toBe(`/connect/${id}/confirm`);
    expect((await ann.get(`/connect/${id}/choices`)).body).toContain('value="Ask my accountant"');
    expect((await ann.get(`/connect/${id}`)).headers.location).toBe(`/connect/${id}/confirm`);
  });

  test('the company is made once, its password shown once, and who made it is its Administrator', async () => {
    const id = await draftId();
    const made = await ann.post(`/connect/${id}/connect`);
    expect(made.statusCode).toBe(200);
    expect(made.headers['cache-control']).toBe('no-store');
    const password = /class="secret">([^<]+)</.exec(made.body)?.[1] ?? '';
    const [company] = await scene.rows('select * from company where name = $1', ['Harbor']);
    expect(await verifyPassword(password, company.web_connector_password_hash)).toBe(true);
    expect(company).toMatchObject({
      zone: 'America/Chicago',
      billcom_account: 'before',
      accepted_at: null,
      named_accounts: { catchAllExpense: { named: 'Ask my accountant', problem: null } },
      settings: {
        twoWayBills: 'on',
        legacyStatus: 'on',
        createAccounts: 'moneyOutClearing',
        receivablesSince: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });
    expect(JSON.parse(scene.database.sealer.open(company.billcom_secret))).toEqual({
      devKey: 'a developer key',
      password: 'a token value',
    });
    expect(await draftId()).toBeUndefined();
    expect((await ann.post(`/connect/${id}/connect`)).statusCode).toBe(404);
    const audit = await scene.rows('select action, who from audit where company_id = $1 order by id', [
      company.id,
    ]);
    expect(audit).toEqual([
      { action: 'added the company', who: ann.email },
      { action: 'gave a user a role', who: ann.email },
    ]);

    const setup = await ann.get(`/companies/${company.id}/setup`);
    expect(setup.body).toContain('It has never called.');
    expect(setup.body).not.toContain(password);
    const qwc = await ann.get(`/companies/${company.id}/qwc`);
    expect(qwc.headers['content-disposition']).toBe('attachment; filename="harbor.qwc"');
    expect(qwc.body).toContain(`<UserName>${company.web_connector_user}</UserName>`);
    expect(qwc.body).toContain('https://tieout.example.com/qbwc');
    await scene.rows('update company set refused_login_at = now() where id = $1', [company.id]);
    expect((await ann.get(`/companies/${company.id}/setup`)).body).toContain('with a wrong password');
  });

  test('an account that was named counts when QuickBooks has been read; one that does not do says why', async () => {
    const [company] = await scene.rows('select id from company where name = $1', ['Harbor']);
    const look = () =>
      scene.database.inCompany(company.id, async (tx) => adoptNamed(tx, await loadCompany(tx, company.id)));
    await scene.rows(
      `update company set named_accounts = named_accounts || '{"apAccount": {"named": "Ask my accountant", "problem": null}, "defaultBank": {"named": "Nowhere", "problem": null}}' where id = $1`,
      [company.id],
    );
    expect((await look()).settings.catchAllExpense).toBe('');
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts) values
         ($1, 'quickbooks', 'account', 'A1', '{"name": "Ask my accountant", "type": "Expense"}', '{"fullName": "Ask my accountant"}')`,
      [company.id],
    );
    expect((await look()).settings).toMatchObject({ catchAllExpense: 'A1', apAccount: '', defaultBank: '' });
    const [after] = await scene.rows('select settings, named_accounts as named from company where id = $1', [
      company.id,
    ]);
    expect(after.settings.catchAllExpense).toBe('A1');
    expect(after.named).toEqual({
      apAccount: {
        named: 'Ask my accountant',
        problem: expect.stringContaining(
          'is of type Expense in QuickBooks and has to be of type Accounts Payable',
        ),
      },
      defaultBank: { named: 'Nowhere', problem: expect.stringContaining('There is no account “Nowhere”') },
    });
    const [line] = await scene.rows(
      'select who, after from audit where company_id = $1 order by id desc limit 1',
      [company.id],
    );
    expect(line).toEqual({ who: 'Tieout', after: { catchAllExpense: 'A1' } });
    const page = (await ann.get(`/companies/${company.id}/setup`)).body;
    expect(page).toContain('There is no account “Nowhere”');
  });

  test('choosing an account otherwise forgets the one that was named', async () => {
    const [company] = await scene.rows('select id from company where name = $1', ['Harbor']);
    await scene.database.inCompany(company.id, (tx) =>
      changeSettings(tx, company.id, { apAccount: 'none', defaultBank: 'none' }, 'Ann'),
    );
    const [after] = await scene.rows('select named_accounts as named from company where id = $1', [
      company.id,
    ]);
    expect(after.named).toEqual({});
  });

  test('a program connects one at once', async () => {
    const answer = await scene.app.inject({
      method: 'POST',
      url: '/api/v1/companies',
      headers: { cookie: ann.cookie, 'x-csrf-token': ann.csrf },
      payload: { ...given, name: 'Pier Ltd', organization: '00801234567890123457' },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ name: 'Pier Ltd', webConnectorPassword: expect.any(String) });
  });

  test('of two that connect the same organization at once, one is refused', async () => {
    const connect = (name: string) =>
      scene.app.inject({
        method: 'POST',
        url: '/api/v1/companies',
        headers: { cookie: ann.cookie, 'x-csrf-token': ann.csrf },
        payload: { ...given, name, organization: '00801234567890123459' },
      });
    const answers = await Promise.all(['One', 'Two', 'Three'].map(connect));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
  });

  test('what is discarded is gone', async () => {
    await ann.post('/connect', { ...given, name: 'Short', organization: '00801234567890123458' });
    const id = await draftId();
    await ann.post(`/connect/${id}/discard`);
    expect(await draftId()).toBeUndefined();
  });

  test('nothing of the above was a fault of ours', () => expect(scene.errors).toEqual([]));
});
