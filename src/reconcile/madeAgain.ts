import type { Book } from '../entities/definition';
import { flowsFrom } from '../entities/definition';
import { noDecisions, pairKey, type RecordPair, type SettledDecision } from './decisions';
import type { EntityInput } from './input';
import type { Linking } from './linking';
import { inBothBooks } from './paths';
import type { Link } from './plan';

/**
 * What is made again, documents above all. What is void or deleted in QuickBooks comes back by no write, so its link ends and its
 * twin goes over as one that never had any: as a new document, with its own operation and ExternalGUID. That is so
 * - when the side that we made void or deleted stands against a twin that was restored since,
 * - when a person says so of one that was deleted by hand,
 * - when a person releases what was kept apart: of lists only that.
 */
export interface MadeAgain {
  /** The records whose link ended so. */
  readonly ids: Readonly<Record<Book, ReadonlySet<string>>>;
  readonly decided: readonly SettledDecision[];
}

/**
 * Ends the links of documents that are to be made again, after everything was matched: one that somebody has entered
 * anew in the meantime is the twin.
 * @param waits whether a record cannot be judged now, because a write is on its way.
 */
export function partForAgain(
  input: EntityInput,
  linking: Linking,
  waits: (book: Book, id: string) => boolean,
): MadeAgain {
  const { definition, records, work, decisions = noDecisions } = input;
  const ids = inBothBooks(() => new Set<string>());
  const decided: SettledDecision[] = [];
  const wished = new Map(decisions.again.filter(({ isOpen }) => isOpen).map((each) => [pairKey(each), each]));
  const kept = new Set([...decisions.kept, ...decisions.takenBack].map(pairKey));
  const undone = undonePairs(input);
  const part = (left: Book, id: string, link: Link): void => {
    const isLooked = work.quickbooks.has(link.quickbooksId) || work.billcom.has(link.billcomId);
    const isOnItsWay =
      linking.isOnItsWay('quickbooks', link.quickbooksId) || linking.isOnItsWay('billcom', link.billcomId);
    if (!isLooked || isOnItsWay || waits(left, id)) return;
    const wish = wished.get(pairKey(link));
    const record = records[left].get(id);
    const isRestored =
      record !== undefined &&
      undone.has(pairKey(link)) &&
      !kept.has(pairKey(link)) &&
      flowsFrom(definition, record.fields, left);
    if (!wish && !isRestored) return;
    linking.part(link);
    ids[left].add(id);
    if (wish) decided.push({ id: wish.id, state: 'used' });
    wished.delete(pairKey(link));
  };
  for (const left of ['quickbooks', 'billcom'] as const)
    for (const [id, link] of [...linking.broken[left]]) part(left, id, link);
  for (const wish of wished.values()) {
    const because = whyNot(wish, linking);
    if (because !== undefined) decided.push({ id: wish.id, state: 'void', because });
  }
  return { ids, decided };
}

/** Why a wish has no object; undefined while it only waits. */
function whyNot({ quickbooksId, billcomId }: RecordPair, linking: Linking): string | undefined {
  const link = linking.between(quickbooksId, billcomId);
  if (!link) return 'the two were not linked any more';
  const isBroken = linking.broken.quickbooks.has(quickbooksId) || linking.broken.billcom.has(billcomId);
  return isBroken ? undefined : 'both are there, or neither is';
}

/** The pairs of which we have undone one side for the other. */
export const undonePairs = ({ undone = [] }: Pick<EntityInput, 'undone'>): ReadonlySet<string> =>
  new Set(undone.map(pairKey));

/** Records that are to be in the other book whenever they were settled: they were there before. */
export function wantedAgain({ undone = [], decisions = noDecisions }: EntityInput, book: Book): Set<string> {
  return new Set(
    [...undone, ...decisions.again].map((pair) =>
      book === 'quickbooks' ? pair.quickbooksId : pair.billcomId,
    ),
  );
}
