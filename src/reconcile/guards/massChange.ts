import type { Book, CanonicalValue, EntityName } from '../../entities/definition';
import { bookTitle } from '../../entities/definition';
import type { Awaited, WriteAction, WritePhase } from '../plan';

/** A planned or proposed write, as far as this guard looks at it. */
export interface Change {
  readonly entity: EntityName;
  /** The book that is written. */
  readonly book: Book;
  readonly action: WriteAction;
  readonly phase: WritePhase;
  readonly recordId: string | null;
  readonly fields: Readonly<Record<string, CanonicalValue>>;
  readonly awaits: Readonly<Record<string, Awaited>>;
}

/** A list of which a cycle would change so much that a person has to say so first. */
export interface MassChange {
  readonly entity: EntityName;
  readonly book: Book;
  /** Records that would be changed, and how many of them deactivated. */
  readonly changes: number;
  readonly deactivations: number;
  /** Records of the list in that book. */
  readonly of: number;
}

/** Fewer changes than this are no mass change, however short the list is. */
export const fewestChanges = 20;

/**
 * The lists of which more than a share (percent) would be changed. What a person has accepted counts no more, as long as
 * it is exactly that: the same fields of the same records.
 */
export function massChanges(
  operations: readonly Change[],
  sizeOf: (entity: EntityName, book: Book) => number,
  share: number,
  accepted: ReadonlySet<string> = new Set(),
): MassChange[] {
  return changedLists(operations, accepted).flatMap(({ entity, book, changed }) => {
    const of = sizeOf(entity, book);
    if (changed.length < fewestChanges || changed.length * 100 <= share * of) return [];
    const deactivations = changed.filter(({ phase }) => phase === 'deactivate').length;
    return [{ entity, book, changes: changed.length, deactivations, of }];
  });
}

/** The lists of which enough would be changed that their size counts. */
export const listsToCount = (operations: readonly Change[]): { entity: EntityName; book: Book }[] =>
  changedLists(operations, new Set()).filter(({ changed }) => changed.length >= fewestChanges);

function changedLists(
  operations: readonly Change[],
  accepted: ReadonlySet<string>,
): { entity: EntityName; book: Book; changed: Change[] }[] {
  const lists = new Map<string, { entity: EntityName; book: Book; changed: Change[] }>();
  for (const operation of operations) {
    if (operation.action === 'create' || accepted.has(changeKey(operation))) continue;
    const { entity, book } = operation;
    const list = lists.get(`${book} ${entity}`) ?? { entity, book, changed: [] };
    lists.set(`${book} ${entity}`, list);
    list.changed.push(operation);
  }
  return [...lists.values()];
}

/** Equal for equal writes, however their fields are ordered. */
export const changeKey = ({ entity, book, recordId, fields, awaits }: Change): string =>
  JSON.stringify([entity, book, recordId, ordered(fields), ordered(awaits)]);

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([name, part]) => [name, ordered(part)]);
}

/** What the Web Connector shows. */
export function massChangeSentence(
  changes: readonly MassChange[],
  share: number,
  manyOf: (entity: EntityName) => string,
): string {
  const lists = changes.map(
    ({ entity, book, changes: count, deactivations, of }) =>
      `${count} of the ${of} ${manyOf(entity)} in ${bookTitle[book]}${deactivations === 0 ? '' : ` (and make ${deactivations === count ? 'all' : deactivations} of them inactive)`}`,
  );
  return `This sync would change ${lists.join(' and ')}: more than ${share} % of the list, so nothing was written. Look at it with “tieout preview --last”; an Administrator lets exactly that go with “tieout accept”, or the edits that led to it are undone.`;
}
