import { setTimeout as wait } from 'node:timers/promises';
import type { CompanyWorld, World } from '../scripts/world';
import type { Transaction } from '../src/ledger/database';
import { loadCycle, type Cycle } from '../src/ledger/cycles';
import { stepsOf } from '../src/ledger/steps';
import type { CostModel } from './cycles';

/** One cycle, and what the simulators' cost model takes for the same requests. */
export interface Timed {
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
/** How soon the Web Connector calls again while a cycle runs. */
const callEveryMs = 5_000;

/** Both books are worked on side by side. */
export const leastOf = ({ quickbooksMs, billcomMs }: Timed): number => Math.max(quickbooksMs, billcomMs);

export const costArgs = ({ msPerRequest, msPerRecord }: CostModel['quickbooks']): string[] => [
  '--ms-per-request',
  String(msPerRequest),
  '--ms-per-record',
  String(msPerRecord),
];

/** Cycles of one company, each with what it cost. */
export class TimedCycles {
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
      // Bill.com may be written long after QuickBooks was let go: every call of the Web Connector is a slow-hashed password.
      for (const next = Date.now() + callEveryMs; Date.now() < next;) {
        const cycle = await look();
        if (cycle?.state === 'ended' || cycle?.state === 'waitingForAccept') return;
        if (cycle?.state === 'failed' || cycle?.state === 'interrupted')
          throw new Error(`cycle ${String(number)} ${cycle.state}: ${cycle.message ?? ''}`);
        await wait(50);
      }
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
