import { Problem } from '../../../src/words/problem';
import { createPostgresAccessTestLimiter, type AccessTestLimiter } from '../../../src/console/accessTests';
import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** Each test of Bill.com credentials is a sign-in of the developer key, which Bill.com allows 200 of an hour. */
describe('tests of Bill.com credentials', () => {
  let scene: ConsoleScene;
  let company: string;
  let asked = 0;
  const limiter: { shared?: AccessTestLimiter } = {};

  beforeAll(async () => {
    scene = await openConsole({
      accessTestLimiter: {
        admit: (userId) => (limiter.shared as AccessTestLimiter).admit(userId),
      },
      testAccess: () => {
        asked += 1;
        return Promise.reject(new Problem('Bill.com refused the user or the password.'));
      },
    });
    limiter.shared = createPostgresAccessTestLimiter(scene.database.pool, 'sign_in_attempt');
    company = await scene.company('Hill Builders');
    await scene.rows(`update company set billcom_secret = $2 where id = $1`, [
      company,
      scene.database.sealer.seal(JSON.stringify({ devKey: 'a key', password: 'old' })),
    ]);
  });
  afterAll(() => scene.end());

  const change = (visitor: Visitor) =>
    visitor.post(`/companies/${company}/billcom`, { user: 'sync', password: 'guess' });
  const connect = (visitor: Visitor) =>
    visitor.post('/connect', {
      name: 'Harbor Construction',
      zone: 'America/Chicago',
      environment: 'sandbox',
      organization: '00801234567890123456',
      user: 'sync',
      password: 'guess',
      developerKey: 'a key',
    });

  test('ten an hour for a user and thirty for all, whether to connect a company or to change one; then it says how long to wait', async () => {
    const users = [];
    for (let count = 0; count < 4; count += 1) users.push(await scene.signedIn({ company }));
    for (const user of users.slice(0, 3)) {
      for (let count = 0; count < 5; count += 1) {
        expect((await change(user)).statusCode).toBe(409);
        expect((await connect(user)).statusCode).toBe(409);
      }
      const before = asked;
      const changed = await change(user);
      expect(changed.statusCode).toBe(429);
      expect(changed.body).toMatch(/tested too often.*Try again in (59|60) minutes\./s);
      const connected = await connect(user);
      expect(connected.statusCode).toBe(429);
      expect(connected.body).toContain('Try again in');
      expect(connected.body).toContain('value="Harbor Construction"');
      expect(asked).toBe(before);
    }
    expect(asked).toBe(30);
    const other = users[3] as Visitor;
    expect((await change(other)).statusCode).toBe(429);
    expect((await connect(other)).statusCode).toBe(429);
    const token = await scene.token({ company }, ['read', 'act']);
    const byToken = await scene.app.inject({
      method: 'POST',
      url: '/api/v1/companies',
      headers: { authorization: `Bearer ${token}` },
      payload: {
        name: 'Harbor Construction',
        zone: 'America/Chicago',
        environment: 'sandbox',
        organization: '00801234567890123456',
        user: 'sync',
        password: 'guess',
        developerKey: 'a key',
      },
    });
    expect(byToken.statusCode).toBe(429);
    expect(byToken.json()).toEqual({
      error: expect.stringContaining('tested too often'),
      cure: expect.stringMatching(/^Try again in \d+ minutes\.$/),
    });
    expect(asked).toBe(30);
    expect(scene.errors).toEqual([]);
  });
});
