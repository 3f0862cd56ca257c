import type { EntityInput } from './input';
import { noDecisions, type RecordPair, type SettledDecision } from './decisions';
import type { Linking } from './linking';
import { isLiving } from './paths';

/**
 * Carries out what people decided about pairs, before anything is matched: links are ended, then made. What waits for a
 * write on its way, or for a record that can be read, stays open.
 */
export function carryOutPairDecisions(input: EntityInput, linking: Linking): SettledDecision[] {
  const { links, apart, unlinked } = input.decisions ?? noDecisions;
  const settled: SettledDecision[] = [];
  for (const decision of unlinked) {
    if (!decision.isOpen || waits(decision)) continue;
    const link = linking.between(decision.quickbooksId, decision.billcomId);
    if (link) linking.part(link);
    settled.push(link ? used(decision) : voided(decision, 'the two were not linked any more'));
  }
  for (const decision of apart) {
    if (!decision.isOpen) continue;
    const isLinked = linking.between(decision.quickbooksId, decision.billcomId) !== undefined;
    settled.push(isLinked ? voided(decision, 'the two are linked') : used(decision));
  }
  for (const decision of links) {
    const because = waits(decision) ? 'waits' : join(decision);
    if (because !== 'waits') settled.push(because === undefined ? used(decision) : voided(decision, because));
  }
  return settled;

  function waits({ quickbooksId, billcomId }: RecordPair): boolean {
    return linking.isOnItsWay('quickbooks', quickbooksId) || linking.isOnItsWay('billcom', billcomId);
  }

  /** @returns why not. */
  function join({ quickbooksId, billcomId }: RecordPair): string | undefined {
    const quickbooks = input.records.quickbooks.get(quickbooksId);
    const billcom = input.records.billcom.get(billcomId);
    if (!isLiving(quickbooks) || !isLiving(billcom)) return 'one of the two is not there any more';
    if (linking.between(quickbooksId, billcomId)) return undefined;
    if (quickbooks.problem !== null || billcom.problem !== null) return 'waits';
    const isTaken = !linking.isFree('quickbooks', quickbooks) || !linking.isFree('billcom', billcom);
    if (isTaken) return 'one of the two is linked to another record';
    linking.join(quickbooks, billcom, 'person');
    return undefined;
  }
}

const used = ({ id }: { id: string }): SettledDecision => ({ id, state: 'used' });
const voided = ({ id }: { id: string }, because: string): SettledDecision => ({ id, state: 'void', because });
