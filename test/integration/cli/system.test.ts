import { tmpdir } from 'node:os';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { openCommandLine, runProgram, type CommandLine } from './commandLine';

const commands = [
  'dev',
  'worker',
  'gateway',
  'migrate',
  'company',
  'company add',
  'company list',
  'company show',
  'company set',
  'company password',
  'company billcom',
  'company renamed',
  'qwc',
  'sync',
  'preview',
  'accept',
  'pause',
  'resume',
  'status',
  'holds',
  'doctor',
];

describe('the program', () => {
  let cli: CommandLine;
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-nothing-'));
  beforeAll(async () => {
    cli = await openCommandLine();
  });
  afterAll(() => cli.end());

  test('every command explains itself', async () => {
    const ran = await Promise.all(
      commands.map((command) => runProgram([...command.split(' '), '--help'], { folder })),
    );
    for (const [index, { code, stdout }] of ran.entries()) {
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: tieout ${commands[index]}`);
      if (commands[index] !== 'company') expect(stdout).toContain('Examples:');
    }
    // As many processes as there are commands, all at once.
  }, 240_000);

  test.each([[['nonsense']], [['sync']], [['status', '--nonsense']], [['dev', '--gateway-port', '70000']]])(
    'wrong use ends with 2: %p',
    async (args) => {
      expect(await runProgram(args, { folder })).toMatchObject({ code: 2, stdout: '' });
    },
  );

  test('without settings and stack, one error names both, also as JSON', async () => {
    const ran = await runProgram(['status', '--json'], { folder });
    expect(ran.code).toBe(78);
    expect(ran.json()).toMatchObject({
      exitCode: 78,
      cure: expect.stringMatching(/tieout dev.*DATABASE_URL/),
    });
  });

  test('a wrong setting ends with 78 and names the variable', async () => {
    const ran = await cli.run(['status'], { env: { TIEOUT_SECRET_KEY: 'short' } });
    expect(ran.code).toBe(78);
    expect(ran.stderr).toContain('TIEOUT_SECRET_KEY');
  });

  test('a database that does not answer is a sentence, and a stack trace only on demand', async () => {
    const env = { DATABASE_URL: 'postgres://me:hush@127.0.0.1:9/tieout' };
    const ran = await cli.run(['status'], { env });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^Postgres does not answer .*\n.*DATABASE_URL/);
    expect(ran.stderr).not.toMatch(/hush|\n\s+at /);
    expect((await cli.run(['status'], { env: { ...env, LOG_LEVEL: 'debug' } })).stderr).toMatch(/\n\s+at /);
  });

  test('migrate brings an empty database to the newest schema, and can be repeated', async () => {
    await cli.rows('create database empty_for_migrate');
    const url = new URL(cli.env.DATABASE_URL as string);
    url.pathname = '/empty_for_migrate';
    const env = { DATABASE_URL: url.toString(), TIEOUT_SECRET_KEY: undefined };
    try {
      const before = await cli.run(['status'], { env: { DATABASE_URL: url.toString() } });
      expect(before.stderr).toContain('Run “tieout migrate”');
      expect((await cli.run(['migrate', '--json'], { env })).json().migrations).toContain('001-spine.sql');
      expect((await cli.run(['migrate', '--json'], { env })).json()).toEqual({ migrations: [] });
    } finally {
      await cli.rows('drop database empty_for_migrate with (force)');
    }
  });

  test('the doctor says of each link whether it works and what to do', async () => {
    await cli.company('Hill Builders', { accepted: false });
    const ran = await cli.run(['doctor', '--json']);
    expect(ran.code).toBe(1);
    const { works, checks } = ran.json();
    expect(works).toBe(false);
    const of = (link: string) => checks.find((check: any) => check.link === link);
    for (const link of ['settings', 'Postgres', 'schema', 'Temporal', 'address', 'guard', 'pause'])
      expect(of(link)).toMatchObject({ link, works: true });
    expect(of('gateway')).toMatchObject({ works: false, cure: expect.stringContaining('tieout gateway') });
    expect(of('Bill.com')).toMatchObject({ works: false, company: 'Hill Builders' });
    expect(of('Web Connector')).toMatchObject({ works: false, cure: expect.stringContaining('.qwc') });
    expect(of('QuickBooks').works).toBeNull();
    const text = (await cli.run(['doctor', 'Hill Builders'])).stdout;
    expect(text).toMatch(/NOT {2}gateway[^]*→ Start it/);
  });

  test('the doctor goes on where Postgres is not there', async () => {
    const env = { DATABASE_URL: 'postgres://me:hush@127.0.0.1:9/tieout' };
    const ran = await cli.run(['doctor', '--json'], { env });
    expect(ran.code).toBe(1);
    expect(ran.json().checks.map((check: any) => check.link)).toEqual(
      expect.arrayContaining(['settings', 'Postgres', 'Temporal', 'gateway']),
    );
  });
});
