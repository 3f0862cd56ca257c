import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { WebConnectorService } from '../quickbooks/webconnector/service';
import { listenForPrometheus } from './metricsServer';

export interface GatewayMetrics {
  /** The same service, each call counted and timed. */
  measured(service: WebConnectorService): WebConnectorService;
  /** Serves GET /metrics for Prometheus; port 0 takes a free one. */
  listen(host: string, port: number): Promise<{ url: string; close(): void }>;
}

/** What the gateway does, for Prometheus: calls by operation and outcome, and how long they took. No business data. */
export function createGatewayMetrics(): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'tieout_webconnector_call_seconds',
    help: 'How long the calls of Web Connectors took',
    labelNames: ['operation'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'tieout_webconnector_failures_total',
    help: 'Calls of Web Connectors that were answered with the protocol’s safe answer',
    labelNames: ['operation'],
    registers: [registry],
  });
  return {
    measured(service) {
      const entries = Object.entries(service) as [string, (call: unknown) => Promise<unknown>][];
      const timed = entries.map(([operation, work]) => [
        operation,
        async (call: unknown) => {
          const end = seconds.startTimer({ operation });
          try {
            return await work(call);
          } catch (error) {
            failures.inc({ operation });
            throw error;
          } finally {
            end();
          }
        },
      ]);
      return Object.fromEntries(timed) as WebConnectorService;
    },
    listen: (host, port) => listenForPrometheus(registry, host, port),
  };
}
