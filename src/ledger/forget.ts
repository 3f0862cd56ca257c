import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** For a list that turned out to be another one before anything was linked to it; it is read anew. */

export async function forgetRecords(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<void> {
  await tx.query('delete from record where company_id = $1 and book = $2 and entity = $3', [
    companyId,
    book,
    entity,
  ]);
}

export async function forgetCursor(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<void> {
  await tx.query('delete from read_cursor where company_id = $1 and book = $2 and entity = $3', [
    companyId,
    book,
    entity,
  ]);
}

export async function releaseHoldsOfForgotten(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<void> {
  await tx.query(
    `update hold set released_at = now(), release_reason = 'another list is read now'
     where company_id = $1 and book = $2 and entity = $3 and released_at is null`,
    [companyId, book, entity],
  );
}
