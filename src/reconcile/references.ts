import type { Book, CanonicalValue, EntityName } from '../entities/definition';

export type Resolved =
  /** The twin's id in the other book; its name there, where it is inactive and its book lets nothing refer to it (3140). */
  | { readonly state: 'linked'; readonly id: string; readonly inactive?: string }
  /** This plan creates the twin first. */
  | { readonly state: 'planned' }
  /**
   * `isGone`: the record itself was deleted, or merged into one that is not there. `isNeverMade`: by rule it gets no twin,
   * and a person says what it stands for.
   */
  | {
      readonly state: 'unlinked';
      readonly name: string;
      readonly isGone?: boolean;
      readonly isNeverMade?: boolean;
      /** A choice stands that this reference cannot use: an account, where an item is needed. */
      readonly standsFor?: EntityName;
    };

/** Which records are the same thing, over all entities: what references are resolved with. */
export interface References {
  /** The twin of a record of `book`. */
  resolve(entity: EntityName, book: Book, id: string): Resolved;
  /** Bill.com's twin of the account of QuickBooks for which this item of Bill.com stands, by a person's choice. */
  readonly accountOf?: (item: string) => string | undefined;
  /** The parents of a list with levels, by the ids below them, in each book. None unless said. */
  readonly parents?: (entity: EntityName) => Readonly<Record<Book, ReadonlyMap<string, string>>>;
  /** Whether a link of this record ends in this plan: what was agreed by way of it is open again. Never unless said. */
  hasParted?(entity: EntityName, book: Book, id: string): boolean;
}

/** Whether two references, one of each book, point to the same thing (or both to nothing). */
export function isSameReference(
  references: References,
  entity: EntityName,
  quickbooks: CanonicalValue,
  billcom: CanonicalValue,
): boolean {
  if (quickbooks === null || billcom === null) return quickbooks === billcom;
  const twin = references.resolve(entity, 'quickbooks', String(quickbooks));
  if (twin.state === 'linked' && twin.id === billcom) return true;
  // A record of Bill.com may stand for one of QuickBooks that has a twin of its own.
  const target = references.resolve(entity, 'billcom', String(billcom));
  return target.state === 'linked' && target.id === quickbooks;
}
