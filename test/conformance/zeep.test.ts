/** zeep, a strict SOAP client of others, reads our WSDL from the gateway and calls every operation. */
import { QBXML, TICKET } from '../unit/quickbooks/webconnector/fakeService';
import { closeGateways, startGateway } from '../unit/quickbooks/webconnector/testGateway';
import { canImport, runPython } from './foreignPython';

afterEach(closeGateways);

const CALL_EVERYTHING = `
import json, sys, zeep
client = zeep.Client(sys.argv[1] + '/qbwc?wsdl', settings=zeep.Settings(strict=True))
answers = {}
for port in ('WebConnectorSoap', 'WebConnectorSoap12'):
    s = client.bind('Tieout', port)
    answers[port] = {
        'serverVersion': s.serverVersion(),
        'clientVersion': s.clientVersion('2.3.0.215'),
        'authenticate': s.authenticate('acme', 'p&ss'),
        'sendRequestXML': s.sendRequestXML('T', '', 'C:\\\\Books\\\\ä & ö.qbw', 'US', 16, 0),
        'receiveResponseXML': s.receiveResponseXML('T', '<?xml version="1.0" ?><QBXML>&#233;</QBXML>', '', ''),
        'connectionError': s.connectionError('T', '0x80040408', 'no'),
        'getLastError': s.getLastError('T'),
        'closeConnection': s.closeConnection('T'),
    }
print(json.dumps(answers))
`;

const isThere = canImport('zeep');
(isThere ? test : test.skip)(
  `zeep calls every operation over both ports${isThere ? '' : ' (skipped: Python with zeep is not here)'}`,
  async () => {
    const { url, service } = await startGateway();
    const answers = {
      serverVersion: 'Tieout 1',
      clientVersion: null, // zeep's word for an empty string
      authenticate: [TICKET, null],
      sendRequestXML: QBXML,
      receiveResponseXML: 42,
      connectionError: 'done',
      getLastError: 'Nothing to do',
      closeConnection: 'OK',
    };
    expect(await runPython(CALL_EVERYTHING, url)).toEqual({
      WebConnectorSoap: answers,
      WebConnectorSoap12: answers,
    });
    expect(service.calls).toHaveLength(16);
    expect(service.calls[3]?.call).toMatchObject({
      strCompanyFileName: 'C:\\Books\\ä & ö.qbw',
      qbXMLMajorVers: 16,
    });
    expect(service.calls[4]?.call['response']).toBe('<?xml version="1.0" ?><QBXML>&#233;</QBXML>');
  },
  90_000,
);
