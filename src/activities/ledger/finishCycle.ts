import { loadCompany, scheduleNext } from '../../ledger/companies';
import { endCycle } from '../../ledger/cycles';
import { countEntities } from '../../ledger/records';
import type { LedgerActivities } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';

/** Writes the cycle's end with its counts, and when the next one is due. Idempotent. */
export async function finishCycle(
  deps: ActivityDeps,
  input: Parameters<LedgerActivities['finishCycle']>[0],
): Promise<void> {
  const { companyId, cycle, result, message } = input;
  await deps.database.inCompany(companyId, async (tx) => {
    const company = await loadCompany(tx, companyId);
    const { rows } = await tx.query<{ applied: number; rejected: number }>(
      `select count(*) filter (where state = 'applied')::int as applied, count(*) filter (where state = 'rejected')::int as rejected
       from operation where company_id = $1 and cycle = $2`,
      [companyId, cycle],
    );
    const counts = { entities: await countEntities(tx, companyId), ...rows[0] };
    await endCycle(tx, companyId, cycle, {
      state: result,
      counts,
      ...(message === undefined ? {} : { message }),
    });
    await scheduleNext(tx, companyId, company.settings.everyMinutes);
  });
}
