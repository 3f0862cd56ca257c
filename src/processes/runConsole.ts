import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { BillcomUrls } from '../billcom';
import { provenAccess } from '../acts/provenAccess';
import { reachableUrl } from '../acts/webConnectorFile';
import { createPostgresAccessTestLimiter } from '../console/accessTests';
import { createConsole } from '../console/app';
import { openDatabase } from '../ledger/database';
import { createSealer } from '../ledger/sealed';
import { watchAddress } from '../quickbooks/webconnector/addressProbe';
import { createPostgresLoginLimiter } from '../quickbooks/webconnector/loginLimiter';
import { createConsoleMetrics } from './consoleMetrics';

export interface ConsoleOptions {
  readonly databaseUrl: string;
  readonly secretKeys: readonly Buffer[];
  readonly connections: number;
  readonly host: string;
  readonly port: number;
  /** The address at which people open it; an https:// one makes cookies travel by HTTPS only. */
  readonly publicUrl?: string;
  readonly trustedProxies?: readonly string[];
  /** The gateway as the QuickBooks computer reaches it: what .qwc files name. */
  readonly gatewayUrl?: string;
  /** Of companies that are connected without one of their own. */
  readonly developerKey?: string;
  /** Another server that speaks Bill.com's API, offered beside production and sandbox. */
  readonly billcomServer?: BillcomUrls;
  /** Where GET /metrics answers; undefined = nowhere. */
  readonly metricsPort?: number;
  readonly log: Logger;
}

export interface RunningConsole {
  readonly url: string;
  stop(): Promise<void>;
}

/** One address's requests a minute, its live page included; far above what a person does. */
const requestsPerMinute = 600;

/** Starts the dashboard and the API. Needs Postgres alone: what people ask for is rows, which the gateway finds. */
export async function runConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { log } = options;
  const database = openDatabase({
    url: options.databaseUrl,
    sealer: createSealer(options.secretKeys),
    connections: options.connections,
  });
  const metrics = options.metricsPort === undefined ? undefined : createConsoleMetrics();
  const app = await createConsole({
    database,
    log,
    signInLimiter: createPostgresLoginLimiter({ pool: database.pool, tableName: 'sign_in_attempt' }),
    accessTestLimiter: createPostgresAccessTestLimiter(database.pool, 'sign_in_attempt'),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.gatewayUrl === undefined
      ? {}
      : { gatewayUrl: options.gatewayUrl, lookAtAddress: watchAddress(reachableUrl(options.gatewayUrl)) }),
    ...(options.developerKey === undefined ? {} : { developerKey: options.developerKey }),
    ...(options.billcomServer === undefined ? {} : { billcomServer: options.billcomServer }),
    testAccess: provenAccess,
    isSecure: options.publicUrl?.startsWith('https:') ?? false,
    trustedProxies: options.trustedProxies ?? [],
    requestsPerMinute,
    measure: (each) => metrics?.measure(each),
    now: () => new Date(),
  });
  await app.listen({ port: options.port, host: options.host });
  const { port } = app.server.address() as AddressInfo;
  const isAnyHost = options.host === '0.0.0.0' || options.host === '::';
  const name = isAnyHost ? 'localhost' : options.host.includes(':') ? `[${options.host}]` : options.host;
  const url = `http://${name}:${port}`;
  const metricsServer = await metrics?.listen(options.host, options.metricsPort ?? 0);
  log.info({ url }, 'the console listens');
  return {
    url,
    stop: async () => {
      metricsServer?.close();
      await app.close();
      await database.end();
    },
  };
}
