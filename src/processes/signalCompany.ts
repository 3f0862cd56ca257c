import type { Client } from '@temporalio/client';
import type { companySync } from '../workflows/companySync';
import { companyWorkflowId, taskQueues } from '../workflows/messages';

/** Delivers a signal from the outbox: starts the company's workflow if it is not there (Temporal's store may be new). */
export const signalCompany =
  (client: Client) =>
  async (companyId: string, signal: string, payload: Record<string, unknown>): Promise<void> => {
    await client.workflow.signalWithStart<typeof companySync, [Record<string, unknown>]>('companySync', {
      workflowId: companyWorkflowId(companyId),
      taskQueue: taskQueues.workflows,
      args: [{ companyId }],
      signal,
      signalArgs: [payload],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  };
