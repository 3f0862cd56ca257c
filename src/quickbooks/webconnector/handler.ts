/** One HTTP request to the gateway: which path, which method, and the way of a SOAP call through this folder. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SoapRequest } from './envelope';
import type { GatewayLimits } from './limits';
import { operations, type Operation } from './operations';
import { certificatePage, notFoundPage, plain, servicePage, supportPage, type Page } from './pages';
import { Refusal } from './refusal';
import { remoteAddressOf, type TrustedProxies } from './remoteAddress';
import { BodyBudget, ClientGone, readSoapRequest, refuseByHeaders } from './requestBody';
import { answerSafely, type Log } from './safeAnswers';
import type { WebConnectorService } from './service';
import { fault, type SoapAnswer, type SoapFace } from './soapFace';

export interface HealthReport {
  readonly healthy: boolean;
  readonly [detail: string]: unknown;
}

export interface HandlerParts {
  readonly service: WebConnectorService;
  readonly log: Log;
  readonly limits: GatewayLimits;
  readonly health: () => Promise<HealthReport>;
  readonly proxies: TrustedProxies;
  readonly face: SoapFace;
  readonly wsdl: () => string;
  /** True while the server closes: connections are not kept. */
  readonly isClosing: () => boolean;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void;

/** A refused client may still be sending; it is listened to that long, so that it reads why. */
const LINGER_MS = 3_000;
const HEALTH_LIMIT_MS = 3_000;

export function createHandler(parts: HandlerParts): Handler {
  const budget = new BodyBudget(parts.limits.bodyBytesInFlight);
  let running = 0;

  async function soapCall(
    request: IncomingMessage,
    response: ServerResponse,
    expectsContinue: boolean,
  ): Promise<SoapAnswer> {
    if (running >= parts.limits.concurrentRequests)
      throw new Refusal(503, 'The gateway is busy at the moment. It will accept this later.');
    running += 1;
    try {
      refuseByHeaders(request, parts.limits);
      if (expectsContinue) response.writeContinue();
      const call = await readSoapRequest(request, parts.limits, budget);
      const operation = operationOf(request, call);
      if (!operation) {
        parts.log.warn({ element: call.calledElement?.slice(0, 80) }, 'a call of an unknown operation');
        return fault(call.soapVersion, 'This gateway does not offer the operation that was called.');
      }
      const remoteAddress = remoteAddressOf(request, parts.proxies);
      return await parts.face.respond(call.soapVersion, operation, () =>
        answerSafely(
          parts.service,
          { operation, values: call.values, remoteAddress },
          { log: parts.log, callTimeoutMs: parts.limits.callTimeoutMs },
        ),
      );
    } finally {
      running -= 1;
    }
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    expectsContinue: boolean,
  ): Promise<Page | SoapAnswer> {
    const { path, query } = addressOf(request);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/qbwc' && request.method === 'POST') return soapCall(request, response, expectsContinue);
    const found = pageAt(path);
    if (!found) return notFoundPage;
    if (!reads) {
      response.setHeader('Allow', path === '/qbwc' ? 'GET, HEAD, POST' : 'GET, HEAD');
      throw new Refusal(405, 'This address does not accept that method.');
    }
    if (path === '/qbwc' && /^wsdl\b/i.test(query))
      return { status: 200, contentType: 'text/xml; charset=utf-8', body: parts.wsdl() };
    return path === '/health' ? healthPage(parts.health) : found;
  }

  return (request, response, expectsContinue) => {
    void (async () => {
      try {
        send(request, response, await answer(request, response, expectsContinue), parts.isClosing());
      } catch (err) {
        if (err instanceof ClientGone) return void response.destroy();
        if (err instanceof Refusal) {
          parts.log.warn(
            { status: err.status, why: err.sentence, url: request.url?.slice(0, 80) },
            'refused',
          );
          return refuse(request, response, err);
        }
        parts.log.error({ err }, 'a request failed inside the gateway');
        refuse(request, response, new Refusal(500, 'The gateway could not answer. It will work later.'));
      }
    })();
  };
}

/** The body's element names the operation; SOAPAction does where the body is empty. */
function operationOf(request: IncomingMessage, call: SoapRequest): Operation | undefined {
  if (call.calledElement !== undefined) return call.operation;
  const action = [request.headers['soapaction'] ?? ''].flat().join('').replaceAll('"', '').trim();
  return operations.get(action.slice(action.lastIndexOf('/') + 1));
}

function pageAt(path: string): Page | undefined {
  if (path === '/qbwc' || path === '/health') return servicePage;
  if (path === '/support') return supportPage;
  return path === '/certificate' ? certificatePage : undefined;
}

function addressOf(request: IncomingMessage): { path: string; query: string } {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return { path: path.toLowerCase().replace(/\/+$/, ''), query };
}

async function healthPage(health: () => Promise<HealthReport>): Promise<Page> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(() => resolve({ healthy: false, because: 'no answer in time' }), HEALTH_LIMIT_MS);
  });
  const report = await Promise.race([health(), late])
    .catch((): HealthReport => ({ healthy: false, because: 'the check failed' }))
    .finally(() => clearTimeout(timer));
  return {
    status: report.healthy ? 200 : 503,
    contentType: 'application/json; charset=utf-8',
    body: `${JSON.stringify(report)}\n`,
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body }: Page | SoapAnswer,
  isClosing: boolean,
): void {
  const bytes = Buffer.from(body, 'utf8');
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', bytes.length); // a single piece, nothing before the declaration
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (isClosing) response.setHeader('Connection', 'close');
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) return void response.destroy();
  if (refusal.status === 503) response.setHeader('Retry-After', '30');
  send(request, response, plain(refusal.status, refusal.sentence), true);
  if (request.complete) return;
  request.on('error', () => undefined);
  request.resume(); // what still comes is thrown away
  setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
}
