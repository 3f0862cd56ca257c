import { loadGatewayConfig, secretKeys } from './config';
import { createLog } from './log';
import { announceReady, endOnSignals, startOrExplain } from './processes/entry';
import { runGateway } from './processes/runGateway';

/** The gateway process: what the Web Connector polls. */
void startOrExplain(async () => {
  const config = loadGatewayConfig();
  const log = createLog({ name: 'gateway', level: config.LOG_LEVEL, format: config.LOG_FORMAT });
  const { GATEWAY_TLS_CERT_FILE: cert, GATEWAY_TLS_KEY_FILE: key } = config;
  const gateway = await runGateway({
    databaseUrl: config.DATABASE_URL,
    secretKeys: secretKeys(config),
    temporalAddress: config.TEMPORAL_ADDRESS,
    temporalNamespace: config.TEMPORAL_NAMESPACE,
    connections: config.DATABASE_CONNECTIONS,
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_PORT,
    ...(config.GATEWAY_PUBLIC_URL === undefined ? {} : { publicUrl: config.GATEWAY_PUBLIC_URL }),
    ...(config.GATEWAY_TRUSTED_PROXIES === undefined
      ? {}
      : { trustedProxies: config.GATEWAY_TRUSTED_PROXIES }),
    ...(config.METRICS_PORT === undefined ? {} : { metricsPort: config.METRICS_PORT }),
    ...(cert !== undefined && key !== undefined ? { tlsFiles: { cert, key } } : {}),
    log,
  });
  endOnSignals(() => gateway.stop(), log);
  announceReady({ listening: gateway.url });
});
