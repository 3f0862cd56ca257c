import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { loadConsoleConfig, loadGatewayConfig, loadMigrateConfig, loadWorkerConfig } from '../../src/config';

/** The self-hosted deployment can't be run here: what can be known by reading it is held. */
interface Service {
  image?: string;
  build?: { context: string; dockerfile?: string };
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  restart?: string;
  volumes?: string[];
  ports?: string[];
  profiles?: string[];
}
const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name] ?? {};

/** `${VAR}` as compose fills it in: given values, defaults, or nothing. */
const filled = (text: string, given: Record<string, string>): string =>
  text.replace(
    /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (whole, name: string, rest: string | undefined) =>
      given[name] ?? (whole.includes(':-') ? (rest ?? '') : `missing ${name}`),
  );

describe('docker-compose.yml', () => {
  it('has every process, and what they need', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining([
        'postgres',
        'temporal-schema',
        'temporal',
        'temporal-namespace',
        'temporal-ui',
        'migrate',
        'worker',
        'gateway',
      ]),
    );
  });

  const runsOnce = (one: Service): boolean =>
    one.restart?.startsWith('on-failure') === true || one.restart === 'no';

  it.each(services)('%s has a health check or runs once', (_name, one) => {
    if (runsOnce(one)) {
      expect(one.healthcheck).toBeUndefined();
    } else {
      expect(one.restart).toBe('unless-stopped');
      expect(one.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
      expect(one.healthcheck).toMatchObject({
        interval: expect.stringMatching(/s$/),
        retries: expect.any(Number),
      });
    }
  });

  it.each(services)('%s waits only for what exists, in a way that can come true', (_name, one) => {
    for (const [needed, { condition }] of Object.entries(one.depends_on ?? {})) {
      const other = service(needed);
      expect(Object.keys(compose.services)).toContain(needed);
      expect(condition).toBe(runsOnce(other) ? 'service_completed_successfully' : 'service_healthy');
      expect(other.profiles).toBeUndefined();
    }
  });

  it('nothing waits for itself in a circle', () => {
    const visit = (name: string, way: string[]): void => {
      expect(way).not.toContain(name);
      for (const next of Object.keys(service(name).depends_on ?? {})) visit(next, [...way, name]);
    };
    for (const [name] of services) visit(name, []);
  });

  it.each(services)('%s has a pinned image', (_name, one) => {
    expect(one.image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it('Postgres is 15 or later; server and tools of Temporal are of one version', () => {
    expect(Number(/^postgres:(\d+)/.exec(service('postgres').image ?? '')?.[1])).toBeGreaterThanOrEqual(15);
    const version = (name: string) => service(name).image?.split(':')[1];
    expect(version('temporal-schema')).toBe(version('temporal'));
    expect(version('temporal-namespace')).toBe(version('temporal'));
  });

  it('holds no secret: each comes from the environment and is asked for when missing', () => {
    const secret = /PASSWORD|PWD|SECRET_KEY$|DATABASE_URL/;
    for (const [, one] of services) {
      for (const [name, value] of Object.entries(one.environment ?? {})) {
        if (secret.test(name)) expect(value).toMatch(/\$\{\w+:\?[^}]+\}/);
      }
    }
    expect(read('docker-compose.yml')).not.toMatch(/:\/\/[^:\s]+:(?!\$\{)[^@\s]+@/);
  });

  it('every variable it takes is explained in .env.example', () => {
    const taken = new Set([...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map((match) => match[1]));
    const explained = read('.env.example');
    for (const name of taken) expect(explained).toMatch(new RegExp(`^#?${name}=`, 'm'));
  });

  it('everything mounted from here is here, and every named volume is declared', () => {
    for (const [, one] of services) {
      for (const volume of one.volumes ?? []) {
        const [from = ''] = volume.split(':');
        if (from.startsWith('./')) expect(existsSync(path.join(root, from))).toBe(true);
        else if (!from.startsWith('$')) expect(Object.keys(compose.volumes)).toContain(from);
      }
    }
  });

  it('publishes ports to this machine only', () => {
    for (const [, one] of services) {
      for (const port of one.ports ?? []) expect(filled(port, {})).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
  });

  it.each([
    ['worker', loadWorkerConfig],
    ['gateway', loadGatewayConfig],
    ['console', loadConsoleConfig],
    ['migrate', loadMigrateConfig],
  ] as const)("%s's settings are accepted at its start", (name, load) => {
    const given = {
      POSTGRES_PASSWORD: 'abc123',
      TIEOUT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      GATEWAY_PUBLIC_URL: 'https://tieout.example.com',
    };
    const environment = service(name).environment ?? {};
    const env = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, filled(value, given)]),
    );
    expect(load(env)).toMatchObject({ DATABASE_URL: 'postgres://tieout:abc123@postgres:5432/tieout' });
  });

  it('the health checks ask where the processes listen', () => {
    expect(service('worker').healthcheck?.test.at(-1)).toBe(service('worker').environment?.HEALTH_PORT);
    expect(service('gateway').healthcheck?.test.at(-1)).toBe(service('gateway').environment?.GATEWAY_PORT);
    expect(service('gateway').ports?.[0]).toMatch(
      new RegExp(`:${service('gateway').environment?.GATEWAY_PORT}$`),
    );
  });

  it('the console is asked where it listens', () => {
    expect(service('console').healthcheck?.test.at(-1)).toBe(service('console').environment?.CONSOLE_PORT);
    expect(service('console').ports?.[0]).toMatch(
      new RegExp(`:${service('console').environment?.CONSOLE_PORT}$`),
    );
  });

  it('all work in one namespace, which is created', () => {
    const namespaces = ['worker', 'gateway', 'migrate', 'temporal-namespace'].map(
      (name) => service(name).environment?.TEMPORAL_NAMESPACE,
    );
    expect(new Set(namespaces)).toEqual(new Set(['tieout']));
  });
});

describe("Temporal's settings", () => {
  it('lift the 20 polls a second', () => {
    const settings = parse(read('deploy/temporal/dynamicconfig.yaml')) as Record<
      string,
      { value: unknown }[]
    >;
    expect(settings['history.transferProcessorMaxPollRPS']?.[0]?.value).toBeGreaterThanOrEqual(1_000);
    expect(settings['history.timerProcessorMaxPollRPS']?.[0]?.value).toBeGreaterThanOrEqual(1_000);
    const mounted = service('temporal').volumes?.[0]?.split(':');
    expect(mounted?.[0]).toBe('./deploy/temporal/dynamicconfig.yaml');
    expect(mounted?.[1]).toBe(service('temporal').environment?.DYNAMIC_CONFIG_FILE_PATH);
  });

  it('the schema job makes both databases', () => {
    const script = read('deploy/temporal/schema.sh');
    expect(script).toMatch(/create[\s\S]*setup-schema -v 0\.0[\s\S]*update-schema -d/);
    expect(script).toMatch(/^prepare temporal temporal$/m);
    expect(script).toMatch(/^prepare temporal_visibility visibility$/m);
  });

  it.each([
    'deploy/temporal/schema.sh',
    'deploy/temporal/namespace.sh',
    'deploy/postgres/10-temporal-role.sh',
  ])('%s is sound shell', (script) => {
    expect(() => execFileSync('sh', ['-n', path.join(root, script)])).not.toThrow();
    expect(read(script)).toMatch(/^#!\/bin\/sh\n[\s\S]*^set -eu$/m);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const of = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `));
  const package_ = JSON.parse(read('package.json')) as {
    scripts: Record<string, string>;
    bin: Record<string, string>;
  };

  it('builds in stages from pinned images, and copies from stages that exist', () => {
    const stages = of('FROM').map((line) => / AS (\w+)$/.exec(line)?.[1]);
    expect(stages).toHaveLength(3);
    for (const from of of('FROM')) expect(from).toMatch(/^FROM node:\d+\.\d+\.\d+-bookworm-slim/);
    for (const [, stage] of lines.join('\n').matchAll(/--from=(\w+)/g)) expect(stages).toContain(stage);
  });

  it('the last stage has no development packages, no compiler, and runs as an ordinary user', () => {
    const last = lines.slice(lines.lastIndexOf(of('FROM').at(-1) ?? ''));
    expect(last).toContain('USER node');
    expect(last.join('\n')).not.toMatch(/npm/);
    expect(of('RUN').some((line) => line.includes('npm ci --omit=dev'))).toBe(true);
  });

  it('runs scripts that exist', () => {
    for (const [, script] of lines.join('\n').matchAll(/npm run (\S+)/g))
      expect(package_.scripts).toHaveProperty(script ?? '');
    expect(of('ENTRYPOINT')).toEqual([`ENTRYPOINT ["node", "${package_.bin.tieout ?? ''}"]`]);
  });

  it('copies what exists, and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const line of of('COPY').filter((copy) => !copy.includes('--from='))) {
      for (const source of line.split(' ').slice(1, -1)) {
        expect(existsSync(path.join(root, source))).toBe(true);
        expect(allowed).toContain(source);
      }
    }
  });

  it('everything the build script reads is copied', () => {
    for (const needed of ['tsconfig.json', 'tsconfig.build.json', 'scripts', 'src']) {
      expect(of('COPY').join('\n')).toContain(needed);
    }
  });

  it('the health check is there', () => {
    expect(statSync(path.join(root, 'deploy/healthcheck.cjs')).isFile()).toBe(true);
    for (const name of ['worker', 'gateway']) {
      expect(service(name).healthcheck?.test.slice(1, 3)).toEqual(['node', 'deploy/healthcheck.cjs']);
    }
  });
});
