import type { QueryResult, QueryResultRow } from 'pg';
import type { Transaction } from './database';

/**
 * A query that joins whole lists. Of rows that came minutes ago Postgres has no statistics; it takes them for few and
 * would go through one list for each row of the other.
 */
export async function queryWholeLists<Row extends QueryResultRow>(
  tx: Transaction,
  text: string,
  values: unknown[],
): Promise<QueryResult<Row>> {
  await tx.query('set local enable_nestloop = off');
  const result = await tx.query<Row>(text, values);
  await tx.query('set local enable_nestloop = on');
  return result;
}
