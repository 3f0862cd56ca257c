import { randomUUID, scryptSync } from 'node:crypto';
import type { Database } from '../../../src/ledger/database';
import { openDatabase } from '../../../src/ledger/database';
import type { Doorbell } from '../../../src/ledger/doorbell';
import { openDoorbell } from '../../../src/ledger/doorbell';
import { createSealer } from '../../../src/ledger/sealed';
import type { ExchangeLimits } from '../../../src/quickbooks/exchange/limits';
import type { NewExchange, QueuedExchange } from '../../../src/quickbooks/exchange/mailbox';
import { queueExchange } from '../../../src/quickbooks/exchange/mailbox';
import { createWebConnectorService } from '../../../src/quickbooks/exchange/service';
import { createMemoryLoginLimiter } from '../../../src/quickbooks/webconnector/loginLimiter';
import type { WebConnectorService } from '../../../src/quickbooks/webconnector/service';
import { createTestDatabase } from '../../support/database';

/** A gateway on a real Postgres, with a clock that only the test moves and waits of a few milliseconds. */

export const password = 'abcd-efgh-jkmn';
const quick: Partial<ExchangeLimits> = { requestWaitMs: 30, verdictWaitMs: 30, storeWithinMs: 3_000 };
const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A stored hash says what it cost; the real price is paid in the tests of the passwords. */
function cheapHash(text: string): string {
  const salt = Buffer.alloc(16, 1);
  const key = scryptSync(text.replaceAll('-', ''), salt, 32, { N: 2, r: 1, p: 1 });
  const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=1,r=1,p=1$${bare(salt)}$${bare(key)}`;
}

export interface Company {
  readonly id: string;
  readonly user: string;
  readonly ownerId: string;
  readonly fileId: string;
}

export interface Scene {
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly clock: { now: Date; pass(milliseconds: number): void };
  readonly gateway: WebConnectorService;
  /** Another gateway process, as far as anybody can tell. */
  anotherGateway(limits?: Partial<ExchangeLimits>): WebConnectorService;
  company(columns?: Record<string, unknown>): Promise<Company>;
  rows<R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  row<R extends object>(sql: string, values?: readonly unknown[]): Promise<R>;
  end(): Promise<void>;
}

export async function openScene(limits: Partial<ExchangeLimits> = {}): Promise<Scene> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase({ url, sealer: createSealer([Buffer.alloc(32, 7)]), connections: 8 });
  const doorbell = await openDoorbell(url);
  const passwordHash = cheapHash(password);
  const clock = {
    now: new Date(),
    pass(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const anotherGateway: Scene['anotherGateway'] = (own = {}) =>
    createWebConnectorService({
      database,
      doorbell,
      log: noLog,
      limits: { ...quick, ...limits, ...own },
      now: () => clock.now,
      loginLimiter: createMemoryLoginLimiter(),
      version: '1.2.3',
    });
  const rows: Scene['rows'] = async <R extends object>(sql: string, values: readonly unknown[] = []) =>
    (await database.pool.query<R>(sql, [...values])).rows;
  return {
    database,
    doorbell,
    clock,
    gateway: anotherGateway(),
    anotherGateway,
    rows,
    async row<R extends object>(sql: string, values?: readonly unknown[]) {
      const [row, ...more] = await rows<R>(sql, values);
      if (!row || more.length > 0) throw new Error(`expected one row of: ${sql}`);
      return row;
    },
    async company(columns = {}) {
      const company = {
        id: randomUUID(),
        user: `user-${randomUUID()}`,
        ownerId: randomUUID(),
        fileId: randomUUID(),
      };
      const all = {
        id: company.id,
        name: `Tieout of ${company.user}`,
        zone: 'America/Chicago',
        billcom: {},
        billcom_secret: Buffer.alloc(1),
        web_connector_user: company.user,
        web_connector_password_hash: passwordHash,
        owner_id: company.ownerId,
        file_id: company.fileId,
        accepted_at: clock.now,
        due_at: new Date(clock.now.getTime() - 1),
        ...columns,
      };
      const names = Object.keys(all);
      await database.pool.query(
        `insert into company (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        Object.values(all),
      );
      return company;
    },
    async end() {
      await doorbell.end();
      await database.end();
      await drop();
    },
  };
}

export interface Login {
  readonly companyId: string;
  readonly ticket: string;
  readonly sessionId: string;
  readonly cycle: number;
}

/** Logs in and expects work. */
export async function logIn(scene: Scene, company: Company, gateway = scene.gateway): Promise<Login> {
  const [ticket = '', status] = await gateway.authenticate({
    strUserName: company.user,
    strPassword: password,
    remoteAddress: '192.0.2.7',
  });
  if (ticket === '') throw new Error(`no ticket: ${status}`);
  const session = await scene.row<{ id: string; cycle: number }>(
    `select id, cycle from web_connector_session where company_id = $1 and state = 'open'`,
    [company.id],
  );
  return { companyId: company.id, ticket, sessionId: session.id, cycle: session.cycle };
}

export interface HostFacts {
  readonly companyName?: string;
  readonly country?: string;
  readonly versions?: readonly string[];
  readonly fileId?: string | null;
  /** In AppLock. */
  readonly machine?: string;
}

/** What the Web Connector tells with the first sendRequestXML. */
export function hostAnswer(company: Company, facts: HostFacts = {}): string {
  const { companyName = 'Harbour Builders', country = 'US', versions = ['12.0', '13.0', '16.0'] } = facts;
  const fileId = facts.fileId === undefined ? company.fileId : facts.fileId;
  const ok = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
  const own = (name: string, value: string) =>
    `<DataExtRet><OwnerID>{${company.ownerId.toUpperCase()}}</OwnerID><DataExtName>${name}</DataExtName>` +
    `<DataExtType>STR255TYPE</DataExtType><DataExtValue>${value}</DataExtValue></DataExtRet>`;
  const lock =
    facts.machine === undefined ? '' : own('AppLock', `LOCKED:${facts.machine}:638999999990000223`);
  return (
    `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs><HostQueryRs requestID="0" ${ok}><HostRet>` +
    '<ProductName>QuickBooks Premier 2024</ProductName><MajorVersion>34</MajorVersion><MinorVersion>0</MinorVersion>' +
    `<Country>${country}</Country>` +
    versions.map((version) => `<SupportedQBXMLVersion>${version}</SupportedQBXMLVersion>`).join('') +
    '<IsAutomaticLogin>false</IsAutomaticLogin><QBFileMode>SingleUser</QBFileMode></HostRet></HostQueryRs>' +
    `<CompanyQueryRs requestID="1" ${ok}><CompanyRet><CompanyName>${companyName}</CompanyName>` +
    `${lock}${fileId === null ? '' : own('FileID', `{${fileId}}`)}</CompanyRet></CompanyQueryRs>` +
    `<PreferencesQueryRs requestID="2" ${ok}><PreferencesRet></PreferencesRet></PreferencesQueryRs>` +
    '</QBXMLMsgsRs></QBXML>'
  );
}

export const companyFile = 'C:\\Books\\Harbour.qbw';

export function firstCall(login: Login, company: Company, facts: HostFacts = {}) {
  return {
    ticket: login.ticket,
    strHCPResponse: hostAnswer(company, facts),
    strCompanyFileName: companyFile,
    qbXMLCountry: facts.country ?? 'US',
    qbXMLMajorVers: 16,
    qbXMLMinorVers: 0,
  };
}

export function laterCall(login: Login) {
  return {
    ticket: login.ticket,
    strHCPResponse: '',
    strCompanyFileName: companyFile,
    qbXMLCountry: 'US',
    qbXMLMajorVers: 16,
    qbXMLMinorVers: 0,
  };
}

/** Logs in and gets past the company guard. */
export async function openSession(scene: Scene, company: Company): Promise<Login> {
  const login = await logIn(scene, company);
  const first = await scene.gateway.sendRequestXML(firstCall(login, company));
  if (first !== 'NoOp') throw new Error(`not through: ${first}`);
  return login;
}

/** Next sendRequestXML of the session. */
export const ask = (scene: Scene, login: Login, gateway = scene.gateway): Promise<string> =>
  gateway.sendRequestXML(laterCall(login));

export const reply = (
  scene: Scene,
  login: Login,
  post: { response?: string; hresult?: string; message?: string },
  gateway = scene.gateway,
): Promise<number> =>
  gateway.receiveResponseXML({ ticket: login.ticket, response: '', hresult: '', message: '', ...post });

export function queue(
  scene: Scene,
  login: Login,
  exchange: Partial<NewExchange> = {},
): Promise<QueuedExchange> {
  return scene.database.inCompany(login.companyId, (tx) =>
    queueExchange(tx, scene.database.sealer, {
      companyId: login.companyId,
      key: `${login.cycle}/vendor/${randomUUID()}`,
      cycle: login.cycle,
      step: 'vendor',
      kind: 'read',
      sessionId: login.sessionId,
      body: '<VendorQueryRq requestID="1"></VendorQueryRq>',
      requests: 1,
      ...exchange,
    }),
  );
}

export const vendorAdd = (name: string, requestID = '1'): string =>
  `<VendorAddRq requestID="${requestID}"><VendorAdd><Name>${name}</Name></VendorAdd></VendorAddRq>`;

/** A write and the operation that it carries. */
export async function queueWrite(
  scene: Scene,
  login: Login,
  key: string,
): Promise<{ id: string; operation: string }> {
  const { id: operation } = await scene.row<{ id: string }>(
    `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base, exchange_key)
     values ($1, $2, 'vendor', 'quickbooks', 'create', 'planned', $3, '{}', '{}', $4) returning id`,
    [login.companyId, login.cycle, randomUUID(), key],
  );
  const { id } = await queue(scene, login, { key, kind: 'write', body: vendorAdd(key) });
  return { id, operation };
}

export function answer(requestID = '1', name = 'VendorQueryRs', attributes = '', set = ''): string {
  return (
    `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs${set}><${name} requestID="${requestID}" statusCode="0" ` +
    `statusSeverity="Info" statusMessage="Status OK"${attributes}></${name}></QBXMLMsgsRs></QBXML>`
  );
}

export const stateOf = async (
  scene: Scene,
  table: 'exchange' | 'operation' | 'web_connector_session',
  id: string,
) => (await scene.row<{ state: string }>(`select state from ${table} where id = $1`, [id])).state;

export const pause = (scene: Scene, company: Company) =>
  scene.rows('update company set paused_at = now() where id = $1', [company.id]);
