import { otherBook, type Book, type EntityDefinition, type EntityName } from '../../entities/definition';
import { closedLists } from '../../ledger/closedLists';
import type { Transaction } from '../../ledger/database';
import { holdsOfRecords } from '../../ledger/tieOutRecords';
import type { HeldBecause, TieOutInput } from '../../reconcile/tieout/entries';

/**
 * Holds that keep a record, or what counts of it, from being the same in both books; of a list that a book does not give,
 * that.
 */
export async function holdFinder(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<TieOutInput['hold']> {
  const key = (book: Book, entity: EntityName, id: string): string => `${book} ${entity} ${id}`;
  const counts = new Map(definitions.map(({ name, document }) => [name, ['', ...(document?.unit ?? [])]]));
  const holds = await holdsOfRecords(tx, companyId, [...counts.keys()]);
  const found = new Map<string, HeldBecause>();
  const ofTwins = new Map<string, HeldBecause>();
  for (const hold of holds) {
    if (!counts.get(hold.entity)?.includes(hold.field)) continue;
    const at = key(hold.book, hold.entity, hold.recordId);
    if (!found.has(at)) found.set(at, hold);
    // What was called off in one book counts in the other alone, and is held by the record that counts no more.
    if (hold.twinId === null) continue;
    const twin = key(otherBook(hold.book), hold.entity, hold.twinId);
    if (!ofTwins.has(twin)) ofTwins.set(twin, hold);
  }
  const closed = new Map(
    (await closedLists(tx, companyId)).map(({ entity, because, cure }): [EntityName, HeldBecause] => [
      entity,
      { cause: 'notAllowed', sentence: because, cure },
    ]),
  );
  return (book, entity, id) => {
    const at = key(book, entity, id);
    return found.get(at) ?? ofTwins.get(at) ?? closed.get(entity);
  };
}
