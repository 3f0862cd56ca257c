import * as http from 'node:http';
import * as https from 'node:https';
import { rootCertificates } from 'node:tls';
import { SoapFailure, type HttpAnswer } from './soapAnswer';

/** .NET's `WebClientProtocol.Timeout` default. */
export const CALL_TIMEOUT_MS = 100_000;
/** .NET's `HttpWebRequest.ContinueTimeout`: how long the body waits for a 100. */
const CONTINUE_TIMEOUT_MS = 350;
const USER_AGENT = 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)';

/** How the transport reaches the service. */
export interface TransportOptions {
  readonly timeoutMs?: number;
  /** PEM text of a further root certificate, as if it had been added to Windows' store. */
  readonly ca?: string;
  /** Send `Expect: 100-continue`, as .NET does by default. */
  readonly expectContinue?: boolean;
}

/** What one call may do besides the ordinary. */
export interface PostOptions {
  /** Cut the socket once the request is wholly sent, so that the answer is lost. */
  readonly loseAnswer?: boolean;
}

/** Posts SOAP 1.1 texts over connections kept alive, as the .NET Framework's proxy does. */
export class SoapTransport {
  readonly #agent: http.Agent;

  constructor(
    private readonly url: URL,
    private readonly options: TransportOptions = {},
  ) {
    const pool = { keepAlive: true, maxSockets: 2 };
    this.#agent =
      url.protocol === 'https:'
        ? new https.Agent({ ...pool, minVersion: 'TLSv1.2', ...trusting(options.ca) })
        : new http.Agent(pool);
  }

  /** Sends one call. A stale kept-alive connection is tried once more, as HttpWebRequest does; else `SoapFailure`. */
  async post(action: string, envelope: string, options: PostOptions = {}): Promise<HttpAnswer> {
    try {
      return await this.#send(action, envelope, options);
    } catch (error) {
      if (error instanceof StaleConnection) return this.#send(action, envelope, options);
      throw error;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(action: string, envelope: string, options: PostOptions): Promise<HttpAnswer> {
    const body = Buffer.from(envelope, 'utf8');
    const expects = this.options.expectContinue !== false;
    const timeoutMs = this.options.timeoutMs ?? CALL_TIMEOUT_MS;
    return new Promise((resolve, reject) => {
      const request = (this.url.protocol === 'https:' ? https : http).request(this.url, {
        method: 'POST',
        agent: this.#agent,
        headers: {
          'User-Agent': USER_AGENT,
          'Content-Type': 'text/xml; charset=utf-8',
          SOAPAction: `"${action}"`,
          'Content-Length': body.length,
          ...(expects ? { Expect: '100-continue' } : {}),
        },
      });
      let isBodySent = false;
      const sendBody = (): void => {
        if (isBodySent) return;
        isBodySent = true;
        request.end(body, () => {
          if (!options.loseAnswer) return;
          setImmediate(() => request.destroy(new SoapFailure('The underlying connection was closed.')));
        });
      };
      const patience = setTimeout(sendBody, expects ? CONTINUE_TIMEOUT_MS : 0);
      const deadline = setTimeout(
        () => request.destroy(new SoapFailure('The operation has timed out.')),
        timeoutMs,
      );
      const settle = (): void => {
        clearTimeout(patience);
        clearTimeout(deadline);
      };
      if (expects) request.flushHeaders();
      request.on('continue', sendBody);
      request.on('response', (response) => {
        clearTimeout(patience);
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => request.destroy(error));
        response.on('end', () => {
          settle();
          if (!isBodySent) request.destroy();
          resolve({
            status: response.statusCode ?? 0,
            statusText: response.statusMessage ?? '',
            contentType: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
          });
        });
      });
      request.on('error', (error) => {
        settle();
        const isStale = request.reusedSocket && !isBodySent;
        reject(isStale ? new StaleConnection(error.message) : asSoapFailure(error));
      });
    });
  }
}

/** A plain GET, as made for AppSupport and CertURL when an application is added. */
export function getStatus(url: URL, ca?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    const request = client.get(url, { timeout: 30_000, ...trusting(ca) }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('timeout', () => request.destroy(new SoapFailure('The operation has timed out.')));
    request.on('error', (error) => reject(asSoapFailure(error)));
  });
}

/** The roots of the machine, and one more. */
function trusting(ca: string | undefined): { ca?: string[] } {
  return ca === undefined ? {} : { ca: [...rootCertificates, ca] };
}

class StaleConnection extends SoapFailure {}

function asSoapFailure(error: Error): SoapFailure {
  return error instanceof SoapFailure
    ? error
    : new SoapFailure(error.message || 'Unable to connect to the remote server');
}
