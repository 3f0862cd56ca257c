import type { Value } from './evidence';

/** Documents of both books, what links them, and what a tie-out says of them: alike for payables and receivables. */

/** A transaction as QuickBooks answers it, with what it posts to the general ledger. */
export interface QuickBooksTransaction {
  readonly TxnID: string;
  readonly TxnDate?: string;
  readonly RefNumber?: string;
  readonly postings: readonly Posting[];
  readonly isVoid?: boolean;
  readonly [field: string]: Value | readonly Posting[];
}

/** Debits are positive. */
export interface Posting {
  readonly account: string;
  readonly entity?: { readonly list: string; readonly id: string };
  readonly amount: string;
  readonly [part: string]: Value;
}

/** A document of Bill.com. */
export interface BillcomDocument {
  readonly id: string;
  readonly [field: string]: Value;
}

export interface DocumentLink {
  readonly entity: string;
  readonly quickbooksId: string;
  readonly billcomId: string;
}

/** What “tieout report ap” and “tieout report ar” say. */
export interface TieOutDocument {
  readonly asOf: string;
  readonly agrees: boolean;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
  readonly scheduledQuickbooks: string;
  readonly scheduledBillcom: string;
  readonly problem: string | null;
  /** Of accounts payable. */
  readonly vendors?: readonly TieOutParty[];
  /** Of accounts receivable, jobs apart. */
  readonly customers?: readonly TieOutParty[];
}

/** A vendor, customer or job, with every difference by its records. */
export interface TieOutParty {
  readonly name: string;
  readonly quickbooksId: string | null;
  readonly billcomId: string | null;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly differences: readonly {
    readonly reason: string;
    readonly word: string;
    readonly name: string;
    readonly difference: string;
    readonly sentence: string;
    readonly cure: string;
    readonly records: Readonly<Record<'quickbooks' | 'billcom', { readonly id: string } | null>>;
  }[];
}

export const partiesOf = ({ vendors, customers }: TieOutDocument): readonly TieOutParty[] =>
  vendors ?? customers ?? [];

/** Cents of an amount as either program prints it. */
export const centsOf = (amount: Value): number => Math.round(Number(amount ?? 0) * 100);

/** 123456 → 1,234.56 */
export const dollars = (cents: number): string =>
  (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const idIn = (reference: Value): string => {
  const id =
    typeof reference === 'object' && reference !== null ? (reference as { ListID?: Value }).ListID : '';
  return typeof id === 'string' ? id : '';
};

/** The partners of records by their pairs: Bill.com's id by QuickBooks' and the other way round. */
export function partners(links: readonly DocumentLink[]) {
  const there = new Map(links.map((each) => [`${each.entity} ${each.quickbooksId}`, each.billcomId]));
  const here = new Map(links.map((each) => [`${each.entity} ${each.billcomId}`, each.quickbooksId]));
  return {
    inBillcom: (entity: string, quickbooksId: string): string | undefined =>
      there.get(`${entity} ${quickbooksId}`),
    inQuickBooks: (entity: string, billcomId: Value): string | undefined =>
      here.get(`${entity} ${String(billcomId)}`),
  };
}
