import { Connection, isGrpcServiceError } from '@temporalio/client';
import type { Config } from '../config';
import { taskQueues } from '../workflows/messages';
import { broken, works, type Check } from './doctorSystem';

const limitMs = 5_000;
/** A worker asks for work at least once a minute; Temporal lists who asked in the last five. */
const pollsWithinMs = 120_000;
const workflowTasks = 1;
const activityTasks = 2;
/** gRPC's status codes: the server answered, and this is what it said. */
const notFound = 5;
const refusals: readonly number[] = [7, 16];

/**
 * Whether Temporal answers, and whether somebody works for each queue.
 * @param living the workers that are alive, by name; undefined when Postgres could not be asked.
 */
export async function checkTemporal(config: Config, living: readonly string[] | undefined): Promise<Check[]> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = config;
  let connection: Connection | undefined;
  try {
    const open = await Connection.connect({ address, connectTimeout: limitMs });
    connection = open;
    await open.withDeadline(Date.now() + limitMs, () =>
      open.workflowService.describeNamespace({ namespace }),
    );
    const asking = await whoAsks(open, namespace, new Date());
    return [works('Temporal', `Answers at ${address}.`), workerCheck(asking, living)];
  } catch (error) {
    return [temporalTrouble(error, { address, namespace })];
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

/** What a failure to talk to Temporal means. */
export function temporalTrouble(
  error: unknown,
  { address, namespace }: { readonly address: string; readonly namespace: string },
): Check {
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const code = isGrpcServiceError(error) ? Number(error.code) : undefined;
  if (code === notFound)
    return broken(
      'Temporal',
      `The server at ${address} has no namespace “${namespace}”.`,
      'Correct TEMPORAL_NAMESPACE, or make the namespace (temporal operator namespace create).',
    );
  if (code !== undefined && refusals.includes(code))
    return broken(
      'Temporal',
      `The server at ${address} does not let us in (${why}).`,
      'Give this program the right to use the namespace, or correct TEMPORAL_ADDRESS.',
    );
  return broken(
    'Temporal',
    `Does not answer at ${address} (${why}).`,
    'Start it (“tieout dev” does), or correct TEMPORAL_ADDRESS. Nothing is lost: what waits goes on then.',
  );
}

/** One kind of work, and the workers that asked for it lately. */
export interface Asking {
  readonly kind: string;
  readonly workers: readonly { readonly identity: string; readonly agoMs: number }[];
}

async function whoAsks(connection: Connection, namespace: string, now: Date): Promise<Asking[]> {
  const queues = [
    { name: taskQueues.workflows, type: workflowTasks, words: 'workflows' },
    { name: taskQueues.workflows, type: activityTasks, words: 'jobs in the ledger' },
    { name: taskQueues.quickbooks, type: activityTasks, words: 'jobs in QuickBooks' },
    { name: taskQueues.billcom, type: activityTasks, words: 'jobs in Bill.com' },
  ];
  return Promise.all(
    queues.map(async ({ name, type, words }) => {
      const { pollers } = await connection.withDeadline(Date.now() + limitMs, () =>
        connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: type }),
      );
      const workers = (pollers ?? []).map(({ identity, lastAccessTime }) => ({
        identity: identity ?? '',
        agoMs: now.getTime() - Number(lastAccessTime?.seconds ?? 0) * 1_000,
      }));
      return { kind: words, workers: workers.filter(({ agoMs }) => agoMs < pollsWithinMs) };
    }),
  );
}

const startOne = 'Start one with “tieout worker” (“tieout dev” runs one and starts it again).';

/** Temporal remembers a dead worker for minutes; Postgres, to which each keeps a connection, forgets it at once. */
export function workerCheck(asking: readonly Asking[], living: readonly string[] | undefined): Check {
  const isAlive = (identity: string): boolean => living === undefined || living.includes(identity);
  const idle = asking.filter(({ workers }) => !workers.some(({ identity }) => isAlive(identity)));
  const work =
    idle.length === asking.length
      ? 'work'
      : `work of these kinds: ${idle.map(({ kind }) => kind).join(', ')}`;
  if (living?.length === 0) return broken('worker', 'None is running.', startOne);
  if (idle.length === 0) {
    const names = new Set(asking.flatMap(({ workers }) => workers.map(({ identity }) => identity)));
    const count = [...names].filter(isAlive).length;
    return works('worker', count === 1 ? 'One is running and asks for work.' : `${count} share the work.`);
  }
  if (living === undefined)
    return broken('worker', `Nobody has asked for ${work} in the last minutes.`, startOne);
  return broken(
    'worker',
    `${living.length === 1 ? 'A worker is' : `${living.length} workers are`} connected to Postgres, but none asks Temporal for ${work}.`,
    'A worker that has just started needs a moment. Otherwise see its log: does it use this TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE?',
  );
}
