import type { Book, CanonicalFields, ConflictPolicy, EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { BookRules } from './guards/bookRules';
import type { AppliedThere } from './holds';
import type { NameClash, SharedNames } from './names';
import type { Decisions, RecordPair } from './decisions';
import type { Link } from './plan';
import type { References } from './references';
import type { Targets } from './room';

/** What a person said of a record that is not made in the other book. */
export interface LeftOutRecord {
  readonly who: string;
  /** The records of the other book that it is the same money as, by their ids, where that was the question. */
  readonly sameAs?: readonly string[];
}

export interface EntityInput {
  readonly definition: EntityDefinition;
  readonly policy: ConflictPolicy;
  /** All records of the entity, by id. */
  readonly records: Readonly<Record<Book, ReadonlyMap<string, BookRecord>>>;
  readonly links: readonly Link[];
  /** The work list: ids of records to look at. */
  readonly work: Readonly<Record<Book, ReadonlySet<string>>>;
  /** Records with a write on its way or of unknown outcome: not touched now. */
  readonly inFlight: Readonly<Record<Book, ReadonlySet<string>>>;
  /** Those among them whose outcome a person is asked for: they are not waited for. */
  readonly asked?: Readonly<Record<Book, ReadonlySet<string>>>;
  /** Records that may be what became of a create that a person is asked about, by id, with what was to be made. */
  readonly inDoubt?: Readonly<Record<Book, ReadonlyMap<string, readonly string[]>>>;
  /** As what the twins of records in flight were sent to be made, in their own book's terms: they may have changed since. */
  readonly sent?: Readonly<Record<Book, ReadonlyMap<string, CanonicalFields>>>;
  /** What people decided about these records. */
  readonly decisions?: Decisions;
  /** Pairs of which we made one side void, or deleted it, because the other one was gone. */
  readonly undone?: readonly RecordPair[];
  /**
   * The ExternalGUID that a QuickBooks record carries which was made from this Bill.com record, where Adds take one.
   * @param before how many were made from it before, and are void or deleted now.
   */
  readonly guidOf?: (billcomId: string, before: number) => string;
  /** Ids of Bill.com's records that stand for another record of QuickBooks, by a person's choice: never made there. */
  readonly mapped?: ReadonlySet<string>;
  /** Records that a person has left out, by id: they are linked if a twin turns up, and never made. */
  readonly leftOut?: Readonly<Record<Book, ReadonlyMap<string, LeftOutRecord>>>;
  /** Documents of Bill.com (`historyKey`) that a payment or credit waits for which is no history itself: none of it is then. */
  readonly awaited?: ReadonlySet<string>;
  /** Documents of Bill.com (`historyKey`) that are left alone as settled before the connection. */
  readonly history?: ReadonlySet<string>;
  /** Who has names in the space that this entity's names share with other lists of QuickBooks, planned ones included. */
  readonly sharedNames?: SharedNames;
  /** The company's rule for a name that another list has; `ask` unless said. */
  readonly nameClash?: NameClash;
  /** What QuickBooks' preferences allow; everything unless said. */
  readonly rules?: BookRules;
  /** The records of QuickBooks that the work's references lead to, where the definition looks at them. */
  readonly targets?: Targets;
  /** What plans of earlier entities apply to documents of QuickBooks, by id, in cents. */
  readonly taken?: ReadonlyMap<string, bigint>;
  /** What is paid or credited in Bill.com, or about to be, of documents that QuickBooks has changed; by their ids. */
  readonly appliedThere?: ReadonlyMap<string, readonly AppliedThere[]>;
  /** References to entities that come earlier in step order. */
  readonly references: References;
}
