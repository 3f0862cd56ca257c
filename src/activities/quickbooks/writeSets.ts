import type { Transaction } from '../../ledger/database';
import type { Lease } from '../../ledger/steps';

/** How many write sets this step has made so far, in all its attempts: their keys count on. */
export async function setsSoFar(tx: Transaction, lease: Lease): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from exchange
     where company_id = $1 and cycle = $2 and step = $3 and kind = 'write' and key like $4`,
    [lease.companyId, lease.cycle, lease.step, `c${lease.cycle}:${lease.step}:${lease.phase}:s%`],
  );
  return rows[0]?.count ?? 0;
}

/** Sets that an earlier attempt of this job handed out in the same session, oldest first. */
export async function setsToSettle(tx: Transaction, lease: Lease, sessionId: string): Promise<string[]> {
  const { rows } = await tx.query<{ key: string }>(
    `select key from exchange
     where company_id = $1 and cycle = $2 and step = $3 and session_id = $4 and kind = 'write'
       and state in ('sent', 'answered', 'failed')
     order by id`,
    [lease.companyId, lease.cycle, lease.step, sessionId],
  );
  return rows.map((row) => row.key);
}

/** How many writes of this step left in this session, and nobody knows what became of them. */
export async function countInDoubt(tx: Transaction, lease: Lease, sessionId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from operation o
       join exchange x on x.company_id = $1 and x.key = o.exchange_key and x.session_id = $4
     where o.company_id = $1 and o.book = 'quickbooks' and o.entity = $2 and o.phase = $3
       and o.state in ('sent', 'unknown') and o.asked_at is null`,
    [lease.companyId, lease.step, lease.phase, sessionId],
  );
  return rows[0]?.count ?? 0;
}

/** Nothing of a refused set ran (0x80040400): its operations may leave again, in another set. */
export async function backToPlanned(tx: Transaction, companyId: string, key: string): Promise<void> {
  await tx.query(
    `update operation set state = 'planned', exchange_key = null, sent_at = null
     where company_id = $1 and exchange_key = $2 and state in ('sent', 'planned')`,
    [companyId, key],
  );
}

/** Write sets of any session whose conclusions nobody has drawn yet, oldest first. What is still out is not among them. */
export async function unsettledWrites(tx: Transaction, companyId: string): Promise<string[]> {
  const { rows } = await tx.query<{ key: string }>(
    `select key from exchange
     where company_id = $1 and kind = 'write' and state in ('answered', 'failed', 'inDoubt')
     order by id`,
    [companyId],
  );
  return rows.map((row) => row.key);
}
