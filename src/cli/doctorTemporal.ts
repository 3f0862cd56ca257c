import { Connection } from '@temporalio/client';
import type { Config } from '../config';
import { taskQueues } from '../workflows/messages';
import { broken, works, type Check } from './doctorSystem';

const limitMs = 5_000;
/** A worker asks for work at least once a minute; Temporal lists who asked in the last five. */
const pollsWithinMs = 120_000;
const workflowTasks = 1;
const activityTasks = 2;

/** Whether Temporal answers, and whether somebody works for each queue. */
export async function checkTemporal(config: Config): Promise<Check[]> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = config;
  let connection: Connection | undefined;
  try {
    const open = await Connection.connect({ address, connectTimeout: limitMs });
    connection = open;
    await open.withDeadline(Date.now() + limitMs, () =>
      open.workflowService.describeNamespace({ namespace }),
    );
    return [works('Temporal', `Answers at ${address}.`), await checkWorkers(open, namespace)];
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return [
      broken(
        'Temporal',
        `No namespace “${namespace}” at ${address} (${why}).`,
        'Start Temporal (“tieout dev” does), or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. Nothing is lost: what waits goes on then.',
      ),
    ];
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

async function checkWorkers(connection: Connection, namespace: string): Promise<Check> {
  const queues = [
    { queue: taskQueues.workflows, type: workflowTasks },
    { queue: taskQueues.workflows, type: activityTasks },
    { queue: taskQueues.quickbooks, type: activityTasks },
    { queue: taskQueues.billcom, type: activityTasks },
  ];
  const idle: string[] = [];
  for (const { queue, type } of queues) {
    const { pollers } = await connection.withDeadline(Date.now() + limitMs, () =>
      connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: queue },
        taskQueueType: type,
      }),
    );
    const polls = (pollers ?? []).some(({ lastAccessTime }) => {
      const at = Number(lastAccessTime?.seconds ?? 0) * 1_000;
      return Date.now() - at < pollsWithinMs;
    });
    if (!polls) idle.push(`${queue} (${type === workflowTasks ? 'workflows' : 'jobs'})`);
  }
  return idle.length === 0
    ? works('worker', 'At least one works for every queue.')
    : broken('worker', `Nobody works for ${idle.join(', ')}.`, 'Start one with “tieout worker”.');
}
