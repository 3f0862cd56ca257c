import type { Company } from '../ledger/companies';
import type { Deciding } from '../ledger/decide';
import type { Ledger } from './openLedger';

/** Runs a decision in one transaction; once more when somebody else asked for a cycle in the same moment. */
export async function deciding<T>(
  { database, by: who }: Pick<Ledger, 'database' | 'by'>,
  { id: companyId }: Pick<Company, 'id'>,
  work: (by: Deciding) => Promise<T>,
): Promise<T> {
  const attempt = (): Promise<T> => database.inCompany(companyId, (tx) => work({ tx, companyId, who }));
  try {
    return await attempt();
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    return attempt();
  }
}
