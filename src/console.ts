import { loadConsoleConfig, secretKeys } from './config';
import { createLog } from './log';
import { announceReady, endOnSignals, startOrExplain } from './processes/entry';
import { runConsole } from './processes/runConsole';

/** The console process: the dashboard and the API under it. */
void startOrExplain(async () => {
  const config = loadConsoleConfig();
  const log = createLog({ name: 'console', level: config.LOG_LEVEL, format: config.LOG_FORMAT });
  const running = await runConsole({
    databaseUrl: config.DATABASE_URL,
    secretKeys: secretKeys(config),
    connections: config.DATABASE_CONNECTIONS,
    host: config.CONSOLE_HOST,
    port: config.CONSOLE_PORT,
    ...(config.CONSOLE_PUBLIC_URL === undefined ? {} : { publicUrl: config.CONSOLE_PUBLIC_URL }),
    ...(config.CONSOLE_TRUSTED_PROXIES === undefined
      ? {}
      : { trustedProxies: config.CONSOLE_TRUSTED_PROXIES }),
    ...(config.GATEWAY_PUBLIC_URL === undefined ? {} : { gatewayUrl: config.GATEWAY_PUBLIC_URL }),
    ...(config.TIEOUT_BILLCOM_DEV_KEY === undefined ? {} : { developerKey: config.TIEOUT_BILLCOM_DEV_KEY }),
    ...(config.CONSOLE_BILLCOM_V2_URL === undefined || config.CONSOLE_BILLCOM_V3_URL === undefined
      ? {}
      : {
          billcomServer: { v2Url: config.CONSOLE_BILLCOM_V2_URL, v3Url: config.CONSOLE_BILLCOM_V3_URL },
        }),
    ...(config.METRICS_PORT === undefined ? {} : { metricsPort: config.METRICS_PORT }),
    log,
  });
  endOnSignals(() => running.stop(), log);
  announceReady({ listening: running.url });
});
