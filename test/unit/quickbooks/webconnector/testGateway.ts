/** Starts a gateway on a free port before each test of a file and closes it after. */
import {
  createWebConnectorServer,
  type WebConnectorServer,
  type WebConnectorServerOptions,
} from '../../../../src/quickbooks/webconnector/server';
import { fakeService, listeningLog, type Answers, type FakeService } from './fakeService';

export interface TestGateway {
  readonly url: string;
  readonly service: FakeService;
  readonly lines: unknown[][];
  readonly server: WebConnectorServer;
}

const open: WebConnectorServer[] = [];

export async function startGateway(
  answers: Answers = {},
  options: Partial<WebConnectorServerOptions> = {},
): Promise<TestGateway> {
  const service = fakeService(answers);
  const { log, lines } = listeningLog();
  const server = createWebConnectorServer({
    service,
    log,
    health: async () => ({ healthy: true }),
    ...options,
  });
  open.push(server);
  const { url } = await server.listen(0, '127.0.0.1');
  return { url, service, lines, server };
}

export async function closeGateways(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}
