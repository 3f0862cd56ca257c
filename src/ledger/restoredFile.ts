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
 * ExternalGUID and match, and nothing is written before a preview of it was accepted. What people took back or keep apart
 * does not come back with the copy.
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
  await takeBackAgain(tx, companyId);
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

/**
 * What a person has linked stays linked. What a person keeps apart stays a pair, too, on whose values the two do not agree
 * any more: without it the record that is left would be taken for a new one, and made in QuickBooks behind that person's back.
 */
async function endMadeLinks(tx: Transaction, companyId: string): Promise<void> {
  const isKeptApart = `exists (
    select from decision d where d.company_id = $1 and d.entity = link.entity and d.state <> 'void'
      and (d.kind = 'keep' or d.kind = 'undo' and d.payload ->> 'way' <> 'restore')
      and d.record_id = link.quickbooks_id and d.payload ->> 'billcomId' = link.billcom_id)`;
  await tx.query(`delete from link where company_id = $1 and made_by <> 'person' and not ${isKeptApart}`, [
    companyId,
  ]);
  await tx.query(
    `update link set quickbooks_base = '{}', billcom_base = '{}' where company_id = $1 and made_by <> 'person'`,
    [companyId],
  );
}

/**
 * What was taken back in QuickBooks after the copy was made stands in it again: it is to be taken back once more, as the
 * preview shows. Of what the copy does not have there is nothing to take back, and it stays apart.
 */
async function takeBackAgain(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update decision set state = 'open', cycle = null, payload = payload || '{"isAgain": true}'
     where company_id = $1 and kind = 'undo' and state = 'used' and payload ->> 'book' = 'quickbooks'`,
    [companyId],
  );
}

/** The file does not know our last write set. */
async function forgetWriteSet(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('update company set last_write_set_id = null where id = $1', [companyId]);
}
