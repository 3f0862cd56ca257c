import { loadWorkerConfig, secretKeys } from './config';
import { createLog } from './log';
import { announceReady, endOnSignals, startOrExplain } from './processes/entry';
import { runWorker } from './processes/runWorker';

/** The worker process: workflows, jobs and the outbox. */
void startOrExplain(async () => {
  const config = loadWorkerConfig();
  const log = createLog({ name: 'worker', level: config.LOG_LEVEL, format: config.LOG_FORMAT });
  const worker = await runWorker({
    databaseUrl: config.DATABASE_URL,
    secretKeys: secretKeys(config),
    temporalAddress: config.TEMPORAL_ADDRESS,
    temporalNamespace: config.TEMPORAL_NAMESPACE,
    connections: config.DATABASE_CONNECTIONS,
    maxCachedWorkflows: config.WORKER_MAX_CACHED_WORKFLOWS,
    quickbooksJobs: config.WORKER_QUICKBOOKS_ACTIVITIES,
    billcomJobs: config.WORKER_BILLCOM_ACTIVITIES,
    billcomCalls: {
      callLimitMs: config.BILLCOM_CALL_SECONDS * 1000,
      lateMarginMs: config.BILLCOM_LATE_SECONDS * 1000,
      stoppedRetryMs: config.BILLCOM_STOPPED_SECONDS * 1000,
    },
    shutdownGraceSeconds: config.WORKER_SHUTDOWN_GRACE_SECONDS,
    healthHost: config.HEALTH_HOST,
    ...(config.HEALTH_PORT === undefined ? {} : { healthPort: config.HEALTH_PORT }),
    ...(config.METRICS_PORT === undefined ? {} : { metricsPort: config.METRICS_PORT }),
    log,
  });
  endOnSignals(() => worker.stop(), log);
  announceReady(worker.healthUrl === undefined ? {} : { listening: worker.healthUrl });
  await worker.ended;
});
