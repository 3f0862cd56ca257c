import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { asFailure } from '../activities/faults';
import type { ActivityLog } from '../activities/deps';

/** Jobs that may never give up: without the end of a cycle its row would stand as running for ever. */
const neverGivesUp = new Set(['finishCycle']);

/** Every job's errors are classified in one place (activities/faults.ts), and told to the log in full. */
export const tellFaults =
  (log: ActivityLog): ActivityInterceptorsFactory =>
  ({ info: { activityType: job, attempt, workflowExecution } }) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          const failure = asFailure(error, { job, attempt: neverGivesUp.has(job) ? 1 : attempt });
          if (failure !== error)
            log.error(
              { err: error, job, attempt, workflow: workflowExecution?.workflowId },
              'a job failed without having said why',
            );
          throw failure;
        }
      },
    },
  });
