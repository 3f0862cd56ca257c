import type { Change } from '../../books/changes';
import type { NewTransactionIds } from '../../books/identity';
import type { Posting, TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Particle } from '../../language/contentModel';
import type { FieldValue, Fields } from '../../language/fields';
import type { RequestContext } from '../../processor/requestContext';

/** What a transaction would be after an Add or a Mod. */
export interface Draft {
  /** Fields of the answer, lines included; undefined where nothing is left to make a transaction of. */
  readonly fields: Fields | undefined;
  readonly postings: readonly Posting[];
  /** What it applies from now on, in the place of all that it applied; undefined: as it was. */
  readonly links?: readonly TransactionLink[];
  /** What else the books change: accounts that QuickBooks makes by itself, other transactions that are touched. */
  readonly also?: readonly Change[];
}

/** What happens to a transaction that is taken away, or kept with nothing in it. */
export type Undo = 'del' | 'void';

/** What a new or changed transaction is made with: an id for itself and ids for its new lines. */
export interface Making {
  readonly id: string;
  readonly ids: NewTransactionIds;
  readonly context: RequestContext;
}

/** Computes a field of the answer that is not kept in the transaction. */
export type TransactionDerivation = (
  record: TransactionRecord,
  context: RequestContext,
) => FieldValue | undefined;

/**
 * A kind of transaction, declared. The messages XxxAddRq, XxxModRq and XxxQueryRq follow from it; what is special
 * to the kind stands in `make` and `revise`.
 */
export interface TransactionDefinition {
  /** The name in TxnDelType and in front of Add, Mod and Ret. */
  readonly kind: string;
  /** The key in GET /books. */
  readonly booksKey: string;
  readonly add?: readonly Particle[];
  readonly mod?: readonly Particle[];
  readonly ret: readonly Particle[];
  readonly query: TransactionQueryDefinition;
  /** The reference element of the name that the transaction is with. */
  readonly entity?: string;
  /** The field with its total, which a void sets to nothing. */
  readonly total?: string;
  /** Elements of the answer that only IncludeLineItems shows. */
  readonly lines: readonly string[];
  readonly derive?: Readonly<Record<string, TransactionDerivation>>;
  readonly canBeVoided: boolean;
  /** A person can void it in its window while no message can. */
  readonly canBeVoidedByHand?: boolean;
  /** Refuses its end by throwing a StatusError, or says what else changes with it. */
  readonly undo?: (record: TransactionRecord, doing: Undo, context: RequestContext) => readonly Change[];
  /** What it posts after others took away some of what it applied. */
  readonly repost?: (
    record: TransactionRecord,
    links: readonly TransactionLink[],
    context: RequestContext,
  ) => readonly Posting[];
  /** Makes a new transaction of what an Add gives; throws StatusError. */
  readonly make: (given: Fields, making: Making) => Draft;
  /** Changes a transaction by what a Mod gives; throws StatusError. */
  readonly revise?: (before: TransactionRecord, given: Fields, making: Making) => Draft;
}

export interface TransactionQueryDefinition {
  /** Everything before IncludeRetElement. */
  readonly model: readonly Particle[];
  readonly takesOwnerID: boolean;
}

/** All kinds of transactions by name. */
export type TransactionCatalogue = ReadonlyMap<string, TransactionDefinition>;
