import type { Book, CanonicalFields, CanonicalValue } from '../entities/definition';

/** A pair of records, one of each book, by their ids. */
export interface RecordPair {
  readonly quickbooksId: string;
  readonly billcomId: string;
}

/** A pair as a key; neither book has a blank in its ids. */
export const pairKey = ({ quickbooksId, billcomId }: RecordPair): string => `${quickbooksId} ${billcomId}`;

/** A decision as reconciling reads it: its id says which one was carried out. */
interface Decided {
  readonly id: string;
  /** Not carried out yet; otherwise it is in force. */
  readonly isOpen: boolean;
}

/** In this conflict the value of one book counts, as long as the two say what they said when it was decided. */
export interface FieldChoice extends Decided, RecordPair {
  readonly field: string;
  readonly take: Book;
  readonly quickbooks: CanonicalValue;
  readonly billcom: CanonicalValue;
}

/** This record is to be made in the other book, as long as it says what the person was shown of it. */
export interface MakeDecision extends Decided {
  readonly book: Book;
  readonly recordId: string;
  readonly shown: CanonicalFields;
}

/** How a write is taken back: the record is made void, deleted, or made inactive; or its values are restored. */
export type TakeBackWay = 'void' | 'delete' | 'deactivate' | 'restore';

/**
 * A write that a person takes back. From then on its pair is kept apart; of a change, the fields that it wrote are. It
 * stays so until somebody releases it.
 */
export interface TakenBack extends Decided, RecordPair {
  /** The write. */
  readonly operationId: string;
  /** The book that it was to. */
  readonly book: Book;
  readonly way: TakeBackWay;
  /** What the written record said when it was decided. */
  readonly shown: CanonicalFields;
  /** Of `restore`: what the fields of the write said before it. */
  readonly before: CanonicalFields;
  readonly who: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** In that person's words. */
  readonly because: string;
  /** It was taken back before, and an older copy of the company file may have it again. */
  readonly isAgain?: boolean;
  /** What depends on the written record and stays, by name: it cannot be taken away before them. */
  readonly dependedOnBy?: readonly string[];
}

/** What people decided about the records of one entity. */
export interface Decisions {
  /** These two are the same thing. */
  readonly links: readonly (Decided & RecordPair)[];
  /** These two are not: each stands for itself. */
  readonly apart: readonly (Decided & RecordPair)[];
  /** This link is ended, and what becomes of its two sides is still to be decided. */
  readonly unlinked: readonly (Decided & RecordPair)[];
  /** One of these two was deleted or made void: it is made again. */
  readonly again: readonly (Decided & RecordPair)[];
  /** One of these two was deleted or made void, and the other one stays all the same. */
  readonly kept: readonly (Decided & RecordPair & { readonly who: string })[];
  readonly fields: readonly FieldChoice[];
  /** Open until the twin is there. */
  readonly make: readonly MakeDecision[];
  /** Open until the write is taken back, and in force from then on. */
  readonly takenBack: readonly TakenBack[];
}

export const noDecisions: Decisions = {
  links: [],
  apart: [],
  unlinked: [],
  again: [],
  kept: [],
  fields: [],
  make: [],
  takenBack: [],
};

/** What became of a decision: in force from now on, or without an object. */
export interface SettledDecision {
  readonly id: string;
  readonly state: 'used' | 'void';
  /** Why it is void. */
  readonly because?: string;
}
