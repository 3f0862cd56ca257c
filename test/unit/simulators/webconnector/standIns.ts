import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as the tiny service saw it. */
export interface SeenCall {
  readonly method: string;
  readonly action: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly parameters: Record<string, string>;
}

type Answer = string | number | string[] | { raw: string; status?: number; contentType?: string };
export type Script = Partial<Record<string, (call: SeenCall, count: number) => Answer>>;

/** A hand-written SOAP service: each method answers by script, with defaults for a session with nothing to say. */
export async function tinyService(script: Script) {
  const calls: SeenCall[] = [];
  const counts: Record<string, number> = {};
  const defaults: Script = {
    serverVersion: () => '1',
    clientVersion: () => '',
    authenticate: () => ['ticket-1', ''],
    sendRequestXML: () => '',
    receiveResponseXML: () => 100,
    getLastError: () => 'nothing to do',
    closeConnection: () => 'OK',
    connectionError: () => 'done',
  };
  const server = http.createServer((request, response) => {
    if (request.method === 'GET') return void response.writeHead(200).end('support');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = readCall(request, Buffer.concat(chunks).toString('utf8'));
      calls.push(call);
      const count = (counts[call.method] = (counts[call.method] ?? 0) + 1);
      const answer = (script[call.method] ?? defaults[call.method])?.(call, count) ?? '';
      if (typeof answer === 'object' && 'raw' in answer) {
        response.writeHead(answer.status ?? 200, { 'Content-Type': answer.contentType ?? 'text/xml' });
        return void response.end(answer.raw);
      }
      response
        .writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' })
        .end(envelope(call.method, answer));
    });
  });
  const url = await listen(server);
  return {
    url: url.replace('127.0.0.1', 'localhost'),
    calls,
    methods: () => calls.map((call) => call.method),
    server,
  };
}

/** A QuickBooks of a few lines: counts sessions, knows one company, echoes every other set. */
export async function tinyQuickBooks(options: { refuse?: (file: string) => string | undefined } = {}) {
  const state = {
    begun: [] as string[],
    processed: [] as string[],
    stamps: [] as unknown[],
    ended: 0,
    dieNext: false,
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const send = (value: unknown): void => void response.end(JSON.stringify(value));
      if (request.url === '/session/begin') {
        const file = (JSON.parse(body) as { companyFile: string }).companyFile;
        state.begun.push(file);
        const hresult = options.refuse?.(file);
        return hresult
          ? send({ hresult, message: 'refused' })
          : send({ ticket: 'qb', companyFile: 'C:\\one.qbw' });
      }
      if (request.url?.endsWith('/end')) {
        state.ended += 1;
        return send({});
      }
      if (request.url?.endsWith('/stamp')) {
        state.stamps.push(JSON.parse(body));
        return send({});
      }
      if (body.includes('HostQueryRq')) return send({ response: hostAnswer(state.stamps.length > 0) });
      if (state.dieNext) {
        state.dieNext = false;
        return void request.socket.destroy();
      }
      state.processed.push(body);
      return send({
        response: `<?xml version="1.0" ?>\n<QBXML>ran é &#233; ${state.processed.length}</QBXML>\n`,
      });
    });
  });
  return { url: new URL(`${await listen(server)}/`), state, server };
}

/** The text of a .qwc for that service, with any element replaced or (undefined) left out. */
export function qwcText(url: string, changes: Record<string, string | undefined> = {}): string {
  const elements: Record<string, string | undefined> = {
    AppName: 'Tieout',
    AppID: '',
    AppURL: `${url}/qbwc`,
    AppDescription: 'Keeps two books in agreement',
    AppSupport: `${url}/support`,
    UserName: 'books',
    OwnerID: '{57F3B9B1-86F1-4fcc-B1EE-566DE1813D20}',
    FileID: '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}',
    QBType: 'QBFS',
    ...changes,
  };
  const body = Object.entries(elements)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0"?>\n<QBWCXML>${body.join('')}</QBWCXML>`;
}

function hostAnswer(isStamped: boolean): string {
  const ext = isStamped
    ? '<DataExtRet><OwnerID>{57f3b9b1-86f1-4fcc-b1ee-566de1813d20}</OwnerID><DataExtName>FileID</DataExtName></DataExtRet>'
    : '';
  return (
    '<?xml version="1.0" ?>\n<QBXML><QBXMLMsgsRs><HostQueryRs><HostRet><Country>US</Country>' +
    '<SupportedQBXMLVersion>1.0</SupportedQBXMLVersion><SupportedQBXMLVersion>16.0</SupportedQBXMLVersion>' +
    `<SupportedQBXMLVersion>CA3.0</SupportedQBXMLVersion></HostRet></HostQueryRs><CompanyQueryRs><CompanyRet>${ext}` +
    '</CompanyRet></CompanyQueryRs></QBXMLMsgsRs></QBXML>'
  );
}

function readCall(request: http.IncomingMessage, body: string): SeenCall {
  const action = request.headers.soapaction as string;
  const method = /developer\.intuit\.com\/(\w+)"/.exec(action)?.[1] ?? '';
  const parameters: Record<string, string> = {};
  for (const [, name = '', value = ''] of body.matchAll(
    /<(?:\w+:)?(\w+)(?: xsi:type="[^"]*")?>([^<]*)<\//g,
  )) {
    parameters[name] = value
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  }
  return { method, action, headers: request.headers, body, parameters };
}

function envelope(method: string, answer: string | number | string[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const content = Array.isArray(answer)
    ? answer.map((each) => `<string>${escape(each)}</string>`).join('')
    : escape(String(answer));
  return (
    '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    `<${method}Response xmlns="http://developer.intuit.com/"><${method}Result>${content}</${method}Result>` +
    `</${method}Response></s:Body></s:Envelope>`
  );
}

function listen(server: http.Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}
