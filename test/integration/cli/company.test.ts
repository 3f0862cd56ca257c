import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { localDay } from '../../../src/entities/startDate';
import { verifyPassword } from '../../../src/quickbooks/webconnector/passwords';
import { startChild, type RunningChild } from '../../../src/runtime/childProcess';
import { openCommandLine, type CommandLine } from './commandLine';

const organization = '00800000000000000001';
const secondOrganization = '00800000000000000002';
const thirdOrganization = '00800000000000000003';

describe('companies', () => {
  let cli: CommandLine;
  let billcom: RunningChild;
  const given = (name: string): string[] => [
    'company',
    'add',
    '--name',
    name,
    '--zone',
    'America/Chicago',
    '--billcom-v2-url',
    `${billcom.ready.listening}/api/v2`,
    '--billcom-v3-url',
    `${billcom.ready.listening}/connect/v3`,
    '--organization',
    organization,
    '--user',
    'sync@example.com',
  ];
  const secrets = JSON.stringify({ devKey: 'KEY', password: 'secret' });
  const add = (name: string, ...more: string[]) =>
    cli.run([...given(name), '--secrets-stdin', '--json', ...more], { input: secrets });

  beforeAll(async () => {
    cli = await openCommandLine();
    const seed = path.join(cli.folder, 'seed.json');
    const users = [{ userName: 'sync@example.com', password: 'secret', role: 'Administrator' }];
    writeFileSync(
      seed,
      JSON.stringify({
        devKeys: ['KEY'],
        organizations: [
          { id: organization, name: 'Hill Org', users },
          { id: secondOrganization, name: 'Second Org', users },
          { id: thirdOrganization, name: 'Third Org', users },
        ],
      }),
    );
    billcom = await startChild({
      name: 'billcom',
      script: path.resolve('dist/simulators/billcom/main.js'),
      args: ['--port', '0', '--seed', seed],
      logFile: path.join(cli.folder, 'billcom.log'),
    });
  });
  afterAll(async () => {
    await billcom.stop();
    await cli.end();
  });

  test('wrong credentials are told in Bill.com’s words, and nothing is stored', async () => {
    const ran = await cli.run([...given('Wrong'), '--dev-key', 'KEY', '--password', 'wrong-secret']);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain('does not accept the user name or the password');
    expect(ran.stderr).toContain('Nothing was stored');
    expect(ran.stderr).not.toMatch(/wrong-secret|\n\s+at /);
    expect(await cli.rows('select from company')).toHaveLength(0);
    expect(existsSync(path.join(cli.folder, 'wrong.qwc'))).toBe(false);
  });

  test('adding tests the credentials, stores them sealed and writes the .qwc; the password is shown once', async () => {
    const begun = new Date();
    const ran = await add('Hill Builders', '--every-minutes', '30');
    expect(ran.code).toBe(0);
    const added = ran.json();
    expect(added).toMatchObject({ company: 'Hill Builders', organization, organizationName: 'Hill Org' });
    const [row] = await cli.rows('select * from company');
    expect(row.id).toBe(added.id);
    expect(row.settings.everyMinutes).toBe(30);
    // Between the two clocks a day may begin.
    expect([localDay(new Date(), 'America/Chicago'), localDay(begun, 'America/Chicago')]).toContain(
      row.settings.receivablesSince,
    );
    expect(added.receivablesSince).toBe(row.settings.receivablesSince);
    expect(row.web_connector_user).toBe(added.webConnectorUser);
    expect(await verifyPassword(added.webConnectorPassword, row.web_connector_password_hash)).toBe(true);
    expect(JSON.parse(cli.database.sealer.open(row.billcom_secret))).toEqual(JSON.parse(secrets));

    const qwc = readFileSync(path.join(cli.folder, 'hill-builders.qwc'), 'utf8');
    expect(added.qwcFile).toBe(path.join(cli.folder, 'hill-builders.qwc'));
    expect(qwc).toContain('<AppURL>http://localhost:9/qbwc</AppURL>');
    expect(qwc).toContain(`<UserName>${added.webConnectorUser}</UserName>`);
    expect(qwc).toContain(`{${row.file_id}}`);

    const [line] = await cli.rows('select * from audit');
    expect(line).toMatchObject({ action: 'added the company', company_id: added.id });
    expect(JSON.stringify(line)).not.toMatch(/secret|KEY/);
  });

  test('secrets may come from the environment', async () => {
    const env = { TIEOUT_BILLCOM_DEV_KEY: 'KEY', TIEOUT_BILLCOM_PASSWORD: 'secret' };
    const flags = [
      '--organization',
      secondOrganization,
      '--qwc',
      'here.qwc',
      '--receivables-since',
      '2026-01-31',
    ];
    const ran = await cli.run([...given('From the environment'), ...flags], { env });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/Web Connector password {2}(\w{4}-){5}\w{4}/);
    expect(ran.stdout).toContain('Invoices of QuickBooks go over from 2026-01-31 on');
    expect(existsSync(path.join(cli.folder, 'here.qwc'))).toBe(true);
  });

  test('a name is taken once, in any case', async () => {
    const ran = await add('HILL builders');
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({ error: 'There is a company “HILL builders” already.', exitCode: 1 });
  });

  test('an organization goes with one company file', async () => {
    const ran = await add('The same again');
    expect(ran.code).toBe(1);
    expect(ran.json().error).toBe(
      `The Bill.com organization ${organization} is connected already, as “Hill Builders”.`,
    );
  });

  test('a .qwc file that is there already is left alone, and nothing is stored', async () => {
    const ran = await add('Hill, Builders', '--organization', '00800000000000000004');
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({
      error: expect.stringMatching(/hill-builders\.qwc is there already/),
      cure: expect.stringContaining('--qwc'),
    });
  });

  test('a password that is shown once is not made before the .qwc file is there', async () => {
    const ran = await add('No room', '--organization', thirdOrganization, '--qwc', `${'x'.repeat(300)}.qwc`);
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({ error: expect.stringContaining('could not be written') });
    expect(await cli.rows(`select from company where name = 'No room'`)).toHaveLength(0);
  });

  test.each([
    ['a zone', ['--zone', 'Texas'], 'is not a time zone'],
    ['an organization id', ['--organization', '123'], 'has 20 characters and begins with 008'],
    ['a setting', ['--write-set-size', '1000'], 'allowed: a whole number from 1 to 100'],
    ['both kinds of addresses', ['--billcom', 'sandbox'], 'not both'],
  ])('%s that is wrong is told before anything is asked of Bill.com', async (_what, flags, sentence) => {
    const ran = await add('Another', ...flags);
    expect(ran.code).toBe(2);
    expect(ran.json().error).toContain(sentence);
  });

  test('without a terminal a missing value is named, not asked for', async () => {
    const ran = await cli.run(['company', 'add', '--name', 'X', '--zone', 'UTC']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--billcom is missing: Bill.com’s environment (production or sandbox).');
  });

  test('a gateway that the Web Connector would refuse ends with 78 and stores nothing', async () => {
    const ran = await add(
      'Another',
      '--organization',
      '00800000000000000003',
      '--gateway-url',
      'http://sync.example.com',
    );
    expect(ran.code).toBe(78);
    expect(ran.json().error).toContain('https');
    expect(await cli.rows(`select from company where name = 'Another'`)).toHaveLength(0);
  });

  test('list and show tell everything but secrets', async () => {
    const list = await cli.run(['company', 'list', '--json']);
    expect(list.json().map((each: any) => each.company)).toEqual(['From the environment', 'Hill Builders']);
    const show = await cli.run(['company', 'show', 'hill builders', '--json']);
    expect(show.json()).toMatchObject({
      company: 'Hill Builders',
      state: 'notAccepted',
      settings: { everyMinutes: 30 },
    });
    expect(show.stdout).not.toMatch(/secret|KEY|scrypt/);
    expect((await cli.run(['company', 'show', 'Hill Builders'])).stdout).toContain('everyMinutes');
  });

  test('set changes settings with an audit line and wakes the workflow', async () => {
    const ran = await cli.run([
      'company',
      'set',
      'Hill Builders',
      'everyMinutes=5',
      'conflictVendors=ask',
      '--json',
    ]);
    expect(ran.json()).toMatchObject({ changed: { everyMinutes: 5, conflictVendors: 'ask' } });
    const [line] = await cli.rows(`select before, after from audit where action = 'changed settings'`);
    expect(line).toEqual({
      before: { everyMinutes: 30, conflictVendors: 'quickbooks' },
      after: { everyMinutes: 5, conflictVendors: 'ask' },
    });
    expect(await cli.rows(`select from outbox where signal = 'settingsChanged'`)).toHaveLength(1);
  });

  test('a new conflict policy looks again at the conflicts that it may decide, and at nothing else', async () => {
    const [{ id }] = await cli.rows<any>(`select id from company where name = 'Hill Builders'`);
    const holdOf = (entity: string, record: string, cause: string): Promise<unknown> =>
      cli.rows(
        `with one as (insert into record (company_id, book, entity, id, fields, changed) values ($1, 'quickbooks', $2, $3, '{}', false))
         insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, opened_cycle)
         values ($1, $2, 'quickbooks', $3, $4, 'phone', 'Acme', '', '', '{"when": "recordChanges"}', 1)`,
        [id, entity, record, cause],
      );
    await holdOf('vendor', '80-1', 'conflict');
    await holdOf('vendor', '80-2', 'refused');
    await holdOf('account', '80-3', 'conflict');
    await cli.run(['company', 'set', 'Hill Builders', 'conflictVendors=billcom']);
    expect(await cli.rows('select id from record where changed order by id')).toEqual([{ id: '80-1' }]);
    await cli.rows('delete from hold');
    await cli.rows('delete from record');
  });

  test('set explains unknown settings and wrong values', async () => {
    const unknown = await cli.run(['company', 'set', 'Hill Builders', 'everyMinute=5']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/no setting “everyMinute”[^]*everyMinutes/);
    const wrong = await cli.run(['company', 'set', 'Hill Builders', 'classesAs=job']);
    expect(wrong.stderr).toContain('allowed: department, accountingClass');
  });

  test('what classes are can be changed before the first sync, and what was read of them is forgotten', async () => {
    const [{ id }] = await cli.rows<any>(`select id from company where name = 'Hill Builders'`);
    await cli.rows(
      `insert into record (company_id, book, entity, id, fields) values ($1, 'billcom', 'class', 'd1', '{}'), ($1, 'quickbooks', 'class', 'c1', '{}')`,
      [id],
    );
    const change = ['company', 'set', 'Hill Builders', 'classesAs=accountingClass'];
    expect((await cli.run(change)).code).toBe(0);
    expect(await cli.rows('select book from record')).toEqual([{ book: 'quickbooks' }]);

    // While one preview runs, the next one may be asked for already: that one is the newest then.
    const cycles = (first: string) =>
      cli.rows(
        `insert into cycle (company_id, number, mode, state, requested_by)
         values ($1, 901, 'preview', $2, 'a test'), ($1, 902, 'preview', 'due', 'a test')`,
        [id, first],
      );
    const back = ['company', 'set', 'Hill Builders', 'classesAs=department'];
    await cycles('running');
    const during = await cli.run(back);
    expect(during.code).toBe(1);
    expect(during.stderr).toContain('cannot be changed while a preview runs');
    await cli.rows('delete from cycle');
    await cycles('ended');
    expect((await cli.run(back)).code).toBe(0);
    expect((await cli.run(change)).code).toBe(0);
    await cli.rows('delete from cycle');

    await cli.rows('update company set accepted_at = now() where id = $1', [id]);
    const late = await cli.run(['company', 'set', 'Hill Builders', 'classesAs=department']);
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('fixed after the first sync');
  });

  test('a new Web Connector password replaces the old one', async () => {
    const { webConnectorPassword } = (
      await cli.run(['company', 'password', 'Hill Builders', '--json'])
    ).json();
    const [row] = await cli.rows(
      `select web_connector_password_hash as hash from company where name = 'Hill Builders'`,
    );
    expect(await verifyPassword(webConnectorPassword, row.hash)).toBe(true);
  });

  test('other Bill.com credentials are tested before they are stored', async () => {
    const command = ['company', 'billcom', 'Hill Builders'];
    const wrong = await cli.run(command, { env: { TIEOUT_BILLCOM_PASSWORD: 'wrong' } });
    expect(wrong.code).toBe(1);
    const stored = async () =>
      (await cli.rows(`select billcom_secret as s from company where name = 'Hill Builders'`))[0].s;
    expect(cli.database.sealer.open(await stored())).toContain('secret');
    const before = await stored();
    expect((await cli.run(command, { env: { TIEOUT_BILLCOM_PASSWORD: 'secret' } })).code).toBe(0);
    expect((await stored()).equals(before)).toBe(false);
  });

  test('a renamed QuickBooks company is confirmed, once it was seen', async () => {
    const command = ['company', 'renamed', 'Hill Builders', 'Hill of Texas', '--json'];
    expect((await cli.run(command)).code).toBe(1);
    const where = `where name = 'Hill Builders'`;
    await cli.rows(`update company set quickbooks = '{"companyName": "Hill", "fileIdSeen": true}' ${where}`);
    await cli.rows(
      `insert into company_stop (company_id, guard, because) select id, 'file', 'Another name.' from company ${where}`,
    );
    const unseen = (await cli.run(command)).json();
    expect(unseen).toMatchObject({ exitCode: 2, cure: expect.stringContaining('--yes') });
    await cli.rows(
      `insert into web_connector_session (company_id, ticket_hash, cycle, state, host)
       select id, '\\x01', 1, 'closed', '{"companyName": "Hill of Texas"}' from company ${where}`,
    );
    const another = ['company', 'renamed', 'Hill Builders', 'Hull of Texas', '--json'];
    expect((await cli.run(another)).json().error).toMatch(/said “Hill of Texas” at .* before/);
    const nameless = (await cli.run(['company', 'renamed', 'Hill Builders', '--json'])).json();
    expect(nameless.cure).toBe('If it was renamed: tieout company renamed "Hill Builders" "Hill of Texas"');
    expect((await cli.run(command)).json()).toMatchObject({ companyName: 'Hill of Texas', before: 'Hill' });
    expect((await cli.run(command)).json().error).toBe('It is “Hill of Texas” already.');
    const byHand = ['company', 'renamed', 'Hill Builders', 'Hill', '--yes', '--json'];
    expect((await cli.run(byHand)).json()).toMatchObject({ companyName: 'Hill', before: 'Hill of Texas' });
    expect((await cli.run(command)).code).toBe(0);
    const [row] = await cli.rows(
      `select quickbooks, (select count(*)::int from company_stop where company_id = company.id) as stops from company ${where}`,
    );
    expect(row).toEqual({ quickbooks: { companyName: 'Hill of Texas', fileIdSeen: true }, stops: 0 });
  });

  test('another computer is accepted once it has called, with an audit line', async () => {
    const command = ['company', 'accept-computer', 'Hill Builders', '--json'];
    const where = `where name = 'Hill Builders'`;
    await cli.rows(`update company set quickbooks = quickbooks || '{"computer": "OFFICE-PC"}' ${where}`);
    expect((await cli.run(command)).json().error).toBe('No other computer has called for “Hill Builders”.');
    await cli.rows(`update company set quickbooks = quickbooks || '{"otherComputer": "LAPTOP"}' ${where}`);
    await cli.rows(
      `insert into company_stop (company_id, guard, because) select id, 'computer', 'Another one.' from company ${where}`,
    );
    const doctor = (await cli.run(['doctor', 'Hill Builders'])).stdout;
    expect(doctor).toContain('tieout company accept-computer "Hill Builders"');
    expect((await cli.run(command)).json()).toMatchObject({ computer: 'LAPTOP', before: 'OFFICE-PC' });
    expect((await cli.run(command)).code).toBe(1);
    const [row] = await cli.rows(
      `select quickbooks->>'computer' as computer, (select count(*)::int from company_stop where company_id = company.id) as stops,
         (select count(*)::int from audit where company_id = company.id and action = 'accepted another computer') as lines
       from company ${where}`,
    );
    expect(row).toEqual({ computer: 'LAPTOP', stops: 0, lines: 1 });
  });

  test('what Bill.com stopped is not lifted by a new name in QuickBooks', async () => {
    const where = `where name = 'Hill Builders'`;
    await cli.rows(`update company set quickbooks = '{"companyName": "Hill", "fileIdSeen": true}' ${where}`);
    await cli.rows(
      `insert into company_stop (company_id, guard, because) select id, 'billcom', 'Signed out.' from company ${where}`,
    );
    expect((await cli.run(['company', 'renamed', 'Hill Builders', 'Hill of Texas'])).code).toBe(0);
    const stops = `from company_stop where company_id = (select id from company ${where})`;
    expect(await cli.rows(`select guard, because ${stops}`)).toEqual([
      { guard: 'billcom', because: 'Signed out.' },
    ]);
    await cli.rows(`delete ${stops}`);
  });

  test('qwc writes the same ids again', async () => {
    const first = readFileSync(path.join(cli.folder, 'hill-builders.qwc'), 'utf8');
    const ran = await cli.run(['qwc', 'Hill Builders', '--out', 'again.qwc', '--json']);
    expect(ran.json().qwcFile).toBe(path.join(cli.folder, 'again.qwc'));
    expect(readFileSync(path.join(cli.folder, 'again.qwc'), 'utf8')).toBe(first);
  });

  test('a company that is not there is told with those that are', async () => {
    const ran = await cli.run(['status', 'Nobody']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('There are “From the environment”, “Hill Builders”.');
  });
});
