import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { startChild, type RunningChild } from '../../src/runtime/childProcess';
import { accessibilityFaults, describeInBrowser, keepPicture, openBrowser } from '../support/browser';
import { tieoutOn } from '../support/tieout';
import { devKey, eventually, startWorld, type Row, type World } from '../support/world';

/** From nothing to a first synced record, in a browser: the wizard with the real processes and both simulated books. */
describeInBrowser('connecting a company on the dashboard', () => {
  let world: World;
  let browser: Browser;
  let folder: string;
  let billcom: RunningChild;
  let quickbooks: RunningChild;
  let webConnector: RunningChild | undefined;
  const organization = '00800000000000000077';
  const userPassword = 'correct horse battery';

  const start = (name: string, ...args: string[]): Promise<RunningChild> =>
    startChild({
      name,
      script: path.resolve(`dist/simulators/${name}/main.js`),
      args,
      logFile: path.join(folder, `${name}.log`),
    });
  const seed = (name: string, content: unknown): string => {
    const file = path.join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tieout-connect-'));
    mkdirSync(folder, { recursive: true });
    const organizations = [
      {
        id: organization,
        name: 'Harbor Inc.',
        users: [{ userName: 'sync@example.com', password: 'secret', role: 'Administrator' }],
      },
    ];
    billcom = await start(
      'billcom',
      ...['--port', '0', '--data', path.join(folder, 'bdc')],
      ...['--seed', seed('billcom', { devKeys: [devKey], organizations })],
    );
    const books = {
      companyName: 'Harbor Construction, Inc.',
      vendors: [{ Name: 'Acme Tile' }],
      accounts: [{ Name: 'Ask My Accountant', AccountType: 'Expense' }],
    };
    quickbooks = await start(
      'quickbooks',
      ...['--port', '0', '--file', path.join(folder, 'qbw'), '--seed', seed('quickbooks', books)],
    );
    const billcomUrl = String(billcom.ready.listening);
    world = await startWorld({
      env: {
        CONSOLE_BILLCOM_V2_URL: `${billcomUrl}/api/v2`,
        CONSOLE_BILLCOM_V3_URL: `${billcomUrl}/connect/v3`,
      },
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await webConnector?.stop();
    await billcom?.stop();
    await quickbooks?.stop();
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const addUser = (email: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY } = world.stack.env;
      const args = [
        'user',
        'add',
        email,
        '--name',
        'Ann Hill',
        '--may-connect',
        '--password-stdin',
        '--json',
      ];
      const child = spawn(process.execPath, [path.resolve('dist/src/cli.js'), ...args], {
        env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY },
      });
      child.stdin.end(userPassword);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`it ended with ${code}`))));
    });

  test('a person connects a company by the wizard, and its first record is synced', async () => {
    await addUser('ann@example.com');
    const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
    await page.goto(world.stack.env.CONSOLE_URL);
    await page.getByLabel('E-mail address').fill('ann@example.com');
    await page.getByLabel('Password').fill(userPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Connect a company' }).click();

    await page.getByLabel('Name of the company in Tieout').fill('Harbor Construction');
    await page.getByLabel('Time zone of the QuickBooks computer').selectOption('America/Chicago');
    await page.getByLabel('Bill.com', { exact: true }).selectOption('other');
    await page.getByLabel('Organization id').fill(organization);
    await page.getByLabel(/Name of the sync token/).fill('sync@example.com');
    await page.getByLabel(/The sync token’s value/).fill('not the right one');
    await page.getByLabel(/developer key/).fill(devKey);
    await page.getByRole('button', { name: 'Test and go on' }).click();
    await page
      .getByRole('alert')
      .getByText(/Bill\.com/)
      .waitFor();
    await keepPicture(page, 'e2e-connect-refused');
    await page.getByLabel(/The sync token’s value/).fill('secret');
    await page.getByLabel(/developer key/).fill(devKey);
    await page.getByRole('button', { name: 'Test and go on' }).click();
    await page
      .getByRole('status')
      .getByText(/Bill\.com lets Tieout in/)
      .waitFor();

    // Whoever leaves goes on where they were.
    await page.goto(`${world.stack.env.CONSOLE_URL}/connect`);
    await page.getByRole('link', { name: 'Go on with “Harbor Construction”' }).click();
    await page.getByLabel('Catch-all account of bills').fill('Ask My Accountant');
    await page.getByLabel('Default bank account').fill('Checkng');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { name: '“Harbor Construction” is connected' }).waitFor();
    const password = (await page.locator('code.secret').textContent()) ?? '';
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the .qwc file' }).click(),
    ]);
    const qwc = path.join(folder, 'harbor.qwc');
    await download.saveAs(qwc);
    expect(readFileSync(qwc, 'utf8')).toContain('/qbwc');
    await page.getByRole('link', { name: /go on/ }).click();
    await page.getByText('It has never called.').waitFor();
    await page.getByText('It answers on this computer only').waitFor();

    // The page follows what happens at the computer with QuickBooks, without a reload.
    const connectorArgs = (typed: string): string[] => [
      ...['--qwc', qwc, '--password', typed],
      ...['--quickbooks', String(quickbooks.ready.listening), '--noop-seconds', '0.2'],
    ];
    const update = (): Promise<Response> =>
      fetch(`${String(webConnector?.ready.listening)}/update`, { method: 'POST' });
    webConnector = await start('webconnector', ...connectorArgs('mistyped'));
    await update();
    await page.getByText(/with a wrong password/).waitFor({ timeout: 15_000 });
    await keepPicture(page, 'e2e-connect-wrong-password');
    expect(await accessibilityFaults(page)).toEqual([]);
    await webConnector.kill();
    webConnector = await start('webconnector', ...connectorArgs(password), '--skip-adding');
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select id from company where name = 'Harbor Construction'`,
    );
    const id = rows[0]?.id ?? '';
    const stateOf = async (cycle: number): Promise<string | undefined> =>
      (
        await world.database.pool.query<{ state: string }>(
          'select state from cycle where company_id = $1 and number = $2',
          [id, cycle],
        )
      ).rows[0]?.state;
    await eventually('the first preview is there', async () => {
      await update();
      return (await stateOf(1)) === 'waitingForAccept' ? true : undefined;
    });
    await page.waitForURL(`${world.stack.env.CONSOLE_URL}/companies/${id}/previews/1`, { timeout: 20_000 });

    // What was named before QuickBooks was read counts; what does not exist there is said.
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${id}/settings`);
    expect(await page.getByLabel('Catch-all account of bills').inputValue()).toBe('Ask My Accountant');
    await page.getByText(/There is no account “Checkng” in QuickBooks/).waitFor();
    await keepPicture(page, 'e2e-connect-settings');
    expect(await accessibilityFaults(page)).toEqual([]);

    // What was mistyped is not taken for nothing.
    const preview = `${world.stack.env.CONSOLE_URL}/companies/${id}/previews/1`;
    await page.goto(preview);
    await page.getByRole('button', { name: 'Accept and sync' }).click();
    await page.getByText(/“Checkng” was named/).waitFor();
    await keepPicture(page, 'e2e-connect-mistyped');
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${id}/settings`);
    await page.getByLabel('Default bank account').fill('');
    await page.getByRole('button', { name: 'Save: Accounts' }).click();
    await page
      .getByRole('status')
      .getByText(/^Saved/)
      .waitFor();
    await page.goto(preview);
    await page.getByRole('button', { name: 'Accept and sync' }).click();
    await page
      .getByRole('status')
      .getByText(/Accepted/)
      .waitFor();
    await eventually('the first sync is over', async () => {
      await update();
      return (await stateOf(2)) === 'ended' ? true : undefined;
    });
    const answer = await fetch(`${String(billcom.ready.listening)}/books?organization=${organization}`);
    const books = (await answer.json()) as { entities?: Record<string, Row[]> } & Record<string, Row[]>;
    expect((books.entities ?? books).Vendor?.map(({ name }) => name)).toEqual(['Acme Tile']);
    await page.goto(`${world.stack.env.CONSOLE_URL}/companies/${id}`);
    await page.getByText(/cycle 2 \(a sync\) ended/).waitFor();
    await keepPicture(page, 'e2e-connect-synced');

    // The bookkeeper is invited, accepts, and finds the company.
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Bob Reed');
    await page.getByLabel(/E-mail address/).fill('bob@example.com');
    await page.getByRole('button', { name: 'Invite' }).click();
    const link = await page.locator('code.link').innerText();
    const theirs = await (await browser.newContext()).newPage();
    await theirs.goto(link);
    await theirs.getByLabel('New password').fill(userPassword);
    await theirs.getByLabel('The same again').fill(userPassword);
    await theirs.getByRole('button', { name: 'Accept' }).click();
    await theirs.getByLabel('E-mail address').fill('bob@example.com');
    await theirs.getByLabel('Password').fill(userPassword);
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await theirs.waitForURL(`${world.stack.env.CONSOLE_URL}/companies/${id}`);
    await theirs.getByRole('link', { name: 'Harbor Construction' }).waitFor();
    const listed = await tieoutOn(world)('user', 'list', '--json');
    expect(JSON.parse(listed.text)).toContainEqual(
      expect.objectContaining({
        email: 'bob@example.com',
        companies: [{ company: 'Harbor Construction', role: 'Accountant', plan: 'both' }],
      }),
    );
  }, 120_000);
});
