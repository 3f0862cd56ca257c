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
export async function audit(tx: Transaction, companyId: string, entry: AuditEntry): Promise<void> {
  await tx.query(
    `insert into audit (company_id, who, action, entity, book, record_id, operation_id, before, after, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      companyId,
      entry.who,
      entry.action,
      entry.entity ?? null,
      entry.book ?? null,
      entry.recordId ?? null,
      entry.operationId ?? null,
      entry.before === undefined ? null : JSON.stringify(entry.before),
      entry.after === undefined ? null : JSON.stringify(entry.after),
      entry.detail ?? null,
    ],
  );
}
