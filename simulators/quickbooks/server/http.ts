import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const MAX_BODY = 64 * 1024 * 1024;

export interface Call {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A result to be sent as JSON, or the wish to break the connection without a word. */
export type Outcome = { readonly status: number; readonly json: unknown } | 'breakConnection';

export type Handler = (call: Call) => Outcome | Promise<Outcome>;

/** A caller's mistake in the control interface (never in qbXML). */
export class BadCall extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A small HTTP server: "METHOD /first/segment" decides, `*` stands for any one segment. */
export function serveRoutes(routes: Readonly<Record<string, Handler>>): Server {
  return createServer((request, response) => {
    void respond(routes, request, response);
  });
}

async function respond(
  routes: Readonly<Record<string, Handler>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    const handler = findHandler(routes, request.method ?? 'GET', path);
    if (!handler) throw new BadCall(404, `There is nothing at ${request.method ?? ''} ${url.pathname}.`);
    const outcome = await handler({ path, query: url.searchParams, body: await readBody(request) });
    if (outcome === 'breakConnection') {
      request.socket.destroy();
      return;
    }
    send(response, outcome.status, outcome.json);
  } catch (error) {
    const status = error instanceof BadCall ? error.status : 500;
    if (status === 500)
      process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
    send(response, status, { error: error instanceof Error ? error.message : String(error) });
  }
}

function findHandler(
  routes: Readonly<Record<string, Handler>>,
  method: string,
  path: readonly string[],
): Handler | undefined {
  for (const [route, handler] of Object.entries(routes)) {
    const [routeMethod, routePath = ''] = route.split(' ');
    const segments = routePath.split('/').filter(Boolean);
    const fits =
      routeMethod === method &&
      segments.length === path.length &&
      segments.every((segment, index) => segment === '*' || segment === path[index]);
    if (fits) return handler;
  }
  return undefined;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BODY) throw new BadCall(413, 'The body is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(json));
}
