import type { AccountSetting, AccountTrouble } from './companyAccounts';
import type {
  Book,
  CanonicalFields,
  EntityName,
  RawRecord,
  RecordFacts,
  ReferenceTarget,
} from './definition';

/** What documents (bills, credits, payments, transfers) have that lists do not, and what the tie-out makes of them. */

/** What the tie-out has of a record: its fields without lines. */
export interface PayableRecord {
  readonly fields: CanonicalFields;
  readonly facts: RecordFacts;
}

/** What a record makes of accounts payable in its own book. */
export interface Payable {
  /** Money (`-12.50`); above zero it is owed, a payment or credit is below. */
  readonly amount: string;
  /** The id of the vendor. */
  readonly party: string | null;
  /** The day from which it counts (YYYY-MM-DD). */
  readonly date: string;
  /**
   * What of it stands against other records of this book, by id and above zero: a payment's bills, or what was applied to a
   * bill. It is enough if one of the two says so.
   */
  readonly applied: readonly { readonly id: string; readonly amount: string }[];
  /** Discounts that were taken with it, by the bill and above zero: they too make less owed. */
  readonly discounts?: readonly { readonly id: string; readonly amount: string }[];
  /** It is only arranged: it does not count, whatever its day. */
  readonly isScheduled?: boolean;
  /** It counts with the parties of what it is applied to: a payment of a customer for invoices of its jobs. */
  readonly isSpread?: boolean;
}

/** What a record makes of accounts receivable in its own book, by customer: above zero a customer owes it. */
export type Receivable = Payable;

/** A record of Bill.com as far as others complete it. */
export interface Completed {
  readonly fields: CanonicalFields;
  readonly facts: RecordFacts;
  readonly deleted: boolean;
}

/** Rows of Bill.com that do not say everything themselves: what is missing is in the rows that they lead to. */
export interface CompletedRecords {
  readonly related: (record: Completed) => readonly { readonly entity: EntityName; readonly id: string }[];
  readonly complete: (
    record: Completed,
    get: (entity: EntityName, id: string) => Completed | undefined,
  ) => Completed;
  /** A change of such a record is one of those whose fact names it. */
  readonly wokenBy: { readonly entity: EntityName; readonly fact: string };
}

/** How a record is made in Bill.com that Crud does not make: one call each. Nothing of it is changed afterwards. */
export type OwnCall = OwnCallBody &
  (
    | {
        /** Below the base of v3: `/bills/record-payment`. */
        readonly path: string;
      }
    | {
        /** A call of v2: `RecordARPayment`. */
        readonly operation: string;
      }
  );

interface OwnCallBody {
  /** @param sourceId the record of QuickBooks, by which it is found again if the answer is lost (`madeFrom`) */
  readonly body: (fields: CanonicalFields, sourceId: string) => RawRecord;
  /** What to do where Bill.com does not let Tieout make the call. */
  readonly cure: string;
}

/** What a person is asked before a record is made in the other book. */
export interface Question {
  /** What happened, as the end of a sentence: “… was entered there by hand: 100.00 …” */
  readonly because: string;
  readonly cure: string;
}

/** What stands in QuickBooks beside a document that is written there. */
export interface Beside {
  /** What it is applied to, and its party with those above it. */
  target(entity: EntityName, id: string): ReferenceTarget | undefined;
  /** An account of the company's settings: its ListID, and what is wrong with it. */
  account(
    setting: AccountSetting,
  ):
    | { readonly id: string; readonly name?: string; readonly trouble?: AccountTrouble | undefined }
    | undefined;
}

/** Why a document cannot be written to the other book now. */
export interface Unposted {
  /** The end of a sentence. */
  readonly because: string;
  readonly cure: string;
}

/**
 * What a new or changed document of QuickBooks says that follows from what it leads to.
 * @param write `fields`: what is written, in QuickBooks' form; what the same plan makes first is null in lines. `source`:
 *   Bill.com's record. `now`: QuickBooks' one, where it is changed.
 */
export type Posting = (
  write: {
    readonly fields: CanonicalFields;
    readonly source: PayableRecord;
    readonly now: CanonicalFields | undefined;
  },
  beside: Beside,
) => { readonly fields: CanonicalFields } | Unposted;

/** What documents (bills, credits, payments) have and lists do not. */
export interface DocumentRules {
  /** The field that names the other party, where there is one: its twin tells which documents may be the same. */
  readonly party?: string;
  /** The references whose twins tell that; the party unless said. */
  readonly knownBy?: readonly string[];
  /** A field that no two documents have alike, by which one is found again whose Add takes no ExternalGUID. */
  readonly token?: string;
  /** The field by which QuickBooks is asked for the documents of a day. */
  readonly date: string;
  /** Fields that change, flow and conflict as one: lines, dates, party (design §6). */
  readonly unit: readonly string[];
  /** Whether nothing is open on it any more. Facts name when it was `made` (an instant, as its book prints it). */
  readonly isSettled: (facts: RecordFacts) => boolean;
  /**
   * The fact, and its value, by which that shows, where it comes and goes without an edit of the document: as a payment of it
   * is made and called off. What was left alone as settled is looked at again once it says otherwise.
   */
  readonly settledFact?: { readonly name: string; readonly value: string };
  /** Whether it belongs to receivables, of documents of which some do: it was connected when they were. */
  readonly isReceived?: (facts: RecordFacts) => boolean;
  /**
   * The field whose lines say to which documents it is applied, and how much (`amount`). It is history only if none of them
   * is in the other book, and it takes no more of one than is `open` there (a fact).
   */
  readonly appliesTo?: string;
  /** Where no line says that, but the fact `applied` (appliedLinks.ts): the entity that it is applied to. */
  readonly appliedByFact?: EntityName;
  /** Whether it is on its way and takes of what is open on what it is applied to, though it is not final yet. */
  readonly isUnderWay?: (facts: RecordFacts) => boolean;
  /** Whether a person may have entered it in this book, and in the other one, too: then what it is applied to tells. */
  readonly isEnteredByHand?: (facts: RecordFacts, book: Book) => boolean;
  /** The field whose lines lead to the documents by which, with its party, its twin is found. */
  readonly matchedBy?: string;
  /** What to do where its twin in the other book is undone, by the book in which it still stands. */
  readonly undo?: Readonly<Partial<Record<Book, string>>>;
  /**
   * Whether it is dated before the day from which such documents go over: without a twin it stays in its book, and nothing is
   * said of it, for there may be thousands.
   */
  readonly isBeforeStart?: (fields: CanonicalFields, book: Book) => boolean;
  /** What is said of one that may be in the other book already, where people enter them in both. */
  readonly duplicate?: Duplicate;
  /** Whether it stands for nothing (any more): void, cancelled. It counts as gone from its book. */
  readonly isVoid?: (facts: RecordFacts) => boolean;
  /**
   * Whether one whose twin is gone goes too, by its own book: it is made void in QuickBooks (TxnVoid), or deleted in
   * Bill.com; or why this one is not, as the end of a sentence. Left out: it stays and is held.
   */
  readonly undoneWithTwin?: Readonly<Partial<Record<Book, (facts: RecordFacts) => true | string>>>;
  /** Whether one that its book goes on showing means nothing any more, so that a twin that is gone is missed by nobody. */
  readonly standsForNothing?: (facts: RecordFacts, book: Book) => boolean;
  /** Whether Bill.com's approvers have denied it. */
  readonly isDenied?: (facts: RecordFacts) => boolean;
  /** The field before which the own date of a document stands that is posted on the first open day. */
  readonly memo?: string;
  /** It leaves no transaction behind that could say its day: on the first open day it is posted without a note. */
  readonly leavesNoDay?: boolean;
  /**
   * Why its total would be another one in the book that it is written to, as the end of a sentence: “… is not synced: its
   * sales tax would come to 8.26 in Bill.com, and is 8.25.”
   * @param fields as they will be in that book.
   * @param source what it comes from, in the other one.
   * @param target the record to which a field leads, in that book or else in its own; as far as it is known.
   */
  readonly comesToAnother?: (
    fields: CanonicalFields,
    source: PayableRecord,
    to: Book,
    target: (field: string) => ReferenceTarget | undefined,
  ) => { readonly because: string; readonly cure: string } | undefined;
  /** The fields of which `comesToAnother` looks at the records they lead to. */
  readonly looksAt?: readonly string[];
  readonly posting?: Posting;
  /** The same of what is made in Bill.com. */
  readonly postingThere?: Posting;
  /** The accounts of the company's settings that posting it in QuickBooks takes. */
  readonly accounts?: (fields: CanonicalFields) => readonly AccountSetting[];
}

/** A document that may have been entered in both books. */
export interface Duplicate {
  readonly cure: string;
  /** Whether a pair is asked about although its keys leave no doubt. @param connectedAt when the two books were connected */
  readonly isAskedAbout: (
    pair: Readonly<Record<Book, PayableRecord>>,
    connectedAt: Date | undefined,
  ) => boolean;
}

/** Why a record is left as it is, for people. */
export interface Standing {
  readonly cause: 'waiting' | 'toPutRight' | 'ownerRule' | 'cannotChange';
  /** The end of a sentence: “… is left alone: it is void in Bill.com.” */
  readonly because: string;
  readonly cure: string;
}

/** The references by whose twins documents of the two books are known to be the same. */
export const knownBy = ({ party, knownBy: given }: DocumentRules): readonly string[] =>
  given ?? (party === undefined ? [] : [party]);
