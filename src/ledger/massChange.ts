import type { Book, EntityName } from '../entities/definition';
import type { Change } from '../reconcile/guards/massChange';
import { audit } from './audit';
import type { CycleMode } from './cycles';
import type { Transaction } from './database';
import { requestCycleNow } from './requestCycleNow';
import { liftStop, stopsOf } from './stops';

/**
 * The changes that a person has accepted: what the cycle proposed that stopped before them. They count until a later
 * sync has ended, so that a sync that is cut in the middle goes on with them.
 */
export async function acceptedChanges(tx: Transaction, companyId: string): Promise<Change[]> {
  const { rows } = await tx.query<Change>(
    `select entity, book, action, phase, record_id as "recordId", fields, awaits
       from operation join cycle on cycle.company_id = operation.company_id and cycle.number = operation.cycle
      where operation.company_id = $1 and operation.state = 'proposed' and cycle.accepted_by is not null`,
    [companyId],
  );
  return rows;
}

/** How many records a list has in a book. */
export async function sizeOfList(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from record
      where company_id = $1 and book = $2 and entity = $3 and not deleted and merged_into is null`,
    [companyId, book, entity],
  );
  return rows[0]?.count ?? 0;
}

/** Whether a sync has ended since the first preview was accepted; before, all that it showed is written. */
export async function hasSynced(tx: Transaction, companyId: string): Promise<boolean> {
  const { rows } = await tx.query<{ synced: boolean }>(
    `select exists (select from cycle where company_id = $1 and mode = 'sync' and state = 'ended'
                       and ended_at > company.accepted_at) as synced
       from company where id = $1`,
    [companyId],
  );
  return rows[0]?.synced ?? false;
}

/** A sync that stopped before a mass change shows what it would have done, like a preview. */
export async function showAsPreview(tx: Transaction, companyId: string, cycle: number): Promise<void> {
  await tx.query(
    `with shown as (update operation set state = 'proposed' where company_id = $1 and cycle = $2 and state = 'planned')
     update cycle set mode = 'preview' where company_id = $1 and number = $2`,
    [companyId, cycle],
  );
}

/**
 * A person lets a mass change go, exactly as it was shown; the sync that does it is asked for.
 * @returns that sync, or undefined when nothing waits.
 */
export async function acceptMassChange(
  tx: Transaction,
  companyId: string,
  by: string,
): Promise<{ number: number; mode: CycleMode } | undefined> {
  const stop = (await stopsOf(tx, companyId)).find(({ guard }) => guard === 'massChange');
  if (!stop) return undefined;
  await markAccepted(tx, companyId, Number(stop.detail.cycle), by);
  await liftStop(tx, companyId, 'massChange');
  await audit(tx, companyId, { who: by, action: 'accepted a mass change', detail: stop.because });
  return requestCycleNow(tx, companyId, { by });
}

async function markAccepted(tx: Transaction, companyId: string, cycle: number, by: string): Promise<void> {
  await tx.query('update cycle set accepted_by = $3 where company_id = $1 and number = $2', [
    companyId,
    cycle,
    by,
  ]);
}
