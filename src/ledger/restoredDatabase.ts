import { audit } from './audit';
import type { Transaction } from './database';
import { doubtEmailsUnderWay } from './invoiceEmails';
import { dropProposed, withdrawPlanned } from './operations';
import { enqueueSignal } from './outbox';
import { forgetPreview } from './preview';
import { previewFirst } from './previewFirst';
import { liftStop } from './stops';

/**
 * A company's rows are those of a backup (design §9): both books and Temporal have gone on since. What ran then is over
 * and what was planned then is not written; the next cycle is a preview, in which what has been made since is linked by
 * ExternalGUID and match. Its workflow, which remembers what the rows do not, must have ended before; the new one hears of
 * a pause at once.
 */
export async function acceptRestoredDatabase(tx: Transaction, companyId: string, by: string): Promise<void> {
  await endOpenCycles(tx, companyId);
  await takeLeases(tx, companyId);
  await withdrawPlanned(tx, companyId);
  await dropProposed(tx, companyId);
  await forgetPreview(tx, companyId);
  await liftStop(tx, companyId, 'massChange');
  await doubtEmailsUnderWay(tx, companyId);
  await dropUnsentSignals(tx, companyId);
  await previewFirst(tx, companyId, 'restoredDatabase');
  const { isPaused } = await beginAnew(tx, companyId);
  await audit(tx, companyId, { who: by, action: 'restored the database from a backup' });
  if (isPaused) await enqueueSignal(tx, companyId, 'pause');
}

async function endOpenCycles(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update cycle set state = 'interrupted', ended_at = now(),
       message = 'The database was restored from a backup of that time. The next cycle is a preview.'
     where company_id = $1 and state in ('due', 'running')`,
    [companyId],
  );
}

/** No job of that time may settle anything. */
async function takeLeases(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('update cycle_step set lease = null where company_id = $1 and lease is not null', [
    companyId,
  ]);
}

/** They were sent long ago, or mean nothing any more. */
async function dropUnsentSignals(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('delete from outbox where company_id = $1 and sent_at is null', [companyId]);
}

/** A cycle is due; QuickBooks keeps the answer of a later write set than we know. */
async function beginAnew(tx: Transaction, companyId: string): Promise<{ isPaused: boolean }> {
  const { rows } = await tx.query<{ isPaused: boolean }>(
    `update company set due_at = now(), last_write_set_id = null where id = $1
     returning paused_at is not null as "isPaused"`,
    [companyId],
  );
  return rows[0] ?? { isPaused: false };
}
