import type { ListRecord } from '../books/records';
import type { ElementRule, Particle } from '../language/contentModel';
import type { FieldValue, Fields } from '../language/fields';
import type { RequestContext } from '../processor/requestContext';

/** An entry as it would be after an Add or a Mod, for the rules of its list to judge. */
export interface Candidate {
  readonly before: ListRecord | undefined;
  readonly fields: Fields;
  /** The fields that the request holds. */
  readonly given: Fields;
  readonly parent: ListRecord | undefined;
}

/** Computes a field of the answer that is not kept in the entry. */
export type Derivation = (record: ListRecord, context: RequestContext) => FieldValue | undefined;

/**
 * A list of QuickBooks, declared. The messages XxxAddRq, XxxModRq and XxxQueryRq follow from it; only what is
 * special to the list stands in its rules.
 */
export interface ListDefinition {
  /** The name in ListDelType and in front of Add, Mod and Ret. */
  readonly list: string;
  /** The key in GET /books. */
  readonly booksKey: string;
  readonly isTree: boolean;
  /** Longest FullName of a tree. */
  readonly fullNameLength?: number;
  readonly add?: readonly Particle[];
  readonly mod?: readonly Particle[];
  readonly ret: readonly ElementRule[];
  readonly query?: ListQueryDefinition;
  /** Values of fields that an Add leaves out. */
  readonly defaults: Fields;
  readonly derive?: Readonly<Record<string, Derivation>>;
  /** Private and custom fields may be put on it. */
  readonly takesDataExt: boolean;
  /** Refuses with 3250 unless the company uses the feature. */
  readonly needsFeature?: (context: RequestContext) => void;
  /** Refuses a candidate by throwing a StatusError. */
  readonly check?: (candidate: Candidate, context: RequestContext) => void;
  /** Refuses a deletion by throwing a StatusError. */
  readonly checkDelete?: (record: ListRecord, context: RequestContext) => void;
}

export interface ListQueryDefinition {
  readonly hasIterator: boolean;
  /** Filters beyond those that every list query has, in their place after the name filters. */
  readonly moreFilters: readonly Particle[];
}

/** All lists by name. */
export type ListCatalogue = ReadonlyMap<string, ListDefinition>;
