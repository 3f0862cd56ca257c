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

/** QuickBooks' active records of a list, by id. */
export async function activeNames(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `select id, fields->>'name' as name from record
     where company_id = $1 and book = 'quickbooks' and entity = $2 and active and not deleted and fields->>'name' is not null
     order by id`,
    [companyId, entity],
  );
  return rows;
}
