import type { Book, EntityName } from '../entities/definition';
import type { RecordKey } from './recordNames';
import type { Transaction } from './database';

/** Payments and credits of a book that are applied to a document. */
export interface AppliedSearch {
  readonly book: Book;
  /** The entity of the payments, the field of their applications, and the part of a line that names the document. */
  readonly entity: EntityName;
  readonly field: string;
  readonly part: string;
  /** The document's id. */
  readonly id: string;
}

/** What is applied to a document, the latest first; what is deleted or void is left out. */
export async function appliedRecords(
  tx: Transaction,
  companyId: string,
  { book, entity, field, part, id }: AppliedSearch,
  limit: number,
): Promise<(RecordKey & { readonly name: string })[]> {
  const { rows } = await tx.query<RecordKey & { name: string }>(
    `select entity, book, id, coalesce(fields ->> 'name', id) as name from record
     where company_id = $1 and book = $2 and entity = $3 and not deleted
       and fields -> $4 @> jsonb_build_array(jsonb_build_object($5::text, $6::text))
     order by modified desc nulls last, id limit $7`,
    [companyId, book, entity, field, part, id, limit],
  );
  return rows;
}
