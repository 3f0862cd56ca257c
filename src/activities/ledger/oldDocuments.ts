import type { EntityDefinition } from '../../entities/definition';
import type { Transaction } from '../../ledger/database';
import type { StoredDecision } from '../../ledger/decisions';
import { unlinkedBefore, unsettledInBillcom, type DocumentKey } from '../../ledger/planInput';

/**
 * The documents of QuickBooks from before the start date that a plan need not load, by id. They stay there for good, and a
 * company with years of them would pay for them in every cycle. What a plan may do with one of them is to find it to be the
 * twin of a document of Bill.com: so those that share a number or a day with one that may find a twin are loaded, as are
 * those of which anything was decided or is under way.
 * @param since the start date, YYYY-MM-DD
 * @param concerned ids of both books that were decided about or have a write under way
 */
export async function oldDocuments(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  since: string,
  concerned: readonly string[],
): Promise<string[]> {
  const { name: entity, document } = definition;
  if (!document?.isBeforeStart) return [];
  const old = await unlinkedBefore(tx, companyId, entity, since);
  if (old.length === 0) return [];
  const there = await unsettledInBillcom(tx, companyId, entity, concerned);
  const wanted = new Set(there.flatMap((each) => coarseKeys(definition, each)));
  const isConcerned = new Set(concerned);
  return old
    .filter((each) => !isConcerned.has(each.id))
    .filter((each) => wanted.size === 0 || !coarseKeys(definition, each).some((key) => wanted.has(key)))
    .map(({ id }) => id);
}

/** The definition's own keys of a document of nobody over nothing: documents that share a key share one of these. */
function coarseKeys({ matchKeys }: EntityDefinition, { name, date }: DocumentKey): string[] {
  const { certain, likely } = matchKeys({ name, date, lines: [] }, '');
  return [...certain, ...likely];
}

/** The records that people's standing decisions are about. */
export const decidedAbout = (
  { name }: EntityDefinition,
  decisions: readonly StoredDecision[],
): readonly string[] =>
  decisions
    .filter(({ entity }) => entity === name)
    .flatMap((decision) => {
      const { recordId } = decision;
      const billcomId = 'billcomId' in decision.payload ? decision.payload.billcomId : undefined;
      return typeof billcomId === 'string' ? [recordId, billcomId] : [recordId];
    });
