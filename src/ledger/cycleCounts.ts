import type { Transaction } from './database';
import { countEntities } from './records';

/** What a cycle's row says of its outcome. */
export async function cycleCounts(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await tx.query<{ applied: number; rejected: number }>(
    `select count(*) filter (where state = 'applied')::int as applied,
            count(*) filter (where state = 'rejected')::int as rejected
       from operation where company_id = $1 and cycle = $2`,
    [companyId, cycle],
  );
  return { entities: await countEntities(tx, companyId), ...rows[0] };
}
