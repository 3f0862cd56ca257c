import { randomBytes } from 'node:crypto';
import {
  ConfigError,
  loadConfig,
  loadGatewayConfig,
  loadMigrateConfig,
  loadWorkerConfig,
  secretKeys,
} from '../../src/config';

const key = randomBytes(32);
const needed = {
  DATABASE_URL: 'postgres://tieout:hush@db:5432/tieout',
  TIEOUT_SECRET_KEY: key.toString('base64'),
};

function complaint(env: Record<string, string>): string {
  try {
    loadConfig({ ...needed, ...env });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'no complaint';
}

describe('settings', () => {
  it('have defaults for everything but the database and the key', () => {
    const config = loadConfig(needed);
    expect(config).toMatchObject({
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      TEMPORAL_NAMESPACE: 'default',
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: 8080,
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
    });
    expect(config.METRICS_PORT).toBeUndefined();
    expect(secretKeys(config)).toEqual([key]);
  });

  it.each([
    [
      'GATEWAY_PORT',
      '70000',
      'GATEWAY_PORT is "70000"; allowed: a port number from 0 (any free one) to 65535',
    ],
    ['GATEWAY_PORT', 'web', 'GATEWAY_PORT is "web"; allowed: a port number from 0 (any free one) to 65535'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud"; allowed: fatal, error, warn, info, debug, trace, silent'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT is "xml"; allowed: json, pretty'],
    [
      'TEMPORAL_ADDRESS',
      'temporal',
      'TEMPORAL_ADDRESS is "temporal"; allowed: host:port, such as 127.0.0.1:7233',
    ],
    [
      'GATEWAY_PUBLIC_URL',
      'http://books.example.com',
      'GATEWAY_PUBLIC_URL is "http://books.example.com"; allowed: an https:// URL (http:// only for localhost)',
    ],
    [
      'GATEWAY_TLS_CERT_FILE',
      '/no/such',
      'GATEWAY_TLS_CERT_FILE is "/no/such"; allowed: the path of a file that exists',
    ],
    [
      'GATEWAY_TRUSTED_PROXIES',
      '10.0.0.5, 10.0.0.0/33',
      'GATEWAY_TRUSTED_PROXIES is "10.0.0.5, 10.0.0.0/33"; allowed: addresses or networks, separated by commas, such as 10.0.0.5, 172.16.0.0/12, fd00::/8',
    ],
    ['GATEWAY_TRUSTED_PROXIES', 'proxy.example.com', 'allowed: addresses or networks'],
    ['GATEWAY_TRUSTED_PROXIES', '10.0.0.5,', 'allowed: addresses or networks'],
    [
      'WORKER_MAX_CACHED_WORKFLOWS',
      '0',
      'WORKER_MAX_CACHED_WORKFLOWS is "0"; allowed: a whole number from 1 to 100000',
    ],
  ])('a wrong %s (%s) is named with what was given and what is allowed', (name, value, sentence) => {
    expect(complaint({ [name]: value })).toContain(sentence);
  });

  it('are all complained about at once', () => {
    const message = complaint({ GATEWAY_PORT: 'x', LOG_LEVEL: 'y', METRICS_PORT: 'z' });
    expect(message).toMatch(/^3 settings are wrong:/);
    expect(message.match(/allowed:/g)).toHaveLength(3);
  });

  it('missing ones are named', () => {
    expect(() => loadMigrateConfig({})).toThrow(/DATABASE_URL is not set; allowed: a Postgres URL/);
  });

  it('an empty variable counts as not set', () => {
    expect(loadConfig({ ...needed, GATEWAY_PORT: '', METRICS_PORT: '' }).GATEWAY_PORT).toBe(8080);
  });

  it('secrets are never repeated', () => {
    const message = complaint({
      TIEOUT_SECRET_KEY: 'too-short-secret',
      DATABASE_URL: 'mysql://me:hush@db/x',
    });
    expect(message).toContain('TIEOUT_SECRET_KEY is set, but wrong; allowed: 32 bytes in base64 or hex');
    expect(message).toContain('DATABASE_URL is set, but wrong');
    expect(message).not.toMatch(/too-short|hush/);
  });

  it.each(['base64', 'hex', 'base64url'] as const)('a key may be in %s', (encoding) => {
    const config = loadConfig({ ...needed, TIEOUT_SECRET_KEY: key.toString(encoding) });
    expect(config.TIEOUT_SECRET_KEY.equals(key)).toBe(true);
  });

  it('a key that is being replaced comes second', () => {
    const old = randomBytes(32);
    const config = loadConfig({ ...needed, TIEOUT_SECRET_KEY_PREVIOUS: old.toString('hex') });
    expect(secretKeys(config)).toEqual([key, old]);
  });

  it('plain HTTP is allowed for this computer alone', () => {
    const config = loadConfig({ ...needed, GATEWAY_PUBLIC_URL: 'http://localhost:8080/' });
    expect(config.GATEWAY_PUBLIC_URL).toBe('http://localhost:8080');
  });

  it('proxies are a list', () => {
    const config = loadConfig({ ...needed, GATEWAY_TRUSTED_PROXIES: '10.0.0.5, fd00::/8,172.16.0.0/12' });
    expect(config.GATEWAY_TRUSTED_PROXIES).toEqual(['10.0.0.5', 'fd00::/8', '172.16.0.0/12']);
  });

  it('a certificate needs its key', () => {
    expect(complaint({ GATEWAY_TLS_CERT_FILE: __filename })).toContain(
      'GATEWAY_TLS_KEY_FILE is not set; allowed: the path',
    );
  });

  it('a process asks only for its own', () => {
    const wrongForGateway = { ...needed, GATEWAY_PORT: 'x' };
    expect(loadWorkerConfig(wrongForGateway).WORKER_MAX_CACHED_WORKFLOWS).toBe(500);
    expect(() => loadGatewayConfig(wrongForGateway)).toThrow(/GATEWAY_PORT/);
    expect(loadMigrateConfig({ DATABASE_URL: needed.DATABASE_URL }).LOG_LEVEL).toBe('info');
  });
});
