import { expectNothingOpen, expectQuiet, expectVendors, numbered } from '../support/agreement';
import { post } from '../unit/quickbooks/webconnector/dotNetClient';
import { startWorld, type CompanyWorld, type World } from '../support/world';

describe('one gateway and one worker for several companies, on the internet', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('two companies at once finish, and neither sees the other’s records', async () => {
    const words = ['Northern', 'Southern'];
    const companies = await Promise.all(
      words.map((word) =>
        world.company({
          quickbooks: { vendors: [...numbered(`${word} shop`, 10), 'Both know'].map((Name) => ({ Name })) },
          billcom: { vendors: [...numbered(`${word} office`, 10), 'Both know'].map((name) => ({ name })) },
          settings: { writeSetSize: 3 },
        }),
      ),
    );
    const cycles = await Promise.all(companies.map((company) => company.firstSync()));
    expect(cycles.map((cycle) => cycle.state)).toEqual(['ended', 'ended']);
    for (const [index, company] of companies.entries()) {
      const word = words[index] as string;
      await expectVendors(company, [
        ...numbered(`${word} shop`, 10),
        ...numbered(`${word} office`, 10),
        'Both know',
      ]);
      expect(await company.holds()).toEqual([]);
      await expectNothingOpen(world, company);
      await expectQuiet(company);
    }
    const [one, other] = companies as [CompanyWorld, CompanyWorld];
    for (const table of [
      'record',
      'link',
      'operation',
      'exchange',
      'web_connector_session',
      'audit',
      'cycle',
    ]) {
      const rows = await world.database.inCompany(one.id, async (tx) => ({
        own: (await tx.query(`select from ${table} where company_id = $1 limit 1`, [one.id])).rowCount,
        others: (await tx.query(`select from ${table} where company_id <> $1 limit 1`, [one.id])).rowCount,
      }));
      expect({ table, ...rows }).toEqual({ table, own: 1, others: 0 });
    }
    expect(other.id).not.toBe(one.id);
  });

  const envelope = (body: string): string =>
    `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
  const call = (method: string, parameters: Record<string, string>): string =>
    envelope(
      `<${method} xmlns="http://developer.intuit.com/">${Object.entries(parameters)
        .map(([name, text]) => `<${name}>${text}</${name}>`)
        .join('')}</${method}>`,
    );
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  /** Hears an answer that comes while the body is still being sent; no answer at all is an error. */
  const postTo = async (body: string): Promise<{ status: number; text: string }> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const reply = await post(world.stack.env.GATEWAY_PUBLIC_URL, body);
        return { status: reply.status, text: reply.body };
      } catch (error) {
        // The gateway has answered and closed; a client still writing may see the closed line before the answer.
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE' || attempt === 3) throw error;
      }
    }
  };

  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from(
    { length: 20 },
    (_, level) =>
      `<!ENTITY ${String.fromCharCode(98 + level)} "&${String.fromCharCode(97 + level)};&${String.fromCharCode(97 + level)};">`,
  ).join('')}]>`;
  const hostile: readonly [what: string, document: () => string, status: number][] = [
    ['a DTD', () => `<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">${call('serverVersion', {})}`, 400],
    [
      'an external entity',
      () =>
        `<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>${call('authenticate', { strUserName: '&secret;', strPassword: 'x' })}`,
      400,
    ],
    [
      'exploding entities',
      () => `${laughs}${call('authenticate', { strUserName: '&u;', strPassword: 'x' })}`,
      400,
    ],
    ['a deep tree', () => envelope('<a>'.repeat(5_000) + '</a>'.repeat(5_000)), 400],
    ['a wide tree', () => envelope('<a/>'.repeat(50_000)), 400],
    ['a body of 33 MB', () => call('clientVersion', { strVersion: 'x'.repeat(33 * 1024 * 1024) }), 413],
    ['no XML at all', () => 'GET / HTTP/1.0', 400],
    ['an unfinished document', () => call('authenticate', { strUserName: 'x' }).slice(0, -30), 400],
    ['an unknown operation', () => call('dropTables', {}), 500],
  ];

  test('malformed and hostile documents are refused at once, while a session works on', async () => {
    const vendors = numbered('Vendor', 20);
    const company = await world.company({
      billcom: { vendors: vendors.map((name) => ({ name })) },
      settings: { writeSetSize: 2 },
    });
    await company.sync();
    const finished = company.firstSync();
    for (const [what, document, status] of hostile) {
      const answer = await postTo(document());
      expect({ what, status: answer.status }).toEqual({ what, status });
      expect(answer.text).not.toMatch(/root:|haha|\bat .*\.js:\d|node_modules/);
    }
    expect((await finished).state).toBe('ended');
    await expectVendors(company, vendors);
    await expectNothingOpen(world, company);
  });

  test('a client with the right password that answers with hostile qbXML harms nobody', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    const cycle = await company.ask();
    const { rows } = await world.database.asSystem((tx) =>
      tx.query<{ name: string }>('select web_connector_user as name from company where id = $1', [
        company.id,
      ]),
    );
    const login = await postTo(
      call('authenticate', { strUserName: String(rows[0]?.name), strPassword: 'a password' }),
    );
    const ticket = /<(?:\w+:)?string>([^<]+)</.exec(login.text)?.[1] ?? '';
    expect(ticket).not.toBe('');
    const session = {
      ticket,
      strHCPResponse: '',
      strCompanyFileName: '',
      qbXMLCountry: '',
      qbXMLMajorVers: '16',
      qbXMLMinorVers: '0',
    };
    expect((await postTo(call('sendRequestXML', session))).text).toContain('HostQueryRq');
    for (const response of [
      `${laughs}<QBXML>&u;</QBXML>`,
      '<QBXML><QBXMLMsgsRs>' + '<a>'.repeat(20_000),
      'not XML',
    ]) {
      const answer = await postTo(
        call('receiveResponseXML', { ticket, response: escaped(response), hresult: '', message: '' }),
      );
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/<(?:\w+:)?receiveResponseXMLResult>-\d/);
    }
    // The customer's own Web Connector comes next and goes on as if nothing had been.
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    await expectVendors(company, ['Acme']);
    await expectNothingOpen(world, company);
  });
});
