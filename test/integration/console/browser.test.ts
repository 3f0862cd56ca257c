import type { RouteOptions } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hashUserPassword } from '../../../src/access/userPasswords';
import { hashSessionToken, newSessionToken } from '../../../src/access/tokens';
import { insertDraft, saveDraftChoices } from '../../../src/ledger/companyDrafts';
import { saveInvitation } from '../../../src/ledger/invitations';
import { savePasswordLink } from '../../../src/ledger/passwordLinks';
import { accessibilityFaults, describeInBrowser, keepPicture, openBrowser } from '../../support/browser';
import {
  fillCompany,
  fillEmails,
  fillHistory,
  fillPreview,
  openConsole,
  type ConsoleScene,
  type Visitor,
} from './scene';

describeInBrowser('the pages in a browser', () => {
  let scene: ConsoleScene;
  let browser: Browser;
  let url: string;
  let company: string;
  let visitor: Visitor;
  /** A company whose first preview waits. */
  let newcomer: string;
  let draft: string;
  let beginning: string;
  const password = 'correct horse battery';
  const found: RouteOptions[] = [];
  const write = '11111111-1111-4111-8111-111111111111';
  let clerk: Visitor;
  const [invitation, newPassword] = [newSessionToken(), newSessionToken()];

  beforeAll(async () => {
    scene = await openConsole({
      measure: (app) => void app.addHook('onRoute', (route) => void found.push(route)),
    });
    url = await scene.app.listen({ port: 0, host: '127.0.0.1' });
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    visitor = await scene.signedIn({ company });
    await scene.rows('update app_user set password_hash = $2, name = $3 where id = $1', [
      visitor.userId,
      await hashUserPassword(password),
      'Ann Hill',
    ]);
    for (const name of ['Lakeside Dental', 'Northwind Supply', 'Oak & Sons'])
      await scene.database.pool.query(
        `insert into membership (user_id, company_id, role) values ($1, $2, 'Accountant')`,
        [visitor.userId, await scene.company(name)],
      );
    const [stopped] = await scene.rows(`select id from company where name = 'Oak & Sons'`);
    await scene.rows(`insert into company_stop (company_id, guard, because) values ($1, 'file', $2)`, [
      stopped.id,
      'The company open in QuickBooks is “Oak Trust”, not “Oak & Sons”. Nothing was read or written.',
    ]);
    await scene.rows(
      `insert into tie_out_difference (company_id, cycle, ledger, party, position, reason, word, name, date, records, quickbooks, billcom, sentence, cure)
       values ($1, 1, 'ap', 1, 1, 'held', 'bill', 'A-100', '2026-11-20', '{"quickbooks": null, "billcom": null}', 0, 12.00, 'The bill “A-100” is in Bill.com only: QuickBooks refused it.', 'See “Needs you”.')`,
      [company],
    );
    await scene.rows(
      `insert into operation (id, company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, before, sent_at)
       values ($2, $1, 1, 'vendor', 'quickbooks', 'update', 'applied', 'Q1', 'B1', '{"phone": "555-0101"}', '{}', '{"phone": "555-0000"}', now())`,
      [company, write],
    );
    await fillEmails(scene, company);
    await scene.rows(
      `insert into tie_out (company_id, cycle, ledger, as_of, taken_at, quickbooks, billcom, scheduled_quickbooks, scheduled_billcom, agrees)
       values ($1, 1, 'ar', '2026-11-23', now(), 900.00, 1100.00, 0, 0, false)`,
      [company],
    );
    await scene.rows(
      `insert into tie_out_party (company_id, cycle, ledger, position, name, quickbooks_id, billcom_id, quickbooks, billcom)
       values ($1, 1, 'ar', 1, 'Kern Ltd', 'QC1', 'BC1', 900.00, 1100.00)`,
      [company],
    );
    newcomer = await scene.company('Bay Framing');
    await fillCompany(scene, newcomer);
    await fillHistory(scene, newcomer);
    await fillPreview(scene, newcomer);
    await scene.rows(`insert into membership (user_id, company_id, role) values ($1, $2, 'Administrator')`, [
      visitor.userId,
      newcomer,
    ]);
    const billcom = {
      v2Url: 'u',
      v3Url: 'u',
      organizationId: '00801234567890123456',
      userName: 'Tieout sync',
    };
    draft = await scene.database.asSystem((tx) =>
      insertDraft(tx, visitor.userId, {
        name: 'Harbor Construction',
        zone: 'America/Chicago',
        billcom,
        billcomSecret: Buffer.from('sealed'),
        organizationName: 'Harbor Inc.',
      }),
    );
    await scene.database.asSystem((tx) =>
      saveDraftChoices(tx, draft, { settings: {}, accounts: {}, billcomAccount: null }),
    );
    beginning = await scene.company('Pier Ltd');
    await scene.rows(
      `update company set accepted_at = null, last_login_at = null, refused_login_at = now(), quickbooks = '{}',
         named_accounts = '{"apAccount": {"named": "Payables", "problem": "There is no account “Payables” in QuickBooks."}}' where id = $1`,
      [beginning],
    );
    await scene.rows(`insert into membership (user_id, company_id, role) values ($1, $2, 'Administrator')`, [
      visitor.userId,
      beginning,
    ]);
    await scene.rows(`insert into company_stop (company_id, guard, because) values ($1, 'computer', $2)`, [
      beginning,
      'The Web Connector of the computer “NEW-PC” has called.',
    ]);
    clerk = await scene.signedIn({ company, role: 'Clerk', plan: 'payables' });
    await scene.database.asSystem(async (tx) => {
      await saveInvitation(tx, {
        companyId: company,
        email: 'carol.lindqvist@lakeside-accounting.example.com',
        name: 'Carol Lindqvist',
        role: 'Accountant',
        plan: 'both',
        hash: hashSessionToken(invitation) as Buffer,
        invitedBy: visitor.userId,
      });
      await savePasswordLink(tx, {
        userId: clerk.userId,
        hash: hashSessionToken(newPassword) as Buffer,
        madeBy: visitor.userId,
      });
    });
    await scene.rows(
      `insert into api_token (user_id, name, hash, scopes, used_at, expires_at)
       values ($1, 'month-end report', sha256('x'), '{read}', now() - interval '3 h', now() + interval '90 days')`,
      [visitor.userId],
    );
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await scene.end();
  });

  const looks = [
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
    ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ] as const;

  /** A page whose browser complained of nothing. */
  const open = async (
    options: Parameters<Browser['newContext']>[0],
    isSignedIn: boolean,
  ): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> => {
    const context = await browser.newContext(options);
    if (isSignedIn)
      await context.addCookies([{ name: 'tieout', value: visitor.cookie.split('=')[1] as string, url }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return { context, page, complaints };
  };

  /** A company is seen without scrolling. */
  const expectOneScreen = async (page: Page): Promise<void> => {
    const { high, room } = await page.evaluate(() => ({
      high: document.documentElement.scrollHeight,
      room: document.documentElement.clientHeight,
    }));
    expect(high).toBe(room);
  };

  const pages = (): [string, string, boolean][] => [
    ['sign-in', '/sign-in', false],
    ['companies', '/companies', true],
    ['company', `/companies/${company}`, true],
    ['needs-you', `/companies/${company}/needs-you`, true],
    ['needs-you-one-cause', `/companies/${company}/needs-you?cause=conflict`, true],
    ['records', `/companies/${company}/records?q=a`, true],
    ['record', `/companies/${company}/records/vendor/quickbooks/Q1`, true],
    ['choose', `/companies/${company}/records/bill/billcom/B2/choose?for=twin`, true],
    ['leaving', `/companies/${company}/records/bill/billcom/B2/left-out`, true],
    ['undo', `/companies/${company}/undo?cycle=1`, true],
    ['write', `/companies/${company}/writes/${write}`, true],
    ['emails', `/companies/${company}/emails?list=all`, true],
    ['tie-out', `/companies/${company}/tie-out`, true],
    ['bank', `/companies/${company}/bank`, true],
    ['recode', `/companies/${company}/recode`, true],
    ['tie-out-receivables', `/companies/${company}/tie-out?ledger=ar`, true],
    ['company-preview-waits', `/companies/${newcomer}`, true],
    ['preview', `/companies/${newcomer}/previews/2`, true],
    ['preview-held', `/companies/${newcomer}/previews/2?what=held`, true],
    ['history', `/companies/${newcomer}/history`, true],
    ['cycle', `/companies/${newcomer}/history/1`, true],
    ['audit', `/companies/${newcomer}/audit`, true],
    ['confirm', '/confirm?next=/companies', true],
    ['connect', '/connect', true],
    ['connect-billcom', `/connect/${draft}/billcom`, true],
    ['connect-choices', `/connect/${draft}/choices`, true],
    ['connect-confirm', `/connect/${draft}/confirm`, true],
    ['setup', `/companies/${beginning}/setup`, true],
    ['settings', `/companies/${company}/settings`, true],
    ['rules', `/companies/${company}/rules`, true],
    ['people', `/companies/${company}/people`, true],
    ['person', `/companies/${company}/people/${clerk.userId}`, true],
    ['account', '/account', true],
    ['invitation', `/invitations/${invitation}`, false],
    ['invitation-signed-in', `/invitations/${invitation}`, true],
    ['new-password', `/passwords/${newPassword}`, false],
  ];

  /** What a browser gets that is no page of its own. */
  const noPages: Readonly<Record<string, string>> = {
    '/': 'leads to the companies',
    '/assets/*': 'a file',
    '/health': 'for programs',
    '/connect/:draft': 'leads to the step that comes next',
    '/companies/:company/audit/csv': 'a file',
    '/companies/:company/previews': 'leads to the newest one',
    '/companies/:company/previews/:cycle/download/:format': 'a file',
    '/companies/:company/qwc': 'a file',
    '/companies/:company/live': 'parts of a page that is listed',
    '/companies/:company/emails/live': 'parts of a page that is listed',
    '/companies/:company/setup/live': 'parts of a page that is listed',
  };

  test('every page there is, is among those that are looked at', () => {
    const routes = found
      .filter(({ method, url: route }) => [method].flat().includes('GET') && !route.startsWith('/api/'))
      .map(({ url: route }) => route);
    const seen = pages().map(([, path]) => path.split('?')[0]);
    const isSeen = (route: string): boolean => {
      const shape = new RegExp(`^${route.replace(/:[a-z]+/gi, '[^/]+')}$`);
      return seen.some((path) => shape.test(path ?? ''));
    };
    const unseen = routes.filter((route) => !isSeen(route) || route in noPages);
    expect([...new Set(unseen)].sort()).toEqual(Object.keys(noPages).sort());
  });

  test.each(looks)(
    '%s: nothing is in the way of anybody, and nothing breaks the page’s own policy',
    async (look, options) => {
      for (const [name, path, isSignedIn] of pages()) {
        const { context, page, complaints } = await open(options, isSignedIn);
        await page.goto(url + path);
        await keepPicture(page, `${name}-${look}`);
        expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
        const { wide, room } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          room: document.documentElement.clientWidth,
        }));
        expect([name, wide]).toEqual([name, room]);
        expect([name, complaints]).toEqual([name, []]);
        await context.close();
      }
    },
    300_000,
  );

  test('what changed settings would do is shown before they are saved, for everybody to read', async () => {
    for (const [look, options] of looks) {
      const { context, page, complaints } = await open(options, true);
      await page.goto(`${url}/companies/${company}/settings`);
      await page.locator('#conflictVendors').selectOption('ask');
      await page
        .locator('form', { has: page.locator('#conflictVendors') })
        .getByRole('button')
        .click();
      await page.getByRole('heading', { name: 'What this would do' }).waitFor();
      await keepPicture(page, `settings-preview-${look}`);
      expect([look, await accessibilityFaults(page), complaints]).toEqual([look, [], []]);
      await page.getByRole('link', { name: 'Leave it as it was' }).click();
      await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
      expect(await page.locator('#conflictVendors').inputValue()).not.toBe('ask');
      await context.close();
    }
  }, 60_000);

  test('a person signs in by the keyboard, and a page that is not theirs says so', async () => {
    const { context, page } = await open({}, false);
    await page.goto(`${url}/companies/${company}`);
    expect(page.url()).toContain('/sign-in?next=');
    await page.keyboard.type(visitor.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/companies/${company}`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip');
    await page.goto(`${url}/companies/${visitor.userId}`);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    await keepPicture(page, 'not-found');
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  }, 60_000);

  test('the page follows a cycle by itself, and leaves alone what somebody uses', async () => {
    const { context, page, complaints } = await open({ viewport: { width: 1280, height: 800 } }, true);
    await page.goto(`${url}/companies/${company}`);
    await page.getByText('3 need you.').waitFor();
    await expectOneScreen(page);
    await scene.rows(
      `insert into cycle (company_id, number, mode, state, requested_by, started_at)
       values ($1, 2, 'sync', 'running', 'Ann', now() - interval '3 min')`,
      [company],
    );
    await scene.rows('update company set next_cycle = 3 where id = $1', [company]);
    await scene.rows(
      `insert into cycle_step (company_id, cycle, book, step, phase, state, done, total, started_at) values
       ($1, 2, 'quickbooks', 'bill', 'write', 'running', 120, 300, now() - interval '60 s'),
       ($1, 2, 'billcom', 'vendor', 'write', 'waiting', 0, 12, null)`,
      [company],
    );
    await page.getByRole('heading', { name: 'Syncing now' }).waitFor({ timeout: 15_000 });
    await page.getByText('120 of 300').waitFor();
    await page.getByText(/min left/).waitFor();
    await page.getByText('Then: Vendors to Bill.com (12).').waitFor();
    // Where the time goes follows by itself: nobody has called yet, then QuickBooks is at work.
    await page.getByText(/Web Connector 0.0 s \(0 %\)/).waitFor();
    const [session] = await scene.rows(
      `insert into web_connector_session (company_id, ticket_hash, state, cycle, opened_at, last_call_at)
       values ($1, $2, 'open', 2, now() - interval '3 min', now()) returning id`,
      [company, Buffer.from('of cycle 2')],
    );
    await scene.rows(
      `insert into exchange (company_id, key, cycle, step, kind, state, session_id, queued_at, sent_at)
       values ($1, 'y0', 2, 'read', 'read', 'sent', $2, now() - interval '175 s', now() - interval '170 s')`,
      [company, session.id],
    );
    await page.getByText(/QuickBooks 2 min \d+ s \(9\d %\)/).waitFor({ timeout: 15_000 });
    await expectOneScreen(page);
    await keepPicture(page, 'company-syncing');
    expect(await accessibilityFaults(page)).toEqual([]);

    // The menu stays open while the run goes on.
    await page.getByText('Pause …').click();
    await scene.rows(`update cycle_step set done = 200 where company_id = $1 and step = 'bill'`, [company]);
    await scene.rows(`update hold set released_at = now() where company_id = $1 and cause = 'refused'`, [
      company,
    ]);
    await page.getByText('2 need you.').waitFor({ timeout: 15_000 });
    expect(await page.getByRole('button', { name: 'For an hour' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'For an hour' }).click();
    await page
      .getByText(/^Paused until/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('It goes on at the Web Connector’s next call.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  }, 90_000);

  test('a conflict is decided field by field, and the page says when that acts', async () => {
    const { context, page } = await open({ viewport: { width: 1280, height: 800 } }, true);
    await page.goto(`${url}/companies/${company}/needs-you?cause=conflict`);
    await page
      .getByRole('group', { name: 'Phone' })
      .getByLabel(/QuickBooks counts/)
      .check();
    await page
      .getByRole('group', { name: 'Fax' })
      .getByLabel(/Bill.com counts/)
      .check();
    await page.getByRole('button', { name: 'Decide: vendor “Acme Tile”' }).click();
    await page
      .getByRole('status')
      .getByText(/acts in the next cycle/)
      .waitFor();
    expect(await page.getByText('decided; acts in the next cycle').count()).toBe(2);
    await keepPicture(page, 'decided');
    const decisions = await scene.rows(
      `select payload ->> 'field' as field, payload ->> 'take' as take, who from decision where company_id = $1 order by 1`,
      [company],
    );
    expect(decisions).toEqual([
      { field: 'fax', take: 'billcom', who: visitor.email },
      { field: 'phone', take: 'quickbooks', who: visitor.email },
    ]);
    await context.close();
  }, 60_000);

  test('somebody is invited, accepts in a browser of their own, is given another role and loses it', async () => {
    const { context, page, complaints } = await open({ viewport: { width: 1280, height: 800 } }, true);
    await page.goto(`${url}/companies/${company}`);
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Dora Kent');
    await page.getByLabel(/E-mail address/).fill('dora@example.com');
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Approver');
    await page.getByRole('button', { name: 'Invite' }).click();
    const link = await page.locator('code.link').innerText();
    await keepPicture(page, 'once-link');
    expect(await accessibilityFaults(page)).toEqual([]);

    const theirs = await open({ viewport: { width: 390, height: 844 } }, false);
    await theirs.page.goto(link);
    await theirs.page.getByLabel('New password').fill('a new horse battery');
    await theirs.page.getByLabel('The same again').fill('another horse battery');
    await theirs.page.getByRole('button', { name: 'Accept' }).click();
    await theirs.page.getByRole('alert').getByText('The two are not the same').waitFor();
    await theirs.page.getByLabel('New password').fill('a new horse battery');
    await theirs.page.getByLabel('The same again').fill('a new horse battery');
    await theirs.page.getByRole('button', { name: 'Accept' }).click();
    await theirs.page.getByRole('status').getByText('The password is set.').waitFor();
    await theirs.page.getByLabel('E-mail address').fill('dora@example.com');
    await theirs.page.getByLabel('Password').fill('a new horse battery');
    await theirs.page.getByRole('button', { name: 'Sign in' }).click();
    await theirs.page.waitForURL(`${url}/companies/${company}`);
    expect(await theirs.page.getByRole('link', { name: 'People' }).count()).toBe(0);
    await theirs.page.getByRole('link', { name: 'Dora Kent' }).click();
    await theirs.page.getByRole('heading', { name: 'Your account' }).waitFor();

    await page.goto(`${url}/companies/${company}/people`);
    await page.getByRole('link', { name: 'Dora Kent' }).click();
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Clerk');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'Dora Kent' }).click();
    await page.getByRole('button', { name: 'Take access away from Dora Kent' }).click();
    await page.getByRole('status').getByText('They see nothing').waitFor();
    expect(await page.getByText('Dora Kent').count()).toBe(0);
    expect([...complaints, ...theirs.complaints.filter((each) => !each.includes('409'))]).toEqual([]);
    await theirs.context.close();
    await context.close();
  }, 60_000);

  test('several are ticked and decided at once', async () => {
    const { context, page } = await open({ viewport: { width: 1280, height: 800 } }, true);
    for (const n of [5, 6])
      await scene.rows(
        `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
         values ($1, 'bill', 'billcom', 'R' || $2::text, 'refused', '', 'R-' || $2::text, 'QuickBooks refused it.', 'Put it right, “tieout resolve … --retry”.', '{"when": "decision"}', '{}', 1)`,
        [company, n],
      );
    await page.goto(`${url}/companies/${company}/needs-you?cause=refused`);
    await page.getByLabel('Tick bill “R-5”').check();
    await page.getByLabel('Tick bill “R-6”').check();
    await keepPicture(page, 'several-at-once');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('group', { name: 'Several at once' }).waitFor();
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await page
      .getByRole('status')
      .getByText(/^2 records decided\./)
      .waitFor();
    await context.close();
  }, 60_000);

  test('the e-mails page follows what is sent by itself', async () => {
    const { context, page, complaints } = await open({ viewport: { width: 1280, height: 800 } }, true);
    await scene.rows(
      `insert into invoice_email (company_id, billcom_id, address, who, state) values ($1, 'B1001', 'kern@example.com', 'Ann', 'waiting')`,
      [company],
    );
    await page.goto(`${url}/companies/${company}/emails`);
    await page.getByText(/^1 invoice waiting, five a minute/).waitFor();
    await scene.rows(
      `update invoice_email set state = 'sent', settled_at = now() where company_id = $1 and billcom_id = 'B1001'`,
      [company],
    );
    await page.getByText(/^Sent at .* to kern@example.com/).waitFor({ timeout: 15_000 });
    await page.getByText(/invoice waiting/).waitFor({ state: 'detached' });
    await keepPicture(page, 'emails-sending');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  test('the tie-out prints without what is only for the screen', async () => {
    const { context, page } = await open({}, true);
    await page.goto(`${url}/companies/${company}/tie-out`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByText('(12.00)').first().isVisible()).toBe(true);
    await keepPicture(page, 'tie-out-print');
    await context.close();
  }, 60_000);

  test('a preview is looked at, a record left out of it, and it is accepted', async () => {
    const { context, page, complaints } = await open({ viewport: { width: 1280, height: 800 } }, true);
    await page.goto(`${url}/companies/${newcomer}`);
    await page.getByRole('link', { name: 'Look at the first preview and accept it' }).click();
    await page.getByRole('link', { name: '2 vendors: New in Bill.com' }).click();
    await page.getByLabel('Number, name or id').fill('yard');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/q=yard/);
    expect(await page.getByRole('cell', { name: 'New in Bill.com', exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Leave out: vendor Yard Supply' }).click();
    await page
      .getByRole('status')
      .getByText(/^Left out/)
      .waitFor();
    await page.getByText('Since it was made, 1 record was left out.').waitFor();
    expect(await page.getByRole('button', { name: 'Take in again: vendor Yard Supply' }).isVisible()).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Accept and sync' }).click();
    await page.getByRole('status').getByText('Accepted. Cycle 3 writes it').waitFor();
    await keepPicture(page, 'accepted');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .goto(`${url}/companies/${newcomer}/audit`)
        .then(() => page.getByRole('link', { name: /CSV/ }).click()),
    ]);
    expect(download.suggestedFilename()).toBe('audit-log.csv');
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  test('a cycle prints with its picture', async () => {
    const { context, page } = await open({}, true);
    await page.goto(`${url}/companies/${newcomer}/history/1`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('img').first().isVisible()).toBe(true);
    await keepPicture(page, 'cycle-print');
    await context.close();
  }, 60_000);
});
