/** The Web Connector of the package qbwc-kit, written by others, goes through a whole update with us. */
import { closeGateways, startGateway } from '../unit/quickbooks/webconnector/testGateway';
import { canImport, runPython } from './foreignPython';

afterEach(closeGateways);

const RUN_UPDATE = `
import json, re, sys, urllib.request
from qbwc_kit.testing import FakeWebConnector, FakeQuickBooks
def post(body):
    method = re.search(r'Body[^>]*>\\s*<(?:\\w+:)?(\\w+)', body).group(1)
    headers = {'Content-Type': 'text/xml; charset=utf-8', 'SOAPAction': '"http://developer.intuit.com/%s"' % method}
    return urllib.request.urlopen(urllib.request.Request(sys.argv[1] + '/qbwc', body.encode(), headers)).read().decode()
connector = FakeWebConnector(transport=post, username='acme', password='p&ss', qbxml_version=(16, 0))
books = FakeQuickBooks(entities={'Vendor': [{'ListID': '1', 'Name': 'A & B <é>'}]})
result = connector.run_update(books)
print(json.dumps({'progress': result.progress, 'requests': result.requests, 'responses': result.responses,
                  'closed': result.close_message, 'file': result.company_file}))
`;

const QUERY =
  '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="16.0"?>\n<QBXML><QBXMLMsgsRq onError="continueOnError">' +
  '<VendorQueryRq requestID="1"/></QBXMLMsgsRq></QBXML>';

const isThere = canImport('qbwc_kit');
(isThere ? test : test.skip)(
  `qbwc-kit's Web Connector runs an update${isThere ? '' : ' (skipped: Python with qbwc-kit is not here)'}`,
  async () => {
    const progress = [50, 100];
    const { url, service } = await startGateway({
      authenticate: () => ['a-ticket', 'C:\\Books\\acme.qbw'],
      sendRequestXML: () => QUERY,
      receiveResponseXML: () => progress.shift(),
    });
    const result = (await runPython(RUN_UPDATE, url)) as Record<string, unknown>;
    expect(result).toMatchObject({
      progress: [50, 100],
      requests: [QUERY, QUERY],
      closed: 'OK',
      file: 'C:\\Books\\acme.qbw',
    });
    const received = service.calls.filter(({ method }) => method === 'receiveResponseXML');
    expect(received.map(({ call }) => call['response'])).toEqual(result['responses']);
    expect(service.calls.map(({ method }) => method)).toEqual([
      'clientVersion',
      'authenticate',
      ...['sendRequestXML', 'receiveResponseXML', 'sendRequestXML', 'receiveResponseXML'],
      'closeConnection',
    ]);
  },
  90_000,
);
