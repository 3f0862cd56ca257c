/** Speaks HTTP to the gateway with envelopes written by hand as .NET Framework writes them. */
import * as http from 'node:http';
import { connect } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | AsyncIterable<Buffer>;
  readonly agent?: http.Agent;
}

export const envelope = (content: string): string =>
  '<?xml version="1.0" encoding="utf-8"?>' +
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
  `<soap:Body>${content}</soap:Body></soap:Envelope>`;

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `<authenticate xmlns="…"><strUserName>…` as the proxy class of the Web Connector writes it. */
export function dotNetCall(method: string, parameters: Record<string, string | number> = {}): string {
  const children = Object.entries(parameters).map(([name, value]) =>
    value === '' ? `<${name} />` : `<${name}>${escapeText(String(value))}</${name}>`,
  );
  return envelope(`<${method} xmlns="http://developer.intuit.com/">${children.join('')}</${method}>`);
}

export const dotNetHeaders = (method: string): Record<string, string> => ({
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: `"http://developer.intuit.com/${method}"`,
  'User-Agent': 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)',
});

export async function call(
  url: string,
  method: string,
  parameters: Record<string, string | number> = {},
  agent?: http.Agent,
): Promise<Reply> {
  const body = dotNetCall(method, parameters);
  return send(url, { method: 'POST', headers: dotNetHeaders(method), body, ...(agent ? { agent } : {}) });
}

export function post(
  url: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return send(url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', ...headers },
  });
}

export function send(url: string, sending: Sending = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { body } = sending;
    const whole = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body as string) : undefined;
    const request = http.request(url + (sending.path ?? '/qbwc'), {
      method: sending.method ?? 'GET',
      agent: sending.agent ?? false,
      headers: { ...(whole ? { 'Content-Length': whole.length } : {}), ...sending.headers },
    });
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    // A server that refuses stops reading; what counts is whether its answer arrived.
    request.on('error', (err) => void (answered || reject(err)));
    if (body === undefined || whole) request.end(whole);
    else
      void (async () => {
        for await (const chunk of body as AsyncIterable<Buffer>) {
          if (request.destroyed || answered) break;
          if (!request.write(chunk)) await new Promise((drained) => setTimeout(drained, 1));
        }
        if (!answered) request.end();
      })();
  });
}

/** For what no HTTP client would send. Ends when the server closes or after `waitMs`. */
export function sendRaw(url: string, text: string, waitMs: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(received);
    };
    const timer = setTimeout(finish, waitMs);
    socket.on('data', (chunk) => (received += chunk.toString('utf8')));
    socket.on('close', finish);
    socket.on('error', finish);
    socket.write(text);
  });
}

/** The text of the result element, unescaped once, as a .NET proxy would hand it on. */
export function resultOf(reply: Reply, method: string): string {
  const match = new RegExp(`<${method}Result>([\\s\\S]*)</${method}Result>`).exec(reply.body);
  if (!match) throw new Error(`no ${method}Result in ${reply.status} ${reply.body.slice(0, 400)}`);
  return unescapeText(match[1] ?? '');
}

export function unescapeText(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(
    /&(?:#x([0-9A-F]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string, dec: string, name: string) =>
      hex
        ? String.fromCodePoint(parseInt(hex, 16))
        : dec
          ? String.fromCodePoint(Number(dec))
          : (named[name] ?? whole),
  );
}
