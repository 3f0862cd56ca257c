import { Connector, type ConnectorOptions } from '../../../../simulators/webconnector/connector';
import { parseQwc } from '../../../../simulators/webconnector/qwcFile';
import { qwcText, tinyQuickBooks, tinyService, type Script } from './standIns';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function given(
  script: Script,
  options: ConnectorOptions & { refuse?: (file: string) => string | undefined } = {},
) {
  const { refuse, ...settings } = options;
  const service = await tinyService(script);
  const quickbooks = await tinyQuickBooks(refuse ? { refuse } : {});
  const connector = new Connector(parseQwc(qwcText(service.url)), 'pässword', quickbooks.url, {
    noopSeconds: 0.01,
    ...settings,
  });
  closers.push(() => {
    connector.close();
    service.server.closeAllConnections();
    service.server.close();
    quickbooks.server.closeAllConnections();
    quickbooks.server.close();
  });
  return { service, quickbooks: quickbooks.state, connector };
}

const REQUEST = '<?qbxml version="16.0"?><QBXML>ask & see</QBXML>';
const twoSets: Script = {
  sendRequestXML: () => REQUEST,
  receiveResponseXML: (_, count) => (count % 2 === 1 ? 50 : 100),
};

describe('an update by the letter', () => {
  test('two sets run in order, and the final status is what closeConnection said', async () => {
    const { service, quickbooks, connector } = await given(twoSets);
    const outcome = await connector.update();
    expect(outcome).toMatchObject({
      result: 'done',
      roundTrips: 2,
      progress: [50, 100],
      status: 'OK',
      errors: [],
    });
    expect(service.methods()).toEqual([
      'serverVersion',
      'clientVersion',
      'authenticate',
      'sendRequestXML',
      'receiveResponseXML',
      'sendRequestXML',
      'receiveResponseXML',
      'closeConnection',
    ]);
    expect(quickbooks.processed).toEqual([REQUEST, REQUEST]);
    expect(quickbooks.ended).toBe(1);
  });

  test('only the first sendRequestXML carries the HCP answer', async () => {
    const { service, connector } = await given(twoSets);
    await connector.update();
    const [first, second] = service.calls.filter((call) => call.method === 'sendRequestXML');
    expect(first?.parameters).toMatchObject({
      ticket: 'ticket-1',
      strCompanyFileName: 'C:\\one.qbw',
      qbXMLCountry: 'US',
      qbXMLMajorVers: '16',
      qbXMLMinorVers: '0',
    });
    expect(first?.parameters.strHCPResponse).toContain('<SupportedQBXMLVersion>');
    expect(second?.body).toContain('<strHCPResponse />');
  });

  test('it speaks as the .NET proxy does', async () => {
    const { service, connector } = await given(twoSets);
    await connector.update();
    const login = service.calls[2];
    expect(login?.headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      expect: '100-continue',
      soapaction: '"http://developer.intuit.com/authenticate"',
    });
    expect(login?.headers['user-agent']).toMatch(/MS Web Services Client Protocol/);
    expect(login?.body).toContain(
      '<authenticate xmlns="http://developer.intuit.com/"><strUserName>books</strUserName>',
    );
    const posted = service.calls.find((call) => call.method === 'receiveResponseXML');
    expect(posted?.body).toContain('&lt;QBXML&gt;ran é &amp;#233; 1');
    expect(posted?.body).toContain('<hresult /><message />');
  });

  test('RPC calls are prefixed and typed', async () => {
    const { service, connector } = await given(twoSets, { style: 'RPC' });
    expect(await connector.update()).toMatchObject({ result: 'done', roundTrips: 2 });
    expect(service.calls[2]?.body).toContain('<q1:authenticate xmlns:q1="http://developer.intuit.com/">');
    expect(service.calls[3]?.body).toContain('<qbXMLMajorVers xsi:type="xsd:int">16</qbXMLMajorVers>');
  });

  test('the FileID is stamped once', async () => {
    const { quickbooks, connector } = await given(twoSets);
    await connector.update();
    await connector.update();
    expect(quickbooks.stamps).toEqual([
      {
        ownerID: '{57F3B9B1-86F1-4fcc-B1EE-566DE1813D20}',
        fileID: '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}',
        machine: expect.any(String) as string,
        appLock: expect.stringMatching(/^LOCKED:.+:\d{18}$/) as string,
        takesLock: false,
      },
    ]);
  });
});

describe('authenticate', () => {
  test.each([
    ['none', 'none', 'No data exchange'],
    ['nvu', 'nvu', 'Invalid password'],
  ])('%s is closed without touching QuickBooks', async (word, result, status) => {
    const { service, quickbooks, connector } = await given({ authenticate: () => ['', word] });
    expect(await connector.update()).toMatchObject({ result, status, roundTrips: 0 });
    expect(service.methods().at(-1)).toBe('closeConnection');
    expect(quickbooks.begun).toEqual([]);
  });

  test('busy ends there', async () => {
    const { service, connector } = await given({ authenticate: () => ['', 'busy'] });
    expect((await connector.update()).result).toBe('busy');
    expect(service.methods().at(-1)).toBe('authenticate');
  });

  test('a path opens that file, and an array in a foreign namespace is QBWC1012', async () => {
    const named = await given({ authenticate: () => ['t', 'D:\\two.qbw'] });
    await named.connector.update();
    expect(named.quickbooks.begun).toEqual(['D:\\two.qbw']);

    const wcf = await given({
      authenticate: () => ({
        raw:
          '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
          '<authenticateResponse xmlns="http://developer.intuit.com/"><authenticateResult ' +
          'xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>t</a:string><a:string/>' +
          '</authenticateResult></authenticateResponse></s:Body></s:Envelope>',
      }),
    });
    expect((await wcf.connector.update()).errors[0]).toMatch(/^QBWC1012/);
  });

  test('with Auto-Run the third element postpones even work, by hand it does not', async () => {
    const script: Script = { authenticate: () => ['t', '', '60', '300'] };
    const auto = await given(script, { isAutoRun: true });
    expect(await auto.connector.update()).toMatchObject({
      result: 'postponed',
      postponeSeconds: 60,
      minimumEverySeconds: 300,
    });
    const byHand = await given(script);
    await byHand.connector.update();
    expect(byHand.quickbooks.begun).toEqual(['']);
  });
});

describe('what goes wrong', () => {
  test('connectionError names files to try until it says done', async () => {
    const { service, quickbooks, connector } = await given(
      { connectionError: (_, count) => (count === 1 ? 'C:\\known.qbw' : 'DONE') },
      { refuse: (file) => (file === '' ? '0x80040416' : '0x8004040A') },
    );
    const outcome = await connector.update();
    expect(quickbooks.begun).toEqual(['', 'C:\\known.qbw']);
    expect(outcome.result).toBe('error');
    expect(service.calls.filter((call) => call.method === 'connectionError')[1]?.parameters).toMatchObject({
      hresult: '0x8004040A',
      message: 'refused',
    });
  });

  test('NoOp from getLastError asks again after the pause', async () => {
    const { service, connector } = await given({
      sendRequestXML: (_, count) => (count === 3 ? REQUEST : ''),
      getLastError: () => 'NoOp',
    });
    expect(await connector.update()).toMatchObject({ result: 'done', roundTrips: 1 });
    expect(service.methods().filter((method) => method === 'getLastError')).toHaveLength(2);
  });

  test('a negative number shows the last error, then closes', async () => {
    const { service, connector } = await given({ ...twoSets, receiveResponseXML: () => -101 });
    const outcome = await connector.update();
    expect(outcome).toMatchObject({ result: 'error', progress: [-101], status: 'OK' });
    expect(outcome.errors[0]).toContain('nothing to do');
    expect(service.methods().slice(-2)).toEqual(['getLastError', 'closeConnection']);
  });

  test.each([
    ['a fault', { raw: fault(), status: 500 }],
    ['an HTML page', { raw: '<html/>', contentType: 'text/html' }],
    ['a line before the declaration', { raw: `\n<?xml version="1.0"?>${fault()}` }],
    ['a DTD', { raw: `<!DOCTYPE a [<!ENTITY b "c">]>${fault()}` }],
  ])('%s in receiveResponseXML is QBWC1042 and nothing more is called', async (_, answer) => {
    const { service, quickbooks, connector } = await given({ ...twoSets, receiveResponseXML: () => answer });
    const outcome = await connector.update();
    expect(outcome.errors).toEqual([expect.stringMatching(/^QBWC1042/)]);
    expect(service.methods().at(-1)).toBe('receiveResponseXML');
    expect(quickbooks.ended).toBe(1);
  });

  test('a QuickBooks that dies in a set is reported as a failed RPC', async () => {
    const { service, quickbooks, connector } = await given(twoSets);
    quickbooks.dieNext = true;
    await connector.update();
    const posted = service.calls.find((call) => call.method === 'receiveResponseXML');
    expect(posted?.parameters).toMatchObject({ hresult: '0x800706BE' });
    expect(posted?.body).toContain('<response />');
  });
});

describe('arranged faults', () => {
  test('cut after QuickBooks has committed: the answer is never posted, then comes late under the old ticket', async () => {
    let tickets = 0;
    const { service, quickbooks, connector } = await given({
      ...twoSets,
      authenticate: () => [`ticket-${(tickets += 1)}`, ''],
    });
    connector.faults.add([{ cut: 'afterProcess' }, { replayOldTicket: true }]);
    expect((await connector.update()).result).toBe('error');
    expect(quickbooks.processed).toHaveLength(1);
    expect(service.methods()).not.toContain('receiveResponseXML');

    await connector.update();
    const replayed = service.calls.find((call) => call.method === 'receiveResponseXML');
    expect(replayed?.parameters.ticket).toBe('ticket-1');
    expect(connector.log.since(0).filter((call) => call.fault === 'replayOldTicket')).toHaveLength(1);
  });

  test.each([
    ['afterAuthenticate', 0, 0],
    ['beforeProcess', 0, 0],
    ['afterProcess', 1, 0],
    ['afterReceive', 1, 1],
  ])('cut %s', async (cut, processed, received) => {
    const { service, quickbooks, connector } = await given(twoSets);
    connector.faults.add({ cut });
    expect((await connector.update()).result).toBe('error');
    expect(quickbooks.processed).toHaveLength(processed);
    expect(service.methods().filter((method) => method === 'receiveResponseXML')).toHaveLength(received);
    expect((await connector.update()).result).toBe('done');
  });

  test('a cut in the second round trip that kills the process', async () => {
    const die = jest.fn();
    const { quickbooks, connector } = await given(twoSets, { die });
    connector.faults.add({ cut: 'beforeProcess', afterRoundTrip: 1, die: true });
    await connector.update();
    expect(die).toHaveBeenCalledTimes(1);
    expect(quickbooks.processed).toHaveLength(1);
  });

  test('duplicated, truncated and refused answers', async () => {
    const { service, quickbooks, connector } = await given({
      sendRequestXML: () => REQUEST,
      receiveResponseXML: (_, count) => (count < 4 ? 10 : 100),
    });
    connector.faults.add([
      { duplicateResponse: true },
      { truncateResponse: 5, afterRoundTrip: 1 },
      { hresult: '0x80040400', afterRoundTrip: 2 },
    ]);
    expect(await connector.update()).toMatchObject({ result: 'done', roundTrips: 3 });
    const posted = service.calls.filter((call) => call.method === 'receiveResponseXML');
    expect(posted[1]?.body).toBe(posted[0]?.body);
    expect(posted[2]?.parameters.response).toBe('<?xml');
    expect(posted[3]?.parameters).toMatchObject({ hresult: '0x80040400' });
    expect(quickbooks.processed).toHaveLength(2);
  });

  test('a lost answer aborts although the service has done its part', async () => {
    const { service, connector } = await given(twoSets);
    connector.faults.add({ loseAnswer: 'receiveResponseXML' });
    expect((await connector.update()).errors[0]).toMatch(/^QBWC1042/);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(service.methods().at(-1)).toBe('receiveResponseXML');
  });

  test('an unknown fault is refused', async () => {
    const { connector } = await given({});
    expect(() => connector.faults.add({ cut: 'sideways' })).toThrow();
  });
});

function fault(): string {
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>' +
    '<faultcode>s:Server</faultcode><faultstring>boom</faultstring></s:Fault></s:Body></s:Envelope>'
  );
}
