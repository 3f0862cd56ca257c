import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';
import { countEntities } from './records';

/** What a cycle did with one kind of record in one book; of a preview, what it would do. */
export interface WriteCounts {
  readonly entity: EntityName;
  readonly book: Book;
  readonly create: number;
  readonly update: number;
  readonly void: number;
  /** The book did not take them. */
  readonly refused: number;
}

/**
 * What a cycle's row says of its outcome: `applied` and `rejected` writes in all, `writes` by kind of record and book,
 * the pairs that it `linked` by kind, and how the lists stand after it (`entities`).
 */
export async function cycleCounts(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await tx.query<WriteCounts & { applied: number }>(
    `select entity, book, count(*) filter (where state = 'applied')::int as applied,
            count(*) filter (where action = 'create' and state <> 'rejected')::int as create,
            count(*) filter (where action = 'update' and state <> 'rejected')::int as update,
            count(*) filter (where action = 'void' and state <> 'rejected')::int as void,
            count(*) filter (where state = 'rejected')::int as refused
       from operation where company_id = $1 and cycle = $2 and state in ('applied', 'rejected', 'proposed')
      group by entity, book order by entity, book`,
    [companyId, cycle],
  );
  const total = (count: 'applied' | 'refused'): number => rows.reduce((sum, row) => sum + row[count], 0);
  return {
    entities: await countEntities(tx, companyId),
    applied: total('applied'),
    rejected: total('refused'),
    writes: rows.map(({ applied: _, ...counts }) => counts),
    linked: await linkedIn(tx, companyId, cycle),
  };
}

async function linkedIn(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await tx.query<{ entity: string; count: number }>(
    'select entity, count(*)::int as count from link where company_id = $1 and cycle = $2 group by entity',
    [companyId, cycle],
  );
  return Object.fromEntries(rows.map(({ entity, count }) => [entity, count]));
}
