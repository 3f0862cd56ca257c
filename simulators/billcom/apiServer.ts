import type * as http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError, refuse } from './apiError';
import type { ErrorNext } from './faults';
import type { Service } from './service';
import type { Session } from './sessions';
import { runV2, SESSIONLESS, v2Failure, v2Success, type CallResult } from './v2Calls';
import { runV3, v3Failure, v3LogIn } from './v3Calls';
import type { Json } from './wireValues';

/** Where the two APIs live. */
export const V2_BASE = '/api/v2/';
export const V3_BASE = '/connect/v3';

/** One API call, read and recognized. */
interface ApiCall {
  readonly version: 'v2' | 'v3';
  /** As in the log: `List/Vendor`, `Bulk/Crud/Create/Customer`, `GET /vendors`. */
  readonly path: string;
  readonly devKey: string;
  readonly sessionId: string;
  readonly needsSession: boolean;
  readonly isLogin: boolean;
  readonly organization: string | undefined;
  readonly run: (session: Session | undefined, isHalfway: boolean) => CallResult;
}

/** What a call came to: an answer, or a cut line. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly outcome: string;
  readonly rows: number;
  readonly isDropped?: boolean;
}

/** Serves one request of the API, faults included. */
export async function serveApi(
  service: Service,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const call = readCall(service, request, await readBody(request));
  const note = { at: new Date(service.now()).toISOString(), path: call.path };
  let place: { atOnce: number; leave: () => void } | undefined;
  let answer: Answer;
  try {
    service.limits.countCall(call.devKey, call.isLogin);
    place = service.limits.enter(call.devKey, call.organization ?? '');
    answer = await answerTo(service, call);
  } catch (error) {
    answer = failure(service, call, error);
  }
  service.log.add({
    ...note,
    organization: call.organization,
    rows: answer.rows,
    ms: Math.round(performance.now() - startedAt),
    concurrent: place?.atOnce ?? 0,
    outcome: answer.outcome,
  });
  place?.leave();
  send(service, call, answer, response);
}

async function answerTo(service: Service, call: ApiCall): Promise<Answer> {
  const { faults, options } = service;
  await wait(faults.latencyMs + (options.msPerRequest ?? 0));
  const error = faults.takeError(call.path, false);
  if (error) return arranged(service, call, error, 0);
  if (faults.takeDrop(call.path, 'beforeCommit')) return dropped('dropped before commit', 0);

  const session = call.needsSession ? service.sessions.use(call.sessionId, call.devKey) : undefined;
  const lateMs = faults.takeLate(call.path);
  if (lateMs !== undefined) {
    service.later(lateMs, () => call.run(session, false));
    return dropped(`dropped, carried out ${lateMs} ms later`, 0);
  }
  const isHalfway = faults.takeDrop(call.path, 'halfway');
  const result = call.run(session, isHalfway);
  await wait(result.rows * (options.msPerRecord ?? 0));

  if (isHalfway || faults.takeDrop(call.path, 'afterCommit'))
    return dropped('dropped after commit', result.rows);
  const late = faults.takeError(call.path, true);
  if (late) return arranged(service, call, late, result.rows);
  const body = JSON.stringify(call.version === 'v2' ? v2Success(result.data) : result.data);
  return {
    status: 200,
    body,
    contentType: 'application/json;charset=UTF-8',
    outcome: 'ok',
    rows: result.rows,
  };
}

function send(service: Service, call: ApiCall, answer: Answer, response: http.ServerResponse): void {
  if (answer.isDropped) return void response.destroy();
  const truncation = service.faults.takeTruncation(call.path);
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2));
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    ...(truncation === 'socket' ? { 'Content-Length': Buffer.byteLength(answer.body) } : {}),
  });
  if (truncation === 'socket') response.write(half, () => response.destroy());
  else response.end(truncation === 'body' ? half : answer.body);
}

function failure(service: Service, call: ApiCall, error: unknown): Answer {
  const known = error instanceof ApiError ? error : new ApiError('BDC_1001', 'System error occurred.');
  if (!(error instanceof ApiError)) process.stderr.write(`${String((error as Error).stack)}\n`);
  const isLimit = known.code === 'BDC_1144' || known.code === 'BDC_1322';
  const body: Json = call.version === 'v2' ? v2Failure(known) : v3Failure(known, service.now());
  const status =
    call.version === 'v2'
      ? isLimit
        ? service.faults.limitHttpStatus
        : known.httpStatus
      : v3HttpStatus(known);
  return {
    status,
    body: JSON.stringify(body),
    contentType: 'application/json;charset=UTF-8',
    outcome: known.code,
    rows: 0,
  };
}

/** 401 for a session that is no longer good, 429 for the limits, 403 for a plan without API. */
function v3HttpStatus(error: ApiError): number {
  if (error.httpStatus !== 200) return error.httpStatus;
  const statuses: Record<string, number> = {
    BDC_1109: 401,
    BDC_1102: 401,
    BDC_1105: 403,
    BDC_1144: 429,
    BDC_1322: 429,
  };
  return statuses[error.code] ?? (error.code === 'BDC_1001' ? 500 : 400);
}

function arranged(service: Service, call: ApiCall, fault: ErrorNext, rows: number): Answer {
  if (fault.code !== undefined) {
    const answer = failure(service, call, new ApiError(fault.code, fault.message));
    return { ...answer, ...(fault.httpStatus === undefined ? {} : { status: fault.httpStatus }), rows };
  }
  const status = fault.httpStatus ?? 503;
  const body = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return { status, body, contentType: 'text/html', outcome: `HTTP ${status}`, rows };
}

function dropped(outcome: string, rows: number): Answer {
  return { status: 0, body: '', contentType: '', outcome, rows, isDropped: true };
}

function readCall(service: Service, request: http.IncomingMessage, body: string): ApiCall {
  const url = new URL(request.url ?? '/', 'http://localhost');
  return url.pathname.startsWith(V2_BASE)
    ? readV2(service, request, url, body)
    : readV3(service, request, url, body);
}

function readV2(service: Service, request: http.IncomingMessage, url: URL, body: string): ApiCall {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? body : '');
  const isV2 = request.method === 'POST' && url.pathname.endsWith('.json');
  const path = url.pathname.slice(V2_BASE.length).replace(/\.json$/, '');
  const sessionId = form.get('sessionId') ?? '';
  const endpoint = `http://${request.headers.host ?? 'localhost'}${V2_BASE.replace(/\/$/, '')}`;
  return {
    version: 'v2',
    path,
    devKey: form.get('devKey') ?? '',
    sessionId,
    needsSession: isV2 && !SESSIONLESS.includes(path),
    isLogin: path === 'Login' || path === 'ListOrgs',
    organization: service.sessions.peek(sessionId)?.organization ?? form.get('orgId') ?? undefined,
    run: (session, isHalfway) => {
      if (!isV2) throw refuse.notSupported();
      if (!form.get('devKey')) throw refuse.missingParameter('devKey');
      if (!session) service.sessions.checkDevKey(form.get('devKey') ?? '');
      return runV2(service, { path, form, endpoint, isHalfway }, session);
    },
  };
}

function readV3(service: Service, request: http.IncomingMessage, url: URL, body: string): ApiCall {
  const route = `${request.method} ${url.pathname.slice(V3_BASE.length)}`;
  const header = (name: string): string => String(request.headers[name] ?? '');
  const isLogin = route === 'POST /login';
  const call = { route, query: url.searchParams, body };
  const devKey = isLogin ? (/"devKey"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? '') : header('devkey');
  return {
    version: 'v3',
    path: route,
    devKey,
    sessionId: header('sessionid'),
    needsSession: !isLogin,
    isLogin,
    organization: service.sessions.peek(header('sessionid'))?.organization,
    run: (session) => (session ? runV3(service, call, session) : v3LogIn(service, call)),
  };
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
