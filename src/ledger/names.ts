import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/**
 * The names that QuickBooks' records of these lists have at the top of their lists, inactive ones too: what its one name
 * space of vendors, customers, employees and other names holds (qbXML 3100).
 */
export async function topNames(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<{ entity: EntityName; name: string; active: boolean }[]> {
  const { rows } = await tx.query<{ entity: EntityName; name: string; active: boolean }>(
    `select entity, fields->>'name' as name, active from record
     where company_id = $1 and book = 'quickbooks' and entity = any($2) and not deleted and merged_into is null
       and fields->>'name' is not null and fields->>'parent' is null`,
    [companyId, entities],
  );
  return rows;
}
