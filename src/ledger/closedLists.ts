import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A list that its book does not let us read: it is left alone in both books until it does. */
export interface ClosedList {
  readonly book: Book;
  readonly entity: EntityName;
  readonly because: string;
  readonly cure: string;
  readonly since: Date;
}

export async function closedLists(tx: Transaction, companyId: string): Promise<ClosedList[]> {
  const { rows } = await tx.query<ClosedList>(
    'select book, entity, because, cure, since from closed_list where company_id = $1 order by since, book, entity',
    [companyId],
  );
  return rows;
}

/** The book refused to give a list; refused again, it keeps its age and takes the newest words. */
export async function closeList(
  tx: Transaction,
  companyId: string,
  list: Pick<ClosedList, 'book' | 'entity' | 'because' | 'cure'>,
): Promise<void> {
  await tx.query(
    `insert into closed_list (company_id, book, entity, because, cure) values ($1, $2, $3, $4, $5)
     on conflict (company_id, book, entity) do update set because = $4, cure = $5`,
    [companyId, list.book, list.entity, list.because, list.cure],
  );
}

/** These lists were given again. */
export async function openLists(
  tx: Transaction,
  companyId: string,
  book: Book,
  entities: readonly EntityName[],
): Promise<void> {
  await tx.query('delete from closed_list where company_id = $1 and book = $2 and entity = any($3)', [
    companyId,
    book,
    entities,
  ]);
}
