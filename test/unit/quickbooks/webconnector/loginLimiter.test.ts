import {
  createMemoryLoginLimiter,
  createPostgresLoginLimiter,
  type LoginLimiter,
} from '../../../../src/quickbooks/webconnector/loginLimiter';

const policy = {
  failuresPerUserAndAddress: 3,
  failuresPerAddress: 6,
  failuresPerUser: 8,
  windowSeconds: 60,
  knownAddressDays: 14,
};

const from = (remoteAddress: string, userName = 'acme') => ({ userName, remoteAddress });

async function admitted(
  limiter: LoginLimiter,
  attempts: readonly ReturnType<typeof from>[],
): Promise<boolean[]> {
  const all: boolean[] = [];
  for (const attempt of attempts) all.push((await limiter.admit(attempt)).isAllowed);
  return all;
}

const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);

test('one caller can guess at one user a few times', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  expect(await admitted(limiter, times(4, from('1.1.1.1')))).toEqual([true, true, true, false]);
  expect(await limiter.admit(from('1.1.1.1', ' ACME '))).toEqual({
    isAllowed: false,
    retryAfterSeconds: expect.any(Number),
  });
  expect(await limiter.admit(from('2.2.2.2'))).toEqual({ isAllowed: true });
});

test('attempts side by side do not slip through', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  const all = await Promise.all(times(20, from('1.1.1.1')).map((attempt) => limiter.admit(attempt)));
  expect(all.filter(({ isAllowed }) => isAllowed)).toHaveLength(3);
});

test('one address cannot try many users', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  const users = Array.from({ length: 7 }, (_, i) => from('1.1.1.1', `user${i}`));
  expect(await admitted(limiter, users)).toEqual([...times(6, true), false]);
});

test('an IPv6 network is one address', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  const hosts = Array.from({ length: 4 }, (_, i) => from(`2001:db8::${i + 1}`));
  expect(await admitted(limiter, hosts)).toEqual([true, true, true, false]);
  expect(await admitted(limiter, [from('2001:db8:0:0:9:9:9:9'), from('2001:db8:0:1::1')])).toEqual([
    false,
    true,
  ]);
});

test('many addresses cannot try one user, and cannot lock its owner out', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  await limiter.admit(from('10.0.0.1'));
  await limiter.succeeded(from('10.0.0.1'));
  const strangers = Array.from({ length: 9 }, (_, i) => from(`9.9.9.${i}`));
  expect(await admitted(limiter, strangers)).toEqual([...times(8, true), false]);
  expect(await limiter.admit(from('10.0.0.1'))).toEqual({ isAllowed: true });
});

test('a customer who polls all day is never refused', async () => {
  const limiter = createMemoryLoginLimiter(policy);
  for (let i = 0; i < 50; i++) {
    expect(await limiter.admit(from('10.0.0.1'))).toEqual({ isAllowed: true });
    await limiter.succeeded(from('10.0.0.1'));
  }
});

test('in Postgres no text of a stranger becomes a key, and nobody gets in while Postgres is away', async () => {
  const keys: unknown[] = [];
  let isAway = false;
  const pool = {
    async query({ values }: { values: unknown[] }) {
      if (isAway) throw new Error('away');
      keys.push(values[0]);
      return { rows: [{ points: 1, expire: Date.now() + 1000 }], rowCount: 0 };
    },
  };
  const limiter = createPostgresLoginLimiter({ pool, tableName: 'login_attempts' }, policy);
  const attempt = from('1.1.1.1', 'a stranger'.repeat(100));
  expect(await limiter.admit(attempt)).toEqual({ isAllowed: true });
  await limiter.succeeded(attempt);
  expect(keys.length).toBeGreaterThan(4);
  for (const key of keys) expect(key).toMatch(/^login-[a-z]+:[\w-]{43}$/);
  isAway = true;
  await expect(limiter.admit(attempt)).rejects.toThrow('away');
});
