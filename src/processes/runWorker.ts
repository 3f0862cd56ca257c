import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { billcomClients } from '../activities/billcom/clientFor';
import type { ActivityDeps, BillcomCallTimes } from '../activities/deps';
import { createBillcomActivities, createLedgerActivities, createQuickBooksActivities } from '../activities';
import { openDatabase } from '../ledger/database';
import { openDoorbell } from '../ledger/doorbell';
import { workerConnectionName, workerIdentity } from '../ledger/livingWorkers';
import { pumpOutbox } from '../ledger/outbox';
import { createSealer } from '../ledger/sealed';
import { taskQueues } from '../workflows/messages';
import { signalCompany } from './signalCompany';
import { tellFaults } from './tellFaults';

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly secretKeys: readonly Buffer[];
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly connections: number;
  readonly maxCachedWorkflows: number;
  /** Jobs that wait in sessions are cheap: one per open session. */
  readonly quickbooksJobs: number;
  readonly billcomJobs: number;
  readonly billcomCalls: BillcomCallTimes;
  /** How long jobs may go on after SIGTERM before they are cancelled; their rows let the next worker go on. */
  readonly shutdownGraceSeconds: number;
  readonly healthHost: string;
  /** Where GET /health answers; 0 = any free port, undefined = nowhere. */
  readonly healthPort?: number;
  /** Where Temporal's metrics are served for Prometheus. */
  readonly metricsPort?: number;
  readonly log: Logger;
}

export interface RunningWorker {
  readonly healthUrl?: string;
  /** Resolves when the worker has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the worker: workflows, the jobs of the three queues, and the outbox pump. */
export async function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { log } = options;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, ...meta }, message)),
    // The process entry decides when to stop; the SDK's own handlers would stop only the worker.
    shutdownSignals: [],
    ...(options.metricsPort === undefined
      ? {}
      : {
          telemetryOptions: {
            metrics: { prometheus: { bindAddress: `${options.healthHost}:${options.metricsPort}` } },
          },
        }),
  });
  const database = openDatabase({
    url: options.databaseUrl,
    sealer: createSealer(options.secretKeys),
    connections: options.connections,
  });
  const identity = workerIdentity();
  const doorbell = await openDoorbell(options.databaseUrl, workerConnectionName(identity));
  const connection = await NativeConnection.connect({ address: options.temporalAddress });
  const clientConnection = await Connection.connect({ address: options.temporalAddress });
  const client = new Client({ connection: clientConnection, namespace: options.temporalNamespace });
  const { billcomCalls } = options;
  const deps: ActivityDeps = {
    database,
    doorbell,
    log,
    billcomFor: billcomClients(database, log, billcomCalls),
    billcomCalls,
  };
  const namespace = options.temporalNamespace;
  const shared = {
    connection,
    namespace,
    identity,
    shutdownGraceTime: `${options.shutdownGraceSeconds} seconds` as const,
    maxHeartbeatThrottleInterval: '3 seconds' as const,
    interceptors: { activity: [tellFaults(log)] },
  };

  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: taskQueues.workflows,
      workflowBundle: await workflowBundle(),
      maxCachedWorkflows: options.maxCachedWorkflows,
      activities: { ...createLedgerActivities(deps) },
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.quickbooks,
      activities: { ...createQuickBooksActivities(deps) },
      maxConcurrentActivityTaskExecutions: options.quickbooksJobs,
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.billcom,
      activities: { ...createBillcomActivities(deps) },
      maxConcurrentActivityTaskExecutions: options.billcomJobs,
    }),
  ]);

  const stopping = new AbortController();
  const pump = pumpOutbox({ database, doorbell, send: signalCompany(client), signal: stopping.signal, log });
  const health =
    options.healthPort === undefined
      ? undefined
      : await serveHealth(options.healthHost, options.healthPort, () =>
          workers.every((worker) => worker.getState() === 'RUNNING'),
        );
  const running = Promise.all(workers.map((worker) => worker.run()));
  const ended = running
    .then(() => undefined)
    .finally(async () => {
      stopping.abort();
      await pump;
      health?.server.close();
      await clientConnection.close();
      await connection.close();
      await doorbell.end();
      await database.end();
    });
  return {
    ...(health ? { healthUrl: health.url } : {}),
    ended,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** The bundle made by the build, or one made now from the sources. */
async function workflowBundle(): Promise<WorkflowBundleOption> {
  const built = path.join(__dirname, '..', '..', 'workflow-bundle.js');
  if (existsSync(built)) return { codePath: built };
  return bundleWorkflowCode({ workflowsPath: path.join(__dirname, '..', 'workflows', 'index') });
}

async function serveHealth(
  host: string,
  port: number,
  isRunning: () => boolean,
): Promise<{ server: http.Server; url: string }> {
  const server = http.createServer((_request, response) => {
    const ok = isRunning();
    response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok }));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  return { server, url: `http://${host}:${typeof address === 'object' && address ? address.port : port}` };
}
