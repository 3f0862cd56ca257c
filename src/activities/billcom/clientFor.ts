import { createBillcomClient, type BillcomClient } from '../../billcom/client';
import { memoryCallSlots } from '../../billcom/memory';
import type { BillcomLog, CallSlots } from '../../billcom/ports';
import type { Company } from '../../ledger/companies';
import type { Database } from '../../ledger/database';
import { sharedBudget, sharedSession } from './sharedState';

/** What is sealed in a company's row. */
export interface BillcomSecret {
  readonly devKey: string;
  readonly password: string;
}

/** Two calls at once per organization in this process; only one job of a company runs at a time (design §5). */
const slots = new Map<string, CallSlots>();

/** Makes the Bill.com client of a company: credentials opened, session and budget shared through Postgres. */
export const billcomClients =
  (database: Database, log: BillcomLog) =>
  (company: Company): BillcomClient => {
    const secret = JSON.parse(database.sealer.open(company.billcomSecret)) as BillcomSecret;
    const organizationSlots = slots.get(company.id) ?? memoryCallSlots();
    slots.set(company.id, organizationSlots);
    return createBillcomClient({
      connection: { ...company.billcom, ...secret },
      sessions: sharedSession(database, company.id),
      budget: sharedBudget(database, secret.devKey),
      slots: organizationSlots,
      log,
    });
  };
