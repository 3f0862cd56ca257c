/**
 * The gateway's HTTP server: `/qbwc` for the Web Connector, `/support`, `/certificate` and `/health`.
 *
 * It keeps no state between calls, so several may stand behind one name.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createHandler, type HealthReport } from './handler';
import { defaultLimits, type GatewayLimits } from './limits';
import { trustedProxies } from './remoteAddress';
import type { Log } from './safeAnswers';
import type { WebConnectorService } from './service';
import { createSoapFace } from './soapFace';
import { readWsdl } from './wsdl';

export interface TlsFiles {
  /** PEM, the chain included: Windows does not fetch intermediates for .NET clients. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

export interface WebConnectorServerOptions {
  readonly service: WebConnectorService;
  readonly log: Log;
  readonly health: () => Promise<HealthReport>;
  readonly limits?: Partial<GatewayLimits>;
  readonly tls?: TlsFiles;
  /** Where the Web Connector finds us, e.g. https://tieout.example.com; default: the address listened on. */
  readonly publicUrl?: string;
  /** Addresses and networks of the proxies of ours before the gateway (see remoteAddress.ts). */
  readonly trustedProxies?: readonly string[];
}

export interface WebConnectorServer {
  /** Port 0 takes a free one. The url has no path; the service is at `${url}/qbwc`. */
  listen(port: number, host: string): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes a renewed certificate for connections from now on. */
  renewCertificate(tls: TlsFiles): void;
  /** Stops accepting, lets calls in flight finish for a while, then ends what is left. */
  close(): Promise<void>;
}

export function createWebConnectorServer(options: WebConnectorServerOptions): WebConnectorServer {
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits };
  const server = options.tls
    ? https.createServer({ ...options.tls, minVersion: 'TLSv1.2', ...timeouts(limits) })
    : http.createServer(timeouts(limits));
  server.keepAliveTimeout = limits.keepAliveMs;
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 100;
  server.timeout = limits.keepAliveMs + limits.callTimeoutMs; // a peer that vanished without a word
  let isClosing = false;

  return {
    async listen(port, host) {
      let wsdl = '';
      const handler = createHandler({
        service: options.service,
        log: options.log,
        limits,
        health: options.health,
        proxies: trustedProxies(options.trustedProxies ?? []),
        face: await createSoapFace(readWsdl('http://localhost/qbwc')), // the library ignores the address
        wsdl: () => wsdl,
        isClosing: () => isClosing,
      });
      server.on('request', (request, response) => handler(request, response, false));
      server.on('checkContinue', (request, response) => handler(request, response, true));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const bound = server.address() as AddressInfo;
      const url = localUrl(options.tls !== undefined, host, bound.port);
      wsdl = readWsdl(`${(options.publicUrl ?? url).replace(/\/+$/, '')}/qbwc`);
      options.log.info({ url }, 'the gateway listens for Web Connectors');
      return { url, port: bound.port };
    },

    renewCertificate(tls) {
      if (!(server instanceof https.Server)) throw new Error('the gateway does not speak TLS');
      server.setSecureContext({ ...tls, minVersion: 'TLSv1.2' });
    },

    async close() {
      if (isClosing || !server.listening) return;
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), limits.shutdownMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

function timeouts(limits: GatewayLimits): http.ServerOptions {
  return {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs, limits.requestTimeoutMs),
  };
}

/** A wildcard address is nothing a client can call. */
function localUrl(secure: boolean, host: string, port: number): string {
  const name = host === '' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${secure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
