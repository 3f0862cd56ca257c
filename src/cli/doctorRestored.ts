import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { Config } from '../config';
import type { Company } from '../ledger/companies';
import { latestCycles } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { companyWorkflowId, status } from '../workflows/messages';
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
  const workflow = client.workflow.getHandle(companyWorkflowId(id));
  try {
    // One that was ended for good remembers what no longer counts.
    if ((await workflow.describe()).status.name !== 'RUNNING') return undefined;
    const { lastCycle } = await client.connection.withDeadline(Date.now() + askLimitMs, () =>
      workflow.query(status),
    );
    const known = await lastCycleOf(database, id);
    return lastCycle > known ? toldOf(known, lastCycle) : undefined;
  } catch (error) {
    // A company that nothing was asked for yet has no workflow.
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

const toldOf = (known: number, remembered: number): Check =>
  broken(
    'backup',
    `Temporal has run cycle ${remembered}, and the database knows ${known === 0 ? 'none' : `only ${known}`}: it was restored from a backup. Nothing is synced.`,
    'Stop worker and gateway, run “tieout restored”, and start them again; it says what that means.',
  );

const lastCycleOf = (database: Database, companyId: string): Promise<number> =>
  database.inCompany(companyId, async (tx) => (await latestCycles(tx, companyId, 1))[0]?.number ?? 0);
