import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** One line of the audit log, as it was written. */
export interface AuditLine {
  readonly at: Date;
  readonly who: string;
  readonly action: string;
  readonly entity: EntityName | null;
  readonly book: Book | null;
  readonly recordId: string | null;
  /** What the record was called when it was last seen. */
  readonly record: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly detail: string | null;
  /** Of what was deleted in QuickBooks: everything that QuickBooks had of it; else null. */
  readonly copy: unknown;
}

export interface AuditFilter {
  /** The id of a record, or its name or number in either book, whatever its capitals. */
  readonly record?: string | undefined;
  /** Only writes that overwrote an edit of the other book. */
  readonly overwrites: boolean;
  /** The newest so many. */
  readonly limit: number;
}

/** The newest lines of a company's audit log, the latest first. */
export async function auditLines(
  tx: Transaction,
  companyId: string,
  { record, overwrites, limit }: AuditFilter,
): Promise<AuditLine[]> {
  const { rows } = await tx.query<AuditLine>(
    `select a.at, a.who, a.action, a.entity, a.book, a.record_id as "recordId", r.fields ->> 'name' as record,
       a.before, a.after, a.detail, d.copy
     from audit a
       left join record r on r.company_id = $1 and r.entity = a.entity and r.book = a.book and r.id = a.record_id
       left join operation o on o.company_id = $1 and o.id = a.operation_id
       left join deleted_copy d on d.company_id = $1 and d.operation_id = a.operation_id and a.action = 'delete'
     where a.company_id = $1
       and ($2::text is null or a.record_id = $2 or lower(r.fields ->> 'name') = lower($2))
       and (not $3 or cardinality(o.overwrites) > 0)
     order by a.id desc limit $4`,
    [companyId, record ?? null, overwrites, limit],
  );
  return rows;
}
