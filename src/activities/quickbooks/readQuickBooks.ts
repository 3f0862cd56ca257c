import type { EntityDefinition } from '../../entities/definition';
import { nameLists } from '../../entities/nameLists';
import { entityDefinitions } from '../../entities/registry';
import type { Company } from '../../ledger/companies';
import { loadCursors } from '../../ledger/cursors';
import { endStep } from '../../ledger/steps';
import { wallClock } from '../../quickbooks/localTime';
import type { QuickBooksRead } from '../../workflows/jobs';
import { beginCycle } from '../beginCycle';
import type { ActivityDeps } from '../deps';
import { CompanyStopped, OpeningCheck } from './openingCheck';
import { readChanges } from './readChanges';
import { recoverWrites } from './recover';
import { SessionJob } from './sessionJob';

/**
 * Every session opens alike (design §3): the gateway's company guard has let it through, what is in doubt is cleared,
 * then the changes are read; only then does anything write.
 */
export async function readQuickBooks(deps: ActivityDeps, input: QuickBooksRead): Promise<void> {
  const { companyId, cycle, sessionId } = input;
  const company = await beginCycle(deps, input);
  const definitions = entityDefinitions(company.settings);
  const job = await SessionJob.begin(
    deps,
    { companyId, cycle, book: 'quickbooks', step: 'read', phase: 'read' },
    sessionId,
  );

  try {
    const refused = await readInOrder(job, company, definitions, input.round);
    await job.under((tx) => endStep(tx, job.lease, refused.length === 0 ? undefined : refused.join(' ')));
  } catch (error) {
    // The rows say why; reconciling finds them and ends the cycle.
    if (!(error instanceof CompanyStopped)) throw error;
  }
}

/** @returns why lists were refused. @throws CompanyStopped */
async function readInOrder(
  job: SessionJob,
  company: Company,
  definitions: readonly EntityDefinition[],
  round: number,
): Promise<string[]> {
  const isPassed = await OpeningCheck.beforeRecovery(job, company, definitions);
  await recoverWrites(job, definitionOf(definitions));
  const cursors = await job.under((tx) => loadCursors(tx, company.id, 'quickbooks'));
  const latest = wallClock(company.zone, new Date());
  // What was just recovered is among the newest records now.
  const opening = isPassed ? undefined : await OpeningCheck.prepare(job, company, definitions);
  return readChanges(job, [...definitions, ...nameLists], cursors, {
    round,
    latest,
    ...(opening ? { opening } : {}),
  });
}

export const definitionOf =
  (definitions: readonly EntityDefinition[]) =>
  (entity: string): EntityDefinition => {
    const found = definitions.find((definition) => definition.name === entity);
    if (!found) throw new Error(`there is no entity “${entity}”`);
    return found;
  };
