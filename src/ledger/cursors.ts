import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

export interface ReadCursor {
  /** QuickBooks' printed local time without offset, or Bill.com's updatedTime; null before the first complete reading. */
  readonly cursor: string | null;
  readonly completeAt: Date | null;
  /** The last reading of the list, complete or by filter; of Bill.com's lists only. */
  readonly readAt: Date | null;
  readonly rows: number | null;
}

export async function loadCursors(
  tx: Transaction,
  companyId: string,
  book: Book,
): Promise<Map<EntityName, ReadCursor>> {
  const { rows } = await tx.query<ReadCursor & { entity: EntityName }>(
    `select entity, cursor, complete_at as "completeAt", read_at as "readAt", rows from read_cursor where company_id = $1 and book = $2`,
    [companyId, book],
  );
  return new Map(rows.map((row) => [row.entity, row]));
}

/**
 * Moves a cursor forward, never back. `complete`: the whole list was read, since `completeSince` where that took a while.
 */
export async function moveCursor(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  move: { cursor: string | null; complete?: boolean; completeSince?: Date; rows?: number },
): Promise<void> {
  await tx.query(
    `insert into read_cursor (company_id, book, entity, cursor, complete_at, rows)
     values ($1, $2, $3, $4, case when $5 then coalesce($7, now()) end, $6)
     on conflict (company_id, book, entity) do update set
       cursor = greatest(read_cursor.cursor, excluded.cursor),
       complete_at = coalesce(excluded.complete_at, read_cursor.complete_at), rows = coalesce(excluded.rows, read_cursor.rows)`,
    [
      companyId,
      book,
      entity,
      move.cursor,
      move.complete ?? false,
      move.rows ?? null,
      move.completeSince ?? null,
    ],
  );
}

/**
 * When every list of QuickBooks was last compared as a whole; null until each has been read once.
 * @param except lists that are not read.
 */
export async function comparedWithQuickBooks(
  tx: Transaction,
  companyId: string,
  except: readonly EntityName[] = [],
): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select case when bool_and(complete_at is not null) then min(complete_at) end as at
     from read_cursor where company_id = $1 and book = 'quickbooks' and entity <> all($2)`,
    [companyId, except],
  );
  return rows[0]?.at ?? null;
}
