import type { Book, EntityName } from '../../entities/definition';
import type { Mapping } from '../../ledger/mappings';
import type { PlannedOperation } from '../../reconcile/plan';
import type { References, Resolved } from '../../reconcile/references';

/** Which records of an entity are the same thing, after its plan: linked, or made by it. */
export interface TwinIndex {
  readonly twin: Readonly<Record<Book, ReadonlyMap<string, string>>>;
  readonly planned: Readonly<Record<Book, ReadonlySet<string>>>;
}

export function twinIndex(
  links: readonly { quickbooksId: string; billcomId: string }[],
  operations: readonly PlannedOperation[],
): TwinIndex {
  const creates = operations.filter((operation) => operation.action === 'create');
  return {
    twin: {
      quickbooks: new Map(links.map((link) => [link.quickbooksId, link.billcomId])),
      billcom: new Map(links.map((link) => [link.billcomId, link.quickbooksId])),
    },
    planned: {
      quickbooks: new Set(creates.filter((each) => each.book === 'billcom').map((each) => each.sourceId)),
      billcom: new Set(creates.filter((each) => each.book === 'quickbooks').map((each) => each.sourceId)),
    },
  };
}

/** References to entities whose plans are made, by their twins and by people's choices. */
export const referencesTo = (
  twins: ReadonlyMap<EntityName, TwinIndex>,
  mappings: readonly Mapping[],
): References => ({
  resolve(entity, book, id): Resolved {
    const index = twins.get(entity);
    const twin = index?.twin[book].get(id) ?? targetOf(mappings, entity, book, id);
    if (twin !== undefined) return { state: 'linked', id: twin };
    return index?.planned[book].has(id) ? { state: 'planned' } : { state: 'unlinked', name: id };
  },
});

/** What a person chose for a record of Bill.com that has no twin, where it is a record of the same list. */
const targetOf = (
  mappings: readonly Mapping[],
  entity: EntityName,
  book: Book,
  id: string,
): string | undefined =>
  book === 'billcom'
    ? mappings.find(
        (each) => each.entity === entity && each.quickbooksEntity === entity && each.billcomId === id,
      )?.quickbooksId
    : undefined;
