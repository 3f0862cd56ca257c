import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { listenForPrometheus } from './metricsServer';

export interface ConsoleMetrics {
  /** Times every request by its route and status. No business data. */
  measure(app: FastifyInstance): void;
  listen(host: string, port: number): Promise<{ url: string; close(): void }>;
}

/** What the console does, for Prometheus. */
export function createConsoleMetrics(): ConsoleMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'tieout_console_request_seconds',
    help: 'How long the requests of people and programs took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  return {
    measure: (app) =>
      void app.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'none';
        seconds.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1_000,
        );
        done();
      }),
    listen: (host, port) => listenForPrometheus(registry, host, port),
  };
}
