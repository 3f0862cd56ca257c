import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A record of QuickBooks as it stood right before it was deleted. */
export interface DeletedCopy {
  readonly operationId: string;
  readonly entity: EntityName;
  readonly recordId: string;
  readonly version: string | null;
  readonly copy: unknown;
}

/** Keeps copies; one that is read again takes the place of the one before. */
export async function keepCopies(
  tx: Transaction,
  companyId: string,
  copies: readonly DeletedCopy[],
): Promise<void> {
  await tx.query(
    `insert into deleted_copy (company_id, operation_id, entity, record_id, version, copy)
     select $1, "operationId", entity, "recordId", version, copy
     from jsonb_to_recordset($2::jsonb) as c("operationId" uuid, entity text, "recordId" text, version text, copy jsonb)
     on conflict (company_id, operation_id) do update set version = excluded.version, copy = excluded.copy, read_at = now()`,
    [companyId, JSON.stringify(copies)],
  );
}
