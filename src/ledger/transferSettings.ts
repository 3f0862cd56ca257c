import type { Transaction } from './database';
import { forgetCursor, forgetRecords } from './forget';

/** What becomes of funds transfers when the settings that shape them change. */

/** How many transfers left for QuickBooks and have no known outcome: they are looked up in the form in which they left. */
export async function transfersInDoubt(tx: Transaction, companyId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from operation
     where company_id = $1 and entity = 'fundsTransfer' and book = 'quickbooks' and state in ('sent', 'unknown')`,
    [companyId],
  );
  return rows[0]?.count ?? 0;
}

/**
 * QuickBooks' transfers are read anew, of the other form or by other clearing accounts.
 * @param otherForm what was read of the old form is forgotten; its links stand, so that nothing is recorded twice
 */
export async function readTransfersAnew(
  tx: Transaction,
  companyId: string,
  otherForm: boolean,
): Promise<void> {
  if (otherForm) await forgetRecords(tx, companyId, 'quickbooks', 'fundsTransfer');
  await forgetCursor(tx, companyId, 'quickbooks', 'fundsTransfer');
  await tx.query(
    `with swept as (delete from sweep where company_id = $1 and entity = 'fundsTransfer')
     delete from first_load where company_id = $1 and entity = 'fundsTransfer'`,
    [companyId],
  );
}
