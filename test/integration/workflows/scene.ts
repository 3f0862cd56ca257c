import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { signalCompany } from '../../../src/processes/signalCompany';
import { tellFaults } from '../../../src/processes/tellFaults';
import type {
  BillcomActivities,
  CyclePlan,
  LedgerActivities,
  QuickBooksActivities,
  StepWork,
  WriteResult,
} from '../../../src/workflows/jobs';
import { sessionLostType } from '../../../src/workflows/jobs';
import type { CompanyStatus, CycleMode, CycleSummary } from '../../../src/workflows/messages';
import { companyWorkflowId, cycleWorkflowId, status, taskQueues } from '../../../src/workflows/messages';
import type { syncCycle } from '../../../src/workflows/syncCycle';

type Jobs = QuickBooksActivities & BillcomActivities & LedgerActivities;
type JobName = keyof Jobs;

/** A job as the fakes saw it. */
export interface Call {
  readonly job: JobName;
  readonly companyId: string;
  readonly cycle: number;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * The workflows as they are shipped, on a real Temporal server, with fake jobs: each is recorded and does what the test
 * says. One namespace per scene, since the task queues' names are constants.
 */
export interface Scene {
  readonly client: Client;
  /** What jobs do; the defaults find nothing to write. */
  readonly jobs: { -readonly [Name in JobName]: Jobs[Name] };
  company(): CompanyScene;
  stop(): Promise<void>;
}

export interface CompanyScene {
  readonly id: string;
  /** As the outbox sends it. */
  send(signal: string, payload?: Record<string, unknown>): Promise<void>;
  syncNow(cycle: number, mode?: CycleMode): Promise<void>;
  sessionOpened(sessionId: string, cycle: number): Promise<void>;
  status(): Promise<CompanyStatus>;
  cycle(number: number): WorkflowHandle<typeof syncCycle>;
  /** How a cycle ended; waits for its begin too. */
  over(number: number): Promise<CycleSummary>;
  /** The jobs so far, in order. */
  calls(job?: JobName): Call[];
  /** The jobs so far, in words: `writeBillcom vendor`. */
  story(): string[];
}

const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

// Workers say much that tests provoke on purpose.
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

export const bundle = { codePath: path.resolve('dist/workflow-bundle.js') };

export async function openScene(
  options: { address?: string; namespace?: string; client?: Client } = {},
): Promise<Scene> {
  const address = options.address ?? process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const namespace = options.namespace ?? (await newNamespace(clientConnection));
  const client = options.client ?? new Client({ connection: clientConnection, namespace });
  const seen: Call[] = [];
  const jobs: Scene['jobs'] = {
    readQuickBooks: async () => undefined,
    readBillcom: async () => undefined,
    reconcileWorkList: async () => nothingToWrite,
    writeQuickBooks: async () => written,
    writeBillcom: async () => written,
    sendEmails: async () => ({ waitMs: null }),
    readTieOut: async () => undefined,
    compareTieOut: async () => undefined,
    finishCycle: async () => undefined,
  };
  const recorded = (
    ...names: readonly JobName[]
  ): Record<string, (input: Call['input']) => Promise<unknown>> =>
    Object.fromEntries(
      names.map((job) => [
        job,
        (input: Call['input']) => {
          seen.push({ job, companyId: String(input.companyId), cycle: Number(input.cycle), input });
          return (jobs[job] as unknown as (input: Call['input']) => Promise<unknown>)(input);
        },
      ]),
    );
  const shared = { connection, namespace, interceptors: { activity: [tellFaults(noLog)] } };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: taskQueues.workflows,
      workflowBundle: bundle,
      activities: recorded('reconcileWorkList', 'compareTieOut', 'finishCycle'),
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.quickbooks,
      activities: recorded('readQuickBooks', 'writeQuickBooks', 'readTieOut'),
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.billcom,
      activities: recorded('readBillcom', 'writeBillcom', 'sendEmails'),
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const send = signalCompany(client);
  const company = (): CompanyScene => {
    const id = randomUUID();
    const calls = (job?: JobName): Call[] =>
      seen.filter((call) => call.companyId === id && (job === undefined || call.job === job));
    const cycle = (number: number) =>
      client.workflow.getHandle<typeof syncCycle>(cycleWorkflowId(id, number));
    return {
      id,
      calls,
      cycle,
      over: async (number) => {
        const exists = (): Promise<boolean> =>
          cycle(number)
            .describe()
            .then(
              () => true,
              () => false,
            );
        await until(`cycle ${number} begins`, exists);
        return cycle(number).result();
      },
      send: (signal, payload = {}) => send(id, signal, payload),
      syncNow: (cycle, mode = 'sync') => send(id, 'syncNow', { cycle, mode }),
      sessionOpened: (sessionId, cycle) => send(id, 'sessionOpened', { sessionId, cycle, mode: 'sync' }),
      status: () => client.workflow.getHandle(companyWorkflowId(id)).query(status),
      story: () =>
        calls().map(({ job, input }) =>
          [job, input.entity, input.phase === 'deactivate' ? 'off' : undefined]
            .filter((word) => word !== undefined)
            .join(' '),
        ),
    };
  };
  return {
    client,
    jobs,
    company,
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await clientConnection.close();
      await connection.close();
    },
  };
}

export const nothingToWrite: CyclePlan = { quickbooks: [], billcom: [], isOver: true };
export const written: WriteResult = { applied: 1, refused: 0, reconcileAgain: false, finished: true };

export const step = (entity: StepWork['entity'], after: readonly StepWork['entity'][] = []): StepWork => ({
  entity,
  phase: 'write',
  ...(after.length === 0 ? {} : { after }),
});

export const plan = (quickbooks: readonly StepWork[], billcom: readonly StepWork[] = []): CyclePlan => ({
  quickbooks,
  billcom,
  isOver: false,
});

export const sessionLost = (): ApplicationFailure => ApplicationFailure.nonRetryable('gone', sessionLostType);
export const failsForGood = (message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, 'ReadRefused');

/** A promise that the test settles. */
export function held<T = void>(): { promise: Promise<T>; release: (value: T) => void } {
  let release!: (value: T) => void;
  const promise = new Promise<T>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

/** Waits for a condition, never for a time. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + 40_000;
  while (!(await isTrue())) {
    if (Date.now() > limit) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function newNamespace(connection: Connection): Promise<string> {
  const namespace = `test-${randomUUID()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: (24 * 3_600) as never },
  });
  const client = new Client({ connection, namespace });
  await until('the namespace is known everywhere', () =>
    client.workflow
      .getHandle('nobody')
      .describe()
      .then(
        () => true,
        (error: unknown) => !/namespace/i.test(String(error) + String((error as { cause?: unknown }).cause)),
      ),
  );
  return namespace;
}
