import { call, dotNetCall, dotNetHeaders, envelope, escapeText, post, resultOf, send } from './dotNetClient';
import { QBXML, TICKET } from './fakeService';
import { closeGateways, startGateway } from './testGateway';

afterEach(closeGateways);

const INTUIT = 'http://developer.intuit.com/';

describe('each operation, as .NET calls it', () => {
  test.each([
    ['serverVersion', {}, 'Tieout 1'],
    ['clientVersion', { strVersion: '2.3.0.215' }, ''],
    ['connectionError', { ticket: TICKET, hresult: '0x80040408', message: 'Could not start' }, 'done'],
    [
      'sendRequestXML',
      {
        ticket: TICKET,
        strHCPResponse: '<QBXML/>',
        strCompanyFileName: 'C:\\Books\\Müller & Söhne.qbw',
        qbXMLCountry: 'US',
        qbXMLMajorVers: 16,
        qbXMLMinorVers: 0,
      },
      QBXML,
    ],
    ['receiveResponseXML', { ticket: TICKET, response: QBXML, hresult: '', message: '' }, '42'],
    ['getLastError', { ticket: TICKET }, 'Nothing to do'],
    ['closeConnection', { ticket: TICKET }, 'OK'],
  ])('%s', async (method, parameters, result) => {
    const { url, service } = await startGateway();
    const reply = await call(url, method, parameters);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(reply.body.startsWith('<?xml version="1.0" encoding="utf-8"?><soap:Envelope ')).toBe(true);
    expect(reply.body).toContain(`<${method}Response xmlns="${INTUIT}"><${method}Result>`);
    expect(resultOf(reply, method)).toBe(result);
    expect(service.calls).toEqual([{ method, call: parameters }]);
  });

  test('authenticate answers strings in the namespace of the service', async () => {
    const { url, service } = await startGateway({ authenticate: () => [TICKET, '', '', '300'] });
    const reply = await call(url, 'authenticate', { strUserName: 'acme', strPassword: 'p&ss<word>' });
    expect(reply.body).toContain(
      `<authenticateResponse xmlns="${INTUIT}"><authenticateResult><string>${TICKET}</string>` +
        '<string></string><string></string><string>300</string></authenticateResult></authenticateResponse>',
    );
    expect(reply.body).not.toMatch(/<\w+:string/);
    expect(service.calls[0]?.call).toEqual({
      strUserName: 'acme',
      strPassword: 'p&ss<word>',
      remoteAddress: '127.0.0.1',
    });
  });

  test.each([0, 100, -1, -2147220480])('a number is plain decimal: %d', async (percent) => {
    const { url } = await startGateway({ receiveResponseXML: () => percent });
    const reply = await call(url, 'receiveResponseXML', { ticket: TICKET, response: 'x' });
    expect(resultOf(reply, 'receiveResponseXML')).toBe(String(percent));
  });

  test('qbXML is escaped exactly once and comes out of the envelope as it went in', async () => {
    const document = '<?xml version="1.0"?>\r\n<Name>&lt;b&gt; &amp;amp; &#8364; "q" \'a\'</Name>\n\t]]>';
    const { url } = await startGateway({ sendRequestXML: () => document });
    const reply = await call(url, 'sendRequestXML', { ticket: TICKET });
    expect(reply.body).toContain('&amp;#8364;');
    expect(resultOf(reply, 'sendRequestXML')).toBe(document);
  });

  test('text that no XML can hold is dropped, and a CDATA look-alike is escaped like the rest', async () => {
    const { url } = await startGateway({ getLastError: () => '<![CDATA[a\u0001\ud800b]]>' });
    const reply = await call(url, 'getLastError', { ticket: TICKET });
    expect(resultOf(reply, 'getLastError').trim()).toBe('<![CDATA[ab]]>');
    expect(reply.body).toContain('&lt;![CDATA[');
  });
});

describe('tolerance', () => {
  const ask = dotNetCall('getLastError', { ticket: TICKET });

  test.each([
    ['without SOAPAction', ask, {}],
    ['with an unquoted SOAPAction', ask, { SOAPAction: `${INTUIT}getLastError` }],
    ['with an empty SOAPAction', ask, { SOAPAction: '""' }],
    ['with a byte order mark', `\ufeff${ask}`, {}],
    ['with a newline before the declaration', `\r\n${ask}`, {}],
    ['with CR LF between elements', ask.replaceAll('><', '>\r\n<'), {}],
    ['with application/xml', ask, { 'Content-Type': 'application/xml' }],
    ['with a charset in quotes', ask, { 'Content-Type': 'text/xml; action=x; charset="UTF-8"' }],
    ['with a comment in the value', ask.replace('</ticket>', '<!-- > --></ticket>'), {}],
    ['with a long comment', ask.replace('<ticket>', `<!-- ${'> '.repeat(500)}--><ticket>`), {}],
    [
      'with CDATA',
      envelope(`<getLastError xmlns="${INTUIT}"><ticket><![CDATA[${TICKET}]]></ticket></getLastError>`),
      {},
    ],
    [
      'with a SOAP header',
      ask.replace('<soap:Body>', '<soap:Header><a><b>c</b></a></soap:Header><soap:Body>'),
      {},
    ],
    ['with an unknown parameter', ask.replace('</getLastError>', '<more>1</more></getLastError>'), {}],
    ['with other prefixes', ask.replaceAll('soap:', 'SOAP-ENV:').replace('xmlns:soap', 'xmlns:SOAP-ENV'), {}],
    ['with a > in an attribute', ask.replace('<ticket>', '<ticket note="a>b">'), {}],
    [
      'in RPC style with a prefix and xsi:type',
      envelope(
        `<q1:getLastError xmlns:q1="${INTUIT}"><ticket xsi:type="xsd:string">${TICKET}</ticket></q1:getLastError>`,
      ),
      {},
    ],
    [
      'with prefixed parameters',
      envelope(`<q1:getLastError xmlns:q1="${INTUIT}"><q1:ticket>${TICKET}</q1:ticket></q1:getLastError>`),
      {},
    ],
  ])('%s', async (_, body, headers) => {
    const { url, service } = await startGateway();
    const reply = await post(url, body, headers);
    expect(resultOf(reply, 'getLastError')).toBe('Nothing to do');
    expect(service.calls).toEqual([{ method: 'getLastError', call: { ticket: TICKET } }]);
  });

  test('without a content type', async () => {
    const { url } = await startGateway();
    expect((await send(url, { method: 'POST', body: ask })).status).toBe(200);
  });

  test('an empty body is routed by SOAPAction', async () => {
    const { url } = await startGateway();
    const reply = await post(url, envelope(''), dotNetHeaders('serverVersion'));
    expect(resultOf(reply, 'serverVersion')).toBe('Tieout 1');
  });

  test.each([
    ['empty', '<ticket></ticket><strHCPResponse /><qbXMLMajorVers/><qbXMLMinorVers>x</qbXMLMinorVers>'],
    ['missing', ''],
  ])('%s elements are empty text and zero', async (_, children) => {
    const { url, service } = await startGateway();
    await post(url, envelope(`<sendRequestXML xmlns="${INTUIT}">${children}</sendRequestXML>`));
    expect(service.calls[0]?.call).toEqual({
      ticket: '',
      strHCPResponse: '',
      strCompanyFileName: '',
      qbXMLCountry: '',
      qbXMLMajorVers: 0,
      qbXMLMinorVers: 0,
    });
  });

  test('a control character as a reference, which .NET sends, does not refuse the whole answer', async () => {
    const { url, service } = await startGateway();
    const body = envelope(
      `<receiveResponseXML xmlns="${INTUIT}"><ticket>t</ticket><response>a&#x1F;b</response></receiveResponseXML>`,
    );
    expect((await post(url, body)).status).toBe(200);
    expect(service.calls[0]?.call['response']).toBe('a&#x1F;b');
  });

  test('a SOAP 1.2 client gets a SOAP 1.2 answer', async () => {
    const { url } = await startGateway();
    const body = ask.replace(
      'http://schemas.xmlsoap.org/soap/envelope/',
      'http://www.w3.org/2003/05/soap-envelope',
    );
    const reply = await post(url, body, { 'Content-Type': 'application/soap+xml; charset=utf-8' });
    expect(reply.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect(reply.body).toContain('"http://www.w3.org/2003/05/soap-envelope"');
    expect(resultOf(reply, 'getLastError')).toBe('Nothing to do');
  });

  test('an answer of QuickBooks arrives unchanged, however it is cut on the way', async () => {
    const { url, service } = await startGateway();
    const answer = `<?xml version="1.0" ?>\n<QBXML>${'<Name>Ä€😀 &#233; &amp;amp; "x"</Name>\n'.repeat(400)}</QBXML>`;
    const bytes = Buffer.from(
      dotNetCall('receiveResponseXML', { ticket: TICKET, response: answer, message: 'm' }),
    );
    for (const size of [1, 7, 333]) {
      const pieces = (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      })();
      const body = size === 1 ? bytes : pieces;
      const reply = await send(url, { method: 'POST', headers: dotNetHeaders('receiveResponseXML'), body });
      expect(resultOf(reply, 'receiveResponseXML')).toBe('42');
      expect(service.calls.at(-1)?.call).toEqual({
        ticket: TICKET,
        response: answer,
        hresult: '',
        message: 'm',
      });
    }
  });

  test('answers in CDATA with thousands of brackets arrive as well', async () => {
    const { url, service } = await startGateway();
    const answer = `<QBXML>${'<Name>x &amp; y</Name>\n'.repeat(5_000)}</QBXML>`;
    const body = envelope(
      `<receiveResponseXML xmlns="${INTUIT}"><ticket>t</ticket><response><![CDATA[${answer}]]></response>` +
        `<message>${escapeText('<m>')}</message></receiveResponseXML>`,
    );
    await post(url, body);
    expect(service.calls[0]?.call).toEqual({ ticket: 't', response: answer, hresult: '', message: '<m>' });
  });
});
