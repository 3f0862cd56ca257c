import type { EntityDefinition, EntityName, QuickBooksList } from '../../entities/definition';
import { listsOf } from '../../entities/listsOf';
import { readForNames } from '../../entities/nameLists';
import { entityDefinitions } from '../../entities/registry';
import { closeList, openLists } from '../../ledger/closedLists';
import type { Company } from '../../ledger/companies';
import { loadCursors } from '../../ledger/cursors';
import type { Transaction } from '../../ledger/database';
import { endStep } from '../../ledger/steps';
import { loadClock } from '../../ledger/pcClock';
import { pcTime } from '../../quickbooks/pcClock';
import { isUsable } from '../../reconcile/guards/bookRules';
import type { QuickBooksRead } from '../../workflows/jobs';
import { beginCycle } from '../beginCycle';
import { loadBookRules } from '../bookRules';
import type { ActivityDeps } from '../deps';
import { balanceRequests } from './balances';
import { noteNewest } from './noteClock';
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
    await job.under(async (tx) => {
      await noteLists(
        tx,
        companyId,
        [...definitions.filter(hasAList).flatMap(listsOf), ...readForNames],
        refused,
      );
      const names = definitions.filter(hasAList).map(({ name }) => name);
      await noteNewest(tx, { companyId, zone: company.zone }, names, await loadClock(tx, companyId));
      await endStep(tx, job.lease, refused.size === 0 ? undefined : [...refused.values()].join(' '));
    });
  } catch (error) {
    // The rows say why; reconciling finds them and ends the cycle.
    if (!(error instanceof CompanyStopped)) throw error;
  }
}

/** What QuickBooks refused is left alone; what it gave, or was not asked for, is not (any more). */
async function noteLists(
  tx: Transaction,
  companyId: string,
  lists: readonly QuickBooksList[],
  refused: ReadonlyMap<EntityName, string>,
): Promise<void> {
  const cure = 'The QuickBooks administrator allows it; the next sync reads the list again.';
  for (const [entity, because] of refused)
    await closeList(tx, companyId, { book: 'quickbooks', entity, because, cure });
  const given = lists.map(({ name }) => name).filter((name) => !refused.has(name));
  await openLists(tx, companyId, 'quickbooks', given);
}

/** @returns which lists were refused, and why. @throws CompanyStopped */
async function readInOrder(
  job: SessionJob,
  company: Company,
  definitions: readonly EntityDefinition[],
  round: number,
): Promise<ReadonlyMap<EntityName, string>> {
  const rules = await job.under((tx) => loadBookRules(tx, company.id));
  const usable = definitions.filter(
    (definition) => !definition.isOff && hasAList(definition) && isUsable(rules, definition),
  );
  const isPassed = await OpeningCheck.beforeRecovery(job, company, usable);
  await recoverWrites(job, definitionOf(definitions));
  const cursors = await job.under((tx) => loadCursors(tx, company.id, 'quickbooks'));
  const clock = await job.under((tx) => loadClock(tx, company.id));
  const latest = pcTime(clock, company.zone, new Date());
  // What was just recovered is among the newest records now.
  const opening = isPassed ? undefined : await OpeningCheck.prepare(job, company, usable);
  const asked = [...usable.flatMap(listsOf), ...readForNames];
  const besides = await job.under((tx) => balanceRequests(tx, company.id));
  return readChanges(job, asked, cursors, { round, latest, besides, ...(opening ? { opening } : {}) });
}

/** What stands in the records of another list is read with them. */
const hasAList = ({ quickbooks }: EntityDefinition): boolean => quickbooks.partOf === undefined;

export const definitionOf =
  (definitions: readonly EntityDefinition[]) =>
  (entity: string): EntityDefinition => {
    const found = definitions.find((definition) => definition.name === entity);
    if (!found) throw new Error(`there is no entity “${entity}”`);
    return found;
  };
