import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { Config } from '../config';
import type { Company } from '../ledger/companies';
import { latestCycles } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { currentLife } from '../ledger/life';
import { companyWorkflowId, status, type CompanyStatus } from '../workflows/messages';
import { broken, untold, type Check } from './doctorSystem';

const connectLimitMs = 5_000;
/** The question goes first to the worker that was asked last; when that one was killed, Temporal waits 10 s for it. */
const askLimitMs = 15_000;

/**
 * Whether Temporal remembers cycles that the database does not know: it was restored from a backup, and nobody said so.
 * Tells nothing of what is as it should be.
 */
export async function checkRestored(
  config: Config,
  database: Database,
  companies: readonly Company[],
): Promise<Check[]> {
  if (companies.length === 0) return [];
  let connection: Connection | undefined;
  const checks: Check[] = [];
  try {
    connection = await Connection.connect({
      address: config.TEMPORAL_ADDRESS,
      connectTimeout: connectLimitMs,
    });
    const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
    for (const { id, name } of companies) {
      const check = await checkCompany(client, database, id);
      if (check) checks.push({ company: name, ...check });
    }
    return checks;
  } catch {
    // Which of them is missing is another link's to tell.
    return [...checks, untold('backup', 'Without Temporal or a worker nobody can say which cycles ran.')];
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

async function checkCompany(client: Client, database: Database, id: string): Promise<Check | undefined> {
  try {
    const remembered = await client.connection.withDeadline(Date.now() + askLimitMs, () =>
      client.workflow.getHandle(companyWorkflowId(id)).query(status),
    );
    const known = await knownOf(database, id);
    return isOlder(known, remembered) ? toldOf(known, remembered) : undefined;
  } catch (error) {
    // A company that nothing was asked for yet has no workflow.
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

interface Known {
  readonly lastCycle: number;
  readonly life: string | undefined;
}

export const isOlder = (known: Known, remembered: Pick<CompanyStatus, 'lastCycle' | 'life'>): boolean =>
  remembered.life === known.life && remembered.lastCycle > known.lastCycle;

const toldOf = (known: Known, remembered: CompanyStatus): Check =>
  broken(
    'backup',
    `Temporal has run cycle ${remembered.lastCycle}, and the database knows ${known.lastCycle === 0 ? 'none' : `only ${known.lastCycle}`}: it was restored from a backup. Nothing is synced.`,
    'Stop worker and gateway, run “tieout restored”, and start them again; it says what that means.',
  );

async function knownOf(database: Database, companyId: string): Promise<Known> {
  return database.inCompany(companyId, async (tx) => {
    const [latest] = await latestCycles(tx, companyId, 1);
    return { lastCycle: latest?.number ?? 0, life: await currentLife(tx) };
  });
}
