import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startWorld, type CompanyWorld, type World } from '../scripts/world';
import { loadCycle, type Cycle } from '../src/ledger/cycles';
import { stepsOf } from '../src/ledger/steps';
import type { Transaction } from '../src/ledger/database';
import type { CostModel } from './cycles';

/** A first sync (preview, accept, sync) of two large books that know part of each other. */
export interface FirstSyncMeasured {
  readonly costs: CostModel;
  /** Records in both books before it, and those that it made. */
  readonly records: number;
  readonly made: number;
  readonly preview: Timed;
  readonly sync: Timed;
  readonly wallMs: number;
  /** What the simulators' cost model takes for the same requests when nothing else takes any time. */
  readonly leastMs: number;
  readonly msPerRecord: number;
  /** Resident memory, and what of its heap was in use after collections where that was asked for: they cost time. */
  readonly worker: {
    readonly idleMb: number;
    readonly peakMb: number;
    readonly liveHeapMb: number | undefined;
  };
}

interface Timed {
  readonly wallMs: number;
  /** QuickBooks runs one request at a time. */
  readonly quickbooksMs: number;
  /** Bill.com takes two calls at a time. */
  readonly billcomMs: number;
  readonly webConnector: RoundTrips;
  readonly steps: readonly { readonly step: string; readonly records: number; readonly ms: number }[];
}

/** What the gateway saw of QuickBooks: exchanges, how long they were out, and how long QuickBooks had nothing to do. */
export interface RoundTrips {
  readonly count: number;
  /** From hand-out to answer: QuickBooks and its simulator, two calls of the Web Connector, and taking the answer in. */
  readonly outMs: number;
  /** From an answer to the next hand-out. */
  readonly idleMs: number;
  /** The longest of these waits, with the steps on both sides. */
  readonly longest: readonly { readonly after: string; readonly before: string; readonly ms: number }[];
}

/** The calls that one organization of Bill.com takes at once, as Tieout uses them. */
const callsAtOnce = 2;
const limitMs = 3_600_000;

export async function measureFirstSync(
  costs: CostModel,
  records: number,
  { looksIntoHeap = false } = {},
): Promise<FirstSyncMeasured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-bench-'));
  const heapFile = path.join(folder, 'heap');
  const world = await startWorld({
    env: { BILLCOM_CALL_SECONDS: '120', ...(looksIntoHeap ? liveHeap(heapFile) : {}) },
  });
  try {
    const company = await world.company({
      ...largeBooks(records),
      quickbooksArgs: costArgs(costs.quickbooks),
      billcomArgs: [...costArgs(costs.billcom), '--hourly-limit', '1000000'],
    });
    const memory = watchMemory(world.stack.process('worker').pid);
    const run = new Run(world, company, costs);
    const preview = await run.cycle(await company.ask());
    const sync = await run.cycle(await company.accept());
    const { idleMb, peakMb } = await memory.end();
    expectAgreement(records, await company.counts());
    const wallMs = preview.wallMs + sync.wallMs;
    return {
      costs,
      records,
      made: (records * 3) / 5,
      preview,
      sync,
      wallMs,
      leastMs: leastOf(preview) + leastOf(sync),
      msPerRecord: wallMs / records,
      worker: {
        idleMb,
        peakMb,
        liveHeapMb: looksIntoHeap ? Number(readFileSync(heapFile, 'utf8')) : undefined,
      },
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the worker tell what of its heap is in use. */
const liveHeap = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--require ${path.join(__dirname, 'liveHeap.js')}`,
  BENCH_HEAP_FILE: file,
  BENCH_HEAP_SCRIPT: 'worker.js',
});

/** Both books are worked on side by side. */
const leastOf = ({ quickbooksMs, billcomMs }: Timed): number => Math.max(quickbooksMs, billcomMs);

/**
 * Three fifths of the records are QuickBooks' and two fifths Bill.com's, half vendors and half customers; a fifth of all
 * is in both under the same name. Everything has one time, as after an import.
 */
function largeBooks(records: number) {
  const fifth = records / 5;
  const part = (from: number, to: number, kind: string): string[] =>
    Array.from(
      { length: Math.round(to / 2) - Math.round(from / 2) },
      (_, index) => `${kind} ${String(Math.round(from / 2) + index + 1).padStart(6, '0')}`,
    );
  const phone = (name: string): string => `503-${name.slice(-6, -3)}-${name.slice(-3)}0`;
  const inQuickBooks = (kind: string) =>
    part(0, 3 * fifth, kind).map((Name) => ({
      Name,
      CompanyName: Name,
      Phone: phone(Name),
      Email: `${Name.slice(-6)}@example.com`,
    }));
  const inBillcom = (kind: string) =>
    part(2 * fifth, 4 * fifth, kind).map((name) => ({ name, phone: phone(name) }));
  return {
    quickbooks: { vendors: inQuickBooks('Vendor'), customers: inQuickBooks('Customer') },
    billcom: { vendors: inBillcom('Vendor'), customers: inBillcom('Customer') },
  };
}

const costArgs = ({ msPerRequest, msPerRecord }: CostModel['quickbooks']): string[] => [
  '--ms-per-request',
  String(msPerRequest),
  '--ms-per-record',
  String(msPerRecord),
];

/** What was measured counts only when all of it was synced. */
function expectAgreement(
  records: number,
  counts: readonly { entity: string; quickbooks: number; billcom: number; linked: number }[],
): void {
  const things = (records * 2) / 5;
  for (const entity of ['vendor', 'customer']) {
    const count = counts.find((each) => each.entity === entity);
    if (count?.linked !== things || count.quickbooks !== things || count.billcom !== things)
      throw new Error(
        `${String(things)} of ${entity} should be linked, but there are ${JSON.stringify(count)}`,
      );
  }
}

class Run {
  #requests = { quickbooks: 0, records: 0 };
  #calls = { calls: 0, rows: 0 };

  constructor(
    private readonly world: World,
    private readonly company: CompanyWorld,
    private readonly costs: CostModel,
  ) {}

  /** Lets the Web Connector call until the cycle is over. */
  async cycle(number: number): Promise<Timed> {
    const began = performance.now();
    await this.#over(number);
    const wallMs = performance.now() - began;
    const { id } = this.company;
    const webConnector = await this.world.database.inCompany(id, (tx) => roundTripsOf(tx, id, number));
    const steps = await this.world.database.inCompany(id, (tx) => stepsOf(tx, id, number));
    return {
      wallMs,
      webConnector,
      ...(await this.#model()),
      steps: steps.map(({ book, step, phase, done, startedAt, endedAt }) => ({
        step: `${book} ${step} ${phase}`,
        records: done,
        ms: startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : 0,
      })),
    };
  }

  async #over(number: number): Promise<void> {
    const { id } = this.company;
    const look = (): Promise<Cycle | undefined> =>
      this.world.database.inCompany(id, (tx) => loadCycle(tx, id, number));
    for (const until = Date.now() + limitMs; Date.now() < until;) {
      await this.company.update();
      const cycle = await look();
      if (cycle?.state === 'ended' || cycle?.state === 'waitingForAccept') return;
      if (cycle?.state === 'failed' || cycle?.state === 'interrupted')
        throw new Error(`cycle ${String(number)} ${cycle.state}: ${cycle.message ?? ''}`);
      await wait(100);
    }
    throw new Error(`cycle ${String(number)} was not over within an hour`);
  }

  /** What the cost model took since the last time it was asked for. */
  async #model(): Promise<Pick<Timed, 'quickbooksMs' | 'billcomMs'>> {
    const entries = (await this.company.quickbooksLog()).filter(({ by }) => by === 'session');
    const requests = {
      quickbooks: entries.reduce((sum, entry) => sum + entry.requests.length, 0),
      records: entries.reduce((sum, entry) => sum + entry.records, 0),
    };
    const response = await fetch(`${this.company.billcomUrl}/cost`);
    const calls = (await response.json()) as { calls: number; rows: number };
    const { quickbooks, billcom } = this.costs;
    const model = {
      quickbooksMs:
        (requests.quickbooks - this.#requests.quickbooks) * quickbooks.msPerRequest +
        (requests.records - this.#requests.records) * quickbooks.msPerRecord,
      billcomMs:
        ((calls.calls - this.#calls.calls) * billcom.msPerRequest +
          (calls.rows - this.#calls.rows) * billcom.msPerRecord) /
        callsAtOnce,
    };
    this.#requests = requests;
    this.#calls = { calls: calls.calls, rows: calls.rows };
    return model;
  }
}

async function roundTripsOf(tx: Transaction, companyId: string, cycle: number): Promise<RoundTrips> {
  const { rows } = await tx.query<RoundTrips>(
    `with exchanges as (
       select key, lag(key) over w as after, extract(epoch from answered_at - sent_at) * 1000 as out,
         extract(epoch from sent_at - lag(answered_at) over w) * 1000 as idle
       from exchange where company_id = $1 and cycle = $2 and answered_at is not null
       window w as (order by sent_at))
     select count(*)::int as count, coalesce(sum(out), 0)::float8 as "outMs", coalesce(sum(idle), 0)::float8 as "idleMs",
       (select jsonb_agg(l) from (
         select after, key as before, idle::float8 as ms from exchanges where idle is not null order by idle desc limit 12) l) as longest
     from exchanges`,
    [companyId, cycle],
  );
  return rows[0] as RoundTrips;
}

/** The resident memory of a process in megabytes: when it began, and the most that was seen. */
function watchMemory(pid: number): { end(): Promise<{ idleMb: number; peakMb: number }> } {
  const stop = new AbortController();
  const seen = (async () => {
    const idleMb = await residentMb(pid);
    let peakMb = idleMb;
    while (!stop.signal.aborted) {
      peakMb = Math.max(peakMb, await residentMb(pid));
      await wait(500, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    return { idleMb, peakMb };
  })();
  return {
    end: () => {
      stop.abort();
      return seen;
    },
  };
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) / 1_024;
}
