import { continueAsNew, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { EmailJob } from './jobs';
import { emailsAsked } from './messages';
import { billcom } from './proxies';

/**
 * Sends the invoices of one company that people asked to have e-mailed, id `company:<id>:emails`. It needs no session of
 * QuickBooks and no cycle, and lives as long as something waits: what there is stands in Postgres.
 */
export async function invoiceEmails(job: EmailJob): Promise<void> {
  let asked = false;
  setHandler(emailsAsked, () => {
    asked = true;
  });
  for (;;) {
    asked = false;
    const { waitMs } = await billcom.sendEmails(job);
    if (waitMs === null) {
      if (!asked) return;
    } else if (!asked) {
      // Whoever asks for another meanwhile does not bring a turn forward.
      await sleep(waitMs);
    }
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof invoiceEmails>(job);
  }
}
