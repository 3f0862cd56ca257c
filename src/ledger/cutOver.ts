import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What people decided about the time before the connection: records that are left out, and history that is brought over. */

export interface LeftOut {
  readonly entity: EntityName;
  readonly book: Book;
  readonly id: string;
  readonly who: string;
  readonly at: Date;
}

export async function leftOutRecords(tx: Transaction, companyId: string): Promise<LeftOut[]> {
  const { rows } = await tx.query<LeftOut>(
    'select entity, book, record_id as id, who, at from left_out where company_id = $1 order by at, entity, book, record_id',
    [companyId],
  );
  return rows;
}

/** @returns false when it was left out before; who did that first stands. */
export async function leaveOut(
  tx: Transaction,
  companyId: string,
  { entity, book, id, who }: Omit<LeftOut, 'at'>,
): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into left_out (company_id, entity, book, record_id, who) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning record_id as id`,
    [companyId, entity, book, id, who],
  );
  return rows.length > 0;
}

/** @returns false when it was not left out. */
export async function takeBackIn(
  tx: Transaction,
  companyId: string,
  { entity, book, id }: Pick<LeftOut, 'entity' | 'book' | 'id'>,
): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `delete from left_out where company_id = $1 and entity = $2 and book = $3 and record_id = $4
     returning record_id as id`,
    [companyId, entity, book, id],
  );
  return rows.length > 0;
}

/** Settled documents of these days (YYYY-MM-DD, both included) go over, though they are from before the connection. */
export interface ImportRange {
  readonly from: string;
  readonly to: string;
  readonly who: string;
}

/** The oldest first. */
export async function importRanges(tx: Transaction, companyId: string): Promise<ImportRange[]> {
  const { rows } = await tx.query<ImportRange>(
    `select from_day::text as "from", to_day::text as "to", who from import_range where company_id = $1 order by id`,
    [companyId],
  );
  return rows;
}

export async function insertImportRange(
  tx: Transaction,
  companyId: string,
  { from, to, who }: ImportRange,
): Promise<void> {
  await tx.query('insert into import_range (company_id, from_day, to_day, who) values ($1, $2, $3, $4)', [
    companyId,
    from,
    to,
    who,
  ]);
}
