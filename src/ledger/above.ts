import type { Book, EntityName } from '../entities/definition';
import { inBothBooks } from '../reconcile/paths';
import type { BookRecord } from '../entities/record';
import type { Transaction } from './database';

/** These records of a list with levels and all that stand above them, by id. */
export async function recordsAbove(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
  ids: readonly string[],
): Promise<Map<string, BookRecord>> {
  const { rows } = await tx.query<BookRecord>(
    `with recursive line as (
       select * from record where company_id = $1 and book = $2 and entity = $3 and id = any($4)
       union
       select above.* from line join record above on above.company_id = $1 and above.book = $2 and above.entity = $3
         and above.id = line.fields ->> 'parent'
     )
     select id, version, modified, fields, facts, active, deleted, merged_into as "mergedInto", problem from line`,
    [companyId, book, entity, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The parents of a list with levels in each book, by the ids of those below them; of what is deleted or merged away none. */
export async function parentsOf(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<Record<Book, Map<string, string>>> {
  const { rows } = await tx.query<{ book: Book; id: string; parent: string }>(
    `select book, id, fields ->> 'parent' as parent from record
     where company_id = $1 and entity = $2 and fields ->> 'parent' is not null and not deleted and merged_into is null`,
    [companyId, entity],
  );
  return inBothBooks(
    (book) => new Map(rows.filter((row) => row.book === book).map(({ id, parent }) => [id, parent])),
  );
}
