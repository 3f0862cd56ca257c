import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { acceptPreview } from '../src/ledger/accept';
import { insertCompany, setPaused, setResumed } from '../src/ledger/companies';
import { requestCycleNow } from '../src/ledger/requestCycleNow';
import { latestCycles, loadCycle, type Cycle } from '../src/ledger/cycles';
import { openDatabase, type Database } from '../src/ledger/database';
import { openHoldsOf, type OpenHold } from '../src/ledger/holds';
import { operationsOfCycle, type Operation } from '../src/ledger/operations';
import { enqueueSignal } from '../src/ledger/outbox';
import { countEntities, type EntityCounts } from '../src/ledger/records';
import { createSealer } from '../src/ledger/sealed';
import { readSettings } from '../src/ledger/settings';
import { startDevStack, type DevStack } from '../src/processes/devStack';
import { hashPassword } from '../src/quickbooks/webconnector/passwords';
import { writeQwc } from '../src/quickbooks/webconnector/qwc';
import { startChild, type RunningChild } from '../src/runtime/childProcess';

/**
 * The real processes for end-to-end tests: one stack per test file (Postgres, Temporal, worker, gateway, all compiled),
 * and for each company its own simulated QuickBooks, Web Connector and Bill.com.
 */
export interface World {
  readonly stack: DevStack;
  readonly database: Database;
  company(setup?: CompanySetup): Promise<CompanyWorld>;
  stop(): Promise<void>;
}

export interface CompanySetup {
  /** Seeds in the simulators' form (simulators/README.md). */
  readonly quickbooks?: Readonly<Record<string, unknown>>;
  readonly billcom?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly quickbooksArgs?: readonly string[];
  readonly billcomArgs?: readonly string[];
  readonly webConnectorArgs?: readonly string[];
  readonly password?: string;
}

export interface UpdateResult {
  readonly result: string;
  readonly roundTrips: number;
  readonly progress: readonly number[];
  readonly status: string;
  readonly errors: readonly string[];
}

export interface QuickBooksLogEntry {
  readonly by: 'session' | 'person';
  readonly newMessageSetID?: string;
  readonly answeredFromStore?: boolean;
  readonly requests: readonly { readonly name: string; readonly statusCode?: number }[];
  /** How many records the answers carried. */
  readonly records: number;
  readonly fate: 'answered' | 'refused' | 'dropped' | 'killed';
}

export type Row = Record<string, string | boolean | null | Record<string, string>>;

export interface CompanyWorld {
  readonly id: string;
  readonly organization: string;
  readonly quickbooksUrl: string;
  readonly billcomUrl: string;
  readonly webConnectorUrl: string;
  /** One update of the Web Connector, now. */
  update(): Promise<UpdateResult>;
  /** Asks for a cycle and updates until it is over. */
  sync(): Promise<Cycle>;
  /** First preview, accept, first sync. */
  firstSync(): Promise<Cycle>;
  /** The schedule's cycle is due now: one update, and its end. */
  scheduled(): Promise<Cycle>;
  ask(): Promise<number>;
  /** Accepts the first preview. @returns the number of the first sync. */
  accept(): Promise<number>;
  /** Updates until the cycle that is due or running is over. */
  finish(): Promise<Cycle>;
  /** Waits until a cycle is over. */
  over(cycle: number): Promise<Cycle>;
  holds(): Promise<OpenHold[]>;
  counts(): Promise<EntityCounts[]>;
  operations(cycle: number): Promise<Operation[]>;
  /** The books as they stand in the simulators. */
  quickbooksBooks(): Promise<Record<string, Row[]>>;
  billcomBooks(): Promise<Record<string, Row[]>>;
  /** A person's edit at the QuickBooks PC: qbXML requests without their envelope. */
  quickbooksEdit(requests: string): Promise<void>;
  billcomEdit(
    action: 'create' | 'update' | 'delete' | 'undelete' | 'merge' | 'touch',
    edit: Record<string, unknown>,
  ): Promise<Row>;
  /** What people do in Bill.com besides editing rows: `pay`, `payment`, `approve`, `batch`, `nightly`. */
  billcomPerson(action: string, body: Record<string, unknown>): Promise<Row>;
  fault(which: 'quickbooks' | 'billcom' | 'webconnector', switches: unknown): Promise<void>;
  /** Starts QuickBooks again on its port after it was killed. */
  restartQuickBooks(): Promise<void>;
  /** Starts the Web Connector again, with another password if one is given. */
  restartWebConnector(newPassword?: string, extraArgs?: readonly string[]): Promise<void>;
  /** What the person at the PC does with the company file: `set`, `merge`, `backup`, `restore`. */
  quickbooksPerson(action: string, body: unknown): Promise<void>;
  /** Every message set that QuickBooks ran or refused. */
  quickbooksLog(): Promise<QuickBooksLogEntry[]>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  readonly quickbooks: () => RunningChild;
}

export const devKey = 'TESTDEVKEY';
const script = (name: string): string => path.resolve(`dist/simulators/${name}/main.js`);

/** A call to Bill.com that is cut off counts as not carried out much sooner than in production. */
const quickTimes = { BILLCOM_CALL_SECONDS: '20', BILLCOM_LATE_SECONDS: '2' };

export async function startWorld(options: { env?: Readonly<Record<string, string>> } = {}): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-e2e-'));
  const stack = await startDevStack({
    dataFolder: path.join(folder, 'data'),
    persistent: false,
    scripts: path.resolve('dist/src'),
    log: () => undefined,
    env: { ...quickTimes, ...options.env },
  });
  const sealer = createSealer([Buffer.from(stack.env.TIEOUT_SECRET_KEY, 'base64')]);
  const database = openDatabase({ url: stack.env.DATABASE_URL, sealer, connections: 5 });
  const children: (() => Promise<void>)[] = [];
  let isStopped = false;
  let count = 0;
  return {
    stack,
    database,
    company: (setup = {}) => {
      count += 1;
      return createCompany({
        folder: path.join(folder, `company${count}`),
        stack,
        database,
        setup,
        number: count,
        children,
        isStopped: () => isStopped,
      });
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(children.map((stop) => stop().catch(() => undefined)));
      await database.end();
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Making {
  readonly folder: string;
  readonly stack: DevStack;
  readonly database: Database;
  readonly setup: CompanySetup;
  readonly number: number;
  readonly children: (() => Promise<void>)[];
  /** What a test that was given up still does must start nothing any more: it would outlive the tests. */
  readonly isStopped: () => boolean;
}

async function createCompany({
  folder,
  stack,
  database,
  setup,
  number,
  children,
  isStopped,
}: Making): Promise<CompanyWorld> {
  mkdirSync(folder, { recursive: true });
  const organization = `008${String(number).padStart(17, '0')}`;
  const password = setup.password ?? 'a password';
  const write = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const start = async (name: string, args: readonly string[]): Promise<RunningChild> => {
    if (isStopped()) throw new Error(`the world has stopped: the ${name} is not started again`);
    return startChild({ name, script: script(name), args, logFile: path.join(folder, `${name}.log`) });
  };

  const quickbooksSeed = write('quickbooks.json', { companyName: `Company ${number}`, ...setup.quickbooks });
  const billcomSeed = write('billcom.json', {
    devKeys: [devKey],
    organizations: [
      {
        id: organization,
        name: `Company ${number}`,
        users: [{ userName: 'sync@example.com', password: 'secret', role: 'Administrator' }],
        ...setup.billcom,
      },
    ],
  });
  const quickbooksArgs = [
    '--file',
    path.join(folder, 'qbw'),
    '--seed',
    quickbooksSeed,
    ...(setup.quickbooksArgs ?? []),
  ];
  let quickbooks = await start('quickbooks', ['--port', '0', ...quickbooksArgs]);
  const quickbooksUrl = String(quickbooks.ready.listening);
  const billcom = await start('billcom', [
    '--port',
    '0',
    '--data',
    path.join(folder, 'bdc'),
    '--seed',
    billcomSeed,
    ...(setup.billcomArgs ?? []),
  ]);
  const billcomUrl = String(billcom.ready.listening);

  const ownerId = randomUUID();
  const fileId = randomUUID();
  const user = `company${number}`;
  const id = await database.asSystem(async (tx) =>
    insertCompany(tx, {
      name: `Company ${number}`,
      zone: 'America/Chicago',
      settings: readSettings(setup.settings),
      billcom: {
        v2Url: `${billcomUrl}/api/v2`,
        v3Url: `${billcomUrl}/connect/v3`,
        organizationId: organization,
        userName: 'sync@example.com',
      },
      billcomSecret: database.sealer.seal(JSON.stringify({ devKey, password: 'secret' })),
      webConnectorUser: user,
      webConnectorPasswordHash: await hashPassword('a password'),
      ownerId,
      fileId,
    }),
  );
  const gateway = stack.env.GATEWAY_PUBLIC_URL.replace('127.0.0.1', 'localhost');
  const qwc = write(
    'company.qwc',
    writeQwc({
      appName: 'Tieout',
      appUrl: `${gateway}/qbwc`,
      supportUrl: `${gateway}/support`,
      description: 'end-to-end test',
      userName: user,
      ownerID: ownerId,
      fileID: fileId,
      runEveryMinutes: 15,
      personalData: 'notNeeded',
      unattended: 'optional',
    }),
  );
  const webConnectorArgs = [
    '--qwc',
    qwc,
    '--password',
    password,
    '--quickbooks',
    quickbooksUrl,
    '--noop-seconds',
    '0.2',
    ...(setup.webConnectorArgs ?? []),
  ];
  let webConnector = await start('webconnector', webConnectorArgs);
  children.push(
    () => quickbooks.stop(),
    () => billcom.stop(),
    () => webConnector.stop(),
  );

  const webConnectorUrl = (): string => String(webConnector.ready.listening);
  const update = (): Promise<UpdateResult> => post<UpdateResult>(`${webConnectorUrl()}/update`);
  const ask = (): Promise<number> =>
    database.inCompany(id, async (tx) => {
      const cycle = await requestCycleNow(tx, id, { by: 'a test' });
      return cycle.number;
    });
  const peek = (cycle: number) => database.inCompany(id, (tx) => loadCycle(tx, id, cycle));
  const over = async (cycle: number): Promise<Cycle> =>
    eventually(`cycle ${cycle} is over`, async () => {
      const row = await peek(cycle);
      return row && row.state !== 'due' && row.state !== 'running' ? row : undefined;
    });
  const untilOver = async (cycle: number): Promise<Cycle> =>
    eventually(`cycle ${cycle} is over, with updates`, async () => {
      await update();
      const row = await Promise.race([over(cycle), pause(500).then(() => peek(cycle))]);
      return row && row.state !== 'due' && row.state !== 'running' ? row : undefined;
    });
  const world: CompanyWorld = {
    id,
    organization,
    quickbooksUrl,
    billcomUrl,
    get webConnectorUrl() {
      return webConnectorUrl();
    },
    update,
    ask,
    over,
    sync: async () => untilOver(await ask()),
    scheduled: async () => {
      await database.inCompany(id, (tx) => tx.query('update company set due_at = now() where id = $1', [id]));
      await update();
      return world.finish();
    },
    accept: async () => (await database.inCompany(id, (tx) => acceptPreview(tx, id, 'a test'))).number,
    finish: async () => {
      const latest = await database.inCompany(id, (tx) => latestCycles(tx, id, 2));
      const open = latest.find((each) => each.state === 'running') ?? latest[0];
      if (!open) throw new Error('there is no cycle');
      return untilOver(open.number);
    },
    firstSync: async () => {
      const [latest] = await database.inCompany(id, (tx) => latestCycles(tx, id, 1));
      if (latest?.state !== 'waitingForAccept') await untilOver(await ask());
      return untilOver(await world.accept());
    },
    holds: () => database.inCompany(id, (tx) => openHoldsOf(tx, id)),
    counts: () => database.inCompany(id, (tx) => countEntities(tx, id)),
    operations: (cycle) => database.inCompany(id, (tx) => operationsOfCycle(tx, id, cycle)),
    quickbooksBooks: () => get(`${quickbooksUrl}/books`),
    billcomBooks: async () => {
      const books = await get<{ entities?: Record<string, Row[]> } & Record<string, Row[]>>(
        `${billcomUrl}/books?organization=${organization}`,
      );
      return books.entities ?? books;
    },
    quickbooksEdit: async (requests) => {
      const message = `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">${requests}</QBXMLMsgsRq></QBXML>`;
      const { response = '', hresult } = await post<{ response?: string; hresult?: string }>(
        `${quickbooksUrl}/person/process`,
        message,
      );
      if (hresult || /statusCode="(?!0")\d+"/.test(response))
        throw new Error(`the person's edit was refused: ${hresult ?? response}`);
    },
    billcomEdit: (action, edit) => post<Row>(`${billcomUrl}/person/${action}`, { organization, ...edit }),
    billcomPerson: (action, body) => post<Row>(`${billcomUrl}/person/${action}`, body),
    fault: async (which, switches) => {
      const url = { quickbooks: quickbooksUrl, billcom: billcomUrl, webconnector: webConnectorUrl() }[which];
      await post(`${url}/faults`, switches);
    },
    restartQuickBooks: async () => {
      await quickbooks.kill();
      quickbooks = await start('quickbooks', ['--port', new URL(quickbooksUrl).port, ...quickbooksArgs]);
    },
    restartWebConnector: async (newPassword, extraArgs = []) => {
      await webConnector.kill();
      const args = webConnectorArgs.map((arg, index) =>
        newPassword !== undefined && webConnectorArgs[index - 1] === '--password' ? newPassword : arg,
      );
      webConnector = await start('webconnector', [...args, '--skip-adding', ...extraArgs]);
    },
    quickbooksPerson: (action, body) => post(`${quickbooksUrl}/person/${action}`, body),
    quickbooksLog: async () => (await get<{ entries: QuickBooksLogEntry[] }>(`${quickbooksUrl}/log`)).entries,
    pause: () =>
      database.inCompany(id, async (tx) => {
        await setPaused(tx, id, 'a test');
        await enqueueSignal(tx, id, 'pause');
      }),
    resume: () =>
      database.inCompany(id, async (tx) => {
        await setResumed(tx, id);
        await enqueueSignal(tx, id, 'resume');
      }),
    quickbooks: () => quickbooks,
  };
  return world;
}

/** Waits for a condition, with a limit far above what it takes; never for a time. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 45_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > until) throw new Error(`waited in vain: ${what}`);
    await pause(50);
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  return (await response.json()) as T;
}

async function post<T = unknown>(url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: { 'content-type': typeof body === 'string' ? 'text/xml' : 'application/json' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
