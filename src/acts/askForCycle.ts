import { acceptable, acceptPreview } from '../ledger/accept';
import { loadCompany, type Company } from '../ledger/companies';
import { requestCycleNow } from '../ledger/requestCycleNow';
import { type CycleMode } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { latestSession } from '../ledger/sessions';
import { viewCycle, type CycleView } from './watchCycle';
import { type Ledger } from './openLedger';

/** No preview of it was accepted yet, so that --accept-first means the next one. */
export const awaitsFirst = ({ acceptedAt, previewBecause }: Company): boolean =>
  acceptedAt === null && previewBecause === null;

/** Asks for the next cycle. @returns what stood when it was asked for, to tell later what has happened since. */
export async function askForCycle(
  ledger: Pick<Ledger, 'database' | 'by'>,
  company: Company,
  request: { acceptFirst?: boolean; preview?: boolean },
): Promise<CycleView> {
  const { database, by } = ledger;
  const sessionBefore = await database.inCompany(company.id, (tx) => latestSession(tx, company.id));
  const ask = (tx: Transaction) => requestOrAccept(tx, company.id, { by, ...request });
  const { number } = await database
    .inCompany(company.id, ask)
    // Somebody else asked in the same moment: theirs is the cycle that is due now.
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== '23505') throw error;
      return database.inCompany(company.id, ask);
    });
  const view = await viewCycle(database, company.id, number);
  const { lastLoginAt } = company;
  return { ...view, session: sessionBefore, company: { ...view.company, lastLoginAt } };
}

/** A first preview that waits already is accepted as it is; it is made again only when other settings count now. */
async function requestOrAccept(
  tx: Transaction,
  companyId: string,
  request: { by: string; acceptFirst?: boolean; preview?: boolean },
): Promise<{ number: number; mode: CycleMode }> {
  const company = await loadCompany(tx, companyId);
  const acceptFirst = (request.acceptFirst ?? false) && awaitsFirst(company);
  if (acceptFirst) {
    const found = await acceptable(tx, companyId, company.settings);
    if (found.preview && found.changedSettings.length === 0) return acceptPreview(tx, companyId, request.by);
  }
  return requestCycleNow(tx, companyId, { ...request, acceptFirst });
}
