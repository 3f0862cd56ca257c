import http from 'node:http';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { WebConnectorService } from '../quickbooks/webconnector/service';

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
    async listen(host, port) {
      const server = http.createServer((request, response) => {
        if (request.url !== '/metrics') {
          response.writeHead(404).end();
          return;
        }
        registry.metrics().then(
          (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
          () => response.writeHead(500).end(),
        );
      });
      await new Promise<void>((resolve) => server.listen(port, host, resolve));
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      return { url: `http://${host}:${bound}/metrics`, close: () => server.close() };
    },
  };
}
