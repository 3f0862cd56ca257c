import { openCommandLine, type CommandLine } from './commandLine';

/** Users by the command line: the same acts, and the same lines in the audit log, as on the dashboard. */
describe('users', () => {
  let cli: CommandLine;
  let company: string;
  beforeAll(async () => {
    cli = await openCommandLine();
    company = await cli.company('Hill Builders');
  });
  afterAll(() => cli.end());

  const said = async () =>
    (
      await cli.rows('select action, detail from audit where company_id = $1 order by id desc limit 1', [
        company,
      ])
    ).map(({ action, detail }) => `${action}: ${detail}`)[0];

  test('a role is given, changed from what to what, and taken away, with what that means for the company', async () => {
    const hill = ['--company', 'Hill Builders'];
    const wrong = await cli.run(['user', 'add', 'nobody', ...hill, '--role', 'Clerk']);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('“nobody” is not an e-mail address.'),
    ]);
    const added = await cli.run(['user', 'add', 'ann@example.com', ...hill, '--role', 'Administrator']);
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('It is shown this once.')]);
    expect(await said()).toBe('gave a user a role: ann@example.com: Administrator, both');
    await cli.run(['user', 'role', 'ann@example.com', ...hill, '--role', 'Clerk', '--plan', 'payables']);
    expect(await said()).toBe('gave a user a role: ann@example.com: Administrator, both → Clerk, payables');
    const removed = await cli.run(['user', 'role', 'ann@example.com', ...hill, '--remove']);
    expect(removed.stdout).toContain('“Hill Builders” has no Administrator now.');
    expect(await said()).toBe('took a user’s role away: ann@example.com');
    expect((await cli.run(['user', 'list', '--json'])).json()).toEqual([
      expect.objectContaining({ email: 'ann@example.com', companies: [] }),
    ]);
  }, 60_000);
});
