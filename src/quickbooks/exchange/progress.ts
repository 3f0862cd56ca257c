import type { Transaction } from '../../ledger/database';

/**
 * The bar at the Web Connector, from real counts: what the cycle's steps have done of what they know they have
 * to do. 1 to 99, for 100 would end the session, and it never goes back.
 */
export async function raiseProgress(tx: Transaction, companyId: string, sessionId: string): Promise<number> {
  const { rows } = await tx.query<{ progress: number }>(
    `update web_connector_session session
        set progress = greatest(session.progress, least(99, greatest(1, coalesce(counted.percent, 1))))
       from (select floor(100.0 * sum(least(step.done, step.total)) / nullif(sum(step.total), 0))::int as percent
               from web_connector_session asked
               join cycle_step step on step.company_id = asked.company_id and step.cycle = asked.cycle
              where asked.company_id = $1 and asked.id = $2) counted
      where session.company_id = $1 and session.id = $2
      returning session.progress`,
    [companyId, sessionId],
  );
  return rows[0]?.progress ?? 1;
}
