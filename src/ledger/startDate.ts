import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** Documents of QuickBooks on either side of a start date (entities/startDate.ts). Days are YYYY-MM-DD. */

/** How many living documents of QuickBooks are dated before a day and are in no pair: by the rule they stay there. */
export async function documentsBeforeStart(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  since: string,
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from record r
      where r.company_id = $1 and r.book = 'quickbooks' and r.entity = $2 and not r.deleted and r.fields ->> 'date' < $3
        and not exists (select from link l where l.company_id = $1 and l.entity = $2 and l.quickbooks_id = r.id)`,
    [companyId, entity, since],
  );
  return rows[0]?.count ?? 0;
}

/**
 * The start was moved from one day to another: what is dated between the two and is in no pair goes over now, or does so no
 * more. It is looked at again.
 */
export async function wakeBetweenStarts(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  days: readonly [string, string],
): Promise<void> {
  await tx.query(
    `update record r set changed = true
      where r.company_id = $1 and r.book = 'quickbooks' and r.entity = $2 and not r.deleted
        and r.fields ->> 'date' >= least($3, $4) and r.fields ->> 'date' < greatest($3, $4)
        and not exists (select from link l where l.company_id = $1 and l.entity = $2 and l.quickbooks_id = r.id)`,
    [companyId, entity, ...days],
  );
}
