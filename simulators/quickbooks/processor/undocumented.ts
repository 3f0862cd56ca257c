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
 * - an invoice or credit memo without a RefNumber takes the number after the highest of its kind, one with an empty RefNumber stays without;
 * - without terms an invoice is due on its own date; the ship date is the TxnDate; it is to be printed unless it says otherwise;
 * - a job has its own e-mail address, addresses, terms, tax item and tax code: nothing of them comes from the customer above;
 * - a line's sales tax code is its own, else the customer's where that is not taxable, else the item's; the code of the line decides whether it is taxed;
 * - the sales tax of each tax item is rounded to a cent by itself; the tax item of the company counts only where its preferences name one;
 * - an Amount beside Quantity and Rate makes the rate, without a warning;
 * - a percentage is of the line above (a subtotal, a group), inside a group of the member above; the lines below a subtotal add up to the next one;
 * - a discount is negative, whatever its sign was; subtotals take neither quantity nor rate nor amount (3210), nor does any other item than a discount or one with a percentage take a RatePercent (3210);
 * - a sales tax item on a line charges its rate on the taxable part of what is above, and is part of the subtotal;
 * - the quantity of a group multiplies those of its members; it cannot be changed afterwards (1030);
 * - a pending invoice or credit memo posts nothing and takes no payments; its balance is its total, and it is not paid;
 * - the credit limit of the name on an invoice counts its own balance only (3180);
 * - what a customer pays goes to invoices of its own and of its jobs, what a job pays to its own (3210); each invoice's part is posted to its own job, the unused rest to the name on the payment;
 * - a credit memo is applied only to invoices of the same customer or job; it may not be applied by a later change of its own;
 * - a payment without TotalAmount is 3150; a PaymentAmount of 0.00 applies nothing, and so a Mod takes a payment off its last invoice;
 * - IsAutoApply pays the oldest invoice of exactly this amount, else the oldest ones as far as the money goes;
 * - UnusedCredits is what is left of the credit memos of the name on the payment in its A/R account;
 * - a deposit touches the payments in it, when it is made and when it is deleted; only payments in Undeposited Funds can be deposited, once;
 * - Undeposited Funds and Sales Tax Payable are made at their first use, with an asterisk before the name where it is taken;
 * - the A/R aging has a row for each customer and job, below a heading and above a subtotal where a customer has jobs; what is not used of a payment ages from its date;
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
  /** An invoice that a Mod makes smaller than what is applied to it: 3210, or the rest goes back to the payments. */
  smallerThanApplied: 'refused' | 'givesBack';
  /** An invoice beyond the credit limit of its customer: 3180, or nothing happens. */
  creditLimit: 'refused' | 'ignored';
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
  smallerThanApplied: 'refused',
  creditLimit: 'refused',
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

/** Another amount, deposit account or customer for a payment that is in a deposit. */
export const CODE_OF_DEPOSITED_PAYMENT = 3180;

/** A document to be e-mailed to a customer without an address. */
export const CODE_OF_MISSING_EMAIL = 3180;

/** A void that cannot be, of what is void already too. */
export const VOID_CODE = 3185;
