import type { Book, EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { Transaction } from './database';

/** The records of QuickBooks that stand in others (entities/parts.ts): their facts name the `owner`. */
export async function partsOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  owners: readonly string[],
): Promise<BookRecord[]> {
  const { rows } = await tx.query<BookRecord>(
    `select id, version, modified, fields, facts, active, deleted, merged_into as "mergedInto", problem from record
     where company_id = $1 and book = 'quickbooks' and entity = $2 and facts ->> 'owner' = any($3) order by id`,
    [companyId, entity, owners],
  );
  return rows;
}

/**
 * Puts a book's records on the work list of which a fact names one of these (or several, with commas between).
 * @returns those that were not on it yet.
 */
export async function wakeNaming(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  fact: string,
  ids: readonly string[],
): Promise<{ entity: EntityName; book: Book; id: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<{ entity: EntityName; book: Book; id: string }>(
    `update record set changed = true
     where company_id = $1 and book = $5 and entity = $2 and string_to_array(facts ->> $3, ',') && $4 and not changed
     returning entity, book, id`,
    [companyId, entity, fact, ids, book],
  );
  return rows;
}
