import { createHash } from 'node:crypto';
import { createBillcomClient, type BillcomClient } from '../../billcom/client';
import type { BillcomLog } from '../../billcom/ports';
import type { Company } from '../../ledger/companies';
import type { Database } from '../../ledger/database';
import type { BillcomCallTimes } from '../deps';
import { callLeases } from './callLeases';
import { sharedBudgets } from './sharedBudget';
import { sharedEmailTurns } from './sharedEmailTurns';
import { sharedSession } from './sharedState';

/** What is sealed in a company's row. */
export interface BillcomSecret {
  readonly devKey: string;
  readonly password: string;
}

/** Makes the Bill.com client of a company: credentials opened; session, slots and budget shared through Postgres. */
export function billcomClients(
  database: Database,
  log: BillcomLog,
  calls: BillcomCallTimes,
): (company: Company) => BillcomClient {
  const budgetOf = sharedBudgets(database);
  const slotsOf = callLeases(database, log);
  const emailsOf = sharedEmailTurns(database, calls.callLimitMs);
  return (company) => {
    const secret = JSON.parse(database.sealer.open(company.billcomSecret)) as BillcomSecret;
    const developerKey = hashed(secret.devKey);
    return createBillcomClient({
      connection: { ...company.billcom, ...secret },
      sessions: sharedSession(database, company.id),
      v3Sessions: sharedSession(database, company.id, 'v3'),
      budget: budgetOf({ developerKey, companyId: company.id }),
      slots: slotsOf({ developerKey, organization: company.billcom.organizationId }),
      emails: emailsOf(developerKey),
      timeoutMs: calls.callLimitMs,
      log,
    });
  };
}

/** What stands for a developer key in tables that all companies share. */
const hashed = (devKey: string): string => createHash('sha256').update(devKey).digest('hex').slice(0, 32);
