import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { billcomClients } from '../src/activities/billcom/clientFor';
import type { BillcomClient } from '../src/billcom/client';
import { callsShared } from '../src/billcom/fairShare';
import { vendorRow } from '../src/billcom/wire/vendor';
import { insertCompany, loadCompany } from '../src/ledger/companies';
import { openDatabase, type Database } from '../src/ledger/database';
import { migrate } from '../src/ledger/migrate';
import { createSealer } from '../src/ledger/sealed';
import { readSettings } from '../src/ledger/settings';
import { startChild } from '../src/runtime/childProcess';
import { startPostgres } from '../src/runtime/postgres';
import type { CostModel } from './cycles';
import { median } from './figures';

/** What idle companies waited for their calls while another company of the same developer key did a first load. */
export interface CallsMeasured {
  readonly companies: number;
  readonly callsPerCycle: number;
  readonly cost: CostModel['billcom'];
  /** What the simulator's cost model itself takes for a cycle's calls, one after the other. */
  readonly leastMs: number;
  readonly alone: IdleCycles;
  /** While the first load uses up its share. */
  readonly duringLoad: IdleCycles;
  /** While it has used its share and lives on what the others let pass. */
  readonly afterShare: IdleCycles;
  readonly load: {
    readonly callsPerSecond: number;
    /** Calls before it had to wait the first time, and how long it was told to. */
    readonly callsAtOnce: number;
    readonly firstWaitMs: number;
  };
  /** With one pot for all, everybody would wait this long once the load had emptied it. */
  readonly onePotWaitMs: number;
}

export interface IdleCycles {
  readonly cycles: number;
  readonly medianMs: number;
  readonly longestMs: number;
  /** Cycles that were refused a call. */
  readonly refused: number;
}

const callsPerCycle = 15;
const rowsPerCall = 50;
const hourMs = 3_600_000;
const devKey = 'BENCHKEY';
const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** The budget and the leases in Postgres, real clients, the simulated Bill.com; one company loads, the others are idle. */
export async function measureCalls(
  cost: CostModel['billcom'],
  { companies, idleCycles }: { companies: number; idleCycles: number },
): Promise<CallsMeasured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-bench-'));
  const postgres = await startPostgres({ dataFolder: path.join(folder, 'postgres'), persistent: false });
  await migrate(postgres.url);
  const sealer = createSealer([Buffer.alloc(32, 7)]);
  const database = openDatabase({ url: postgres.url, sealer, connections: 10 });
  const organizations = Array.from({ length: companies }, (_, n) => `008${String(n).padStart(17, '0')}`);
  const seed = path.join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify(seedOf(organizations)));
  const billcom = await startChild({
    name: 'billcom',
    script: path.resolve('dist/simulators/billcom/main.js'),
    args: ['--seed', seed, ...costArgs(cost)],
    logFile: path.join(folder, 'billcom.log'),
  });
  const load = new AbortController();
  try {
    const clientOf = billcomClients(database, log, {
      callLimitMs: 60_000,
      lateMarginMs: 0,
      stoppedRetryMs: 300_000,
    });
    const clients: BillcomClient[] = [];
    for (const organization of organizations) {
      const company = await addCompany(database, String(billcom.ready.listening), organization);
      clients.push(clientOf(company));
    }
    const [loading, ...idle] = clients as [BillcomClient, ...BillcomClient[]];
    // Signed in, and known to the key: each company has its share.
    for (const client of clients) await client.currentTime();
    let next = 0;
    const turn = async (): Promise<IdleCycles> => {
      const many = idle.slice(next, (next += idleCycles));
      return idleCyclesOf(many);
    };
    const alone = await turn();
    const loader = firstLoad(loading, load.signal);
    const duringLoad = await turn();
    const firstWait = await loader.mustWait;
    const afterShare = await turn();
    const onePotWaitMs = Math.max(0, hourMs - (callsShared / firstWait.callsPerSecond) * 1_000);
    return {
      companies,
      callsPerCycle,
      cost,
      leastMs: callsPerCycle * (cost.msPerRequest + cost.msPerRecord),
      alone,
      duringLoad,
      afterShare,
      load: firstWait,
      onePotWaitMs,
    };
  } finally {
    load.abort();
    await billcom.stop();
    await database.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const seedOf = (organizations: readonly string[]) => ({
  devKeys: [devKey],
  organizations: organizations.map((id) => ({
    id,
    name: id,
    syncTokens: [{ name: 'sync', value: 'token' }],
    vendors: [{ name: 'A vendor' }],
  })),
});

const costArgs = ({ msPerRequest, msPerRecord }: CostModel['billcom']): string[] => [
  '--ms-per-request',
  String(msPerRequest),
  '--ms-per-record',
  String(msPerRecord),
];

async function addCompany(database: Database, url: string, organizationId: string) {
  const id = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: organizationId,
      zone: 'America/Chicago',
      settings: readSettings({}),
      billcom: { v2Url: `${url}/api/v2`, v3Url: `${url}/connect/v3`, organizationId, userName: 'sync' },
      billcomSecret: database.sealer.seal(JSON.stringify({ devKey, password: 'token' })),
      webConnectorUser: organizationId,
      webConnectorPasswordHash: '',
      ownerId: randomUUID(),
      fileId: randomUUID(),
    }),
  );
  return database.inCompany(id, (tx) => loadCompany(tx, id));
}

/** One company's idle cycle after the other: lists of one row, as often as an idle cycle may call. */
async function idleCyclesOf(clients: readonly BillcomClient[]): Promise<IdleCycles> {
  const times: number[] = [];
  let refused = 0;
  for (const client of clients) {
    const began = performance.now();
    try {
      for (let call = 0; call < callsPerCycle; call += 1)
        for await (const page of client.list('Vendor', vendorRow))
          if (page.rows.length !== 1) throw new RangeError('the list should have one row');
      times.push(performance.now() - began);
    } catch (error) {
      if ((error as { class?: unknown }).class !== 'throttle') throw error;
      refused += 1;
    }
  }
  return {
    cycles: clients.length,
    medianMs: times.length > 0 ? median(times) : NaN,
    longestMs: Math.max(...times),
    refused,
  };
}

/** Writes without end, two calls at once, coming back when it is told to; tells of the first time that it had to wait. */
function firstLoad(client: BillcomClient, signal: AbortSignal): { mustWait: Promise<CallsMeasured['load']> } {
  const began = performance.now();
  let calls = 0;
  const mustWait = new Promise<CallsMeasured['load']>((resolve, reject) => {
    const stream = async (): Promise<void> => {
      while (!signal.aborted) {
        const rows = Array.from({ length: rowsPerCall }, () => ({ name: randomUUID() }));
        const [first] = await client.bulk('Create', 'Vendor', rows, vendorRow);
        if (!first || first.ok) {
          calls += 1;
          continue;
        }
        if (signal.aborted) return;
        const { class: kind, retryAfterMs: firstWaitMs } = first.error;
        if (kind !== 'throttle' || firstWaitMs === undefined) throw first.error;
        const seconds = (performance.now() - began) / 1_000;
        resolve({ callsPerSecond: calls / seconds, callsAtOnce: calls, firstWaitMs });
        await wait(firstWaitMs, undefined, { signal }).catch(silent);
      }
    };
    Promise.all([stream(), stream()]).catch(reject);
  });
  return { mustWait };
}
