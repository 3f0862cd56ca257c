import type { EntityDefinition } from '../../entities/definition';
import { dueInMinutes, type Company } from '../../ledger/companies';
import { cycleCounts } from '../../ledger/cycleCounts';
import { endCycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import { acceptedChanges, hasSynced, showAsPreview, sizeOfList } from '../../ledger/massChange';
import { liftStops, setStop } from '../../ledger/stops';
import { stopSession } from '../../quickbooks/exchange/sessions';
import {
  changeKey,
  listsToCount,
  massChanges,
  massChangeSentence,
  type MassChange,
} from '../../reconcile/guards/massChange';
import type { PlannedOperation } from '../../reconcile/plan';
import type { CyclePlan } from '../../workflows/jobs';

/** The lists of which a plan would change too much. None in a first sync: its preview was accepted. */
export async function massChangesIn(
  tx: Transaction,
  { id, settings }: Company,
  operations: readonly PlannedOperation[],
): Promise<MassChange[]> {
  // What is taken back, a person saw write by write.
  const own = operations.filter(({ undoes }) => undoes === undefined);
  const lists = listsToCount(own);
  if (lists.length === 0 || !(await hasSynced(tx, id))) return [];
  const sizes = new Map<string, number>();
  for (const { entity, book } of lists)
    sizes.set(`${book} ${entity}`, await sizeOfList(tx, id, book, entity));
  const accepted = new Set((await acceptedChanges(tx, id)).map(changeKey));
  const sizeOf = (entity: string, book: string): number => sizes.get(`${book} ${entity}`) ?? 0;
  return massChanges(own, sizeOf, settings.massChangeShare, accepted);
}

/**
 * Ends a cycle before a mass change: what it would do is shown like a preview's, and a person is asked. The next
 * scheduled cycle looks again, so that it goes on by itself when the edits were undone.
 */
export async function stopForMassChange(
  tx: Transaction,
  company: Company,
  job: { readonly cycle: number; readonly sessionId: string | null; readonly proposed: number },
  mass: readonly MassChange[],
  definitions: readonly EntityDefinition[],
): Promise<CyclePlan> {
  const { cycle, sessionId, proposed } = job;
  const share = company.settings.massChangeShare;
  const sentence = massChangeSentence(
    mass,
    share,
    (entity) => definitions.find(({ name }) => name === entity)?.words.many ?? entity,
  );
  await setStop(tx, company.id, 'massChange', sentence, { cycle, lists: mass });
  await showAsPreview(tx, company.id, cycle);
  const counts = { ...(await cycleCounts(tx, company.id, cycle)), proposed };
  await endCycle(tx, company.id, cycle, { state: 'waitingForAccept', counts, message: sentence });
  await dueInMinutes(tx, company.id, company.settings.everyMinutes);
  if (sessionId !== null) await stopSession(tx, company.id, sessionId, sentence);
  return { quickbooks: [], billcom: [], isOver: true };
}

/** A sync that is no mass change (any more) waits for nobody. */
export const goesOn = (tx: Transaction, companyId: string): Promise<unknown> =>
  liftStops(tx, companyId, 'planned');
