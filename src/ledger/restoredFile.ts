import { audit } from './audit';
import type { CycleMode } from './cycles';
import type { Transaction } from './database';
import { dropProposed, withdrawPlanned } from './operations';
import { forgetPreview } from './preview';
import { previewFirst } from './previewFirst';
import { noteReceivables } from './receivablesSwitch';
import { requestCycleNow } from './requestCycleNow';
import { liftStop } from './stops';

/**
 * A person says that the older copy is the file from now on: everything is read anew, links are made again by
 * ExternalGUID and match, and nothing is written before a preview of it was accepted.
 * @returns the preview that was asked for, or undefined when no older copy was noticed.
 */
export async function acceptRestoredFile(
  tx: Transaction,
  companyId: string,
  by: string,
): Promise<{ number: number; mode: CycleMode } | undefined> {
  if (!(await liftStop(tx, companyId, 'restored'))) return undefined;
  await liftStop(tx, companyId, 'massChange');
  await withdrawPlanned(tx, companyId);
  await dropProposed(tx, companyId);
  await forgetPreview(tx, companyId);
  await forgetQuickBooks(tx, companyId);
  await forgetReading(tx, companyId);
  await noteReceivables(tx, companyId);
  await endMadeLinks(tx, companyId);
  await forgetWriteSet(tx, companyId);
  await previewFirst(tx, companyId, 'restoredFile');
  await audit(tx, companyId, { who: by, action: 'accepted a restored company file' });
  return requestCycleNow(tx, companyId, { by, preview: true });
}

/** Every record is looked at again; those of QuickBooks count as gone until the file shows them. */
async function forgetQuickBooks(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update record set changed = true, deleted = deleted or book = 'quickbooks',
       version = case book when 'quickbooks' then null else version end
     where company_id = $1`,
    [companyId],
  );
}

/** All lists of QuickBooks are read whole. */
async function forgetReading(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `with cursors as (delete from read_cursor where company_id = $1 and book = 'quickbooks'),
          sweeps as (delete from sweep where company_id = $1)
     delete from first_load where company_id = $1`,
    [companyId],
  );
}

/** What a person has linked stays linked. */
async function endMadeLinks(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(`delete from link where company_id = $1 and made_by <> 'person'`, [companyId]);
}

/** The file does not know our last write set. */
async function forgetWriteSet(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('update company set last_write_set_id = null where id = $1', [companyId]);
}
