import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { billcomServer } from '../../../simulators/billcom/server';
import { Service } from '../../../simulators/billcom/service';
import { writeBillcom } from '../../../src/activities/billcom/writeBillcom';
import type { ActivityDeps, BillcomCallTimes } from '../../../src/activities/deps';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../../../src/billcom';
import { insertCompany } from '../../../src/ledger/companies';
import { requestCycle } from '../../../src/ledger/cycles';
import { openDatabase, type Database, type Transaction } from '../../../src/ledger/database';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import type { BillcomWrite, WriteResult } from '../../../src/workflows/jobs';
import { createTestDatabase } from '../../support/database';

/** Steps of Bill.com's lane, from Postgres to the simulated Bill.com. */
export interface BillcomScene {
  readonly database: Database;
  readonly companyId: string;
  readonly deps: ActivityDeps;
  readonly service: Service;
  /** The organization's id in the simulator. */
  readonly organization: string;
  /** Begins a cycle. @returns its number */
  begin(): Promise<number>;
  /** One attempt of a step. @returns its result or its failure, and the calls it made (logins apart). */
  write(
    cycle: number,
    step: Pick<BillcomWrite, 'entity' | 'phase'>,
  ): Promise<{ result?: WriteResult; failure?: unknown; calls: string[] }>;
  in<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Rows of a statement whose $1 is the company. */
  rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]>;
  end(): Promise<void>;
}

const organization = '00801ROCKCASTLE00001';
const silent = () => undefined;

export async function openBillcomScene(
  seed: Readonly<Record<string, unknown>> = {},
  times: Partial<BillcomCallTimes> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<BillcomScene> {
  const postgres = await createTestDatabase();
  const database = openDatabase({
    url: postgres.url,
    sealer: createSealer([Buffer.alloc(32, 7)]),
    connections: 4,
  });
  const service = new Service({
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organization,
          name: 'Rock Castle Construction',
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          ...seed,
        },
      ],
    },
  });
  const server: Server = billcomServer(service);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const companyId = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: 'Rock Castle',
      zone: 'America/Chicago',
      settings: readSettings(settings),
      billcom: {
        v2Url: `${base}/api/v2`,
        v3Url: `${base}/connect/v3`,
        organizationId: organization,
        userName: 'tieout',
      },
      billcomSecret: Buffer.alloc(1),
      webConnectorUser: 'a',
      webConnectorPasswordHash: '',
      ownerId: '11111111-1111-4111-8111-111111111111',
      fileId: '22222222-2222-4222-8222-222222222222',
    }),
  );
  const [sessions, v3Sessions] = [memorySessionStore(), memorySessionStore()];
  const deps: ActivityDeps = {
    database,
    doorbell: { rung: () => Promise.resolve(), end: () => Promise.resolve() },
    log: { info: silent, warn: silent, error: silent },
    billcomCalls: { callLimitMs: 10_000, lateMarginMs: 0, stoppedRetryMs: 300_000, ...times },
    billcomFor: (company) =>
      createBillcomClient({
        connection: { ...company.billcom, devKey: 'dev-key', password: 'token-value' },
        sessions,
        v3Sessions,
        budget: memoryCallBudget(),
        slots: memoryCallSlots(),
        sleep: async () => undefined,
      }),
  };
  const inCompany = <T>(work: (tx: Transaction) => Promise<T>) => database.inCompany(companyId, work);
  return {
    database,
    companyId,
    deps,
    service,
    organization,
    begin: () => inCompany(async (tx) => (await requestCycle(tx, companyId, { by: 'schedule' })).number),
    write: async (cycle, step) => {
      const since = service.log.since(0).length;
      const environment = new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });
      const job = () => writeBillcom(deps, { companyId, cycle, ...step });
      const work = environment.run<[], WriteResult, typeof job>(job);
      const ended = await work.then(
        (result) => ({ result }),
        (failure: unknown) => ({ failure }),
      );
      const calls = service.log.since(since).filter(({ path }) => path !== 'Login');
      return { ...ended, calls: calls.map(({ path }) => path) };
    },
    in: inCompany,
    rows: (sql, ...values) =>
      inCompany(async (tx) => (await tx.query(sql, [companyId, ...values])).rows as never),
    end: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      service.close();
      await database.end();
      await postgres.drop();
    },
  };
}
