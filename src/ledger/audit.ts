import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

export interface AuditEntry {
  /** 'Tieout', or the person who did it. */
  readonly who: string;
  readonly action: string;
  readonly entity?: EntityName;
  readonly book?: Book;
  readonly recordId?: string;
  readonly operationId?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly detail?: string;
}

/** Writes one line of the append-only audit log (design I7). */
export const audit = (tx: Transaction, companyId: string, entry: AuditEntry): Promise<void> =>
  auditAll(tx, companyId, [entry]);

/** Writes lines of the audit log, in this order. */
export async function auditAll(
  tx: Transaction,
  companyId: string,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into audit (company_id, who, action, entity, book, record_id, operation_id, before, after, detail)
     select $1, who, action, entity, book, "recordId", "operationId", before, after, detail
     from jsonb_to_recordset($2::jsonb) as line(place int, who text, action text, entity text, book text, "recordId" text,
       "operationId" uuid, before jsonb, after jsonb, detail text)
     order by place`,
    [companyId, JSON.stringify(entries.map((entry, place) => ({ ...entry, place })))],
  );
}
