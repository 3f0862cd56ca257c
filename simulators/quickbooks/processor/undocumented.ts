/**
 * What the sources do not say, and what this QuickBooks does there. A product must not depend on any of it. Where a test wants the other reading, the switch of that name in POST /faults turns it.
 *
 * Beside the constants below:
 * - an oldMessageSetID that is not stored is a warning (600 lies in that range), the set runs all the same;
 * - the checksum of a message set covers the whole document, byte for byte;
 * - NameFilter and NameRangeFilter look at the FullName where a list has levels;
 * - the pages of an iterator may change MaxReturned but nothing else of the query, else 3391;
 * - on a Mod a name that another entry of the same list owns is 3170, one of another list of the space 3100;
 * - an entry below an inactive one cannot be made active (3140);
 * - a Mod that changes nothing is a modification;
 * - a TxnDate that is left out is the PC's today;
 * - a date in a closed period is refused for a void as for a Mod (3171), and for people too: they move the closing date;
 * - a line with a customer is billable unless it says otherwise; only lines to income, expenses and assets can be;
 * - a total below nothing is 3180, and so is a transaction without lines; a bill over nothing is fine and counts as paid;
 * - a bill cannot be made smaller than what is applied to it (3210), a credit not smaller than what it pays;
 * - an EntityFilter looks at the name in the header, an AccountFilter at every account that is posted to;
 * - transactions come in the order of TxnDate, then of creation;
 * - in a LinkedTxn of a bill the amount is negative, in one of a credit positive; one entry for each other transaction;
 * - journal entries and checks posted to A/P are neither paid by BillPayments nor used as credits (1030);
 * - TransactionQuery's Amount is positive where it increases the account's balance;
 * - a dialog stops a running session with 0x80040414 and lets it go on afterwards.
 */
export interface Behaviour {
  /** An address given in a Mod: its elements are laid over the old ones, or it takes their place. */
  addressMod: 'merge' | 'replace';
  /** Characters outside ASCII that are written as such and not as references. */
  rawNonAscii: 'asIs' | 'questionMark';
  /** How many days deleted-queries remember; 90 by the sources, nothing of it promised. */
  deletedKeptDays: number;
  /** The order of names that a NameRangeFilter goes by. */
  nameOrder: 'digitsFirst' | 'lettersFirst';
  /** Whether the names at the ends of a NameRangeFilter are in it; with `included`, those that begin with its ToName too. */
  nameRangeEnds: 'included' | 'excluded';
  /** What the answer to a BillPayment holds that applies credits only: nothing, or a Ret without a TxnID. */
  creditOnlyAnswer: 'nothing' | 'retWithoutId';
  /** Credits that a payment applied, after it was voided or deleted: they stay applied, or are free again. */
  creditsOfUndonePayment: 'stay' | 'released';
  /** Deleting or voiding a bill or credit with others applied: 3160 or 3185, or they are free again. */
  undoingLinked: 'refused' | 'unlinks';
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  addressMod: 'merge',
  rawNonAscii: 'asIs',
  deletedKeptDays: 90,
  nameOrder: 'digitsFirst',
  nameRangeEnds: 'included',
  creditOnlyAnswer: 'nothing',
  creditsOfUndonePayment: 'stay',
  undoingLinked: 'refused',
};

/** Without class tracking every class message is refused (3250), queries too. */
export const CLASS_MESSAGES_NEED_CLASS_TRACKING = true;

/** A list entry may stand at most five levels deep; the sixth is refused with 3180. */
export const MAX_LEVELS = 5;

/** Making an entry inactive makes the entries below it inactive, as in the user's own windows. */
export const CHILDREN_FOLLOW_INTO_INACTIVITY = true;

/** How many iterators one session may have open before 3390. */
export const MAX_OPEN_ITERATORS = 10;

/** A Mod that would give an item of one side two sides, or the other way round: QuickBooks won't; no source has the code. */
export const CODE_OF_CHANGED_SIDES = 3210;

/** A message set id longer than this is refused with 9004 (the sources say 23 or 24). */
export const MAX_MESSAGE_SET_ID = 24;

/** The code of a duplicate account number: that of a name in use. */
export const DUPLICATE_ACCOUNT_NUMBER_CODE = 3100;

/** Adding on or before the closing date: the code of a Mod. */
export const CLOSED_PERIOD_ADD_CODE = 3171;

/** Another vendor or A/P account for a bill or credit that is applied. */
export const CODE_OF_CHANGED_PARTY = 3210;

/** A void that cannot be, of what is void already too. */
export const VOID_CODE = 3185;
