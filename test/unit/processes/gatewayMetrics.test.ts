import { createGatewayMetrics } from '../../../src/processes/gatewayMetrics';
import type { WebConnectorService } from '../../../src/quickbooks/webconnector/service';

const service = {
  clientVersion: () => Promise.resolve(''),
  sendRequestXML: () => Promise.reject(new Error('broken')),
} as unknown as WebConnectorService;

test('calls are passed on, counted and timed, failures too', async () => {
  const metrics = createGatewayMetrics();
  const measured = metrics.measured(service);
  await expect(measured.clientVersion({ strVersion: '2.3' })).resolves.toBe('');
  await expect(measured.sendRequestXML({} as never)).rejects.toThrow('broken');
  const server = await metrics.listen('127.0.0.1', 0);
  try {
    const text = await (await fetch(server.url)).text();
    expect(text).toContain('tieout_webconnector_call_seconds_count{operation="clientVersion"} 1');
    expect(text).toContain('tieout_webconnector_failures_total{operation="sendRequestXML"} 1');
  } finally {
    server.close();
  }
});
