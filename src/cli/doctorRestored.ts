import { Client, Connection } from '@temporalio/client';
import type { Config } from '../config';
import type { Company } from '../ledger/companies';
import { latestCycles } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { currentLife } from '../ledger/life';
import { companyWorkflowId, status, type CompanyStatus } from '../workflows/messages';
import { broken, type Check } from './doctorSystem';

const limitMs = 5_000;

/**
 * Whether Temporal remembers cycles that the database does not know: it was restored from a backup, and nobody said so.
 * Tells nothing where Temporal or a worker is not there to be asked; that is another link's to tell.
 */
export async function checkRestored(
  config: Config,
  database: Database,
  companies: readonly Company[],
): Promise<Check[]> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS, connectTimeout: limitMs });
    const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
    const checks: Check[] = [];
    for (const { id, name } of companies) {
      const remembered = await rememberedOf(client, id);
      const known = await knownOf(database, id);
      if (remembered && isOlder(known, remembered))
        checks.push({ company: name, ...toldOf(known, remembered) });
    }
    return checks;
  } catch {
    return [];
  } finally {
    await connection?.close().catch(() => undefined);
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

/** undefined: the company has no workflow yet, or no worker answers for it. */
async function rememberedOf(client: Client, companyId: string): Promise<CompanyStatus | undefined> {
  const handle = client.workflow.getHandle(companyWorkflowId(companyId));
  return client.connection
    .withDeadline(Date.now() + limitMs, () => handle.query(status))
    .catch(() => undefined);
}
