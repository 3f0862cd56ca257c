import type { EntityName } from '../entities/definition';
import type { ListRecords } from '../entities/listsOf';
import type { Transaction } from './database';

export interface NewestRecord {
  readonly entity: EntityName;
  /** Its fact `kind`, of a list that is read beside another. */
  readonly kind: string | null;
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
    `select entity, facts ->> 'kind' as kind, id, coalesce(fields ->> 'name', id) as name, version, left(modified, 19) as modified, seen_at as "seenAt"
       from record
      where company_id = $1 and book = 'quickbooks' and not deleted and modified is not null
        and version is not null and problem is null and entity = any($2)
      order by left(modified, 19) desc, id limit $3`,
    [companyId, entities, count],
  );
  return rows;
}

/** The latest TimeModified that we saw in one list, without its offset; null of an empty one. */
export async function newestOfList(
  tx: Transaction,
  companyId: string,
  { entity, kind }: ListRecords,
): Promise<string | null> {
  const { rows } = await tx.query<{ modified: string | null }>(
    `select max(left(modified, 19)) as modified from record
      where company_id = $1 and book = 'quickbooks' and entity = $2 and facts ->> 'kind' is not distinct from $3
        and not deleted and version is not null and problem is null`,
    [companyId, entity, kind],
  );
  return rows[0]?.modified ?? null;
}
