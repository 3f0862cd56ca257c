import { call, dotNetHeaders, envelope, post, resultOf, send } from './dotNetClient';
import { closeGateways, startGateway } from './testGateway';

afterEach(closeGateways);

describe('what a GET finds', () => {
  test.each(['/qbwc', '/qbwc/', '/QBWC', '/support', '/support?x=1', '/certificate'])(
    '%s is a page',
    async (path) => {
      const { url } = await startGateway();
      const reply = await send(url, { path });
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect((await send(url, { path, method: 'HEAD' })).status).toBe(200);
    },
  );

  test('the WSDL carries the public address', async () => {
    const { url } = await startGateway({}, { publicUrl: 'https://books.example.com/?a&b' });
    const reply = await send(url, { path: '/qbwc?wsdl' });
    expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(reply.body.startsWith('<?xml ')).toBe(true);
    expect(reply.body.match(/location="https:\/\/books\.example\.com\/\?a&amp;b\/qbwc"/g)).toHaveLength(2);
  });

  test('the WSDL carries the local address where no other is known', async () => {
    const { url } = await startGateway();
    expect((await send(url, { path: '/qbwc?WSDL' })).body).toContain(`location="${url}/qbwc"`);
  });

  test.each([
    ['healthy', async () => ({ healthy: true }), 200],
    ['unhealthy', async () => ({ healthy: false, postgres: 'away' }), 503],
    ['throwing', () => Promise.reject(new Error('x')), 503],
  ])('/health, %s', async (_, health, status) => {
    const { url } = await startGateway({}, { health });
    expect((await send(url, { path: '/health' })).status).toBe(status);
  });

  test.each([
    ['GET', '/', 404],
    ['GET', '/qbwc/../etc/passwd', 404],
    ['POST', '/ticket/123', 404],
    ['PUT', '/qbwc', 405],
    ['DELETE', '/qbwc', 405],
    ['OPTIONS', '/qbwc', 405],
    ['POST', '/support', 405],
    ['POST', '/health', 405],
  ])('%s %s is %d', async (method, path, status) => {
    const { url, service } = await startGateway();
    const reply = await send(url, { method, path });
    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'text/plain; charset=utf-8']);
    expect(reply.headers['allow']).toBe(
      status !== 405 ? undefined : path === '/qbwc' ? 'GET, HEAD, POST' : 'GET, HEAD',
    );
    expect(service.calls).toEqual([]);
  });
});

describe('an unknown operation is the only SOAP fault', () => {
  test.each([
    ['a method of the guide that is not offered', '<interactiveDone xmlns="http://developer.intuit.com/"/>'],
    ['a name of JavaScript', '<constructor xmlns="http://developer.intuit.com/"/>'],
    ['an operation of somebody else', '<getLastError xmlns="http://example.com/"/>'],
    ['an empty body without an action', ''],
  ])('%s', async (_, content) => {
    const { url, service } = await startGateway();
    const reply = await post(url, envelope(content));
    expect([reply.status, reply.headers['content-type']]).toEqual([500, 'text/xml; charset=utf-8']);
    expect(reply.body).toContain(
      '<soap:Fault><faultcode>soap:Client</faultcode><faultstring>This gateway does not offer the operation',
    );
    expect(service.calls).toEqual([]);
  });
});

describe('what the service throws becomes the answer that the protocol has for it', () => {
  test.each([
    ['serverVersion', ''],
    ['clientVersion', ''],
    ['authenticate', '<string></string><string>busy</string>'],
    ['sendRequestXML', ''],
    ['receiveResponseXML', '-1'],
    ['connectionError', 'done'],
    [
      'getLastError',
      expect.stringMatching(/^Tieout could not answer just now\..*\(Reference [0-9a-f]{8}\)$/),
    ],
    ['closeConnection', 'OK'],
  ] as const)('%s', async (method, expected) => {
    const failing = [
      () => Promise.reject(new Error('secret detail')),
      () => {
        throw new Error('secret detail');
      },
      () => undefined,
      () => new Promise(() => undefined),
    ];
    for (const fail of failing) {
      const { url, lines } = await startGateway({ [method]: fail }, { limits: { callTimeoutMs: 50 } });
      const reply = await call(url, method);
      expect(reply.status).toBe(200);
      expect(resultOf(reply, method)).toEqual(expected);
      expect(reply.body).not.toContain('secret');
      expect(lines).toContainEqual([
        expect.objectContaining({
          err: expect.any(Error),
          operation: method,
          reference: expect.stringMatching(/^[0-9a-f]{8}$/),
        }),
        expect.any(String),
      ]);
    }
  });

  test.each([
    ['authenticate', []],
    ['authenticate', ['1', '2', '3', '4', '5']],
    ['authenticate', ['t', null]],
    ['receiveResponseXML', 99.6],
    ['receiveResponseXML', NaN],
    ['sendRequestXML', 7],
  ] as const)('%s answering %j', async (method, wrong) => {
    const { url, lines } = await startGateway({ [method]: () => wrong });
    expect((await call(url, method)).status).toBe(200);
    expect(JSON.stringify(lines.map(([, text]) => text))).toContain('safe answer');
  });
});

describe('who is calling', () => {
  const ask = async (proxies: readonly string[], forwarded: string): Promise<unknown> => {
    const { url, service } = await startGateway({}, { trustedProxies: proxies });
    const body = envelope('<authenticate xmlns="http://developer.intuit.com/"/>');
    await post(url, body, { ...dotNetHeaders('authenticate'), 'X-Forwarded-For': forwarded });
    return service.calls[0]?.call['remoteAddress'];
  };

  test.each([
    [[], '9.9.9.9', '127.0.0.1'],
    [['10.0.0.0/8'], '9.9.9.9', '127.0.0.1'],
    [['127.0.0.1'], '9.9.9.9, 203.0.113.7', '203.0.113.7'],
    [['127.0.0.0/8', '10.0.0.1'], '9.9.9.9, 203.0.113.7, 10.0.0.1', '203.0.113.7'],
    [['127.0.0.1'], '9.9.9.9, 203.0.113.7, 10.0.0.1', '10.0.0.1'],
    [['127.0.0.1'], '::ffff:203.0.113.7', '203.0.113.7'],
    [['127.0.0.1', 'fd00::/8'], '2001:db8::7, fd00::1', '2001:db8::7'],
    [['127.0.0.1'], 'nonsense', '127.0.0.1'],
    [['127.0.0.1'], '', '127.0.0.1'],
    [['127.0.0.1', '203.0.113.7'], '203.0.113.7', '203.0.113.7'],
  ])('with the proxies %j and “%s” it is %s', async (proxies, forwarded, expected) => {
    expect(await ask(proxies, forwarded)).toBe(expected);
  });
});
