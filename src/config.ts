import { z } from 'zod';
import * as setting from './config/settings';

/**
 * Every setting comes from the environment and is checked here, once, at the start. A process loads the
 * part that it needs, so that a worker does not ask for the gateway's certificates.
 */
const database = z.object({
  DATABASE_URL: setting.databaseUrl,
  TIEOUT_SECRET_KEY: setting.secretKey,
  TIEOUT_SECRET_KEY_PREVIOUS: setting.secretKey.optional(),
});

const temporal = z.object({
  TEMPORAL_ADDRESS: setting.hostAndPort.default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: setting.name.default('default'),
});

const logging = z.object({
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
});

const worker = z.object({
  HEALTH_HOST: setting.host.default('127.0.0.1'),
  HEALTH_PORT: setting.port.optional(),
  METRICS_PORT: setting.port.optional(),
  WORKER_MAX_CACHED_WORKFLOWS: setting.count(1, 100_000).default(500),
  WORKER_QUICKBOOKS_ACTIVITIES: setting.count(1, 5_000).default(500),
  WORKER_BILLCOM_ACTIVITIES: setting.count(1, 1_000).default(50),
  WORKER_SHUTDOWN_GRACE_SECONDS: setting.count(0, 600).default(25),
  /** Longest time for one call to Bill.com; what it may still carry out so much later counts as not written only then. */
  BILLCOM_CALL_SECONDS: setting.count(1, 600).default(120),
  BILLCOM_LATE_SECONDS: setting.count(0, 3_600).default(60),
  BILLCOM_STOPPED_SECONDS: setting.count(1, 3_600).default(300),
  DATABASE_CONNECTIONS: setting.count(2, 500).default(20),
});

const gateway = z.object({
  GATEWAY_HOST: setting.host.default('127.0.0.1'),
  GATEWAY_PORT: setting.port.default(8080),
  GATEWAY_PUBLIC_URL: setting.publicUrl.optional(),
  GATEWAY_TLS_CERT_FILE: setting.file.optional(),
  GATEWAY_TLS_KEY_FILE: setting.file.optional(),
  GATEWAY_TRUSTED_PROXIES: setting.proxies.optional(),
  METRICS_PORT: setting.port.optional(),
  DATABASE_CONNECTIONS: setting.count(2, 500).default(20),
});

const console_ = z.object({
  CONSOLE_HOST: setting.host.default('127.0.0.1'),
  CONSOLE_PORT: setting.port.default(8090),
  CONSOLE_PUBLIC_URL: setting.publicUrl.optional(),
  CONSOLE_TRUSTED_PROXIES: setting.proxies.optional(),
  /** Another server that speaks Bill.com's API, offered beside production and sandbox when a company is connected. */
  CONSOLE_BILLCOM_V2_URL: setting.publicUrl.optional(),
  CONSOLE_BILLCOM_V3_URL: setting.publicUrl.optional(),
  /** The developer key of companies that are connected without one of their own. */
  TIEOUT_BILLCOM_DEV_KEY: setting.name.optional(),
  /** In the .qwc files. */
  GATEWAY_PUBLIC_URL: setting.publicUrl.optional(),
  METRICS_PORT: setting.port.optional(),
  DATABASE_CONNECTIONS: setting.count(2, 500).default(20),
});

/** Behind the proxy that does HTTPS every caller would look alike, and failed sign-ins of one would shut out all. */
const knownProxy = (values: z.infer<typeof console_>, context: z.RefinementCtx): void => {
  if (!values.CONSOLE_PUBLIC_URL?.startsWith('https:') || values.CONSOLE_TRUSTED_PROXIES !== undefined)
    return;
  context.addIssue({
    code: 'custom',
    path: ['CONSOLE_TRUSTED_PROXIES'],
    message:
      'the addresses of the proxy that does HTTPS for CONSOLE_PUBLIC_URL, such as 10.0.0.5, 172.16.0.0/12',
  });
};

/** Bill.com's API is two. */
const billcomPair = (values: z.infer<typeof console_>, context: z.RefinementCtx): void => {
  const { CONSOLE_BILLCOM_V2_URL: v2, CONSOLE_BILLCOM_V3_URL: v3 } = values;
  if ((v2 === undefined) === (v3 === undefined)) return;
  const missing = v2 === undefined ? 'CONSOLE_BILLCOM_V2_URL' : 'CONSOLE_BILLCOM_V3_URL';
  context.addIssue({ code: 'custom', path: [missing], message: 'a URL: the two are set together' });
};

/** Beyond this machine passwords and cookies travel by HTTPS only: the address that people use tells. */
const knownAddress = (values: z.infer<typeof console_>, context: z.RefinementCtx): void => {
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(values.CONSOLE_HOST);
  if (isLoopback || values.CONSOLE_PUBLIC_URL !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['CONSOLE_PUBLIC_URL'],
    message:
      'the https:// address at which people open the dashboard, where CONSOLE_HOST is not this machine',
  });
};

const certificatePair = (values: z.infer<typeof gateway>, context: z.RefinementCtx): void => {
  const { GATEWAY_TLS_CERT_FILE: certificate, GATEWAY_TLS_KEY_FILE: key } = values;
  if ((certificate === undefined) === (key === undefined)) return;
  const missing = certificate === undefined ? 'GATEWAY_TLS_CERT_FILE' : 'GATEWAY_TLS_KEY_FILE';
  context.addIssue({
    code: 'custom',
    path: [missing],
    message: 'the path of a file: the certificate and its key are set together',
  });
};

const schemas = {
  /** Everything there is, for one process that runs the whole stack and for the command line. */
  all: database
    .extend({ ...temporal.shape, ...logging.shape, ...worker.shape, ...gateway.shape, ...console_.shape })
    .superRefine(certificatePair),
  worker: database.extend({ ...temporal.shape, ...logging.shape, ...worker.shape }),
  gateway: database
    .extend({ ...temporal.shape, ...logging.shape, ...gateway.shape })
    .superRefine(certificatePair),
  console: database
    .extend({ ...logging.shape, ...console_.shape })
    .superRefine(knownAddress)
    .superRefine(billcomPair)
    .superRefine(knownProxy),
  migrate: logging.extend({ DATABASE_URL: setting.databaseUrl }),
} as const;

export type Config = z.infer<typeof schemas.all>;
export type WorkerConfig = z.infer<typeof schemas.worker>;
export type GatewayConfig = z.infer<typeof schemas.gateway>;
export type ConsoleConfig = z.infer<typeof schemas.console>;
export type MigrateConfig = z.infer<typeof schemas.migrate>;

export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => load(schemas.all, env);
export const loadWorkerConfig = (env: NodeJS.ProcessEnv = process.env): WorkerConfig =>
  load(schemas.worker, env);
export const loadGatewayConfig = (env: NodeJS.ProcessEnv = process.env): GatewayConfig =>
  load(schemas.gateway, env);
export const loadConsoleConfig = (env: NodeJS.ProcessEnv = process.env): ConsoleConfig =>
  load(schemas.console, env);
export const loadMigrateConfig = (env: NodeJS.ProcessEnv = process.env): MigrateConfig =>
  load(schemas.migrate, env);

/** The keys of the sealer, the one that seals first (src/ledger/sealed.ts). */
export function secretKeys(
  config: Pick<Config, 'TIEOUT_SECRET_KEY' | 'TIEOUT_SECRET_KEY_PREVIOUS'>,
): Buffer[] {
  const previous = config.TIEOUT_SECRET_KEY_PREVIOUS;
  return previous === undefined ? [config.TIEOUT_SECRET_KEY] : [config.TIEOUT_SECRET_KEY, previous];
}

/** One error for all wrong settings; a process prints its message and ends. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Their values are never repeated; a database URL holds a password. */
const secrets = new Set([
  'TIEOUT_BILLCOM_DEV_KEY',
  'TIEOUT_SECRET_KEY',
  'TIEOUT_SECRET_KEY_PREVIOUS',
  'DATABASE_URL',
]);

function load<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.infer<Schema> {
  // An empty variable (`FOO=` in a file) means that it is not set.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => sentence(issue, given));
  throw new ConfigError(
    [lines.length === 1 ? 'A setting is wrong:' : `${lines.length} settings are wrong:`, ...lines].join('\n'),
  );
}

function sentence(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const variable = String(issue.path[0]);
  const value = given[variable];
  const was =
    value === undefined ? 'is not set' : secrets.has(variable) ? 'is set, but wrong' : `is "${value}"`;
  return `  ${variable} ${was}; allowed: ${allowed(issue)}`;
}

function allowed(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : issue.message;
}
