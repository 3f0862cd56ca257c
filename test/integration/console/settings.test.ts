import { openConsole, type ConsoleScene, type Visitor } from './scene';
import { Problem } from '../../../src/words/problem';
import { adoptMade, adoptNamed } from '../../../src/activities/ledger/wantedAccounts';
import { changeSettings } from '../../../src/acts/changingSettings';
import { loadCompany } from '../../../src/ledger/companies';
import { verifyPassword } from '../../../src/quickbooks/webconnector/passwords';

/** Settings of a company on the dashboard: shown, previewed where they move data, saved, with the password where it is dangerous. */
describe('settings', () => {
  let scene: ConsoleScene;
  let company: string;
  let ann: Visitor;
  let bob: Visitor;

  beforeAll(async () => {
    scene = await openConsole({
      gatewayUrl: 'https://tieout.example.com',
      testAccess: ({ organizationId, password, v2Url }) =>
        password === 'wrong'
          ? Promise.reject(new Problem('Bill.com refused the user or the password.'))
          : Promise.resolve({ organizationId, userId: '006', environmentUrl: v2Url }),
    });
    company = await scene.company('Hill Builders');
    ann = await scene.signedIn({ company, role: 'Administrator' });
    bob = await scene.signedIn({ company, role: 'Accountant' });
    await scene.rows(`update company set billcom_secret = $2 where id = $1`, [
      company,
      scene.database.sealer.seal(JSON.stringify({ devKey: 'a key', password: 'old' })),
    ]);
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts) values
         ($1, 'quickbooks', 'account', 'A1', '{"name": "Ask my accountant", "type": "Expense", "number": "69000"}', '{"fullName": "Ask my accountant"}'),
         ($1, 'quickbooks', 'account', 'A2', '{"name": "Checking", "type": "Bank"}', '{"fullName": "Checking"}')`,
      [company],
    );
  });
  afterAll(() => scene.end());

  const settings = async () =>
    (await scene.rows('select settings from company where id = $1', [company]))[0].settings;
  const lastAudit = async () =>
    (
      await scene.rows(
        'select who, action, before, after from audit where company_id = $1 order by id desc limit 1',
        [company],
      )
    )[0];
  const cold = (visitor: Visitor) =>
    scene.rows(`update user_session set confirmed_at = now() - interval '11 min' where user_id = $1`, [
      visitor.userId,
    ]);
  const warm = (visitor: Visitor) =>
    scene.rows('update user_session set confirmed_at = now() where user_id = $1', [visitor.userId]);

  test('every setting has its place on the page, and is saved with who did it', async () => {
    const page = (await ann.get(`/companies/${company}/settings`)).body;
    for (const name of Object.keys(await settings()).filter((each) => each !== 'createAccounts'))
      expect(page).toContain(`name="${name}"`);
    const saved = await bob.post(`/companies/${company}/settings`, {
      everyMinutes: '30',
      sessionMinutes: '20',
    });
    expect(saved.headers.location).toContain('did=settings');
    expect(await settings()).toMatchObject({ everyMinutes: 30 });
    expect(await lastAudit()).toEqual({
      who: bob.email,
      action: 'changed settings',
      before: { everyMinutes: 15 },
      after: { everyMinutes: 30 },
    });
    const again = await bob.post(`/companies/${company}/settings`, { everyMinutes: '30' });
    expect(again.headers.location).toContain('did=sameSettings');
  });

  test('what moves data is shown first, changes nothing, and is saved when that was seen', async () => {
    const seen = await bob.post(`/companies/${company}/settings`, { conflictVendors: 'ask' });
    expect(seen.statusCode).toBe(200);
    expect(seen.body).toContain('What this would do');
    expect(seen.body).toContain('Ask each time');
    expect(await settings()).toMatchObject({ conflictVendors: 'quickbooks' });
    await bob.post(`/companies/${company}/settings`, { conflictVendors: 'ask', confirmed: 'yes' });
    expect(await settings()).toMatchObject({ conflictVendors: 'ask' });
  });

  test('what somebody else saved meanwhile stays, or is said when both have changed it', async () => {
    /** As the form of a group stands on the page, with what is typed into it. */
    const form = async (visitor: Visitor, names: readonly string[], typed: Record<string, string>) => {
      const page = (await visitor.get(`/companies/${company}/settings`)).body;
      const was = names.map((name) => [
        name,
        new RegExp(`name="was\\.${name}" value="([^"]*)"`).exec(page)?.[1] ?? 'not on the page',
      ]);
      return {
        ...Object.fromEntries(was.map(([name, value]) => [`was.${name}`, value])),
        ...Object.fromEntries(was),
        ...typed,
      };
    };
    const pace = ['everyMinutes', 'sessionMinutes', 'writeSetSize'];
    const page = `/companies/${company}/settings`;
    const open = await form(bob, pace, { sessionMinutes: '25' });
    const late = await form(bob, pace, { everyMinutes: '45' });
    await ann.post(page, await form(ann, pace, { everyMinutes: '60' }));
    // Bob has not touched what Ann has saved.
    expect((await bob.post(page, open)).headers.location).toContain('did=settings');
    expect(await settings()).toMatchObject({ everyMinutes: 60, sessionMinutes: 25 });
    const both = await bob.post(page, late);
    expect(both.statusCode).toBe(409);
    expect(both.body).toContain('changed meanwhile by somebody else');
    expect(await settings()).toMatchObject({ everyMinutes: 60 });
    // What is shown first counts as it was shown, too.
    const seen = await bob.post(page, await form(bob, ['billsToSync'], { billsToSync: 'approved' }));
    expect(seen.body).toContain('name="was.billsToSync" value="all"');
    const confirmed = { 'was.conflictVendors': 'billcom', conflictVendors: 'quickbooks', confirmed: 'yes' };
    expect((await bob.post(page, confirmed)).statusCode).toBe(409);
    expect(await settings()).toMatchObject({ conflictVendors: 'ask' });
    await bob.post(page, { everyMinutes: '30', sessionMinutes: '20' });
  });

  test('accounts are named as people know them, and one that does not do is refused with why', async () => {
    const wrong = await bob.post(`/companies/${company}/settings`, {
      catchAllExpense: 'Checking',
      confirmed: 'yes',
    });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.body).toContain('is of type Bank in QuickBooks');
    await bob.post(`/companies/${company}/settings`, { catchAllExpense: '69000', confirmed: 'yes' });
    expect(await settings()).toMatchObject({ catchAllExpense: 'A1' });
    const page = (await bob.get(`/companies/${company}/settings`)).body;
    expect(page).toContain('value="Ask my accountant"');
    // As it is shown it is no change.
    const same = await bob.post(`/companies/${company}/settings`, { catchAllExpense: 'Ask my accountant' });
    expect(same.headers.location).toContain('did=sameSettings');
    await scene.rows(
      `update company set named_accounts = '{"apAccount": {"named": "Payables", "problem": "There is no account “Payables”."}}' where id = $1`,
      [company],
    );
    expect((await bob.get(`/companies/${company}/settings`)).body).toContain(
      'There is no account “Payables”.',
    );
  });

  test('modes are switched by an Administrator, with the password given a moment ago', async () => {
    const refused = await bob.post(`/companies/${company}/settings`, { twoWayBills: 'on', confirmed: 'yes' });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain(ann.email);
    await cold(ann);
    const asked = await ann.post(`/companies/${company}/settings`, { twoWayBills: 'on', confirmed: 'yes' });
    expect(asked.headers.location).toBe(
      `/confirm?next=${encodeURIComponent(`/companies/${company}/settings`)}`,
    );
    expect(await settings()).toMatchObject({ twoWayBills: 'off' });
    await warm(ann);
    expect((await ann.post(`/companies/${company}/settings`, { twoWayBills: 'on' })).body).toContain(
      'Save it',
    );
    await ann.post(`/companies/${company}/settings`, { twoWayBills: 'on', confirmed: 'yes' });
    expect(await settings()).toMatchObject({ twoWayBills: 'on' });
    const legacy = await ann.post(`/companies/${company}/settings`, { legacyStatus: 'on', confirmed: 'yes' });
    expect(legacy.statusCode).toBe(409);
    expect(legacy.body).toContain('says so first, in the settings.');
    await ann.post(`/companies/${company}/billcom-account`, { account: 'before' });
    await ann.post(`/companies/${company}/settings`, { legacyStatus: 'on', confirmed: 'yes' });
    expect(await settings()).toMatchObject({ legacyStatus: 'on' });
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, changed)
         select $1, book, 'receivedPayment', 'R1', '{"name": "500"}', false from unnest(array['quickbooks', 'billcom']) book`,
      [company],
    );
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
         select $1, entity, book, id, 'refused', '', '500', 'It is held.', 'Wait.', '{"when": "change"}', '{}', 1
         from record where company_id = $1 and entity = 'receivedPayment'`,
      [company],
    );
    await ann.post(`/companies/${company}/billcom-account`, { account: 'later' });
    expect(await settings()).toMatchObject({ legacyStatus: 'off' });
    expect(
      await scene.rows(
        `select book, changed from record where company_id = $1 and entity = 'receivedPayment' order by book`,
        [company],
      ),
    ).toEqual([
      { book: 'billcom', changed: true },
      { book: 'quickbooks', changed: true },
    ]);
    await scene.rows(`delete from hold where company_id = $1`, [company]);
    await scene.rows(`delete from record where company_id = $1 and entity = 'receivedPayment'`, [company]);
  });

  test('receivables switched off and on say what follows: e-mails that are not sent, a preview that has to be accepted', async () => {
    await scene.rows(
      `insert into invoice_email (company_id, billcom_id, address, who, state)
       select $1, id, 'a@example.com', 'Ann', 'waiting' from unnest(array['I1', 'I2']) as id`,
      [company],
    );
    const dropped = '2 invoices that waited to be e-mailed are not sent.';
    const said = async (location: string | undefined) => (await ann.get(location ?? '')).body;
    const before = await ann.post(`/companies/${company}/settings`, { receivables: 'off' });
    expect(before.body).toContain(dropped);
    expect(before.body).toContain('what is linked stays linked');
    expect(before.body).not.toContain('tieout emails');
    const off = await ann.post(`/companies/${company}/settings`, { receivables: 'off', confirmed: 'yes' });
    expect(await said(off.headers.location)).toContain(dropped);
    const seen = await ann.post(`/companies/${company}/settings`, { receivables: 'on' });
    expect(seen.body).toContain('The next cycle is a preview');
    expect(seen.body).not.toContain('tieout preview');
    expect(await settings()).toMatchObject({ receivables: 'off' });
    const on = await ann.post(`/companies/${company}/settings`, { receivables: 'on', confirmed: 'yes' });
    const page = await said(on.headers.location);
    expect(page).toContain('The next cycle is a preview with receivables');
    expect(page).not.toContain('The next sync works by it.');
    // Off again before it is accepted: as it was.
    const back = await ann.post(`/companies/${company}/settings`, { receivables: 'off', confirmed: 'yes' });
    const again = await said(back.headers.location);
    expect(again).toContain('are left alone in both books');
    expect(again).not.toContain('e-mailed');
    expect(again).not.toContain('Nothing is written before');
  });

  test('a new Web Connector password is shown once, and asks for the user’s own first', async () => {
    const hash = async () =>
      (
        await scene.rows('select web_connector_password_hash as hash from company where id = $1', [company])
      )[0].hash;
    await cold(ann);
    const asked = await ann.post(`/companies/${company}/web-connector-password`);
    expect(asked.headers.location).toContain('/confirm?next=');
    expect(await hash()).toBe('none');
    await warm(ann);
    const page = await ann.post(`/companies/${company}/web-connector-password`);
    const password = /class="secret">([^<]+)</.exec(page.body)?.[1] ?? '';
    expect(await verifyPassword(password, await hash())).toBe(true);
    expect(await lastAudit()).toMatchObject({ who: ann.email, action: 'made a new Web Connector password' });
    const token = await scene.token({ company, role: 'Administrator' }, ['read', 'act']);
    const byToken = await scene.app.inject({
      method: 'POST',
      url: `/api/v1/companies/${company}/web-connector-password`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(byToken.statusCode).toBe(403);
  });

  test('other Bill.com credentials are tested before they are stored', async () => {
    const secret = async () =>
      JSON.parse(
        scene.database.sealer.open(
          (await scene.rows('select billcom_secret as secret from company where id = $1', [company]))[0]
            .secret,
        ),
      );
    const wrong = await ann.post(`/companies/${company}/billcom`, { user: 'new', password: 'wrong' });
    expect(wrong.statusCode).toBe(409);
    expect(await secret()).toEqual({ devKey: 'a key', password: 'old' });
    const right = await ann.post(`/companies/${company}/billcom`, { user: 'new', password: 'right' });
    expect(right.headers.location).toContain('did=billcom');
    expect(await secret()).toEqual({ devKey: 'a key', password: 'right' });
  });

  test('what a guard has stopped is accepted here, by whom it is for and as it was seen', async () => {
    await scene.rows(
      `insert into company_stop (company_id, guard, because) values ($1, 'computer', 'The Web Connector of the computer “NEW-PC” has called.')`,
      [company],
    );
    await scene.rows(
      `update company set quickbooks = quickbooks || '{"otherComputer": "NEW-PC"}' where id = $1`,
      [company],
    );
    const lamp = (await ann.get(`/companies/${company}`)).body;
    expect(lamp).toContain(`/companies/${company}/settings#guards`);
    const shown = (await ann.get(`/companies/${company}/settings`)).body;
    expect(shown).toContain('The work has moved to “NEW-PC”');
    expect(shown).toMatch(/name="name" value="NEW-PC"/);
    expect((await bob.get(`/companies/${company}/settings`)).body).not.toContain('The work has moved to');
    expect((await bob.post(`/companies/${company}/guards/accept`, { guard: 'computer' })).statusCode).toBe(
      403,
    );
    // Meanwhile a third one has called: it is not what Ann has seen.
    const called = (computer: string) =>
      scene.rows(`update company set quickbooks = quickbooks || $2 where id = $1`, [
        company,
        { otherComputer: computer },
      ]);
    await called('LAPTOP');
    const accept = { guard: 'computer', name: 'NEW-PC' };
    const since = await ann.post(`/companies/${company}/guards/accept`, accept);
    expect(since.statusCode).toBe(409);
    expect(since.body).toContain('Another computer has called since');
    const byApi = (payload: object) =>
      scene.app.inject({
        method: 'POST',
        url: `/api/v1/companies/${company}/guards/accept`,
        headers: { cookie: ann.cookie, 'x-csrf-token': ann.csrf },
        payload,
      });
    expect((await byApi(accept)).statusCode).toBe(409);
    expect((await byApi({ guard: 'computer' })).statusCode).toBe(409);
    expect(await scene.rows('select guard from company_stop where company_id = $1', [company])).toHaveLength(
      1,
    );
    await called('NEW-PC');
    await ann.post(`/companies/${company}/guards/accept`, accept);
    expect(
      await scene.rows(`select quickbooks ->> 'computer' as computer from company where id = $1`, [company]),
    ).toEqual([{ computer: 'NEW-PC' }]);
    expect(await scene.rows('select guard from company_stop where company_id = $1', [company])).toEqual([]);
    const nothing = await ann.post(`/companies/${company}/guards/accept`, { guard: 'restored' });
    expect(nothing.statusCode).toBe(409);
    const renamed = await ann.post(`/companies/${company}/guards/accept`, { guard: 'file', name: 'Other' });
    expect(renamed.statusCode).toBe(409);
  });

  test('what goes which way follows the settings', async () => {
    const page = (await bob.get(`/companies/${company}/rules`)).body;
    expect(page).toContain('2-way bill sync is on');
    const { ways, owners } = (await bob.get(`/api/v1/companies/${company}/rules`)).json();
    const bills = ways.rows.find(([name]: string[]) => name === 'bills');
    expect(bills?.slice(0, 3)).toEqual(['bills', 'yes', 'yes']);
    expect(ways.rows.find(([name]: string[]) => name === 'vendors')?.[3]).toBe('a person is asked');
    expect(ways.rows.find(([name]: string[]) => name === 'invoices')?.slice(1, 3)).toEqual([
      'switched off',
      'switched off',
    ]);
    expect(owners.rows.length).toBeGreaterThan(5);
  });

  test('the API shows and changes the same settings', async () => {
    const headers = { cookie: ann.cookie, 'x-csrf-token': ann.csrf };
    const url = `/api/v1/companies/${company}/settings`;
    const items = (await ann.get(url)).json().items;
    expect(items.find(({ name }: { name: string }) => name === 'everyMinutes')).toMatchObject({
      value: '30',
      default: '15',
      allowed: 'a whole number from 1 to 1440',
    });
    const preview = await scene.app.inject({
      method: 'POST',
      url,
      headers,
      payload: { values: { billsToSync: 'approved' }, preview: true },
    });
    // The two accounts, which Bill.com does not have.
    expect(preview.json()).toMatchObject({ saved: false, wouldWrite: 2 });
    const saved = await scene.app.inject({
      method: 'POST',
      url,
      headers,
      payload: { values: { billsToSync: 'approved' } },
    });
    expect(saved.json()).toMatchObject({ saved: true, changed: { billsToSync: 'approved' } });
    const wrong = await scene.app.inject({
      method: 'POST',
      url,
      headers,
      payload: { values: { colour: 'red' } },
    });
    expect(wrong.statusCode).toBe(400);
    expect(await settings()).toMatchObject({ billsToSync: 'approved' });
  });

  test('what the plan does not show is counted, and somebody who sees all of it saves the settings', async () => {
    const harbor = await scene.company('Harbor Builders');
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts, changed) values
         ($1, 'quickbooks', 'account', 'A1', '{"name": "Lumber", "type": "Expense"}', '{"fullName": "Lumber"}', false),
         ($1, 'billcom', 'account', 'BA1', '{"name": "Lumber", "type": "Expense"}', '{}', false),
         ($1, 'quickbooks', 'vendor', 'V1', '{"name": "Acme Tile"}', '{}', false),
         ($1, 'billcom', 'vendor', 'BV1', '{"name": "Acme Tile"}', '{}', false),
         ($1, 'billcom', 'bill', 'B1', '{"name": "A-100", "vendor": "BV1", "date": "2026-11-02", "dueDate": "2026-12-02", "apAccount": "", "lines": [{"id": "L1", "account": "BA1", "amount": "100.00"}]}', '{"total": "100.00", "vendor": "Acme Tile"}', true)`,
      [harbor],
    );
    await scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values
         ($1, 'account', 'A1', 'BA1', 'match', 1), ($1, 'vendor', 'V1', 'BV1', 'match', 1)`,
      [harbor],
    );
    const url = `/companies/${harbor}/settings`;
    const eve = await scene.signedIn({ company: harbor, role: 'Accountant', plan: 'receivables' });
    const seen = await eve.post(url, { conflictVendors: 'ask' });
    expect(seen.body).toContain('and write 1 record that your plan does not show');
    expect(seen.body).not.toContain('would write nothing');
    expect(seen.body).toContain('Ask an Administrator or Accountant of the company whose plan has both');
    expect(seen.body).not.toContain('Save it');
    expect(seen.body).not.toContain('A-100');
    const refused = await eve.post(url, { conflictVendors: 'ask', confirmed: 'yes' });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('1 record that your plan does not show');
    const api = (preview: boolean) =>
      scene.app.inject({
        method: 'POST',
        url: `/api/v1/companies/${harbor}/settings`,
        headers: { cookie: eve.cookie, 'x-csrf-token': eve.csrf },
        payload: { values: { conflictVendors: 'ask' }, preview },
      });
    expect((await api(true)).json()).toMatchObject({ wouldWrite: 0, wouldWriteUnseen: 1 });
    expect((await api(false)).statusCode).toBe(403);
    const ofHarbor = async () =>
      (await scene.rows('select settings from company where id = $1', [harbor]))[0].settings;
    expect(await ofHarbor()).toMatchObject({ conflictVendors: 'quickbooks' });
    // What moves no data, and what hides nothing, is saved as ever.
    await eve.post(url, { everyMinutes: '30' });
    const fay = await scene.signedIn({ company: harbor, role: 'Accountant', plan: 'payables' });
    await fay.post(url, { conflictVendors: 'ask', confirmed: 'yes' });
    expect(await ofHarbor()).toMatchObject({ everyMinutes: 30, conflictVendors: 'ask' });
  });

  test('nothing of the above was a fault of ours', () => expect(scene.errors).toEqual([]));
});

describe('settings that two change in the same moment', () => {
  let scene: ConsoleScene;
  let company: string;
  beforeAll(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts) values
         ($1, 'quickbooks', 'account', 'A1', '{"name": "Ask my accountant", "type": "Expense"}', '{"fullName": "Ask my accountant"}'),
         ($1, 'quickbooks', 'account', 'A2', '{"name": "Bill.com Money Out Clearing", "type": "Bank"}', '{"fullName": "Bill.com Money Out Clearing"}')`,
      [company],
    );
  });
  afterAll(() => scene.end());

  const loaded = () => scene.database.inCompany(company, (tx) => loadCompany(tx, company));
  const change = (values: Record<string, string>) =>
    scene.database.inCompany(company, (tx) => changeSettings(tx, company, values, 'ann@example.com'));

  test('both stand: nobody writes back what they have not changed', async () => {
    await Promise.all([change({ everyMinutes: '7' }), change({ closedPeriod: 'firstOpenDay' })]);
    expect((await loaded()).settings).toMatchObject({ everyMinutes: 7, closedPeriod: 'firstOpenDay' });
  });

  test('an account that was named is found beside what somebody changes, and not over what they chose', async () => {
    await scene.rows(
      `update company set accepted_at = null, named_accounts = '{"catchAllExpense": {"named": "Ask my accountant", "problem": null}}' where id = $1`,
      [company],
    );
    const stale = await loaded();
    await change({ everyMinutes: '9' });
    await scene.database.inCompany(company, (tx) => adoptNamed(tx, stale));
    expect((await loaded()).settings).toMatchObject({ everyMinutes: 9, catchAllExpense: 'A1' });
    await change({ catchAllExpense: 'none' });

    await scene.rows(
      `update company set named_accounts = '{"catchAllExpense": {"named": "Ask my accountant", "problem": null}}',
         settings = settings || '{"createAccounts": "moneyOutClearing"}' where id = $1`,
      [company],
    );
    const before = await loaded();
    await change({ moneyOutClearing: 'none' });
    const after = await scene.database.inCompany(company, (tx) => adoptMade(tx, before));
    expect(after.settings).toMatchObject({ moneyOutClearing: '', createAccounts: '' });
  });
});
