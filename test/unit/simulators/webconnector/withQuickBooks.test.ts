import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatedQuickBooks } from '../../../../simulators/quickbooks/server/start';
import { Connector } from '../../../../simulators/webconnector/connector';
import { parseQwc } from '../../../../simulators/webconnector/qwcFile';
import { qwcText, tinyService } from './standIns';

/** Both pieces of Intuit's software together, through the interface between them. */
test('a company file is stamped, a vendor is added, and a cut after the commit leaves it there', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quickbooks-'));
  const quickbooks = await startSimulatedQuickBooks({
    directory,
    port: 0,
    seed: { companyName: 'Rock Castle' },
    msPerRequest: 0,
    msPerRecord: 0,
    zone: 'America/Los_Angeles',
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\rock.qbw',
    iteratorIdleMs: 60_000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
  const add = (name: string): string =>
    '<?xml version="1.0"?><?qbxml version="16.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
    `<VendorAddRq requestID="1"><VendorAdd><Name>${name}</Name></VendorAdd></VendorAddRq></QBXMLMsgsRq></QBXML>`;
  const names = ['Acme', 'Bolt'];
  const service = await tinyService({ sendRequestXML: () => add(names.shift() ?? 'none') });
  const connector = new Connector(parseQwc(qwcText(service.url)), 'pw', new URL(`${quickbooks.url}/`), {
    machine: 'DESK-1',
  });

  expect(await connector.update()).toMatchObject({ result: 'done', roundTrips: 1, errors: [] });
  const hcp = service.calls.find((call) => call.method === 'sendRequestXML');
  expect(hcp?.parameters).toMatchObject({ strCompanyFileName: 'C:\\Books\\rock.qbw', qbXMLMajorVers: '16' });
  const answer = hcp?.parameters.strHCPResponse ?? '';
  expect(answer).toContain('<CompanyName>Rock Castle</CompanyName>');
  expect(answer).toContain('{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}');
  expect(answer).toContain('LOCKED:DESK-1:');
  expect(answer).toContain('<PreferencesRet>');

  connector.faults.add({ cut: 'afterProcess' });
  expect((await connector.update()).result).toBe('error');
  const books = JSON.stringify(await (await fetch(`${quickbooks.url}/books`)).json());
  expect(books).toContain('Acme');
  expect(books).toContain('Bolt');
  const posted = service.calls.filter((call) => call.method === 'receiveResponseXML');
  expect(posted).toHaveLength(1);
  expect(posted[0]?.parameters.response).toContain('statusCode="0"');

  // Another computer: by itself it leaves the mark as it is, and takes it where it is told to.
  for (const [takesLock, owner] of [
    [false, 'DESK-1'],
    [true, 'LAPTOP'],
  ] as const) {
    const options = { machine: 'LAPTOP', takesLock };
    const another = new Connector(
      parseQwc(qwcText(service.url)),
      'pw',
      new URL(`${quickbooks.url}/`),
      options,
    );
    await another.update();
    another.close();
    const told = service.calls.filter(({ parameters }) => parameters.strHCPResponse).at(-1);
    expect(told?.parameters.strHCPResponse).toContain(`LOCKED:${owner}:`);
  }

  connector.close();
  service.server.closeAllConnections();
  service.server.close();
  await quickbooks.close();
  rmSync(directory, { recursive: true });
});
