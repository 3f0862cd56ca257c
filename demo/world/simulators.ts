import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChild, type RunningChild } from '../../src/runtime/childProcess';
import type { BillcomCall, BillcomRow, Books, QuickBooksLogEntry, QuickBooksRow } from '../checks/evidence';
import type { PayablesBooks } from '../checks/payables/books';
import type { ReceivablesBooks } from '../checks/receivables/books';
import { booksOf, payablesOf, receivablesOf, type Everything } from './bothBooks';
import { get, pause, post } from './http';

/** One update of the Web Connector, as it tells of it. */
export interface Update {
  readonly result: 'done' | 'none' | 'nvu' | 'busy' | 'postponed' | 'error';
  readonly roundTrips: number;
  readonly status: string;
  readonly errors: readonly string[];
  readonly durationMs: number;
}

/** Other people's software, simulated: QuickBooks, its Web Connector and Bill.com. */
export interface Simulators {
  readonly quickbooksUrl: string;
  readonly billcomUrl: string;
  readonly startedInMs: Readonly<Record<'quickbooks' | 'billcom', number>>;
  webConnectorUrl(): string;
  /** Adds the .qwc file, as its owner does by opening it. `every`: seconds; without it updates run when told to. */
  startWebConnector(qwc: { file: string; password: string; every?: number }): Promise<void>;
  /** “Update Selected”. */
  update(): Promise<Update>;
  /** “Update Selected” again and again while something else runs. */
  updateWhile<T>(work: Promise<T>): Promise<{ value: T; updates: Update[] }>;
  books(): Promise<Books>;
  /** Bills, credits, payments, transfers and what else is posted. */
  payables(): Promise<PayablesBooks>;
  /** Invoices, credit memos, received payments, transfers and what else is posted. */
  receivables(): Promise<ReceivablesBooks>;
  quickbooksLog(since?: number): Promise<QuickBooksLogEntry[]>;
  billcomLog(since?: number): Promise<BillcomCall[]>;
  /** Typed in at the QuickBooks PC: qbXML requests without their envelope. */
  typeInQuickBooks(requests: string): Promise<void>;
  typeInBillcom(action: 'create' | 'update' | 'delete', edit: Record<string, unknown>): Promise<BillcomRow>;
  /** Done in a window at the QuickBooks PC: `new`, `edit`, `set`. */
  atQuickBooks(action: string, what: object): Promise<QuickBooksRow>;
  /** Done in Bill.com's web application beside editing rows: `pay`, `payment`, `batch`. */
  atBillcom(action: string, what: object): Promise<BillcomRow>;
  fault(which: 'quickbooks' | 'webconnector' | 'billcom', switches: unknown): Promise<void>;
  stop(): Promise<void>;
}

export interface SimulatorOptions {
  readonly folder: string;
  readonly logs: string;
  readonly organization: string;
  readonly seeds: { readonly quickbooks: unknown; readonly billcom: unknown };
  readonly zone: string;
  /** Multiplies what they cost. */
  readonly pace: number;
}

/** What the simulated programs take for their work, in milliseconds; printed at the start. */
export const COST = {
  quickbooks: { request: 30, record: 2 },
  billcom: { request: 80, record: 2 },
} as const;

const script = (name: string): string => path.resolve(__dirname, `../../simulators/${name}/main.js`);

export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { folder, logs, organization, pace } = options;
  mkdirSync(folder, { recursive: true });
  const children: RunningChild[] = [];
  const start = async (name: string, args: readonly string[]): Promise<RunningChild> => {
    const child = await startChild({
      name,
      script: script(name),
      args,
      logFile: path.join(logs, `${name}.log`),
    });
    children.push(child);
    return child;
  };
  const seed = (name: string, content: unknown): string => {
    const file = path.join(folder, `${name}-seed.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const cost = ({ request, record }: { request: number; record: number }): string[] => [
    '--ms-per-request',
    String(Math.round(request * pace)),
    '--ms-per-record',
    String(Math.round(record * pace)),
  ];
  const [quickbooks, billcom] = await Promise.all([
    start('quickbooks', [
      ...['--file', path.join(folder, 'quickbooks'), '--seed', seed('quickbooks', options.seeds.quickbooks)],
      ...['--zone', options.zone, ...cost(COST.quickbooks)],
    ]),
    start('billcom', [
      ...['--data', path.join(folder, 'billcom'), '--seed', seed('billcom', options.seeds.billcom)],
      ...cost(COST.billcom),
    ]),
  ]);
  const quickbooksUrl = String(quickbooks.ready.listening);
  const billcomUrl = String(billcom.ready.listening);
  let webConnector: RunningChild | undefined;
  const webConnectorUrl = (): string => String(webConnector?.ready.listening);
  const update = (): Promise<Update> => post<Update>(`${webConnectorUrl()}/update`);
  const everything = async (): Promise<[Everything<QuickBooksRow>, Everything<BillcomRow>]> => {
    const [fromQuickBooks, fromBillcom] = await Promise.all([
      get<Everything<QuickBooksRow>>(`${quickbooksUrl}/books`),
      get<{ entities: Everything<BillcomRow> }>(`${billcomUrl}/books?organization=${organization}`),
    ]);
    return [fromQuickBooks, fromBillcom.entities];
  };
  const urls = { quickbooks: () => quickbooksUrl, billcom: () => billcomUrl, webconnector: webConnectorUrl };
  return {
    quickbooksUrl,
    billcomUrl,
    startedInMs: { quickbooks: quickbooks.startedInMs, billcom: billcom.startedInMs },
    webConnectorUrl,
    startWebConnector: async ({ file, password, every }) => {
      await webConnector?.stop();
      webConnector = await start('webconnector', [
        ...['--qwc', file, '--password', password, '--quickbooks', quickbooksUrl, '--noop-seconds', '1'],
        ...(every === undefined ? [] : ['--every', String(every), '--skip-adding']),
      ]);
    },
    update,
    updateWhile: async (work) => {
      const updates: Update[] = [];
      let isOver = false;
      const over = (): void => void (isOver = true);
      work.then(over, over);
      while (!isOver) {
        const outcome = await update();
        if (outcome.result !== 'none') updates.push(outcome);
        if (!isOver) await Promise.race([work.then(over, over), pause(300)]);
      }
      return { value: await work, updates };
    },
    books: async () => booksOf(...(await everything())),
    payables: async () => payablesOf(...(await everything())),
    receivables: async () => receivablesOf(...(await everything())),
    quickbooksLog: async (since = 0) =>
      (await get<{ entries: QuickBooksLogEntry[] }>(`${quickbooksUrl}/log?since=${since}`)).entries,
    billcomLog: (since = 0) => get(`${billcomUrl}/log?since=${since}`),
    typeInQuickBooks: async (requests) => {
      const message = `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">${requests}</QBXMLMsgsRq></QBXML>`;
      const answer = await post<{ response?: string; hresult?: string }>(
        `${quickbooksUrl}/person/process`,
        message,
      );
      const refused = answer.hresult ?? /statusCode="(?!0")\d+"[^>]*/.exec(answer.response ?? '')?.[0];
      if (refused) throw new Error(`QuickBooks refused what was typed in: ${refused}`);
    },
    typeInBillcom: (action, edit) => post(`${billcomUrl}/person/${action}`, { organization, ...edit }),
    atQuickBooks: (action, what) => post(`${quickbooksUrl}/person/${action}`, what),
    atBillcom: (action, what) => post(`${billcomUrl}/person/${action}`, what),
    fault: async (which, switches) => {
      await post(`${urls[which]()}/faults`, switches);
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.stop(3_000)));
    },
  };
}
