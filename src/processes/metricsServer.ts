import http from 'node:http';
import type { Registry } from 'prom-client';

/** Serves GET /metrics for Prometheus; port 0 takes a free one. */
export async function listenForPrometheus(
  registry: Registry,
  host: string,
  port: number,
): Promise<{ url: string; close(): void }> {
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
}
