import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

export interface NewestRecord {
  readonly entity: EntityName;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** As printed, without its offset. */
  readonly modified: string;
  readonly seenAt: Date;
}

/** The records of QuickBooks with the latest TimeModified that we saw, over all lists. */
export async function newestRecords(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
  count: number,
): Promise<NewestRecord[]> {
  const { rows } = await tx.query<NewestRecord>(
    `select entity, id, coalesce(fields ->> 'name', id) as name, version, left(modified, 19) as modified, seen_at as "seenAt"
       from record
      where company_id = $1 and book = 'quickbooks' and not deleted and modified is not null
        and version is not null and problem is null and entity = any($2)
      order by left(modified, 19) desc, id limit $3`,
    [companyId, entities, count],
  );
  return rows;
}
