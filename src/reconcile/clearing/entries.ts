import type { Book, EntityName } from '../../entities/definition';
import type { HeldBecause, RecordRef } from '../tieout/entries';
import type { ClearingSide } from './accounts';

/**
 * The clearing proof, pure: from its balance at the connection on, payments and transfers make the balance of an account that
 * Bill.com's money goes through. Amounts are whole cents, with the sign in which they change that balance.
 */

/** What stands on the clearing account in QuickBooks. */
export interface Posted {
  /** Undefined for a posting of a kind that is not synced: a check, a deposit. */
  readonly entity: EntityName | undefined;
  readonly id: string;
  readonly word: string;
  readonly name: string;
  readonly date: string;
  readonly cents: bigint;
  /** Made before the two books were connected: it is in the opening balance. */
  readonly isHistory: boolean;
  readonly isWaiting: boolean;
}

/** A payment or a movement of money in Bill.com that goes through the clearing account. */
export interface InBillcom {
  readonly entity: EntityName;
  readonly id: string;
  readonly word: string;
  readonly name: string;
  /** Its process date: the money of a payment moves on it. */
  readonly date: string;
  /** 0 for one that is void, cancelled or failed. */
  readonly cents: bigint;
  /** Charged to the customer on top of it; no part of the amount. */
  readonly fee?: bigint;
  /** The bank account that its money comes from or goes to. */
  readonly bank: string | null;
  /** The payments of a movement, where Bill.com names them. */
  readonly covers: readonly string[];
  readonly isHistory: boolean;
  readonly isWaiting: boolean;
  /** Recorded in Bill.com and paid in another way: no money of it goes through Bill.com. */
  readonly isOffline: boolean;
  /** Why it is not posted by rule, the end of a sentence's worth. */
  readonly leftAlone: string | undefined;
}

export interface ClearingInput {
  readonly side: ClearingSide;
  /** QuickBooks' today. */
  readonly asOf: string;
  readonly opening: bigint;
  /** QuickBooks' own balance of the account, whatever the date. */
  readonly balance: bigint;
  readonly posted: readonly Posted[];
  readonly there: readonly InBillcom[];
  /** The link of a record of QuickBooks: the id of its twin in Bill.com. */
  readonly twins: (entity: EntityName, quickbooksId: string) => string | undefined;
  readonly hold: (book: Book, entity: EntityName, id: string) => HeldBecause | undefined;
}

export type ClearingReason =
  | 'onItsWay' // a payment's transfer, or a transfer's payment, has not come yet
  | 'held'
  | 'changed' // the two books have other amounts
  | 'fee' // came with a transfer, and no payment has it
  | 'notPosted' // by rule
  | 'outside' // paid in another way, though from this account
  | 'beforeConnection'
  | 'quickbooksOnly' // posted by hand
  | 'unexplained';

export interface ClearingLine {
  readonly reason: ClearingReason;
  readonly word: string;
  readonly name: string;
  readonly date: string | null;
  readonly records: Readonly<Record<Book, RecordRef | null>>;
  /** What of QuickBooks' balance it is. */
  readonly cents: bigint;
  readonly sentence: string;
  readonly cure: string;
}

export interface ClearingProof {
  readonly asOf: string;
  readonly opening: bigint;
  /** Posted since the connection: below zero what was paid, above zero what was received. */
  readonly payments: bigint;
  /** Recorded since the connection: above zero what came from the bank, below zero what went to it. */
  readonly transfers: bigint;
  /** Opening, payments and transfers. */
  readonly expected: bigint;
  readonly balance: bigint;
  /** They add up to what the balance has changed by since the connection. */
  readonly lines: readonly ClearingLine[];
}

/** Nothing but money that is on its way, or was when the books were connected. */
export const clears = ({ lines }: Pick<ClearingProof, 'lines'>): boolean =>
  lines.every(({ reason }) => reason === 'onItsWay' || reason === 'beforeConnection');
