import type { Book, EntityName } from '../../entities/definition';
import type { Mapping } from '../../ledger/mappings';
import type { Stranger as ListedStranger } from '../../ledger/planInput';
import type { PlannedOperation } from '../../reconcile/plan';
import { inBothBooks } from '../../reconcile/paths';
import type { References, Resolved } from '../../reconcile/references';

/** Which records of an entity are the same thing, after its plan: linked, or made by it. */
export interface TwinIndex {
  readonly twin: Readonly<Record<Book, ReadonlyMap<string, string>>>;
  readonly planned: Readonly<Record<Book, ReadonlySet<string>>>;
  /** Those that have no twin, are out of use or are not there any more, by id. */
  readonly strangers: Readonly<Record<Book, ReadonlyMap<string, Stranger>>>;
  /** Those whose link ends by this plan. */
  readonly parted: Readonly<Record<Book, ReadonlySet<string>>>;
}

/** `isNeverMade`: by rule it gets no twin in QuickBooks, and a person says what it stands for. */
type Stranger = ListedStranger & { readonly isNeverMade?: boolean };

export interface IdPair {
  readonly quickbooksId: string;
  readonly billcomId: string;
}

/** What a list's plan says of who is whose twin. */
export interface PlannedTwins {
  /** Those that stand after it. */
  readonly links: readonly IdPair[];
  readonly creates: readonly { readonly book: Book; readonly sourceId: string }[];
  /** All of them: the names are what holds say. */
  readonly strangers: readonly Stranger[];
  readonly ended: readonly IdPair[];
}

/** Of a plan's operations what makes a record in a book, and from which one of the other. */
export const createsOf = (operations: readonly PlannedOperation[]): PlannedTwins['creates'] =>
  operations.filter(({ action }) => action === 'create').map(({ book, sourceId }) => ({ book, sourceId }));

export function twinIndex({ links, creates, strangers, ended }: PlannedTwins): TwinIndex {
  const known = inBothBooks(
    (book) => new Map(strangers.filter((each) => each.book === book).map((each) => [each.id, each])),
  );
  const isThere = (book: Book, id: string): boolean => known[book].get(id)?.isGone !== true;
  return {
    // Nothing can refer to a twin that was deleted or merged away.
    twin: {
      quickbooks: new Map(
        links
          .filter(({ billcomId }) => isThere('billcom', billcomId))
          .map((link) => [link.quickbooksId, link.billcomId]),
      ),
      billcom: new Map(
        links
          .filter(({ quickbooksId }) => isThere('quickbooks', quickbooksId))
          .map((link) => [link.billcomId, link.quickbooksId]),
      ),
    },
    planned: {
      quickbooks: new Set(creates.filter((each) => each.book === 'billcom').map((each) => each.sourceId)),
      billcom: new Set(creates.filter((each) => each.book === 'quickbooks').map((each) => each.sourceId)),
    },
    strangers: known,
    parted: {
      quickbooks: new Set(ended.map(({ quickbooksId }) => quickbooksId)),
      billcom: new Set(ended.map(({ billcomId }) => billcomId)),
    },
  };
}

/**
 * References to entities whose plans are made, by their twins and by people's choices. What refers to a record that was
 * merged away means its survivor.
 */
export function referencesTo(
  twins: ReadonlyMap<EntityName, TwinIndex>,
  mappings: readonly Mapping[],
  parents: ReadonlyMap<EntityName, Parents> = new Map(),
): References {
  const chosen = new Map(
    mappings.map((mapping) => [
      `${mapping.entity} ${mapping.quickbooksEntity} ${mapping.billcomId}`,
      mapping,
    ]),
  );
  /** What a person chose for a record of Bill.com that has no twin; undefined where that is gone. */
  const choiceFor = (entity: EntityName, kind: EntityName, id: string): string | undefined => {
    const strangers = twins.get(kind)?.strangers.quickbooks ?? new Map<string, Stranger>();
    const given = chosen.get(`${entity} ${kind} ${id}`)?.quickbooksId;
    const target = given === undefined ? undefined : survivorOf(strangers, given);
    return target === undefined || strangers.get(target)?.isGone === true ? undefined : target;
  };
  return {
    resolve(entity, book, given): Resolved {
      const index = twins.get(entity);
      const id = index ? survivorOf(index.strangers[book], given) : given;
      const twin =
        index?.twin[book].get(id) ?? (book === 'billcom' ? choiceFor(entity, entity, id) : undefined);
      if (twin !== undefined) {
        // Bill.com takes an inactive record as a reference, as far as is known; QuickBooks does not.
        const target = book === 'billcom' ? index?.strangers.quickbooks.get(twin) : undefined;
        return { state: 'linked', id: twin, ...(target?.isInactive ? { inactive: target.name } : {}) };
      }
      if (index?.planned[book].has(id)) return { state: 'planned' };
      const stranger = index?.strangers[book].get(id);
      const name = index?.strangers[book].get(given)?.name ?? given;
      return {
        state: 'unlinked',
        name,
        ...(stranger?.isGone ? { isGone: true } : {}),
        ...(stranger?.isNeverMade ? { isNeverMade: true } : {}),
        ...(entity === 'item' && choiceFor('item', 'account', id) !== undefined
          ? { standsFor: 'account' as const }
          : {}),
      };
    },
    accountOf(given) {
      const items = twins.get('item');
      const id = items ? survivorOf(items.strangers.billcom, given) : given;
      const account = items?.twin.billcom.has(id) ? undefined : choiceFor('item', 'account', id);
      return account === undefined ? undefined : twins.get('account')?.twin.quickbooks.get(account);
    },
    parents: (entity) => parents.get(entity) ?? noParents,
    hasParted: (entity, book, id) => twins.get(entity)?.parted[book].has(id) === true,
  };
}

/** Of each book, by the ids of those below them. */
export type Parents = Readonly<Record<Book, ReadonlyMap<string, string>>>;
const noParents: Parents = inBothBooks(() => new Map<string, string>());

function survivorOf(strangers: ReadonlyMap<string, Stranger>, id: string): string {
  const seen = new Set<string>();
  let at = id;
  for (
    let into = strangers.get(at)?.mergedInto;
    typeof into === 'string';
    into = strangers.get(at)?.mergedInto
  ) {
    if (seen.has(into)) return id;
    seen.add(into);
    at = into;
  }
  return at;
}
