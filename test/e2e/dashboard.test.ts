import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, keepPicture, openBrowser } from '../support/browser';
import { expectQuiet } from '../support/agreement';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/** A bookkeeper in a browser, with the real processes and both simulated books. */
describeInBrowser('the dashboard', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    world = await startWorld();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const password = 'correct horse battery';
  const addUser = (company: CompanyWorld, email: string, role: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY, TEMPORAL_ADDRESS, GATEWAY_PUBLIC_URL } = world.stack.env;
      const child = spawn(
        process.execPath,
        [
          path.resolve('dist/src/cli.js'),
          ...['user', 'add', email, '--name', 'Ann Hill', '--company', company.id, '--role', role],
          ...['--password-stdin', '--json'],
        ],
        { env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY, TEMPORAL_ADDRESS, GATEWAY_PUBLIC_URL } },
      );
      child.stdin.end(password);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`it ended with ${code}`))));
    });
  const signIn = async (email: string): Promise<Page> => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(world.stack.env.CONSOLE_URL);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'All companies' }).waitFor();
    return page;
  };
  const called = (rows: readonly Row[] | undefined, name: string): Row => {
    const row = rows?.find((each) => (each.Name ?? each.name) === name);
    if (!row) throw new Error(`there is no “${name}”`);
    return row;
  };

  test('a conflict is decided field by field, and both books have it', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme', Phone: '555-0000', Fax: '555-0001' }] },
      settings: { conflictVendors: 'ask' },
    });
    await company.firstSync();
    await addUser(company, 'ann@example.com', 'Accountant');
    const page = await signIn('ann@example.com');
    await page.getByRole('link', { name: 'Company 1' }).click();
    await page.getByText(/All \d+ records? agrees? as of/).waitFor();

    const row = called((await company.quickbooksBooks()).vendors, 'Acme');
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row.ListID)}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence><Phone>555-1111</Phone><Fax>555-1112</Fax></VendorMod></VendorModRq>`,
    );
    const { id } = called((await company.billcomBooks()).Vendor, 'Acme');
    await company.billcomEdit('update', {
      entity: 'Vendor',
      obj: { id, phone: '555-2222', fax: '555-2223' },
    });

    await page.getByRole('button', { name: 'Sync now' }).click();
    await page
      .getByRole('status')
      .getByText(/Cycle \d+ \(a sync\) was asked for/)
      .waitFor();
    await company.finish();
    // Without a reload: the page follows by itself.
    await page.getByText('1 needs you.').waitFor();
    await keepPicture(page, 'e2e-conflict');
    await page.getByRole('link', { name: 'Changed in both books' }).click();
    await page
      .getByRole('group', { name: 'Phone' })
      .getByLabel(/QuickBooks counts: 555-1111/)
      .check();
    await page
      .getByRole('group', { name: 'Fax' })
      .getByLabel(/Bill.com counts: 555-2223/)
      .check();
    await page.getByRole('button', { name: /^Decide/ }).click();
    await page
      .getByRole('status')
      .getByText(/Decided\. It acts in the next cycle/)
      .waitFor();
    await keepPicture(page, 'e2e-decided');
    await company.finish();

    expect(called((await company.quickbooksBooks()).vendors, 'Acme')).toMatchObject({
      Phone: '555-1111',
      Fax: '555-2223',
    });
    expect(called((await company.billcomBooks()).Vendor, 'Acme')).toMatchObject({
      phone: '555-1111',
      fax: '555-2223',
    });
    expect(await company.holds()).toEqual([]);
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${company.id}`);
    await page.getByText(/All \d+ records? agrees? as of/).waitFor();
    await expectQuiet(company);

    // A pause stops the next update before it opens QuickBooks; resumed, it goes on.
    await page.getByText('Pause …').click();
    await page.getByRole('button', { name: 'Until I resume' }).click();
    await page
      .getByText(/Paused until somebody resumes/)
      .first()
      .waitFor();
    await company.ask();
    expect((await company.update()).roundTrips).toBe(0);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page
      .getByRole('status')
      .getByText(/goes on/)
      .waitFor();
    await company.finish();
  });

  test('what was made by mistake is undone by clicks, and both books show it', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Wrong Company' } });
    await company.sync();
    expect(called((await company.quickbooksBooks()).vendors, 'Wrong Company').IsActive).toBe('true');
    await addUser(company, 'bea@example.com', 'Administrator');
    const page = await signIn('bea@example.com');
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${company.id}/records?q=Wrong`);
    // What is called so by one record only is that record's page.
    await page.getByRole('link', { name: /^Undo what Tieout wrote/ }).click();
    await page.getByLabel(/^Why/).fill('entered for another client');
    await keepPicture(page, 'e2e-undo');
    await page.getByRole('button', { name: 'Take back 1 write' }).click();
    await page
      .getByRole('status')
      .getByText(/It acts in the next cycle/)
      .waitFor();
    await company.finish();
    expect((await company.quickbooksBooks()).vendors?.map(({ Name }) => Name)).toEqual(['Acme']);
    expect(called((await company.billcomBooks()).Vendor, 'Wrong Company').isActive).toBe('1');

    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${company.id}/records?q=Wrong`);
    await page.getByText(/entered for another client/).waitFor();
    await page.getByRole('button', { name: /again/ }).click();
    await company.finish();
    expect(called((await company.quickbooksBooks()).vendors, 'Wrong Company').IsActive).toBe('true');
    expect(await company.holds()).toEqual([]);
    await expectQuiet(company);

    // The computer with QuickBooks is switched off: the page says so by itself, and whose turn it is.
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${company.id}`);
    await page.getByText(/All \d+ records? agrees? as of/).waitFor();
    await world.database.asSystem(async (tx) => {
      await tx.query(`update company set last_login_at = now() - interval '47 min' where id = $1`, [
        company.id,
      ]);
      await tx.query(
        `update web_connector_session set last_call_at = now() - interval '47 min' where company_id = $1`,
        [company.id],
      );
    });
    await page.getByText('The QuickBooks computer has been silent for 47 min.').waitFor();
    await keepPicture(page, 'e2e-silent');
    await company.update();
    await page.getByText(/All \d+ records? agrees? as of/).waitFor();
    await page.close();
  });

  test('a Clerk is offered neither Accept nor Undo, and by address is told who may', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Elm' }] } });
    await company.ask();
    const preview = await company.finish();
    expect(preview.state).toBe('waitingForAccept');
    await addUser(company, 'cal@example.com', 'Clerk');
    await addUser(company, 'dan@example.com', 'Accountant');
    const base = `${world.stack.env.CONSOLE_URL}/companies/${company.id}`;
    const clerk = await signIn('cal@example.com');
    await clerk.goto(`${base}/previews/${preview.number}`);
    await clerk.getByText('Accepted by: Administrator or Accountant.').waitFor();
    expect(await clerk.getByRole('button', { name: /accept|leave out/i }).count()).toBe(0);
    // Whoever sends what the page does not offer is refused, and nothing is accepted.
    const csrf = await clerk.locator('input[name=_csrf]').first().inputValue();
    const sent = await clerk.request.post(`${base}/previews/${preview.number}/accept`, {
      form: { _csrf: csrf },
      headers: { origin: world.stack.env.CONSOLE_URL },
    });
    expect([sent.status(), await sent.text()]).toEqual([
      403,
      expect.stringContaining(
        'Accepting a preview, so that it is written is for the Administrator or Accountant',
      ),
    ]);

    const accountant = await signIn('dan@example.com');
    await accountant.goto(`${base}/previews/${preview.number}`);
    await accountant.getByRole('button', { name: 'Accept and sync' }).click();
    await accountant.getByRole('status').first().waitFor();
    await company.finish();
    const elm = called((await company.billcomBooks()).Vendor, 'Elm');
    expect(elm.isActive).toBe('1');

    await clerk.goto(`${base}/records?q=Elm`);
    await clerk.getByRole('heading', { name: 'What Tieout wrote' }).waitFor();
    expect(await clerk.getByRole('link', { name: /undo/i }).count()).toBe(0);
    await clerk.goto(`${base}/undo?entity=vendor&book=billcom&id=${String(elm.id)}`);
    await clerk.getByText(/is for the .* you are its Clerk\. Ask Ann Hill \(/).waitFor();
    await keepPicture(clerk, 'e2e-clerk-refused');
  });

  test('a pause ends by itself at the Web Connector’s first call after its time', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Oak' }] } });
    await company.firstSync();
    await world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update company set paused_at = now(), pause_reason = 'lunch', paused_until = now() - interval '1 s' where id = $1`,
        [company.id],
      ),
    );
    await company.sync();
    const { rows } = await world.database.inCompany(company.id, (tx) =>
      tx.query(`select who, action from audit where action = 'resumed'`),
    );
    expect(rows).toEqual([{ who: 'Tieout', action: 'resumed' }]);
  });
});
