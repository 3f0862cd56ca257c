import * as http from 'node:http';
import { UpdateRunning, type Connector } from './connector';

/**
 * The hand on the mouse: `POST /update` presses the button, `GET /log` and `GET /status` look at the window,
 * `POST /faults` (one or an array) and `DELETE /faults` arrange misfortune.
 */
export function controlServer(connector: Connector): http.Server {
  return http.createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    route(connector, request)
      .then((body) => (body === undefined ? answer(404, { error: 'no such path' }) : answer(200, body)))
      .catch((error: Error) => answer(error instanceof UpdateRunning ? 409 : 400, { error: error.message }));
  });
}

async function route(connector: Connector, request: http.IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /update':
      return connector.update();
    case 'GET /status':
      return connector.status();
    case 'GET /log':
      return connector.log.since(Number(url.searchParams.get('since') ?? 0));
    case 'GET /faults':
      return connector.faults.list();
    case 'POST /faults':
      connector.faults.add(JSON.parse(await readBody(request)));
      return connector.faults.list();
    case 'DELETE /faults':
      connector.faults.clear();
      return [];
    default:
      return undefined;
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
