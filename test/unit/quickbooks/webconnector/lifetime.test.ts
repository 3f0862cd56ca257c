import * as http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { call, dotNetCall, dotNetHeaders, resultOf, send } from './dotNetClient';
import { TICKET } from './fakeService';
import { closeGateways, startGateway } from './testGateway';

afterEach(closeGateways);

const row =
  '<VendorRet>\n<ListID>80000001-1234567890</ListID>\n<Name>A &amp; B &#233;</Name>\n<Balance>0.00</Balance>\n</VendorRet>\n';

test('an answer of 4 MB does not hold the event loop', async () => {
  const { url, service } = await startGateway();
  const response = row.repeat(Math.ceil((4 * 1024 * 1024) / row.length));
  const body = Buffer.from(dotNetCall('receiveResponseXML', { ticket: TICKET, response }));
  const sending = { method: 'POST', headers: dotNetHeaders('receiveResponseXML'), body };
  await send(url, sending); // compiled and warm

  // The best of five, since other work of the machine is in it too. The soap library alone: 500 ms and more.
  const worstGaps: number[] = [];
  for (let i = 0; i < 5; i++) {
    const gaps = monitorEventLoopDelay({ resolution: 1 });
    gaps.enable();
    const reply = await send(url, sending);
    gaps.disable();
    worstGaps.push(gaps.max / 1e6);
    expect(resultOf(reply, 'receiveResponseXML')).toBe('42');
    expect(service.calls.at(-1)?.call['response']).toBe(response);
  }
  expect(Math.min(...worstGaps)).toBeLessThan(100);
}, 30_000);

test('a connection is kept for the next call of the session', async () => {
  const { url } = await startGateway();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let connections = 0;
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (...parameters: Parameters<typeof createConnection>) => {
    connections += 1;
    return createConnection(...parameters);
  };
  for (let i = 0; i < 5; i++) await call(url, 'getLastError', { ticket: TICKET }, agent);
  agent.destroy();
  expect(connections).toBe(1);
});

test('close lets the call in flight finish and accepts no other', async () => {
  let release = (): void => undefined;
  const held = new Promise<number>((resolve) => (release = () => resolve(7)));
  const { url, server } = await startGateway({ receiveResponseXML: () => held });
  const agent = new http.Agent({ keepAlive: true });
  const running = call(url, 'receiveResponseXML', { ticket: TICKET, response: 'x' }, agent);
  await new Promise((resolve) => setTimeout(resolve, 50));
  let isClosed = false;
  const closing = server.close().then(() => (isClosed = true));
  await expect(call(url, 'getLastError', { ticket: TICKET })).rejects.toThrow(/ECONNREFUSED/);
  expect(isClosed).toBe(false);
  release();
  const reply = await running;
  expect([resultOf(reply, 'receiveResponseXML'), reply.headers['connection']]).toEqual(['7', 'close']);
  await closing;
  agent.destroy();
});

test('close does not wait for ever', async () => {
  const { url, server } = await startGateway(
    { getLastError: () => new Promise(() => undefined) },
    { limits: { shutdownMs: 100 } },
  );
  const running = call(url, 'getLastError', { ticket: TICKET }).catch((err: Error) => err.message);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(await running).toMatch(/socket hang up|ECONNRESET/);
});

test('a port that is taken is an error, not a crash', async () => {
  const { url } = await startGateway();
  const { server } = await startGateway();
  await server.close();
  await expect(server.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toThrow(/EADDRINUSE/);
});
