import type { Book, EntityName } from '../../entities/definition';
import type { Side } from './sides';

/**
 * The tie-out of accounts payable or receivable, pure. Both books are lists of entries: what makes somebody owe more (above
 * zero) or less. Amounts are whole cents, days are YYYY-MM-DD and compare as text.
 */
export interface Entry {
  readonly book: Book;
  /** Undefined for a posting of QuickBooks of a kind that is not synced: a journal entry, a check. */
  readonly entity: EntityName | undefined;
  readonly id: string;
  /** As in a sentence: `bill`, `journal entry`. */
  readonly word: string;
  /** Its number. */
  readonly name: string;
  /** The vendor's or customer's id in this book. */
  readonly party: string | null;
  /** How the amount falls on several parties; all of it is the party's unless said. */
  readonly shares?: readonly Share[];
  readonly date: string;
  readonly cents: bigint;
  /** What of it stands against other entries of this book, above zero. */
  readonly applied: readonly { readonly id: string; readonly cents: bigint }[];
  /** Made before the two books were connected. */
  readonly isHistory: boolean;
  /** On the work list, or with a write on its way: the next sync goes on with it. */
  readonly isWaiting: boolean;
  /** Only arranged: it does not count yet. */
  readonly isScheduled?: boolean;
  /** It counts with the parties of what it is applied to. */
  readonly isSpread?: boolean;
  /** Dated before the sync start date: by rule it stays. */
  readonly isBeforeStart?: boolean;
  /** What to do with one that by rule does not go over, for people. */
  readonly stays?: string;
}

/** What of an entry is with one party. */
export interface Share {
  readonly party: string | null;
  readonly cents: bigint;
}

export const sharesOf = ({ shares, party, cents }: Entry): readonly Share[] => shares ?? [{ party, cents }];

/** Whether it counts as of a day. */
export const counts = ({ date, isScheduled }: Entry, asOf: string): boolean =>
  date <= asOf && isScheduled !== true;

/** What a discount that was taken with a payment is called: an entry of its own. */
export const discountWord = 'discount';

/** An open hold of a record, in its words. */
export interface HeldBecause {
  readonly cause: string;
  readonly sentence: string;
  readonly cure: string;
}

/** A vendor, customer or job in one or both books. */
export interface Party {
  /** A job's begins with its customer's: `Hill:Kitchen`. */
  readonly name: string;
  readonly quickbooks: string | null;
  readonly billcom: string | null;
  /** The customer or job that it is a job of. */
  readonly above?: Party | undefined;
  /** Further ids in Bill.com that people have mapped to it. */
  readonly mapped?: readonly string[];
}

/** What QuickBooks itself says, asked in the same session: its aging as of the day, and what is open to the end of time. */
export interface OwnFigures {
  readonly total: bigint;
  /** By ListID of the party; null where a row names none that is known. */
  readonly aging: ReadonlyMap<string | null, bigint>;
  /** Of a customer, its jobs included. */
  readonly balances: ReadonlyMap<string, bigint>;
}

export interface TieOutInput {
  readonly side: Side;
  /** QuickBooks' today: what is dated later does not count yet, in neither book. */
  readonly asOf: string;
  readonly entries: readonly Entry[];
  /** The link of a record of QuickBooks: the id of its twin in Bill.com. */
  readonly twins: (entity: EntityName, quickbooksId: string) => string | undefined;
  readonly hold: (book: Book, entity: EntityName, id: string) => HeldBecause | undefined;
  readonly parties: readonly Party[];
  /** Undefined when QuickBooks did not give them; its side is then what the records come to. */
  readonly own: OwnFigures | undefined;
}

/** Why the two books differ. */
export type Reason =
  | 'timing' // goes over with the next sync, or counts from another day
  | 'held'
  | 'failed' // the other book did not take it
  | 'changed' // on one side
  | 'beforeConnection'
  | 'beforeStart' // dated before the sync start date
  | 'quickbooksOnly'
  | 'billcomOnly'
  | 'notPosted' // in QuickBooks: by a setting, or somebody's choice in Bill.com
  | 'unexplained';

export interface RecordRef {
  readonly entity: EntityName | null;
  readonly id: string;
  readonly name: string;
  readonly date: string;
}

/** One named difference; the amounts are what is left of the record in each book. */
export interface Difference {
  readonly reason: Reason;
  readonly word: string;
  readonly name: string;
  readonly date: string | null;
  readonly records: Readonly<Record<Book, RecordRef | null>>;
  readonly quickbooks: bigint;
  readonly billcom: bigint;
  /** What happened, and what to do, for a bookkeeper. */
  readonly sentence: string;
  readonly cure: string;
}

export interface PartyTieOut {
  readonly party: Party;
  /** Its own; what its jobs owe stands apart. */
  readonly quickbooks: bigint;
  readonly billcom: bigint;
  readonly differences: readonly Difference[];
  /** Of a customer with jobs in this tie-out: all of it together. */
  readonly withJobs?: Readonly<Record<Book, bigint>>;
}

export interface TieOut {
  readonly asOf: string;
  readonly quickbooks: bigint;
  readonly billcom: bigint;
  /** Payments that are dated later, or only arranged, and do not count yet; below zero. */
  readonly scheduled: Readonly<Record<Book, bigint>>;
  /** Every party with whom something is open in a book, or something differs, and whose jobs they are; by name. */
  readonly parties: readonly PartyTieOut[];
  /** What does not change the totals and should be looked at. */
  readonly notes: readonly string[];
}

/** Nothing is left to name: the books agree, party by party. */
export const agrees = ({ parties }: Pick<TieOut, 'parties'>): boolean =>
  parties.every(({ differences }) => differences.length === 0);
