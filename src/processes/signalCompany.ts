import type { Client } from '@temporalio/client';
import type { companySync } from '../workflows/companySync';
import type { invoiceEmails } from '../workflows/invoiceEmails';
import { companyWorkflowId, emailsAsked, emailsWorkflowId, taskQueues } from '../workflows/messages';

/** Delivers a signal from the outbox: starts the workflow that it is for if it is not there (Temporal's store may be new). */
export const signalCompany =
  (client: Client) =>
  async (companyId: string, signal: string, payload: Record<string, unknown>): Promise<void> => {
    const shared = {
      taskQueue: taskQueues.workflows,
      args: [{ companyId }] as [{ companyId: string }],
      signal,
      workflowIdConflictPolicy: 'USE_EXISTING' as const,
    };
    if (signal === emailsAsked.name)
      await client.workflow.signalWithStart<typeof invoiceEmails, []>('invoiceEmails', {
        ...shared,
        workflowId: emailsWorkflowId(companyId),
        signalArgs: [],
      });
    else
      await client.workflow.signalWithStart<typeof companySync, [Record<string, unknown>]>('companySync', {
        ...shared,
        workflowId: companyWorkflowId(companyId),
        signalArgs: [payload],
      });
  };
