/**
 * Exchanges per second through the gateway: one exchange is a sendRequestXML and the receiveResponseXML with
 * QuickBooks' answer. The load comes from another thread with as many sessions side by side as stated.
 *
 * Beside it runs a bare HTTP server that reads the same bodies and answers the same bytes: the ratio of the two
 * is what our layer costs, and says more than the absolute numbers of one machine.
 *
 *   node dist/bench/gateway.js [--seconds 3] [--sessions 1,8] [--json]
 */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createWebConnectorServer } from '../src/quickbooks/webconnector/server';
import type { WebConnectorService } from '../src/quickbooks/webconnector/service';

export interface Load {
  readonly kind: 'gateway load';
  readonly url: string;
  readonly answerBytes: number;
  readonly sessions: number;
  readonly seconds: number;
  /** One per session; without them all use the same, which is enough for a service that answers anything. */
  readonly tickets?: readonly string[];
}

export interface Measured {
  readonly exchangesPerSecond: number;
  readonly medianMs: number;
  readonly slowestPercentMs: number;
}

const QBXML_ROW =
  '<VendorRet>\n<ListID>80000001-1234567890</ListID>\n<TimeModified>2024-01-02T03:04:05-08:00</TimeModified>\n' +
  '<Name>Miller &amp; Sons</Name>\n<IsActive>true</IsActive>\n<Balance>1234.56</Balance>\n</VendorRet>\n';
export const REQUEST =
  '<?xml version="1.0" encoding="utf-8"?><?qbxml version="16.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
  '<VendorQueryRq requestID="1" iterator="Start"><MaxReturned>100</MaxReturned></VendorQueryRq></QBXMLMsgsRq></QBXML>';
const ANY_TICKET = '7f0c2a64-9a51-4a0e-9f7d-0d2f5a6b7c8d';
/** Warm code is measured: a gateway runs for weeks. */
const WARM_UP_SECONDS = 0.7;

/** Puts one load on a gateway (or what pretends to be one) from another thread. */
export function measure(load: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: load });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** A service that has an answer at once, so that only the layer is measured. */
export function instantService(): WebConnectorService {
  return {
    serverVersion: async () => '',
    clientVersion: async () => '',
    authenticate: async () => ['ticket', ''],
    sendRequestXML: async () => REQUEST,
    receiveResponseXML: async () => 50,
    connectionError: async () => 'done',
    getLastError: async () => '',
    closeConnection: async () => 'OK',
  };
}

const silent = (): void => undefined;
const silentLog = { debug: silent, info: silent, warn: silent, error: silent };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      sessions: { type: 'string', default: '1,8' },
      json: { type: 'boolean', default: false },
    },
  });
  const gateway = createWebConnectorServer({
    service: instantService(),
    log: silentLog,
    health: async () => ({ healthy: true }),
  });
  const { url } = await gateway.listen(0, '127.0.0.1');
  const bare = await startBareServer();

  const rows: Record<string, string | number>[] = [];
  for (const answerBytes of [2_000, 400_000])
    for (const sessions of values.sessions.split(',').map(Number)) {
      const load = { kind: 'gateway load', answerBytes, sessions, seconds: Number(values.seconds) } as const;
      const floor = await measure({ ...load, url: bare.url });
      const gaps = monitorEventLoopDelay({ resolution: 1 });
      gaps.enable();
      const measured = await measure({ ...load, url });
      gaps.disable();
      rows.push({
        answer: `${answerBytes / 1000} kB`,
        sessions,
        'exchanges/s': Math.round(measured.exchangesPerSecond),
        'bare HTTP/s': Math.round(floor.exchangesPerSecond),
        'of bare HTTP': `${Math.round((100 * measured.exchangesPerSecond) / floor.exchangesPerSecond)} %`,
        'median ms': round(measured.medianMs),
        '99 % ms': round(measured.slowestPercentMs),
        'longest event loop gap ms': round(gaps.max / 1e6),
      });
    }
  await gateway.close();
  await bare.close();

  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} threads, Node ${process.version}`;
  const load = `load average ${(loadavg()[0] ?? 0).toFixed(1)}, client in a second thread, ${values.seconds} s each`;
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, load, rows })}\n`);
  else {
    process.stdout.write(`Gateway, SOAP layer with a service that answers at once\n${machine}\n${load}\n`);
    console.table(rows);
  }
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

async function startBareServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    request.on('data', silent);
    request.on('end', () => {
      response.setHeader('Content-Length', REQUEST.length);
      response.end(REQUEST);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The other thread: every session sends one call after the other, on one connection, as the real client does. */
async function putLoad(load: Load): Promise<Measured> {
  const answer = answerOf(load.answerBytes);
  const bodiesFor = (ticket: string): { request: Buffer; response: Buffer } => ({
    request: call('sendRequestXML', ticket, '<qbXMLMajorVers>16</qbXMLMajorVers>'),
    response: call('receiveResponseXML', ticket, `<response>${escapeText(answer)}</response><hresult />`),
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: load.sessions });
  const bodies = Array.from({ length: load.sessions }, (_, index) =>
    bodiesFor(load.tickets?.[index] ?? ANY_TICKET),
  );
  const session = async (index: number, until: number, times: number[]): Promise<void> => {
    const { request, response } = bodies[index] ?? bodiesFor(ANY_TICKET);
    while (performance.now() < until) {
      const started = performance.now();
      await post(load.url, agent, 'sendRequestXML', request);
      await post(load.url, agent, 'receiveResponseXML', response);
      times.push(performance.now() - started);
    }
  };
  const run = async (seconds: number): Promise<{ times: number[]; tookMs: number }> => {
    const times: number[] = [];
    const started = performance.now();
    const until = started + seconds * 1000;
    await Promise.all(Array.from({ length: load.sessions }, (_, index) => session(index, until, times)));
    return { times: times.sort((a, b) => a - b), tookMs: performance.now() - started };
  };
  await run(WARM_UP_SECONDS);
  const { times, tookMs } = await run(load.seconds);
  agent.destroy();
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    exchangesPerSecond: (times.length * 1000) / tookMs,
    medianMs: at(0.5),
    slowestPercentMs: at(0.99),
  };
}

/** QuickBooks' answer to a vendor query with an iterator that never ends, about so long. */
function answerOf(bytes: number): string {
  const head =
    '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs><VendorQueryRs requestID="1" statusCode="0" statusSeverity="Info" statusMessage="Status OK"' +
    ' iteratorRemainingCount="100000" iteratorID="{11111111-2222-3333-4444-555555555555}">';
  const tail = '</VendorQueryRs></QBXMLMsgsRs></QBXML>';
  const rows = Math.max(1, Math.round((bytes - head.length - tail.length) / QBXML_ROW.length));
  return head + QBXML_ROW.repeat(rows) + tail;
}

function call(method: string, ticket: string, parameters: string): Buffer {
  return Buffer.from(
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
      `<soap:Body><${method} xmlns="http://developer.intuit.com/"><ticket>${ticket}</ticket>` +
      `${parameters}</${method}></soap:Body></soap:Envelope>`,
  );
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function post(url: string, agent: http.Agent, method: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': body.length,
      SOAPAction: `"http://developer.intuit.com/${method}"`,
    };
    const request = http.request(`${url}/qbwc`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function isLoad(data: unknown): data is Load {
  return typeof data === 'object' && data !== null && (data as Partial<Load>).kind === 'gateway load';
}

if (!isMainThread && isLoad(workerData)) {
  void putLoad(workerData).then((measured) => parentPort?.postMessage(measured));
} else if (isMainThread && require.main === module) {
  main().catch((err: unknown) => {
    console.error(err);
    process.exitCode = 1;
  });
}
