import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A record of Bill.com and the record of QuickBooks that a person chose for it. */
export interface Mapping {
  readonly entity: EntityName;
  readonly billcomId: string;
  readonly quickbooksEntity: EntityName;
  readonly quickbooksId: string;
}

export async function loadMappings(tx: Transaction, companyId: string): Promise<Mapping[]> {
  const { rows } = await tx.query<Mapping>(
    `select entity, billcom_id as "billcomId", quickbooks_entity as "quickbooksEntity", quickbooks_id as "quickbooksId"
     from mapping where company_id = $1`,
    [companyId],
  );
  return rows;
}

/** Keeps a choice; a later one for the same record takes its place. */
export async function saveMapping(
  tx: Transaction,
  companyId: string,
  who: string,
  mapping: Mapping,
): Promise<void> {
  await tx.query(
    `insert into mapping (company_id, entity, billcom_id, quickbooks_entity, quickbooks_id, mapped_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (company_id, entity, billcom_id) do update set quickbooks_entity = excluded.quickbooks_entity,
       quickbooks_id = excluded.quickbooks_id, mapped_by = excluded.mapped_by, mapped_at = now()`,
    [companyId, mapping.entity, mapping.billcomId, mapping.quickbooksEntity, mapping.quickbooksId, who],
  );
}

/** @returns whether there was one. */
export async function removeMapping(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  billcomId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'delete from mapping where company_id = $1 and entity = $2 and billcom_id = $3',
    [companyId, entity, billcomId],
  );
  return (rowCount ?? 0) > 0;
}
