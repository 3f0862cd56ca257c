import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { openDatabase } from '../ledger/database';
import { openDoorbell } from '../ledger/doorbell';
import { pumpOutbox } from '../ledger/outbox';
import { createSealer } from '../ledger/sealed';
import { createWebConnectorService } from '../quickbooks/exchange/service';
import { createWebConnectorServer } from '../quickbooks/webconnector/server';
import { createGatewayMetrics } from './gatewayMetrics';
import { keepPurging } from './purging';
import { signalCompany } from './signalCompany';

export interface GatewayOptions {
  readonly databaseUrl: string;
  readonly secretKeys: readonly Buffer[];
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly connections: number;
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  /** Addresses and networks of proxies that stand before it: only they may name the caller. */
  readonly trustedProxies?: readonly string[];
  readonly tlsFiles?: { readonly cert: string; readonly key: string };
  /** Where GET /metrics answers; undefined = nowhere. */
  readonly metricsPort?: number;
  readonly log: Logger;
}

export interface RunningGateway {
  readonly url: string;
  stop(): Promise<void>;
}

const purgeEveryMs = 3_600_000;

/** Starts the gateway that the Web Connector polls. Needs Postgres; while Temporal is away, signals wait in the outbox. */
export async function runGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log } = options;
  const database = openDatabase({
    url: options.databaseUrl,
    sealer: createSealer(options.secretKeys),
    connections: options.connections,
  });
  const doorbell = await openDoorbell(options.databaseUrl);
  // Lazy: the gateway serves QuickBooks from Postgres even when Temporal cannot be reached.
  const connection = Connection.lazy({ address: options.temporalAddress });
  const client = new Client({ connection, namespace: options.temporalNamespace });
  const metrics = options.metricsPort === undefined ? undefined : createGatewayMetrics();
  const plain = createWebConnectorService({ database, doorbell, log, version: '0.1' });
  const service = metrics ? metrics.measured(plain) : plain;
  const server = createWebConnectorServer({
    service,
    log,
    health: async () => {
      await database.pool.query('select 1');
      return { healthy: true };
    },
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    ...(options.tlsFiles
      ? { tls: { cert: readFileSync(options.tlsFiles.cert), key: readFileSync(options.tlsFiles.key) } }
      : {}),
  });
  const { url } = await server.listen(options.port, options.host);
  const metricsServer = await metrics?.listen(options.host, options.metricsPort ?? 0);
  const stopping = new AbortController();
  const pump = pumpOutbox({ database, doorbell, send: signalCompany(client), signal: stopping.signal, log });
  const purging = keepPurging({ database, everyMs: purgeEveryMs, signal: stopping.signal, log });
  return {
    url,
    stop: async () => {
      metricsServer?.close();
      await server.close();
      stopping.abort();
      await Promise.all([pump, purging]);
      await connection.close();
      await doorbell.end();
      await database.end();
    },
  };
}
