import type { AddressInfo } from 'node:net';
import { AutoRun } from '../../../../simulators/webconnector/autoRun';
import { Connector } from '../../../../simulators/webconnector/connector';
import { controlServer } from '../../../../simulators/webconnector/controlServer';
import { parseQwc } from '../../../../simulators/webconnector/qwcFile';
import { qwcText, tinyQuickBooks, tinyService, type Script } from './standIns';

async function given(script: Script, isAutoRun = false) {
  const service = await tinyService(script);
  const quickbooks = await tinyQuickBooks();
  const connector = new Connector(parseQwc(qwcText(service.url)), 'secret', quickbooks.url, { isAutoRun });
  const control = controlServer(connector);
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const close = (): void => {
    connector.close();
    for (const server of [service.server, quickbooks.server, control]) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { service, connector, ask, close };
}

test('the control interface runs an update and shows what was said, without the password', async () => {
  const { connector, ask, close } = await given({ sendRequestXML: () => '<QBXML/>' });
  await connector.add();
  expect((await ask('POST', '/update')).body).toMatchObject({
    result: 'done',
    roundTrips: 1,
    progress: [100],
  });
  const log = (await ask('GET', '/log')).body as unknown as { method: string; requestBytes: number }[];
  expect(log.map((call) => call.method)).toContain('authenticate');
  expect(JSON.stringify(log)).not.toContain('secret');
  expect((await ask('GET', '/status')).body).toMatchObject({ updates: 1, running: null });
  expect((await ask('GET', '/elsewhere')).status).toBe(404);
  close();
});

test('faults are set, shown and cleared; two updates at once are refused', async () => {
  const { ask, close } = await given({});
  expect((await ask('POST', '/faults', { delayMs: 100, method: 'authenticate' })).status).toBe(200);
  expect((await ask('POST', '/faults', { cut: 'nowhere' })).status).toBe(400);
  expect((await ask('GET', '/faults')).body).toHaveLength(1);
  const [first, second] = await Promise.all([ask('POST', '/update'), ask('POST', '/update')]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  expect((await ask('DELETE', '/faults')).body).toEqual([]);
  close();
});

test('Auto-Run keeps to the floor that authenticate sets', async () => {
  const { service, connector, close } = await given({ authenticate: () => ['', 'none', '', '60'] }, true);
  const autoRun = new AutoRun(connector, 0.01);
  autoRun.start();
  await new Promise((resolve) => setTimeout(resolve, 300));
  autoRun.stop();
  expect(service.methods().filter((method) => method === 'authenticate')).toHaveLength(1);
  close();
});

test('adding needs an AppSupport page that answers', async () => {
  const { service, connector, close } = await given({});
  service.server.closeAllConnections();
  await new Promise((resolve) => service.server.close(resolve));
  await expect(connector.add()).rejects.toThrow('QBWC1004');
  close();
});
