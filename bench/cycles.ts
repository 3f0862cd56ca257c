import { Client, Connection } from '@temporalio/client';
import { companyWorkflowId, cycleWorkflowId } from '../src/workflows/messages';
import { startWorld, type CompanyWorld, type World } from '../scripts/world';
import { booksOfSize, median, type BookSize } from './figures';

/** What the simulated programs cost; added to what our side takes. */
export interface CostModel {
  readonly quickbooks: { readonly msPerRequest: number; readonly msPerRecord: number };
  readonly billcom: { readonly msPerRequest: number; readonly msPerRecord: number };
}

export interface CyclesMeasured {
  readonly costs: CostModel;
  readonly books: BookSize;
  readonly preview: CycleCost;
  /** Records of both books when it was over, by the time of preview and sync together. */
  readonly firstSync: CycleCost & { readonly records: number; readonly recordsPerSecond: number };
  /** Medians of as many idle cycles. */
  readonly idle: CycleCost & { readonly cycles: number };
}

/** A cycle from the Web Connector's call to its end, both workflows. */
interface CycleCost {
  readonly wallMs: number;
  /** What QuickBooks (from hand-out to answer) and Bill.com (by its cost model) took of it. */
  readonly outsideMs: number;
  readonly roundTrips: number;
  readonly billcomCalls: number;
  readonly events: number;
  readonly historyBytes: number;
}

const idleCycles = 5;

/** The real processes against simulators with a stated cost. */
export async function measureCycles(costs: CostModel, books: BookSize): Promise<CyclesMeasured> {
  const world = await startWorld();
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = world.stack.env;
  const connection = await Connection.connect({ address: TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection, namespace: TEMPORAL_NAMESPACE });
    const company = await world.company({
      ...booksOfSize(books),
      quickbooksArgs: costArgs(costs.quickbooks),
      billcomArgs: costArgs(costs.billcom),
    });
    const run = new MeasuredCycles(world, client, company, costs);
    const preview = await run.cycle(async () => {
      await company.ask();
      return company.finish();
    });
    const first = await run.cycle(async () => {
      await company.accept();
      return company.finish();
    });
    const records = (await company.counts()).reduce(
      (sum, { quickbooks, billcom }) => sum + quickbooks + billcom,
      0,
    );
    const idle: CycleCost[] = [];
    for (let count = 0; count < idleCycles; count += 1) idle.push(await run.cycle(() => company.scheduled()));
    const middle = (field: keyof CycleCost): number => median(idle.map((each) => each[field]));
    return {
      costs,
      books,
      preview,
      firstSync: {
        ...first,
        records,
        recordsPerSecond: (records * 1_000) / (preview.wallMs + first.wallMs),
      },
      idle: {
        cycles: idleCycles,
        wallMs: middle('wallMs'),
        outsideMs: middle('outsideMs'),
        roundTrips: middle('roundTrips'),
        billcomCalls: middle('billcomCalls'),
        events: middle('events'),
        historyBytes: middle('historyBytes'),
      },
    };
  } finally {
    await connection.close();
    await world.stop();
  }
}

const costArgs = ({ msPerRequest, msPerRecord }: CostModel['quickbooks']): string[] => [
  '--ms-per-request',
  String(msPerRequest),
  '--ms-per-record',
  String(msPerRecord),
];

class MeasuredCycles {
  constructor(
    private readonly world: World,
    private readonly client: Client,
    private readonly company: CompanyWorld,
    private readonly costs: CostModel,
  ) {}

  async cycle(run: () => Promise<{ number: number }>): Promise<CycleCost> {
    const before = await this.#state();
    const { number } = await run();
    const after = await this.#state();
    const { id } = this.company;
    const own = await this.#history(cycleWorkflowId(id, number));
    const trips = await this.world.database.inCompany(id, async (tx) => {
      const { rows } = await tx.query<{ count: number; ms: number }>(
        `select count(*)::int as count, coalesce(sum(extract(epoch from answered_at - sent_at) * 1000), 0)::float as ms
           from exchange where company_id = $1 and cycle = $2 and sent_at is not null`,
        [id, number],
      );
      return rows[0] ?? { count: 0, ms: 0 };
    });
    const wall = await this.world.database.inCompany(id, async (tx) => {
      const { rows } = await tx.query<{ ms: number }>(
        `select extract(epoch from cycle.ended_at - least(cycle.started_at, session.opened_at)) * 1000 as ms
           from cycle left join lateral (select min(opened_at) as opened_at from web_connector_session
                                          where company_id = $1 and web_connector_session.cycle = $2) session on true
          where cycle.company_id = $1 and number = $2`,
        [id, number],
      );
      return Number(rows[0]?.ms ?? 0);
    });
    const billcomCalls = after.billcom.calls - before.billcom.calls;
    return {
      wallMs: wall,
      outsideMs: Math.round(
        trips.ms +
          billcomCalls * this.costs.billcom.msPerRequest +
          (after.billcom.rows - before.billcom.rows) * this.costs.billcom.msPerRecord,
      ),
      roundTrips: trips.count,
      billcomCalls,
      events: after.history.events - before.history.events + own.events,
      historyBytes: after.history.bytes - before.history.bytes + own.bytes,
    };
  }

  async #state() {
    const workflowId = companyWorkflowId(this.company.id);
    // Before the first cycle there is none.
    const history = await this.#atRest(workflowId).catch(() => ({ events: 0, bytes: 0 }));
    const response = await fetch(`${this.company.billcomUrl}/cost`);
    return { history, billcom: (await response.json()) as { calls: number; rows: number } };
  }

  async #history(workflowId: string): Promise<{ events: number; bytes: number }> {
    const { historyLength, historySize } = await this.client.workflow.getHandle(workflowId).describe();
    return { events: historyLength, bytes: historySize ?? 0 };
  }

  async #atRest(workflowId: string): Promise<{ events: number; bytes: number }> {
    for (let last = -1; ;) {
      const now = await this.#history(workflowId);
      if (now.events === last) return now;
      last = now.events;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
