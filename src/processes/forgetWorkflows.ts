import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import { companyWorkflowId, emailsWorkflowId } from '../workflows/messages';

const reason = 'the database was restored from a backup';

/**
 * Ends a company's workflow and its running cycle, which remember more than a restored database does; the next signal
 * starts the company's workflow anew from Postgres, as when Temporal's store was lost. The cycle goes first, so that one
 * that fails in between is found again. Idempotent.
 */
export async function forgetWorkflows(client: Client, companyId: string): Promise<void> {
  await terminated(client.workflow.getHandle(emailsWorkflowId(companyId)));
  const company = client.workflow.getHandle(companyWorkflowId(companyId));
  try {
    const { raw } = await company.describe();
    for (const { workflowId } of raw.pendingChildren ?? [])
      if (workflowId) await terminated(client.workflow.getHandle(workflowId));
    await terminated(company);
  } catch (error) {
    // Nothing was asked for yet, or Temporal's store is new.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** It may have ended by itself already. */
async function terminated(handle: WorkflowHandle): Promise<void> {
  await handle.terminate(reason).catch((error: unknown) => {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  });
}
