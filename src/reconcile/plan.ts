import type { Book, CanonicalFields, CanonicalValue, EntityName } from '../entities/definition';
import type { RecordPair, SettledDecision } from './decisions';
import type { Hold } from './holds';

/** Canonical fields of a link's two bases. */
export interface Bases {
  readonly quickbooks: CanonicalFields;
  readonly billcom: CanonicalFields;
}

/** A pair of records that are the same thing. */
export interface Link {
  readonly id: string;
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly quickbooksBase: CanonicalFields;
  readonly billcomBase: CanonicalFields;
}

/** A reference to a record that the same plan creates first in the written book. */
export interface Awaited {
  readonly entity: EntityName;
  /** The record of the source's book whose twin is awaited. */
  readonly sourceId: string;
}

/**
 * What a write does to its record. A transaction of QuickBooks that is made void stays, with zero amounts and a mark
 * (qbxml.md §6); of Bill.com it is deleted there (billcom.md §3.1).
 */
export type WriteAction = 'create' | 'update' | 'void';
/** When in a lane it is written: voids first, against the order of steps; deactivations last (design §3). */
export type WritePhase = 'void' | 'write' | 'deactivate';

/** One intended write to one book. */
export interface PlannedOperation {
  readonly entity: EntityName;
  /** The book that is written. */
  readonly book: Book;
  readonly action: WriteAction;
  readonly phase: WritePhase;
  /** The record that is written; null for a create. */
  readonly recordId: string | null;
  /** The record of the other book that it comes from. */
  readonly sourceId: string;
  readonly recordName: string;
  /** In the form of the written book; references are its ids. */
  readonly fields: CanonicalFields;
  readonly awaits: Readonly<Record<string, Awaited>>;
  /** The source's own values, which become its base when this is applied. */
  readonly sourceBase: CanonicalFields;
  readonly before: Readonly<Record<string, CanonicalValue>> | null;
  /** Fields whose other edit this overwrites, by the conflict policy. */
  readonly overwrites: readonly string[];
  /** The id of the write that this one takes back. */
  readonly undoes?: string;
  /** Of one that is made again in QuickBooks: how many came before it there, and are void or deleted now. */
  readonly generation?: number;
}

export interface NewLink {
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly name: string;
  /** Who is certain that the two are the same. */
  readonly madeBy: 'match' | 'person';
  /** As in the operation that would have made QuickBooks' record. */
  readonly generation?: number;
}

/** Two unlinked records that may be the same thing, for a person to decide. */
export interface ProposedPair extends RecordPair {
  readonly names: Readonly<Record<Book, string>>;
  /** 1 to 99. */
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly evidence: readonly string[];
}

/** Bases that move without a write, since both books say the same. */
export interface AgreedFields extends Bases {
  readonly quickbooksId: string;
  readonly billcomId: string;
}

/** What reconciling one entity decided. */
export interface EntityPlan {
  readonly entity: EntityName;
  /** Nothing was matched for it, so that the pairs that a person may decide about stay as they are. */
  readonly isUnmatched?: boolean;
  /**
   * Links that end, because one side was deleted or merged away and the other side found a new twin among `links`, or
   * because a person unlinked them. They are removed before `links` are inserted.
   */
  readonly ended: readonly Link[];
  readonly links: readonly NewLink[];
  /** All pairs of the entity that a person may decide about now, the likeliest first. */
  readonly proposals: readonly ProposedPair[];
  /** What became of people's decisions. */
  readonly decided: readonly SettledDecision[];
  readonly agreed: readonly AgreedFields[];
  readonly operations: readonly PlannedOperation[];
  readonly holds: readonly Hold[];
  /** The records that were looked at: they leave the work list, and their earlier holds end unless made again. */
  readonly looked: readonly { readonly book: Book; readonly id: string }[];
}
