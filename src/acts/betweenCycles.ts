import type { Company } from '../ledger/companies';
import { lockOpenCycles } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { holdCompany } from '../quickbooks/exchange/companyRows';
import { Problem } from '../words/problem';

/**
 * Holds the company still: no cycle runs, and none begins before this is committed.
 * @throws Problem while a cycle runs
 */
export async function betweenCycles(
  tx: Transaction,
  company: Pick<Company, 'id'>,
  setting: string,
  cycle: 'cycle' | 'preview' = 'cycle',
): Promise<void> {
  // Cycles before their company, as everywhere; with the company locked no other cycle is asked for. One that is due
  // begins when this is committed, and then reads the right list.
  await lockOpenCycles(tx, company.id);
  await holdCompany(tx, company.id);
  if ((await lockOpenCycles(tx, company.id)).some((cycle) => cycle.state === 'running'))
    throw new Problem(`${setting} cannot be changed while a ${cycle} runs.`, {
      cure: 'Try again when it has ended.',
    });
}
