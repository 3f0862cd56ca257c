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
