/** What rows of Bill.com's MoneyMovement do not say by themselves. All ids are Bill.com's. */

export type Clearing = 'moneyOut' | 'moneyIn';

/** A bank account of the organization. */
export interface BankAccount {
  readonly id: string;
  /** As people know it: the bank and the last digits. */
  readonly name: string;
  /** The account of the books that it is linked to in Bill.com; null where it is linked to none. */
  readonly account: string | null;
}

/** The two accounts between which a movement was posted; they stay what they are, whatever is set later. */
export interface PostedEnds {
  readonly from: string;
  readonly to: string;
}

/** The account that a company's payments or receipts go through, and what is wrong with it; null where there is none. */
export interface ClearingAccount {
  readonly account: string | null;
  readonly trouble?: { readonly because: string; readonly cure: string };
}

export interface BesideMovements {
  readonly banks: ReadonlyMap<string, BankAccount>;
  /** The account of money whose bank account is linked to none; null where the company has said none. */
  readonly defaultBank: string | null;
  readonly clearing: Readonly<Record<Clearing, ClearingAccount>>;
  /** Movements that are linked with a record of QuickBooks. */
  readonly posted: ReadonlyMap<string, PostedEnds>;
}
