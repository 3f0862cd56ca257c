import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What becomes of the records of receivables when they are switched on or off. Links and records stay either way. */

const ofReceivables = `entity in ('invoice', 'receivedPayment')`;

/**
 * From now on receivables are synced, of a company whose payables were before: what is settled now is each book's own.
 * Where they were synced before, that stays when they were connected: what is open since then is no history. A restored
 * company file ends the links, and it is noted before.
 * @returns whether they are connected now
 */
export async function connectReceivables(tx: Transaction, companyId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update company set receivables_at = now() where id = $1 and receivables_at is null
       and not receivables_synced and not exists (select from link where company_id = $1 and ${ofReceivables})
       and not exists (select from operation where company_id = $1 and ${ofReceivables} and state = 'applied')`,
    [companyId],
  );
  return rowCount === 1;
}

/** Links are about to end all at once: that receivables were synced is to be known all the same. */
export async function noteReceivables(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update company set receivables_synced = true
      where id = $1 and exists (select from link where company_id = $1 and ${ofReceivables})`,
    [companyId],
  );
}

/** Nobody has accepted what switching on would do: when they are switched on next, they are connected then. */
export async function disconnectReceivables(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update company set receivables_at = null where id = $1
       and not receivables_synced and not exists (select from link where company_id = $1 and ${ofReceivables})
       and not exists (select from operation where company_id = $1 and ${ofReceivables} and state = 'applied')`,
    [companyId],
  );
}

/**
 * Nobody has to decide anything of lists that are left alone: their holds are released and their pairs are proposed no
 * more. The records are on the work list for when the lists are synced again. An unknown outcome ends with its operation.
 */
export async function releaseWhatIsOff(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<void> {
  await tx.query(
    `with released as (
       update hold set released_at = now(), release_reason = 'it is not synced any more'
        where company_id = $1 and entity = any($2) and released_at is null and cause <> 'unknownOutcome'
       returning entity, book, record_id as id
     ), closed as (
       update proposal set closed_at = now() where company_id = $1 and entity = any($2) and closed_at is null
       returning entity, quickbooks_id, billcom_id
     ), again as (
       select entity, book, id from released
       union select entity, 'quickbooks', quickbooks_id from closed
       union select entity, 'billcom', billcom_id from closed)
     update record set changed = true from again
      where record.company_id = $1 and record.entity = again.entity and record.book = again.book and record.id = again.id`,
    [companyId, entities],
  );
}

/** Money of received payments that Bill.com moved goes over now, or does so no more: what is in no pair is looked at again. */
export async function wakeReceivedMoney(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update record r set changed = true
      where r.company_id = $1 and r.book = 'billcom' and r.entity = 'fundsTransfer' and r.facts ->> 'type' = '2'
        and not exists (select from link l where l.company_id = $1 and l.entity = 'fundsTransfer' and l.billcom_id = r.id)`,
    [companyId],
  );
}
