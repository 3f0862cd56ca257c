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
  /** What a person can enter and change in the list's window where no message does. */
  readonly byHand?: { readonly add?: readonly Particle[]; readonly mod?: readonly Particle[] };
  readonly ret: readonly ElementRule[];
  readonly query?: ListQueryDefinition;
  /** Values of fields that an Add leaves out. */
  readonly defaults: Fields;
  readonly derive?: Readonly<Record<string, Derivation>>;
  /** What the entry keeps of what a request gives, where that is not the same. */
  readonly keep?: (given: Fields) => Fields;
  /** The name of an entry whose name is not given but made of other fields. */
  readonly nameOf?: (fields: Fields) => string;
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

/** What may be given to make an entry, by a message or by hand. */
export const addModel = ({ add, byHand }: ListDefinition): readonly Particle[] => add ?? byHand?.add ?? [];

/** What may be given to change one. */
export const modModel = ({ mod, byHand }: ListDefinition): readonly Particle[] => mod ?? byHand?.mod ?? [];

/** All lists by name. */
export type ListCatalogue = ReadonlyMap<string, ListDefinition>;
